import type { Span } from './confirmation-mail-labels.ts';

export type MailValue = string | number;

/** A stretch of the text that a value was taken from, as it stands there. */
export interface Taken extends Span {
  readonly snippet: string;
}

export interface MailChoice {
  readonly value: MailValue;
  /** For staff. */
  readonly shown: string;
  /** True where it goes together with what else was read; of several one may. It is never chosen for them. */
  readonly fits: boolean;
  /** Where the text says so; absent where it does not. */
  readonly snippet?: string;
}

/**
 * One field of a booking, out of a mail. `sure`: it stands there and can mean nothing else. `check`: taken, with a word about it.
 * `open`: left to a person, with the reason.
 */
export interface MailField<K extends string = string> {
  readonly key: K;
  readonly value: MailValue | null;
  /** The value as staff read it; empty while it is open. */
  readonly shown: string;
  readonly sure: 'sure' | 'check' | 'open';
  /** Why it is open, or what to look at; empty where it is sure. */
  readonly words: string;
  readonly taken: readonly Taken[];
  readonly choices: readonly MailChoice[];
}

/** What one place of the text says of a field. */
export interface Candidate {
  readonly taken: readonly Taken[];
  /** Undefined: it can not be read as one value, for the reason in `words`. */
  readonly value?: MailValue;
  readonly shown: string;
  /** What to look at. */
  readonly words: string;
  readonly choices?: readonly MailChoice[];
}

export const openField = <K extends string>(
  key: K,
  words: string,
  taken: readonly Taken[] = [],
  choices: readonly MailChoice[] = [],
): MailField<K> => ({ key, value: null, shown: '', sure: 'open', words, taken, choices });

const MOST_CHOICES = 12;

/** One field out of all that the text says of it: a value only where every place agrees on it. */
export function settleField<K extends string>(
  key: K,
  candidates: readonly Candidate[],
  missing: string,
): MailField<K> {
  const read = candidates.filter((one) => one.value !== undefined);
  const values = new Map<MailValue, Candidate>();
  for (const one of read) {
    const value = one.value as MailValue;
    // the plainest way in which it is written counts
    if (!values.has(value) || one.words === '') values.set(value, one);
  }
  const unread = candidates.filter(
    (one) => one.value === undefined && !one.choices?.some(({ value }) => values.has(value)),
  );
  const taken = [...values.values(), ...unread].flatMap((one) => one.taken);
  const [first] = values.values();
  if (values.size === 1 && unread.length === 0 && first?.value !== undefined) {
    const { value, shown, words } = first;
    return {
      key,
      value,
      shown,
      sure: words === '' ? 'sure' : 'check',
      words,
      taken: first.taken,
      choices: [],
    };
  }
  if (values.size === 0) {
    const [problem] = unread;
    return problem
      ? openField(key, problem.words, taken, (problem.choices ?? []).slice(0, MOST_CHOICES))
      : openField(key, missing);
  }
  const choices = [
    ...[...values].map(
      ([
        value,
        {
          shown,
          taken: [place],
        },
      ]) => {
        const choice = { value, shown, fits: false };
        return place ? { ...choice, snippet: place.snippet } : choice;
      },
    ),
    ...unread.flatMap((one) => one.choices ?? []),
  ];
  const words = unread[0] && values.size === 1 ? unread[0].words : 'It says more than one thing. Choose.';
  return openField(key, words, taken, choices.slice(0, MOST_CHOICES));
}

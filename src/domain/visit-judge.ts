import { sayDate } from './say-nights.ts';
import type { StepInput } from './checklist-template.ts';
import type { RunNight, RunStep, Seen, SeenValue } from './visit.ts';
import { COVERS } from './visit-lines.ts';

/** What a person has typed at a step. */
export interface StepEntry {
  /** By the night's date; empty or left out where nothing was typed. */
  readonly nights?: Readonly<Record<string, string | number | null>>;
  /** By the question's key, and the `also` of the step. */
  readonly answers?: Readonly<Record<string, SeenValue | null>>;
}

/**
 * `accepted`: the step is done. `warn`: it may be done in spite of these words. `stop`: something is there that nobody knew
 * of; the conflict procedure comes first. `refused`: what was typed is no answer. Whoever writes the line keeps `seen` as it is.
 */
export type Judgement =
  | { readonly type: 'accepted'; readonly seen: Seen }
  | { readonly type: 'warn'; readonly words: readonly string[]; readonly seen: Seen }
  | {
      readonly type: 'stop';
      readonly words: readonly string[];
      readonly goto: 'conflict';
      readonly seen: Seen;
    }
  | {
      readonly type: 'refused';
      readonly problems: readonly { readonly field: string; readonly words: string }[];
    };

const MOST_ROOMS = 9_999;
const MOST_TEXT = 500;

type Read<T> = { readonly value: T } | { readonly words: string };

function readCount(typed: SeenValue | null | undefined, what: string): Read<number> {
  const text = typeof typed === 'number' ? String(typed) : typeof typed === 'string' ? typed.trim() : '';
  if (text === '') return { words: `Type the number that you see for ${what}.` };
  if (/^-\s*\d/u.test(text))
    return { words: `For ${what} a number below zero was typed. Type 0 where none is left.` };
  if (!/^\d{1,4}$/u.test(text) || Number(text) > MOST_ROOMS)
    return { words: `For ${what} only a whole number of rooms can be taken, such as 0 or 2.` };
  return { value: Number(text) };
}

function readAnswer(input: StepInput, typed: SeenValue | null | undefined): Read<SeenValue | undefined> {
  if (input.type === 'yes-no') {
    const value = typeof typed === 'boolean' ? typed : input.usual;
    if (typed !== undefined && typed !== null && typeof typed !== 'boolean')
      return { words: `${input.label} Answer yes or no.` };
    return value === undefined && !input.isOptional
      ? { words: `${input.label} Answer yes or no.` }
      : { value };
  }
  const isEmpty = typed === undefined || typed === null || String(typed).trim() === '';
  if (isEmpty)
    return input.isOptional ? { value: undefined } : { words: `${input.label} An answer is missing.` };
  if (input.type === 'count') return readCount(typed, input.label);
  const text = String(typed).trim();
  return text.length > MOST_TEXT ? { words: `Say it in at most ${MOST_TEXT} letters.` } : { value: text };
}

const nameOf = ({ night }: RunNight): string => sayDate(night);

function readNight(step: RunStep, night: RunNight, entry: StepEntry): Read<number> {
  const typed = entry.nights?.[night.night];
  const isLeft = typed === undefined || typed === null || (typeof typed === 'string' && typed.trim() === '');
  if (step.step.isOnlyDifferences && isLeft) return { value: night.target };
  return readCount(typed, nameOf(night));
}

interface Collected {
  readonly seen: Record<string, SeenValue>;
  readonly problems: { field: string; words: string }[];
  readonly numbers: { night: RunNight; value: number }[];
}

function collect(step: RunStep, entry: StepEntry): Collected {
  const found: Collected = { seen: {}, problems: [], numbers: [] };
  for (const night of step.step.perNight ? step.nights : []) {
    const read = readNight(step, night, entry);
    if ('words' in read) found.problems.push({ field: night.night, words: read.words });
    else {
      found.seen[night.night] = read.value;
      found.numbers.push({ night, value: read.value });
    }
  }
  for (const input of step.inputs) {
    const read = readAnswer(input, entry.answers?.[input.key]);
    if ('words' in read) found.problems.push({ field: input.key, words: read.words });
    else if (read.value !== undefined) found.seen[input.key] = read.value;
  }
  for (const neighbour of step.step.also ?? []) found.seen[neighbour] = entry.answers?.[neighbour] !== false;
  if (step.covers !== '') found.seen[COVERS] = step.covers;
  return found;
}

/** What was there before is not what was expected: somebody booked, cancelled or typed there, and nobody here knows. */
function beforeWords(numbers: Collected['numbers']): string[] {
  return numbers.flatMap(({ night, value }) => {
    if (night.expected === null || value === night.expected) return [];
    const told = `${nameOf(night)} shows ${value}, expected was ${night.expected}.`;
    return value < night.expected
      ? [`${told} Somebody may have booked there. Look for the booking before anything is changed.`]
      : [
          `${told} A booking there may have been cancelled, or somebody changed the number. Look before anything is changed.`,
        ];
  });
}

function afterWords(numbers: Collected['numbers'], isOnlyLooking: boolean): string[] {
  return numbers.flatMap(({ night, value }) => {
    if (value === night.target) return [];
    const told = `${nameOf(night)} shows ${value} and should show ${night.target}.`;
    if (isOnlyLooking) return [`${told} It comes on the list of what is to be put right.`];
    return value < night.target
      ? [
          `${told} A booking may just have come in there. Look at the bookings, then set it again if there is none.`,
        ]
      : [`${told} It can still be booked. Set it once more and save it.`];
  });
}

const ALSO_WORDS = {
  'night-before-unchanged': 'The night before was changed as well. Put it back to what it showed.',
  'checkout-day-unchanged':
    'The day after the last night was changed as well. Put it back to what it showed.',
} as const;

function otherwiseWords(step: RunStep, seen: Seen): string[] {
  return step.inputs.flatMap(({ key, label, usual, otherwise }) =>
    usual !== undefined && seen[key] === !usual ? [otherwise ?? `Not as usual: ${label}`] : [],
  );
}

/** What a person's entry means for a step. Nothing but numbers and answers is looked at; who and when belong to the line. */
export function judgeStep(step: RunStep, entry: StepEntry): Judgement {
  const { seen, problems, numbers } = collect(step, entry);
  if (problems.length > 0) return { type: 'refused', problems };
  const { stopIf, perNight, requires, also, isOnlyDifferences } = step.step;
  const otherwise = otherwiseWords(step, seen);
  const before = perNight === 'before' ? beforeWords(numbers) : [];
  const isStopped = stopIf !== undefined && seen[stopIf.input] === stopIf.equals;
  if (isStopped || before.length > 0)
    return {
      type: 'stop',
      words: [...(isStopped ? stopWords(step, otherwise) : []), ...before],
      goto: 'conflict',
      seen,
    };
  const after = requires
    ? afterWords(numbers, isOnlyDifferences === true || step.edit?.direction === 'verify')
    : [];
  const moved = (also ?? [])
    .filter((neighbour) => seen[neighbour] === false)
    .map((neighbour) => ALSO_WORDS[neighbour]);
  const words = [...after, ...moved, ...otherwise];
  return words.length > 0 ? { type: 'warn', words, seen } : { type: 'accepted', seen };
}

const stopWords = (step: RunStep, otherwise: readonly string[]): readonly string[] =>
  otherwise.length > 0
    ? otherwise
    : [`Stop here: ${step.title}. What was found is cleared up before anything is changed.`];

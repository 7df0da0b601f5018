import type { Failure } from '../../domain/failure.ts';
import type { Outcome, ProviderFailure } from '../kit/provider.ts';
import { redactText } from '../kit/redact.ts';

const LONGEST_WORDS = 200;

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const failed = (
  failure: ProviderFailure,
): { readonly ok: false; readonly failure: ProviderFailure } => ({
  ok: false,
  failure,
});

/**
 * Beds24's own words, fit to be shown: what they quote is left out, because it may be what a guest typed, and so is every
 * text in `unsaid`. They end without a full stop; empty where nothing is left.
 */
export function theirWords(text: unknown, unsaid: readonly string[] = []): string {
  if (typeof text !== 'string') return '';
  const parts = unsaid.flatMap((entry) => [entry, ...entry.split(/\s+/)]).filter(({ length }) => length > 2);
  let left = text.replace(/"[^"]*"|“[^”]*”|'[^']*'(?!\w)/g, '…');
  for (const part of parts.sort((a, b) => b.length - a.length)) left = left.replaceAll(part, '…');
  const short = redactText(left).trim().slice(0, LONGEST_WORDS);
  return short.replace(/[.\s]+$/, '');
}

/** An answer that Beds24 should not have given. `mayHaveHappened` true for writes, false for reading, else not said. */
export const strangeAnswer = (what: string, mayHaveHappened?: boolean): ProviderFailure => ({
  code: 'unexpected-answer',
  words: `Beds24 answered strangely: ${what}. Nothing was taken from this answer. If it happens again, tell Beds24 support.`,
  ...(mayHaveHappened !== undefined && { mayHaveHappened }),
});

/** Beds24 will not take it; `reason` is what it said. */
export const rejectedBecause = (reason: string): ProviderFailure => ({
  code: 'rejected',
  words: `Beds24 refused this${reason === '' ? ' without a reason' : `: ${reason}`}.`,
  mayHaveHappened: false,
});

export const notPossible = (words: string, code: Failure['code'] = 'not-possible'): ProviderFailure => ({
  code,
  words,
  mayHaveHappened: false,
});

/** For the answer to a write: only where it surely did nothing may the write be called undone. */
export const isSurelyUndone = (failure: ProviderFailure): boolean => failure.mayHaveHappened === false;

import type { FailureCode } from '../domain/failure.ts';
import type { Delays, RetryPolicy } from './retry-policy-defaults.ts';

export interface AttemptFailure {
  readonly code: FailureCode;
  /** When the provider wants to be asked again (Retry-After, a reset of its limits), as an instant. */
  readonly retryAt?: number;
  /** What an unmapped thing waits for. */
  readonly fact?: string;
}

export interface AttemptState {
  /** Attempts made, the one that has just failed among them. */
  readonly attempts: number;
  /** Since the sign-in last worked, a new one was asked for already. */
  readonly hasRenewed: boolean;
}

/** What becomes of a job whose attempt failed. */
export type Verdict =
  | { readonly type: 'retry'; readonly at: number }
  /** The attempt is not counted. */
  | { readonly type: 'wait'; readonly at: number }
  /** Sign in anew, then the same at once; the attempt is not counted. */
  | { readonly type: 'renew' }
  /** The connection stops until a person has signed in again; its jobs stay. */
  | { readonly type: 'pause' }
  | { readonly type: 'park'; readonly fact: string }
  /** Other work goes on. `keepsAnswer`: what the channel said is kept, redacted, for a person to look at. */
  | { readonly type: 'dead'; readonly keepsAnswer: boolean }
  /** Bellhop is being closed: as if it had not begun. */
  | { readonly type: 'release' };

type Treatment = 'backoff' | 'wait' | 'sign-in' | 'park' | 'dead' | 'once-more' | 'release';

/** Whatever is not named here is an answer that nobody foresaw: once more, then a person looks. */
const TREATMENTS: Readonly<Partial<Record<FailureCode, Treatment>>> = {
  unavailable: 'backoff',
  'timed-out': 'backoff',
  // a hotel's line is down more often than a channel's name is gone
  'address-unknown-host': 'backoff',
  'database-busy': 'wait',
  'database-full': 'wait',
  'database-read-only': 'wait',
  'secret-store-locked': 'wait',
  'secret-store-missing': 'wait',
  'rate-limited': 'wait',
  'quota-exhausted': 'wait',
  unauthorised: 'sign-in',
  forbidden: 'sign-in',
  unmapped: 'park',
  rejected: 'dead',
  'invalid-input': 'dead',
  'not-found': 'dead',
  'not-possible': 'dead',
  gone: 'dead',
  'address-not-http': 'dead',
  'address-private': 'dead',
  'address-missing': 'dead',
  'redirect-refused': 'dead',
  'unexpected-answer': 'once-more',
  internal: 'once-more',
  'changed-meanwhile': 'once-more',
  cancelled: 'release',
};

const MINUTE = 60_000;
/** Where a limit was met and no time was given. */
const LIMIT_PAUSE_MS: Readonly<Partial<Record<FailureCode, number>>> = {
  'quota-exhausted': 15 * MINUTE,
};
/** A date that lies farther ahead is a mistake or another clock: then it is asked again a day later. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE;
const SHORTEST_WAIT_MS = 1000;
/** Of the wait, so that all who were told the same moment do not come at once; never earlier than told. */
const SPREAD = 0.1;
const LONGEST_SPREAD_MS = 30_000;

/** How many attempts a policy allows, the first among them. */
export const attemptsAllowed = (delays: Delays): number =>
  1 + (delays.type === 'fixed' ? delays.stepsMs.length : delays.retries);

/** The pause after so many failed attempts; undefined where no further one is allowed. `random` is 0 ≤ x < 1. */
export function pauseAfter(attempts: number, delays: Delays, random: () => number): number | undefined {
  if (attempts < 1 || attempts >= attemptsAllowed(delays)) return undefined;
  if (delays.type === 'fixed') return delays.stepsMs[attempts - 1];
  return Math.round(random() * Math.min(delays.longestMs, delays.firstMs * 2 ** (attempts - 1)));
}

function waitUntil(failure: AttemptFailure, now: number, random: () => number): number {
  const told = failure.retryAt === undefined ? undefined : failure.retryAt - now;
  const pause = told ?? LIMIT_PAUSE_MS[failure.code] ?? MINUTE;
  const bounded = Math.min(Math.max(SHORTEST_WAIT_MS, pause), LONGEST_WAIT_MS);
  return now + Math.ceil(bounded + random() * Math.min(LONGEST_SPREAD_MS, bounded * SPREAD));
}

/** What to do after a failed attempt. Pure: the same failure, state, time and chance give the same verdict. */
export function judge(
  failure: AttemptFailure,
  state: AttemptState,
  policy: RetryPolicy,
  now: number,
  random: () => number,
): Verdict {
  const treatment = TREATMENTS[failure.code] ?? 'once-more';
  switch (treatment) {
    case 'backoff': {
      // a channel that is down and says until when is believed
      if (failure.retryAt !== undefined) return { type: 'wait', at: waitUntil(failure, now, random) };
      const pause = pauseAfter(state.attempts, policy.delays, random);
      return pause === undefined ? { type: 'dead', keepsAnswer: false } : { type: 'retry', at: now + pause };
    }
    case 'wait':
      return { type: 'wait', at: waitUntil(failure, now, random) };
    case 'sign-in':
      return state.hasRenewed ? { type: 'pause' } : { type: 'renew' };
    case 'park':
      return failure.fact === undefined
        ? { type: 'dead', keepsAnswer: true }
        : { type: 'park', fact: failure.fact };
    case 'dead':
      return { type: 'dead', keepsAnswer: failure.code === 'rejected' };
    case 'once-more': {
      const pause = state.attempts >= 2 ? undefined : pauseAfter(1, policy.delays, random);
      return pause === undefined ? { type: 'dead', keepsAnswer: true } : { type: 'retry', at: now + pause };
    }
    case 'release':
      return { type: 'release' };
  }
}

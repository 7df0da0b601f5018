import { backOff } from '../providers/kit/pacing.ts';
import { LEAST_POLL_MINUTES } from '../providers/registry.ts';

const MINUTE = 60_000;
/** The schedule looks around at least this often, so that a clock that was set or a sleep that ended is noticed. */
export const LONGEST_NAP_MS = MINUTE;
/** Feeds asked at the same moment drift apart by a tenth of their interval. */
const JITTER = 0.1;
const LEAST_MS = LEAST_POLL_MINUTES * MINUTE;

/** Until a feed is asked again after a good answer. */
export function pauseAfterGood(pollMinutes: number, random: () => number): number {
  const spread = 1 - JITTER + 2 * JITTER * random();
  return Math.max(LEAST_MS, Math.round(pollMinutes * MINUTE * spread));
}

/** Until a doubted answer is looked at again: soon, for most of them are over within the hour. */
export const pauseAfterDoubt = (random: () => number): number => Math.round(LEAST_MS * (1 + random()));

/** Until a feed is asked again after so many failures in a row; what the host asked for is kept. */
export const pauseAfterFailure = (
  failures: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number => Math.max(LEAST_MS, backOff(failures, retryAfterMs, random));

/** When a feed is due, on the clock on the wall and in time that surely went by. */
export interface Due {
  readonly wallAt: number;
  readonly steadyAt: number;
}

/**
 * Due when either clock says so: a computer that slept asks at once and once, one whose clock was set back does not
 * wait for the old time to come again.
 */
export const isDue = (due: Due, wall: number, steady: number): boolean =>
  wall >= due.wallAt || steady >= due.steadyAt;

/** Time that surely went by: never backwards, and never more than a nap's worth between two looks. */
export interface SteadyTime {
  now(): number;
}

const LONGEST_CREDIT_MS = 2 * LONGEST_NAP_MS;

export function createSteadyTime(wall: () => number): SteadyTime {
  let last = wall();
  let steady = 0;
  return {
    now() {
      const at = wall();
      steady += Math.min(Math.max(0, at - last), LONGEST_CREDIT_MS);
      last = at;
      return steady;
    },
  };
}

/** What is believed of the time between two runs of Bellhop, however long the clock says it was. */
const LONGEST_GAP_MS = 60 * MINUTE;
export const gapBetweenRuns = (lastGoodAt: number | null, now: number): number =>
  lastGoodAt === null ? 0 : Math.min(Math.max(0, now - lastGoodAt), LONGEST_GAP_MS);

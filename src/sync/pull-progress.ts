import type { FailureCode } from '../domain/failure.ts';
import type { EngineWorld } from './engine-world.ts';

/** One round over all pages. */
export interface PullRound {
  /** Every booking that came, with the mark of its last change. */
  readonly seen: Map<string, string>;
  readonly counts: {
    created: number;
    changed: number;
    cancelled: number;
    unchanged: number;
    problems: number;
  };
  /** When it began: what the channel did later may be on pages that were read before. */
  readonly startedAt: number;
  /** The page to go on from, and the one before it: rows may have moved up by one while nobody read. */
  page: string | null;
  before: string | null;
}

export const newCounts = (): PullRound['counts'] => ({
  ...{ created: 0, changed: 0, cancelled: 0, unchanged: 0, problems: 0 },
});

const newRound = (startedAt: number): PullRound => ({
  ...{ seen: new Map(), counts: newCounts(), startedAt, page: null, before: null },
});

/** After these a round goes on where it was: one that is longer than the channel's limits would never end otherwise. */
const GOES_ON: readonly FailureCode[] = [
  'rate-limited',
  'quota-exhausted',
  'unavailable',
  'timed-out',
  'cancelled',
];
const LONGEST_PAUSE_MS = 60 * 60_000;

interface Broken {
  readonly round: PullRound;
  readonly at: number;
}

/** In memory only: after a restart a round begins anew, and what it brings again changes nothing. */
const broken = new WeakMap<EngineWorld, Map<string, Broken>>();

function of(world: EngineWorld): Map<string, Broken> {
  let known = broken.get(world);
  if (!known) broken.set(world, (known = new Map()));
  return known;
}

/** The round that was broken off, from one page before, or a new one. `key` names connection, reach and cursor. */
export function beginRound(world: EngineWorld, key: string, startedAt: number): PullRound {
  const known = of(world).get(key);
  of(world).delete(key);
  if (!known || Math.abs(startedAt - known.at) > LONGEST_PAUSE_MS) return newRound(startedAt);
  const { round } = known;
  round.page = round.before;
  return round;
}

/** Keeps a round that was broken off, where it can go on. One that has read nothing yet begins anew, and is the fresher for it. */
export function breakRound(world: EngineWorld, key: string, round: PullRound, code: FailureCode): void {
  if (round.page !== null && GOES_ON.includes(code)) of(world).set(key, { round, at: world.clock.now() });
}

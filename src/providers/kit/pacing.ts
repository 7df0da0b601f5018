import type { Clock } from '../../domain/clock.ts';
import type { Failure } from '../../domain/failure.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LONGEST_BACK_OFF = 6 * HOUR;
const FIRST_BACK_OFF = 5 * MINUTE;

/**
 * How long to leave a host alone after that many failures in a row: 5 to 10 minutes at first, doubling, at most 6 hours.
 * Spread by chance, so that feeds which failed together do not come back together. What the host itself asked for
 * (`Retry-After`) is the least it gets, however long.
 */
export function backOff(failures: number, retryAfterMs: number | undefined, random: () => number): number {
  const asked = Math.max(0, retryAfterMs ?? 0);
  if (!(failures >= 1)) return asked;
  // beyond 20 doublings it is the longest anyway, and the power would run away
  const longest = Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** Math.min(20, Math.floor(failures)));
  return Math.max(asked, Math.round(longest / 2 + (random() * longest) / 2));
}

export interface PacingPolicy {
  /** From the end of one request to the start of the next to the same host. */
  readonly minGapMs: number;
  /** Requests within any 24 hours; no limit where left out. Counted since Bellhop started. */
  readonly dailyCap?: number;
}

export const DEFAULT_PACING: PacingPolicy = { minGapMs: SECOND };

/** What is known of one host's past. */
export interface PacingPast {
  readonly lastEndedAt: number | undefined;
  /** Starts within the last day, oldest first. */
  readonly startedAts: readonly number[];
}

export type PacingVerdict = { readonly waitMs: number } | { readonly spentForMs: number };

/** When the next request to a host may start: after a wait, or not before its daily allowance frees up again. */
export function nextTurn(past: PacingPast, policy: PacingPolicy, now: number): PacingVerdict {
  const counted = past.startedAts.filter((at) => now - at < DAY);
  if (policy.dailyCap !== undefined && counted.length >= policy.dailyCap) {
    const frees = counted[counted.length - policy.dailyCap];
    // a clock set back leaves starts in the future: they count, but for no more than a day
    return { spentForMs: frees === undefined ? DAY : Math.min(DAY, frees + DAY - now) };
  }
  const left = past.lastEndedAt === undefined ? 0 : past.lastEndedAt + policy.minGapMs - now;
  return { waitMs: Math.min(Math.max(0, left), policy.minGapMs) };
}

export type Paced<T> =
  | { readonly ran: true; readonly value: T }
  | { readonly ran: false; readonly failure: Failure; readonly retryAfterMs?: number };

export interface Pacing {
  /**
   * Runs `task` when it is this host's turn: one at a time, in the order asked, with the gap between them. Different hosts
   * do not wait for each other. It does not run at all when the day's allowance is spent or `signal` fires while waiting.
   */
  run<T>(host: string, task: () => Promise<T>, signal?: AbortSignal): Promise<Paced<T>>;
}

interface Lane {
  tail: Promise<void>;
  lastEndedAt: number | undefined;
  startedAts: number[];
}

const CANCELLED: Failure = { code: 'cancelled', message: 'The request was cancelled before it was sent.' };

function spent(host: string, cap: number | undefined, spentForMs: number): Paced<never> {
  const hours = Math.ceil(spentForMs / HOUR);
  const message =
    `${host} has been asked ${cap ?? 0} times in a day, which is as often as Bellhop asks it. The calendar keeps what it ` +
    `last read; it will be read again within ${hours === 1 ? 'an hour' : `${hours} hours`}.`;
  return {
    ran: false,
    failure: { code: 'rate-limited', message, details: { host, dailyCap: cap } },
    retryAfterMs: spentForMs,
  };
}

/** Resolves after the wait, or at once when aborted. */
function waitFor(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      takeBack();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const takeBack = clock.after(ms, done);
    signal?.addEventListener('abort', done);
  });
}

/** Paces requests per host. `policyFor` may give a host with a quota its own manners. */
export function createPacing(options: {
  readonly clock: Clock;
  readonly policyFor?: (host: string) => PacingPolicy;
}): Pacing {
  const { clock, policyFor = () => DEFAULT_PACING } = options;
  const lanes = new Map<string, Lane>();

  async function takeTurn<T>(
    host: string,
    lane: Lane,
    task: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Paced<T>> {
    const policy = policyFor(host);
    if (signal?.aborted) return { ran: false, failure: CANCELLED };
    const turn = nextTurn(lane, policy, clock.now());
    if ('spentForMs' in turn) return spent(host, policy.dailyCap, turn.spentForMs);
    await waitFor(clock, turn.waitMs, signal);
    if (signal?.aborted) return { ran: false, failure: CANCELLED };
    const startedAt = clock.now();
    lane.startedAts = [...lane.startedAts.filter((at) => startedAt - at < DAY), startedAt];
    try {
      return { ran: true, value: await task() };
    } finally {
      lane.lastEndedAt = clock.now();
    }
  }

  return {
    run(host, task, signal) {
      const name = host.toLowerCase();
      const lane = lanes.get(name) ?? { tail: Promise.resolve(), lastEndedAt: undefined, startedAts: [] };
      lanes.set(name, lane);
      const result = lane.tail.then(() => takeTurn(name, lane, task, signal));
      // a task that fails must not hold up those behind it
      lane.tail = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
  };
}

import type { Chance } from '../../domain/chance.ts';
import type { Clock } from '../../domain/clock.ts';
import type { FailureCode } from '../../domain/failure.ts';
import { API_PRIORITIES, type ApiPriority } from './api-http.ts';
import { createBreaker, type BreakerState } from './breaker.ts';
import { createPoints, type LimitsTold, type PointsBudget } from './points.ts';
import type { Outcome, ProviderFailure } from './provider.ts';

export interface GateLimits {
  readonly budget: PointsBudget | null;
  readonly parallel: number;
}
export interface GateView {
  /** Points left; null where nothing is known. */
  readonly remaining: number | null;
  readonly total: number | null;
  readonly resetsAt: number | null;
  readonly breaker: BreakerState;
  /** While open: when the channel is tried again. */
  readonly until: number | null;
  readonly waiting: number;
}
export interface GateAsk {
  /** Calls of one kind cost about the same. */
  readonly kind: string;
  readonly priority: ApiPriority;
  readonly signal: AbortSignal;
}
/** What became of one request, and what the answer told of the limits. */
export interface Passed<T> {
  readonly outcome: Outcome<T>;
  readonly limits?: LimitsTold | undefined;
}
export interface Gate {
  /**
   * Runs `task` when its turn comes: the most urgent first, never more at once than allowed, within the points. Where that
   * would take more than a few seconds, or the channel is left alone, it does not run and the failure says when to come
   * back (`retryAt`, `details.wasAsked` false), so that nobody stands waiting. A `task` must not pass the gate itself.
   */
  pass<T>(ask: GateAsk, task: () => Promise<Passed<T>>): Promise<Outcome<T>>;
  view(): GateView;
  /** Somebody has reason to believe that the channel is back: the next request may try. */
  tryNow(): void;
}
export interface GateOptions {
  readonly limits: GateLimits;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'next'>;
  /** Called after `view` may have changed. */
  readonly changed?: () => void;
  /** The channel's, for words to staff. */
  readonly name?: string;
}

/** Longer than that nobody is kept waiting. */
const PATIENCE_MS = 3_000;

const TROUBLES: ReadonlySet<FailureCode> = new Set(['unavailable', 'timed-out']);
const LIMITS: ReadonlySet<FailureCode> = new Set(['rate-limited', 'quota-exhausted']);
/** Says nothing of the channel. */
const OURS: ReadonlySet<FailureCode> = new Set(['cancelled', 'address-private']);

interface Waiter {
  readonly ask: GateAsk;
  readonly order: number;
  readonly go: (estimate: number) => void;
  readonly refuse: (failure: ProviderFailure) => void;
}
type Turn =
  { readonly type: 'go' | 'later' } | { readonly type: 'refuse'; readonly failure: ProviderFailure };

const rank = (waiter: Waiter): number => API_PRIORITIES.indexOf(waiter.ask.priority);

/** The gate of one account: everything that is asked of it goes through. */
export function createGate(options: GateOptions): Gate {
  const { clock, limits, changed = () => undefined, name = 'The channel' } = options;
  const breaker = createBreaker(options.chance);
  const points = createPoints(limits.budget);
  const waiters = new Set<Waiter>();
  let running = 0;
  let ordered = 0;
  let takeBackWake: (() => void) | undefined;
  let seenAt = clock.now();

  /** A machine's clock that is set back must not make a pause of seconds one of hours. */
  function now(): number {
    const at = clock.now();
    if (at < seenAt) {
      points.shift(at - seenAt);
      breaker.shift(at - seenAt);
    }
    seenAt = at;
    return at;
  }

  function turnOf(waiter: Waiter, at: number): Turn {
    const until = breaker.until(at);
    if (until !== null) return { type: 'refuse', failure: leftAlone(name, until) };
    const { kind, priority } = waiter.ask;
    const freeAt = points.freeAt(kind, priority, at);
    if (freeAt - at > PATIENCE_MS) return { type: 'refuse', failure: outOfPoints(name, freeAt) };
    if (freeAt > at) {
      takeBackWake = clock.after(freeAt - at, pump);
      return { type: 'later' };
    }
    return { type: running < Math.max(1, limits.parallel) && !breaker.isProbing() ? 'go' : 'later' };
  }

  function pump(): void {
    takeBackWake?.();
    takeBackWake = undefined;
    for (;;) {
      const [first] = [...waiters].sort((a, b) => rank(a) - rank(b) || a.order - b.order);
      if (!first) break;
      const at = now();
      const turn = turnOf(first, at);
      if (turn.type === 'later') break;
      waiters.delete(first);
      if (turn.type === 'refuse') {
        first.refuse(turn.failure);
        continue;
      }
      running += 1;
      breaker.begin(at);
      first.go(points.begin(first.ask.kind, at));
    }
    changed();
  }

  function settle<T>(kind: string, estimate: number, passed: Passed<T>): Outcome<T> {
    const at = now();
    running -= 1;
    points.end(kind, estimate, at, passed.limits);
    const { outcome } = passed;
    if (outcome.ok) {
      breaker.end('good', at);
      return outcome;
    }
    const { failure } = outcome;
    const isTrouble = TROUBLES.has(failure.code);
    breaker.end(isTrouble ? 'trouble' : OURS.has(failure.code) ? 'neutral' : 'good', at, failure.retryAt);
    if (!LIMITS.has(failure.code)) return outcome;
    return { ok: false, failure: { ...failure, retryAt: points.refused(at, failure.retryAt) } };
  }

  /** Answers the estimate of what it costs, or why it may not go. */
  function takeTurn(ask: GateAsk): Promise<number | ProviderFailure> {
    return new Promise((resolve) => {
      const done = (turn: number | ProviderFailure): void => {
        ask.signal.removeEventListener('abort', onAbort);
        resolve(turn);
      };
      const waiter: Waiter = { ask, order: (ordered += 1), go: done, refuse: done };
      const onAbort = (): void => {
        waiters.delete(waiter);
        done(CALLED_OFF);
        pump();
      };
      if (ask.signal.aborted) return resolve(CALLED_OFF);
      ask.signal.addEventListener('abort', onAbort);
      waiters.add(waiter);
      pump();
    });
  }

  return {
    async pass(ask, task) {
      const turn = await takeTurn(ask);
      if (typeof turn !== 'number') return { ok: false, failure: turn };
      try {
        return settle(ask.kind, turn, await task());
      } catch (error) {
        settle(ask.kind, turn, { outcome: { ok: false, failure: CALLED_OFF } });
        throw error;
      } finally {
        pump();
      }
    },
    view() {
      const at = now();
      return {
        ...points.view(at),
        breaker: breaker.state(at),
        until: breaker.until(at),
        waiting: waiters.size,
      };
    },
    tryNow() {
      breaker.tryNow();
      pump();
    },
  };
}

const NOT_ASKED = { mayHaveHappened: false, details: { wasAsked: false } } as const;

const CALLED_OFF: ProviderFailure = {
  code: 'cancelled',
  words: 'The request was called off before it was sent.',
  ...NOT_ASKED,
};

const leftAlone = (name: string, retryAt: number): ProviderFailure => ({
  code: 'unavailable',
  words: `${name} did not answer several times in a row. Bellhop leaves it alone for a moment, then tries again by itself.`,
  retryAt,
  ...NOT_ASKED,
});

const outOfPoints = (name: string, retryAt: number): ProviderFailure => ({
  code: 'rate-limited',
  words: `${name} takes no more requests for now. Bellhop goes on by itself as soon as it does again.`,
  retryAt,
  ...NOT_ASKED,
});

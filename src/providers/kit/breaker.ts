import type { Chance } from '../../domain/chance.ts';

const SECOND = 1_000;
/** So many troubles in a row, and a channel is left alone. */
const TROUBLES_TO_OPEN = 5;
const FIRST_PAUSE = 15 * SECOND;
const LONGEST_PAUSE = 2 * 60 * SECOND;
/** A channel that names a time is believed that far. */
const LONGEST_ASKED = 15 * 60 * SECOND;

export const BREAKER_STATES = ['closed', 'open', 'half-open'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

export interface Breaker {
  state(now: number): BreakerState;
  /** Until when nobody is asked; null unless open. */
  until(now: number): number | null;
  /** The next request is a probe, however long the pause would still be. */
  tryNow(): void;
  isProbing(): boolean;
  begin(now: number): void;
  /** `neutral` says nothing of the channel: the request was called off. */
  end(verdict: 'good' | 'trouble' | 'neutral', now: number, askedUntil?: number): void;
  /** The machine's clock was set back by so much. */
  shift(ms: number): void;
}

/** Leaves a channel alone that answers nothing, longer each time, and lets one request through to see whether it is back. */
export function createBreaker(chance: Pick<Chance, 'next'>): Breaker {
  let troubles = 0;
  let pauses = 0;
  let openUntil: number | undefined;
  let isProbing = false;

  const stateAt = (now: number): BreakerState =>
    openUntil === undefined ? 'closed' : now < openUntil ? 'open' : 'half-open';

  function pause(now: number, askedUntil: number | undefined): void {
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(10, pauses));
    // spread, so that several desks which lost one channel together do not come back together
    const own = now + Math.round(longest * (0.75 + chance.next() * 0.25));
    openUntil = Math.max(own, Math.min(askedUntil ?? 0, now + LONGEST_ASKED));
    pauses += 1;
  }

  return {
    state: stateAt,
    until: (now) => (stateAt(now) === 'open' ? (openUntil ?? null) : null),
    tryNow() {
      if (openUntil !== undefined) openUntil = 0;
    },
    isProbing: () => isProbing,
    begin(now) {
      if (stateAt(now) === 'half-open') isProbing = true;
    },
    end(verdict, now, askedUntil) {
      const wasProbe = isProbing;
      isProbing = false;
      if (verdict === 'neutral') return;
      if (verdict === 'good') {
        [troubles, pauses, openUntil] = [0, 0, undefined];
        return;
      }
      troubles += 1;
      // those that were under way when it opened say nothing new
      if (stateAt(now) === 'open') return;
      if (wasProbe || askedUntil !== undefined || troubles >= TROUBLES_TO_OPEN) pause(now, askedUntil);
    },
    shift(ms) {
      if (openUntil) openUntil += ms;
    },
  };
}

import type { Clock } from '../../domain/clock.ts';

interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that moves from timer to timer, so that hours of waiting cost nothing. */
export interface VirtualClock {
  now(): number;
  /** Part of the world: never dies. */
  readonly world: Clock;
  /** A clock for one life of the program: after `kill` its timers never run. */
  life(): Clock & { kill(): void };
  /** Runs the next timer that is due within `ms`, and lets promises settle. False where there is none. */
  step(ms: number): Promise<boolean>;
  /** Runs all that is due within `ms` and moves time on by it. */
  advance(ms: number): Promise<void>;
}

/** Everything that waits for nothing but promises has gone as far as it can. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createVirtualClock(startAt: number): VirtualClock {
  let at = startAt;
  let order = 0;
  const timers: Timer[] = [];
  const add = (ms: number, run: () => void): (() => void) => {
    order += 1;
    const timer = { dueAt: at + Math.max(0, ms), order, run };
    // the next one is taken from the end; of two at once the older runs first
    let index = timers.length;
    while (index > 0 && (timers[index - 1] as Timer).dueAt <= timer.dueAt) index -= 1;
    timers.splice(index, 0, timer);
    return () => {
      const place = timers.indexOf(timer);
      if (place !== -1) timers.splice(place, 1);
    };
  };
  const step = async (ms: number): Promise<boolean> => {
    const next = timers.at(-1);
    if (!next || next.dueAt > at + ms) return false;
    timers.pop();
    at = Math.max(at, next.dueAt);
    next.run();
    await settle();
    return true;
  };
  return {
    now: () => at,
    world: { now: () => at, after: add },
    life() {
      const calls = new Set<() => void>();
      let isDead = false;
      return {
        now: () => at,
        after(ms, run) {
          if (isDead) return () => undefined;
          const callOff = add(ms, () => {
            calls.delete(callOff);
            run();
          });
          calls.add(callOff);
          return () => {
            calls.delete(callOff);
            callOff();
          };
        },
        kill() {
          isDead = true;
          for (const callOff of calls) callOff();
          calls.clear();
        },
      };
    },
    step,
    async advance(ms) {
      const until = at + ms;
      await settle();
      while (await step(until - at));
      at = until;
    },
  };
}

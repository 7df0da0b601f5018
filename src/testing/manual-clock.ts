import type { Clock } from '../domain/clock.ts';

export interface ManualClock extends Clock {
  /**
   * Moves time forward and runs every timer that comes due, in order of time, then of setting. Between them, and at
   * the end, promises get to settle, so what a timer started has gone as far as it can without real input or output.
   */
  advance(ms: number): Promise<void>;
  /** Sets the time of day as a person would: timers keep their remaining wait. */
  jumpTo(iso: string): void;
  /** Timers still waiting. */
  pending(): number;
  /** Time until the next timer; undefined where none waits. */
  nextIn(): number | undefined;
}

interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly run: () => void;
}

/** Lets promises settle, several turns deep, without a timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** A clock that stands still until told. `startIso` is an instant such as `2027-03-01T08:00:00Z`. */
export function createManualClock(startIso: string): ManualClock {
  // timers run on elapsed time, `now` is that plus an offset: so the time of day can jump without firing anything
  let elapsed = 0;
  let offset = Date.parse(startIso);
  if (Number.isNaN(offset)) throw new Error(`Not an instant: ${startIso}`);
  let order = 0;
  const timers = new Set<Timer>();
  const next = (): Timer | undefined =>
    [...timers].sort((a, b) => a.dueAt - b.dueAt || a.order - b.order).at(0);

  return {
    now: () => offset + elapsed,
    after(ms, run) {
      order += 1;
      const timer: Timer = { dueAt: elapsed + Math.max(0, ms), order, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      for (let timer = next(); timer && timer.dueAt <= until; timer = next()) {
        elapsed = Math.max(elapsed, timer.dueAt);
        timers.delete(timer);
        timer.run();
        await settle();
      }
      elapsed = until;
    },
    jumpTo(iso) {
      offset = Date.parse(iso) - elapsed;
    },
    pending: () => timers.size,
    nextIn: () => {
      const timer = next();
      return timer && timer.dueAt - elapsed;
    },
  };
}

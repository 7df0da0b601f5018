import type { Clock } from '../domain/clock.ts';

/** Longest wait a timer can hold; longer ones are waited for in pieces. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The machine's clock. A pending timer keeps the process alive, so whoever sets one takes it back when stopping. Waits
 * are measured by the monotonic clock: setting the machine's time neither stretches nor shortens them.
 */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    after(ms, run) {
      const dueAt = performance.now() + Math.max(0, ms);
      let timer: NodeJS.Timeout;
      const wait = (): void => {
        const left = dueAt - performance.now();
        timer = setTimeout(
          () => (left > LONGEST_TIMER_MS ? wait() : run()),
          Math.max(0, Math.min(left, LONGEST_TIMER_MS)),
        );
      };
      wait();
      return () => clearTimeout(timer);
    },
  };
}

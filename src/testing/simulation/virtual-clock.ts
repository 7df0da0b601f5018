import type { Clock } from '../../domain/clock.ts';

interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly run: () => void;
}

/** The clock of one life of the program. */
export interface LifeClock extends Clock {
  /** Its timers never run again. */
  kill(): void;
  /** Holds its timers back, as those of a program that stands still. */
  freeze(): void;
  /** Goes on: what was held back runs at once, in order. */
  thaw(): void;
  /** Sets what this program is told the time is, by so much; its timers go on as they are. */
  setBy(ms: number): void;
}

/** Time that moves from timer to timer, so that hours of waiting cost nothing. */
export interface VirtualClock {
  now(): number;
  /** Part of the world: never dies. */
  readonly world: Clock;
  life(): LifeClock;
  /** Everything slept: time has moved on, and nothing has happened meanwhile. */
  sleep(ms: number): void;
  /** Runs the next timer that is due within `ms`, and lets promises settle. False where there is none. */
  step(ms: number): Promise<boolean>;
  /** Runs all that is due within `ms` and moves time on by it. */
  advance(ms: number): Promise<void>;
}

/** Everything that waits for nothing but promises has gone as far as it can. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Add = (ms: number, run: () => void) => () => void;

class OneLife implements LifeClock {
  readonly #at: () => number;
  readonly #add: Add;
  readonly #calls = new Set<() => void>();
  #held: (() => void)[] | undefined;
  #isDead = false;
  #ahead = 0;

  constructor(at: () => number, add: Add) {
    this.#at = at;
    this.#add = add;
  }

  now(): number {
    return this.#at() + this.#ahead;
  }

  after(ms: number, run: () => void): () => void {
    if (this.#isDead) return () => undefined;
    let isOff = false;
    const due = (): void => {
      this.#calls.delete(callOff);
      if (isOff || this.#isDead) return;
      if (this.#held) this.#held.push(due);
      else run();
    };
    const callOff = this.#add(ms, due);
    this.#calls.add(callOff);
    return () => {
      isOff = true;
      this.#calls.delete(callOff);
      callOff();
    };
  }

  kill(): void {
    this.#isDead = true;
    for (const callOff of this.#calls) callOff();
    this.#calls.clear();
  }

  freeze(): void {
    this.#held ??= [];
  }

  thaw(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const run of held) this.#add(0, run);
  }

  setBy(ms: number): void {
    this.#ahead += ms;
  }
}

export function createVirtualClock(startAt: number): VirtualClock {
  let at = startAt;
  let order = 0;
  const timers: Timer[] = [];
  const add: Add = (ms, run) => {
    order += 1;
    const timer = { dueAt: at + Math.max(0, Math.ceil(ms)), order, run };
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
    life: () => new OneLife(() => at, add),
    sleep(ms) {
      at += ms;
    },
    step,
    async advance(ms) {
      const until = at + ms;
      await settle();
      while (await step(until - at));
      at = Math.max(at, until);
    },
  };
}

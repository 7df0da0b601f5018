/** What a benchmark tells, and the one way in which times are taken. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One measured quantity: its median and quartiles over `n` rounds. */
export interface Figure {
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  readonly n: number;
  readonly unit: string;
}

export interface BenchResult {
  /** As in the list of targets: `P1`, `C2`. */
  readonly id: string;
  readonly title: string;
  /** The target in words. */
  readonly target: string;
  /** Null where nothing was aimed at, or the peer could not run. */
  readonly met: boolean | null;
  readonly figures: Record<string, Figure>;
  /** What the target is judged by: each value must not pass its limit (or must reach it, where the name says "at least"). */
  readonly ratio?: { name: string; value: number; limit: number }[];
  /** Name and version of what was measured beside us. */
  readonly peer: string;
}

/** One of several ways to do the same work. */
export interface Implementation {
  readonly name: string;
  /** The timed part. Its answer is handed to `check` after the clock has stopped. */
  readonly run: () => unknown;
  /** Throws where the answer is not the generated truth: such a time does not count, and the benchmark fails. */
  readonly check: (answer: unknown) => void;
  /** Untimed, before every run: builds what `run` uses up. */
  readonly prepare?: () => void | Promise<void>;
  /** Runs it only in every nth round, for peers that take seconds. */
  readonly every?: number;
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** Median and quartiles of samples, in any order. */
export function figure(samples: readonly number[], unit = 'ms'): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    q1: quantile(sorted, 0.25),
    q3: quantile(sorted, 0.75),
    n: sorted.length,
    unit,
  };
}

/** The members in random order, so that no implementation always runs after the same neighbour. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const order = [...items];
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1));
    [order[index], order[other]] = [order[other] as Item, order[index] as Item];
  }
  return order;
}

/** Collects garbage, so that nobody pays for what the one before left behind. */
const collectGarbage: () => void = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

async function timeOnce(implementation: Implementation): Promise<number> {
  await implementation.prepare?.();
  collectGarbage();
  const startedAt = performance.now();
  const pending = implementation.run();
  const answer = pending instanceof Promise ? await pending : pending;
  const elapsed = performance.now() - startedAt;
  implementation.check(answer);
  return elapsed;
}

/**
 * Times the implementations side by side: in every round each runs once, in random order; the first `warmup` rounds are
 * dropped; every answer is checked before its time counts. Milliseconds by name. A garbage collection stands before each
 * run.
 */
export async function interleave(
  rounds: number,
  warmup: number,
  implementations: readonly Implementation[],
): Promise<Record<string, Figure>> {
  const samples = new Map<string, number[]>(implementations.map(({ name }) => [name, []]));
  for (let round = -warmup; round < rounds; round++) {
    for (const implementation of shuffled(implementations)) {
      const every = implementation.every ?? 1;
      const isDue = round < 0 ? every === 1 : round % every === 0;
      if (!isDue) continue;
      const elapsed = await timeOnce(implementation);
      if (round >= 0) samples.get(implementation.name)?.push(elapsed);
    }
  }
  return Object.fromEntries([...samples].map(([name, taken]) => [name, figure(taken)]));
}

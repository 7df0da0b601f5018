import { runSeed, type SeedResult, shorten } from './run-seed.ts';

const LAST_LINES = 120;

/** A failed seed as a person can read it: what is wrong, the shortest story that leads there, and how to play it again. */
export async function tellFailure(failed: SeedResult): Promise<string> {
  const short = await shorten(failed);
  return [
    `Seed ${failed.seed}: ${[...new Set(short.wrong)].join('; ')}`,
    `Again: npm run simulate -- --seed ${failed.seed}`,
    ...short.story.slice(-LAST_LINES),
  ].join('\n');
}

/** Plays seeds one after the other until one fails: its story, or undefined. Answers how many requests there were. */
export async function playSeeds(
  first: number,
  count: number,
): Promise<{ readonly story: string | undefined; readonly requests: number; readonly lives: number }> {
  let [requests, lives] = [0, 0];
  for (let seed = first; seed < first + count; seed += 1) {
    const result = await runSeed(seed);
    requests += result.requests;
    lives += result.lives;
    if (result.wrong.length > 0) return { story: await tellFailure(result), requests, lives };
  }
  return { story: undefined, requests, lives };
}

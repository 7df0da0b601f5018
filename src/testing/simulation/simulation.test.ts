import { expect, it } from 'vitest';
import { runSeed } from './run-seed.ts';
import { playSeeds } from './seeds-for-test.ts';

it('goes the same way twice from the same seed', { timeout: 60_000 }, async () => {
  const [once, again, other] = [await runSeed(11), await runSeed(11), await runSeed(12)];
  expect(again.trace).toBe(once.trace);
  expect(again.story).toEqual(once.story);
  expect(other.trace).not.toBe(once.trace);
});

it('loses, doubles and oversells nothing, from seeds 1 to 100', { timeout: 600_000 }, async () => {
  const { story, requests } = await playSeeds(1, 100);
  expect(story).toBeUndefined();
  expect(requests).toBeGreaterThan(3_000);
});

import { expect, it } from 'vitest';
import { isProving } from '../proof.ts';
import { playSeeds } from './seeds-for-test.ts';

const COUNT = 10_000;

// the ordinary tests play seeds of their own
it.runIf(isProving)('loses, doubles and oversells nothing in ten thousand stories', async () => {
  const first = Number(process.env['PROVE_SEED'] ?? 1);
  console.info(`PROVE_SEED=${first}`);
  const { story, requests, lives } = await playSeeds(first, COUNT);
  expect(story).toBeUndefined();
  console.info(`${COUNT} seeds from ${first} on, ${requests} requests, ${lives} lives of the program`);
});

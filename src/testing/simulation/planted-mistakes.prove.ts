import { expect, it } from 'vitest';
import { isProving } from '../proof.ts';
import { grade, gradeAll } from './grade.ts';
import { MUTATIONS } from './mutations.ts';

/** In the ordinary tests: those that show soon, one of the queue, one of the engine, one of an adapter. */
const SHARE = ['no-fencing-token', 'no-last-look', 'cancel-not-told'];

it.runIf(!isProving)('notices mistakes that are planted', { timeout: 240_000 }, async () => {
  for (const name of SHARE) {
    const mutation = MUTATIONS.find((one) => one.name === name);
    if (!mutation) throw new Error(`There is no mistake ${name}.`);
    expect(await grade(mutation, 10), name).toMatchObject({ seed: expect.any(Number) as number });
  }
});

it.runIf(isProving)('notices most of all mistakes that are planted', async () => {
  expect(await gradeAll((words) => console.info(words))).toBeGreaterThanOrEqual(15);
});

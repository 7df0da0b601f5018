import { expect, it } from 'vitest';
import { playSeeds } from './seeds-for-test.ts';

// a file of its own, so that another core plays them
it('loses, doubles and oversells nothing, from seeds 101 to 200', { timeout: 600_000 }, async () => {
  expect((await playSeeds(101, 100)).story).toBeUndefined();
});

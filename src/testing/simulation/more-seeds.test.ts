import { expect, it } from 'vitest';
import { playSeeds } from './seeds-for-test.ts';

// a file of its own, so that another core plays them
it('loses, doubles and oversells nothing, from seeds 51 to 100', { timeout: 300_000 }, async () => {
  expect((await playSeeds(51, 50)).story).toBeUndefined();
});

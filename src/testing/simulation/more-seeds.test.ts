import { expect, it } from 'vitest';
import { playSeeds } from './seeds-for-test.ts';

// a file of its own, so that another core plays them
it('loses, doubles and oversells nothing, from seeds 31 to 60', { timeout: 300_000 }, async () => {
  expect((await playSeeds(31, 30)).story).toBeUndefined();
});

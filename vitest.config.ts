import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { isBuilt } from './scripts/ready.mjs';

/** `npm run prove` runs the long proofs whole; an ordinary run takes a small share of each (`src/testing/proof.ts`). */
const isProving = process.env['PROVE'] === '1';

export default defineConfig({
  test: {
    include: isProving
      ? ['src/**/*.prove.ts']
      : [
          'src/**/*.{test,prove}.ts',
          'renderer/**/*.test.ts',
          'electron/**/*.test.ts',
          'bench/**/*.test.ts',
          'scripts/**/*.test.ts',
        ],
    environment: 'node',
    env: { BELLHOP_IS_BUILT: isBuilt() ? '1' : '0' },
    // a guard against what never ends, far above what the longest takes on a busy machine of two cores
    testTimeout: isProving ? 60 * 60_000 : 120_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // one fewer is what it takes by itself: on two cores everything would run one after the other
    maxWorkers: availableParallelism(),
    // files of one worker share what they import; each leaves timers, globals and the environment as it found them
    isolate: false,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});

import { defineConfig } from 'vitest/config';

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
    testTimeout: isProving ? 60 * 60_000 : 30_000,
    hookTimeout: 30_000,
    pool: 'threads',
  },
});

// `npm run prove`: the long proofs (`src/**/*.prove.ts`), whole. The ordinary tests run a small share of each.
import { join } from 'node:path';
import { pinnedNode, root, runForeground, getReady } from './ready.mjs';

// some proofs kill the built host
await getReady();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
process.chdir(root);
process.exit(
  await runForeground(pinnedNode, [vitest, 'run', '--passWithNoTests', ...process.argv.slice(2)], {
    env: { ...process.env, PROVE: '1' },
  }),
);

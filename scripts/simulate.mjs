// `npm run simulate`: the real engine, store and adapters on a virtual clock, against channels that fail. See --help.
import { join } from 'node:path';
import { ensureInstalled, pinnedNode, root, runForeground } from './ready.mjs';

await ensureInstalled();
process.chdir(root);
process.exit(
  await runForeground(pinnedNode, [
    '--disable-warning=ExperimentalWarning',
    join(root, 'src/testing/simulation/main.ts'),
    ...process.argv.slice(2),
  ]),
);

// `npm run web`: the browser host, from its bundle.
import { join } from 'node:path';
import { hostEnv, pinnedNode, root, runForeground, getReady } from './ready.mjs';

await getReady();
const program = join(root, 'out', 'main', 'web.js');
process.exit(await runForeground(pinnedNode, [program, ...process.argv.slice(2)], { env: hostEnv() }));

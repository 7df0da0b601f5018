// `npm run -s bellhop -- …`: the command line, from its bundle. Results go to stdout, everything else to stderr.
import { join } from 'node:path';
import { hostEnv, pinnedNode, root, runForeground, getReady } from './ready.mjs';

await getReady();
const program = join(root, 'out', 'main', 'cli.js');
process.exit(await runForeground(pinnedNode, [program, ...process.argv.slice(2)], { env: hostEnv() }));

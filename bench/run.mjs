// Runs the benchmarks with the pinned Node; `npm run bench -- feed chart` runs those whose name begins so.
import { spawnSync } from 'node:child_process';

const run = spawnSync('node', ['--expose-gc', 'bench/run.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);

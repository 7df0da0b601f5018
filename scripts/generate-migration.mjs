// Writes the next numbered migration from src/store/schema.ts and makes its new tables STRICT.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const name = process.argv[2] ?? 'change';
const before = new Set(readdirSync('drizzle'));
const run = spawnSync('drizzle-kit', ['generate', '--name', name], { stdio: 'inherit', shell: true });
if (run.status !== 0) process.exit(run.status ?? 1);
for (const file of readdirSync('drizzle').filter((entry) => entry.endsWith('.sql') && !before.has(entry))) {
  const path = `drizzle/${file}`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^\);$/gm, ') STRICT;'));
  console.log(`${path}: tables are STRICT`);
}

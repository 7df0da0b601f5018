import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { run as allocationRepair } from './allocation-repair.ts';
import { run as calendarRead } from './calendar-read.ts';
import { run as chartScroll } from './chart-scroll.ts';
import { run as coldStart } from './cold-start.ts';
import { run as conflictIncremental } from './conflict-incremental.ts';
import { run as conflictSweep } from './conflict-sweep.ts';
import { run as delta } from './delta.ts';
import { run as feedExport } from './feed-export.ts';
import { run as feedParse } from './feed-parse.ts';
import { run as firstImport } from './first-import.ts';
import { run as queue } from './queue.ts';
import type { BenchResult } from './result.ts';

/** Each with the rounds that settle its medians on a busy two-core machine. */
const BENCHES: readonly (readonly [
  name: string,
  rounds: number,
  run: (rounds: number) => Promise<BenchResult[]>,
])[] = [
  ['feed-parse', 15, feedParse],
  ['feed-export', 25, feedExport],
  ['conflict-sweep', 9, conflictSweep],
  ['conflict-incremental', 5, conflictIncremental],
  ['allocation-repair', 60, allocationRepair],
  ['calendar-read', 60, calendarRead],
  ['delta', 15, delta],
  ['queue', 15, queue],
  ['first-import', 5, firstImport],
  ['cold-start', 15, coldStart],
  ['chart-scroll', 3, chartScroll],
];
const FILE = resolve(import.meta.dirname, 'results.json');

const number = (value: number): string =>
  value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);

function tell({ id, title, target, met, figures, ratio, peer }: BenchResult): void {
  const verdict = met === null ? '·' : met ? 'met' : 'MISSED';
  console.log(`\n${id} ${title}\n  target: ${target} — ${verdict} (peer: ${peer})`);
  for (const [name, { median, q1, q3, n, unit }] of Object.entries(figures))
    console.log(
      `  ${name.padEnd(34)} ${number(median).padStart(9)} ${unit}  (${number(q1)} … ${number(q3)}, n = ${n})`,
    );
  for (const { name, value, limit } of ratio ?? [])
    console.log(`  ${name.padEnd(34)} ${number(value).padStart(9)}     (limit ${limit})`);
}

function machine(): Record<string, unknown> {
  return {
    at: new Date().toISOString(),
    node: process.version,
    platform: platform(),
    arch: process.arch,
    cpu: cpus()[0]?.model.trim(),
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

interface Kept {
  results?: BenchResult[];
}
const readKept = (): BenchResult[] => {
  try {
    return (JSON.parse(readFileSync(FILE, 'utf8')) as Kept).results ?? [];
  } catch {
    return [];
  }
};

const wanted = process.argv.slice(2);
const chosen = BENCHES.filter(
  ([name]) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);
const results: BenchResult[] = [];
for (const [name, rounds, run] of chosen) {
  console.log(`\n— ${name} —`);
  for (const result of await run(rounds)) {
    tell(result);
    results.push(result);
  }
}
// a partial run replaces what it measured and keeps the rest
const measured = new Set(results.map(({ id, title }) => `${id} ${title}`));
const kept = wanted.length === 0 ? [] : readKept().filter(({ id, title }) => !measured.has(`${id} ${title}`));
writeFileSync(FILE, `${JSON.stringify({ machine: machine(), results: [...kept, ...results] }, null, 2)}\n`);
const missed = results.filter(({ met }) => met === false);
console.log(
  `\n${results.length} measured, ${missed.length} missed${missed.length > 0 ? `: ${missed.map(({ id }) => id).join(', ')}` : ''}`,
);

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { openDatabase } from '../src/store/database.ts';
import { fillHotel } from './calendar-hotel.ts';
import { type BenchResult, type Implementation, interleave } from './result.ts';

const ROOT = resolve(import.meta.dirname, '..');
const CACHE = join(import.meta.dirname, '.cache');
const LIMIT = 2.5;
const WINDOW = { from: '2026-11-01', to: '2026-12-31' };

/** The data path as it ships: bundled, only the native driver left outside. */
async function bundle(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(import.meta.dirname, 'cold-path.ts'),
      outDir: CACHE,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'cold-path.mjs' } },
    },
  });
  return join(CACHE, 'cold-path.mjs');
}

const node = process.execPath;

function runNode(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

/** The whole browser host, from its start to its first calendar answer over HTTP. Ended by its own process id. */
async function hostAnswers(data: string): Promise<number> {
  const host = spawn(node, [join(ROOT, 'out/main/web.js'), '--port', '0', '--data', data, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BELLHOP_SECRETS: 'memory' },
  });
  try {
    let said = '';
    for await (const chunk of host.stdout) {
      said += String(chunk);
      const ready = /(http:\/\/127\.0\.0\.1:\d+)\/#(\S+)/.exec(said);
      if (!ready) continue;
      const answer = await fetch(`${ready[1]}/call/calendar.read`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ready[2]}`, 'content-type': 'application/json' },
        body: JSON.stringify({ input: WINDOW }),
      });
      return ((await answer.json()) as { value: { bars: { count: number } } }).value.bars.count;
    }
    throw new Error('The host ended before it was ready.');
  } finally {
    const gone = new Promise((done) => host.once('exit', done));
    host.kill('SIGKILL');
    await gone;
  }
}

/** S1: from the start of the process to the first 60-day window, against a node that does nothing. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const script = await bundle();
  const data = mkdtempSync(join(tmpdir(), 'bellhop-cold-'));
  const file = join(data, 'bellhop.db');
  const migrations = join(ROOT, 'drizzle');
  try {
    const store = openDatabase(file, migrations);
    fillHotel(store, { units: 24, stays: 2_000, firstDay: 20_500 });
    store.close();
    const expected = Number(runNode(script, file, migrations, WINDOW.from, WINDOW.to));
    assert.ok(expected > 50);
    const isAll = (answer: unknown): void => assert.equal(Number(answer), expected);
    const implementations: Implementation[] = [
      { name: 'bare node', run: () => runNode('-e', '0'), check: (answer) => assert.equal(answer, '') },
      {
        name: 'data path',
        run: () => runNode(script, file, migrations, WINDOW.from, WINDOW.to),
        check: isAll,
      },
      { name: 'browser host, first answer', run: () => hostAnswers(data), check: isAll },
    ];
    const figures = await interleave(rounds, 2, implementations);
    const ratio = (figures['data path']?.median ?? Number.NaN) / (figures['bare node']?.median ?? Number.NaN);
    return [
      {
        id: 'S1',
        title: 'cold start until the first 60-day window of the calendar',
        target: `data path ≤ ${LIMIT} × bare node`,
        met: ratio <= LIMIT,
        figures,
        ratio: [{ name: 'data path / bare node', value: ratio, limit: LIMIT }],
        peer: `node ${process.version}`,
      },
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

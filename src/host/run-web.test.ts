import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../domain/failure.ts';
import { startFailure } from './failure-words.ts';
import { type RunningWeb, runWeb } from './run-web.ts';

let folder: string;
let running: RunningWeb[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-run-'));
  running = [];
  // the keychain of whoever runs the tests is left alone
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'disabled:');
});
afterEach(async () => {
  for (const one of running) await one.stop();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<RunningWeb> {
  const started = await runWeb(['--data', join(folder, 'hotel'), '--port', '0', ...args]);
  if (typeof started === 'string') throw new Error(started);
  running.push(started);
  return started;
}
const refusal = (...args: string[]): Promise<Failure> =>
  run(...args).then(() => expect.fail('It started.'), startFailure);

it('tells its help', async () => {
  expect(await runWeb(['--help'])).toContain('--port N');
});

it.each(['99999', 'eighty', '-1', '1.5', ''])('refuses %j as a port', async (port) => {
  expect(await refusal(`--port=${port}`)).toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('port'),
  });
});

it('refuses what it does not know', async () => {
  expect(await refusal('--nonsense')).toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('--help'),
  });
});

it('says so when the wished port is taken, and lets go of the folder', async () => {
  const first = await run('--data', join(folder, 'first'));
  const { code, message } = await refusal('--port', String(first.host.port));
  expect([code, message]).toEqual(['not-possible', expect.stringContaining('is taken by another program')]);
  await run();
});

it('opens on another port when the usual one is taken', async () => {
  const open = async (name: string) => {
    const started = (await runWeb(['--data', join(folder, name), '--no-open'])) as RunningWeb;
    running.push(started);
    return started;
  };
  const [first, second] = [await open('first'), await open('second')];
  expect(second.host.port).not.toBe(first.host.port);
  expect([first.opensBrowser, second.opensBrowser]).toEqual([false, false]);
});

it('turns a second Bellhop on one folder away', async () => {
  await run();
  expect(await refusal()).toMatchObject({ code: 'data-folder-in-use' });
});

describe('a database that cannot be opened', () => {
  let file: string;
  beforeEach(async () => {
    const started = await run();
    await started.stop();
    running = [];
    file = join(folder, 'hotel', 'bellhop.db');
  });

  it('is named corrupt and left as it is; the newest backup is offered', async () => {
    const backup = join(folder, 'hotel', 'backups', 'before-update-1-to-2.db');
    mkdirSync(join(folder, 'hotel', 'backups'));
    copyFileSync(file, backup);
    const damaged = Buffer.from('this was a database once. '.repeat(500));
    writeFileSync(file, damaged);
    const { code, message } = await refusal();
    expect([code, message]).toEqual(['database-corrupt', expect.stringContaining(backup)]);
    expect(readFileSync(file).equals(damaged)).toBe(true);
  });

  it('is named newer, and nothing is changed', async () => {
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(file);
    database.exec(
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 99999999999999)",
    );
    database.close();
    expect(await refusal()).toMatchObject({ code: 'database-newer' });
  });

  it('is not given up for good: mended, it opens', async () => {
    const kept = readFileSync(file);
    writeFileSync(file, 'no database');
    expect(await refusal()).toMatchObject({ code: 'database-corrupt' });
    writeFileSync(file, kept);
    await run();
  });
});

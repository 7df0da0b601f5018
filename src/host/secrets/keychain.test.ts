import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const missing = (
  [
    ['dbus-run-session', 'dbus'],
    ['dbus-send', 'dbus'],
    ['gnome-keyring-daemon', 'gnome-keyring'],
  ] as const
).filter(([program]) => process.platform !== 'linux' || !isThere(program));
const reason =
  process.platform === 'linux'
    ? `Skipped: the test of the real keychain needs the Debian packages ${[...new Set(missing.map(([, name]) => name))].join(', ')}.`
    : 'Skipped: the test of the real keychain runs on Linux only.';
if (missing.length > 0) console.warn(reason);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-'));
  for (const name of ['home', 'run', 'data']) mkdirSync(join(folder, name), { mode: 0o700 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Runs the trial in a session of its own, with a home of its own: no keyring of whoever runs the tests is touched. */
async function runTrial(mode: 'unlocked' | 'absent', command: readonly string[]): Promise<unknown> {
  const script = join(import.meta.dirname, 'keychain-trial.ts');
  const [program = '', ...args] = [...command, process.execPath, script, join(folder, 'data'), mode];
  const child = spawn(program, args, {
    env: {
      PATH: process.env['PATH'],
      HOME: join(folder, 'home'),
      XDG_DATA_HOME: join(folder, 'home'),
      XDG_CACHE_HOME: join(folder, 'home'),
      XDG_RUNTIME_DIR: join(folder, 'run'),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    // a group of its own, so that all of it can be ended by its id
    detached: true,
  });
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  try {
    await once(child, 'close', { signal: AbortSignal.timeout(25_000) });
  } finally {
    if (child.pid !== undefined) {
      try {
        process.kill(-child.pid);
      } catch {
        // the group is gone already
      }
    }
  }
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as unknown;
}

it('keeps secrets in a real keychain, apart by folder and by practice', async (test) => {
  if (missing.length > 0) test.skip(reason);
  expect(await runTrial('unlocked', ['dbus-run-session', '--'])).toEqual({
    state: { kind: 'keychain', isLocked: false, note: null },
    kept: true,
    missing: true,
    keys: [['feed/1'], ['feed/1'], ['feed/1']],
    apart: ['of the other folder', 'of practice'],
  });
  expect(readdirSync(join(folder, 'data'))).toEqual([]);
});

it('does not take a keyring that forgets for a keychain', async (test) => {
  if (process.platform !== 'linux') test.skip(reason);
  // no session bus at all: the library's own fallback would be the keyring of the kernel
  expect(await runTrial('absent', [])).toMatchObject({ state: { kind: 'memory', isLocked: false } });
  expect(readdirSync(join(folder, 'data'))).toEqual([]);
});

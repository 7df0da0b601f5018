import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { programOf } from '../testing/program.ts';

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-web-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly words: string;
}

function launch(...args: string[]): { child: ChildProcess; ready: Promise<string>; ended: Promise<Ended> } {
  const child = spawn(
    process.execPath,
    [programOf('web'), '--data', folder, '--port', '0', '--no-open', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // the keychain of whoever runs the tests is left alone
      env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
    },
  );
  children.push(child);
  let out = '';
  let words = '';
  child.stderr.on('data', (part: Buffer) => (words += String(part)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, words }));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      out += String(part);
      const address = /^Bellhop is ready at (http:\S+)\n$/m.exec(out)?.[1];
      if (address) resolve(address);
    });
    void ended.then(({ words: said }) => reject(new Error(`ended: ${said}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended };
}

async function infoAt(address: string): Promise<unknown> {
  const [origin, secret] = address.split('#');
  const response = await fetch(`${origin}call/host.info`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: '{}',
  });
  return response.json();
}

it('prints one line when it is ready, answers, and stops when told', async () => {
  const { child, ready, ended } = launch();
  const address = await ready;
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/);
  expect(await infoAt(address)).toMatchObject({
    ok: true,
    value: { way: 'browser', hotel: 'own', dataFolder: folder, abilities: { switchHotel: true } },
  });
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, out: `Bellhop is ready at ${address}\n`, words: '' });
});

it('turns a second Bellhop on the same folder away, and lets the next in after a kill', async () => {
  const first = launch();
  await first.ready;
  expect(await launch().ended).toMatchObject({
    code: 1,
    out: '',
    words: expect.stringMatching(
      /^Another Bellhop is working with this data folder.*\n\(data-folder-in-use/s,
    ),
  });
  first.child.kill('SIGKILL');
  await first.ended;
  await launch().ready;
});

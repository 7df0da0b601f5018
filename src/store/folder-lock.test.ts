import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Refusal } from '../domain/failure.ts';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return error instanceof Refusal ? error.failure.code : String(error);
  }
  return undefined;
};

it('lets one in and turns the second away', () => {
  const lock = lockFolder(folder);
  expect(codeOf(() => lockFolder(folder))).toBe('data-folder-in-use');
  lock.release();
  lock.release();
  lockFolder(folder).release();
});

it('is free again after the holder was killed', async () => {
  const code = `
    const { lockFolder } = await import(${JSON.stringify(new URL('./folder-lock.ts', import.meta.url).href)});
    globalThis.kept = lockFolder(${JSON.stringify(folder)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(codeOf(() => lockFolder(folder))).toBe('data-folder-in-use');
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(folder).release();
});

it('says so where the folder cannot be written', () => {
  expect(codeOf(() => lockFolder(join(folder, 'missing')))).toBe('database-read-only');
  if (process.getuid?.() === 0) return; // root may write anywhere
  chmodSync(folder, 0o500);
  expect(codeOf(() => lockFolder(folder))).toBe('database-read-only');
  chmodSync(folder, 0o700);
});

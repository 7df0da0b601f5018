import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDataFolder, usualDataFolder } from './data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['linux', {}, '/home/ana/.local/share/bellhop'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/bellhop'],
  ['linux', { XDG_DATA_HOME: 'not/absolute' }, '/home/ana/.local/share/bellhop'],
  ['linux', { BELLHOP_DATA: '/srv/hotel' }, '/srv/hotel'],
  ['darwin', {}, '/home/ana/Library/Application Support/Bellhop'],
  ['win32', { APPDATA: 'C:\\Users\\ana\\AppData\\Roaming' }, 'C:\\Users\\ana\\AppData\\Roaming\\Bellhop'],
] as const)('on %s with %j keeps the hotel in %s', (platform, env, expected) => {
  expect(usualDataFolder({ platform, env, home: '/home/ana' })).toBe(expected);
});

it('makes the folder for this user alone', () => {
  const made = makeDataFolder(join(folder, 'deep', 'hotel'));
  if (process.platform !== 'win32') expect(statSync(made).mode & 0o777).toBe(0o700);
});

it('leaves the rights of a folder that was there', () => {
  const before = statSync(folder).mode;
  makeDataFolder(folder);
  expect(statSync(folder).mode).toBe(before);
});

it('says in words that it cannot be made', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeDataFolder(join(folder, 'file', 'hotel'))).toThrow(/cannot make its data folder/);
});

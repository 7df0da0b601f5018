import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWindowState, writeWindowState } from './window-state.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const usual = { width: 1440, height: 900, isMaximized: false };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-state-'));
  file = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('opens where it stood', () => {
  const state = { x: 40, y: 60, width: 1200, height: 800, isMaximized: true };
  writeWindowState(file, state);
  expect(readWindowState(file, screens)).toEqual(state);
});

it('comes back to a screen that is there', () => {
  writeWindowState(file, { x: 2500, y: 60, width: 1200, height: 800, isMaximized: true });
  expect(readWindowState(file, screens)).toEqual({ ...usual, isMaximized: true });
});

it.each(['', '{', '{"x":1}', '{"x":0,"y":0,"width":1,"height":1,"isMaximized":false}', '[]'])(
  'opens at the usual place when its memory says %j',
  (text) => {
    writeFileSync(file, text);
    expect(readWindowState(file, screens)).toEqual(usual);
  },
);

it('opens at the usual place the first time, and needs no memory', () => {
  expect(readWindowState(file, screens)).toEqual(usual);
  expect(() =>
    writeWindowState(join(folder, 'missing', 'state.json'), { x: 0, y: 0, ...usual }),
  ).not.toThrow();
});

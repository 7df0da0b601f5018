import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLogFile } from './log-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-log-'));
  file = join(folder, 'log', 'bellhop.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = (): number => Date.UTC(2027, 2, 1, 8);

it('writes one object a line, for this user alone', () => {
  const log = createLogFile(file, now);
  log.info('Slow call', { name: 'calendar.read', ms: 41 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    at: '2027-03-01T08:00:00.000Z',
    level: 'info',
    words: 'Slow call',
    name: 'calendar.read',
    ms: 41,
  });
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('keeps secrets out, wherever they stand', () => {
  const log = createLogFile(file, now);
  const address = 'https://www.airbnb.example/calendar/ical/12345678.ics?s=0123456789abcdef0123456789abcdef';
  log.warn(`Could not read ${address}`, {
    deep: { list: [address, new Error(`no answer from ${address}`)] },
    mail: 'ana.prova@example.org',
  });
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('airbnb.example');
  expect(text).not.toMatch(/0123456789abcdef|12345678|ana\.prova/);
});

it('never takes more of the disk than two files', () => {
  const log = createLogFile(file, now, 2000);
  for (let i = 0; i < 100; i += 1) log.info('A line of some length, so that the file fills', { i });
  expect(statSync(file).size).toBeLessThanOrEqual(2000);
  expect(statSync(`${file}.old`).size).toBeLessThanOrEqual(2000);
  expect(readFileSync(file, 'utf8')).toContain('"i":99');
});

it('is silent where it cannot write', () => {
  const log = createLogFile(join(file, 'below', 'a', 'file'), now);
  createLogFile(file, now).info('makes a file where the folder should be');
  expect(() => log.info('lost')).not.toThrow();
  expect(existsSync(file)).toBe(true);
});

it('takes circles and endless lists', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  createLogFile(file, now).info('odd', { circle, many: Array.from({ length: 1000 }, (_, i) => i) });
  expect(readFileSync(file, 'utf8').length).toBeLessThan(500);
});

import { expect, test } from 'vitest';
import type { ConnectionRow } from '../../src/contract/connections.ts';
import {
  ageWords,
  byHealth,
  cronWords,
  healthTone,
  longHealth,
  pointsWords,
  shortHealth,
  waitingWords,
} from './connection-words.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const row: ConnectionRow = {
  id: 1,
  provider: 'beds24',
  providerName: 'Beds24',
  channel: 'beds24',
  name: 'Beds24',
  environment: 'sandbox',
  host: '127.0.0.1',
  externalPropertyName: 'Casa Prova',
  state: 'active',
  health: 'healthy',
  words: '',
  isTold: true,
  lastHeardAt: NOW - 2 * MINUTE,
  lastToldAt: NOW - MINUTE,
  failingSince: null,
  nextPullAt: NOW + 3 * MINUTE,
  waitingCells: 0,
  waitingJobs: 0,
  refusedCells: 0,
  failedJobs: 0,
  unmappedRooms: 0,
  unmappedBookings: 0,
  breaker: 'closed',
  points: null,
  rotation: { days: 1, state: 'fine' },
};

test('says health with its age, and silence as a state of its own', () => {
  expect(shortHealth(row, NOW, 'UTC')).toBe('2 min');
  expect(shortHealth({ ...row, health: 'silent', lastHeardAt: NOW - 130 * MINUTE }, NOW, 'UTC')).toBe(
    'silent 2 h 10',
  );
  expect(shortHealth({ ...row, health: 'silent', lastHeardAt: null }, NOW, 'UTC')).toBe('never heard');
  expect(shortHealth({ ...row, health: 'failing', failingSince: NOW - 5 * MINUTE }, NOW, 'UTC')).toBe(
    'failing since 07:55',
  );
  expect(shortHealth({ ...row, health: 'failing', refusedCells: 3 }, NOW, 'UTC')).toBe('3 nights refused');
  const long = { ...row, health: 'failing' as const, failingSince: NOW - 1500 * MINUTE };
  expect(shortHealth(long, NOW, 'UTC')).toMatch(/^failing since Thu 14 Jan\b.*, 07:00$/);
});

test('calls a channel up to date only where everything is confirmed and nothing can be sold wrongly', () => {
  expect(longHealth(row, NOW, 0, 'UTC')).toBe('up to date');
  expect(longHealth({ ...row, waitingCells: 2 }, NOW, 0, 'UTC')).toBe('being told');
  expect(longHealth({ ...row, waitingCells: 2 }, NOW, 1, 'UTC')).toBe('1 night can be sold wrongly');
  expect([healthTone(row, 0), healthTone(row, 1)]).toEqual(['plain', 'warn']);
  const silent = { ...row, health: 'silent' as const, lastHeardAt: NOW - 130 * MINUTE };
  expect(longHealth(silent, NOW, 3, 'UTC')).toBe('silent 2 h 10');
});

test('says when it was heard and told, and that nothing is told', () => {
  expect(ageWords(row, NOW)).toBe('heard 2 min ago · told 1 min ago · read again in 3 min');
  expect(ageWords({ ...row, isTold: false, state: 'paused' }, NOW)).toBe(
    'heard 2 min ago · nothing is told to it',
  );
});

test('names what waits, the worst first, and nothing where nothing does', () => {
  expect(waitingWords(row)).toEqual([]);
  const words = waitingWords({ ...row, waitingCells: 3, failedJobs: 1, unmappedBookings: 1 });
  expect(words.map(({ text }) => text)).toEqual([
    '1 given up',
    '1 booking waits for a link',
    '3 nights not confirmed yet',
  ]);
});

test('reminds of a sign-in that is old or waits to be confirmed', () => {
  expect(waitingWords({ ...row, rotation: { days: 91, state: 'due' } }).map(({ text }) => text)).toEqual([
    'its sign-in is due to be changed',
  ]);
});

test('puts trouble first', () => {
  const failing = { ...row, name: 'Z', health: 'failing' as const };
  expect([row, failing].sort(byHealth)[0]?.name).toBe('Z');
});

test.each([
  ['*/5 * * * *', 'every 5 min'],
  ['0 3 * * *', 'daily at 03:00'],
  ['15 * * * *', 'every hour'],
  ['0 */2 * * *', 'every 2 h'],
  ['0 3 * * 1', null],
])('says %s as people do', (cron, words) => {
  expect(cronWords(cron)).toBe(words);
});

test('rounds points down: what is left is never more than there is', () => {
  expect(pointsWords({ remaining: 97.6, total: 100, resetsAt: NOW + 155_000 }, NOW)).toBe(
    '97 of 100 points left, full again in 2 min',
  );
});

import { expect, test } from 'vitest';
import type { Diff } from '../../src/contract/diff.ts';
import { stayDate, type DayNumber } from '../../src/domain/stay-date.ts';
import { diffGroups, diffStretches } from './diff-groups.ts';

type Line = Diff['lines'][number];
const line = (nights: string, day: number, part: Partial<Line> = {}): Line => ({
  connectionId: 1,
  channel: 'beds24',
  roomTypeName: 'Double',
  ratePlanName: null,
  nights,
  firstNight: stayDate(day as DayNumber),
  field: 'For sale',
  before: 'open',
  after: 'closed',
  direction: 'closes',
  ...part,
});

test('says nights in which the same changes once, in their order', () => {
  const groups = diffGroups([line('29 Nov', 20_786), line('30 Nov', 20_787), line('1 Dec', 20_788)]);
  expect(groups.map(({ nights }) => nights)).toEqual(['29 Nov, 30 Nov and 1 Dec']);
  expect(groups[0]?.changes).toEqual([{ field: 'For sale', before: 'open', after: 'closed' }]);
});

test('puts the fields of one stretch together, and keeps what differs apart', () => {
  const left = { field: 'Left to sell', before: '2 left', after: 'none left' };
  const groups = diffGroups([
    line('29 Nov', 20_786),
    line('29 Nov', 20_786, left),
    line('30 Nov', 20_787),
    line('29 Nov', 20_786, { roomTypeName: 'King' }),
  ]);
  expect(groups.map(({ roomTypeName, changes }) => [roomTypeName, changes.length])).toEqual([
    ['Double', 2],
    ['Double', 1],
    ['King', 1],
  ]);
});

test('counts the stretches that nobody would read', () => {
  const groups = diffGroups([1, 3, 5, 7, 9, 11].map((day) => line(`${day} Dec`, 20_787 + day)));
  expect(groups[0]?.nights).toBe('1 Dec, 3 Dec, 5 Dec, 7 Dec and 2 more');
});

test('lists a few stretches, and every one where all is asked for', () => {
  const lines = ['1', '3', '5', '7', '9', '11'].map((day) => line(`${day} Dec`, 20_787 + Number(day)));
  expect(diffGroups(lines)[0]?.nights).toBe('1 Dec, 3 Dec, 5 Dec, 7 Dec and 2 more');
  expect(diffGroups(lines, Infinity)[0]?.nights).toBe('1 Dec, 3 Dec, 5 Dec, 7 Dec, 9 Dec and 11 Dec');
});

test('keeps every stretch for itself where all are to be read, its fields together', () => {
  const left = { field: 'Left to sell', before: '2 left', after: 'none left' };
  const rows = diffStretches([line('29 Nov', 20_786), line('29 Nov', 20_786, left), line('30 Nov', 20_787)]);
  expect(rows.map(({ nights, changes }) => [nights, changes.length])).toEqual([
    ['29 Nov', 2],
    ['30 Nov', 1],
  ]);
});

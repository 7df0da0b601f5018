import { expect, it } from 'vitest';
import type { CellValue } from './ari.ts';
import type { RangeChange } from './compact.ts';
import type { RoomTypeId } from './property.ts';
import {
  type CellWords,
  sayCellNights,
  sayChanges,
  sayCounts,
  sayField,
  sayRange,
  sayRanges,
  sayValue,
} from './say-cell.ts';
import type { StayDate } from './stay-date.ts';

const WORDS: CellWords = {
  roomTypeName: (id) => (id === 1 ? 'Double' : 'Suite'),
  ratePlanName: () => 'BAR',
  currency: 'EUR',
  today: '2026-11-20' as StayDate,
};
const range = (from: string, to: string, value: CellValue, set: Partial<RangeChange> = {}): RangeChange => ({
  roomTypeId: 1 as RoomTypeId,
  ratePlanId: 0,
  from: `2026-${from}` as StayDate,
  to: `2026-${to}` as StayDate,
  value,
  before: {},
  direction: 'closes',
  urgency: 1,
  ...set,
});

it.each<[RangeChange, string]>([
  [range('12-10', '12-12', { available: 0 }), 'Double: 10, 11 and 12 Dec closed'],
  [range('12-10', '12-10', { available: 2 }), 'Double: 10 Dec 2 left'],
  [range('12-10', '12-11', { priceMinor: 12_900 }, { ratePlanId: 3 }), 'Double, BAR: 10 and 11 Dec €129.00'],
  [
    range('12-10', '12-14', { available: 1, minLos: 3 }),
    'Double: 10 to 14 Dec (5 nights) 1 left, at least 3 nights',
  ],
  [range('12-30', '12-31', { closedToArrival: true }), 'Double: 30 and 31 Dec no arrivals'],
  [range('11-29', '12-01', { stopSell: true }), 'Double: 29 Nov to 1 Dec (3 nights) closed'],
])('says %# in words', (given, words) => expect(sayRange(given, WORDS)).toBe(words));

it.each<[CellValue, CellValue | undefined, string]>([
  [{ available: 0, stopSell: true }, undefined, 'closed'],
  [{ available: 2, stopSell: false, closedToArrival: false, minLos: 1, maxLos: 0 }, undefined, '2 left'],
  [{ available: 2, stopSell: true, minLos: 3 }, undefined, 'closed, at least 3 nights'],
  [{ stopSell: false }, undefined, 'open for sale'],
  [{ stopSell: false }, { stopSell: true }, 'open for sale'],
  [{ available: 2, stopSell: false }, { available: 2, stopSell: true }, 'open for sale'],
  [
    { available: 2, stopSell: false, minLos: 1 },
    { available: 1, stopSell: false, minLos: 3 },
    '2 left, no shortest stay',
  ],
  [
    { available: 0, stopSell: false, minLos: 4 },
    { available: 0, stopSell: false, minLos: 1 },
    'at least 4 nights',
  ],
  [{ closedToArrival: false, closedToDeparture: true }, undefined, 'no departures'],
  [{ maxLos: 1 }, undefined, 'at most 1 night'],
  [{}, undefined, 'not known'],
])('says %j after %j as %s', (value, before, words) => expect(sayValue(value, 'EUR', before)).toBe(words));

it('says what is not known so', () => {
  expect(sayField('available', {}, 'EUR')).toBe('not known');
  expect(sayField('available', { available: 0 }, 'EUR')).toBe('none left');
  expect(sayField('minLos', { minLos: 1 }, 'EUR')).toBe('no shortest stay');
});

it('says the year where it is another one', () => {
  const nights = { arrival: '2027-01-03' as StayDate, departure: '2027-01-06' as StayDate };
  expect(sayCellNights([nights], WORDS.today)).toBe('3, 4 and 5 Jan 2027');
  expect(sayCellNights([nights])).toBe('3, 4 and 5 Jan');
});

it('joins what says the same, and counts what is too much to list', () => {
  const ranges = [
    range('12-10', '12-10', { available: 0 }),
    range('12-11', '12-11', { available: 1 }),
    range('12-14', '12-15', { available: 0 }),
    range('12-10', '12-10', { available: 0 }, { roomTypeId: 2 as RoomTypeId }),
  ];
  expect(sayRanges(ranges, WORDS)).toEqual([
    'Double: 10 Dec, 14 and 15 Dec closed',
    'Double: 11 Dec 1 left',
    'Suite: 10 Dec closed',
  ]);
  expect(sayRanges(ranges, WORDS, 2)).toEqual(['Double: 10 Dec, 14 and 15 Dec closed', 'and 2 more changes']);
  expect(sayRanges([], WORDS)).toEqual([]);
});

it('lists field by field what changes, and not what only goes along', () => {
  const changed = range(
    '12-10',
    '12-11',
    { available: 0, stopSell: true, minLos: 2 },
    {
      before: { stopSell: true },
      beforeByNight: [
        { available: 2, stopSell: true },
        { available: 3, stopSell: true },
      ],
    },
  );
  expect(sayChanges(changed, 'EUR')).toEqual([
    { field: 'Left to sell', before: 'different by night', after: 'none left' },
    { field: 'Shortest stay', before: 'not known', after: 'at least 2 nights' },
  ]);
});

it('counts nights by what becomes of them', () => {
  expect(
    sayCounts([
      range('12-10', '12-12', { available: 0 }),
      range('12-20', '12-20', { available: 2 }, { direction: 'opens' }),
      range('12-20', '12-21', { priceMinor: 9_000 }, { direction: 'other' }),
    ]),
  ).toBe('3 nights closed or with less, 1 night opened or with more and 2 nights with another price');
  expect(sayCounts([])).toBe('nothing to tell');
});

it('says in one word what is as usual where nothing was known', () => {
  const open = { stopSell: false, closedToArrival: false, closedToDeparture: false, maxLos: 0 };
  const said = (value: CellValue, before: CellValue = {}) =>
    sayChanges(range('12-10', '12-12', value, { before }), 'EUR').map(({ after }) => after);
  expect(said({ available: 4, ...open, minLos: 1 })).toEqual(['4 left, no restrictions']);
  expect(said({ priceMinor: 9_000, minLos: 3, ...open })).toEqual([
    '€90.00, no other restrictions',
    'at least 3 nights',
  ]);
  // known to be restricted: that it ends is worth a word
  expect(said({ available: 4, ...open }, { stopSell: true, closedToArrival: true })).toEqual([
    '4 left, no other restrictions',
    'open for sale',
    'arrivals allowed',
  ]);
  expect(said({ minLos: 1 })).toEqual(['no shortest stay']);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellValue } from './ari.ts';
import type { RangeChange } from './compact.ts';
import type { RoomTypeId } from './property.ts';
import { sayTotals, totalsOf } from './say-cell-totals.ts';
import type { StayDate } from './stay-date.ts';

const WORDS = { roomTypeName: () => 'Double', ratePlanName: () => 'BAR', currency: 'EUR' };
const range = (
  [from, to]: readonly [number, number],
  value: CellValue,
  more: Partial<RangeChange> = {},
): RangeChange => ({
  ...{ roomTypeId: 1 as RoomTypeId, ratePlanId: 0, value, before: {}, direction: 'opens', urgency: 0 },
  from: `2026-12-${String(from).padStart(2, '0')}` as StayDate,
  to: `2026-12-${String(to).padStart(2, '0')}` as StayDate,
  ...more,
});
const said = (...ranges: readonly RangeChange[]): string[] =>
  totalsOf(ranges).map((totals) => sayTotals(totals, WORDS));

it('says by room type and by plan what becomes of how many nights', () => {
  expect(
    said(
      range([1, 14], { available: 0 }, { before: { available: 2 }, direction: 'closes' }),
      range([1, 28], { priceMinor: 12_000 }, { ratePlanId: 7, direction: 'other' }),
      range([15, 20], { available: 2 }, { before: { available: 0 } }),
      range([21, 22], { available: 1 }, { before: { available: 2 }, direction: 'closes' }),
      range([23, 23], { available: 3 }, { before: { available: 2 } }),
    ),
  ).toEqual([
    'Double: 14 nights close, 2 nights with less to sell, 6 nights open, 1 night with more to sell',
    'Double, BAR: 28 prices',
  ]);
});

it('counts as opened what nobody knows to be for sale, and night by night where the nights differed', () => {
  expect(said(range([1, 3], { available: 4 }))).toEqual(['Double: 3 nights open']);
  const beforeByNight = [{ available: 0 }, { available: 1 }, {}];
  expect(said(range([1, 3], { available: 4 }, { beforeByNight }))).toEqual([
    'Double: 2 nights open, 1 night with more to sell',
  ]);
});

it('names other rules and what is only told to be sure', () => {
  expect(
    said(
      range(
        [1, 2],
        { minLos: 3, available: 2 },
        { before: { minLos: 1, available: 2 }, direction: 'closes' },
      ),
      range([5, 5], { available: 2 }, { before: { available: 2 }, direction: 'other' }),
      range([6, 6], { stopSell: true }, { before: { stopSell: false }, direction: 'closes' }),
    ),
  ).toEqual(['Double: 1 night closes, 2 nights with other rules for stays, 1 night told again']);
});

const value = fc.record(
  {
    available: fc.integer({ min: 0, max: 2 }),
    priceMinor: fc.integer({ min: 1, max: 2 }),
    stopSell: fc.boolean(),
    minLos: fc.integer({ min: 1, max: 2 }),
  },
  { requiredKeys: [] },
);
it('counts every night, in one way of selling or as a price', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, fc.array(value, { minLength: 1, maxLength: 3 })), { maxLength: 6 }),
      (drawn) => {
        const ranges = drawn.map(([after, nights], at) =>
          range([at * 4 + 1, at * 4 + nights.length], after, { beforeByNight: nights }),
        );
        const all = drawn.reduce((sum, [, nights]) => sum + nights.length, 0);
        const [totals] = totalsOf(ranges);
        const { closed = 0, opened = 0, less = 0, more = 0, rules = 0, again = 0, prices = 0 } = totals ?? {};
        const ways = closed + opened + less + more + rules + again;
        expect(ways).toBeLessThanOrEqual(all);
        expect(ways + prices).toBeGreaterThanOrEqual(all);
      },
    ),
  );
});

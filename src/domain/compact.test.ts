import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellValue } from './ari.ts';
import { compactCells, type CompactLimits, type RangeChange } from './compact.ts';
import type { CellDelta, Direction } from './delta.ts';
import type { RoomTypeId } from './property.ts';
import { type DayNumber, dayNumber, parseStayDate, type StayDate, stayDate } from './stay-date.ts';

const day = (text: string): DayNumber => dayNumber(parseStayDate(text) as StayDate);
const FIRST = day('2026-12-10');
const NO_LIMITS: CompactLimits = { nightsPerRange: 1_000, breaksAtMonthEnd: false };

const cell = (
  at: number,
  value: CellValue,
  set: { direction?: Direction; before?: CellValue; ratePlanId?: number; urgency?: number } = {},
): CellDelta => ({
  key: { roomTypeId: 1 as RoomTypeId, ratePlanId: set.ratePlanId ?? 0, night: (FIRST + at) as DayNumber },
  value,
  before: set.before ?? {},
  direction: set.direction ?? 'closes',
  urgency: set.urgency ?? 100 - at,
});
const spans = (ranges: readonly RangeChange[]): string[] =>
  ranges.map(({ from, to }) => `${from.slice(5)}…${to.slice(5)}`);
const closed = { available: 0 };

it('joins adjacent nights of one value, in whatever order they come', () => {
  const ranges = compactCells(
    [2, 0, 1, 4].map((at) => cell(at, { available: 0 })),
    NO_LIMITS,
  );
  expect(spans(ranges)).toEqual(['12-10…12-12', '12-14…12-14']);
  expect(ranges[0]?.value).toEqual({ available: 0 });
});

it('keeps apart other values, other cells and other directions', () => {
  const cells = [
    cell(0, closed),
    cell(1, { available: 1 }),
    cell(2, { available: 1, minLos: 2 }),
    cell(3, closed),
    cell(4, closed, { direction: 'opens' }),
    cell(5, closed, { ratePlanId: 3 }),
  ];
  expect(compactCells(cells, NO_LIMITS)).toHaveLength(6);
});

it('breaks at the longest range and at the end of a month where the channel wants it', () => {
  const cells = Array.from({ length: 30 }, (_, at) => cell(at, closed));
  expect(spans(compactCells(cells, { nightsPerRange: 14, breaksAtMonthEnd: false }))).toEqual([
    '12-10…12-23',
    '12-24…01-06',
    '01-07…01-08',
  ]);
  expect(spans(compactCells(cells, { nightsPerRange: 14, breaksAtMonthEnd: true }))).toEqual([
    '12-10…12-23',
    '12-24…12-31',
    '01-01…01-08',
  ]);
});

it('says what was shown before where all nights agree, and night by night where not', () => {
  const [same] = compactCells(
    [0, 1].map((at) => cell(at, closed, { before: { available: 2 } })),
    NO_LIMITS,
  );
  expect(same?.before).toEqual({ available: 2 });
  expect(same).not.toHaveProperty('beforeByNight');
  const befores = [
    { available: 2, minLos: 1 },
    { available: 2, minLos: 1 },
    { available: 3, minLos: 1 },
    { minLos: 1 },
  ];
  const [mixed] = compactCells(
    befores.map((before, at) => cell(at, closed, { before })),
    NO_LIMITS,
  );
  expect(mixed?.before).toEqual({ minLos: 1 });
  expect(mixed?.beforeByNight).toEqual(befores);
});

it('lets a range stand where its most urgent night stood', () => {
  const cells = [
    cell(9, closed, { urgency: 9 }),
    cell(3, { available: 1 }, { urgency: 8 }),
    cell(8, closed, { urgency: 7 }),
  ];
  const ranges = compactCells(cells, NO_LIMITS);
  expect(spans(ranges)).toEqual(['12-18…12-19', '12-13…12-13']);
  expect(ranges.map(({ urgency }) => urgency)).toEqual([9, 8]);
});

it('makes nothing of nothing', () => expect(compactCells([], NO_LIMITS)).toEqual([]));

const anyCells = fc
  .uniqueArray(
    fc.record({
      at: fc.nat(60),
      ratePlanId: fc.nat(2),
      direction: fc.constantFrom<Direction>('closes', 'opens'),
      value: fc.constantFrom<CellValue>({ available: 0 }, { available: 1 }, { available: 0, stopSell: true }),
      before: fc.constantFrom<CellValue>({}, { available: 2 }, { available: 3 }),
    }),
    { selector: ({ at, ratePlanId, direction }) => `${at}/${ratePlanId}/${direction}`, maxLength: 80 },
  )
  .map((cells) =>
    cells.map(({ at, value, ...set }, index) => cell(at, value, { ...set, urgency: 1_000 - index })),
  );
const anyLimits = fc.record({
  nightsPerRange: fc.integer({ min: 1, max: 9 }),
  breaksAtMonthEnd: fc.boolean(),
});

const name = (key: { roomTypeId: number; ratePlanId: number }, night: number, direction: Direction): string =>
  `${key.roomTypeId}/${key.ratePlanId}/${night}/${direction}`;

it('expands back to the same cells, within the limits', () => {
  fc.assert(
    fc.property(anyCells, anyLimits, (cells, limits) => {
      const wanted = new Map(
        cells.map((delta) => [name(delta.key, delta.key.night, delta.direction), delta]),
      );
      for (const range of compactCells(cells, limits)) {
        const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
        expect(last - first + 1).toBeLessThanOrEqual(limits.nightsPerRange);
        if (limits.breaksAtMonthEnd) expect(range.to.slice(0, 7)).toBe(range.from.slice(0, 7));
        for (let night = first; night <= last; night++) {
          const key = name(range, night, range.direction);
          const { value, before } = wanted.get(key) ?? {};
          expect(value).toEqual(range.value);
          expect(range.beforeByNight?.[night - first] ?? range.before).toEqual(before);
          wanted.delete(key);
        }
      }
      expect(wanted.size).toBe(0);
    }),
  );
});

it('keeps the order of sending', () => {
  fc.assert(
    fc.property(anyCells, anyLimits, (cells, limits) => {
      const places = new Map(cells.map(({ key, direction }, at) => [name(key, key.night, direction), at]));
      const firsts = compactCells(cells, limits).map((range) => {
        const nights = dayNumber(range.to) - dayNumber(range.from) + 1;
        const at = Array.from({ length: nights }, (_, night) =>
          places.get(name(range, dayNumber(range.from) + night, range.direction)),
        );
        const first = Math.min(...at.map((place) => place ?? Infinity));
        expect(range.urgency).toBe(cells[first]?.urgency);
        return first;
      });
      expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    }),
  );
});

/** The fewest ranges for one cell’s nights, by trying every way to cut them. */
function fewest(nights: readonly (CellValue | undefined)[], limits: CompactLimits, at = 0): number {
  if (at >= nights.length) return 0;
  if (nights[at] === undefined) return fewest(nights, limits, at + 1);
  let best = Infinity;
  for (let end = at + 1; end <= nights.length; end++) {
    const [from, to] = [FIRST + at, FIRST + end - 1].map((night) => stayDate(night as DayNumber));
    const isOneValue = nights.slice(at, end).every((value) => value === nights[at]);
    const isOneMonth = from?.slice(0, 7) === to?.slice(0, 7);
    if (!isOneValue || end - at > limits.nightsPerRange || (limits.breaksAtMonthEnd && !isOneMonth)) break;
    best = Math.min(best, 1 + fewest(nights, limits, end));
  }
  return best;
}

it('finds no shorter set of ranges by trying them all', () => {
  const [a, b] = [{ available: 0 }, { available: 1 }];
  // around the end of the year, so that a month ends within
  const gap = 14;
  const nights = fc.array(fc.constantFrom<CellValue | undefined>(a, a, b, undefined), { maxLength: 12 });
  fc.assert(
    fc.property(nights, anyLimits, (values, limits) => {
      const padded = [...new Array<undefined>(gap), ...values];
      const cells = padded.flatMap((value, at) => (value ? [cell(at, value)] : []));
      expect(compactCells(cells, limits)).toHaveLength(fewest(padded, limits));
    }),
  );
});

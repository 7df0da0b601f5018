import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCalendar } from './calendar-for-test.ts';
import {
  barHeight,
  keepInPlace,
  laneAt,
  laneTop,
  layoutRows,
  pinnedParkingTop,
  rowAt,
  visibleRows,
  type LayoutOptions,
} from './rows.ts';

const window = { from: 100, to: 130, today: 110, dayProgress: 0.5 };
const types = [
  {
    id: 1,
    name: 'Standard',
    units: [
      { id: 1, name: '201' },
      { id: 2, name: '202' },
      { id: 3, name: '203' },
    ],
  },
  { id: 2, name: 'Deluxe', units: [{ id: 4, name: '301', note: 'sea view' }] },
];
const calendar = makeCalendar(types, [], window);
const options: LayoutOptions = {
  zoom: 'three-weeks',
  density: 'normal',
  collapsed: new Set(),
  lanesOf: () => 1,
};

describe('the rows', () => {
  it('stand one under the other: strip, units, next strip, parking last', () => {
    const { rows, height } = layoutRows(calendar, options);
    expect(rows.map((row) => row.key)).toEqual([
      'type-1',
      'unit-1',
      'unit-2',
      'unit-3',
      'type-2',
      'unit-4',
      'parking',
    ]);
    expect(rows.map((row) => row.top)).toEqual([0, 26, 60, 94, 128, 154, 188]);
    expect(height).toBe(222);
  });

  it('leave out the units of a folded type', () => {
    const { rows } = layoutRows(calendar, { ...options, collapsed: new Set([1]) });
    expect(rows.map((row) => row.key)).toEqual(['type-1', 'type-2', 'unit-4', 'parking']);
  });

  it('share the view in the year, neither too low nor too high', () => {
    const heights = (room: number): number[] =>
      layoutRows(calendar, { ...options, zoom: 'year', room }).rows.map((row) => row.height);
    expect(heights(0)).toEqual([46, 46]);
    expect(heights(201)).toEqual([100, 100]);
    expect(heights(2000)).toEqual([128, 128]);
  });

  it('grow so that overlapping bars are seen whole', () => {
    for (const density of ['compact', 'normal', 'roomy'] as const) {
      const { rows } = layoutRows(calendar, { ...options, density, lanesOf: (unit) => (unit === 2 ? 3 : 1) });
      const grown = rows.find((row) => row.unitId === 2);
      const plain = rows.find((row) => row.unitId === 1);
      const lowest = laneTop(density, 2) + barHeight(density);
      expect(lowest).toBeLessThan(grown?.height ?? 0);
      expect((grown?.height ?? 0) - lowest).toBe(
        (plain?.height ?? 0) - laneTop(density, 0) - barHeight(density),
      );
      for (const lane of [0, 1, 2]) expect(laneAt(density, 3, laneTop(density, lane) + 2)).toBe(lane);
    }
  });

  it('show one heat row per room type in the year', () => {
    const { rows } = layoutRows(calendar, { ...options, zoom: 'year' });
    expect(rows.map((row) => row.kind)).toEqual(['heat', 'heat']);
  });
});

describe('looking up rows', () => {
  const layout = layoutRows(calendar, options);
  it('finds exactly the rows of which a pixel shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 221 }), fc.integer({ min: 1, max: 300 }), (scrollTop, height) => {
        const found = visibleRows(layout, scrollTop, height);
        const wanted = layout.rows.filter(
          (row) => row.top < scrollTop + height && row.top + row.height > scrollTop,
        );
        expect(layout.rows.slice(found.first, found.end)).toEqual(wanted);
      }),
    );
  });
  it('answers the nearest row outside', () => {
    expect(rowAt(layout, -10)).toBe(0);
    expect(rowAt(layout, 9999)).toBe(layout.rows.length - 1);
  });
});

describe('the parking row', () => {
  const layout = layoutRows(calendar, options);
  it('is held at the lower edge while it would be out of sight', () => {
    expect(pinnedParkingTop(layout, { scrollTop: 0, height: 150 })).toBe(116);
    expect(pinnedParkingTop(layout, { scrollTop: 72, height: 150 })).toBeUndefined();
    expect(pinnedParkingTop(layout, { scrollTop: 0, height: 400 })).toBeUndefined();
  });
  it('is not held once it takes more than a third of the view', () => {
    const crowded = layoutRows(calendar, { ...options, lanesOf: (unit) => (unit === 0 ? 4 : 1) });
    expect(pinnedParkingTop(crowded, { scrollTop: 0, height: 150 })).toBeUndefined();
  });
});

it('keeps the row at the upper edge in place when rows above it grow or fold', () => {
  const before = layoutRows(calendar, options);
  const grown = layoutRows(calendar, { ...options, lanesOf: (unit) => (unit === 1 ? 2 : 1) });
  const scrollTop = 100;
  const after = keepInPlace(before, grown, scrollTop);
  expect(after - scrollTop).toBe(29);
  expect(keepInPlace(before, before, scrollTop)).toBe(scrollTop);
});

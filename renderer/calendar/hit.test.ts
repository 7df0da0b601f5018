import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexBars } from './bar-index.ts';
import { makeCalendar, type BarSeed } from './calendar-for-test.ts';
import { hitAt, placeAt, shapeOf, type Ground } from './hit.ts';
import { layoutRows } from './rows.ts';

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
];
const window = { from: 1000, to: 1100, today: 1020, dayProgress: 0.5 };

function ground(bars: readonly BarSeed[], scroll = { scrollLeft: 0, scrollTop: 0 }): Ground {
  const calendar = makeCalendar(types, bars, window);
  const index = indexBars(calendar);
  const layout = layoutRows(calendar, {
    zoom: 'three-weeks',
    density: 'normal',
    collapsed: new Set(),
    lanesOf: (unitId) => index.lanes.get(unitId) ?? 1,
  });
  return { index, layout, view: { origin: 1000, nightWidth: 50, width: 1000, height: 400, ...scroll } };
}

const stay = (id: number, unitId: number, arrival: number, departure: number): BarSeed => ({
  id,
  unitId,
  roomTypeId: 1,
  arrival,
  departure,
  label: `Guest ${id}`,
});

describe('hitting', () => {
  it('what is drawn at a point is hit there, whatever is scrolled', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            unitId: fc.integer({ min: 0, max: 3 }),
            arrival: fc.integer({ min: 1000, max: 1020 }),
            nights: fc.integer({ min: 1, max: 6 }),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 60 }),
        (raw, scrollLeft, scrollTop) => {
          const bars = raw.map((bar, at) => stay(at + 1, bar.unitId, bar.arrival, bar.arrival + bar.nights));
          const drawn = ground(bars, { scrollLeft, scrollTop });
          for (const row of drawn.layout.rows) {
            if (row.kind !== 'unit') continue;
            const place = drawn.index.slots.get(row.unitId);
            if (!place) continue;
            for (let slot = place.first; slot < place.end; slot++) {
              const shape = shapeOf(drawn, slot, row.top - scrollTop);
              const x = (shape.left + shape.right) / 2;
              const y = (shape.top + shape.bottom) / 2;
              if (x < 0 || x >= 1000 || y < 0 || y >= 300) continue;
              expect(hitAt(drawn, x, y)?.bar).toBe(drawn.index.order[slot]);
            }
          }
        },
      ),
    );
  });

  it('tells both guests of a double booking apart by their lanes', () => {
    const drawn = ground([stay(1, 1, 1002, 1006), stay(2, 1, 1003, 1005)]);
    expect(hitAt(drawn, 200, 26 + 10)?.bar).toBe(0);
    expect(hitAt(drawn, 200, 26 + 40)?.bar).toBe(1);
  });

  it('tells departing and arriving guests of one cell apart', () => {
    const drawn = ground([stay(1, 1, 1002, 1004), stay(2, 1, 1004, 1006)]);
    expect(hitAt(drawn, 204, 40)?.bar).toBe(0);
    expect(hitAt(drawn, 245, 40)?.bar).toBe(1);
    expect(hitAt(drawn, 225, 40)?.bar).toBeUndefined();
  });

  it('tells a departing guest and nights closed from that day apart', () => {
    const drawn = ground([stay(1, 1, 1002, 1004), { ...stay(2, 1, 1004, 1005), kind: 'block' }]);
    expect(hitAt(drawn, 204, 40)?.bar).toBe(0);
    expect(hitAt(drawn, 228, 40)?.bar).toBe(1);
    expect(hitAt(drawn, 272, 40)?.bar).toBe(1);
    expect(hitAt(drawn, 274, 40)?.bar).toBeUndefined();
  });

  it('offers both ends for pulling', () => {
    const drawn = ground([stay(1, 1, 1002, 1006)]);
    expect(hitAt(drawn, 134, 40)?.end).toBe('arrival');
    expect(hitAt(drawn, 316, 40)?.end).toBe('departure');
    expect(hitAt(drawn, 220, 40)?.end).toBeUndefined();
  });

  it('names the empty cell, the strip, and nothing below the rows', () => {
    const drawn = ground([]);
    expect(placeAt(drawn, 260, 40)).toMatchObject({ day: 1005, row: { key: 'unit-1' } });
    expect(hitAt(drawn, 260, 5)).toMatchObject({ row: { kind: 'type' }, bar: undefined });
    expect(placeAt(drawn, 260, 390)).toBeUndefined();
  });
});

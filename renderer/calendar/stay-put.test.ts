import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOfNovember } from './november-for-test.ts';
import { layoutRows } from './rows.ts';
import { stayPut, type Lay } from './stay-put.ts';
import { nightWidth, ZOOMS, type Zoom } from './zoom.ts';

const { index, layout } = calendarOfNovember();
const layAt = (zoom: Zoom, origin = 20_000): Lay => ({
  origin,
  nightWidth: nightWidth(zoom, 1208),
  width: 1208,
  layout,
});
const zooms = fc.constantFrom(...ZOOMS);
const xOf = (day: number, lay: Lay, left: number): number => (day - lay.origin) * lay.nightWidth - left;

describe('zooming', () => {
  it('keeps the night of the cursor where it is while it is in view', () => {
    fc.assert(
      fc.property(
        zooms,
        zooms,
        fc.integer({ min: 20_600, max: 21_800 }),
        fc.nat(1207),
        (from, to, day, x) => {
          const before = layAt(from);
          const after = layAt(to);
          const left = (day - before.origin) * before.nightWidth - x;
          const next = stayPut({ left, top: 0 }, before, after, day);
          expect(xOf(day, after, next.left)).toBeCloseTo(x, 6);
        },
      ),
    );
  });

  it('keeps the night at the left edge where no cursor is in view, through any number of zooms', () => {
    fc.assert(
      fc.property(fc.array(zooms, { minLength: 1 }), fc.boolean(), (steps, hasCursor) => {
        let lay = layAt('three-weeks');
        let scroll = { left: 1100 * lay.nightWidth, top: 0 };
        for (const zoom of steps) {
          const next = layAt(zoom);
          scroll = stayPut(scroll, lay, next, hasCursor ? 20_050 : undefined);
          lay = next;
        }
        expect(lay.origin + scroll.left / lay.nightWidth).toBeCloseTo(21_100, 6);
      }),
    );
  });
});

it('stays where it is when the content begins earlier, and to the pixel', () => {
  const before = layAt('three-weeks');
  const scroll = { left: 1100 * before.nightWidth + 17, top: 0 };
  const after = layAt('three-weeks', 19_600);
  expect(stayPut(scroll, before, after, undefined).left).toBe(scroll.left + 400 * before.nightWidth);
  expect(stayPut(scroll, before, { ...before, width: 700 }, undefined)).toEqual(scroll);
});

it('keeps the row at the upper edge when rows above it fold', () => {
  const before = layAt('three-weeks');
  const rows = { zoom: 'three-weeks', density: 'roomy', collapsed: new Set<number>() } as const;
  const grown = layoutRows(index.calendar, { ...rows, lanesOf: () => 1 });
  const at = layout.rowOfKey.get('unit-4') ?? 0;
  const top = layout.rows[at]?.top ?? 0;
  const next = stayPut({ left: 0, top }, before, { ...before, layout: grown }, undefined);
  expect(next.top).toBe(grown.rows[grown.rowOfKey.get('unit-4') ?? 0]?.top);
});

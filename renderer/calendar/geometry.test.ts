import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  dayAt,
  polygonOf,
  scrollToShow,
  slantOf,
  spanOf,
  visibleDays,
  xOfDay,
  type View,
} from './geometry.ts';
import { nightWidth, zoomStep, ZOOMS, ZOOM_FACTS } from './zoom.ts';

const view: View = {
  origin: 20_000,
  nightWidth: 50,
  scrollLeft: 1234,
  scrollTop: 0,
  width: 1000,
  height: 600,
};

describe('nights and pixels', () => {
  it('finds the night under its own x', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 19_000, max: 22_000 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 90_000 }),
        (day, night, scrollLeft) => {
          const at = { ...view, nightWidth: night, scrollLeft };
          expect(dayAt(at, xOfDay(at, day))).toBe(day);
          expect(dayAt(at, xOfDay(at, day) + night - 1)).toBe(day);
        },
      ),
    );
  });

  it('counts a night as visible from its first pixel to its last', () => {
    const days = visibleDays({ ...view, scrollLeft: 49, width: 52 });
    expect(days).toEqual({ first: 20_000, end: 20_003 });
    expect(visibleDays({ ...view, scrollLeft: 50, width: 50 })).toEqual({ first: 20_001, end: 20_002 });
  });
});

describe('a bar', () => {
  it('leaves room for a turnover: one departs before the other arrives in the same cell', () => {
    const slant = slantOf(50);
    const leaves = xOfDay(view, spanOf(20_025, 20_030).end);
    const arrives = xOfDay(view, spanOf(20_030, 20_032).first);
    expect(arrives - leaves).toBeCloseTo(4);
    // the slanted ends run parallel, so the gap is the same at every height
    expect(arrives + slant - leaves).toBeGreaterThan(arrives - leaves);
  });

  it('is hit inside its slanted outline and nowhere else', () => {
    const shape = { left: 100, right: 200, top: 10, bottom: 36, slant: 5 };
    expect(polygonOf(shape)).toEqual([105, 10, 200, 10, 195, 36, 100, 36]);
    expect(contains(shape, 101, 35)).toBe(true);
    expect(contains(shape, 101, 11)).toBe(false);
    expect(contains(shape, 199, 11)).toBe(true);
    expect(contains(shape, 199, 35)).toBe(false);
    expect(contains(shape, 150, 36)).toBe(false);
    expect(contains(shape, 150, 9)).toBe(false);
  });
});

describe('scrolling into view', () => {
  it('does not move what is seen already', () => expect(scrollToShow(300, 350, 200, 500, 10)).toBe(200));
  it('moves as little as needed', () => {
    expect(scrollToShow(100, 150, 200, 500, 10)).toBe(90);
    expect(scrollToShow(700, 750, 200, 500, 10)).toBe(260);
  });
  it('shows the beginning of what is larger than the view', () =>
    expect(scrollToShow(1000, 3000, 200, 500, 10)).toBe(990));
});

describe('zoom', () => {
  it('rules nights in whole pixels, and never narrower than can be read', () => {
    for (const zoom of ZOOMS) {
      for (const width of [320, 1044, 1112, 1752]) {
        const night = nightWidth(zoom, width);
        expect(night).toBeGreaterThanOrEqual(ZOOM_FACTS[zoom].narrowest);
        if (zoom !== 'year') expect(Number.isInteger(night)).toBe(true);
      }
    }
    expect(nightWidth('three-weeks', 1752)).toBe(83);
  });

  it('stops at either end', () => {
    expect(zoomStep('week', 1)).toBe('week');
    expect(zoomStep('year', -1)).toBe('year');
    expect(zoomStep('month', 1)).toBe('three-weeks');
    expect(zoomStep('month', -1)).toBe('quarter');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowNeeded } from './need-window.ts';

describe('the window that is needed', () => {
  const loaded = { first: 1000, end: 1200 };
  it('is none while the loaded nights reach far past the view', () => {
    expect(windowNeeded({ first: 1080, end: 1101 }, loaded, undefined)).toBeUndefined();
  });
  it('reaches past both edges, and is not asked for twice', () => {
    const needed = windowNeeded({ first: 1005, end: 1026 }, loaded, undefined);
    expect(needed).toEqual({ first: 960, end: 1071 });
    expect(windowNeeded({ first: 1004, end: 1025 }, loaded, needed)).toBeUndefined();
  });
  it('always satisfies itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 400 }), (first, nights) => {
        const seen = { first, end: first + nights };
        const needed = windowNeeded(seen, { first: 0, end: 0 }, undefined);
        expect(needed && windowNeeded(seen, needed, undefined)).toBeUndefined();
      }),
    );
  });
  it('never passes what the core answers at once, not even around a year', () => {
    const needed = windowNeeded({ first: 5000, end: 5370 }, { first: 0, end: 0 }, undefined);
    expect((needed?.end ?? Infinity) - (needed?.first ?? 0)).toBeLessThanOrEqual(1000);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOTHING_HELD_BACK, offeredUnits, type SellRule } from './allotment.ts';

const rule = (set: Partial<SellRule>): SellRule => ({ ...NOTHING_HELD_BACK, ...set });

it.each([
  [3, {}, 3],
  [3, { buffer: 1 }, 2],
  [3, { buffer: 1, directReserve: 1 }, 1],
  [3, { buffer: 2, directReserve: 2 }, 0],
  [9, { allotment: 4 }, 4],
  [9, { allotment: 0 }, 0],
  [2, { allotment: 4 }, 2],
  [1, {}, 1],
  [1, { closeAtLeft: 1 }, 0],
  [2, { closeAtLeft: 1 }, 2],
  [2, { closeAtLeft: 2 }, 0],
  [0, {}, 0],
  [-2, {}, 0],
] as const)('of %i left with %j offers %i', (left, set, offered) =>
  expect(offeredUnits(left, rule(set))).toBe(offered),
);

const anyNumber = fc.oneof(
  fc.integer({ min: -20, max: 40 }),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0.5),
);
const anyRule: fc.Arbitrary<SellRule> = fc.record({
  buffer: fc.integer({ min: -5, max: 20 }),
  directReserve: fc.integer({ min: -5, max: 20 }),
  allotment: fc.option(fc.integer({ min: -3, max: 30 })),
  closeAtLeft: fc.integer({ min: -2, max: 10 }),
});

it('never offers more than is left less the buffer, whatever the rule', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20, max: 60 }), anyRule, (left, any) => {
      const offered = offeredUnits(left, any);
      expect(Number.isInteger(offered)).toBe(true);
      expect(offered).toBeGreaterThanOrEqual(0);
      expect(offered).toBeLessThanOrEqual(Math.max(0, left - Math.max(0, any.buffer)));
      if (any.allotment !== null) expect(offered).toBeLessThanOrEqual(Math.max(0, any.allotment));
    }),
  );
});

it('offers nothing by rules that are no numbers', () => {
  fc.assert(
    fc.property(anyNumber, anyNumber, anyNumber, (buffer, directReserve, closeAtLeft) => {
      const offered = offeredUnits(3, { buffer, directReserve, allotment: null, closeAtLeft });
      expect(Number.isNaN(offered)).toBe(false);
      expect(offered).toBeLessThanOrEqual(3);
    }),
  );
});

it('never offers more where more is held back', () => {
  fc.assert(
    fc.property(fc.nat(40), anyRule, fc.nat(5), (left, any, more) => {
      const offered = offeredUnits(left, any);
      expect(offeredUnits(left, { ...any, buffer: any.buffer + more })).toBeLessThanOrEqual(offered);
      expect(offeredUnits(left, { ...any, closeAtLeft: any.closeAtLeft + more })).toBeLessThanOrEqual(
        offered,
      );
      expect(offeredUnits(left - more, any)).toBeLessThanOrEqual(offered);
    }),
  );
});

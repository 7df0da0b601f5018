import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closesCircle, derivePrice, flooredPrice, HIGHEST_PRICE, planCircles } from './derive-price.ts';
import type { RatePlanId } from './rate-plan.ts';

it.each([
  ['BAR − 15 %', 10_000, -1500, 0, 8_500],
  ['a half is rounded up', 10_010, -5000, 0, 5_005],
  ['a half is rounded up', 10_001, -5000, 0, 5_001],
  ['below a half is rounded down', 9_999, -1500, 0, 8_499],
  ['percent first, then the amount', 10_000, 1000, 500, 11_500],
  ['the amount alone', 10_000, 0, -1_000, 9_000],
  ['hundredths of a percent', 1_000_000, 1, 0, 1_000_100],
])('%s', (_, parent, adjustBasisPoints, adjustMinor, price) =>
  expect(derivePrice(parent, { adjustBasisPoints, adjustMinor })).toBe(price),
);

it('derives no price from a deduction that leaves nothing, and none that is beyond reason', () => {
  expect(derivePrice(5_000, { adjustBasisPoints: 0, adjustMinor: -5_000 })).toBeUndefined();
  expect(derivePrice(5_000, { adjustBasisPoints: -10_000, adjustMinor: 0 })).toBeUndefined();
  expect(derivePrice(HIGHEST_PRICE, { adjustBasisPoints: 1, adjustMinor: 0 })).toBeUndefined();
});

it('is within half a minor unit of the exact share', () => {
  fc.assert(
    fc.property(fc.nat(HIGHEST_PRICE), fc.integer({ min: -9_999, max: 100_000 }), (parent, basisPoints) => {
      const price = derivePrice(parent, { adjustBasisPoints: basisPoints, adjustMinor: 0 });
      const exact = BigInt(parent) * BigInt(10_000 + basisPoints);
      if (price === undefined) {
        expect(exact < 5_000n || exact >= BigInt(HIGHEST_PRICE) * 10_000n).toBe(true);
      } else {
        const off = BigInt(price) * 10_000n - exact;
        expect(off > -5_000n && off <= 5_000n).toBe(true);
      }
    }),
  );
});

it('does not go below the floor', () => {
  expect(flooredPrice(4_000, 5_000)).toBe(5_000);
  expect(flooredPrice(6_000, 5_000)).toBe(6_000);
  expect(flooredPrice(4_000, null)).toBe(4_000);
});

const plan = (id: number, parentId: number | null) => ({
  id: id as RatePlanId,
  parentId: parentId as RatePlanId | null,
});

it('finds the plans that derive from each other in a circle, and no others', () => {
  const plans = [
    plan(1, null),
    plan(2, 1),
    plan(3, 4),
    plan(4, 5),
    plan(5, 3),
    plan(6, 5),
    plan(7, 7),
    plan(8, 99),
  ];
  expect(planCircles(plans)).toEqual([[3, 4, 5], [7]]);
  expect(planCircles(plans.slice(0, 2))).toEqual([]);
});

it('refuses the parent that would close a circle', () => {
  const plans = [plan(1, null), plan(2, 1), plan(3, 2)];
  expect(closesCircle(plans, plan(1, 3))).toBe(true);
  expect(closesCircle(plans, plan(1, 1))).toBe(true);
  expect(closesCircle(plans, plan(3, 1))).toBe(false);
  expect(closesCircle(plans, plan(4, 3))).toBe(false);
});

it('ends for any parents, and without its circles every plan leads to a root', () => {
  const parents = fc.array(fc.option(fc.nat(9)), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(parents, (given) => {
      const circling = new Set(planCircles(given.map((parent, id) => plan(id, parent))).flat());
      given.forEach((_, start) => {
        let at: number | null | undefined = start;
        for (let steps = 0; at !== null && at !== undefined && steps <= given.length; steps++)
          at = circling.has(at as RatePlanId) ? null : given[at];
        expect(at ?? null).toBeNull();
      });
    }),
  );
});

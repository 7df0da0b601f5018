import type { RatePlan } from './rate-plan.ts';

/** The largest price that a lane can hold; a larger one is no price, never a wrong one. */
export const HIGHEST_PRICE = 0x7fff_ffff;

type Adjustment = Pick<RatePlan, 'adjustBasisPoints' | 'adjustMinor'>;
type Lineage = Pick<RatePlan, 'id' | 'parentId'>;

/**
 * The price that a plan takes from its parent's: the percentage first, rounded half up to a minor unit, then the amount.
 * Undefined where nothing is left to charge or the price is beyond reason; such a night has no price of this plan.
 */
export function derivePrice(
  parentMinor: number,
  { adjustBasisPoints, adjustMinor }: Adjustment,
): number | undefined {
  const share = Math.floor((parentMinor * (10_000 + adjustBasisPoints) + 5_000) / 10_000);
  const price = share + adjustMinor;
  return price > 0 && price <= HIGHEST_PRICE ? price : undefined;
}

/** The price that goes out: never below the plan's floor. */
export const flooredPrice = (priceMinor: number, floorMinor: number | null): number =>
  floorMinor !== null && priceMinor < floorMinor ? floorMinor : priceMinor;

/** The plans that derive from themselves by way of others, each circle in order. */
export function planCircles(plans: readonly Lineage[]): RatePlan['id'][][] {
  const parents = new Map(plans.map(({ id, parentId }) => [id, parentId]));
  const settled = new Set<RatePlan['id']>();
  const circles: RatePlan['id'][][] = [];
  for (const { id } of plans) {
    const path: RatePlan['id'][] = [];
    let at: RatePlan['id'] | null | undefined = id;
    while (at !== null && at !== undefined && parents.has(at) && !settled.has(at) && !path.includes(at)) {
      path.push(at);
      at = parents.get(at);
    }
    const closesAt = at === null || at === undefined ? -1 : path.indexOf(at);
    if (closesAt >= 0) circles.push(path.slice(closesAt));
    for (const member of path) settled.add(member);
  }
  return circles;
}

/** True where saving the plan with this parent would close a circle; such a change is refused. */
export const closesCircle = (plans: readonly Lineage[], plan: Lineage): boolean =>
  planCircles([...plans.filter(({ id }) => id !== plan.id), plan]).some((circle) => circle.includes(plan.id));

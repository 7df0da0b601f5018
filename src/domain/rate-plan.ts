import type { Id, PropertyId } from './property.ts';

export type RatePlanId = Id<'rate-plan'>;

export const RATE_PLAN_KINDS = [
  'bar',
  'corporate',
  'government',
  'senior',
  'package',
  'early-bird',
  'last-minute',
  'long-stay',
  'non-refundable',
] as const;
export type RatePlanKind = (typeof RATE_PLAN_KINDS)[number];

export const MEAL_PLANS = ['room-only', 'breakfast', 'half-board', 'full-board', 'all-inclusive'] as const;
export type MealPlan = (typeof MEAL_PLANS)[number];

export const CANCELLATIONS = ['flexible', 'moderate', 'strict', 'non-refundable'] as const;
export type Cancellation = (typeof CANCELLATIONS)[number];

/** Conditions and price together. A plan with a parent takes its price from there, by percent and then by an amount. */
export interface RatePlan {
  readonly id: RatePlanId;
  readonly propertyId: PropertyId;
  readonly name: string;
  readonly kind: RatePlanKind;
  readonly mealPlan: MealPlan;
  readonly cancellation: Cancellation;
  readonly parentId: RatePlanId | null;
  /** Hundredths of a percent on the parent's price: −1500 is BAR − 15 %. */
  readonly adjustBasisPoints: number;
  readonly adjustMinor: number;
  /** Nights; 1 and 0 are no limit. The stricter of this and a night's own word holds. */
  readonly minLos: number;
  readonly maxLos: number;
  /** Days between booking and arrival, at least and at most; null is no limit. */
  readonly advanceMinDays: number | null;
  readonly advanceMaxDays: number | null;
  /** No price of it ever goes out below this. */
  readonly floorMinor: number | null;
}

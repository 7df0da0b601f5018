import { z } from 'zod';
import { CANCELLATIONS, MEAL_PLANS, RATE_PLAN_KINDS } from '../domain/rate-plan.ts';
import { int32Column } from './columns.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { nightsSchema } from './feeds.ts';
import { idSchema, nameSchema, stayDateSchema, textSchema } from './fields.ts';
import { diffSchema } from './diff.ts';

/** What a lane of prices holds: a floor above it would come out as another price. */
const HIGHEST_PRICE_MINOR = 2_147_483_647;

const planFields = {
  name: nameSchema(60),
  kind: z.enum(RATE_PLAN_KINDS),
  mealPlan: z.enum(MEAL_PLANS),
  cancellation: z.enum(CANCELLATIONS),
  parentId: idSchema.nullable(),
  /** Hundredths of a percent on the parent's price. */
  adjustBasisPoints: z.int().min(-10_000).max(100_000),
  adjustMinor: z.int().min(-10_000_000).max(10_000_000),
  minLos: z.int().min(1).max(365),
  /** 0: no limit. */
  maxLos: z.int().min(0).max(364),
  advanceMinDays: z.int().min(0).max(999).nullable(),
  advanceMaxDays: z.int().min(0).max(999).nullable(),
  floorMinor: z.int().min(0).max(HIGHEST_PRICE_MINOR).nullable(),
};
export const ratePlanSchema = z.object({ id: z.int(), ...planFields });
export type RatePlanView = z.infer<typeof ratePlanSchema>;

/** Nights of one room type and rate plan; 0 as the plan is the room type itself. Columns have one number a night from `from`. */
export const rateLaneSchema = z.object({
  roomTypeId: z.int(),
  ratePlanId: z.int(),
  /** −1 where none is set. */
  priceMinor: int32Column,
  stopSell: int32Column,
  closedToArrival: int32Column,
  closedToDeparture: int32Column,
  minLos: int32Column,
  maxLos: int32Column,
});

/** One change of many nights at once. What is left out stays as it is; null takes a word back. */
export const rateChangeSchema = z.object({
  roomTypeIds: z.array(idSchema).min(1, 'Choose at least one room type.').max(200),
  /** Empty: the room type itself. Prices need plans. */
  ratePlanIds: z.array(idSchema).max(100),
  /** Empty: every channel. */
  connectionIds: z.array(idSchema).max(50),
  nights: z.array(z.object(nightsSchema.shape)).min(1, 'Choose at least one night.').max(100),
  set: z.object({
    /** Above 0: a night without a price is one that nobody priced, never one that costs nothing. */
    priceMinor: z.int().min(1).max(HIGHEST_PRICE_MINOR).nullable().optional(),
    stopSell: z.boolean().nullable().optional(),
    closedToArrival: z.boolean().nullable().optional(),
    closedToDeparture: z.boolean().nullable().optional(),
    minLos: z.int().min(1).max(365).nullable().optional(),
    maxLos: z.int().min(0).max(364).nullable().optional(),
  }),
  reason: textSchema(200),
});
export type RateChange = z.input<typeof rateChangeSchema>;

export const sellRuleSchema = z.object({
  roomTypeId: z.int(),
  /** 0: all channels. */
  connectionId: z.int(),
  buffer: z.int(),
  directReserve: z.int(),
  allotment: z.int().nullable(),
  closeAtLeft: z.int().nullable(),
});

export const rateCalls = {
  'rates.plans': query({
    says: 'The rate plans.',
    input: nothing,
    output: z.object({ plans: z.array(ratePlanSchema), currency: z.string() }),
  }),
  'rates.savePlan': command({
    says: 'Makes a rate plan (id null) or changes one.',
    input: z.object({ id: idSchema.nullable(), ...planFields }),
    output: doneSchema.extend({ id: z.int() }),
  }),
  'rates.removePlan': command({
    says: 'Removes a rate plan that no other derives from and no channel is linked to.',
    input: z.object({ id: idSchema }),
    output: doneSchema,
  }),
  'rates.read': query({
    says: 'Prices and restrictions of a window of nights, as they are desired for all channels.',
    input: z.object({ from: stayDateSchema, to: stayDateSchema, roomTypeId: idSchema.optional() }),
    output: z.object({
      from: stayDateSchema,
      to: stayDateSchema,
      currency: z.string(),
      lanes: z.array(rateLaneSchema),
    }),
  }),
  'rates.preview': query({
    says: 'What a change would tell each channel, and what to think of first. Nothing is changed.',
    input: rateChangeSchema,
    output: diffSchema,
  }),
  'rates.set': command({
    says: 'Sets prices, restrictions or stop-sell for nights. Guards that ask must be named in `knowing`.',
    input: rateChangeSchema.extend({ knowing: z.array(z.string().max(120)).max(50).optional() }),
    output: doneSchema,
  }),
  'rates.rules': query({
    says: 'What is held back of each room type, for all channels and for each.',
    input: nothing,
    output: z.object({ rules: z.array(sellRuleSchema) }),
  }),
  'rates.setRule': command({
    says: 'Sets what is held back of a room type.',
    input: z.object({
      roomTypeId: idSchema,
      connectionId: z.int().min(0),
      buffer: z.int().min(0).max(100),
      directReserve: z.int().min(0).max(100),
      allotment: z.int().min(0).max(1000).nullable(),
      closeAtLeft: z.int().min(0).max(50).nullable(),
    }),
    output: doneSchema,
  }),
};

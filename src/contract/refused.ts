import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { command, doneSchema, query } from './define.ts';
import { nightsSchema } from './feeds.ts';
import { idSchema, instantSchema, stayDateSchema } from './fields.ts';

/** Nights of one room type that a channel would not take, and why. */
export const refusedSchema = z.object({
  connectionId: z.int(),
  channel: channelSchema,
  name: z.string(),
  roomTypeId: z.int(),
  /** 0: the room type itself. */
  ratePlanId: z.int(),
  /** "Double", "Double, BAR". */
  place: z.string(),
  stretches: z.array(nightsSchema),
  /** "10, 11 and 12 Dec". */
  nights: z.string(),
  firstNight: stayDateSchema,
  /** "closed": what it was told and would not take. */
  wanted: z.string(),
  /** The channel's own reason, for staff. */
  said: z.string(),
  /** What that means for guests, with what it shows instead. */
  means: z.string(),
  at: instantSchema,
  /** What taking it back does, or why that can not be done. */
  takeBack: z.string(),
  canTakeBack: z.boolean(),
});
export type RefusedNights = z.infer<typeof refusedSchema>;

export const refusedCalls = {
  'sync.refused': query({
    says: 'What channels would not take and nobody has settled: their reasons, what that means, and the ways back.',
    input: z.object({ connectionId: idSchema.nullable() }),
    output: z.object({ groups: z.array(refusedSchema) }),
  }),
  'sync.takeBackRefused': command({
    says: 'Takes back what was wanted of nights that a channel refused: they are here as it shows them again.',
    input: z.object({
      connectionId: idSchema,
      roomTypeId: idSchema,
      ratePlanId: z.int().min(0),
      stretches: z.array(nightsSchema).min(1).max(200),
    }),
    output: doneSchema,
  }),
};

import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { stayDateSchema } from './fields.ts';

/** One change of one cell range, for a person: before, after, and what to think of. */
export const diffLineSchema = z.object({
  connectionId: z.int(),
  channel: channelSchema,
  roomTypeName: z.string(),
  ratePlanName: z.string().nullable(),
  /** "10, 11 and 12 Dec". */
  nights: z.string(),
  firstNight: stayDateSchema,
  field: z.string(),
  /** "2 left", "closed", "not known". */
  before: z.string(),
  after: z.string(),
  direction: z.enum(['closes', 'opens', 'other']),
});
/** `stop`: it does not go. `ask`: it goes when a person says so, knowingly. */
export const guardSchema = z.object({
  id: z.string(),
  kind: z.enum([
    'price-jump',
    /** The first price of a night of which the channel's own is not known. */
    'first-price',
    'below-floor',
    'currency',
    'opens-closed-by-hand',
    'past-nights',
    'not-linked',
  ]),
  weight: z.enum(['stop', 'ask']),
  words: z.string(),
});
/** What becomes of one room type, or of the prices of one of its rate plans, over all nights: also those that no line shows. */
export const diffTotalsSchema = z.object({
  connectionId: z.int(),
  channel: channelSchema,
  connectionName: z.string(),
  roomTypeName: z.string(),
  ratePlanName: z.string().nullable(),
  /** In nights. */
  closed: z.int(),
  /** For sale that are not now, or of which nobody knows. */
  opened: z.int(),
  less: z.int(),
  more: z.int(),
  prices: z.int(),
  rules: z.int(),
  /** Told to be sure, nothing is known to differ. */
  again: z.int(),
  /** "Double: 14 nights close, 30 nights open", "Double, BAR: 120 prices". */
  words: z.string(),
});
export const diffSchema = z.object({
  lines: z.array(diffLineSchema),
  /** Lines beyond those listed. */
  more: z.int(),
  /** Channels of which it is not known yet what they show, in words: all that is desired counts as a difference there. */
  unread: z.array(z.object({ connectionId: z.int(), words: z.string() })),
  /** By channel, room type and rate plan, of the whole difference. */
  totals: z.array(diffTotalsSchema),
  cells: z.int(),
  calls: z.int(),
  guards: z.array(guardSchema),
  /** One line per channel: "Beds24: 3 nights closed, goes out at once". */
  summary: z.array(z.string()),
});
export type Diff = z.infer<typeof diffSchema>;

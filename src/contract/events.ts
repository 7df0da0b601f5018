import { z } from 'zod';

/** What a view may be watching. An event names what changed; the view asks again. */
export const TOPICS = [
  'calendar',
  'reservations',
  'conflicts',
  'feeds',
  'exports',
  'connections',
  'sync',
  'checklists',
  'rates',
  'property',
  'people',
  'host',
  'sandbox',
] as const;
export type Topic = (typeof TOPICS)[number];

/** `seq` counts up by one; on a gap or a reconnect the view asks for all that it shows. */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), seq: z.int(), topics: z.array(z.enum(TOPICS)) }),
  z.object({
    type: z.literal('progress'),
    seq: z.int(),
    job: z.string(),
    done: z.int(),
    total: z.int(),
    words: z.string(),
    isOver: z.boolean(),
  }),
  z.object({ type: z.literal('hello'), seq: z.int() }),
]);
export type CoreEvent = z.infer<typeof eventSchema>;

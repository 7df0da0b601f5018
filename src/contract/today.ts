import { z } from 'zod';
import { CHANNELS } from '../domain/channel.ts';
import { nothing, query } from './define.ts';
import { FEED_STATES } from './feeds.ts';
import { instantSchema, stayDateSchema } from './fields.ts';
import { reservationRowSchema } from './reservations.ts';

/** One line per channel: its worst feed speaks. */
export const channelLineSchema = z.object({
  channel: z.enum(CHANNELS),
  state: z.enum(FEED_STATES),
  feeds: z.int(),
  /** Oldest last good answer among its feeds: a channel is as fresh as its stalest feed. */
  lastGoodAt: instantSchema.nullable(),
  nextDueAt: instantSchema.nullable(),
  /** "3 nights may be freed" and the like; empty where all is well. */
  text: z.string(),
});
export type ChannelLine = z.infer<typeof channelLineSchema>;

export const todaySchema = z.object({
  date: stayDateSchema,
  now: instantSchema,
  arrivals: z.object({ total: z.int(), unassigned: z.int(), arrived: z.int() }),
  departures: z.object({ total: z.int(), gone: z.int() }),
  inHouse: z.int(),
  tonight: z.object({ taken: z.int(), units: z.int(), left: z.int() }),
  /** What needs a person now, worst first. */
  needs: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['conflict', 'quarantine', 'feed', 'connection', 'list', 'parked', 'secrets', 'incident']),
      severity: z.enum(['high', 'low']),
      title: z.string(),
      text: z.string(),
      minutes: z.int(),
      act: z.string(),
      target: z.object({
        screen: z.enum([
          'conflicts',
          'channels',
          'connections',
          'sync',
          'lists',
          'calendar',
          'reservations',
          'settings',
        ]),
        id: z.int().nullable(),
        date: stayDateSchema.nullable(),
      }),
    }),
  ),
  arriving: z.array(reservationRowSchema),
  leaving: z.array(reservationRowSchema),
  channels: z.array(channelLineSchema),
  /** Since 12 hours ago: "2 new stays", "1 cancelled (Silva, was 301)". */
  since: z.array(z.string()),
});
export type Today = z.infer<typeof todaySchema>;

export const todayCalls = {
  'today.read': query({
    says: 'The day at a glance, and what needs a person now.',
    input: nothing,
    output: todaySchema,
  }),
};

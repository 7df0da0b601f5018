import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { EVENT_KINDS, FEED_MODES } from '../domain/feed.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { idSchema, instantSchema, nameSchema, stayDateSchema, textSchema } from './fields.ts';

export const FEED_STATES = ['never', 'fresh', 'stale', 'failing', 'quarantined', 'paused', 'locked'] as const;

const reasonSchema = z.object({ code: z.string(), message: z.string() });
const problemSchema = reasonSchema.extend({
  line: z.int().nullable(),
  uid: z.string().nullable(),
  isLoss: z.boolean(),
});
export const nightsSchema = z.object({ arrival: stayDateSchema, departure: stayDateSchema });

export const feedRowSchema = z.object({
  id: z.int(),
  channel: channelSchema,
  label: z.string(),
  /** Host and last four characters: the whole address never leaves the secrets. */
  mask: z.string(),
  roomTypeId: z.int(),
  roomTypeName: z.string(),
  unitId: z.int().nullable(),
  unitName: z.string().nullable(),
  pollMinutes: z.int(),
  mode: z.enum(FEED_MODES),
  state: z.enum(FEED_STATES),
  /** For staff: "read 4 min ago", "silent 2 h 10". Ages are counted by the view from the instants below. */
  lastAttemptAt: instantSchema.nullable(),
  lastGoodAt: instantSchema.nullable(),
  lastChangeAt: instantSchema.nullable(),
  nextDueAt: instantSchema.nullable(),
  failureMessage: z.string().nullable(),
  events: z.int(),
  nightsBlocked: z.int(),
  nightsPending: z.int(),
  isFetching: z.boolean(),
});
export type FeedRow = z.infer<typeof feedRowSchema>;

export const feedFetchSchema = z.object({
  id: z.int(),
  at: instantSchema,
  status: z.int().nullable(),
  verdict: z.enum(['ok', 'suspect', 'rejected', 'unchanged']),
  reasons: z.array(reasonSchema),
  problems: z.array(problemSchema),
  events: z.int(),
  nightsEntered: z.int(),
  nightsLeft: z.int(),
  isQuarantined: z.boolean(),
  /** What a person said of a held answer. */
  decision: z.enum(['accept', 'refuse']).nullable(),
});

export const feedSchema = feedRowSchema.extend({
  endIsLastNight: z.boolean(),
  allEventsBlock: z.boolean(),
  timedEventsAreStays: z.boolean(),
  pending: z.array(
    nightsSchema.extend({
      since: instantSchema,
      goodAnswers: z.int(),
      /** A person said that they are still taken; they wait for no answers. */
      isKept: z.boolean(),
    }),
  ),
  /** What waits for a person: what the feed held, and what it shows now. */
  quarantine: z
    .object({
      fetchId: z.int(),
      at: instantSchema,
      reasons: z.array(reasonSchema),
      before: z.array(nightsSchema),
      after: z.array(nightsSchema),
      /** Nights that would be freed by accepting. */
      leaving: z.array(nightsSchema),
      stays: z.array(z.object({ reservationId: z.int(), label: z.string(), nights: nightsSchema })),
    })
    .nullable(),
  fetches: z.array(feedFetchSchema),
});
export type FeedView = z.infer<typeof feedSchema>;

export const feedPreviewSchema = z.object({
  /** Give it to `feeds.add` within 15 minutes. */
  previewId: z.string(),
  mask: z.string(),
  channel: channelSchema,
  producer: z.string(),
  mode: z.enum(FEED_MODES),
  verdict: z.enum(['ok', 'suspect', 'rejected']),
  reasons: z.array(reasonSchema),
  problems: z.array(problemSchema),
  /** At most 200, in order of first night. */
  events: z.array(
    z.object({
      summary: z.string(),
      kind: z.enum(EVENT_KINDS),
      firstNight: stayDateSchema,
      departure: stayDateSchema,
      nights: z.int(),
      channelRef: z.string().nullable(),
      guestName: z.string(),
    }),
  ),
  totalEvents: z.int(),
  firstNight: stayDateSchema.nullable(),
  lastNight: stayDateSchema.nullable(),
  suggestedLabel: z.string(),
  pollMinutes: z.int(),
  /** A feed that Bellhop already reads from this address. */
  alreadyFeedId: z.int().nullable(),
  isFile: z.boolean(),
});
export type FeedPreview = z.infer<typeof feedPreviewSchema>;

const switches = {
  endIsLastNight: z.boolean(),
  allEventsBlock: z.boolean(),
  timedEventsAreStays: z.boolean(),
};

export const feedCalls = {
  'feeds.list': query({
    says: 'The calendars that Bellhop reads.',
    input: nothing,
    output: z.object({ rows: z.array(feedRowSchema) }),
  }),
  'feeds.read': query({
    says: 'One feed: how it is doing, what waits, its latest fetches.',
    input: z.object({ id: idSchema }),
    output: feedSchema,
  }),
  'feeds.preview': command({
    says: 'Fetches an address, or reads a file, and says what it is. Nothing is taken in.',
    input: z.union([
      z.object({ address: z.string().trim().min(1, 'Paste the address of a calendar.').max(2000) }),
      z.object({ fileName: textSchema(200), text: z.string().max(5 * 1024 * 1024) }),
    ]),
    output: feedPreviewSchema,
  }),
  'feeds.add': command({
    says: 'Takes a previewed feed in, for a unit or (unitId null) a room type.',
    input: z.object({
      previewId: z.string().max(100),
      channel: channelSchema,
      label: nameSchema(80),
      roomTypeId: idSchema,
      unitId: idSchema.nullable(),
      pollMinutes: z.int().min(5, 'Not more often than every 5 minutes.').max(1440).optional(),
      ...z.object(switches).partial().shape,
    }),
    output: doneSchema.extend({ id: z.int() }),
  }),
  'feeds.change': command({
    says: 'Changes a feed: name, how often, pause, how its dates are read.',
    input: z.object({
      id: idSchema,
      label: nameSchema(80).optional(),
      pollMinutes: z.int().min(5).max(1440).optional(),
      isPaused: z.boolean().optional(),
      ...z.object(switches).partial().shape,
    }),
    output: doneSchema,
  }),
  'feeds.replaceAddress': command({
    says: 'Gives a feed its new address, after the channel reset it.',
    input: z.object({ id: idSchema, previewId: z.string().max(100) }),
    output: doneSchema,
  }),
  'feeds.remove': command({
    says: 'Stops reading a feed and forgets its address. Its future stays are kept as they are, or cancelled.',
    input: z.object({ id: idSchema, keepStays: z.boolean() }),
    output: doneSchema,
  }),
  'feeds.refresh': command({
    says: 'Fetches one feed now, or all (id null). Progress comes as events.',
    input: z.object({ id: idSchema.nullable() }),
    output: z.object({ message: z.string(), refreshed: z.int(), failed: z.int() }),
  }),
  'feeds.decide': command({
    says: 'Settles a quarantine: accept frees the nights that left, refuse keeps them until the feed shows them gone again.',
    input: z.object({ id: idSchema, fetchId: idSchema, decision: z.enum(['accept', 'refuse']) }),
    output: doneSchema,
  }),
  'feeds.release': command({
    says: 'Frees pending nights at once, because a person knows that the guest cancelled.',
    input: z.object({ id: idSchema, ...nightsSchema.shape }),
    output: doneSchema,
  }),
};

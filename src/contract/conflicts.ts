import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { CONFLICT_KINDS } from '../domain/conflict.ts';
import { WAY_ACTS } from '../domain/conflict-way.ts';
import { MERGE_FIELDS } from '../domain/merge-rules.ts';
import { RESERVATION_STATUSES } from '../domain/reservation.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { idSchema, instantSchema, stayDateSchema, textSchema } from './fields.ts';

export const conflictRowSchema = z.object({
  id: z.int(),
  kind: z.enum(CONFLICT_KINDS),
  severity: z.enum(['high', 'low']),
  state: z.enum(['open', 'accepted', 'closed']),
  /** "Two guests in 204 on 26 and 27 Nov". */
  title: z.string(),
  /** "Marlow (Airbnb) and Iyer (Booking.com). 206 is free for Iyer." */
  text: z.string(),
  roomTypeName: z.string(),
  unitName: z.string().nullable(),
  firstNight: stayDateSchema,
  departure: stayDateSchema,
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  channels: z.array(channelSchema),
});
export type ConflictRow = z.infer<typeof conflictRowSchema>;

export const conflictPartySchema = z.object({
  type: z.enum(['stay', 'block']),
  id: z.int(),
  reservationId: z.int().nullable(),
  label: z.string(),
  channel: channelSchema,
  channelRef: z.string().nullable(),
  status: z.enum(RESERVATION_STATUSES).nullable(),
  arrival: stayDateSchema,
  departure: stayDateSchema,
  unitName: z.string().nullable(),
  roomTypeName: z.string(),
  guests: z.int().nullable(),
  priceMinor: z.int().nullable(),
  bookedAt: instantSchema.nullable(),
  receivedAt: instantSchema,
  isLocked: z.boolean(),
  feedLabel: z.string().nullable(),
});

export const wayOutSchema = z.object({
  id: z.string(),
  act: z.enum(WAY_ACTS),
  title: z.string(),
  effect: z.string(),
  needsReason: z.boolean(),
});

/** One field of a booking on both sides, in words. */
export const mergeFieldSchema = z.object({
  field: z.enum(MERGE_FIELDS),
  /** "Arrival". */
  name: z.string(),
  ours: z.string(),
  theirs: z.string(),
  /** What both sides said last; null where they never agreed. */
  agreed: z.string().nullable(),
  /** `ask`: a person decides. `ours`: only we changed it, the channel is told. */
  outcome: z.enum(['same', 'ours', 'theirs', 'ask']),
  suggestion: z.enum(['ours', 'theirs']).nullable(),
  /** Why it is asked, or why it is suggested. */
  why: z.string(),
});

/** What is between us and a channel. */
export const channelSidesSchema = z.object({
  connectionId: z.int(),
  connectionName: z.string(),
  channel: channelSchema,
  /** What happened, what it means, what to do. */
  words: z.string(),
  reservationId: z.int().nullable(),
  /** Empty where it is not about one booking. */
  fields: z.array(mergeFieldSchema),
  /** What becomes of the desk's unit if the channel's dates are taken: "Keeps 204: it is free on those nights." */
  unitWords: z.string(),
});
export type ChannelSides = z.infer<typeof channelSidesSchema>;

export const conflictSchema = conflictRowSchema.extend({
  parties: z.array(conflictPartySchema),
  cause: z.object({
    name: z.string(),
    words: z.string(),
    certainty: z.enum(['sure', 'likely', 'guess']),
    because: z.array(z.string()),
  }),
  /** Oldest first. `isTurningPoint` marks the entry that made it a conflict. */
  timeline: z.array(
    z.object({ at: instantSchema, title: z.string(), text: z.string(), isTurningPoint: z.boolean() }),
  ),
  waysOut: z.array(wayOutSchema),
  /** Null for what is between stays. */
  between: channelSidesSchema.nullable(),
  acceptedReason: z.string(),
  currency: z.string(),
});
export type ConflictView = z.infer<typeof conflictSchema>;

export const conflictCalls = {
  'conflicts.list': query({
    says: 'The inbox: open conflicts, worst and nearest first; or the settled ones.',
    input: z.object({ state: z.enum(['open', 'settled']) }),
    output: z.object({ rows: z.array(conflictRowSchema) }),
  }),
  'conflicts.read': query({
    says: 'One conflict: both sides, how it came about, the likely cause, and the ways out.',
    input: z.object({ id: idSchema }),
    output: conflictSchema,
  }),
  'conflicts.resolve': command({
    says: 'Takes one of the ways out that `conflicts.read` offered.',
    input: z.object({ id: idSchema, wayOutId: z.string().max(120), reason: textSchema(300).optional() }),
    output: doneSchema,
  }),
  'conflicts.merge': command({
    says: 'Settles a conflict with a channel field by field. What is not chosen stays open.',
    input: z.object({
      id: idSchema,
      choose: z.partialRecord(z.enum(MERGE_FIELDS), z.enum(['ours', 'theirs'])),
      reason: textSchema(300).optional(),
    }),
    output: doneSchema,
  }),
};

export const historyCalls = {
  'history.list': query({
    says: 'The journal, newest first: who, when, from where, what, old and new, why.',
    input: z.object({
      before: z.int().optional(),
      limit: z.int().min(1).max(200).optional(),
      reservationId: idSchema.optional(),
    }),
    output: z.object({
      entries: z.array(
        z.object({
          seq: z.int(),
          at: instantSchema,
          actor: z.string(),
          origin: z.string(),
          act: z.string(),
          entity: z.string(),
          entityId: z.int(),
          /** "Teodora", "204"; empty where the changes say it. */
          subject: z.string(),
          changes: z.array(z.string()),
          why: z.string(),
        }),
      ),
    }),
  }),
  'history.last': query({
    says: 'The newest act that stands, and its undo id where it can be taken back.',
    input: nothing,
    output: z.object({ undoId: z.uuid().nullable(), message: z.string() }),
  }),
  'history.undo': command({
    says: 'Takes an act back, if nothing it touched has changed since. Its own answer can be taken back too (redo).',
    input: z.object({ undoId: z.uuid() }),
    output: doneSchema,
  }),
};

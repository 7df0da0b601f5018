import { z } from 'zod';
import { CERTAINTIES } from '../domain/ari.ts';
import { channelSchema } from '../domain/channel.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { diffSchema } from './diff.ts';
import { idSchema, instantSchema, stayDateSchema } from './fields.ts';
import { refusedCalls } from './refused.ts';

/** What stands in the outbox, as people say it. */
export const OUTBOX_STATES = [
  'waiting',
  'running',
  'retrying',
  'parked',
  'dead',
  'done',
  'cancelled',
] as const;

export const outboxItemSchema = z.object({
  jobId: z.int(),
  connectionId: z.int(),
  kind: z.string(),
  /** "Tell Beds24 what is left", "Cancel Marlow at Beds24". */
  title: z.string(),
  /** What it will say, from what is desired now: "Double: 10, 11 and 12 Dec closed". At most a few lines. */
  says: z.array(z.string()),
  state: z.enum(OUTBOX_STATES),
  priority: z.enum(['critical', 'high', 'medium', 'low']),
  dueAt: instantSchema.nullable(),
  addedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  attempts: z.int(),
  failureCode: z.string().nullable(),
  /** For staff. */
  failureWords: z.string().nullable(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

export const syncRunSchema = z.object({
  id: z.int(),
  connectionId: z.int(),
  jobId: z.int().nullable(),
  kind: z.string(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  outcome: z.enum(['running', 'done', 'partly', 'failed']),
  words: z.string(),
  failureCode: z.string().nullable(),
  hasReport: z.boolean(),
  canTakeBack: z.boolean(),
});
export type SyncRunRow = z.infer<typeof syncRunSchema>;

export const exposureSchema = z.object({
  connectionId: z.int(),
  channel: channelSchema,
  name: z.string(),
  roomTypeId: z.int(),
  roomTypeName: z.string(),
  night: stayDateSchema,
  /** Units that this channel can still sell and that are not there. */
  units: z.int(),
  /** "Beds24 still shows 2 Doubles; none is left. Told at 14:02, not confirmed." */
  words: z.string(),
});

export const cellAnswerSchema = z.object({
  connectionId: z.int(),
  channel: channelSchema,
  name: z.string(),
  certainty: z.enum(CERTAINTIES),
  /** Desired, and what the channel is known to show, in words. */
  desired: z.string(),
  shows: z.string(),
  isDifferent: z.boolean(),
  /** Why, with times, oldest first: "Told 2 left at 14:01", "Confirmed at 14:02". */
  steps: z.array(z.object({ at: instantSchema.nullable(), words: z.string() })),
  words: z.string(),
});

export const requestSchema = z.object({
  id: z.int(),
  connectionId: z.int(),
  at: instantSchema,
  method: z.string(),
  path: z.string(),
  purpose: z.string(),
  status: z.int().nullable(),
  ms: z.int(),
  cost: z.number().nullable(),
  failureCode: z.string().nullable(),
  sent: z.string(),
  answer: z.string(),
});

export const reportSchema = z.object({
  runId: z.int(),
  connectionId: z.int(),
  at: instantSchema,
  agreed: z.int(),
  healed: z.array(z.string()),
  needsPerson: z.array(z.object({ words: z.string(), conflictId: z.int().nullable() })),
});

const perConnection = z.object({ connectionId: idSchema.nullable() });

export const syncCalls = {
  'sync.outbox': query({
    says: 'What waits to be told and read, by channel and state; `ended` for what is over.',
    input: perConnection.extend({
      show: z.enum(['open', 'ended']),
      limit: z.int().min(1).max(200).optional(),
    }),
    output: z.object({
      items: z.array(outboxItemSchema),
      /** "3 changes wait for Beds24". */
      summary: z.array(z.object({ connectionId: z.int(), words: z.string() })),
      counts: z.object({
        ...{ waiting: z.int(), running: z.int(), parked: z.int(), dead: z.int() },
        /** Nights that a channel would not take as they are: nothing of them waits to go out. */
        refused: z.int(),
      }),
    }),
  }),
  'sync.item': query({
    says: 'One item of the outbox: its attempts and their reasons.',
    input: z.object({ jobId: idSchema }),
    output: outboxItemSchema.extend({
      tries: z.array(
        z.object({
          startedAt: instantSchema,
          endedAt: instantSchema,
          outcome: z.string(),
          code: z.string().nullable(),
          words: z.string().nullable(),
        }),
      ),
    }),
  }),
  'sync.retry': command({
    says: 'Tries an item now: one that waits, is parked, or was given up.',
    input: z.object({ jobId: idSchema }),
    output: z.object({ message: z.string() }),
  }),
  'sync.cancel': command({
    says: 'Takes an item out of the outbox. The difference stays visible on the calendar.',
    input: z.object({ jobId: idSchema }),
    output: z.object({ message: z.string() }),
  }),
  'sync.run': command({
    says: 'Runs a kind of work now. Progress comes as events.',
    input: z.object({
      connectionId: idSchema,
      kind: z.enum(['pull', 'pull-all', 'push', 'read-back', 'reconcile', 'rooms']),
      /** Waits for the end of it; otherwise it answers at once. */
      isAwaited: z.boolean().optional(),
    }),
    output: z.object({
      message: z.string(),
      runId: z.int().nullable(),
      /** False where it was waited for and did not come to a good end. */
      isGood: z.boolean(),
    }),
  }),
  'sync.runs': query({
    says: 'The rounds of work with channels, newest first.',
    input: perConnection.extend({ limit: z.int().min(1).max(200).optional() }),
    output: z.object({ runs: z.array(syncRunSchema) }),
  }),
  'sync.report': query({
    says: 'The report of a reconciliation.',
    input: z.object({ runId: idSchema }),
    output: reportSchema,
  }),
  'sync.requests': query({
    says: 'The latest requests to a channel, redacted.',
    input: z.object({ connectionId: idSchema, limit: z.int().min(1).max(200).optional() }),
    output: z.object({ requests: z.array(requestSchema) }),
  }),
  ...refusedCalls,
  'sync.dryRun': query({
    says: 'What would be told to whom now, and what to think of first. Nothing is sent.',
    /** `skip`: leaves out so many lines from the first; for what lies beyond those listed. */
    input: perConnection.extend({ skip: z.int().min(0).optional() }),
    output: diffSchema,
  }),
  'sync.takeBackPreview': query({
    says: 'What taking a push back would tell the channel.',
    input: z.object({ runId: idSchema }),
    output: diffSchema,
  }),
  'sync.takeBack': command({
    says: 'Sets what a push changed back to what it was, as a new change that goes out like any other.',
    input: z.object({ runId: idSchema }),
    output: doneSchema,
  }),
  'sync.exposure': query({
    says: 'What can still be sold wrongly, worst first.',
    input: nothing,
    output: z.object({
      isOffline: z.boolean(),
      /** Units × nights × channels. */
      total: z.int(),
      lines: z.array(exposureSchema),
      /** "Beds24 has not answered since 14:02. What you change here goes out when it does." Empty where all is well. */
      words: z.string(),
      /** "9 room nights can still be sold wrongly, on 5 nights at 2 channels." Empty where nothing can be. */
      sumWords: z.string(),
    }),
  }),
  'sync.cell': query({
    says: 'Why each channel shows what it shows for a room type on a night.',
    input: z.object({ roomTypeId: idSchema, night: stayDateSchema }),
    output: z.object({ answers: z.array(cellAnswerSchema) }),
  }),
};

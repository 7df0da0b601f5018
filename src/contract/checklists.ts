import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { idSchema, instantSchema, nameSchema, stayDateSchema, textSchema } from './fields.ts';

/** How a task ended, or that it has not. */
export const TASK_STATES = [
  'open',
  'done',
  'done-unverified',
  'done-with-deviation',
  'blocked',
  'gone',
] as const;

/** `now`: the last unit is at stake, or guests arrive within two days. `later`: far off, with units to spare. */
export const DANGERS = ['now', 'soon', 'later'] as const;

export const taskLineSchema = z.object({
  id: z.int(),
  connectionId: z.int(),
  channel: channelSchema,
  channelName: z.string(),
  kind: z.enum(['update', 'sweep', 'conflict']),
  state: z.enum(TASK_STATES),
  /** "Close Double on 10, 11 and 12 Jul". */
  words: z.string(),
  /** What brought it about, newest first: "Marlow booked on Airbnb at 14:02". */
  causes: z.array(z.string()),
  danger: z.enum(DANGERS),
  neededAt: instantSchema,
  dueAt: instantSchema,
  warnAt: instantSchema,
  escalateAt: instantSchema,
  /** Minutes that it will take, as such visits have taken. */
  minutes: z.int(),
  done: z.int(),
  steps: z.int(),
  /** Who is at it now; null: nobody. */
  holder: z.string().nullable(),
  /** When somebody first took it; null: nobody has. */
  begunAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  endedBy: z.string().nullable(),
});
export type TaskLine = z.infer<typeof taskLineSchema>;

export const manualChannelSchema = z.object({
  connectionId: z.int(),
  channel: channelSchema,
  name: z.string(),
  /** "By hand 40 min ago", "Never confirmed". */
  words: z.string(),
  provenAt: instantSchema.nullable(),
  openTaskId: z.int().nullable(),
  sweptAt: instantSchema.nullable(),
  /** Questions of the set-up doctor that nobody has answered, or not for a month. */
  questions: z.array(z.object({ key: z.string(), words: z.string(), isOverdue: z.boolean() })),
  /** Why there are no checklists here, such as a channel manager that is connected there. */
  offBecause: z.string().nullable(),
});
export type ManualChannel = z.infer<typeof manualChannelSchema>;

const nightLineSchema = z.object({
  night: stayDateSchema,
  /** "Wed 25 Nov". */
  words: z.string(),
  /** What we take it to show; null where nobody knows. */
  expected: z.int().nullable(),
  target: z.int(),
  /** What was read there before, and after. */
  before: z.int().nullable(),
  after: z.int().nullable(),
});

export const runStepSchema = z.object({
  key: z.string(),
  title: z.string(),
  /** What to do there, with every name and number filled in. */
  text: z.string(),
  /** Where it is found there: "Availability Center". */
  screen: z.string(),
  /** The room it is for, as the extranet calls it; empty for steps of the whole visit. */
  room: z.string(),
  state: z.enum(['open', 'done', 'skipped', 'stopped']),
  /** What is shown large and can be copied. */
  copies: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What has to be known at this step beside its text. */
  hints: z.array(z.string()),
  /** One line a night, and which number is to be typed: none, what it shows before, or what it shows after. */
  nights: z.array(nightLineSchema),
  asks: z.enum(['nothing', 'before', 'after']),
  /** True: only nights that show something else are typed. */
  isOnlyDifferences: z.boolean(),
  questions: z.array(
    z.object({
      key: z.string(),
      words: z.string(),
      kind: z.enum(['yes-no', 'count', 'text']),
      /** What going on without a word means; null where a word is wanted. */
      usual: z.boolean().nullable(),
      isOptional: z.boolean(),
    }),
  ),
  /** Addresses of the channel, to open in a browser. */
  links: z.array(z.object({ label: z.string(), href: z.string() })),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  by: z.string().nullable(),
  at: instantSchema.nullable(),
  note: z.string(),
});
export type RunStepView = z.infer<typeof runStepSchema>;

export const taskRunSchema = taskLineSchema.extend({
  /** Goes with every tick: a tick on edits that were made anew meanwhile is refused, and nothing of it is kept. */
  version: z.int(),
  /** The first that is open; null where all are done. */
  current: z.string().nullable(),
  run: z.array(runStepSchema),
  /** Why a second person has to look before it counts as done; null where one is enough. */
  secondBecause: z.string().nullable(),
  /** Where it was stopped: what was found, and what to do now, step by step in the channel's own words; else null. */
  stopped: z
    .object({
      words: z.string(),
      by: z.string(),
      at: instantSchema,
      procedure: z.array(z.object({ title: z.string(), text: z.string(), screen: z.string() })),
    })
    .nullable(),
  /** "agoda.close, version 1, last checked on 20 Nov 2026". */
  template: z.string(),
  pictures: z.array(
    z.object({ id: z.int(), step: z.string(), at: instantSchema, by: z.string(), bytes: z.int() }),
  ),
});
export type TaskRun = z.infer<typeof taskRunSchema>;

/**
 * What a tick answers. `refused`: what was typed is no answer, and nothing was kept. `asks`: it wants to be said once more,
 * with `surely`. `stopped`: something is there that nobody knew of, and the conflict procedure comes first.
 */
const tickedSchema = z.object({
  outcome: z.enum(['next', 'refused', 'asks', 'stopped', 'ended']),
  message: z.string(),
  words: z.array(z.string()),
  problems: z.array(z.object({ field: z.string(), words: z.string() })),
  /** The task's from now on. */
  version: z.int(),
});
export type Ticked = z.infer<typeof tickedSchema>;

const valueSchema = z.union([z.number(), z.boolean(), z.string().max(500), z.null()]);
const entryFields = {
  taskId: idSchema,
  version: z.int(),
  step: z.string().max(2_000),
  /** By the night's date (`2027-07-10`), what was typed. */
  nights: z.record(z.string().max(10), valueSchema).optional(),
  /** By the question's key. */
  answers: z.record(z.string().max(60), valueSchema).optional(),
};

const externalRoomFields = z.object({
  roomTypeId: idSchema,
  /** As the extranet calls it, and its number there. */
  name: nameSchema(),
  externalId: textSchema(60),
});

export const checklistCalls = {
  'checklists.list': query({
    says: 'The channels that people keep by hand, what is due there, and what was done lately.',
    input: nothing,
    output: z.object({
      channels: z.array(manualChannelSchema),
      due: z.array(taskLineSchema),
      ended: z.array(taskLineSchema),
    }),
  }),
  'checklists.read': query({
    says: 'One task, step by step, as it is to be done now.',
    input: z.object({ taskId: idSchema }),
    output: taskRunSchema,
  }),
  'checklists.begin': command({
    says: 'Takes a task: nobody else does it meanwhile. Somebody who has left it for a while is taken over from.',
    input: z.object({ taskId: idSchema, isTakeOver: z.boolean().optional() }),
    output: z.object({ message: z.string() }),
  }),
  'checklists.tick': command({
    says: 'One step is done, with what was seen. Moves what is known of the channel.',
    input: z.object({
      ...entryFields,
      note: textSchema(500).optional(),
      /** Asked once, and meant so. */
      surely: z.boolean().optional(),
    }),
    output: tickedSchema,
  }),
  'checklists.skip': command({
    says: 'One step is left out, with the reason. Without its proof the task ends unverified.',
    input: z.object({
      taskId: idSchema,
      version: z.int(),
      step: z.string().max(2_000),
      reason: nameSchema(300),
    }),
    output: tickedSchema,
  }),
  'checklists.differs': command({
    says: 'What stands there is not what was expected: stops the task and opens the conflict procedure.',
    input: z.object({ ...entryFields, note: nameSchema(500) }),
    output: tickedSchema,
  }),
  'checklists.pause': command({
    says: 'Leaves a task where it is; what is done stays done.',
    input: z.object({ taskId: idSchema }),
    output: z.object({ message: z.string() }),
  }),
  'checklists.goOn': command({
    says: 'Takes up a task that was stopped, with the reason why it is safe now.',
    input: z.object({ taskId: idSchema, reason: nameSchema(300) }),
    output: z.object({ message: z.string() }),
  }),
  'checklists.second': command({
    says: 'A second person has looked and found the same; then the task is done.',
    input: z.object({ taskId: idSchema, name: nameSchema() }),
    output: z.object({ message: z.string() }),
  }),
  'checklists.setUp': command({
    says: 'Keeps a channel by hand from now on: its rooms by their names there, and what it shows today.',
    input: z.object({
      provider: z.enum(['agoda', 'gommt', 'booking-extranet']),
      propertyName: nameSchema(),
      propertyId: textSchema(60),
      rooms: z.array(externalRoomFields).min(1).max(200),
      /** `as-here`: somebody has looked, and it shows what Bellhop shows. `unknown`: the first visit sets every night. */
      shows: z.enum(['as-here', 'unknown']),
    }),
    output: doneSchema.extend({ connectionId: z.int() }),
  }),
  'checklists.sweep': query({
    says: 'The nights ahead as a channel should show them, to be compared with its extranet.',
    input: z.object({ connectionId: idSchema, nights: z.int().min(1).max(62) }),
    output: z.object({
      connectionId: z.int(),
      name: z.string(),
      nights: z.array(stayDateSchema),
      rooms: z.array(
        z.object({
          roomTypeId: z.int(),
          name: z.string(),
          externalName: z.string(),
          /** A night each: what it should show, what it is known to show, how well. */
          cells: z.array(
            z.object({
              target: z.int(),
              shows: z.int().nullable(),
              certainty: z.string(),
              isPending: z.boolean(),
            }),
          ),
        }),
      ),
      sweptAt: instantSchema.nullable(),
    }),
  }),
  'checklists.enterSweep': command({
    says: 'What a person saw in the extranet on all these nights: as it should be, but for the differences given.',
    input: z.object({
      connectionId: idSchema,
      nights: z.int().min(1).max(62),
      differences: z
        .array(z.object({ roomTypeId: idSchema, night: stayDateSchema, seen: z.int().min(0).max(999) }))
        .max(2_000),
      note: textSchema(500).optional(),
    }),
    output: z.object({ message: z.string(), differences: z.int() }),
  }),
};

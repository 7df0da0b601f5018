import { z } from 'zod';
import { TASK_STATES } from './checklists.ts';
import { command, query } from './define.ts';
import { idSchema, instantSchema, stayDateSchema, textSchema } from './fields.ts';

/** Bytes of a picture, decoded. */
export const LARGEST_PICTURE = 8 * 1024 * 1024;
const MOST_BASE64 = Math.ceil(LARGEST_PICTURE / 3) * 4;

const sumFields = {
  tasks: z.int(),
  done: z.int(),
  /** Ended, and nobody has compared what is shown. */
  unverified: z.int(),
  /** 0 to 1, of those that were done; null where none was. */
  shareUnverified: z.number().nullable(),
  open: z.int(),
  /** Still open, with a night on which nothing is left to sell. */
  openWithLastUnit: z.int(),
  /** From the moment it was needed until it was verified. */
  minutesMedian: z.number().nullable(),
  minutesMost: z.number().nullable(),
  /** Nights that showed something else in a sweep. */
  differences: z.int(),
};
const sumSchema = z.object({ key: z.string(), words: z.string(), ...sumFields });
export type ManualSum = z.infer<typeof sumSchema>;

export const manualHistoryRowSchema = z.object({
  taskId: z.int(),
  connectionId: z.int(),
  channelName: z.string(),
  kind: z.enum(['update', 'sweep', 'conflict']),
  state: z.enum(TASK_STATES),
  words: z.string(),
  /** In the hotel's zone, by when it was needed. */
  day: stayDateSchema,
  neededAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** From needed to verified; null where it is not verified. */
  minutes: z.number().nullable(),
  people: z.array(z.string()),
  secondBy: z.string(),
  hasLastUnit: z.boolean(),
  differences: z.int(),
});
export type ManualHistoryRow = z.infer<typeof manualHistoryRowSchema>;

export const historyFilter = z.object({
  /** Days in the hotel's zone, both included; at most 400. */
  from: stayDateSchema,
  to: stayDateSchema,
  connectionId: idSchema.optional(),
  person: textSchema(80).optional(),
});

export const manualRecordCalls = {
  'manual.history': query({
    says: 'What was done by hand and how long it took, task by task, and summed up by channel, person and day.',
    input: historyFilter,
    output: z.object({
      /** Newest first. */
      rows: z.array(manualHistoryRowSchema),
      total: sumSchema,
      channels: z.array(sumSchema),
      people: z.array(sumSchema),
      days: z.array(sumSchema),
    }),
  }),
  'manual.exportHistory': query({
    says: 'The same tasks as a table for a spreadsheet.',
    input: historyFilter,
    output: z.object({ fileName: z.string(), mediaType: z.literal('text/csv'), text: z.string() }),
  }),
  'manual.addPicture': command({
    says: 'A picture of what an extranet showed, kept with a step. Never one of a password, a card or a guest’s papers.',
    input: z.object({
      taskId: idSchema,
      step: z.string().max(2_000),
      /** PNG, JPEG or WebP, as base64. */
      base64: z
        .string()
        .max(
          MOST_BASE64,
          'This picture is larger than 8 MB. Cut out the part that shows the numbers and add that.',
        ),
      note: textSchema(500).optional(),
    }),
    output: z.object({
      message: z.string(),
      pictureId: z.int(),
      width: z.int(),
      height: z.int(),
      bytes: z.int(),
    }),
  }),
  'manual.picture': query({
    says: 'One picture that was kept, as an address that a window can show.',
    input: z.object({ pictureId: idSchema }),
    output: z.object({
      id: z.int(),
      taskId: z.int(),
      dataUrl: z.string(),
      width: z.int(),
      height: z.int(),
      at: instantSchema,
      by: z.string(),
    }),
  }),
};

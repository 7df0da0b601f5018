import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { TASK_KINDS } from '../domain/checklist-template.ts';
import { command, doneSchema, query } from './define.ts';
import { idSchema, instantSchema, nameSchema, stayDateSchema, textSchema } from './fields.ts';

const answerSchema = z.object({
  question: z.string(),
  /** As it is put to staff, and why it is asked. */
  words: z.string(),
  why: z.string(),
  /** As given: a word, a date, yes or no, a list of names, or an object of them; null: nobody knows. */
  value: z.unknown(),
  checkedAt: instantSchema.nullable(),
  checkedBy: z.string(),
  /** Why it is asked now: nobody has answered, or not for a month; null where it stands. */
  asks: z.enum(['never', 'old']).nullable(),
});

export const manualProfileSchema = z.object({
  connectionId: z.int(),
  channel: channelSchema,
  name: z.string(),
  /** Of the extranet. */
  address: z.string(),
  answers: z.array(answerSchema),
  rooms: z.array(
    z.object({
      externalId: z.string(),
      name: z.string(),
      roomTypeId: z.int().nullable(),
      roomType: z.string(),
      plans: z.array(z.string()),
    }),
  ),
  /** Pages of guests that are looked at; the template is empty where nobody has given one. */
  guestSites: z.array(z.object({ key: z.string(), name: z.string(), template: z.string() })),
  offBecause: z.string().nullable(),
  /** Every night is being closed there, and then nobody keeps it any more. */
  isClosing: z.boolean(),
  changedAt: instantSchema.nullable(),
  changedBy: z.string(),
});
export type ManualProfile = z.infer<typeof manualProfileSchema>;

const templateVersionSchema = z.object({
  version: z.int(),
  /** The version of ours that it was made from. */
  basedOn: z.int(),
  changedAt: instantSchema,
  changedBy: z.string(),
  isUsed: z.boolean(),
  text: z.string(),
  /** Why it does not fit any more, after an update; empty where it does. */
  problems: z.array(z.string()),
});

export const manualTemplateSchema = z.object({
  id: z.string(),
  channel: channelSchema,
  task: z.enum(TASK_KINDS),
  /** Which is followed now. */
  used: z.enum(['ours', 'staff']),
  version: z.int(),
  lastCheckedOn: stayDateSchema,
  ours: z.object({ version: z.int(), text: z.string() }),
  /** What staff have made, newest first. */
  staff: z.array(templateVersionSchema),
  /** Ours has changed since staff made theirs: compare the two. */
  isOursNewer: z.boolean(),
  /** In what the newest of staff differs from ours. */
  differences: z.array(
    z.object({
      step: z.string().nullable(),
      kind: z.enum(['added', 'left-out', 'moved', 'changed']),
      field: z.string().optional(),
      ours: z.string().optional(),
      theirs: z.string().optional(),
      words: z.string(),
    }),
  ),
});
export type ManualTemplate = z.infer<typeof manualTemplateSchema>;

export const manualChannelCalls = {
  'manual.profile': query({
    says: 'What the hotel has told about a channel’s extranet, with who told it and when, and what is still to be asked.',
    input: z.object({ connectionId: idSchema }),
    output: manualProfileSchema,
  }),
  'manual.saveProfile': command({
    says: 'Answers about an extranet. Each answer that is given counts as checked now, also one that stays as it was.',
    input: z.object({
      connectionId: idSchema,
      address: z.string().max(2_000).optional(),
      /** By the question; null takes an answer back. */
      answers: z.record(z.string().max(60), z.unknown()),
    }),
    output: doneSchema,
  }),
  'manual.renameRoom': command({
    says: 'A room as the extranet calls it from now on, letter by letter. Its number there stays.',
    input: z.object({
      connectionId: idSchema,
      externalId: textSchema(120),
      name: nameSchema(120),
      /** Rate plans there that sell it, by their names. */
      plans: z.array(nameSchema(120)).max(20).optional(),
    }),
    output: doneSchema,
  }),
  'manual.stopKeeping': command({
    says: 'Nobody keeps this channel by hand any more. First every night is closed there, or it stays as it is.',
    input: z.object({
      connectionId: idSchema,
      meanwhile: z.enum(['close', 'leave']),
      reason: textSchema(300).optional(),
    }),
    output: doneSchema,
  }),
  'manual.templates': query({
    says: 'How each task is done at the extranets: ours, what staff have made of it, which is followed, and how they differ.',
    input: z.object({ channel: channelSchema.optional() }),
    output: z.object({ templates: z.array(manualTemplateSchema) }),
  }),
  'manual.saveTemplate': command({
    says: 'Follows a template of staff from now on. One that does not fit is refused in words, and the last good one stays.',
    input: z.object({ text: z.string().max(250_000, 'The template is far too long.') }),
    output: doneSchema.extend({ templateId: z.string(), version: z.int() }),
  }),
  'manual.checkTemplate': command({
    says: 'Somebody has compared the template that is followed with the extranet’s screens today, and it fits.',
    input: z.object({ templateId: z.string().max(80) }),
    output: doneSchema,
  }),
  'manual.useOurs': command({
    says: 'Follows our template again. What staff have made is kept.',
    input: z.object({ templateId: z.string().max(80) }),
    output: doneSchema,
  }),
};

import { z } from 'zod';
import { CHANNELS } from './channel.ts';
import {
  ALSO,
  SHOW_KEYS,
  STEP_CONDITIONS,
  STEP_LEVELS,
  STEP_PHASES,
  TASK_KINDS,
} from './checklist-template-words.ts';
import { parseStayDate } from './stay-date.ts';

const MOST_STEPS = 40;

/** Words for staff: one line or a few, without control characters, and without an address: only checked ones are opened. */
const words = (most: number) =>
  z
    .string()
    .min(1, 'is empty')
    .max(most, `is longer than ${most} characters`)
    .refine((text) => text.trim() === text, 'begins or ends with a blank')
    .refine((text) => !/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u.test(text), {
      message: 'holds characters that can not be seen',
    })
    .refine((text) => !/:\/\/|\bwww\./iu.test(text), {
      message: 'holds an address. Addresses stand in the channel profile, where they are checked',
    });
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u, 'is not a name in small letters and hyphens');

const inputSchema = z.strictObject({
  key: slug,
  type: z.enum(['yes-no', 'count', 'text']),
  label: words(160),
  usual: z.boolean().optional(),
  otherwise: words(400).optional(),
  isOptional: z.boolean().optional(),
});

const stepSchema = z.strictObject({
  id: slug,
  phase: z.enum(STEP_PHASES),
  per: z.enum(STEP_LEVELS),
  title: words(120),
  text: words(700),
  screen: words(80),
  show: z.array(z.enum(SHOW_KEYS)).max(SHOW_KEYS.length),
  inputs: z.array(inputSchema).max(6),
  stopIf: z.strictObject({ input: slug, equals: z.boolean(), goto: z.literal('conflict') }).optional(),
  perNight: z.enum(['before', 'after']).optional(),
  isOnlyDifferences: z.boolean().optional(),
  requires: z.literal('after-equals-target').optional(),
  also: z.array(z.enum(ALSO)).max(ALSO.length).optional(),
  link: z.enum(['extranet', 'guest-page']).optional(),
  guestPage: slug.optional(),
  onlyIf: z.enum(STEP_CONDITIONS).optional(),
  marks: z.enum(['set', 'verified']).optional(),
});

/** The shape alone. Whether the steps fit together is for `parseTemplate`. */
export const checklistTemplateSchema = z.strictObject({
  id: z.string().max(60),
  version: z.int().min(1).max(1_000_000),
  channel: z.enum(CHANNELS),
  task: z.enum(TASK_KINDS),
  lastCheckedOn: z.string().refine((text) => parseStayDate(text) !== undefined, 'is no date'),
  steps: z.array(stepSchema).min(1, 'has no step').max(MOST_STEPS, `has more than ${MOST_STEPS} steps`),
});

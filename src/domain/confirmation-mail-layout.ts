import { z } from 'zod';
import { HUMAN_CHANNELS } from './channel-profile-address.ts';

/** What a confirmation can say behind a label. */
export const MAIL_LABELS = [
  'reference',
  'arrival',
  'departure',
  'stay',
  'nights',
  'room',
  'units',
  'guestName',
  'guestFirst',
  'guestLast',
  'guests',
  'adults',
  'children',
  'price',
] as const;
export type MailLabel = (typeof MAIL_LABELS)[number];

/** Looked for as they stand, in any case: plain words and no patterns, so that no text can make reading slow. */
const phrases = z
  .array(
    z
      .string()
      .regex(/^[^\sA-Z](?:[^A-Z]*[^\sA-Z])?$/u, 'is not in small letters')
      .min(2)
      .max(80),
  )
  .max(40);

export const mailLayoutSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+\.confirmation$/u),
  version: z.int().positive(),
  channel: z.enum(HUMAN_CHANNELS),
  lastCheckedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/u),
  /** Words by which a mail is known as this channel's. */
  marks: phrases.min(1),
  /** What a mail says that tells of a new booking, of a cancelled one, of a changed one. */
  booked: phrases,
  cancelled: phrases,
  changed: phrases,
  labels: z.strictObject(
    Object.fromEntries(MAIL_LABELS.map((label) => [label, phrases])) as Record<MailLabel, typeof phrases>,
  ),
});

/** How a channel's confirmations are written. Data: a new wording is a new phrase. */
export type MailLayout = z.infer<typeof mailLayoutSchema>;

/** A layout as it stands in its file; throws where the file is wrong, which the tests would have said. */
export const mailLayoutOf = (json: unknown): MailLayout => mailLayoutSchema.parse(json);

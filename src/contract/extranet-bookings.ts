import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { LONGEST_MAIL, MAIL_FIELDS, MAIL_KINDS } from '../domain/confirmation-mail.ts';
import { command, doneSchema, query } from './define.ts';
import { idSchema, nameSchema, nightRangeFields, stayDateSchema, textSchema } from './fields.ts';

/** Where a booking was found, and what tells it from others. One of `roomTypeId` and `room` says which room. */
const foundFields = {
  /** A channel that is kept by hand. */
  connectionId: idSchema,
  /** The channel's own number for the booking. */
  reference: nameSchema(60),
  roomTypeId: idSchema.optional(),
  /** The room as the extranet names or numbers it. */
  room: textSchema(160).optional(),
  ...nightRangeFields,
  guestName: textSchema(120),
};

export const extranetTwinSchema = z.object({
  /** Null for nights that are closed without a guest. */
  reservationId: z.int().nullable(),
  /**
   * `same-reference`: it is here under this number. `likely`: the same nights and room type, and a name like it. `possible`:
   * part of that.
   */
  reason: z.enum(['same-reference', 'likely', 'possible']),
  /** For staff: "Marlow (Agoda), 10 to 12 Mar (3 nights), Suite. It has this number." */
  words: z.string(),
  guestName: z.string(),
  channel: channelSchema,
  channelRef: z.string().nullable(),
  status: z.string(),
  arrival: stayDateSchema,
  departure: stayDateSchema,
  roomTypeName: z.string(),
});
export type ExtranetTwin = z.infer<typeof extranetTwinSchema>;

const mailValueSchema = z.union([z.string(), z.number()]);

export const mailFieldSchema = z.object({
  key: z.enum(MAIL_FIELDS),
  /** Dates as `YYYY-MM-DD`, the room as our room type's number, the price in minor units; null while it is open. */
  value: mailValueSchema.nullable(),
  /** The value as staff read it: "12 Mar 2027", the room's name there, "€480.00". */
  shown: z.string(),
  /** `sure`: it can mean nothing else. `check`: taken, look at `words`. `open`: not taken, `words` says why. */
  sure: z.enum(['sure', 'check', 'open']),
  words: z.string(),
  /** Where it stands in the text that was given; several for a name in parts. */
  taken: z.array(z.object({ from: z.int(), to: z.int(), snippet: z.string() })),
  /** What it may be, where a person has to say. `fits`: it goes with the rest; of several one may. */
  choices: z.array(
    z.object({
      value: mailValueSchema,
      shown: z.string(),
      fits: z.boolean(),
      /** What the text says of just this one, where it says several. */
      snippet: z.string().optional(),
    }),
  ),
});
export type MailFieldView = z.infer<typeof mailFieldSchema>;

export const extranetBookingCalls = {
  'extranet.readMail': query({
    says: 'What the pasted text of a confirmation mail says, field by field, and where it stands. Nothing of it is kept; card data is left out before it is read.',
    input: z.object({
      text: z.string().max(LONGEST_MAIL, 'This is longer than any mail. Paste the confirmation alone.'),
      /** The channel it is of; without it the text has to say so. */
      connectionId: idSchema.optional(),
    }),
    output: z.object({
      /** Null where the text does not tell which of the channels kept by hand it is of: ask, and give it. */
      connectionId: z.int().nullable(),
      /** Why it is asked, or that the text names another channel; empty where all is well. */
      channelWords: z.string(),
      /** What it tells of. `change` and `booking` are for `extranet.book`, `cancellation` for `extranet.cancel`. */
      kind: z.enum(MAIL_KINDS),
      kindWords: z.string(),
      /** Numbers that looked like card data and were left out. */
      dropped: z.int(),
      fields: z.array(mailFieldSchema),
      /** What is here already and may be the same. */
      candidates: z.array(extranetTwinSchema),
    }),
  }),
  'extranet.duplicates': query({
    says: 'What may be the same booking as one that was found in an extranet, the surest first. Ask before `extranet.book`.',
    input: z.object(foundFields),
    output: z.object({ candidates: z.array(extranetTwinSchema) }),
  }),
  'extranet.book': command({
    says: 'Takes in a booking that was found in an extranet. Other channels are closed by what is left; this one has counted it itself. Refused with `details.candidates` where it may be here already, unless `surely`; under a number that is known `surely` changes that booking.',
    input: z.object({
      ...foundFields,
      units: z.int().min(1).max(50).default(1),
      /** Telephone or e-mail address. */
      contact: textSchema(200).optional(),
      /** Null: not told. */
      guests: z.int().min(0).max(99).nullable().default(null),
      /** Minor units of the hotel's currency; null: not told. */
      priceMinor: z.int().min(0).max(10_000_000_000).nullable().default(null),
      note: textSchema(1_000).optional(),
      /** A person has looked at the candidates: it is to be entered all the same. */
      surely: z.boolean().optional(),
    }),
    output: doneSchema.extend({
      reservationId: z.int(),
      /** True: no unit of its room type is free on all its nights, so it stands as a conflict. */
      isWithoutUnit: z.boolean(),
    }),
  }),
  'extranet.cancel': command({
    says: 'A booking was found cancelled in its extranet. Its nights are free; what the extranet shows on them has to be looked at.',
    input: z.object({
      connectionId: idSchema,
      reference: nameSchema(60),
    }),
    output: doneSchema.extend({ reservationId: z.int().nullable() }),
  }),
};

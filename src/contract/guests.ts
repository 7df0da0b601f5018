import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { RESERVATION_STATUSES } from '../domain/reservation.ts';
import { command, doneSchema, query } from './define.ts';
import { idSchema, stayDateSchema, textSchema } from './fields.ts';

export const guestRowSchema = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  /** E.164, or empty where it could not be read as a number. */
  phone: z.string(),
  /** ISO 3166-1 alpha-2, or empty. */
  country: z.string(),
  bookings: z.int(),
});
export type GuestRow = z.infer<typeof guestRowSchema>;

export const guestSchema = guestRowSchema.extend({
  /** Newest arrival first. */
  reservations: z.array(
    z.object({
      id: z.int(),
      channel: channelSchema,
      status: z.enum(RESERVATION_STATUSES),
      guestName: z.string(),
      /** Null where it has no stay any more. */
      arrival: stayDateSchema.nullable(),
      departure: stayDateSchema.nullable(),
    }),
  ),
  /** Entries that were found to be the same person. */
  merged: z.array(z.object({ id: z.int(), name: z.string() })),
  /** Others who may be the same person: the same e-mail, number or name. */
  alike: z.array(guestRowSchema),
});
export type GuestView = z.infer<typeof guestSchema>;

const reason = { reason: textSchema(200).optional() };

export const guestCalls = {
  'guests.find': query({
    says: 'Finds guests by name, e-mail or telephone; at most 30.',
    input: z.object({ text: z.string().max(100) }),
    output: z.object({ rows: z.array(guestRowSchema) }),
  }),
  'guests.read': query({
    says: 'One guest with their bookings, and who may be the same person.',
    input: z.object({ id: idSchema }),
    output: guestSchema,
  }),
  'guests.merge': command({
    says: 'Says that two entries are one person: everything of the second becomes the first’s.',
    input: z.object({ keepId: idSchema, goneId: idSchema, ...reason }),
    output: doneSchema,
  }),
  'guests.split': command({
    says: 'Says that some bookings of a guest are somebody else’s: they get a guest of their own.',
    input: z.object({ id: idSchema, reservationIds: z.array(idSchema).min(1).max(200), ...reason }),
    output: doneSchema.extend({ id: z.int() }),
  }),
};

import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { RESERVATION_STATUSES } from '../domain/reservation.ts';
import { command, doneSchema, query } from './define.ts';
import { idSchema, instantSchema, nightRangeFields, stayDateSchema, textSchema } from './fields.ts';

const statusSchema = z.enum(RESERVATION_STATUSES);

export const reservationRowSchema = z.object({
  id: z.int(),
  roomStayId: z.int(),
  guestName: z.string(),
  channel: channelSchema,
  channelRef: z.string().nullable(),
  status: statusSchema,
  arrival: stayDateSchema,
  departure: stayDateSchema,
  unitName: z.string().nullable(),
  roomTypeName: z.string(),
  guests: z.int(),
  priceMinor: z.int().nullable(),
  paidMinor: z.int(),
  receivedAt: instantSchema,
  hasConflict: z.boolean(),
  isPendingRelease: z.boolean(),
});
export type ReservationRow = z.infer<typeof reservationRowSchema>;

export const revisionSchema = z.object({
  at: instantSchema,
  actor: z.string(),
  origin: z.string(),
  /** In words: "Departure 27 Nov → 28 Nov". */
  changes: z.array(z.string()),
  why: z.string(),
});

export const reservationSchema = z.object({
  id: z.int(),
  revision: z.int(),
  channel: channelSchema,
  source: z.string(),
  channelRef: z.string().nullable(),
  status: statusSchema,
  guestName: z.string(),
  contact: z.string(),
  guests: z.int(),
  /** Who a channel said it is, where one did: see `guests.read`. */
  guestId: z.int().nullable(),
  priceMinor: z.int().nullable(),
  paidMinor: z.int(),
  currency: z.string(),
  note: z.string(),
  bookedAt: instantSchema.nullable(),
  receivedAt: instantSchema,
  cancelReason: z.string(),
  /** `waiting`: cancelled here, and its nights stay taken until its channel has let go. */
  otherSide: z.enum(['', 'waiting', 'overridden']).optional(),
  /** Why a person freed the nights all the same. */
  otherSideReason: z.string().optional(),
  /** What stands for it at each channel. */
  channelBookings: z.array(
    z.object({
      id: z.int(),
      connectionId: z.int(),
      name: z.string(),
      channel: channelSchema,
      /** The channel's own number; null while it is not there yet. */
      externalId: z.string().nullable(),
      /** `none`: there is nothing to tell. `pushed`: told, not read back yet. `failed`: it was refused. */
      pushState: z.enum(['none', 'pending', 'pushed', 'confirmed', 'failed']),
      /** Whether the channel still holds a room for it, as far as anybody knows. */
      isAlive: z.boolean(),
      isTold: z.boolean(),
      /** True: a person works this channel; what is cancelled here they cancel there, and enter it with `extranet.cancel`. */
      isByHand: z.boolean().optional(),
      /** For staff: "Made there from here, and confirmed." */
      words: z.string(),
    }),
  ),
  /** What was booked together with it at its channel, without it. */
  group: z.array(
    z.object({
      id: z.int(),
      guestName: z.string(),
      channel: channelSchema,
      channelRef: z.string().nullable(),
      status: statusSchema,
      arrival: stayDateSchema.nullable(),
    }),
  ),
  /** The feed that brings it; its dates are the channel's to change. */
  feed: z.object({ id: z.int(), label: z.string(), lastGoodAt: instantSchema.nullable() }).nullable(),
  stays: z.array(
    z.object({
      id: z.int(),
      roomTypeId: z.int(),
      roomTypeName: z.string(),
      unitId: z.int().nullable(),
      unitName: z.string().nullable(),
      arrival: stayDateSchema,
      departure: stayDateSchema,
      isLocked: z.boolean(),
      isPendingRelease: z.boolean(),
    }),
  ),
  conflicts: z.array(z.object({ id: z.int(), title: z.string() })),
  /** Newest first. */
  revisions: z.array(revisionSchema),
});
export type ReservationView = z.infer<typeof reservationSchema>;

const details = {
  guestName: textSchema(120),
  contact: textSchema(200),
  /** 0 where nobody knows. */
  guests: z.int().min(0).max(99),
  priceMinor: z.int().min(0).nullable(),
  paidMinor: z.int().min(0),
  note: textSchema(2000),
};
/** What was in the way is told first; the same call with a reason goes through and leaves a conflict to settle. */
const knowingly = { knowinglyReason: textSchema(300).optional() };

export const RESERVATION_FILTERS = ['arriving', 'in-house', 'upcoming', 'past', 'cancelled', 'all'] as const;

export const reservationCalls = {
  'reservations.list': query({
    says: 'Stays by filter, channel and text; 100 at a time.',
    input: z.object({
      filter: z.enum(RESERVATION_FILTERS),
      channel: channelSchema.optional(),
      text: z.string().max(100).optional(),
      offset: z.int().min(0).optional(),
    }),
    output: z.object({ rows: z.array(reservationRowSchema), total: z.int() }),
  }),
  'reservations.read': query({
    says: 'One reservation whole: guest, money, stays, and every revision with who said so.',
    input: z.object({ id: idSchema }),
    output: reservationSchema,
  }),
  'reservations.create': command({
    says: 'Takes a booking at the desk. Without a unit it waits in the parking row. Refused with the reasons where nights are taken, unless a reason is given.',
    input: z.object({
      ...nightRangeFields,
      roomTypeId: idSchema,
      unitId: idSchema.nullable(),
      ...details,
      source: z.enum(['walk-in', 'phone', 'mail', 'other']),
      ...knowingly,
    }),
    output: doneSchema.extend({ id: z.int(), roomStayId: z.int() }),
  }),
  'reservations.change': command({
    says: 'Changes guest, money or note. Names the revision it was looking at.',
    input: z.object({ id: idSchema, revision: z.int(), ...z.object(details).partial().shape }),
    output: doneSchema,
  }),
  'reservations.setStatus': command({
    says: 'Checks a guest in or out, or back; marks a no-show.',
    input: z.object({ id: idSchema, status: statusSchema.exclude(['cancelled']) }),
    output: doneSchema,
  }),
  'reservations.cancel': command({
    says: 'Cancels here and frees the nights. What must still be done at the channel is in the answer.',
    input: z.object({ id: idSchema, reason: textSchema(300) }),
    output: doneSchema,
  }),
  'reservations.freeNights': command({
    says: 'Frees the nights of a cancelled booking although its channel has not let go of it yet. Wants a reason.',
    input: z.object({ id: idSchema, reason: textSchema(300) }),
    output: doneSchema,
  }),
  'stays.move': command({
    says: 'Moves a room stay to a unit (null: the parking row) and, for desk bookings, to other nights.',
    input: z.object({ roomStayId: idSchema, unitId: idSchema.nullable(), ...nightRangeFields, ...knowingly }),
    output: doneSchema,
  }),
  'stays.split': command({
    says: 'Splits a room stay: from `night` on the guest sleeps in another unit.',
    input: z.object({
      roomStayId: idSchema,
      night: stayDateSchema,
      unitId: idSchema.nullable(),
      ...knowingly,
    }),
    output: doneSchema,
  }),
  'stays.lock': command({
    says: 'Locks a stay in its unit, so that no suggestion moves it, or unlocks it.',
    input: z.object({ roomStayId: idSchema, isLocked: z.boolean() }),
    output: doneSchema,
  }),
  'blocks.create': command({
    says: 'Closes nights of a unit, or holds them for an enquiry.',
    input: z.object({
      unitId: idSchema,
      ...nightRangeFields,
      kind: z.enum(['block', 'hold']),
      reason: textSchema(120),
      ...knowingly,
    }),
    output: doneSchema.extend({ id: z.int() }),
  }),
  'blocks.change': command({
    says: 'Moves a block, or changes its nights or reason. Blocks from a feed belong to the channel.',
    input: z.object({
      id: idSchema,
      unitId: idSchema,
      ...nightRangeFields,
      reason: textSchema(120),
      ...knowingly,
    }),
    output: doneSchema,
  }),
  'blocks.remove': command({
    says: 'Opens the nights of a block again.',
    input: z.object({ id: idSchema }),
    output: doneSchema,
  }),
};

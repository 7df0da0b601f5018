import type { BookingFields, MergeField } from '../domain/merge-rules.ts';
import type { ReservationRevision } from '../domain/revision.ts';
import type { StayDate } from '../domain/stay-date.ts';
import type { ReservationOrder } from '../providers/kit/provider.ts';
import { type ChannelBookingRow, latestOf } from '../store/channel-bookings.ts';
import { roomLinksOf } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findRow } from '../store/find.ts';
import { findGuest } from '../store/guests.ts';
import type { Row } from '../store/writer.ts';
import { mergeSides } from './channel-conflicts-booking.ts';
import { bothSides, chainsOf, ourFields } from './ingest-reservation-fields.ts';

/** What would be told of a booking now, and the nights that it takes there. Undefined where there is nothing to tell. */
export interface Telling {
  readonly order: ReservationOrder;
  readonly roomTypeId: number;
  /** Of what is told, the fields that are ours: once it is told, both sides agree on them. */
  readonly own: Partial<BookingFields>;
}

/**
 * Theirs, with our word where a rule says that ours holds. What a person is being asked about is not told, nor is that a guest
 * did not come: no channel has a word for it that it would not pass on as a cancellation.
 */
function settledFields(
  read: ReadHandle,
  booking: ChannelBookingRow,
): { readonly fields: BookingFields; readonly own: Partial<BookingFields> } | undefined {
  const sides = bothSides(read, booking);
  if (!sides) return undefined;
  const own = new Set<MergeField>(
    mergeSides(sides).merges.flatMap(({ field, outcome }) =>
      outcome === 'ours' || outcome === 'ours-only' ? [field] : [],
    ),
  );
  if (sides.ours.status === 'no-show') own.delete('status');
  if (own.size === 0) return undefined;
  const entries = Object.entries(sides.theirs).map(([field, value]) => [
    field,
    own.has(field as MergeField) ? sides.ours[field as MergeField] : value,
  ]);
  return {
    fields: Object.fromEntries(entries) as BookingFields,
    own: Object.fromEntries([...own].map((field) => [field, sides.ours[field]])),
  };
}

function ownFields(
  read: ReadHandle,
  booking: ChannelBookingRow,
  reservation: Row<'reservation'>,
): { readonly fields: BookingFields; readonly own: BookingFields } | undefined {
  const chains = chainsOf(read, booking, reservation.id);
  const first = chains[0]?.[0];
  if (!first || reservation.status === 'no-show') return undefined;
  const { arrival, departure, roomTypeId } = first;
  const { priceMinor, guestName, guests, note } = reservation;
  const told = { arrival, departure, roomTypeId, units: 1, priceMinor, guestName, guests, note };
  const fields = ourFields(reservation, chains, { status: 'booked', ...told });
  return fields && { fields, own: fields };
}

function guestOf(read: ReadHandle, { guestId, contact }: Row<'reservation'>, name: string) {
  const known = guestId === null ? undefined : findGuest(read, guestId);
  const email = /\S+@\S+\.\S+/.exec(contact)?.[0] ?? '';
  const phone = /\+?[\d][\d\s()/-]{5,}/.exec(contact)?.[0]?.trim() ?? '';
  return { name, email: known?.email || email, phone: known?.phone || phone };
}

/** How many of them are children is known only there. */
function headsOf(fields: BookingFields, latest: ReservationRevision | null) {
  if (latest && latest.adults + latest.children === fields.guests)
    return { adults: latest.adults, children: latest.children };
  return { adults: Math.max(1, fields.guests), children: 0 };
}

/** A booking as it is to be told at this moment. */
export function tellingOf(read: ReadHandle, booking: ChannelBookingRow): Telling | undefined {
  if (booking.reservationId === null) return undefined;
  const reservation = findRow(read, 'reservation', booking.reservationId);
  if (!reservation) return undefined;
  const latest = latestOf(booking);
  const settled = latest ? settledFields(read, booking) : ownFields(read, booking, reservation);
  if (!settled) return undefined;
  const { fields, own } = settled;
  const isGone = fields.status !== 'booked';
  // never told and gone already: nobody there ever heard of it
  if (isGone && booking.externalId === null && booking.pushedAt === null) return undefined;
  const link = roomLinksOf(read, booking.connectionId).find((one) => one.roomTypeId === fields.roomTypeId);
  return {
    own,
    roomTypeId: fields.roomTypeId,
    order: {
      ownRef: booking.ownRef ?? '',
      externalId: booking.externalId,
      externalRoomId: link?.externalId ?? booking.externalRoomId,
      status: isGone ? 'cancelled' : 'confirmed',
      arrival: fields.arrival as StayDate,
      departure: fields.departure as StayDate,
      ...headsOf(fields, latest),
      guest: guestOf(read, reservation, fields.guestName),
      priceMinor: fields.priceMinor,
      note: fields.note,
      mayExist: booking.pushedAt !== null,
    },
  };
}

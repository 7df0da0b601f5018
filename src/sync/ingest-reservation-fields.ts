import type { Agreed } from '../domain/reservation-merge.ts';
import type { BookingFields, BookingOrigin } from '../domain/merge-rules.ts';
import type { ReservationRevision, RevisionStatus } from '../domain/revision.ts';
import { lengthOfStay, type NightRange, parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { type ChannelBookingRow, latestOf } from '../store/channel-bookings.ts';
import type { ReadHandle } from '../store/database.ts';
import { roomStaysOf } from '../store/feeds-stays.ts';
import { findRow } from '../store/find.ts';
import type { Row } from '../store/writer.ts';

/** What is kept beside a channel's booking: the base of the next merge, and the closed nights that stand for it. */
export interface Agreement {
  readonly fields: Agreed;
  /** Blocks that this booking became where the channel closed nights without a guest. */
  readonly blockIds: readonly number[];
}

export function agreementOf(booking: Pick<ChannelBookingRow, 'agreed'>): Agreement {
  const kept = booking.agreed === null ? {} : (JSON.parse(booking.agreed) as Partial<Agreement>);
  return { fields: kept.fields ?? {}, blockIds: kept.blockIds ?? [] };
}

/** What a booking at a channel does with nights here. */
export type Effect = 'stay' | 'block' | 'nothing';
const EFFECTS: Readonly<Record<RevisionStatus, Effect>> = {
  confirmed: 'stay',
  request: 'stay',
  // nobody foresaw the word: the nights are taken until a person has looked
  unknown: 'stay',
  block: 'block',
  inquiry: 'nothing',
  cancelled: 'nothing',
  'no-show': 'nothing',
};
export const effectOf = (status: RevisionStatus): Effect => EFFECTS[status];

/** The longest stay that is believed. */
const MOST_NIGHTS = 730;

/** True for dates that a stay can have. */
export function hasSoundDates({ arrival, departure }: NightRange): boolean {
  if (!parseStayDate(arrival) || !parseStayDate(departure)) return false;
  const nights = lengthOfStay({ arrival, departure });
  return nights > 0 && nights <= MOST_NIGHTS;
}

export function theirFields(revision: ReservationRevision, roomTypeId: number): BookingFields {
  const { status } = revision;
  return {
    status: status === 'no-show' ? 'no-show' : effectOf(status) === 'stay' ? 'booked' : 'cancelled',
    arrival: revision.arrival,
    departure: revision.departure,
    roomTypeId,
    units: Math.max(1, revision.units),
    priceMinor: revision.priceMinor,
    guestName: revision.guest.name,
    guests: revision.adults + revision.children,
    note: revision.note,
  };
}

/** The stays of one unit, one after the other: the desk may have split one unit's nights over several doors. */
export type Chain = readonly Row<'room_stay'>[];

/** The stays that are this booking, unit by unit. */
export function chainsOf(
  read: ReadHandle,
  booking: Pick<ChannelBookingRow, 'id'>,
  reservationId: number,
): Chain[] {
  const chains: Row<'room_stay'>[][] = [];
  for (const stay of roomStaysOf(read, reservationId)) {
    if (stay.channelBookingId !== null && stay.channelBookingId !== booking.id) continue;
    const chain = chains.find((one) => one.at(-1)?.departure === stay.arrival);
    if (chain) chain.push(stay);
    else chains.push([stay]);
  }
  return chains;
}

const STATUS_HERE: Readonly<Record<string, BookingFields['status']>> = {
  cancelled: 'cancelled',
  'no-show': 'no-show',
};

/** What stands here of a booking; dates and room are `otherwise` where no stay is left. */
export function ourFields(
  reservation: Row<'reservation'>,
  chains: readonly Chain[],
  otherwise?: BookingFields,
): BookingFields | undefined {
  const stays = chains.flat();
  const first = stays[0];
  const status = STATUS_HERE[reservation.status] ?? 'booked';
  const { priceMinor, guestName, guests, note } = reservation;
  const facts = { status, priceMinor, guestName, guests, note };
  if (!first) return otherwise && { ...otherwise, ...facts };
  return {
    ...facts,
    arrival: stays.reduce((least, { arrival }) => (arrival < least ? arrival : least), first.arrival),
    departure: stays.reduce((most, { departure }) => (departure > most ? departure : most), first.departure),
    roomTypeId: first.roomTypeId,
    units: chains.length,
  };
}

export function originOf(
  booking: Pick<ChannelBookingRow, 'ownRef'>,
  { channel }: Pick<ReservationRevision, 'channel'>,
): BookingOrigin {
  if (booking.ownRef !== null) return 'ours';
  return channel === 'direct' ? 'taken-there' : 'ota';
}

export const datesOf = ({ arrival, departure }: BookingFields): NightRange => ({
  arrival: arrival as StayDate,
  departure: departure as StayDate,
});

/** Both sides of a booking as they stand now; undefined where there is nothing to compare. */
export interface BothSides {
  readonly booking: ChannelBookingRow;
  readonly reservation: Row<'reservation'>;
  readonly chains: readonly Chain[];
  readonly revision: ReservationRevision;
  readonly ours: BookingFields;
  readonly theirs: BookingFields;
  readonly agreement: Agreement;
  readonly origin: BookingOrigin;
  readonly isStatusForPerson: boolean;
}

const GUEST_IS_HERE = new Set(['in-house', 'departed']);

export function bothSides(
  read: ReadHandle,
  booking: ChannelBookingRow,
  revision: ReservationRevision | null = latestOf(booking),
  roomTypeId?: number,
): BothSides | undefined {
  if (booking.reservationId === null || revision === null) return undefined;
  const reservation = findRow(read, 'reservation', booking.reservationId);
  if (!reservation) return undefined;
  const chains = chainsOf(read, booking, reservation.id);
  const agreement = agreementOf(booking);
  const known = roomTypeId ?? agreement.fields.roomTypeId ?? chains[0]?.[0]?.roomTypeId ?? 0;
  const theirs = theirFields(revision, known);
  const ours = ourFields(reservation, chains, theirs) ?? theirs;
  const isNews = agreement.fields.status !== theirs.status;
  const isGuestHere = GUEST_IS_HERE.has(reservation.status) && theirs.status !== 'booked' && isNews;
  const isFreedHere = reservation.otherSide === 'overridden' && theirs.status === 'booked';
  const isStatusForPerson = isGuestHere || isFreedHere;
  const origin = originOf(booking, revision);
  return { booking, reservation, chains, revision, ours, theirs, agreement, origin, isStatusForPerson };
}

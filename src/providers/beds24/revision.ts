import type {
  ReservationRevision,
  RevisionGuest,
  RevisionProblem,
  RevisionStatus,
} from '../../domain/revision.ts';
import { parseStayDate } from '../../domain/stay-date.ts';
import { minorOf } from './amount.ts';
import { instantOf, markOf } from './instant.ts';
import { sellerOf } from './sellers.ts';
import { bookingSchema, guestSchema, infoItemSchema, type WireBooking } from './wire.ts';

/** All there are. Every one is asked for by name: left to itself Beds24 leaves the cancelled ones out. */
export const STATUSES = ['confirmed', 'request', 'new', 'cancelled', 'black', 'inquiry'] as const;

const MEANINGS: Readonly<Record<string, RevisionStatus>> = {
  confirmed: 'confirmed',
  // not yet opened by anyone there; the nights are taken all the same
  new: 'confirmed',
  request: 'request',
  inquiry: 'inquiry',
  black: 'block',
  cancelled: 'cancelled',
};

/** The info item that carries our own reference. */
export const OWN_REF_CODE = 'EXTREF';

function statusOf({ status = '', subStatus }: WireBooking): RevisionStatus {
  const meaning = Object.hasOwn(MEANINGS, status) ? (MEANINGS[status] as RevisionStatus) : 'unknown';
  return meaning === 'confirmed' && subStatus === 'noShow' ? 'no-show' : meaning;
}

const passesLuhn = (digits: string): boolean =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0) %
    10 ===
  0;

/** Channels put card numbers into remarks. They go no further than here. */
export const withoutCards = (text: string): string =>
  text.replace(/\b\d(?:[ -]?\d){12,18}\b/g, (found) => (passesLuhn(found.replace(/\D/g, '')) ? '…' : found));

function guestOf(booking: WireBooking): RevisionGuest {
  const country = booking.country2?.trim().toUpperCase() ?? '';
  const numbered = booking.guests.map((guest) => guestSchema.safeParse(guest).data?.id);
  const text = (value: string | undefined): string => value?.trim() ?? '';
  return {
    externalId: numbered[0] ?? '',
    name: [booking.firstName, booking.lastName].map(text).filter(Boolean).join(' '),
    email: text(booking.email),
    phone: text(booking.phone) || text(booking.mobile),
    country: /^[A-Z]{2}$/.test(country) ? country : '',
  };
}

/** What the guest wrote, then what the house wrote. Where the desk's note was told it holds both, and is not told twice. */
function noteOf({ comments, notes }: WireBooking): string {
  const [guest, house] = [comments, notes].map((text) => withoutCards(text?.trim() ?? '')) as [
    string,
    string,
  ];
  return house.includes(guest) ? house : [guest, house].filter(Boolean).join('\n');
}

function groupOf({ masterId, bookingGroup }: WireBooking): string | null {
  const others = bookingGroup?.ids.length ?? 0;
  return masterId ?? (others > 1 ? bookingGroup?.master : undefined) ?? null;
}

/** The text of our info item, null where there is none. */
export function ownRefOf(booking: WireBooking): string | null {
  for (const entry of booking.infoItems) {
    const { data } = infoItemSchema.safeParse(entry);
    if (data?.code === OWN_REF_CODE && data.text !== undefined && data.text !== '') return data.text;
  }
  return null;
}

const count = (value: number | undefined, least: number): number =>
  Math.max(least, Math.trunc(value ?? least));

export type ReadRevision =
  | { readonly type: 'revision'; readonly revision: ReservationRevision }
  | { readonly type: 'problem'; readonly problem: RevisionProblem };

const problem = (code: RevisionProblem['code'], externalId: string, words: string): ReadRevision => ({
  type: 'problem',
  problem: { externalId, code, words },
});

/** One row of the bookings as one revision, or what keeps it from being one. The words never say who the guest is. */
export function revisionOf(row: unknown, currency: string): ReadRevision {
  const read = bookingSchema.safeParse(row);
  if (!read.success) return problem('shape', '', 'Beds24 sent something in place of a booking that is none.');
  const booking = read.data;
  const { id } = booking;
  if (id === undefined) return problem('no-id', '', 'Beds24 sent a booking without a number.');
  if (booking.roomId === undefined)
    return problem('shape', id, `Booking ${id} at Beds24 does not say which room it takes.`);
  const arrival = parseStayDate(booking.arrival?.slice(0, 10) ?? '');
  const departure = parseStayDate(booking.departure?.slice(0, 10) ?? '');
  if (!arrival || !departure)
    return problem('dates', id, `Booking ${id} at Beds24 has no dates that can be read. Look at it there.`);
  if (departure <= arrival) {
    const words = `Booking ${id} at Beds24 ends (${departure}) before it begins (${arrival}). Put its dates right there.`;
    return problem('dates-inverted', id, words);
  }
  const modifiedAt = instantOf(booking.modifiedTime) ?? instantOf(booking.bookingTime);
  return {
    type: 'revision',
    revision: {
      externalId: id,
      externalPropertyId: booking.propertyId ?? '',
      externalRoomId: booking.roomId,
      groupRef: groupOf(booking),
      units: count(booking.roomQty, 1),
      status: statusOf(booking),
      rawStatus: booking.status ?? '',
      channel: sellerOf(booking.apiSourceId, booking.channel),
      channelRef: booking.apiReference?.trim() || null,
      arrival,
      departure,
      adults: count(booking.numAdult, 0),
      children: count(booking.numChild, 0),
      guest: guestOf(booking),
      // a booking that nobody priced comes with 0
      priceMinor: minorOf(booking.price || undefined, currency),
      commissionMinor: minorOf(booking.commission, currency),
      note: noteOf(booking),
      bookedAt: instantOf(booking.bookingTime),
      modifiedAt,
      modifiedMark: modifiedAt === null ? '' : markOf(modifiedAt),
      ownRef: ownRefOf(booking),
    },
  };
}

import {
  type FieldMerge,
  mergeConflictKind,
  mergeReservation,
  type Merged,
} from '../domain/reservation-merge.ts';
import type { StayDate } from '../domain/stay-date.ts';
import type { ChannelBookingRow } from '../store/channel-bookings.ts';
import type { ReadHandle } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import {
  channelConflictKey,
  type ChannelConflictDetails,
  closeChannelConflict,
  openChannelConflict,
} from './channel-conflicts.ts';
import { type BothSides, bothSides, hasSoundDates } from './ingest-reservation-fields.ts';

/** Their word for the status of a booking that they do not show any more. */
const GONE = 'gone';

export const bookingConflictKey = (connectionId: number, channelBookingId: number): string =>
  channelConflictKey(connectionId, 'booking', channelBookingId);

/** The three-way merge of a booking as both sides stand. */
export const mergeSides = (sides: BothSides): Merged =>
  mergeReservation({
    origin: sides.origin,
    base: sides.agreement.fields,
    ours: sides.ours,
    theirs: sides.theirs,
    isStatusForPerson: sides.isStatusForPerson,
  });

function detailsOf({ booking, ours, theirs, agreement }: BothSides, merges: readonly FieldMerge[]) {
  const asked = merges.filter(({ outcome }) => outcome === 'ask').map(({ field }) => field);
  const fields = asked.map((field) => ({
    field,
    ours: ours[field],
    theirs: theirs[field],
    agreed: agreement.fields[field] ?? null,
  }));
  return { channelBookingId: booking.id, fields } satisfies ChannelConflictDetails;
}

/** Opens, changes or closes the one conflict about a booking, as the merge says. */
export function tellBookingConflict(writer: Writer, sides: BothSides, merged: Merged): void {
  const { booking, chains, ours, theirs } = sides;
  const key = bookingConflictKey(booking.connectionId, booking.id);
  const kind = mergeConflictKind(merged.merges);
  if (kind === undefined) {
    closeChannelConflict(writer, key);
    return;
  }
  const sound = [ours, theirs].filter((side) =>
    hasSoundDates({ arrival: side.arrival as StayDate, departure: side.departure as StayDate }),
  );
  const arrivals = sound.map(({ arrival }) => arrival as StayDate).sort();
  const departures = sound.map(({ departure }) => departure as StayDate).sort();
  const [arrival, departure] = [arrivals[0], departures.at(-1)];
  openChannelConflict(writer, {
    key,
    kind,
    connectionId: booking.connectionId,
    roomTypeId: ours.roomTypeId,
    nights: arrival && departure ? [{ arrival, departure }] : [],
    parties: chains.flat().map(({ id }) => ({ kind: 'stay', id })),
    details: detailsOf(sides, merged.merges),
  });
}

/**
 * Both sides of a booking as a conflict about it sees them: what the channel does not show any more counts as cancelled there,
 * whatever it said last, and that is for a person.
 */
export function sidesOfConflict(
  read: ReadHandle,
  booking: ChannelBookingRow,
  { fields = [] }: ChannelConflictDetails,
): BothSides | undefined {
  const sides = bothSides(read, booking);
  const isGone = fields.some(({ field, theirs }) => field === 'status' && theirs === GONE);
  if (!sides || !isGone || sides.theirs.status !== 'booked') return sides;
  return { ...sides, theirs: { ...sides.theirs, status: 'cancelled' }, isStatusForPerson: true };
}

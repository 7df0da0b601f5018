import {
  type FieldMerge,
  mergeConflictKind,
  mergeReservation,
  type Merged,
} from '../domain/reservation-merge.ts';
import type { StayDate } from '../domain/stay-date.ts';
import type { Writer } from '../store/writer.ts';
import {
  channelConflictKey,
  type ChannelConflictDetails,
  closeChannelConflict,
  openChannelConflict,
} from './channel-conflicts.ts';
import { type BothSides, hasSoundDates } from './ingest-reservation-fields.ts';

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

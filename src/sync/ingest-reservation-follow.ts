import type { ReservationRevision } from '../domain/revision.ts';
import { changeChannelBooking, type ChannelBookingRow } from '../store/channel-bookings.ts';
import type { Writer } from '../store/writer.ts';
import { closeChannelConflict } from './channel-conflicts.ts';
import { bookingConflictKey, mergeSides, tellBookingConflict } from './channel-conflicts-booking.ts';
import { applyMerge, book, type Connection, nameOfSource } from './ingest-reservation-apply.ts';
import { makeBlocks, removeBlocks } from './ingest-reservation-blocks.ts';
import {
  type Agreement,
  agreementOf,
  bothSides,
  effectOf,
  hasSoundDates,
  theirFields,
} from './ingest-reservation-fields.ts';
import { tellAbout } from './ingest-reservation-incidents.ts';
import { type RoomHere, roomHere } from './ingest-reservation-place.ts';
import { freedNights, touchedNights, type TouchedNights } from './two-sided-cancel-nights.ts';

/**
 * What became of a revision. `unchanged`: known already. `stale`: a newer one is known. `kept`: it takes no nights here (an
 * enquiry, a room that was left out) and is only remembered. `problem`: it can not be true; kept, and told as an incident.
 */
export type IngestedType = 'created' | 'changed' | 'unchanged' | 'stale' | 'cancelled' | 'kept' | 'problem';

export interface Ingested {
  readonly type: IngestedType;
  readonly reservationId: number | null;
  readonly channelBookingId: number;
  /** Nights that it took or freed, by room type. */
  readonly nights: readonly TouchedNights[];
  /** Of those, the freed ones: what the channels show there is to be told again, at once and later. */
  readonly freed: readonly TouchedNights[];
  /** True where the desk has something about this booking that its channel does not know yet. */
  readonly hasNewsForThem: boolean;
}

/** Makes the hotel follow a remembered revision: also anew, after somebody linked its room. */
export function takeIn(
  writer: Writer,
  connection: Connection,
  booking: ChannelBookingRow,
  revision: ReservationRevision,
  before: ReservationRevision | null,
): Ingested {
  const marked = writer.changes.length;
  const effect = effectOf(revision.status);
  const isSound = hasSoundDates(revision);
  tellAbout(writer, connection, 'dates', revision, !isSound && effect !== 'nothing');
  tellAbout(writer, connection, 'status', revision, revision.status === 'unknown');
  const known = agreementOf(booking).fields.roomTypeId ?? null;
  const room = isSound
    ? roomHere(writer, connection.id, revision.externalRoomId, revision, known)
    : ({ type: 'open', roomTypeId: known } as const);
  tellAbout(writer, connection, 'no-room-types', revision, isHomeless(room, isSound && effect !== 'nothing'));
  if (!isSound && effect !== 'nothing') return reportOf(writer, marked, 'problem', booking, false);
  return follow({ writer, connection, booking, revision, before, room, marked });
}

const isHomeless = (room: RoomHere, isTaking: boolean): boolean =>
  isTaking && room.type === 'open' && room.roomTypeId === null;

interface Following {
  readonly writer: Writer;
  readonly connection: Connection;
  readonly booking: ChannelBookingRow;
  readonly revision: ReservationRevision;
  readonly before: ReservationRevision | null;
  readonly room: RoomHere;
  readonly marked: number;
}

/** A booking of a room that is none of ours takes nothing here, whatever it says. */
const inRoom = (revision: ReservationRevision, room: RoomHere): ReservationRevision =>
  room.type === 'left-out' && effectOf(revision.status) !== 'nothing'
    ? { ...revision, status: 'inquiry' }
    : revision;

function follow(here: Following): Ingested {
  const { writer, connection, booking, room, marked } = here;
  const revision = inRoom(here.revision, room);
  const effect = effectOf(revision.status);
  const agreement = agreementOf(booking);
  const roomTypeId = room.type === 'left-out' ? null : room.roomTypeId;
  const why = `Changed in ${nameOfSource(connection)}`;
  const isBlock = effect === 'block' && roomTypeId !== null;
  if (!isBlock) removeBlocks(writer, agreement.blockIds, why);
  const isUnmapped = room.type === 'open' && effect !== 'nothing';
  const settled = settle(here, revision, roomTypeId, isUnmapped);
  // last, so that the nights which the guest left are free for them
  const blockIds = isBlock ? makeBlocks(writer, connection, revision, roomTypeId, agreement.blockIds) : [];
  const agreed: Agreement = { fields: settled.agreed ?? keptFields(agreement, roomTypeId), blockIds };
  const { reservationId } = settled;
  changeChannelBooking(writer.tx, booking.id, {
    reservationId,
    isUnmapped: isUnmapped ? 1 : 0,
    agreed: JSON.stringify(agreed),
    ...pushPatch(booking, settled.hasNewsForThem),
  });
  const type =
    settled.type === 'kept' && effect === 'block' ? typeOfBlock(agreement, writer, marked) : settled.type;
  return reportOf(writer, marked, type, { ...booking, reservationId }, settled.hasNewsForThem);
}

/** The guess is kept also where no reservation stands: it must not wander. */
const keptFields = ({ fields }: Agreement, roomTypeId: number | null): Agreement['fields'] =>
  roomTypeId === null ? fields : { ...fields, roomTypeId };

const typeOfBlock = (before: Agreement, writer: Writer, marked: number): IngestedType =>
  before.blockIds.length === 0 ? 'created' : writer.changes.length > marked ? 'changed' : 'unchanged';

/** What we told and now read back is confirmed. */
const pushPatch = ({ pushState }: ChannelBookingRow, hasNews: boolean): { pushState?: string } =>
  pushState !== 'none' && !hasNews ? { pushState: 'confirmed' } : {};

interface SettledBooking {
  readonly type: IngestedType;
  readonly reservationId: number | null;
  readonly agreed: Agreement['fields'] | null;
  readonly hasNewsForThem: boolean;
}

function settle(
  { writer, connection, booking, before, room, marked }: Following,
  revision: ReservationRevision,
  roomTypeId: number | null,
  isUnmapped: boolean,
): SettledBooking {
  const sides = bothSides(writer.tx, booking, revision, roomTypeId ?? undefined);
  if (!sides) {
    const takesNone = effectOf(revision.status) === 'block' || revision.status === 'inquiry';
    if (takesNone || roomTypeId === null || !hasSoundDates(revision))
      return { type: 'kept', reservationId: null, agreed: null, hasNewsForThem: false };
    const fields = theirFields(revision, roomTypeId);
    const reservationId = book(writer, connection, booking.id, revision, fields, isUnmapped);
    const type = fields.status === 'booked' ? 'created' : 'kept';
    return { type, reservationId, agreed: fields, hasNewsForThem: false };
  }
  const sound = hasSoundDates(revision)
    ? sides
    : { ...sides, theirs: { ...sides.ours, status: sides.theirs.status } };
  const merged = mergeSides(sound);
  applyMerge(writer, connection, sound, merged.fields, {
    isProvisional: isUnmapped,
    before,
    ...(room.type === 'left-out' ? { endReason: 'Its room in the channel is none of ours' } : {}),
  });
  const after = bothSides(
    writer.tx,
    { ...booking, agreed: JSON.stringify({ fields: merged.agreed }) },
    revision,
    sound.theirs.roomTypeId,
  );
  if (after) tellBookingConflict(writer, after, merged);
  else closeChannelConflict(writer, bookingConflictKey(connection.id, booking.id));
  const isEnded = sides.theirs.status !== 'booked' && before !== null && effectOf(before.status) === 'stay';
  const type = isEnded ? 'cancelled' : writer.changes.length > marked ? 'changed' : 'unchanged';
  const { agreed, hasNewsForThem } = merged;
  return { type, reservationId: sides.reservation.id, agreed, hasNewsForThem };
}

/** What an act did with a booking, from the changes since `marked`. */
export function reportOf(
  writer: Writer,
  marked: number,
  type: IngestedType,
  { id, reservationId }: Pick<ChannelBookingRow, 'id' | 'reservationId'>,
  hasNewsForThem: boolean,
): Ingested {
  const changes = writer.changes.slice(marked);
  const nights = touchedNights(writer.tx, changes);
  const freed = freedNights(writer.tx, changes);
  return { type, reservationId, channelBookingId: id, nights, freed, hasNewsForThem };
}

import type { Channel } from '../domain/channel.ts';
import { Refusal } from '../domain/failure.ts';
import type { ReservationRevision } from '../domain/revision.ts';
import type { StayDate } from '../domain/stay-date.ts';
import {
  changeChannelBooking,
  type ChannelBookingRow,
  findByExternalId,
  latestOf,
} from '../store/channel-bookings.ts';
import type { ReadHandle } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import { predecessorsOf } from './adopt-predecessor.ts';
import type { ConnectionRow } from './engine-world.ts';
import { type Ingested, ingestReservation } from './ingest-reservation.ts';
import { effectOf } from './ingest-reservation-fields.ts';
import { moveOwnCount } from './manual-booking-count.ts';

/** A booking as a person read it off an extranet or out of its mail. */
export interface FoundBooking {
  /** The channel's own number for it, as it stands there. */
  readonly reference: string;
  /** The extranet's room, by its number in the links. */
  readonly externalRoomId: string;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  readonly units: number;
  readonly guestName: string;
  /** Telephone or e-mail address, empty where it is not told. */
  readonly contact: string;
  /** 0 where it is not told. */
  readonly guests: number;
  readonly priceMinor: number | null;
  readonly note: string;
}

/** One reference however it is typed: without spaces and dashes, in capitals. */
export const plainReference = (reference: string): string =>
  reference.replace(/[\s\u2010-\u2015-]+/gu, '').toUpperCase();

/**
 * The booking of a channel by its own reference, however it is typed; also where it was entered before the channel was let go
 * and set up again.
 */
export function findFound(
  read: ReadHandle,
  connection: ConnectionRow,
  reference: string,
): ChannelBookingRow | undefined {
  const plain = plainReference(reference);
  const own = findByExternalId(read, connection.id, plain);
  if (own) return own;
  for (const { id } of predecessorsOf(read, connection)) {
    const before = findByExternalId(read, id, plain);
    if (before) return before;
  }
  return undefined;
}

/** A booking of the connection before is this one's from now on: else it would come in a second time. */
function adopt(writer: Writer, connection: ConnectionRow, known: ChannelBookingRow | undefined): void {
  if (!known || known.connectionId === connection.id) return;
  changeChannelBooking(writer.tx, known.id, { connectionId: connection.id });
  const row = known.reservationId === null ? undefined : writer.find('reservation', known.reservationId);
  if (row) writer.update('reservation', row.id, { connectionId: connection.id });
}

/** People's words come one after the other, also where the clock was set back. */
function nextMark(at: number, known: Pick<ChannelBookingRow, 'modifiedMark'> | undefined): string {
  const last = known ? Number(known.modifiedMark) : 0;
  return String(Math.max(at, Number.isFinite(last) ? last + 1 : 0)).padStart(16, '0');
}

function guestOf({ guestName, contact }: FoundBooking): ReservationRevision['guest'] {
  const isMail = contact.includes('@');
  return {
    ...{ externalId: '', name: guestName, country: '' },
    ...{ email: isMail ? contact : '', phone: isMail ? '' : contact },
  };
}

function revisionOf(
  connection: ConnectionRow,
  found: FoundBooking,
  known: ChannelBookingRow | undefined,
  at: number,
): ReservationRevision {
  const { arrival, departure, units, guests, priceMinor, note, externalRoomId } = found;
  return {
    externalId: plainReference(found.reference),
    externalPropertyId: connection.externalPropertyId,
    externalRoomId,
    groupRef: null,
    units,
    status: 'confirmed',
    rawStatus: 'read off the extranet',
    channel: connection.channel as Channel,
    channelRef: found.reference,
    arrival,
    departure,
    adults: guests,
    children: 0,
    guest: guestOf(found),
    priceMinor,
    commissionMinor: null,
    note,
    bookedAt: null,
    modifiedAt: at,
    modifiedMark: nextMark(at, known),
    ownRef: null,
  };
}

const SAID = [
  ...(['externalRoomId', 'units', 'arrival', 'departure', 'adults'] as const),
  ...(['priceMinor', 'note', 'status'] as const),
] as const;

/** True where it says of a booking just what is known of it. */
export function saysTheSame(
  connection: ConnectionRow,
  found: FoundBooking,
  known: ChannelBookingRow,
): boolean {
  const latest = latestOf(known);
  if (!latest) return false;
  const now = revisionOf(connection, found, known, 0);
  return SAID.every((key) => latest[key] === now[key]) && latest.guest.name === now.guest.name;
}

/** Takes in what a person tells of a booking there, by the one door; the channel's own count moves with it. */
function takeWord(writer: Writer, connection: ConnectionRow, revision: ReservationRevision): Ingested {
  const { tx, act } = writer;
  const known = findByExternalId(tx, connection.id, revision.externalId);
  const before = known ? latestOf(known) : null;
  const ingested = ingestReservation(writer, { connection, revision, at: act.at });
  moveOwnCount(tx, connection.id, before, revision);
  return ingested;
}

/**
 * A booking found in an extranet becomes a reservation of that channel, or changes the one with its reference. The other channels
 * close by what is left; this one has counted it itself.
 */
export function bookFound(writer: Writer, connection: ConnectionRow, found: FoundBooking): Ingested {
  const known = findFound(writer.tx, connection, found.reference);
  adopt(writer, connection, known);
  return takeWord(writer, connection, revisionOf(connection, found, known, writer.act.at));
}

/**
 * A booking was found cancelled in its extranet. Its nights are free here, and nobody knows what the extranet shows on them now.
 * Refused where no such booking is known, or where it was cancelled there before.
 */
export function cancelFound(writer: Writer, connection: ConnectionRow, reference: string): Ingested {
  const known = findFound(writer.tx, connection, reference);
  const latest = known && latestOf(known);
  if (!known || !latest)
    throw new Refusal(
      'not-found',
      `No booking ${reference} of ${connection.name} is known here. Look at the number again.`,
      { field: 'reference' },
    );
  if (effectOf(latest.status) === 'nothing')
    throw new Refusal('not-possible', `Booking ${reference} is entered as cancelled there already.`);
  const { at } = writer.act;
  adopt(writer, connection, known);
  return takeWord(writer, connection, {
    ...{ ...latest, status: 'cancelled', rawStatus: 'read off the extranet' },
    ...{ modifiedAt: at, modifiedMark: nextMark(at, known) },
  });
}

import type { ExtranetTwin } from '../contract/extranet-bookings.ts';
import type { OutputOf, ParsedInputOf } from '../contract/index.ts';
import type { Channel } from '../domain/channel.ts';
import { dropCardNumbers } from '../domain/confirmation-mail-cards.ts';
import { Refusal } from '../domain/failure.ts';
import { sayNights } from '../domain/say-nights.ts';
import { lengthOfStay, type StayDate } from '../domain/stay-date.ts';
import { externalRoomsOf, roomLinksOf } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findRow, rowsWhere } from '../store/find.ts';
import { todayAt } from '../store/property.ts';
import type { Writer } from '../store/writer.ts';
import type { ConnectionRow } from '../sync/engine-world.ts';
import { bookFound, cancelFound, findFound, type FoundBooking, saysTheSame } from '../sync/manual-booking.ts';
import { type Twin, twinsByReference, twinsOf } from '../sync/manual-booking-twins.ts';
import { theManualConnection } from './checklist-sweep.ts';
import { sayActNights, sayGuest } from './say.ts';

type Asked = ParsedInputOf<'extranet.duplicates'>;

const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim().toLowerCase();

interface RoomThere {
  readonly externalRoomId: string;
  readonly roomTypeId: number;
}

/** The room that was meant: by what it is here, else exactly by its name or number there. */
function roomMeant(read: ReadHandle, connection: ConnectionRow, { roomTypeId, room = '' }: Asked): RoomThere {
  const links = roomLinksOf(read, connection.id).flatMap((link) =>
    link.roomTypeId === null ? [] : [{ externalRoomId: link.externalId, roomTypeId: link.roomTypeId }],
  );
  if (roomTypeId !== undefined) {
    const link = links.find((one) => one.roomTypeId === roomTypeId);
    if (link) return link;
    throw new Refusal('not-possible', `This room type is not sold at ${connection.name}.`, {
      field: 'roomTypeId',
    });
  }
  const named = externalRoomsOf(read, connection.id).filter(
    ({ name, externalId }) => plain(name) === plain(room) || plain(externalId) === plain(room),
  );
  const found = links.filter((link) => named.some(({ externalId }) => externalId === link.externalRoomId));
  if (found.length === 1 && found[0]) return found[0];
  throw new Refusal(
    'invalid-input',
    room === ''
      ? 'Choose the room that was booked.'
      : `No room of ${connection.name} is called “${room}” here. Choose the room that was booked.`,
    { field: 'room' },
  );
}

function assertNights(read: ReadHandle, { arrival, departure }: Asked, at: number): void {
  if (departure <= arrival)
    throw new Refusal('invalid-input', 'The departure must be after the arrival.', { field: 'departure' });
  if (lengthOfStay({ arrival, departure }) > 730)
    throw new Refusal('invalid-input', 'A stay can be two years long at most.', { field: 'departure' });
  if (departure <= todayAt(read, at))
    throw new Refusal('invalid-input', 'All of these nights are over. Look at the dates again.', {
      field: 'departure',
    });
}

const REASONS: Readonly<Record<Twin['reason'], string>> = {
  'same-reference': 'It has this number.',
  likely: 'The same nights and a name like it.',
  possible: 'It may be the same.',
};

function sayTwin(read: ReadHandle, twin: Twin): ExtranetTwin {
  const roomTypeName = findRow(read, 'room_type', twin.roomTypeId)?.name ?? '';
  const { reason, reservationId, guestName, channelRef, status } = twin;
  const [arrival, departure] = [twin.arrival as StayDate, twin.departure as StayDate];
  const who = twin.kind === 'block' ? 'Closed nights' : sayGuest(guestName, twin.channel, channelRef);
  const gone = status === 'cancelled' || status === 'no-show' ? `, ${status}` : '';
  const nights = arrival < departure ? `, ${sayNights({ arrival, departure })}` : '';
  return {
    ...{ reservationId, reason, guestName, channelRef, status, arrival, departure, roomTypeName },
    channel: twin.channel as Channel,
    words: `${who}${nights}, ${roomTypeName}${gone}. ${REASONS[reason]}`,
  };
}

function candidatesFor(
  read: ReadHandle,
  connection: ConnectionRow,
  asked: Asked,
  roomTypeId: number,
): ExtranetTwin[] {
  const { reference, arrival, departure, guestName } = asked;
  const channel = connection.channel as Channel;
  const question = { channel, reference, roomTypeId, arrival, departure, guestName };
  return twinsOf(read, question).map((twin) => sayTwin(read, twin));
}

/** What is here under a channel's own number. */
export const knownUnder = (
  read: ReadHandle,
  connection: Pick<ConnectionRow, 'channel'>,
  reference: string,
): ExtranetTwin[] =>
  twinsByReference(read, { channel: connection.channel as Channel, reference }).map((twin) =>
    sayTwin(read, twin),
  );

export function readTwins(read: ReadHandle, asked: Asked): OutputOf<'extranet.duplicates'> {
  const connection = theManualConnection(read, asked.connectionId);
  if (asked.departure <= asked.arrival) return { candidates: [] };
  const { roomTypeId } = roomMeant(read, connection, asked);
  return { candidates: candidatesFor(read, connection, asked, roomTypeId) };
}

/** Refused where it may be here already, with what it may be. */
function assertNew(
  writer: Writer,
  connection: ConnectionRow,
  asked: ParsedInputOf<'extranet.book'>,
  found: FoundBooking,
  roomTypeId: number,
): void {
  const known = findFound(writer.tx, connection, found.reference);
  const isSame = known !== undefined && saysTheSame(connection, found, known);
  const candidates = isSame || !asked.surely ? candidatesFor(writer.tx, connection, asked, roomTypeId) : [];
  if (isSame)
    throw new Refusal('not-possible', `Booking ${found.reference} is here already, just as you typed it.`, {
      ...{ field: 'reference', candidates, canInsist: false },
    });
  if (asked.surely || candidates.length === 0) return;
  const [first] = candidates;
  throw new Refusal(
    'not-possible',
    first?.reason === 'same-reference'
      ? `Booking ${found.reference} is here already with other facts. Enter it all the same to have it as you typed it.`
      : 'This booking may be here already. Look at what is alike; enter it all the same if it is another one.',
    { candidates, canInsist: true },
  );
}

/** A booking that was found in an extranet. */
export function bookFromExtranet(
  writer: Writer,
  asked: ParsedInputOf<'extranet.book'>,
): OutputOf<'extranet.book'> {
  const { tx, act } = writer;
  const connection = theManualConnection(tx, asked.connectionId);
  assertNights(tx, asked, act.at);
  const { externalRoomId, roomTypeId } = roomMeant(tx, connection, asked);
  const { reference, arrival, departure, units, guests, priceMinor } = asked;
  const found: FoundBooking = {
    ...{ reference: dropCardNumbers(reference).text, externalRoomId, arrival, departure, units, priceMinor },
    ...{ guestName: dropCardNumbers(asked.guestName).text, guests: guests ?? 0 },
    // a telephone number is no card number for being dialled from abroad
    contact: dropCardNumbers((asked.contact ?? '').replace(/^00(?=[1-9])/u, '+')).text,
    note: dropCardNumbers(asked.note ?? '').text,
  };
  if (found.reference !== reference)
    throw new Refusal('invalid-input', 'This looks like a card number. Give the number of the booking.', {
      field: 'reference',
    });
  assertNew(writer, connection, asked, found, roomTypeId);
  const isKnown = findFound(tx, connection, reference) !== undefined;
  const { reservationId, channelBookingId } = bookFound(writer, connection, found);
  if (reservationId === null)
    throw new Refusal('not-possible', 'This booking could not be entered. Look at its dates and room again.');
  const stays = rowsWhere(tx, 'room_stay', 'channelBookingId', [channelBookingId]);
  const isWithoutUnit = stays.some((stay) => stay.isTaking === 1 && stay.unitId === null);
  const who = sayGuest(found.guestName, connection.channel, reference);
  const unit = isWithoutUnit ? ' No unit is free for it on all its nights: look at the conflict.' : '';
  const what = `${who} for ${sayActNights(writer, { arrival, departure })}`;
  return {
    message: `${isKnown ? 'Changed' : 'Booked'} ${what}. ${connection.name} has counted it itself.${unit}`,
    ...{ undoId: null, reservationId, isWithoutUnit },
  };
}

/** A booking that was found cancelled in its extranet. */
export function cancelFromExtranet(
  writer: Writer,
  { connectionId, reference }: ParsedInputOf<'extranet.cancel'>,
): OutputOf<'extranet.cancel'> {
  const connection = theManualConnection(writer.tx, connectionId);
  const { reservationId, freed, nights } = cancelFound(writer, connection, reference);
  const row = reservationId === null ? undefined : writer.find('reservation', reservationId);
  const who = sayGuest(row?.guestName ?? '', connection.channel, reference);
  const isHere = row?.status === 'in-house' || row?.status === 'departed';
  const look = `Its nights at ${connection.name} are on the list: it may have put the room back on sale.`;
  const said = isHere
    ? `${who} is cancelled there, and the guest is here: look at the conflict.`
    : `Cancelled ${who}. ${freed.length + nights.length > 0 ? look : 'Its nights were free already.'}`;
  return { message: said, undoId: null, reservationId };
}

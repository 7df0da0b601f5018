import { type Channel, channelName } from '../domain/channel.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { changeChannelBooking, findChannelBooking } from '../store/channel-bookings.ts';
import {
  unclosedChannelConflicts,
  type UnmappedRoom,
  unmappedRooms,
  waitingStays,
} from '../store/conflicts.ts';
import { roomTypesOf, todayAt } from '../store/property.ts';
import type { Change, Row, Writer } from '../store/writer.ts';
import {
  channelConflictKey,
  type ChannelConflictDetails,
  closeChannelConflict,
  openChannelConflict,
} from './channel-conflicts.ts';
import { mergeSides, sidesOfConflict, tellBookingConflict } from './channel-conflicts-booking.ts';
import type { BothSides } from './ingest-reservation-fields.ts';

/** Stays named in a conflict about an unlinked room; the rest are counted. */
const STAYS_NAMED = 20;

const reservationsTouched = (changes: readonly Change[]): Set<number> =>
  new Set(
    changes.flatMap(({ entity, id, old, new: now }) => {
      if (entity === 'reservation') return [id];
      if (entity !== 'room_stay') return [];
      return [((now ?? old) as Row<'room_stay'>).reservationId];
    }),
  );

const isAboutUnmapped = ({ entity, old, new: now }: Change): boolean =>
  entity === 'room_link' ||
  entity === 'connection' ||
  (entity === 'room_stay' &&
    [old, now].some((row) => row !== null && (row as Row<'room_stay'>).isProvisional === 1)) ||
  (entity === 'block' && [old, now].some((row) => row !== null && (row as Row<'block'>).feedId === null));

/** Looks again at what is between us and the channels where an act touched it: what is settled by now is closed. */
export function lookAtChannels(derived: Writer, changes: readonly Change[]): void {
  const touched = reservationsTouched(changes);
  if (touched.size > 0) lookAtBookings(derived, touched);
  if (changes.some(isAboutUnmapped)) lookAtUnmapped(derived);
}

function lookAtBookings(derived: Writer, touched: ReadonlySet<number>): void {
  for (const row of unclosedChannelConflicts(derived.tx)) {
    const details = JSON.parse(row.details) as ChannelConflictDetails;
    const { channelBookingId, fields = [] } = details;
    const booking =
      channelBookingId === undefined ? undefined : findChannelBooking(derived.tx, channelBookingId);
    if (!booking || !touched.has(booking.reservationId ?? 0)) continue;
    const sides = sidesOfConflict(derived.tx, booking, details);
    if (!sides) {
      closeChannelConflict(derived, row.key);
      continue;
    }
    const isSettled = fields.every(({ field }) => {
      const name = field as keyof typeof sides.ours;
      return sides.ours[name] === sides.theirs[name];
    });
    // what another work has told of, with words of its own, is its to tell
    if (!isSettled && details.words === undefined) tellAsAsked(derived, row, sides, fields);
    else if (!isSettled) continue;
    else {
      const { agreed } = mergeSides(sides);
      const agreement = { ...sides.agreement, fields: agreed };
      changeChannelBooking(derived.tx, booking.id, { agreed: JSON.stringify(agreement) });
      closeChannelConflict(derived, row.key, 'both sides say the same');
    }
  }
}

/** Until both sides say the same, what a person was asked stays asked: no edit at the desk makes the channel's word win by itself. */
function tellAsAsked(
  derived: Writer,
  row: Row<'conflict'>,
  sides: BothSides,
  fields: NonNullable<ChannelConflictDetails['fields']>,
): void {
  const merged = mergeSides(sides);
  const asked = new Set(fields.map(({ field }) => field));
  tellBookingConflict(derived, sides, {
    ...merged,
    merges: merged.merges.map((merge) =>
      asked.has(merge.field) && merge.outcome !== 'same'
        ? {
            ...merge,
            outcome: 'ask',
            isOnBothSides: row.kind === 'edited-on-both-sides' || merge.isOnBothSides,
          }
        : merge,
    ),
  });
}

const unmappedKey = ({ connectionId, externalRoomId }: UnmappedRoom): string =>
  channelConflictKey(connectionId, 'room', externalRoomId);

function sayUnmapped({ channel, name, bookings }: UnmappedRoom, typeName: string): string {
  const where = `“${name}” in ${channelName(channel as Channel)}`;
  const why = 'because nobody has said what that room is here';
  return bookings === 1
    ? `One booking of ${where} holds a room of ${typeName} for now, ${why}. Link it under Channels; the booking moves there by itself.`
    : `${String(bookings)} bookings of ${where} hold rooms of ${typeName} for now, ${why}. Link it under Channels; they move there by themselves.`;
}

/** One conflict for each room that bookings came for and nobody has linked; closed when it is linked or they are over. */
export function lookAtUnmapped(derived: Writer): void {
  const { tx, act } = derived;
  const today = todayAt(tx, act.at);
  const found = unmappedRooms(tx, today);
  const types = new Map(roomTypesOf(tx).map(({ id, name }) => [id, name]));
  for (const room of found) {
    if (room.roomTypeId === null) continue;
    const nights = { arrival: room.arrival as StayDate, departure: room.departure as StayDate };
    openChannelConflict(derived, {
      key: unmappedKey(room),
      kind: 'unmapped',
      connectionId: room.connectionId,
      roomTypeId: room.roomTypeId,
      nights: [nights],
      parties: waitingStays(tx, room, today, STAYS_NAMED).map((id) => ({ kind: 'stay', id })),
      details: {
        externalRoomId: room.externalRoomId,
        words: sayUnmapped(room, types.get(room.roomTypeId) ?? 'a former type'),
      },
    });
  }
  const keys = new Set(found.map(unmappedKey));
  for (const { key, kind } of unclosedChannelConflicts(tx))
    if (kind === 'unmapped' && !keys.has(key)) closeChannelConflict(derived, key);
}

import type { ReservationView } from '../contract/reservations.ts';
import type { Channel } from '../domain/channel.ts';
import { MERGE_FIELD_NAMES, type MergeField } from '../domain/merge-rules.ts';
import { sayList } from '../domain/say-nights.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { bookingsOfReservation, type ChannelBookingRow, latestOf } from '../store/channel-bookings.ts';
import { type ConnectionRow, findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { rowsWhere } from '../store/find.ts';
import type { Row } from '../store/writer.ts';
import { tellingOf } from '../sync/push-reservation-order.ts';
import { isWorkedByHand } from '../sync/manual-booking-hand.ts';
import { aliveElsewhere } from '../sync/two-sided-cancel.ts';

type Elsewhere = ReservationView['channelBookings'][number];
type PushState = Elsewhere['pushState'];

/** What still has to be told, and what keeps it from going. */
function pendingWords(row: ChannelBookingRow, connection: ConnectionRow, isCancelled: boolean): string {
  const todo = isCancelled
    ? 'Waits to be cancelled there.'
    : row.externalId === null
      ? 'Waits to be made there.'
      : 'Its last change waits to be told.';
  const { name, state, isTold } = connection;
  if (isTold === 0) return `${todo} Nothing is told to ${name}: do it there by hand.`;
  if (state === 'paused') return `${todo} It goes when ${name} is no longer paused.`;
  if (state === 'needs-sign-in') return `${todo} It goes after somebody has signed in to ${name} again.`;
  return row.pushWords === '' ? todo : `${todo} ${row.pushWords}`;
}

const TOLD: ReadonlySet<string> = new Set(['arrival', 'departure', 'roomTypeId', 'units', 'guests']);

/** Nobody but a person can change it in an extranet. */
function changedWords(read: ReadHandle, row: ChannelBookingRow, { name }: ConnectionRow): string {
  const own = Object.keys(tellingOf(read, row)?.own ?? {}).filter((field) => TOLD.has(field));
  if (own.length === 0) return '';
  const names = own.map((field) => MERGE_FIELD_NAMES[field as MergeField].toLowerCase());
  return ` Changed here: ${sayList(names)}. Change it in the ${name} extranet too, then enter it here.`;
}

interface Facts {
  readonly row: ChannelBookingRow;
  readonly connection: ConnectionRow;
  readonly isCancelled: boolean;
  readonly isAlive: boolean;
  readonly isByHand: boolean;
  /** What is another one here than there, in words; empty where nothing is. */
  readonly changed: string;
}

function wordsOf({ row, connection, isCancelled, isAlive, isByHand, changed }: Facts): string {
  const told = latestOf(row);
  const place = row.isUnmapped === 1 ? ' Its room there is not linked, so its place here is guessed.' : '';
  if (connection.state === 'disconnected') return 'The connection was let go: nothing more is heard of it.';
  if (told !== null && !isAlive) return 'Cancelled there.';
  if (row.pushState === 'failed')
    return `${isCancelled ? 'Could not be cancelled there' : 'Refused there'}. ${row.pushWords}`.trim();
  if (row.pushState === 'pending') return pendingWords(row, connection, isCancelled) + place;
  if (row.pushState === 'pushed') return 'Told, not confirmed yet.';
  if (told === null) return isCancelled ? 'It never came to be there.' : 'Nothing is known of it there yet.';
  if (isCancelled && isAlive)
    return isByHand
      ? `Still booked there: cancel it in the ${connection.name} extranet and say here that it is done.`
      : 'Still booked there: cancel it there by hand.';
  if (isByHand) return `Read off the ${connection.name} extranet.${changed}${place}`;
  const made = row.ownRef === null ? 'Booked there' : 'Made there from here, and confirmed';
  return `${made}.${place}`;
}

/** What stands for a reservation at each channel, and how far telling has got. */
export function bookingsElsewhere(read: ReadHandle, { id, status }: Row<'reservation'>): Elsewhere[] {
  const alive = new Set(aliveElsewhere(read, id).map((row) => row.id));
  return bookingsOfReservation(read, id).flatMap((row) => {
    const connection = findConnection(read, row.connectionId);
    if (!connection) return [];
    const isAlive = alive.has(row.id);
    const isByHand = isWorkedByHand(read, connection.id);
    const changed = isByHand && isAlive ? changedWords(read, row, connection) : '';
    return {
      id: row.id,
      connectionId: connection.id,
      name: connection.name,
      channel: connection.channel as Channel,
      externalId: row.externalId,
      pushState: row.pushState as PushState,
      isAlive,
      isTold: connection.isTold === 1,
      isByHand,
      words: wordsOf({ row, connection, isAlive, isByHand, changed, isCancelled: status === 'cancelled' }),
    };
  });
}

/** The other bookings that were made together with this one at its channel, by number. */
export function groupOf(read: ReadHandle, row: Row<'reservation'>): ReservationView['group'] {
  const { groupRef, connectionId } = row;
  if (groupRef === null) return [];
  const others = rowsWhere(read, 'reservation', 'groupRef', [groupRef]).filter(
    (other) => other.id !== row.id && other.connectionId === connectionId,
  );
  const stays = Map.groupBy(
    rowsWhere(
      read,
      'room_stay',
      'reservationId',
      others.map(({ id }) => id),
    ),
    (stay) => stay.reservationId,
  );
  return others.map(({ id, guestName, channel, channelRef, status }) => {
    const arrivals = (stays.get(id) ?? []).map((stay) => stay.arrival as StayDate).sort();
    const arrival = arrivals[0] ?? null;
    return { id, guestName, channel, channelRef, status, arrival } as ReservationView['group'][number];
  });
}

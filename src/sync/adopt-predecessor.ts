import {
  bookingsOfConnection,
  changeChannelBooking,
  moveChannelBookings,
} from '../store/channel-bookings.ts';
import { copyExternalRooms, listConnections, rateLinksOf, roomLinksOf } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { rowsWhere } from '../store/find.ts';
import type { Row, Writer } from '../store/writer.ts';
import { tellingOf } from './push-reservation-order.ts';

const WHY = 'The same property was connected again';

const hostOf = (address: string): string => URL.parse(address)?.host ?? address;

/** Connections of the same property that were let go, the last one first. */
export const predecessorsOf = (read: ReadHandle, next: Row<'connection'>): Row<'connection'>[] =>
  listConnections(read)
    .filter(
      (row) =>
        row.id !== next.id &&
        row.state === 'disconnected' &&
        row.provider === next.provider &&
        row.environment === next.environment &&
        row.externalPropertyId === next.externalPropertyId &&
        hostOf(row.baseUrl) === hostOf(next.baseUrl),
    )
    .toReversed();

/** Which room is which, and which price: a person said it once. */
function copyLinks(writer: Writer, from: number, to: number): void {
  const { tx } = writer;
  copyExternalRooms(tx, from, to);
  for (const { externalId, roomTypeId } of roomLinksOf(tx, from))
    writer.insert('room_link', { connectionId: to, externalId, roomTypeId }, WHY);
  for (const { externalRoomId, externalPlanId, ratePlanId } of rateLinksOf(tx, from))
    writer.insert('rate_link', { connectionId: to, externalRoomId, externalPlanId, ratePlanId }, WHY);
}

/** What people said of this channel alone: a night that was closed for it stays closed. */
function moveWords(writer: Writer, from: number, to: number): void {
  for (const entity of ['ari_night', 'sell_rule', 'guest_link'] as const)
    for (const { id } of rowsWhere(writer.tx, entity, 'connectionId', [from]))
      writer.update(entity, id, { connectionId: to }, WHY);
}

/** What a person is being asked about goes on as the same question. */
function moveConflicts(writer: Writer, from: number, to: number): void {
  const prefix = `channel:${from}:`;
  for (const { id, key, state } of rowsWhere(writer.tx, 'conflict', 'connectionId', [from]))
    if (state !== 'closed' && key.startsWith(prefix))
      writer.update(
        'conflict',
        id,
        { key: `channel:${to}:${key.slice(prefix.length)}`, connectionId: to },
        WHY,
      );
}

/** What the desk changed meanwhile is told as soon as the channel is told anything. */
function tellLater(writer: Writer, connectionId: number): void {
  for (const booking of bookingsOfConnection(writer.tx, connectionId))
    if (booking.pushState !== 'failed' && tellingOf(writer.tx, booking))
      changeChannelBooking(writer.tx, booking.id, { pushState: 'pending' });
}

/**
 * A property that is connected again is the one that it was: its bookings, links and words of the connection that was let go
 * are the new one's, in the caller's transaction, before anything of it is read. Without it every booking would come in a
 * second time beside the one that is here. What the channel was told is not carried over: that is read anew. Answers how
 * many bookings were recognised.
 */
export function adoptPredecessors(writer: Writer, next: Row<'connection'>): number {
  const { tx } = writer;
  const predecessors = predecessorsOf(tx, next);
  const [last] = predecessors;
  if (!last) return 0;
  copyLinks(writer, last.id, next.id);
  moveWords(writer, last.id, next.id);
  writer.update('connection', next.id, { closeAtLeft: last.closeAtLeft, horizonDays: last.horizonDays }, WHY);
  for (const { id } of predecessors) {
    moveChannelBookings(tx, id, next.id);
    moveConflicts(writer, id, next.id);
  }
  const moved = bookingsOfConnection(tx, next.id);
  const known = new Set(moved.map(({ reservationId }) => reservationId));
  const brought = rowsWhere(
    tx,
    'reservation',
    'connectionId',
    predecessors.map(({ id }) => id),
  );
  for (const { id } of brought)
    if (known.has(id)) writer.update('reservation', id, { connectionId: next.id }, WHY);
  tellLater(writer, next.id);
  return moved.length;
}

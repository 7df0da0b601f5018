import type { Chance } from '../domain/chance.ts';
import type { Provider } from '../providers/kit/provider.ts';
import type { Queue } from '../queue/queue.ts';
import {
  bookingsOfReservation,
  changeChannelBooking,
  type ChannelBookingRow,
  findChannelBooking,
  saveChannelBooking,
} from '../store/channel-bookings.ts';
import { roomLinksOf, toldInTheEnd } from '../store/connections.ts';
import type { ReadHandle, WriteHandle } from '../store/database.ts';
import { roomStaysOf } from '../store/feeds-stays.ts';
import { findRow } from '../store/find.ts';
import { todayAt } from '../store/property.ts';
import { type Act, type Change, createWriter, type Row } from '../store/writer.ts';
import { type ConnectionRow, queueOf } from './engine-world.ts';
import { isWorkedByHand } from './manual-booking-hand.ts';

export interface WishWorld {
  readonly queue: Queue;
  readonly chance: Chance;
  readonly providerOf: (id: string) => Provider | undefined;
}

/** Queues that a channel is told of one booking, in the caller's transaction. */
export function askToTell(
  tx: WriteHandle,
  queue: Queue,
  booking: Pick<ChannelBookingRow, 'id' | 'connectionId'>,
) {
  const { id, connectionId } = booking;
  changeChannelBooking(tx, id, { pushState: 'pending' });
  queue.within(tx).add({
    kind: 'push-reservation',
    queue: queueOf(connectionId),
    key: `push-reservation:${id}`,
    subject: { connectionId, channelBookingId: id },
    priority: 'critical',
  });
}

function reservationsIn(changes: readonly Change[]): Set<number> {
  const ids = new Set<number>();
  for (const { entity, id, old, new: now } of changes) {
    if (entity === 'reservation') ids.add(id);
    if (entity !== 'room_stay') continue;
    for (const row of [old, now]) if (row) ids.add((row as Row<'room_stay'>).reservationId);
  }
  return ids;
}

/** Stays of one unit one after the other are one booking there. */
function unitsOfStay(stays: readonly Row<'room_stay'>[]): Row<'room_stay'>[][] {
  const chains: Row<'room_stay'>[][] = [];
  for (const stay of stays) {
    const chain = chains.find((one) => one.at(-1)?.departure === stay.arrival);
    if (chain) chain.push(stay);
    else chains.push([stay]);
  }
  return chains;
}

/** Taken at the desk, to come, and nobody else brings it. */
function isOurs(read: ReadHandle, reservation: Row<'reservation'>, at: number): boolean {
  if (reservation.channel !== 'direct' || reservation.feedId !== null) return false;
  if (reservation.status !== 'confirmed' && reservation.status !== 'in-house') return false;
  const today = todayAt(read, at);
  return roomStaysOf(read, reservation.id).some(
    ({ isTaking, departure }) => isTaking === 1 && departure > today,
  );
}

function makeThere(
  tx: WriteHandle,
  world: WishWorld,
  connection: ConnectionRow,
  reservation: Row<'reservation'>,
  act: Act,
): ChannelBookingRow['id'][] {
  const rooms = new Map(roomLinksOf(tx, connection.id).map((link) => [link.roomTypeId, link.externalId]));
  const stays = roomStaysOf(tx, reservation.id).filter(({ isTaking }) => isTaking === 1);
  const chains = unitsOfStay(stays);
  const writer = createWriter(tx, { ...act, commandId: null, actor: 'Bellhop', act: 'reservations.tell' });
  return chains.flatMap((chain) => {
    const first = chain[0];
    const externalRoomId = first && rooms.get(first.roomTypeId);
    // of several units each is a booking there; a stay can only be named by one of them
    const isNamed = chains.length > 1;
    if (!first || externalRoomId === undefined || (isNamed && first.channelBookingId !== null)) return [];
    const id = saveChannelBooking(tx, {
      connectionId: connection.id,
      reservationId: reservation.id,
      externalRoomId,
      ownRef: world.chance.token(12),
      pushState: 'pending',
      firstSeenAt: act.at,
      seenAt: act.at,
    });
    if (isNamed) for (const stay of chain) writer.update('room_stay', stay.id, { channelBookingId: id });
    return [id];
  });
}

/** A person has settled what was between us and a channel: where ours holds, it is told. */
function tellSettled(tx: WriteHandle, world: WishWorld, changes: readonly Change[]): void {
  for (const { entity, new: now } of changes) {
    if (entity !== 'conflict' || now === null) continue;
    const { kind, connectionId, details } = now as Row<'conflict'>;
    if (connectionId === null) continue;
    const { channelBookingId } = JSON.parse(details) as { channelBookingId?: number };
    const booking = channelBookingId === undefined ? undefined : findChannelBooking(tx, channelBookingId);
    if (booking?.pushState === 'pending' && !isWorkedByHand(tx, booking.connectionId))
      askToTell(tx, world.queue, booking);
    if (kind !== 'drift') continue;
    const [queue, subject] = [queueOf(connectionId), { connectionId }];
    world.queue.within(tx).add({ kind: 'push', queue, key: 'push', subject, priority: 'high' });
  }
}

/**
 * After an act of a person: the channels hear of bookings that they have, and of those taken at the desk. What came from a
 * channel is told to it only where the merge says so, which is decided where it came in.
 */
export function wishReservations(
  tx: WriteHandle,
  world: WishWorld,
  act: Act,
  changes: readonly Change[],
): void {
  if (act.origin === 'sync') return;
  tellSettled(tx, world, changes);
  const ids = reservationsIn(changes);
  if (ids.size === 0) return;
  const connections = toldInTheEnd(tx).filter(
    ({ provider }) => world.providerOf(provider)?.pushReservation !== undefined,
  );
  if (connections.length === 0) return;
  for (const id of ids) {
    const reservation = findRow(tx, 'reservation', id);
    if (!reservation) continue;
    const known = bookingsOfReservation(tx, id);
    for (const connection of connections) {
      const there = known.filter(({ connectionId }) => connectionId === connection.id);
      for (const booking of there) askToTell(tx, world.queue, booking);
      if (there.length > 0 || !isOurs(tx, reservation, act.at)) continue;
      for (const made of makeThere(tx, world, connection, reservation, act))
        askToTell(tx, world.queue, { id: made, connectionId: connection.id });
    }
  }
}

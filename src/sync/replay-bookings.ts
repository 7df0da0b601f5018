import { bookingsOfRoom, findByOwnRef, latestOf } from '../store/channel-bookings.ts';
import { Refusal } from '../domain/failure.ts';
import { findConnection } from '../store/connections.ts';
import type { Writer } from '../store/writer.ts';
import { type Ingested, takeIn } from './ingest-reservation-follow.ts';

/**
 * Takes every booking of a channel's room in anew, after somebody said what that room is: provisional stays move to the linked
 * room type, those of a room that was left out let go of their nights. Safe to repeat. Answers what became of each.
 */
export function replayBookings(writer: Writer, connectionId: number, externalRoomId: string): Ingested[] {
  const connection = findConnection(writer.tx, connectionId);
  if (!connection) throw new Refusal('not-found', 'This connection is no longer there.', { connectionId });
  return bookingsOfRoom(writer.tx, connectionId, externalRoomId).flatMap((booking) => {
    const revision = latestOf(booking);
    const own = revision?.ownRef ? findByOwnRef(writer.tx, revision.ownRef) : undefined;
    // our own booking, there a second time, takes nothing wherever it lies
    if (own && own.connectionId === connectionId && own.id !== booking.id) return [];
    return revision ? [takeIn(writer, connection, booking, revision, revision)] : [];
  });
}

import { Refusal } from '../domain/failure.ts';
import {
  bookingsOfReservation,
  changeChannelBooking,
  type ChannelBookingRow,
  latestOf,
} from '../store/channel-bookings.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { roomStaysOf } from '../store/feeds-stays.ts';
import type { Row, Writer } from '../store/writer.ts';
import { effectOf } from './ingest-reservation-fields.ts';
import { isWorkedByHand } from './manual-booking-hand.ts';
import { freedNights, type TouchedNights } from './two-sided-cancel-nights.ts';

/** The bookings at channels that still stand for this reservation. */
export const aliveElsewhere = (read: ReadHandle, reservationId: number): ChannelBookingRow[] =>
  bookingsOfReservation(read, reservationId).filter((booking) => {
    if (findConnection(read, booking.connectionId)?.state === 'disconnected') return false;
    const told = latestOf(booking);
    // one of ours may be there from the first try on: without a word from the channel it counts as alive
    if (told === null) return booking.externalId !== null || booking.pushedAt !== null;
    return effectOf(told.status) === 'stay';
  });

/** True where another channel than this booking's still holds the reservation. */
export const isHeldElsewhere = (read: ReadHandle, reservationId: number, channelBookingId: number): boolean =>
  aliveElsewhere(read, reservationId).some(({ id }) => id !== channelBookingId);

/** Frees every night that a reservation still takes. Answers them. */
export function freeStays(writer: Writer, reservationId: number, why: string): readonly TouchedNights[] {
  const marked = writer.changes.length;
  for (const { id } of roomStaysOf(writer.tx, reservationId))
    writer.update('room_stay', id, { isTaking: 0, isPendingRelease: 0 }, why);
  return freedNights(writer.tx, writer.changes.slice(marked));
}

/**
 * Cancels a booking at the desk. Where a channel still holds it, its nights stay taken until that channel confirms that it is
 * gone, or a person frees them all the same; the channel is to be told. Answers the nights that were freed at once.
 */
export function cancelAtDesk(
  writer: Writer,
  row: Row<'reservation'>,
  reason: string,
): { readonly isWaiting: boolean; readonly freed: readonly TouchedNights[] } {
  const alive = aliveElsewhere(writer.tx, row.id);
  const isWaiting = alive.length > 0;
  const { act } = writer;
  writer.update(
    'reservation',
    row.id,
    {
      ...{ status: 'cancelled', cancelReason: reason, cancelledAt: act.at },
      ...{ otherSide: isWaiting ? 'waiting' : '', otherSideReason: '', revision: row.revision + 1 },
    },
    reason,
  );
  if (!isWaiting) return { isWaiting, freed: freeStays(writer, row.id, reason) };
  // a channel that a person works is told of nothing: they cancel it there and say so
  for (const { id, connectionId } of alive)
    if (!isWorkedByHand(writer.tx, connectionId))
      changeChannelBooking(writer.tx, id, { pushState: 'pending' });
  for (const stay of roomStaysOf(writer.tx, row.id))
    writer.update('room_stay', stay.id, { isPendingRelease: stay.isTaking }, reason);
  return { isWaiting, freed: [] };
}

/**
 * A channel has let go of a booking that was cancelled here: its nights are free where no other channel holds it. Nothing
 * where none waits. `channelBookingId` names the booking that is gone, where its last revision does not say so.
 */
export function confirmOtherSide(
  writer: Writer,
  reservationId: number,
  why: string,
  channelBookingId?: number,
): readonly TouchedNights[] {
  const row = writer.find('reservation', reservationId);
  if (!row || row.status !== 'cancelled' || row.otherSide !== 'waiting') return [];
  if (channelBookingId !== undefined && isHeldElsewhere(writer.tx, row.id, channelBookingId)) return [];
  writer.update('reservation', row.id, { otherSide: '', revision: row.revision + 1 }, why);
  return freeStays(writer, row.id, why);
}

/** A person frees the nights although the channel has not let go, and says why. */
export function overrideOtherSide(
  writer: Writer,
  reservationId: number,
  reason: string,
): readonly TouchedNights[] {
  const row = writer.get('reservation', reservationId);
  if (row.status !== 'cancelled' || row.otherSide !== 'waiting')
    throw new Refusal('not-possible', 'This booking does not wait for its channel. Look at it again.');
  if (reason.trim() === '')
    throw new Refusal('invalid-input', 'Give a reason: the next shift will want to know.', {
      field: 'reason',
    });
  const overridden = { otherSide: 'overridden', otherSideReason: reason, revision: row.revision + 1 };
  writer.update('reservation', row.id, overridden, reason);
  return freeStays(writer, row.id, reason);
}

/** The guest is expected again: nobody waits for the other side any more. */
export function forgetOtherSide(writer: Writer, reservationId: number, why: string): void {
  const { otherSide } = writer.get('reservation', reservationId);
  if (otherSide === '') return;
  writer.update('reservation', reservationId, { otherSide: '', otherSideReason: '' }, why);
  for (const { id } of roomStaysOf(writer.tx, reservationId))
    writer.update('room_stay', id, { isPendingRelease: 0 }, why);
}

import { type Channel, channelName } from '../../domain/channel.ts';
import { Refusal } from '../../domain/failure.ts';
import { sayList } from '../../domain/say-nights.ts';
import { canMove, type ReservationStatus, takesNights } from '../../domain/reservation.ts';
import { findConnection, toldConnections } from '../../store/connections.ts';
import { todayAt } from '../../store/property.ts';
import { listStays, type StayRow } from '../../store/reservations.ts';
import { rowsWhere } from '../../store/find.ts';
import type { Row, Writer } from '../../store/writer.ts';
import { dismissReservation } from '../../sync/dismiss-stay.ts';
import { isWorkedByHand } from '../../sync/manual-booking-hand.ts';
import { aliveElsewhere, forgetOtherSide, overrideOtherSide } from '../../sync/two-sided-cancel.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { assertFree } from '../in-the-way.ts';
import { readReservation } from '../read-reservation.ts';
import type { ReservationRow } from '../../contract/reservations.ts';
import { sayActNights, sayGuest } from '../say.ts';
import { theProperty } from '../../store/property.ts';

export const rowOf = ({ unitId: _, ...row }: StayRow): ReservationRow =>
  ({
    ...row,
    hasConflict: row.hasConflict === 1,
    isPendingRelease: row.isPendingRelease === 1,
  }) as ReservationRow;

/** Who is told of a cancellation by Bellhop itself, so that nobody does it there a second time. */
function toldWords({ tx }: Writer, id: number): string {
  const ids = new Set(aliveElsewhere(tx, id).map(({ connectionId }) => connectionId));
  const byHand = [...ids].filter((one) => isWorkedByHand(tx, one));
  if (byHand.length > 0) return cancelThereWords(tx, byHand);
  const told = toldConnections(tx).filter((row) => ids.has(row.id));
  return told.length === ids.size && told.length > 0
    ? `${told.map(({ name }) => name).join(' and ')} ${told.length === 1 ? 'is' : 'are'} told; the nights stay taken until ${told.length === 1 ? 'it has' : 'they have'} let go.`
    : 'Its nights stay taken until its channel has let go of it.';
}

/** Nobody but a person can do it there. */
function cancelThereWords(tx: Writer['tx'], connectionIds: readonly number[]): string {
  const names = connectionIds.map((id) => `the ${findConnection(tx, id)?.name ?? ''} extranet`);
  return `Cancel it in ${sayList(names)} and say here that it is done: its nights stay taken until then.`;
}

const staysOf = (writer: Writer, reservationId: number): Row<'room_stay'>[] =>
  rowsWhere(writer.tx, 'room_stay', 'reservationId', [reservationId]);

const WORDS: Readonly<Record<ReservationStatus, string>> = {
  confirmed: 'is expected again',
  'in-house': 'is in house',
  departed: 'has departed',
  cancelled: 'is cancelled',
  'no-show': 'did not come',
};

export const reservationHandlers = {
  'reservations.list': ({ filter, channel, text, offset }, { store, ports }) => {
    const today = todayAt(store.read, ports.clock.now());
    const { rows, total } = listStays(store.read, { filter, today, channel, text }, 100, offset ?? 0);
    return { rows: rows.map(rowOf), total };
  },

  'reservations.read': ({ id }, { store }) => readReservation(store.read, id),

  'reservations.create': commandHandler<'reservations.create'>({
    canUndo: true,
    write(writer, { roomTypeId, unitId, arrival, departure, knowinglyReason, ...details }) {
      writer.get('room_type', roomTypeId);
      if (unitId !== null) writer.get('unit', unitId);
      assertFree(writer.tx, { unitId, roomTypeId, arrival, departure }, knowinglyReason);
      const at = writer.act.at;
      const made = writer.insert('reservation', {
        ...details,
        propertyId: theProperty(writer.tx).id,
        channel: 'direct',
        status: 'confirmed',
        bookedAt: at,
        receivedAt: at,
      });
      const stay = writer.insert('room_stay', {
        reservationId: made.id,
        roomTypeId,
        unitId,
        arrival,
        departure,
      });
      const message = `Booked ${details.guestName || 'a guest'} for ${sayActNights(writer, { arrival, departure })}.`;
      return { id: made.id, roomStayId: stay.id, message, undoId: null };
    },
  }),

  'reservations.change': commandHandler<'reservations.change'>({
    canUndo: true,
    write(writer, { id, revision, ...details }) {
      const row = writer.get('reservation', id);
      if (row.revision !== revision)
        throw new Refusal(
          'changed-meanwhile',
          'Somebody changed this booking meanwhile. Look at it again, then make your change.',
        );
      const patch = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
      writer.update('reservation', id, { ...patch, revision: row.revision + 1 });
      return {
        message: `Changed the booking of ${details.guestName ?? (row.guestName || 'this guest')}.`,
        undoId: null,
      };
    },
  }),

  'reservations.setStatus': commandHandler<'reservations.setStatus'>({
    canUndo: true,
    write(writer, { id, status }) {
      const row = writer.get('reservation', id);
      const from = row.status as ReservationStatus;
      if (!canMove(from, status))
        throw new Refusal('not-possible', `This guest ${WORDS[from]}; that can not follow.`, {
          from,
          to: status,
        });
      writer.update('reservation', id, { status, revision: row.revision + 1 });
      if (from === 'cancelled') forgetOtherSide(writer, id, 'The cancellation was taken back');
      for (const stay of staysOf(writer, id))
        writer.update('room_stay', stay.id, { isTaking: takesNights(status) ? 1 : 0 });
      return { message: `${sayGuest(row.guestName, 'direct')} ${WORDS[status]}.`, undoId: null };
    },
  }),

  'reservations.cancel': commandHandler<'reservations.cancel'>({
    canUndo: true,
    write(writer, { id, reason }) {
      const row = writer.get('reservation', id);
      if (row.status === 'cancelled') throw new Refusal('not-possible', 'This booking is cancelled already.');
      dismissReservation(writer, row, reason);
      const isWaiting = writer.get('reservation', id).otherSide === 'waiting';
      const there = isWaiting
        ? ` ${toldWords(writer, id)}`
        : row.feedId === null
          ? ''
          : ` Cancel it at ${channelName(row.channel as Channel)} too: its nights stay closed here until that calendar lets go of them.`;
      return { message: `Cancelled ${sayGuest(row.guestName, row.channel)}.${there}`, undoId: null };
    },
  }),

  'reservations.freeNights': commandHandler<'reservations.freeNights'>({
    canUndo: true,
    write(writer, { id, reason }) {
      overrideOtherSide(writer, id, reason);
      const { guestName, channel } = writer.get('reservation', id);
      const who = sayGuest(guestName, channel);
      return {
        message: `Freed the nights of ${who}. The channel still holds the booking: cancel it there too.`,
        undoId: null,
      };
    },
  }),
} satisfies Partial<Handlers>;

import type { GuestRow, GuestView } from '../../contract/guests.ts';
import type { Channel } from '../../domain/channel.ts';
import { Refusal } from '../../domain/failure.ts';
import type { ReservationStatus } from '../../domain/reservation.ts';
import type { StayDate } from '../../domain/stay-date.ts';
import type { ReadHandle } from '../../store/database.ts';
import { allRows, rowsWhere } from '../../store/find.ts';
import { findGuest, mergedInto, reservationsOfGuest } from '../../store/guests.ts';
import type { Row } from '../../store/writer.ts';
import { mergeGuests, splitGuest } from '../../sync/guests.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { sayCount } from '../say.ts';

const SHOWN = 30;
const SHOWN_ALIKE = 10;

const rowOf = (read: ReadHandle, { id, name, email, phone, country }: Row<'guest'>): GuestRow => ({
  ...{ id, name, email, phone, country },
  bookings: reservationsOfGuest(read, id).length,
});

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .trim()
    .toLowerCase();

/** Whoever was not found to be somebody else. */
const ownGuests = (read: ReadHandle): Row<'guest'>[] =>
  allRows(read, 'guest').filter(({ mergedIntoId }) => mergedIntoId === null);

function reservationsShown(read: ReadHandle, guestId: number): GuestView['reservations'] {
  const ids = reservationsOfGuest(read, guestId);
  const stays = Map.groupBy(rowsWhere(read, 'room_stay', 'reservationId', ids), (stay) => stay.reservationId);
  const firstAndLast = (id: number): Pick<GuestView['reservations'][number], 'arrival' | 'departure'> => {
    const own = stays.get(id) ?? [];
    const dates = (pick: 'arrival' | 'departure'): StayDate[] =>
      own.map((stay) => stay[pick] as StayDate).sort();
    return { arrival: dates('arrival')[0] ?? null, departure: dates('departure').at(-1) ?? null };
  };
  return rowsWhere(read, 'reservation', 'id', ids)
    .map(({ id, channel, status, guestName }) => ({
      id,
      channel: channel as Channel,
      status: status as ReservationStatus,
      guestName,
      ...firstAndLast(id),
    }))
    .sort((a, b) => ((a.arrival ?? '') < (b.arrival ?? '') ? 1 : -1));
}

function readGuest(read: ReadHandle, id: number): GuestView {
  const guest = findGuest(read, id);
  if (!guest) throw new Refusal('not-found', 'This guest is no longer there. Look again at the list.');
  const isAlike = (other: Row<'guest'>): boolean =>
    other.id !== guest.id &&
    ((guest.email !== '' && other.email === guest.email) ||
      (guest.phone !== '' && other.phone === guest.phone) ||
      (guest.name !== '' && plain(other.name) === plain(guest.name)));
  return {
    ...rowOf(read, guest),
    reservations: reservationsShown(read, guest.id),
    merged: mergedInto(read, guest.id).map((other) => ({ id: other.id, name: other.name })),
    alike: ownGuests(read)
      .filter(isAlike)
      .slice(0, SHOWN_ALIKE)
      .map((other) => rowOf(read, other)),
  };
}

export const guestHandlers = {
  'guests.find': ({ text }, { store: { read } }) => {
    const wish = plain(text);
    if (wish === '') return { rows: [] };
    const digits = wish.replace(/\D/g, '');
    const isMeant = ({ name, email, phone }: Row<'guest'>): boolean =>
      plain(name).includes(wish) || email.includes(wish) || (digits.length > 3 && phone.includes(digits));
    return {
      rows: ownGuests(read)
        .filter(isMeant)
        .slice(0, SHOWN)
        .map((guest) => rowOf(read, guest)),
    };
  },

  'guests.read': ({ id }, { store }) => readGuest(store.read, id),

  'guests.merge': commandHandler<'guests.merge'>({
    canUndo: true,
    write(writer, { keepId, goneId, reason }) {
      const { name } = writer.get('guest', keepId);
      mergeGuests(writer, keepId, goneId, reason ?? '');
      const bookings = reservationsOfGuest(writer.tx, keepId).length;
      return { message: `One guest now: ${name}, ${sayCount(bookings, 'booking')}.`, undoId: null };
    },
  }),

  'guests.split': commandHandler<'guests.split'>({
    canUndo: true,
    write(writer, { id, reservationIds, reason }) {
      const made = splitGuest(writer, id, reservationIds, reason ?? '');
      const { name } = writer.get('guest', made);
      const message = `${sayCount(reservationIds.length, 'booking')} now of ${name || 'another guest'}.`;
      return { id: made, message, undoId: null };
    },
  }),
} satisfies Partial<Handlers>;

import type { ReservationView } from '../contract/reservations.ts';
import { Refusal } from '../domain/failure.ts';
import type { ReadHandle } from '../store/database.ts';
import { aboutReservation, readJournal } from '../store/journal.ts';
import { roomTypesOf, theProperty, unitsOf } from '../store/property.ts';
import { findRow, rowsWhere } from '../store/find.ts';
import { feedWithState } from '../store/feed-facts.ts';
import type { Row } from '../store/writer.ts';
import { conflictTitle } from './conflict-words.ts';
import { partiesOf } from '../store/conflicts.ts';
import { journalWords } from './journal-words.ts';
import { bookingsElsewhere, groupOf } from './reservation-elsewhere.ts';

/** One reservation whole: guest, money, stays, conflicts, and every revision with who said so. */
export function readReservation(read: ReadHandle, id: number): ReservationView {
  const row = findRow(read, 'reservation', id);
  if (!row)
    throw new Refusal('not-found', 'This booking is no longer there. Look again at the list.', { id });
  const stays = rowsWhere(read, 'room_stay', 'reservationId', [id]);
  const { propertyId: _, feedId, cancelledAt: __, ...shown } = row;
  return {
    ...shown,
    currency: theProperty(read).currency,
    feed: feedId === null ? null : feedOf(read, feedId),
    stays: staysShown(read, stays),
    channelBookings: bookingsElsewhere(read, row),
    group: groupOf(read, row),
    conflicts: conflictsOf(read, stays),
    revisions: revisionsOf(read, id),
  } as ReservationView;
}

function feedOf(read: ReadHandle, id: number): ReservationView['feed'] {
  const [found] = feedWithState(read, [id]);
  return found ? { id: found.id, label: found.label, lastGoodAt: found.lastGoodAt } : null;
}

function staysShown(read: ReadHandle, stays: readonly Row<'room_stay'>[]): ReservationView['stays'] {
  const units = new Map(unitsOf(read).map((row) => [row.id, row.name]));
  const types = new Map(roomTypesOf(read).map((row) => [row.id, row.name]));
  return stays.map((stay) => ({
    id: stay.id,
    roomTypeId: stay.roomTypeId,
    roomTypeName: types.get(stay.roomTypeId) ?? '',
    unitId: stay.unitId,
    unitName: stay.unitId === null ? null : (units.get(stay.unitId) ?? null),
    arrival: stay.arrival,
    departure: stay.departure,
    isLocked: stay.isLocked === 1,
    isPendingRelease: stay.isPendingRelease === 1,
  })) as ReservationView['stays'];
}

function conflictsOf(read: ReadHandle, stays: readonly Row<'room_stay'>[]): ReservationView['conflicts'] {
  const ids = new Set(stays.map((stay) => stay.id));
  return rowsWhere(read, 'conflict', 'state', ['open'])
    .filter((row) => partiesOf(row).some((party) => party.kind === 'stay' && ids.has(party.id)))
    .map((row) => ({ id: row.id, title: conflictTitle(read, row) }));
}

function revisionsOf(read: ReadHandle, id: number): ReservationView['revisions'] {
  const words = journalWords(read);
  const entries = readJournal(read, 400, undefined, aboutReservation(read, id));
  const acts = new Map<
    string,
    { at: number; actor: string; origin: string; changes: string[]; why: string }
  >();
  for (const entry of entries) {
    const key = entry.commandId ?? `${entry.act}@${entry.at}`;
    const act = acts.get(key) ?? {
      at: entry.at,
      actor: entry.actor,
      origin: entry.origin,
      changes: [],
      why: entry.why,
    };
    act.changes.unshift(...words(entry));
    acts.set(key, act);
  }
  return [...acts.values()].filter((act) => act.changes.length > 0);
}

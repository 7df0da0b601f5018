import { and, desc, eq, inArray, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { ReadHandle } from './database.ts';
import { commandLog, journal } from './schema.ts';

export type JournalRow = typeof journal.$inferSelect;

/** Entries before a sequence number (or the newest), newest first. */
export function readJournal(read: ReadHandle, limit: number, before?: number, about?: SQL): JournalRow[] {
  return read.orm
    .select()
    .from(journal)
    .where(and(before === undefined ? undefined : lt(journal.seq, before), about))
    .orderBy(desc(journal.seq))
    .limit(limit)
    .all();
}

/** Everything about a reservation: itself and its room stays. */
export const aboutReservation = (reservationId: number, roomStayIds: number[]): SQL | undefined =>
  or(
    and(eq(journal.entity, 'reservation'), eq(journal.entityId, reservationId)),
    and(eq(journal.entity, 'room_stay'), inArray(journal.entityId, roomStayIds)),
  );

/** The newest command that can still be taken back. */
export const lastUndoable = (read: ReadHandle): typeof commandLog.$inferSelect | undefined =>
  read.orm
    .select()
    .from(commandLog)
    .where(and(eq(commandLog.canUndo, 1), isNull(commandLog.undoneBy)))
    .orderBy(desc(commandLog.at))
    .limit(1)
    .get();

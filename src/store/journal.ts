import {
  and,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { ReadHandle } from './database.ts';
import { rowsWhere } from './find.ts';
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

/** Everything about a reservation: itself and its room stays, those it has now and those it had. */
export function aboutReservation(read: ReadHandle, reservationId: number): SQL | undefined {
  const stays = rowsWhere(read, 'room_stay', 'reservationId', [reservationId]).map((stay) => stay.id);
  return or(
    and(eq(journal.entity, 'reservation'), eq(journal.entityId, reservationId)),
    and(eq(journal.entity, 'room_stay'), inArray(journal.entityId, stays)),
  );
}

/** Changes of rows of one table up to an instant, oldest first; their making and removal left out. */
export const changesOf = (
  read: ReadHandle,
  entity: string,
  ids: readonly number[],
  until: number,
): JournalRow[] =>
  ids.length === 0
    ? []
    : read.orm
        .select()
        .from(journal)
        .where(
          and(
            eq(journal.entity, entity),
            inArray(journal.entityId, [...ids]),
            lte(journal.at, until),
            isNotNull(journal.old),
            isNotNull(journal.new),
          ),
        )
        .all();

/**
 * The newest act that stands: what was taken back is left out, and so is the taking back itself. Whether it can be taken
 * back is in its row; an older act is never offered in its place.
 */
export const lastAct = (read: ReadHandle): typeof commandLog.$inferSelect | undefined =>
  read.orm
    .select()
    .from(commandLog)
    .where(and(isNull(commandLog.undoneBy), not(like(commandLog.message, `${TAKEN_BACK}%`))))
    .orderBy(desc(sql`rowid`))
    .limit(1)
    .get();

/** How the message of a command begins that took another back. */
export const TAKEN_BACK = 'Taken back: ';

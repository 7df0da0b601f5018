import { asc, eq } from 'drizzle-orm';
import type { ReadHandle } from './database.ts';
import { roomStay } from './schema.ts';
import type { Row } from './writer.ts';

/** The room stays of a reservation, in order of arrival. */
export const roomStaysOf = (read: ReadHandle, reservationId: number): Row<'room_stay'>[] =>
  read.orm
    .select()
    .from(roomStay)
    .where(eq(roomStay.reservationId, reservationId))
    .orderBy(asc(roomStay.arrival), asc(roomStay.id))
    .all();

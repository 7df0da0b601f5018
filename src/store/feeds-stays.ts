import type { ReadHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { roomStay } from './schema.ts';
import type { Row } from './writer.ts';

const STAYS = `${selectFrom(roomStay)} WHERE reservation_id = ? ORDER BY arrival, id`;

/** The room stays of a reservation, in order of arrival. */
export const roomStaysOf = (read: ReadHandle, reservationId: number): Row<'room_stay'>[] =>
  read.prepare(STAYS).all<Row<'room_stay'>>(reservationId);

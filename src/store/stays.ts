import type { ReadHandle } from './database.ts';

/** Somebody or something that takes nights, as told to staff. */
export interface Taker {
  readonly kind: 'stay' | 'block';
  readonly id: number;
  readonly label: string;
  readonly channel: string;
  readonly arrival: string;
  readonly departure: string;
}

const IN_UNIT = `SELECT 'stay' AS kind, s.id, r.guest_name AS label, r.channel, s.arrival, s.departure
    FROM room_stay s JOIN reservation r ON r.id = s.reservation_id
    WHERE s.unit_id = ?1 AND s.is_taking = 1 AND s.arrival < ?3 AND s.departure > ?2
  UNION ALL
  SELECT 'block', id, reason, channel, arrival, departure FROM block
    WHERE unit_id = ?1 AND kind <> 'echo' AND arrival < ?3 AND departure > ?2
  ORDER BY 5`;

/** Who takes nights of a unit between two dates (half-open), in order of arrival. Echoes take none. */
export const takersIn = (read: ReadHandle, unitId: number, arrival: string, departure: string): Taker[] =>
  read.prepare(IN_UNIT).all<Taker>(unitId, arrival, departure);

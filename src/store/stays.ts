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

/** How many stays, past and coming, each unit holds. */
export function staysByUnit(read: ReadHandle): Map<number, number> {
  const counted = read.prepare(
    'SELECT unit_id, count(*) FROM room_stay WHERE unit_id IS NOT NULL GROUP BY unit_id',
  );
  return new Map(counted.raw<[number, number]>());
}

/** True where some booking has a price: then the currency can not change. */
export const hasAnyPrice = (read: ReadHandle): boolean =>
  read.prepare('SELECT 1 FROM reservation WHERE price_minor IS NOT NULL LIMIT 1').get() !== undefined;

/** Who a stay is, and whether staff or a suggestion may move it: confirmed, not locked. */
export interface MovableStay {
  readonly guestName: string;
  readonly isMovable: boolean;
}

/** The taking stays of a window of day numbers (half-open), by room stay id. */
export function movableStays(read: ReadHandle, from: number, to: number): Map<number, MovableStay> {
  const rows = read.prepare(`SELECT s.id, r.guest_name, r.status = 'confirmed' AND s.is_locked = 0
    FROM room_stay s JOIN reservation r ON r.id = s.reservation_id
    WHERE s.is_taking = 1 AND s.departure_day > ? AND s.arrival_day < ?`);
  return new Map(
    rows
      .raw<[number, string, number]>(from, to)
      .map(([id, guestName, isMovable]) => [id, { guestName, isMovable: isMovable === 1 }]),
  );
}

import type { ReadHandle } from './database.ts';

/** A stay or a closure that takes some of the nights asked for. */
export interface OverlappingTaker {
  readonly kind: 'stay' | 'block';
  /** Of the reservation; null for a closure. */
  readonly reservationId: number | null;
  readonly guestName: string;
  readonly channel: string;
  readonly channelRef: string | null;
  readonly status: string;
  readonly roomTypeId: number;
  readonly arrival: string;
  readonly departure: string;
}

const OVERLAPPING = `SELECT 'stay' AS kind, r.id AS reservationId, r.guest_name AS guestName, r.channel,
    r.channel_ref AS channelRef, r.status, s.room_type_id AS roomTypeId, s.arrival, s.departure
    FROM room_stay s JOIN reservation r ON r.id = s.reservation_id
    WHERE s.is_taking = 1 AND s.arrival_day < ?2 AND s.departure_day > ?1
  UNION ALL
  SELECT 'block', NULL, '', channel, NULL, 'confirmed', room_type_id, arrival, departure FROM block
    WHERE kind <> 'echo' AND arrival_day < ?2 AND departure_day > ?1
  ORDER BY 8, 2`;

/** Who takes nights of the hotel between two day numbers (half-open), in order of arrival. */
export const takersBetween = (read: ReadHandle, from: number, to: number): OverlappingTaker[] =>
  read.prepare(OVERLAPPING).all<OverlappingTaker>(from, to);

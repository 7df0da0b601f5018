import type { Channel } from '../domain/channel.ts';
import type { WorkEdit } from '../domain/worklist.ts';
import type { ReadHandle } from '../store/database.ts';
import { sayGuest } from './say.ts';

/** Nights that were taken or freed, and when. */
interface Change {
  readonly at: number;
  readonly arrivalDay: number;
  readonly departureDay: number;
}
interface Booked extends Change {
  readonly guestName: string;
  readonly channel: string;
  readonly channelRef: string | null;
  readonly isCancelled: number;
}
interface Blocked extends Change {
  readonly reason: string;
}

/** A need is noted right after what brought it about. */
const BEFORE_MS = 60_000;
const MOST = 3;
/** So many of a room type are looked at: what is older has had its list long ago. */
const LOOKED_AT = 60;

const CAUSES = `SELECT r.guest_name AS guestName, r.channel, r.channel_ref AS channelRef,
    coalesce(r.cancelled_at, r.received_at) AS at, r.cancelled_at IS NOT NULL AS isCancelled,
    s.arrival_day AS arrivalDay, s.departure_day AS departureDay
  FROM room_stay s JOIN reservation r ON r.id = s.reservation_id
  WHERE s.room_type_id = ? AND s.arrival_day <= ? AND s.departure_day > ?
    AND coalesce(r.cancelled_at, r.received_at) >= ?
  ORDER BY at DESC LIMIT ${String(LOOKED_AT)}`;
const BLOCKS = `SELECT b.reason, b.received_at AS at, b.arrival_day AS arrivalDay, b.departure_day AS departureDay
  FROM block b
  WHERE b.room_type_id = ? AND b.arrival_day <= ? AND b.departure_day > ? AND b.received_at >= ?
  ORDER BY at DESC LIMIT ${String(LOOKED_AT)}`;

/** True where a change came right before the need of one of these edits, on one of its nights. */
const isOf =
  (edits: readonly WorkEdit[]) =>
  ({ at, arrivalDay, departureDay }: Change): boolean =>
    edits.some(
      ({ since, nights }) =>
        at >= since - BEFORE_MS && nights.some(({ night }) => night >= arrivalDay && night < departureDay),
    );

/** What brought a visit about, newest first: "Marlow (Airbnb) booked at 14:02". */
export function causesOf(
  read: ReadHandle,
  edits: readonly WorkEdit[],
  time: (at: number) => string,
): string[] {
  const said = new Map<string, number>();
  for (const [roomTypeId, own] of Map.groupBy(edits, (edit) => edit.roomTypeId)) {
    const nights = own.flatMap((edit) => edit.nights.map(({ night }) => night));
    const since = Math.min(...own.map((edit) => edit.since)) - BEFORE_MS;
    const place = [roomTypeId, Math.max(...nights), Math.min(...nights), since] as const;
    for (const cause of read
      .prepare(CAUSES)
      .all<Booked>(...place)
      .filter(isOf(own))) {
      const guest = sayGuest(cause.guestName, cause.channel as Channel, cause.channelRef);
      said.set(`${guest} ${cause.isCancelled ? 'cancelled' : 'booked'} at ${time(cause.at)}`, cause.at);
    }
    for (const { reason, at } of read
      .prepare(BLOCKS)
      .all<Blocked>(...place)
      .filter(isOf(own)))
      said.set(`${reason || 'Nights'} blocked at ${time(at)}`, at);
  }
  return [...said]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([words]) => words);
}

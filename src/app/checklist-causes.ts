import type { Channel } from '../domain/channel.ts';
import type { WorkEdit } from '../domain/worklist.ts';
import type { ReadHandle } from '../store/database.ts';
import { sayGuest } from './say.ts';

interface Cause {
  readonly guestName: string;
  readonly channel: string;
  readonly channelRef: string | null;
  readonly at: number;
  readonly isCancelled: number;
}

/** A need is noted right after what brought it about. */
const BEFORE_MS = 60_000;
const MOST = 3;

const CAUSES = `SELECT r.guest_name AS guestName, r.channel, r.channel_ref AS channelRef,
    coalesce(r.cancelled_at, r.received_at) AS at, r.cancelled_at IS NOT NULL AS isCancelled
  FROM reservation r
  WHERE coalesce(r.cancelled_at, r.received_at) >= ?
    AND EXISTS (SELECT 1 FROM room_stay s WHERE s.reservation_id = r.id AND s.room_type_id = ?
      AND s.arrival_day <= ? AND s.departure_day > ?)
  ORDER BY at DESC LIMIT ${String(MOST)}`;
const BLOCKS = `SELECT b.reason, b.received_at AS at FROM block b
  WHERE b.received_at >= ? AND b.room_type_id = ? AND b.arrival_day <= ? AND b.departure_day > ?
  ORDER BY at DESC LIMIT ${String(MOST)}`;

/** What brought a visit about, newest first: "Marlow (Airbnb) booked at 14:02". */
export function causesOf(
  read: ReadHandle,
  edits: readonly WorkEdit[],
  time: (at: number) => string,
): string[] {
  const said = new Map<string, number>();
  for (const { roomTypeId, nights, since } of edits) {
    const place = [since - BEFORE_MS, roomTypeId, nights.at(-1)?.night ?? 0, nights[0]?.night ?? 0] as const;
    for (const { guestName, channel, channelRef, at, isCancelled } of read
      .prepare(CAUSES)
      .all<Cause>(...place)) {
      const guest = sayGuest(guestName, channel as Channel, channelRef);
      said.set(`${guest} ${isCancelled ? 'cancelled' : 'booked'} at ${time(at)}`, at);
    }
    for (const { reason, at } of read.prepare(BLOCKS).all<{ reason: string; at: number }>(...place))
      said.set(`${reason || 'Nights'} blocked at ${time(at)}`, at);
  }
  return [...said]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([words]) => words);
}

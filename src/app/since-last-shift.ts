import type { ReadHandle } from '../store/database.ts';
import { sayCount } from './say.ts';

/** What a calendar held when it was first taken in is no news. */
const SINCE = `SELECT
  (SELECT count(*) FROM reservation r LEFT JOIN feed f ON f.id = r.feed_id
    WHERE r.received_at >= ?1 AND (f.id IS NULL OR r.received_at > f.created_at + 60000)) AS made,
  (SELECT count(DISTINCT entity_id) FROM journal WHERE at >= ?1 AND entity = 'room_stay' AND old LIKE '%"unitId"%') AS moved,
  (SELECT count(*) FROM conflict WHERE opened_at >= ?1) AS opened,
  (SELECT count(*) FROM conflict WHERE closed_at >= ?1 AND state = 'closed') AS settled`;
const CANCELLED = `SELECT r.guest_name AS guest, coalesce(u.name, 'no unit') AS unit
  FROM reservation r JOIN room_stay s ON s.reservation_id = r.id LEFT JOIN unit u ON u.id = s.unit_id
  WHERE r.cancelled_at >= ?1 AND r.status = 'cancelled' ORDER BY r.cancelled_at DESC`;

/** What the last shift would tell you, since an instant. */
export function sinceLastShift(read: ReadHandle, since: number): string[] {
  const counts = read
    .prepare(SINCE)
    .get<{ made: number; moved: number; opened: number; settled: number }>(since);
  const cancelled = read.prepare(CANCELLED).all<{ guest: string; unit: string }>(since);
  const said: string[] = [];
  if (counts && counts.made > 0) said.push(sayCount(counts.made, 'new stay'));
  if (cancelled.length > 0) {
    const [first] = cancelled;
    const one = cancelled.length === 1 && first ? ` (${first.guest || 'a guest'}, was ${first.unit})` : '';
    said.push(`${String(cancelled.length)} cancelled${one}`);
  }
  if (counts && counts.moved > 0) said.push(`${sayCount(counts.moved, 'stay')} moved`);
  if (counts && counts.opened > 0)
    said.push(`${sayCount(counts.opened, 'conflict')} found, ${String(counts.settled)} settled`);
  return said.length > 0 ? said : ['Nothing changed'];
}

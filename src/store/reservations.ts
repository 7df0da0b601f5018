import type { ReadHandle } from './database.ts';

/** One room stay with what the lists show of its reservation. */
export interface StayRow {
  readonly id: number;
  readonly roomStayId: number;
  readonly guestName: string;
  readonly channel: string;
  readonly channelRef: string | null;
  readonly status: string;
  readonly arrival: string;
  readonly departure: string;
  readonly unitId: number | null;
  readonly unitName: string | null;
  readonly roomTypeName: string;
  readonly guests: number;
  readonly priceMinor: number | null;
  readonly paidMinor: number;
  readonly receivedAt: number;
  readonly hasConflict: number;
  readonly isPendingRelease: number;
}

const COLUMNS = `r.id, s.id AS roomStayId, r.guest_name AS guestName, r.channel, r.channel_ref AS channelRef, r.status,
  s.arrival, s.departure, s.unit_id AS unitId, u.name AS unitName, t.name AS roomTypeName, r.guests,
  r.price_minor AS priceMinor, r.paid_minor AS paidMinor, r.received_at AS receivedAt,
  s.is_pending_release AS isPendingRelease,
  EXISTS (SELECT 1 FROM conflict c, json_each(c.parties) p WHERE c.state = 'open'
    AND json_extract(p.value, '$.kind') = 'stay' AND json_extract(p.value, '$.id') = s.id) AS hasConflict`;
const FROM = `FROM room_stay s JOIN reservation r ON r.id = s.reservation_id
  JOIN room_type t ON t.id = s.room_type_id LEFT JOIN unit u ON u.id = s.unit_id`;

export interface StayFilter {
  readonly filter: 'arriving' | 'in-house' | 'upcoming' | 'past' | 'cancelled' | 'all';
  readonly today: string;
  readonly channel?: string | undefined;
  readonly text?: string | undefined;
}

const FILTERS: Readonly<Record<StayFilter['filter'], readonly [where: string, order: string]>> = {
  arriving: ["s.arrival = ?1 AND r.status IN ('confirmed', 'in-house')", 'u.name'],
  'in-house': [
    "s.arrival <= ?1 AND s.departure >= ?1 AND (r.status = 'in-house' OR (r.feed_id IS NOT NULL AND r.status = 'confirmed' AND s.arrival < ?1 AND s.departure > ?1))",
    's.departure, u.name',
  ],
  upcoming: ["s.departure > ?1 AND s.is_taking = 1 AND r.status <> 'departed'", 's.arrival, u.name'],
  past: ['s.departure <= ?1 AND s.is_taking = 1', 's.departure DESC, u.name'],
  cancelled: ["r.status IN ('cancelled', 'no-show') AND ?1 <> ''", 'r.cancelled_at DESC, s.arrival DESC'],
  all: ["?1 <> ''", 's.arrival DESC, u.name'],
};

const likeOf = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
const TEXT = `(r.guest_name LIKE ?3 ESCAPE '\\' OR r.channel_ref LIKE ?3 ESCAPE '\\' OR u.name LIKE ?3 ESCAPE '\\'
  OR r.contact LIKE ?3 ESCAPE '\\' OR r.note LIKE ?3 ESCAPE '\\')`;

/** Stays by filter, `limit` from `offset`, and how many there are in all. */
export function listStays(
  read: ReadHandle,
  { filter, today, channel, text }: StayFilter,
  limit: number,
  offset: number,
): { rows: StayRow[]; total: number } {
  const [condition, order] = FILTERS[filter];
  const where = `WHERE ${condition} AND (?2 = '' OR r.channel = ?2) AND (?3 = '%%' OR ${TEXT})`;
  const bound = [today, channel ?? '', likeOf(text?.trim() ?? '')] as const;
  const total = read.prepare(`SELECT count(*) ${FROM} ${where}`).pluck<number>(...bound)[0] ?? 0;
  const rows = read
    .prepare(`SELECT ${COLUMNS} ${FROM} ${where} ORDER BY ${order}, s.id LIMIT ?4 OFFSET ?5`)
    .all<StayRow>(...bound, limit, offset);
  return { rows, total };
}

/** Stays that arrive on (or depart from) a date and take nights. */
export const staysOn = (read: ReadHandle, column: 'arrival' | 'departure', date: string): StayRow[] =>
  read
    .prepare(`SELECT ${COLUMNS} ${FROM} WHERE s.${column} = ? AND s.is_taking = 1 ORDER BY u.name, s.id`)
    .all<StayRow>(date);

/** Stays whose guest, booking code or unit contains the text, nearest to a date first. */
export const findStays = (read: ReadHandle, text: string, today: string, limit: number): StayRow[] =>
  read
    .prepare(
      `SELECT ${COLUMNS} ${FROM} WHERE ?2 = ?2 AND ${TEXT}
       ORDER BY (r.status = 'cancelled'), CASE WHEN s.departure > ?1 THEN s.arrival_day - julianday(?1) + 2440587.5
       ELSE julianday(?1) - 2440587.5 - s.arrival_day + 1000 END LIMIT ?4`,
    )
    .all<StayRow>(today, '', likeOf(text.trim()), limit);

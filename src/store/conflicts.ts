import { and, desc, eq, gt, isNotNull, lt, ne, or } from 'drizzle-orm';
import type { Conflict, Party } from '../domain/conflict.ts';
import type { NightRange } from '../domain/stay-date.ts';
import type { ReadHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { conflict } from './schema.ts';
import type { NewRow, Row } from './writer.ts';

export const partiesOf = (row: Row<'conflict'>): Party[] => JSON.parse(row.parties) as Party[];
export const nightsOfConflict = (row: Row<'conflict'>): NightRange[] =>
  JSON.parse(row.nights) as NightRange[];

/** A row as the domain knows it. */
export const conflictOf = (row: Row<'conflict'>): Conflict =>
  ({
    key: row.key,
    kind: row.kind,
    severity: row.severity,
    unitId: row.unitId,
    roomTypeId: row.roomTypeId,
    parties: partiesOf(row),
    nights: nightsOfConflict(row),
  }) as unknown as Conflict;

/** The columns that follow from the fact itself. */
export function factColumns(
  found: Conflict,
): Omit<NewRow<'conflict'>, 'id' | 'propertyId' | 'state' | 'openedAt' | 'seenAt'> {
  const { key, kind, severity, unitId, roomTypeId, parties, nights } = found;
  return {
    key,
    kind,
    severity,
    unitId,
    roomTypeId,
    firstNight: nights[0]?.arrival ?? '',
    departure: nights.at(-1)?.departure ?? '',
    nights: JSON.stringify(nights),
    parties: JSON.stringify(parties),
  };
}

const CONFLICT = selectFrom(conflict);
/** Looked for after every change, so without the mapper; one statement for any number of units. */
const UNCLOSED = `${CONFLICT} WHERE state <> 'closed' AND connection_id IS NULL AND (
  unit_id IN (SELECT value FROM json_each(?))
  OR unit_id IS NULL AND room_type_id IN (SELECT value FROM json_each(?))) ORDER BY id`;
const UNCLOSED_AT_CHANNELS = `${CONFLICT} WHERE state <> 'closed' AND connection_id IS NOT NULL ORDER BY id`;

/** Conflicts not yet closed in these units, or about these room types as a whole; those with a channel are not among them. */
export const unclosedConflicts = (
  read: ReadHandle,
  unitIds: number[],
  roomTypeIds: number[],
): Row<'conflict'>[] =>
  read.prepare(UNCLOSED).all<Row<'conflict'>>(JSON.stringify(unitIds), JSON.stringify(roomTypeIds));

export const findConflict = (read: ReadHandle, key: string): Row<'conflict'> | undefined =>
  read.prepare(`${CONFLICT} WHERE key = ?`).get<Row<'conflict'>>(key);

/**
 * Open conflicts with a night after `from` and, where given, before `to`: high before low, then the nearest. Without `to`
 * also those with channels whose nights are over: money and status matter when the guest has left.
 */
export function openConflicts(read: ReadHandle, from: string, to?: string): Row<'conflict'>[] {
  const isInWindow = and(
    gt(conflict.departure, from),
    to === undefined ? undefined : lt(conflict.firstNight, to),
  );
  const rows = read.orm
    .select()
    .from(conflict)
    .where(
      and(
        eq(conflict.state, 'open'),
        to === undefined ? or(isInWindow, isNotNull(conflict.connectionId)) : isInWindow,
      ),
    )
    .all();
  const rank = (row: Row<'conflict'>): string => `${row.severity === 'high' ? 0 : 1}${row.firstNight}`;
  return rows.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Accepted and closed ones, the newest first. */
export const settledConflicts = (read: ReadHandle, limit: number): Row<'conflict'>[] =>
  read.orm
    .select()
    .from(conflict)
    .where(ne(conflict.state, 'open'))
    .orderBy(desc(conflict.closedAt))
    .limit(limit)
    .all();

/** Conflicts with channels that are not closed, by number. */
export const unclosedChannelConflicts = (read: ReadHandle): Row<'conflict'>[] =>
  read.prepare(UNCLOSED_AT_CHANNELS).all<Row<'conflict'>>();

/** A room of a channel that nobody has linked, with the bookings that wait for it. */
export interface UnmappedRoom {
  readonly connectionId: number;
  readonly channel: string;
  readonly externalRoomId: string;
  /** As the channel calls it; its number where it never told. */
  readonly name: string;
  readonly bookings: number;
  readonly arrival: string;
  readonly departure: string;
  /** The guess that holds their nights; null where there was none. */
  readonly roomTypeId: number | null;
}

const UNMAPPED = `SELECT b.connection_id AS connectionId, c.channel, b.external_room_id AS externalRoomId,
    coalesce((SELECT e.name FROM external_room e WHERE e.connection_id = b.connection_id
      AND e.external_id = b.external_room_id), b.external_room_id) AS name,
    count(*) AS bookings, min(b.latest ->> '$.arrival') AS arrival, max(b.latest ->> '$.departure') AS departure,
    min(b.agreed ->> '$.fields.roomTypeId') AS roomTypeId
  FROM channel_booking b JOIN connection c ON c.id = b.connection_id
  WHERE b.is_unmapped = 1 AND b.latest ->> '$.departure' > ?
  GROUP BY b.connection_id, b.external_room_id`;

/** The unlinked rooms whose bookings are not over on a date. */
export const unmappedRooms = (read: ReadHandle, today: string): UnmappedRoom[] =>
  read.prepare(UNMAPPED).all<UnmappedRoom>(today);

const WAITING_STAYS = `SELECT s.id FROM channel_booking b JOIN room_stay s ON s.channel_booking_id = b.id
  WHERE b.connection_id = ? AND b.external_room_id = ? AND b.is_unmapped = 1 AND s.is_taking = 1 AND s.departure > ?
  ORDER BY s.arrival, s.id LIMIT ?`;

/** The next stays that hold a room of a guessed type, by arrival. */
export const waitingStays = (
  read: ReadHandle,
  { connectionId, externalRoomId }: Pick<UnmappedRoom, 'connectionId' | 'externalRoomId'>,
  today: string,
  limit: number,
): number[] => read.prepare(WAITING_STAYS).pluck<number>(connectionId, externalRoomId, today, limit);

import { type Occupant, OccupancyIndex } from '../domain/occupancy-index.ts';
import type { RoomTypeId, UnitId } from '../domain/property.ts';
import type { DayNumber } from '../domain/stay-date.ts';
import type { ReadHandle } from './database.ts';

type OccupantRow = readonly [
  id: number,
  roomTypeId: number,
  unitId: number | null,
  arrival: number,
  departure: number,
  isUncertain: number,
  isByStaff: number,
];

const STAYS = `SELECT s.id, coalesce(u.room_type_id, s.room_type_id) AS type, s.unit_id, s.arrival_day, s.departure_day, 0, r.feed_id IS NULL AND r.connection_id IS NULL
  FROM room_stay s LEFT JOIN unit u ON u.id = s.unit_id JOIN reservation r ON r.id = s.reservation_id
  WHERE s.is_taking = 1 AND s.departure_day > ? AND s.arrival_day < ?`;
const BLOCKS = `SELECT b.id, coalesce(u.room_type_id, b.room_type_id) AS type, b.unit_id, b.arrival_day, b.departure_day, (b.kind = 'hold') OR b.is_doubtful, b.feed_id IS NULL
  FROM block b LEFT JOIN unit u ON u.id = b.unit_id
  WHERE b.kind <> 'echo' AND b.departure_day > ? AND b.arrival_day < ?`;

const occupant =
  (kind: Occupant['kind']) =>
  ([id, roomTypeId, unitId, arrival, departure, isUncertain, isByStaff]: OccupantRow): Occupant => ({
    kind,
    id,
    roomTypeId: roomTypeId as RoomTypeId,
    unitId: unitId as UnitId | null,
    arrival: arrival as DayNumber,
    departure: departure as DayNumber,
    isUncertain: isUncertain === 1,
    isByStaff: isByStaff === 1,
  });

/**
 * Who takes nights in a window of days (half-open), of the room types named or of all. A stay in a unit counts for that
 * unit's type, a parked one for the type sold. Cancelled stays and echoes are not there.
 */
export function loadOccupancy(
  read: ReadHandle,
  window: { readonly from: number; readonly to: number },
  roomTypeIds?: readonly number[],
): OccupancyIndex {
  const among = roomTypeIds ? ` AND type IN (${roomTypeIds.map(() => '?').join(',')})` : '';
  const bound = [window.from, window.to, ...(roomTypeIds ?? [])];
  const units = read
    .prepare('SELECT id, room_type_id FROM unit ORDER BY position, id')
    .raw<readonly [number, number]>()
    .map(([id, type]) => ({ id: id as UnitId, roomTypeId: type as RoomTypeId }));
  const index = new OccupancyIndex(units);
  for (const row of read.prepare(STAYS + among).raw<OccupantRow>(...bound)) index.put(occupant('stay')(row));
  for (const row of read.prepare(BLOCKS + among).raw<OccupantRow>(...bound))
    index.put(occupant('block')(row));
  return index;
}

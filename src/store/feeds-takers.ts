import { nightsOf, type StayDate } from '../domain/stay-date.ts';
import type { Channel } from '../domain/channel.ts';
import type { ReadHandle } from './database.ts';

/** What a feed stands for: a unit, or with `unitId` null any unit of a room type. */
export interface Place {
  readonly roomTypeId: number;
  readonly unitId: number | null;
}

interface TakerRow {
  readonly unitId: number | null;
  readonly channel: Channel;
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

const OTHERS = (where: 'unit' | 'type'): string => {
  const place = where === 'unit' ? 't.unit_id = ?1' : 'coalesce(u.room_type_id, t.room_type_id) = ?1';
  return `SELECT t.unit_id AS unitId, r.channel, t.arrival, t.departure
    FROM room_stay t JOIN reservation r ON r.id = t.reservation_id LEFT JOIN unit u ON u.id = t.unit_id
    WHERE ${place} AND t.is_taking = 1 AND t.arrival < ?3 AND t.departure > ?2 AND r.feed_id IS NOT ?4
  UNION ALL
  SELECT t.unit_id, t.channel, t.arrival, t.departure
    FROM block t LEFT JOIN unit u ON u.id = t.unit_id
    WHERE ${place} AND t.kind <> 'echo' AND t.arrival < ?3 AND t.departure > ?2 AND t.feed_id IS NOT ?4
  ORDER BY 3`;
};

const countUnits = (read: ReadHandle, roomTypeId: number): number =>
  read.prepare('SELECT count(*) FROM unit WHERE room_type_id = ?').pluck<number>(roomTypeId)[0] ?? 0;

/**
 * The nights on which somebody other than the feed takes its place, with the first of them. A room type is taken where no
 * unit of it is left.
 */
export function takenElsewhere(
  read: ReadHandle,
  place: Place,
  feedId: number,
  from: StayDate,
  to: StayDate,
): Map<StayDate, Channel> {
  const isUnit = place.unitId !== null;
  const rows = read
    .prepare(OTHERS(isUnit ? 'unit' : 'type'))
    .all<TakerRow>(place.unitId ?? place.roomTypeId, from, to, feedId);
  const needed = isUnit ? 1 : Math.max(1, countUnits(read, place.roomTypeId));
  const takers = new Map<StayDate, { channel: Channel; units: Set<number>; parked: number }>();
  for (const row of rows)
    for (const night of nightsOf({
      arrival: row.arrival > from ? row.arrival : from,
      departure: row.departure < to ? row.departure : to,
    })) {
      const known = takers.get(night) ?? { channel: row.channel, units: new Set<number>(), parked: 0 };
      takers.set(night, known);
      if (row.unitId === null) known.parked += 1;
      else known.units.add(row.unitId);
    }
  return new Map(
    [...takers]
      .filter(([, { units, parked }]) => units.size + parked >= needed)
      .map(([night, { channel }]) => [night, channel]),
  );
}

import type { Conflict } from './conflict.ts';
import { type OversoldRun, typeConflicts, unitConflicts } from './conflict-find.ts';
import { type NeededUnits, SWEEP, type SweepColumns, sweepCapacity, sweepUnits } from './conflict-sweep.ts';
import type { Occupant } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import type { DayNumber } from './stay-date.ts';

/** Columns with the ids of their rows: the room stay's or the block's. */
export interface NamedColumns extends SweepColumns {
  readonly id: Int32Array;
}

function occupantAt(columns: NamedColumns, row: number): Occupant {
  const flags = columns.flags[row] as number;
  const unit = columns.unit[row] as number;
  return {
    kind: flags & SWEEP.block ? 'block' : 'stay',
    id: columns.id[row] as number,
    roomTypeId: columns.roomType[row] as RoomTypeId,
    unitId: unit === 0 ? null : (unit as UnitId),
    arrival: columns.arrival[row] as DayNumber,
    departure: columns.departure[row] as DayNumber,
    isUncertain: (flags & SWEEP.uncertain) !== 0,
    isByStaff: (flags & SWEEP.byStaff) !== 0,
  };
}

/** Columns of these occupants, for {@link sweepConflicts}. */
export function sweepColumns(
  occupants: readonly Occupant[],
  typeOfUnit: (unitId: UnitId) => RoomTypeId | undefined,
): NamedColumns {
  const column = (value: (occupant: Occupant) => number): Int32Array => Int32Array.from(occupants, value);
  return {
    length: occupants.length,
    id: column(({ id }) => id),
    unit: column(({ unitId }) => unitId ?? 0),
    roomType: column(({ unitId, roomTypeId }) =>
      unitId === null ? roomTypeId : (typeOfUnit(unitId) ?? roomTypeId),
    ),
    arrival: Uint16Array.from(occupants, ({ arrival }) => arrival),
    departure: Uint16Array.from(occupants, ({ departure }) => departure),
    flags: Uint8Array.from(
      occupants,
      ({ kind, isUncertain, isByStaff }) =>
        SWEEP.takes |
        (kind === 'block' ? SWEEP.block : 0) |
        (isUncertain ? SWEEP.uncertain : 0) |
        (isByStaff ? SWEEP.byStaff : 0),
    ),
  };
}

/** Rows that share a unit with others, by unit. */
function tangled(columns: SweepColumns, pairs: Uint32Array): Map<number, number[]> {
  const byUnit = new Map<number, Set<number>>();
  for (const row of pairs) {
    const unit = columns.unit[row] as number;
    const rows = byUnit.get(unit);
    if (rows) rows.add(row);
    else byUnit.set(unit, new Set([row]));
  }
  return new Map([...byUnit].map(([unit, rows]) => [unit, [...rows]]));
}

/**
 * Takes off what the difference per night counted too often: in one unit blocks share with each other and with stays, so
 * that a unit needs as many as it has stays, and one where only blocks stand. Changes `needed` and gives it back.
 */
export function withSharedUnits(
  needed: NeededUnits,
  columns: SweepColumns,
  pairs: Uint32Array,
  without = 0,
): NeededUnits {
  for (const rows of tangled(columns, pairs).values()) {
    const counted = rows.filter((row) => !((columns.flags[row] as number) & without));
    const cells = new Map<number, { stays: number; blocks: number }>();
    for (const row of counted) {
      const base = (columns.roomType[row] as number) * needed.nights - needed.firstDay;
      const isBlock = ((columns.flags[row] as number) & SWEEP.block) !== 0;
      for (let day = columns.arrival[row] as number; day < (columns.departure[row] as number); day++) {
        const cell = cells.get(base + day) ?? { stays: 0, blocks: 0 };
        cells.set(base + day, cell);
        if (isBlock) cell.blocks++;
        else cell.stays++;
      }
    }
    for (const [at, { stays, blocks }] of cells)
      needed.counts[at]! -= stays + blocks - Math.max(stays, blocks > 0 ? 1 : 0);
  }
  return needed;
}

/** Rows without a unit, by type. */
function parkedByType(columns: SweepColumns): Map<number, number[]> {
  const parked = new Map<number, number[]>();
  for (let row = 0; row < columns.length; row++) {
    if (columns.unit[row] !== 0 || !((columns.flags[row] as number) & SWEEP.takes)) continue;
    const type = columns.roomType[row] as number;
    const rows = parked.get(type);
    if (rows) rows.push(row);
    else parked.set(type, [row]);
  }
  return parked;
}

/** Every conflict among all rows. `unitsOfType`: how many units of a room type can be sold. */
export function sweepConflicts(columns: NamedColumns, unitsOfType: (type: RoomTypeId) => number): Conflict[] {
  const pairs = sweepUnits(columns);
  const found = [...tangled(columns, pairs)].flatMap(([unit, rows]) =>
    unitConflicts(
      unit as UnitId,
      columns.roomType[rows[0] as number] as RoomTypeId,
      rows.map((row) => occupantAt(columns, row)),
    ),
  );
  const needed = withSharedUnits(sweepCapacity(columns), columns, pairs);
  const sure = withSharedUnits(sweepCapacity(columns, SWEEP.uncertain), columns, pairs, SWEEP.uncertain);
  for (const [type, rows] of parkedByType(columns)) {
    const units = unitsOfType(type as RoomTypeId);
    const parked = rows.map((row) => occupantAt(columns, row));
    found.push(...typeConflicts(type as RoomTypeId, oversoldRuns(type, units, needed, sure, parked)));
  }
  return found;
}

function oversoldRuns(
  type: number,
  units: number,
  needed: NeededUnits,
  sure: NeededUnits,
  parked: readonly Occupant[],
): OversoldRun[] {
  const base = type * needed.nights;
  const hasParked = new Uint8Array(needed.nights);
  for (const { arrival, departure } of parked)
    hasParked.fill(1, arrival - needed.firstDay, departure - needed.firstDay);
  const isBad = (night: number): boolean =>
    hasParked[night] === 1 && (needed.counts[base + night] as number) > units;
  const runs: OversoldRun[] = [];
  for (let night = 0; night < needed.nights; night++) {
    if (!isBad(night)) continue;
    let end = night + 1;
    while (end < needed.nights && isBad(end)) end++;
    const from = needed.firstDay + night;
    const to = needed.firstDay + end;
    runs.push({
      from,
      to,
      parked: parked.filter(({ arrival, departure }) => arrival < to && from < departure),
      isForSure: sure.counts.subarray(base + night, base + end).some((count) => count > units),
    });
    night = end;
  }
  return runs;
}

import { compareConflicts, type Conflict, type ConflictChanges } from './conflict.ts';
import { type DayRange, type OversoldRun, typeConflicts, unitConflicts } from './conflict-find.ts';
import type { Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { dayNumber } from './stay-date.ts';

/** Where something changed: the nights of one unit, or of a type's parking row. */
export interface ConflictScope extends DayRange {
  readonly unitId: UnitId | null;
  readonly roomTypeId: RoomTypeId;
}

/** The scope that a stay or block touches; a change touches the one before and the one after. */
export const scopeOf = (occupant: Occupant): ConflictScope => ({
  unitId: occupant.unitId,
  roomTypeId: occupant.roomTypeId,
  from: occupant.arrival,
  to: occupant.departure,
});

/** Every conflict that has a night in the scope, or in the night on either side of it. */
export function conflictsAround(index: OccupancyIndex, scope: ConflictScope): Conflict[] {
  const { unitId, from, to } = scope;
  const roomTypeId = unitId === null ? scope.roomTypeId : (index.roomTypeOf(unitId) ?? scope.roomTypeId);
  const found = oversoldAround(index, roomTypeId, { from: from - 1, to: to + 1 });
  if (unitId === null) return found;
  return [...inUnitAround(index, unitId, roomTypeId, { from: from - 1, to: to + 1 }), ...found];
}

function inUnitAround(
  index: OccupancyIndex,
  unitId: UnitId,
  roomTypeId: RoomTypeId,
  window: DayRange,
): Conflict[] {
  const here = index.sharing(unitId, window.from, window.to);
  if (here.length === 0) return [];
  // One step out is enough: whoever shares a night with somebody here lies within that one's nights.
  const from = Math.min(...here.map(({ arrival }) => arrival));
  const to = Math.max(...here.map(({ departure }) => departure));
  return unitConflicts(unitId, roomTypeId, index.sharing(unitId, from, to)).filter((conflict) =>
    touches(conflict, window),
  );
}

const touches = (conflict: Conflict, { from, to }: DayRange): boolean =>
  conflict.nights.some(({ arrival, departure }) => dayNumber(arrival) < to && from < dayNumber(departure));

function oversoldAround(index: OccupancyIndex, roomTypeId: RoomTypeId, window: DayRange): Conflict[] {
  const runs = new Map<number, OversoldRun>();
  const collect = (range: DayRange): OversoldRun[] =>
    runsWithin(index, roomTypeId, range).map((run) => {
      runs.set(run.from, run);
      return run;
    });
  for (const run of collect(window)) {
    // The same stays may be without a unit on other nights too: those lie where all of them sleep.
    collect({
      from: Math.max(...run.parked.map(({ arrival }) => arrival)),
      to: Math.min(...run.parked.map(({ departure }) => departure)),
    });
  }
  const found = typeConflicts(
    roomTypeId,
    [...runs.values()].sort((a, b) => a.from - b.from),
  );
  return found.filter((conflict) => touches(conflict, window));
}

/** The runs that have a night in the range, each in its full length. */
function runsWithin(index: OccupancyIndex, roomTypeId: RoomTypeId, { from, to }: DayRange): OversoldRun[] {
  const isBad = (day: number): boolean =>
    index.isOversold(roomTypeId, day) && index.hasParked(roomTypeId, day);
  const runs: OversoldRun[] = [];
  for (let day = from; day < to; day++) {
    if (!isBad(day)) continue;
    let first = day;
    while (isBad(first - 1)) first--;
    let end = day + 1;
    while (isBad(end)) end++;
    runs.push({
      from: first,
      to: end,
      parked: index.parked(roomTypeId, first, end),
      isForSure: isOversoldForSure(index, roomTypeId, first, end),
    });
    day = end;
  }
  return runs;
}

function isOversoldForSure(index: OccupancyIndex, roomTypeId: RoomTypeId, from: number, to: number): boolean {
  for (let day = from; day < to; day++) if (index.isOversold(roomTypeId, day, true)) return true;
  return false;
}

const isAt = (conflict: Conflict, scope: ConflictScope, index: OccupancyIndex): boolean => {
  if (!touches(conflict, { from: scope.from - 1, to: scope.to + 1 })) return false;
  if (conflict.unitId !== null) return conflict.unitId === scope.unitId;
  const roomTypeId = scope.unitId === null ? undefined : index.roomTypeOf(scope.unitId);
  return conflict.roomTypeId === (roomTypeId ?? scope.roomTypeId);
};

/**
 * What a change did to the conflicts. `scopes`: where stays and blocks lay before and where they lie now, the index already
 * changed. `open`: every conflict known of those units and room types, accepted ones too; others are left alone.
 */
export function recheckConflicts(
  index: OccupancyIndex,
  scopes: readonly ConflictScope[],
  open: readonly Conflict[],
): ConflictChanges {
  const known = open.filter((conflict) => scopes.some((scope) => isAt(conflict, scope, index)));
  const again = known.flatMap(({ unitId, roomTypeId, nights }) =>
    nights.map(({ arrival, departure }) => ({
      unitId,
      roomTypeId,
      from: dayNumber(arrival),
      to: dayNumber(departure),
    })),
  );
  const found = [...scopes, ...again].flatMap((scope) => conflictsAround(index, scope));
  // What is found a step further out may be known too, under this kind or, before it grew or shrank there, under another.
  const sets = new Set(found.map(placeAndParties));
  const alsoKnown = open.filter((conflict) => sets.has(placeAndParties(conflict)));
  return compareConflicts([...known, ...alsoKnown], found);
}

/** The key without its kind. */
const placeAndParties = ({ key }: Conflict): string => key.slice(key.indexOf(':'));

/** Every conflict there is, found the slow way: unit by unit and type by type. For checks and for small hotels. */
export function allConflicts(index: OccupancyIndex, { from, to }: DayRange): Conflict[] {
  const inUnits = index
    .allUnits()
    .flatMap((unitId) =>
      unitConflicts(unitId, index.roomTypeOf(unitId) as RoomTypeId, index.sharing(unitId, from, to)),
    );
  const ofTypes = index.roomTypes().flatMap((id) => typeConflicts(id, runsWithin(index, id, { from, to })));
  return [...inUnits, ...ofTypes];
}

import type { Party } from './conflict.ts';
import type { Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';

/** What looks for a unit: nights as day numbers, departure exclusive. */
export interface Wanted {
  readonly roomTypeId: RoomTypeId;
  readonly arrival: number;
  readonly departure: number;
}

/** Gaps longer than this are all alike: they can be sold again. */
const GAP_CAP = 30;

/** Answers a question as if this stay or block were not there. */
export function asIfAbsent<Answer>(index: OccupancyIndex, party: Party, ask: () => Answer): Answer {
  const removed = index.remove(party.kind, party.id);
  try {
    return ask();
  } finally {
    if (removed) index.put(removed);
  }
}

/** Answers a question as if these had changed to what is given. */
export function asIfChanged<Answer>(
  index: OccupancyIndex,
  changes: readonly Occupant[],
  ask: () => Answer,
): Answer {
  const before = changes.map(({ kind, id }) => ({ kind, id, was: index.get(kind, id) }));
  try {
    for (const change of changes) index.put(change);
    return ask();
  } finally {
    for (const { kind, id, was } of before) {
      index.remove(kind, id);
      if (was) index.put(was);
    }
  }
}

/** How well a stay would sit: the sides on which it touches a neighbour, and the gaps that it would leave. */
function fit(index: OccupancyIndex, unitId: UnitId, { arrival, departure }: Wanted) {
  const before = index.freeNights(unitId, arrival, 'before', GAP_CAP);
  const after = index.freeNights(unitId, departure, 'from', GAP_CAP);
  return { touching: (before === 0 ? 1 : 0) + (after === 0 ? 1 : 0), gap: before + after };
}

/** The free ones among `units`, the tightest fit first, then in the order given. */
export function unitsByFit(index: OccupancyIndex, wanted: Wanted, units: readonly UnitId[]): UnitId[] {
  return units
    .filter((unitId) => index.isFree(unitId, wanted.arrival, wanted.departure))
    .map((unitId) => ({ unitId, ...fit(index, unitId, wanted) }))
    .sort((a, b) => b.touching - a.touching || a.gap - b.gap)
    .map(({ unitId }) => unitId);
}

/**
 * The unit for a stay that has none: free for every night, and leaving the fewest nights that nobody can book. Null: park
 * it. The stay itself must not stand in the index.
 */
export function chooseUnit(
  index: OccupancyIndex,
  wanted: Wanted,
  units: readonly UnitId[] = index.unitsOf(wanted.roomTypeId),
): UnitId | null {
  return unitsByFit(index, wanted, units)[0] ?? null;
}

/**
 * The unit after a change of dates. What the desk chose is kept while it is free, also a unit of another type; only else is
 * another one chosen.
 */
export function keepOrChooseUnit(
  index: OccupancyIndex,
  party: Party,
  wanted: Wanted,
  current: UnitId | null,
): UnitId | null {
  return asIfAbsent(index, party, () =>
    current !== null && index.isFree(current, wanted.arrival, wanted.departure)
      ? current
      : chooseUnit(index, wanted),
  );
}

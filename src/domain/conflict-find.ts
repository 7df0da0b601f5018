import { type Conflict, type ConflictKind, conflictKey, type Severity, sortedParties } from './conflict.ts';
import type { Occupant } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { type DayNumber, type NightRange, stayDate } from './stay-date.ts';

/** Day numbers, half-open. */
export interface DayRange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const nightRange = ({ from, to }: DayRange): NightRange => ({
  arrival: stayDate(from as DayNumber),
  departure: stayDate(to as DayNumber),
});

/** Neighbouring nights on which a type is oversold while somebody has no unit, and all who have none on any of them. */
export interface OversoldRun extends DayRange {
  readonly parked: readonly Occupant[];
  /** Oversold also when those whose source can not tell are left out. */
  readonly isForSure: boolean;
}

function conflict(
  kind: ConflictKind,
  severity: Severity,
  place: { readonly unitId: UnitId | null; readonly roomTypeId: RoomTypeId },
  parties: readonly Occupant[],
  nights: readonly DayRange[],
): Conflict {
  const { unitId, roomTypeId } = place;
  return {
    key: conflictKey(kind, place, parties),
    kind,
    severity,
    unitId,
    roomTypeId,
    parties: sortedParties(parties),
    nights: nights.map(nightRange),
  };
}

/**
 * Every conflict among those who share one unit. Stays for sure are joined into the largest sets that meet on some night;
 * all else is told pair by pair. Blocks among themselves are no conflict: nobody stands before a taken door.
 */
export function unitConflicts(
  unitId: UnitId,
  roomTypeId: RoomTypeId,
  occupants: readonly Occupant[],
): Conflict[] {
  if (occupants.length < 2) return [];
  const place = { unitId, roomTypeId };
  const sorted = [...occupants].sort((a, b) => a.arrival - b.arrival || a.id - b.id);
  const sure = sorted.filter(({ kind, isUncertain }) => kind === 'stay' && !isUncertain);
  const found = meetings(sure).map((set) =>
    conflict('double-booking', 'high', place, set, nightsShared(set)),
  );
  for (const [index, first] of sorted.entries())
    for (const second of sorted.slice(index + 1)) {
      if (second.arrival >= first.departure) break;
      const told = pairConflict(place, first, second);
      if (told) found.push(told);
    }
  return found;
}

function pairConflict(
  place: { readonly unitId: UnitId; readonly roomTypeId: RoomTypeId },
  first: Occupant,
  second: Occupant,
): Conflict | undefined {
  const isBlock = [first, second].filter(({ kind }) => kind === 'block');
  if (isBlock.length === 2) return undefined;
  const nights = [{ from: second.arrival, to: Math.min(first.departure, second.departure) }];
  if (first.isUncertain || second.isUncertain)
    return conflict('possible-conflict', 'low', place, [first, second], nights);
  const [block] = isBlock;
  if (!block) return undefined;
  // A channel's block over a stay is mostly that stay's own shadow, cut differently; one made here was meant.
  const severity = block.isByStaff ? 'high' : 'low';
  return conflict('stay-against-block', severity, place, [first, second], nights);
}

/** The largest sets, of two or more, that all sleep on one and the same night. In: sorted by arrival. */
function meetings(stays: readonly Occupant[]): Occupant[][] {
  const sets: Occupant[][] = [];
  let here: Occupant[] = [];
  for (const stay of stays) {
    const staying = here.filter(({ departure }) => departure > stay.arrival);
    if (staying.length < here.length && here.length > 1) sets.push(here);
    here = [...staying, stay];
  }
  if (here.length > 1) sets.push(here);
  return sets.filter((set, index) => !sets.some((other, at) => at !== index && isWithin(set, other)));
}

const isWithin = (set: readonly Occupant[], other: readonly Occupant[]): boolean =>
  set.length < other.length && set.every((stay) => other.includes(stay));

/** Nights on which at least two of them sleep. In: sorted by arrival. */
function nightsShared(stays: readonly Occupant[]): DayRange[] {
  const shared: { from: number; to: number }[] = [];
  let until = -Infinity;
  for (const { arrival, departure } of stays) {
    if (arrival < until) {
      const to = Math.min(until, departure);
      const last = shared.at(-1);
      if (last && arrival <= last.to) last.to = Math.max(last.to, to);
      else shared.push({ from: arrival, to });
    }
    until = Math.max(until, departure);
  }
  return shared;
}

/**
 * Overbookings of a type from its oversold runs; runs with the same parked stays are one conflict. Nights on which nobody is
 * parked make no run: there the two in one unit are told as a double booking already.
 */
export function typeConflicts(roomTypeId: RoomTypeId, runs: readonly OversoldRun[]): Conflict[] {
  const place = { unitId: null, roomTypeId };
  const bySet = new Map<string, OversoldRun[]>();
  for (const run of runs) {
    const key = conflictKey('overbooking', place, run.parked);
    bySet.set(key, [...(bySet.get(key) ?? []), run]);
  }
  return [...bySet.values()].map((same) => {
    const [{ parked }] = same as [OversoldRun];
    const isForSure = same.some((run) => run.isForSure) && parked.some((party) => !party.isUncertain);
    return isForSure
      ? conflict('overbooking', 'high', place, parked, same)
      : conflict('possible-conflict', 'low', place, parked, same);
  });
}

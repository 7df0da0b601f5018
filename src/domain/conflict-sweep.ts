/**
 * The full sweep: every pair that shares a night in a unit, and what every type needs on every night, out of columns of
 * plain numbers. For start-up and for checking the index that is kept change by change.
 */

/** Bits of the `flags` column. What takes no nights (cancelled, echo) has no `takes`. */
export const SWEEP = { takes: 1, block: 2, uncertain: 4, byStaff: 8 } as const;

/** One row per stay or block, in any order. */
export interface SweepColumns {
  readonly length: number;
  /** 0 while parked. */
  readonly unit: Int32Array;
  /** Whose units it takes: the type of its unit, or the type sold while it is parked. */
  readonly roomType: Int32Array;
  /** Day numbers, from 0 to 65,535. */
  readonly arrival: Int32Array;
  /** Exclusive. */
  readonly departure: Int32Array;
  readonly flags: Uint8Array;
}

const DAYS = 65_536;

/** Rows gathered unit by unit: two numbers each, its nights (arrival above departure, 16 bits each) and its row. */
interface Gathered {
  readonly records: Uint32Array;
  /** By unit: where its records end. They begin where those of the unit before end. */
  readonly ends: Uint32Array;
}

function largest(column: Int32Array, length: number): number {
  let max = 0;
  for (let row = 0; row < length; row++) if ((column[row] as number) > max) max = column[row] as number;
  return max;
}

/** A counting sort by unit. Parked rows and those that take nothing are left out. */
function gatherByUnit({ length, unit, arrival, departure, flags }: SweepColumns): Gathered {
  const ends = new Uint32Array(largest(unit, length) + 1);
  for (let row = 0; row < length; row++) ends[unit[row] as number]! += (flags[row] as number) & SWEEP.takes;
  ends[0] = 0;
  let rows = 0;
  for (let id = 0; id < ends.length; id++) {
    const count = ends[id] as number;
    ends[id] = rows;
    rows += count;
  }
  const records = new Uint32Array(rows * 2);
  for (let row = 0; row < length; row++) {
    const id = unit[row] as number;
    if (id === 0 || ((flags[row] as number) & SWEEP.takes) === 0) continue;
    const at = ends[id]!++ * 2;
    records[at] = ((arrival[row] as number) << 16) | (departure[row] as number);
    records[at + 1] = row;
  }
  return { records, ends };
}

/**
 * Every pair of rows that take one unit on one night: row numbers, two by two, in no promised order. Blocks among
 * themselves are in it too. Costs one pass over the rows and one over their nights.
 */
export function sweepUnits(columns: SweepColumns): Uint32Array {
  const { records, ends } = gatherByUnit(columns);
  const pairs: number[] = [];
  /** Per night the last record that took it; one from before this unit's first record is of another unit. */
  const takenBy = new Int32Array(DAYS).fill(-1);
  const sharedIn = new Int32Array(DAYS).fill(-1);
  for (let id = 1, start = 0; id < ends.length; id++) {
    const end = ends[id] as number;
    if (end - start > 1 && markNights(records, start, end, takenBy, sharedIn))
      pairUp(records, start, end, sharedIn, pairs);
    start = end;
  }
  return Uint32Array.from(pairs);
}

/** Marks the nights of one unit; true where a night was taken twice, which `sharedIn` then shows. */
function markNights(
  records: Uint32Array,
  start: number,
  end: number,
  takenBy: Int32Array,
  sharedIn: Int32Array,
): boolean {
  let isShared = false;
  for (let at = start; at < end; at++) {
    const nights = records[at * 2] as number;
    for (let day = nights >>> 16, last = nights & 0xffff; day < last; day++) {
      if ((takenBy[day] as number) >= start) {
        sharedIn[day] = start;
        isShared = true;
      }
      takenBy[day] = at;
    }
  }
  return isShared;
}

/** Pairs up those of a unit who sleep on a shared night. */
function pairUp(
  records: Uint32Array,
  start: number,
  end: number,
  sharedIn: Int32Array,
  pairs: number[],
): void {
  const meeting: { from: number; to: number; row: number }[] = [];
  for (let at = start; at < end; at++) {
    const nights = records[at * 2] as number;
    const from = nights >>> 16;
    const to = nights & 0xffff;
    let day = from;
    while (day < to && sharedIn[day] !== start) day++;
    if (day < to) meeting.push({ from, to, row: records[at * 2 + 1] as number });
  }
  meeting.sort((a, b) => a.from - b.from);
  let here: typeof meeting = [];
  for (const next of meeting) {
    here = here.filter(({ to }) => to > next.from);
    for (const other of here) pairs.push(other.row, next.row);
    here.push(next);
  }
}

/** Units needed per type and night. */
export interface NeededUnits {
  readonly firstDay: number;
  readonly nights: number;
  /** By room type id times `nights`, then night. */
  readonly counts: Int32Array;
}

/**
 * How many rows take each type on each night, by a difference per night: every row counts, also two in one unit.
 * `without`: rows with one of these bits are left out. What blocks share is not taken off yet.
 */
export function sweepCapacity(columns: SweepColumns, without = 0): NeededUnits {
  const { length, roomType, arrival, departure, flags } = columns;
  let firstDay = DAYS;
  let endDay = 0;
  let types = 0;
  for (let row = 0; row < length; row++) {
    firstDay = Math.min(firstDay, arrival[row] as number);
    endDay = Math.max(endDay, departure[row] as number);
    types = Math.max(types, roomType[row] as number);
  }
  // One night more than there are takes the departures on the last day.
  const nights = Math.max(0, endDay - firstDay) + 1;
  const counts = new Int32Array((types + 1) * nights);
  const mask = SWEEP.takes | without;
  for (let row = 0; row < length; row++) {
    if (((flags[row] as number) & mask) !== SWEEP.takes) continue;
    const base = (roomType[row] as number) * nights - firstDay;
    counts[base + (arrival[row] as number)]!++;
    counts[base + (departure[row] as number)]!--;
  }
  for (let type = 0, at = 0; type <= types; type++) {
    let taken = 0;
    for (let night = 0; night < nights; night++, at++) counts[at] = taken += counts[at] as number;
  }
  return { firstDay, nights, counts };
}

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
  /** Day numbers. Sixteen bits reach to 2149, and half the memory is read in half the time. */
  readonly arrival: Uint16Array;
  /** Exclusive. */
  readonly departure: Uint16Array;
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

/** By unit: where its records begin. Ends as where they end, once all are placed. */
function placesOf({ length, unit, flags }: SweepColumns): { starts: Uint32Array; rows: number } {
  const starts = new Uint32Array(largest(unit, length) + 1);
  countByUnit(starts, unit, flags, length);
  starts[0] = 0;
  let rows = 0;
  for (let id = 0; id < starts.length; id++) {
    const count = starts[id] as number;
    starts[id] = rows;
    rows += count;
  }
  return { starts, rows };
}

// The loops over all rows stand in small functions of their own: those are compiled well, a loop in a long one is not.
function countByUnit(counts: Uint32Array, unit: Int32Array, flags: Uint8Array, length: number): void {
  for (let row = 0; row < length; row++) {
    const id = unit[row] as number;
    counts[id] = (counts[id] as number) + ((flags[row] as number) & SWEEP.takes);
  }
}

/** A counting sort by unit. Parked rows and those that take nothing are left out. */
function gatherByUnit(columns: SweepColumns): Gathered {
  const { starts, rows } = placesOf(columns);
  const records = new Uint32Array(rows * 2);
  place(records, starts, columns);
  return { records, ends: starts };
}

function place(records: Uint32Array, starts: Uint32Array, columns: SweepColumns): void {
  const { length, unit, arrival, departure, flags } = columns;
  for (let row = 0; row < length; row++) {
    const id = unit[row] as number;
    if (id === 0 || ((flags[row] as number) & SWEEP.takes) === 0) continue;
    const at = starts[id] as number;
    starts[id] = at + 1;
    records[at * 2] = ((arrival[row] as number) << 16) | (departure[row] as number);
    records[at * 2 + 1] = row;
  }
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
  const { firstDay, endDay, types } = extentOf(columns);
  // One night more than there are takes the departures on the last day.
  const nights = Math.max(0, endDay - firstDay) + 1;
  const counts = new Int32Array((types + 1) * nights);
  addDifferences(counts, columns, firstDay, nights, without);
  for (let type = 0, at = 0; type <= types; type++) {
    let taken = 0;
    for (let night = 0; night < nights; night++, at++) counts[at] = taken += counts[at] as number;
  }
  return { firstDay, nights, counts };
}

function extentOf({ length, roomType, arrival, departure }: SweepColumns) {
  let firstDay = DAYS;
  let endDay = 0;
  let types = 0;
  for (let row = 0; row < length; row++) {
    const from = arrival[row] as number;
    const to = departure[row] as number;
    const type = roomType[row] as number;
    if (from < firstDay) firstDay = from;
    if (to > endDay) endDay = to;
    if (type > types) types = type;
  }
  return { firstDay, endDay, types };
}

function addDifferences(
  counts: Int32Array,
  { length, roomType, arrival, departure, flags }: SweepColumns,
  firstDay: number,
  nights: number,
  without: number,
): void {
  const mask = SWEEP.takes | without;
  for (let row = 0; row < length; row++) {
    const one = ((flags[row] as number) & mask) === SWEEP.takes ? 1 : 0;
    const base = (roomType[row] as number) * nights - firstDay;
    const from = base + (arrival[row] as number);
    const to = base + (departure[row] as number);
    counts[from] = (counts[from] as number) + one;
    counts[to] = (counts[to] as number) - one;
  }
}

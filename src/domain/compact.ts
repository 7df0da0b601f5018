import type { CellValue } from './ari.ts';
import type { CellDelta, Direction } from './delta.ts';
import type { RoomTypeId } from './property.ts';
import { type DayNumber, type StayDate, stayDate } from './stay-date.ts';

/** Adjacent nights of one cell that are told one value. */
export interface RangeChange {
  readonly roomTypeId: RoomTypeId;
  /** 0: the room type itself. */
  readonly ratePlanId: number;
  readonly from: StayDate;
  /** The last night, included. */
  readonly to: StayDate;
  readonly value: CellValue;
  /** What was shown, as far as it is known and the same on every night. */
  readonly before: CellValue;
  /** What was shown night by night, where the nights differed. */
  readonly beforeByNight?: readonly CellValue[];
  readonly direction: Direction;
  /** That of its most urgent night; the higher goes first. */
  readonly urgency: number;
}

export interface CompactLimits {
  readonly nightsPerRange: number;
  /** True: a range may not reach across the end of a month. */
  readonly breaksAtMonthEnd: boolean;
}

export const isSameValue = (a: CellValue, b: CellValue): boolean =>
  a === b ||
  (a.available === b.available &&
    a.priceMinor === b.priceMinor &&
    a.stopSell === b.stopSell &&
    a.closedToArrival === b.closedToArrival &&
    a.closedToDeparture === b.closedToDeparture &&
    a.minLos === b.minLos &&
    a.maxLos === b.maxLos);

/** Indexes of the cells, in order of their nights. Linear: nights are counted, not compared. */
function byNight(deltas: readonly CellDelta[]): Int32Array {
  let [low, high] = [Infinity, -Infinity];
  for (const { key } of deltas) {
    if (key.night < low) low = key.night;
    if (key.night > high) high = key.night;
  }
  const places = new Int32Array(Math.max(0, high - low + 2));
  for (const { key } of deltas) (places[key.night - low + 1] as number)++;
  for (let at = 1; at < places.length; at++) (places[at] as number) += places[at - 1] as number;
  const order = new Int32Array(deltas.length);
  deltas.forEach(({ key }, index) => (order[(places[key.night - low] as number)++] = index));
  return order;
}

const DIRECTIONS: readonly Direction[] = ['closes', 'opens', 'other'];
const PLANS = 2 ** 24;

/** A run that still grows. */
interface Run {
  /** Of the most urgent night: where the range stands in the order of sending. */
  first: number;
  readonly start: CellDelta;
  last: DayNumber;
  readonly reach: number;
  befores: CellValue[] | undefined;
}

/** The fields that all have in common. */
function commonOf(values: readonly CellValue[]): CellValue {
  const [first = {}, ...rest] = values;
  return Object.fromEntries(
    Object.entries(first).filter(([field, value]) =>
      rest.every((other) => other[field as keyof CellValue] === value),
    ),
  );
}

function rangeOf({ first, start, last, befores }: Run, deltas: readonly CellDelta[]): RangeChange {
  const { roomTypeId, ratePlanId, night } = start.key;
  return {
    roomTypeId,
    ratePlanId,
    from: stayDate(night),
    to: stayDate(last),
    value: start.value,
    before: befores ? commonOf(befores) : start.before,
    ...(befores ? { beforeByNight: befores } : {}),
    direction: start.direction,
    urgency: (deltas[first] as CellDelta).urgency,
  };
}

/** The last night that a range from this one may reach. */
function reachOf(first: DayNumber, { nightsPerRange, breaksAtMonthEnd }: CompactLimits): number {
  const longest = first + nightsPerRange - 1;
  if (!breaksAtMonthEnd) return longest;
  const dayOfMonth = (night: number): number => Number(stayDate(night as DayNumber).slice(8));
  // 31 days after the first of a month is early in the next one
  const nextMonth = first - dayOfMonth(first) + 32;
  return Math.min(longest, nextMonth - dayOfMonth(nextMonth));
}

/** Adds the cell to the run, unless it begins another one. */
function grow(run: Run, index: number, delta: CellDelta): boolean {
  const { night } = delta.key;
  if (night !== run.last + 1 || night > run.reach || !isSameValue(run.start.value, delta.value)) return false;
  if (run.befores) run.befores.push(delta.before);
  else if (!isSameValue(run.start.before, delta.before))
    run.befores = [...new Array<CellValue>(night - run.start.key.night).fill(run.start.before), delta.before];
  run.last = night;
  if (index < run.first) run.first = index;
  return true;
}

/**
 * The fewest ranges that say the same cells, each cell once: adjacent nights of one cell with one value and one direction,
 * within the channel's limits. A range stands where its most urgent night stood, so the order of sending is kept.
 */
export function compactCells(deltas: readonly CellDelta[], limits: CompactLimits): RangeChange[] {
  const runs = new Map<number, Run>();
  const ended = new Array<Run | undefined>(deltas.length);
  for (const index of byNight(deltas)) {
    const delta = deltas[index] as CellDelta;
    const { roomTypeId, ratePlanId, night } = delta.key;
    const key = (roomTypeId * PLANS + ratePlanId) * 3 + DIRECTIONS.indexOf(delta.direction);
    const run = runs.get(key);
    if (run && grow(run, index, delta)) continue;
    if (run) ended[run.first] = run;
    const reach = reachOf(night, limits);
    runs.set(key, { first: index, start: delta, last: night, reach, befores: undefined });
  }
  for (const run of runs.values()) ended[run.first] = run;
  const ranges: RangeChange[] = [];
  for (const run of ended) if (run) ranges.push(rangeOf(run, deltas));
  return ranges;
}

import {
  BAR_CHANNELS,
  BAR_FLAGS,
  BAR_KINDS,
  BAR_STATUSES,
  type BarKind,
  type Calendar,
} from '../../src/contract/calendar.ts';
import { splitTexts } from '../../src/contract/columns.ts';
import type { Channel } from '../../src/domain/channel.ts';
import { dayNumber } from '../../src/domain/stay-date.ts';
import { takesNights, type ReservationStatus } from '../../src/domain/reservation.ts';
import type { Range } from './geometry.ts';
import { assignLanes } from './lanes.ts';
import { type ClosedNights, marksOf, NONE_CLOSED } from './night-marks.ts';

/** One bar as the interaction, the words and the tooltip want it. Painting reads the columns instead. */
export interface Bar {
  /** Position in the calendar's columns. */
  readonly bar: number;
  readonly key: string;
  readonly kind: BarKind;
  readonly id: number;
  readonly reservationId: number;
  readonly unitId: number;
  readonly roomTypeId: number;
  readonly arrival: number;
  readonly departure: number;
  readonly channel: Channel;
  readonly status: ReservationStatus;
  readonly label: string;
  readonly guests: number;
  readonly isLocked: boolean;
  readonly isConflict: boolean;
  readonly isPendingRelease: boolean;
  readonly hasNote: boolean;
  readonly isFromFeed: boolean;
  /** A price is known and not all of it is paid. */
  readonly isUnpaid: boolean;
}

/** A conflict's nights as day numbers. */
export interface IndexedConflict {
  readonly id: number;
  readonly kind: string;
  readonly isHigh: boolean;
  /** 0 where the conflict is about a room type as a whole. */
  readonly unitId: number;
  readonly roomTypeId: number;
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Bars sorted by place (unit, or 0 for the parking row) and arrival. A `slot` is a position in that order. */
export interface BarIndex {
  readonly calendar: Calendar;
  readonly labels: readonly string[];
  /** Slot → position in the calendar's columns. */
  readonly order: Int32Array;
  readonly arrival: Int32Array;
  readonly departure: Int32Array;
  /** Latest departure of this and all earlier slots of the same place: never falls, so it can be searched. */
  readonly latest: Int32Array;
  readonly lane: Uint8Array;
  /** 1 where an echo lies behind another bar and is drawn as its shadow. */
  readonly shadow: Uint8Array;
  readonly slots: ReadonlyMap<number, Range>;
  readonly lanes: ReadonlyMap<number, number>;
  readonly barOfKey: ReadonlyMap<string, number>;
  /** In the order of their nights. */
  readonly conflicts: readonly IndexedConflict[];
  /** Room type → one number a loaded night: 0, or 1 + the index of its mark in {@link NIGHT_MARKS}. */
  readonly marks: ReadonlyMap<number, Uint8Array>;
  readonly closed: ClosedNights;
}

export const STAY = BAR_KINDS.indexOf('stay');
export const BLOCK = BAR_KINDS.indexOf('block');
export const HOLD = BAR_KINDS.indexOf('hold');
export const ECHO = BAR_KINDS.indexOf('echo');
const SHOWN = BAR_STATUSES.map(takesNights);

const keyOf = (kind: number, id: number): string => `${BAR_KINDS[kind]}-${id}`;

/** Positions of the bars that take part, sorted by place, then arrival: one sort of packed numbers. */
function sortBars(calendar: Calendar, rankOf: ReadonlyMap<number, number>): Float64Array {
  const { count, kind, status, flags, unitId, arrival } = calendar.bars;
  let earliest = Infinity;
  for (let bar = 0; bar < count; bar++) earliest = Math.min(earliest, arrival[bar] as number);
  const packed = new Float64Array(count);
  let used = 0;
  for (let bar = 0; bar < count; bar++) {
    // cancelled here and still alive at its channel: it takes its nights, so it is drawn
    const isKept = ((flags[bar] as number) & BAR_FLAGS.pendingRelease) !== 0;
    if (kind[bar] === STAY && !SHOWN[status[bar] as number] && !isKept) continue;
    const rank = rankOf.get(unitId[bar] as number) ?? 0;
    packed[used++] = (rank * 65_536 + ((arrival[bar] as number) - earliest)) * 2_097_152 + bar;
  }
  return packed.subarray(0, used).sort();
}

/** Builds the index of a calendar: once per window, some milliseconds for a hundred thousand bars. */
export function indexBars(calendar: Calendar, closed: ClosedNights = NONE_CLOSED): BarIndex {
  const { bars } = calendar;
  const places = [0, ...calendar.roomTypes.flatMap((type) => type.units.map((unit) => unit.id))];
  const rankOf = new Map(places.map((unitId, rank) => [unitId, rank]));
  const packed = sortBars(calendar, rankOf);
  const size = packed.length;
  const order = new Int32Array(size);
  const columns = {
    arrival: new Int32Array(size),
    departure: new Int32Array(size),
    kind: new Uint8Array(size),
    latest: new Int32Array(size),
    lane: new Uint8Array(size),
    shadow: new Uint8Array(size),
  };
  const slots = new Map<number, Range>();
  const lanes = new Map<number, number>();
  const barOfKey = new Map<string, number>();
  for (let slot = 0; slot < size; slot++) {
    const bar = (packed[slot] as number) % 2_097_152;
    order[slot] = bar;
    columns.arrival[slot] = bars.arrival[bar] as number;
    columns.departure[slot] = bars.departure[bar] as number;
    columns.kind[slot] = bars.kind[bar] as number;
    barOfKey.set(keyOf(bars.kind[bar] as number, bars.id[bar] as number), bar);
  }
  let first = 0;
  for (let slot = 1; slot <= size; slot++) {
    const place = rankOf.get(bars.unitId[order[first] as number] as number) ?? 0;
    if (slot < size && (rankOf.get(bars.unitId[order[slot] as number] as number) ?? 0) === place) continue;
    const unitId = places[place] as number;
    slots.set(unitId, { first, end: slot });
    lanes.set(unitId, assignLanes(columns, { first, end: slot }, ECHO));
    first = slot;
  }
  const labels = splitTexts(bars.label, bars.count);
  const conflicts = conflictsOf(calendar);
  const marks = marksOf(calendar);
  return { calendar, labels, order, ...columns, slots, lanes, barOfKey, conflicts, marks, closed };
}

function conflictsOf(calendar: Calendar): IndexedConflict[] {
  const conflicts = calendar.conflicts.map((conflict) => ({
    id: conflict.id,
    kind: conflict.kind,
    isHigh: conflict.severity === 'high',
    unitId: conflict.unitId ?? 0,
    roomTypeId: conflict.roomTypeId,
    first: dayNumber(conflict.firstNight),
    end: dayNumber(conflict.departure),
  }));
  return conflicts.sort((a, b) => a.first - b.first || a.id - b.id);
}

/**
 * The slots of a place whose bars touch the nights `first` … `end`. A bar also touches the night of its departure,
 * where its last half cell is drawn. Answers a range to be walked with {@link touches}.
 */
export function slotsWithin(index: BarIndex, unitId: number, nights: Range): Range {
  const place = index.slots.get(unitId);
  if (!place) return { first: 0, end: 0 };
  let low = place.first;
  let high = place.end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index.latest[middle] as number) >= nights.first) high = middle;
    else low = middle + 1;
  }
  const first = low;
  high = place.end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index.arrival[middle] as number) < nights.end) low = middle + 1;
    else high = middle;
  }
  return { first, end: low };
}

/** True where a slot's bar reaches into the nights; earlier long stays keep shorter ones in the range. */
export const touches = (index: BarIndex, slot: number, nights: Range): boolean =>
  (index.departure[slot] as number) >= nights.first;

/** Bars of a place that take at least one of the nights `arrival` … `departure`, a turnover left out. */
export function barsTaking(index: BarIndex, unitId: number, nights: Range): Bar[] {
  const found: Bar[] = [];
  const range = slotsWithin(index, unitId, nights);
  for (let slot = range.first; slot < range.end; slot++)
    if ((index.departure[slot] as number) > nights.first)
      found.push(barOf(index, index.order[slot] as number));
  return found;
}

/** The facts of one bar by its position in the columns. */
export function barOf(index: BarIndex, bar: number): Bar {
  const { bars } = index.calendar;
  const at = (column: Int32Array): number => column[bar] as number;
  const flags = at(bars.flags);
  return {
    bar,
    key: keyOf(at(bars.kind), at(bars.id)),
    kind: BAR_KINDS[at(bars.kind)] ?? 'stay',
    id: at(bars.id),
    reservationId: at(bars.reservationId),
    unitId: at(bars.unitId),
    roomTypeId: at(bars.roomTypeId),
    arrival: at(bars.arrival),
    departure: at(bars.departure),
    channel: BAR_CHANNELS[at(bars.channel)] ?? 'other',
    status: BAR_STATUSES[at(bars.status)] ?? 'confirmed',
    label: index.labels[bar] ?? '',
    guests: at(bars.guests),
    isLocked: (flags & BAR_FLAGS.locked) !== 0,
    isConflict: (flags & BAR_FLAGS.conflict) !== 0,
    isPendingRelease: (flags & BAR_FLAGS.pendingRelease) !== 0,
    hasNote: (flags & BAR_FLAGS.hasNote) !== 0,
    isFromFeed: (flags & BAR_FLAGS.fromFeed) !== 0,
    isUnpaid: (flags & BAR_FLAGS.unpaid) !== 0,
  };
}

/** The bar with a key, or undefined when the window no longer holds it. */
export function barOfKey(index: BarIndex, key: string): Bar | undefined {
  const bar = index.barOfKey.get(key);
  return bar === undefined ? undefined : barOf(index, bar);
}

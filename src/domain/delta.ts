import { CELL_FIELDS, type CellField, type CellKey, type CellValue, type Lane, UNKNOWN } from './ari.ts';
import { inOrderOfSending, rankOf, urgencyOf } from './delta-order.ts';
import {
  closedUnder,
  type Direction,
  directionOfField,
  directionOfUnits,
  FIELD_BIT,
  UNITS_BITS,
  unitsOnSale,
} from './delta-direction.ts';
import type { DayNumber } from './stay-date.ts';

export type { Direction } from './delta-direction.ts';

/** One cell that has to be told: the fields to send, and what was shown of the same fields, as far as it is known. */
export interface CellDelta {
  readonly key: CellKey;
  readonly value: CellValue;
  readonly before: CellValue;
  readonly direction: Direction;
  /** The higher goes first. */
  readonly urgency: number;
}

type ByField = readonly (Int32Array | undefined)[];
type Writable = { -readonly [Field in keyof CellValue]: CellValue[Field] };

const laneKey = ({ roomTypeId, ratePlanId }: Lane): string => `${roomTypeId}/${ratePlanId}`;

/** What is shown of a lane; the same place in the other list is looked at first. */
function shownFor(desired: Lane, at: number, shown: readonly Lane[], byKey: () => ReadonlyMap<string, Lane>) {
  const same = shown[at];
  const isSame = same?.roomTypeId === desired.roomTypeId && same.ratePlanId === desired.ratePlanId;
  return isSame ? same : byKey().get(laneKey(desired));
}

/** The lane's columns in the order of the fields, cut or filled to begin on `from` and last `nights`. */
function columnsFrom(lane: Lane | undefined, from: DayNumber, nights: number): ByField {
  return CELL_FIELDS.map((field) => {
    const column = lane?.columns[field];
    if (!lane || !column) return undefined;
    if (lane.from === from && column.length >= nights) return column;
    const moved = new Int32Array(nights).fill(UNKNOWN);
    const skipped = from - lane.from;
    for (let at = 0; at < nights; at++) moved[at] = column[at + skipped] ?? UNKNOWN;
    return moved;
  });
}

/** Marks the nights on which a column differs; true where there is any. Nights that nothing is desired of are left. */
function mark(
  desired: Int32Array,
  shown: Int32Array | undefined,
  nights: number,
  bit: number,
  marks: Uint8Array,
) {
  let found = 0;
  if (shown) {
    for (let at = 0; at < nights; at++)
      if (desired[at] !== shown[at] && desired[at] !== UNKNOWN)
        found = marks[at] = (marks[at] as number) | bit;
  } else {
    for (let at = 0; at < nights; at++)
      if (desired[at] !== UNKNOWN) found = marks[at] = (marks[at] as number) | bit;
  }
  return found !== 0;
}

function valueAt(columns: ByField, at: number, fields: number): CellValue {
  const value: Writable = {};
  const read = (bit: number, place: number): number =>
    fields & bit ? (columns[place]?.[at] ?? UNKNOWN) : UNKNOWN;
  const [available, price, stop] = [read(1, 0), read(2, 1), read(4, 2)];
  const [arrival, departure, minLos, maxLos] = [read(8, 3), read(16, 4), read(32, 5), read(64, 6)];
  if (available !== UNKNOWN) value.available = available;
  if (price !== UNKNOWN) value.priceMinor = price;
  if (stop !== UNKNOWN) value.stopSell = stop !== 0;
  if (arrival !== UNKNOWN) value.closedToArrival = arrival !== 0;
  if (departure !== UNKNOWN) value.closedToDeparture = departure !== 0;
  if (minLos !== UNKNOWN) value.minLos = minLos;
  if (maxLos !== UNKNOWN) value.maxLos = maxLos;
  return value;
}

/** Values of one side of a lane; neighbouring nights that are alike share one object. */
class SharedValues {
  readonly #columns: ByField;
  #fields = 0;
  #at = 0;
  #value: CellValue = {};

  constructor(columns: ByField) {
    this.#columns = columns;
  }

  at(night: number, fields: number): CellValue {
    if (fields !== this.#fields || !this.#isAlike(night, fields)) {
      this.#value = valueAt(this.#columns, night, fields);
      this.#fields = fields;
    }
    this.#at = night;
    return this.#value;
  }

  #isAlike(night: number, fields: number): boolean {
    for (let place = 0, rest = fields; rest !== 0; place++, rest >>= 1)
      if (rest & 1 && this.#columns[place]?.[night] !== this.#columns[place]?.[this.#at]) return false;
    return true;
  }
}

/** The cells of one lane that differ, added to `found`. */
class LaneDelta {
  readonly #lane: Lane;
  readonly #firstNight: DayNumber;
  readonly #desired: ByField;
  readonly #shown: ByField;
  readonly #values: SharedValues;
  readonly #befores: SharedValues;
  readonly #closure: Uint8Array;
  readonly #found: CellDelta[];

  constructor(lane: Lane, shown: ByField, firstNight: DayNumber, closure: Uint8Array, found: CellDelta[]) {
    this.#lane = lane;
    this.#firstNight = firstNight;
    this.#desired = columnsFrom(lane, lane.from, lane.nights);
    this.#shown = shown;
    this.#values = new SharedValues(this.#desired);
    this.#befores = new SharedValues(shown);
    this.#closure = closure;
    this.#found = found;
  }

  /** Splits a night into what closes and what opens, so that an opening held back holds no closing; groups stay whole. */
  night(at: number, changed: number): void {
    let [closes, opens] = [0, 0];
    for (let place = 0, rest = changed; rest !== 0; place++, rest >>= 1) {
      if (!(rest & 1)) continue;
      const before = this.#shown[place]?.[at] ?? UNKNOWN;
      const after = this.#desired[place]?.[at] as number;
      const direction = directionOfField(CELL_FIELDS[place] as CellField, before, after);
      if (direction === 'closes') closes |= 1 << place;
      else if (direction === 'opens') opens |= 1 << place;
    }
    const all = this.#sendable(at, this.#closure[changed] as number);
    if (!closes || !opens) return this.#add(at, all, closes ? 'closes' : opens ? 'opens' : 'other', changed);
    const opening = this.#sendable(at, this.#closure[opens] as number);
    if ((this.#closure[closes] as number) & opening) {
      this.#add(
        at,
        all,
        directionOfUnits(this.#units(this.#shown, at), this.#units(this.#desired, at)),
        changed,
      );
    } else {
      this.#add(at, all & ~opening, 'closes', closes);
      this.#add(at, opening, 'opens', opens);
    }
  }

  /** A field that nothing is desired of can not go along. */
  #sendable(at: number, fields: number): number {
    let sendable = 0;
    for (let place = 0, rest = fields; rest !== 0; place++, rest >>= 1)
      if (rest & 1 && (this.#desired[place]?.[at] ?? UNKNOWN) !== UNKNOWN) sendable |= 1 << place;
    return sendable;
  }

  #units(columns: ByField, at: number): number | undefined {
    return unitsOnSale(columns[0] ? (columns[0][at] as number) : undefined, columns[2]?.[at]);
  }

  #add(at: number, fields: number, direction: Direction, changed: number): void {
    const { roomTypeId, ratePlanId, from } = this.#lane;
    const night = (from + at) as DayNumber;
    const units = changed & UNITS_BITS ? this.#units(this.#desired, at) : undefined;
    this.#found.push({
      key: { roomTypeId, ratePlanId, night },
      value: this.#values.at(at, fields),
      before: this.#befores.at(at, fields),
      direction,
      urgency: urgencyOf(rankOf(direction, units), night - this.#firstNight),
    });
  }
}

/**
 * What has to be told so that a channel shows what is desired, in the order of sending: what closes before all else, the
 * last unit first, then prices, then what opens, each from the nearest night on. What is shown and not known counts as
 * different; what is not desired is left alone. Fields of a group in `together` are all sent where one of them is. A cell
 * that both closes and opens comes twice, unless a group binds the two.
 */
export function deltaOf(
  desired: readonly Lane[],
  shown: readonly Lane[],
  together: readonly (readonly CellField[])[],
): CellDelta[] {
  let known: ReadonlyMap<string, Lane> | undefined;
  const byKey = () => (known ??= new Map(shown.map((lane) => [laneKey(lane), lane])));
  const closure = closedUnder(together);
  const firstNight = desired.reduce((first, { from }) => Math.min(first, from), Infinity) as DayNumber;
  const found: CellDelta[] = [];
  let marks = new Uint8Array(0);
  desired.forEach((lane, index) => {
    const { nights } = lane;
    const shownColumns = columnsFrom(shownFor(lane, index, shown, byKey), lane.from, nights);
    if (marks.length < nights) marks = new Uint8Array(nights);
    let isDifferent = false;
    CELL_FIELDS.forEach((field, place) => {
      const column = lane.columns[field];
      if (column && mark(column, shownColumns[place], nights, FIELD_BIT[field], marks)) isDifferent = true;
    });
    if (!isDifferent) return;
    const cells = new LaneDelta(lane, shownColumns, firstNight, closure, found);
    for (let at = 0; at < nights; at++) if (marks[at] !== 0) cells.night(at, marks[at] as number);
    marks.fill(0);
  });
  return inOrderOfSending(found);
}

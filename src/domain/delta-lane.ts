import { CELL_FIELDS, type CellField, type CellKey, type CellValue, type Lane, UNKNOWN } from './ari.ts';
import {
  closedUnder,
  type Direction,
  directionFromLeast,
  directionOfField,
  directionOfUnits,
  UNITS_BITS,
  unitsOnSale,
} from './delta-direction.ts';
import { rankOf, urgencyOf } from './delta-order.ts';
import type { DayNumber } from './stay-date.ts';

/** One cell that has to be told: the fields to send, and what was shown of the same fields, as far as it is known. */
export interface CellDelta {
  readonly key: CellKey;
  readonly value: CellValue;
  readonly before: CellValue;
  readonly direction: Direction;
  /** The higher goes first. */
  readonly urgency: number;
}

/** Columns by the place of their field. */
export type ByField = readonly (Int32Array | undefined)[];
type Writable = { -readonly [Field in keyof CellValue]: CellValue[Field] };

const NO_COLUMNS: ByField = CELL_FIELDS.map(() => undefined);

/** The column from so many nights later on; what it does not reach is unknown. */
function moved(column: Int32Array, skipped: number, nights: number): Int32Array {
  const filled = new Int32Array(nights).fill(UNKNOWN);
  for (let at = 0; at < nights; at++) filled[at] = column[at + skipped] ?? UNKNOWN;
  return filled;
}

/** The lane's columns in the order of the fields, cut or filled to begin on `from` and last `nights`. */
export function columnsFrom(lane: Lane | undefined, from: DayNumber, nights: number): ByField {
  if (!lane) return NO_COLUMNS;
  const { columns } = lane;
  const fits = (column: Int32Array | undefined): Int32Array | undefined =>
    column && (lane.from !== from || column.length < nights)
      ? moved(column, from - lane.from, nights)
      : column;
  return [
    fits(columns.available),
    fits(columns.priceMinor),
    fits(columns.stopSell),
    fits(columns.closedToArrival),
    fits(columns.closedToDeparture),
    fits(columns.minLos),
    fits(columns.maxLos),
  ];
}

/** The number of the field at this place, where it is one of `fields`. */
const numberOf = (place: number, columns: ByField, at: number, fields: number): number =>
  fields & (1 << place) ? (columns[place]?.[at] ?? UNKNOWN) : UNKNOWN;

function valueAt(columns: ByField, at: number, fields: number): CellValue {
  const value: Writable = {};
  const available = numberOf(0, columns, at, fields);
  const priceMinor = numberOf(1, columns, at, fields);
  const stopSell = numberOf(2, columns, at, fields);
  const closedToArrival = numberOf(3, columns, at, fields);
  const closedToDeparture = numberOf(4, columns, at, fields);
  const minLos = numberOf(5, columns, at, fields);
  const maxLos = numberOf(6, columns, at, fields);
  if (available !== UNKNOWN) value.available = available;
  if (priceMinor !== UNKNOWN) value.priceMinor = priceMinor;
  if (stopSell !== UNKNOWN) value.stopSell = stopSell !== 0;
  if (closedToArrival !== UNKNOWN) value.closedToArrival = closedToArrival !== 0;
  if (closedToDeparture !== UNKNOWN) value.closedToDeparture = closedToDeparture !== 0;
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

interface LaneInput {
  readonly lane: Lane;
  readonly desired: ByField;
  readonly shown: ByField;
  /** The most closed that may be shown. */
  readonly least: ByField;
  readonly firstNight: DayNumber;
  readonly closure: Uint8Array;
}

/** The cells of one lane that differ, added to `found`. */
export class LaneDelta {
  readonly #lane: Lane;
  readonly #firstNight: DayNumber;
  readonly #desired: ByField;
  readonly #shown: ByField;
  readonly #least: ByField;
  readonly #values: SharedValues;
  readonly #befores: SharedValues;
  readonly #closure: Uint8Array;
  readonly #found: CellDelta[];

  constructor({ lane, desired, shown, least, firstNight, closure }: LaneInput, found: CellDelta[]) {
    this.#lane = lane;
    this.#firstNight = firstNight;
    this.#desired = desired;
    this.#shown = shown;
    this.#least = least;
    this.#values = new SharedValues(desired);
    this.#befores = new SharedValues(shown);
    this.#closure = closure;
    this.#found = found;
  }

  /** Every night that is marked with fields that differ. */
  nights(marks: Uint8Array): void {
    const { nights } = this.#lane;
    for (let at = 0; at < nights; at++) if (marks[at] !== 0) this.night(at, marks[at] as number);
  }

  /** Splits a night into what closes and what opens, so that an opening held back holds no closing; groups stay whole. */
  night(at: number, changed: number): void {
    let closes = 0;
    let opens = 0;
    for (let place = 0, rest = changed; rest !== 0; place++, rest >>= 1) {
      if (!(rest & 1)) continue;
      const direction = this.#direction(place, at);
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

  #direction(place: number, at: number): Direction {
    const field = CELL_FIELDS[place] as CellField;
    const after = this.#desired[place]?.[at] as number;
    const before = this.#shown[place]?.[at] ?? UNKNOWN;
    const least = before === UNKNOWN ? (this.#least[place]?.[at] ?? UNKNOWN) : UNKNOWN;
    return least === UNKNOWN
      ? directionOfField(field, before, after)
      : directionFromLeast(field, least, after);
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

function oneOfEach(): readonly unknown[] {
  const night = 0 as DayNumber;
  const columns = CELL_FIELDS.map(() => Int32Array.of(1));
  const lane: Lane = {
    roomTypeId: 0 as Lane['roomTypeId'],
    ratePlanId: 0,
    from: night,
    nights: 1,
    columns: {},
  };
  const found: CellDelta[] = [];
  const cells = new LaneDelta(
    {
      ...{ lane: { ...lane, columns: Object.fromEntries(CELL_FIELDS.map((f, at) => [f, columns[at]])) } },
      desired: columns,
      ...{ shown: columns, least: columns, firstNight: night, closure: closedUnder([]) },
    },
    found,
  );
  for (let place = 0; place < CELL_FIELDS.length; place++) cells.night(0, 1 << place);
  return [cells, found];
}

/**
 * Kept alive for speed alone: where no object of a shape is left after a garbage collection, V8 throws away the code that
 * was compiled for it, and pushes lie minutes apart.
 */
export const KEPT_SHAPES = oneOfEach();

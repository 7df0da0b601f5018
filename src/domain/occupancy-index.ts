import { TAKER, TakerRows } from './occupancy-index-takers.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import type { DayNumber } from './stay-date.ts';

/** A stay or a block that takes its nights. Cancelled stays and echoes take none and never become one. */
export interface Occupant {
  readonly kind: 'stay' | 'block';
  /** Room stay id or block id; unique together with `kind`. */
  readonly id: number;
  /** The type sold. A stay in a unit takes from that unit's type, a parked one from this. */
  readonly roomTypeId: RoomTypeId;
  /** null while parked. */
  readonly unitId: UnitId | null;
  readonly arrival: DayNumber;
  /** Exclusive. */
  readonly departure: DayNumber;
  /** Its source can not tell a stay from a closure: a hold, an unknown event, a feed of closed nights. */
  readonly isUncertain: boolean;
  /** Staff made it here. */
  readonly isByStaff: boolean;
}

export interface IndexedUnit {
  readonly id: UnitId;
  readonly roomTypeId: RoomTypeId;
}

interface TypeRows {
  /** In the order given: the hotel's own. */
  units: readonly UnitId[];
  readonly counts: number;
  /** Row of those that have no unit yet. */
  readonly parked: number;
}

interface UnitRow {
  readonly row: number;
  readonly roomTypeId: RoomTypeId;
  /** False for a unit taken out of sale while somebody is still in it. */
  isOpen: boolean;
}

const GONE = -1;

const keyOf = (kind: Occupant['kind'], id: number): number => id * 2 + (kind === 'block' ? 1 : 0);

/**
 * Who takes which night, kept up to date change by change. A question costs as much as the nights it asks about,
 * however many stays there are. Units needed on a night: in each unit as many as it has stays there (at least one where a
 * block stands), and one for each that is parked. Two guests in one unit therefore count as two, a block over a stay does
 * not count again. Nights outside 2000–2100 are not kept.
 */
export class OccupancyIndex {
  readonly #rows = new TakerRows();
  readonly #units = new Map<UnitId, UnitRow>();
  readonly #types = new Map<RoomTypeId, TypeRows>();
  readonly #unitOfRow: (UnitId | null)[] = [];
  /**
   * GONE for what was removed. Its key stays: a Map walks over the entries of deleted keys until it is rebuilt, so that the
   * same stay taken out and put back many times would make each time slower.
   */
  readonly #slotOf = new Map<number, number>();
  #size = 0;

  constructor(units: readonly IndexedUnit[]) {
    for (const unit of units) this.addUnit(unit);
  }

  /** Stays and blocks held. */
  get size(): number {
    return this.#size;
  }

  addUnit(unit: IndexedUnit): void {
    const type = this.#type(unit.roomTypeId);
    if (!type.units.includes(unit.id)) type.units = [...type.units, unit.id];
    const known = this.#units.get(unit.id);
    if (known) known.isOpen = true;
    else this.#addUnitRow(unit, true);
  }

  /** Takes a unit out of what can be sold. Stays in it remain there and go on needing a unit of its type. */
  removeUnit(id: UnitId): void {
    const unit = this.#units.get(id);
    if (!unit) return;
    unit.isOpen = false;
    const type = this.#type(unit.roomTypeId);
    type.units = type.units.filter((other) => other !== id);
  }

  /** Units of a room type that can be sold, in the hotel's order. */
  unitsOf(roomTypeId: RoomTypeId): readonly UnitId[] {
    return this.#types.get(roomTypeId)?.units ?? [];
  }

  roomTypes(): RoomTypeId[] {
    return [...this.#types.keys()];
  }

  /** Every unit ever seen, also those no longer for sale. */
  allUnits(): UnitId[] {
    return [...this.#units.keys()];
  }

  roomTypeOf(unitId: UnitId): RoomTypeId | undefined {
    return this.#units.get(unitId)?.roomTypeId;
  }

  get(kind: Occupant['kind'], id: number): Occupant | undefined {
    const slot = this.#slotOf.get(keyOf(kind, id)) ?? GONE;
    return slot === GONE ? undefined : this.#occupant(slot);
  }

  /** Adds it, or replaces what stood under its kind and id. */
  put(occupant: Occupant): void {
    const key = keyOf(occupant.kind, occupant.id);
    let slot = this.#slotOf.get(key) ?? GONE;
    if (slot === GONE) {
      slot = this.#rows.newSlot();
      this.#slotOf.set(key, slot);
      this.#size++;
    } else this.#rows.release(slot);
    this.#rows.take(slot, {
      row: this.#rowFor(occupant),
      arrival: occupant.arrival,
      departure: occupant.departure,
      roomTypeId: occupant.roomTypeId,
      flags:
        (occupant.kind === 'block' ? TAKER.block : 0) |
        (occupant.isUncertain ? TAKER.uncertain : 0) |
        (occupant.isByStaff ? TAKER.byStaff : 0),
      id: occupant.id,
    });
  }

  /** What was removed, undefined where nothing stood there. */
  remove(kind: Occupant['kind'], id: number): Occupant | undefined {
    const key = keyOf(kind, id);
    const slot = this.#slotOf.get(key) ?? GONE;
    if (slot === GONE) return undefined;
    const removed = this.#occupant(slot);
    this.#rows.release(slot);
    this.#slotOf.set(key, GONE);
    this.#size--;
    this.#rows.freeSlot(slot);
    return removed;
  }

  /** Everyone in a unit on any night from `arrival` up to `departure`, in order of arrival. */
  sharing(unitId: UnitId, arrival: number, departure: number): Occupant[] {
    const unit = this.#units.get(unitId);
    return unit ? this.#inRow(unit.row, arrival, departure) : [];
  }

  /** Everyone of a room type without a unit on any night of the range, in order of arrival. */
  parked(roomTypeId: RoomTypeId, arrival: number, departure: number): Occupant[] {
    const type = this.#types.get(roomTypeId);
    return type ? this.#inRow(type.parked, arrival, departure) : [];
  }

  hasParked(roomTypeId: RoomTypeId, day: number): boolean {
    const type = this.#types.get(roomTypeId);
    return type !== undefined && this.#rows.isTaken(type.parked, day);
  }

  /** False for a unit that is not for sale. */
  isFree(unitId: UnitId, arrival: number, departure: number): boolean {
    const unit = this.#units.get(unitId);
    return unit !== undefined && unit.isOpen && this.#rows.isFree(unit.row, arrival, departure);
  }

  freeUnits(roomTypeId: RoomTypeId, arrival: number, departure: number): UnitId[] {
    return this.unitsOf(roomTypeId).filter((id) => this.isFree(id, arrival, departure));
  }

  /** Free nights in a unit from `day` on, or before `day` going back, at most `cap`. */
  freeNights(unitId: UnitId, day: number, direction: 'before' | 'from', cap: number): number {
    const row = this.#units.get(unitId)?.row;
    const at = (count: number): number => (direction === 'from' ? day + count : day - 1 - count);
    let count = 0;
    while (row !== undefined && count < cap && !this.#rows.isTaken(row, at(count))) count++;
    return count;
  }

  /** Units needed per night. With `forSure`, those whose source can not tell a stay from a closure are left out. */
  needed(roomTypeId: RoomTypeId, arrival: number, departure: number, forSure = false): Int32Array {
    const type = this.#types.get(roomTypeId);
    const nights = new Int32Array(Math.max(0, departure - arrival));
    if (type)
      for (let night = 0; night < nights.length; night++)
        nights[night] = this.#rows.needed(type.counts, arrival + night, forSure);
    return nights;
  }

  /** Units left to sell per night, negative where more are needed than there are. */
  left(roomTypeId: RoomTypeId, arrival: number, departure: number): Int32Array {
    const units = this.unitsOf(roomTypeId).length;
    return this.needed(roomTypeId, arrival, departure).map((needed) => units - needed);
  }

  /** True where a night needs more units than the type has. */
  isOversold(roomTypeId: RoomTypeId, day: number, forSure = false): boolean {
    const type = this.#types.get(roomTypeId);
    return type !== undefined && this.#rows.needed(type.counts, day, forSure) > type.units.length;
  }

  #type(id: RoomTypeId): TypeRows {
    const known = this.#types.get(id);
    if (known) return known;
    const counts = this.#rows.addCounts();
    const type: TypeRows = { units: [], counts, parked: this.#rows.addRow(counts, true) };
    this.#types.set(id, type);
    this.#unitOfRow[type.parked] = null;
    return type;
  }

  #addUnitRow(unit: IndexedUnit, isOpen: boolean): number {
    const row = this.#rows.addRow(this.#type(unit.roomTypeId).counts, false);
    this.#units.set(unit.id, { row, roomTypeId: unit.roomTypeId, isOpen });
    this.#unitOfRow[row] = unit.id;
    return row;
  }

  #rowFor(occupant: Occupant): number {
    if (occupant.unitId === null) return this.#type(occupant.roomTypeId).parked;
    const unit = this.#units.get(occupant.unitId);
    return unit
      ? unit.row
      : this.#addUnitRow({ id: occupant.unitId, roomTypeId: occupant.roomTypeId }, false);
  }

  #inRow(row: number, arrival: number, departure: number): Occupant[] {
    const found = this.#rows.slotsIn(row, arrival, departure).map((slot) => this.#occupant(slot));
    return found.length < 2 ? found : found.sort((a, b) => a.arrival - b.arrival || a.id - b.id);
  }

  #occupant(slot: number): Occupant {
    const { row, arrival, departure, roomTypeId, flags, id } = this.#rows.read(slot);
    return {
      kind: flags & TAKER.block ? 'block' : 'stay',
      id,
      roomTypeId: roomTypeId as RoomTypeId,
      unitId: this.#unitOfRow[row] ?? null,
      arrival: arrival as DayNumber,
      departure: departure as DayNumber,
      isUncertain: (flags & TAKER.uncertain) !== 0,
      isByStaff: (flags & TAKER.byStaff) !== 0,
    };
  }
}

import { END_GRID_DAY, FIRST_GRID_DAY, grown, NightGrid } from './occupancy-index-grid.ts';

/** What a taker is, as bits. */
export const TAKER = { block: 1, uncertain: 2, byStaff: 4 } as const;

export interface Taker {
  readonly row: number;
  readonly arrival: number;
  /** Exclusive. */
  readonly departure: number;
  readonly roomTypeId: number;
  readonly flags: number;
  readonly id: number;
}

/** Numbers per taker in the slots. */
const STRIDE = 6;

/**
 * Rows of nights and who takes them, several at once where need be, with the units needed per night kept in step.
 * A cell holds 0, the taker's slot + 1, or minus one minus the number of a list of slots. Inner part of the index.
 */
export class TakerRows {
  readonly #cells = new NightGrid();
  /** Per count row: units needed; in the row after it, those needed for sure. */
  readonly #counts = new NightGrid();
  readonly #countRowOf: number[] = [];
  readonly #isParkedRow: boolean[] = [];
  readonly #lists: number[][] = [];
  readonly #freeLists: number[] = [];
  readonly #freeSlots: number[] = [];
  #slots: Int32Array = new Int32Array(STRIDE * 64);
  #slotsUsed = 0;

  /** A place for the counts of one room type. */
  addCounts(): number {
    const row = this.#counts.addRow();
    this.#counts.addRow();
    return row;
  }

  /** In a parked row everyone needs a unit of their own; in a unit's row blocks share theirs. */
  addRow(countRow: number, isParked: boolean): number {
    const row = this.#cells.addRow();
    this.#countRowOf[row] = countRow;
    this.#isParkedRow[row] = isParked;
    return row;
  }

  newSlot(): number {
    const slot = this.#freeSlots.pop() ?? this.#slotsUsed++;
    if ((slot + 1) * STRIDE > this.#slots.length) this.#slots = grown(this.#slots, (slot + 1) * STRIDE);
    return slot;
  }

  freeSlot(slot: number): void {
    this.#freeSlots.push(slot);
  }

  read(slot: number): Taker {
    const at = slot * STRIDE;
    return {
      row: this.#slots[at] as number,
      arrival: this.#slots[at + 1] as number,
      departure: this.#slots[at + 2] as number,
      roomTypeId: this.#slots[at + 3] as number,
      flags: this.#slots[at + 4] as number,
      id: this.#slots[at + 5] as number,
    };
  }

  /** Writes the slot and takes its nights; those outside the grid are left out. */
  take(slot: number, taker: Taker): void {
    const { row, flags } = taker;
    const arrival = Math.max(taker.arrival, FIRST_GRID_DAY);
    const departure = Math.min(taker.departure, END_GRID_DAY);
    const at = slot * STRIDE;
    this.#slots[at] = row;
    this.#slots[at + 1] = arrival;
    this.#slots[at + 2] = departure;
    this.#slots[at + 3] = taker.roomTypeId;
    this.#slots[at + 4] = flags;
    this.#slots[at + 5] = taker.id;
    for (let day = arrival; day < departure; day++) {
      const before = this.#cells.at(row, day);
      if (before === 0) {
        this.#cells.set(row, day, slot + 1);
        this.#count(row, day, 1, flags & TAKER.uncertain ? 0 : 1);
      } else this.#recount(row, day, before, this.#withSlot(before, slot));
    }
  }

  /** Gives back the nights of a slot; the slot itself stays in use. */
  release(slot: number): void {
    const { row, arrival, departure, flags } = this.read(slot);
    for (let day = arrival; day < departure; day++) {
      const before = this.#cells.at(row, day);
      if (before > 0) {
        this.#cells.set(row, day, 0);
        this.#count(row, day, -1, flags & TAKER.uncertain ? 0 : -1);
      } else this.#recount(row, day, before, this.#withoutSlot(before, slot));
    }
  }

  isTaken(row: number, day: number): boolean {
    return day >= FIRST_GRID_DAY && day < END_GRID_DAY && this.#cells.at(row, day) !== 0;
  }

  isFree(row: number, arrival: number, departure: number): boolean {
    for (let day = arrival; day < departure; day++) if (this.isTaken(row, day)) return false;
    return true;
  }

  needed(countRow: number, day: number, forSure: boolean): number {
    if (day < FIRST_GRID_DAY || day >= END_GRID_DAY) return 0;
    return this.#counts.at(countRow + (forSure ? 1 : 0), day);
  }

  /** Slots that take a night of the range, each once. */
  slotsIn(row: number, arrival: number, departure: number): number[] {
    const found: number[] = [];
    const end = Math.min(departure, END_GRID_DAY);
    let last = 0;
    for (let day = Math.max(arrival, FIRST_GRID_DAY); day < end; day++) {
      const cell = this.#cells.at(row, day);
      if (cell === last) continue;
      last = cell;
      if (cell > 0 && !found.includes(cell - 1)) found.push(cell - 1);
      else if (cell < 0) for (const slot of this.#list(cell)) if (!found.includes(slot)) found.push(slot);
    }
    return found;
  }

  #withSlot(before: number, slot: number): readonly number[] {
    return before > 0 ? [before - 1, slot] : [...this.#list(before), slot];
  }

  #withoutSlot(before: number, slot: number): readonly number[] {
    return this.#list(before).filter((other) => other !== slot);
  }

  /** Writes the takers of a crowded cell and keeps the counts in step. */
  #recount(row: number, day: number, before: number, slots: readonly number[]): void {
    const had = before > 0 ? [before - 1] : this.#list(before);
    const change = this.#weight(row, slots, 0) - this.#weight(row, had, 0);
    const sure = this.#weight(row, slots, TAKER.uncertain) - this.#weight(row, had, TAKER.uncertain);
    this.#count(row, day, change, sure);
    if (before < 0) this.#freeLists.push(-1 - before);
    if (slots.length === 1) {
      this.#cells.set(row, day, (slots[0] as number) + 1);
      return;
    }
    const list = this.#freeLists.pop() ?? this.#lists.length;
    this.#lists[list] = [...slots];
    this.#cells.set(row, day, -1 - list);
  }

  #count(row: number, day: number, change: number, sure: number): void {
    const at = this.#countRowOf[row] as number;
    if (change !== 0) this.#counts.set(at, day, this.#counts.at(at, day) + change);
    if (sure !== 0) this.#counts.set(at + 1, day, this.#counts.at(at + 1, day) + sure);
  }

  /** Units that the takers of one cell need, those with a flag of `without` left out. */
  #weight(row: number, slots: readonly number[], without: number): number {
    let stays = 0;
    let blocks = 0;
    for (const slot of slots) {
      const flags = this.#slots[slot * STRIDE + 4] as number;
      if (flags & without) continue;
      if (flags & TAKER.block) blocks++;
      else stays++;
    }
    return this.#isParkedRow[row] ? stays + blocks : Math.max(stays, blocks > 0 ? 1 : 0);
  }

  #list(cell: number): readonly number[] {
    return this.#lists[-1 - cell] as number[];
  }
}

/**
 * Whole numbers by row and night, kept in pages of 512 nights inside one typed array, so that a look-up among a million
 * stays costs the same few memory reads as among a thousand. Nights nobody wrote to read as 0 and take no memory.
 */
const PAGE_BITS = 9;
const PAGE_NIGHTS = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_NIGHTS - 1;
/** 2000-01-01, the earliest date that Bellhop takes for real. */
const FIRST_DAY = 10_957;
/** Enough for every night up to 2100-12-31. */
const PAGES_PER_ROW = 73;

export const FIRST_GRID_DAY = FIRST_DAY;
/** Exclusive. */
export const END_GRID_DAY = FIRST_DAY + PAGES_PER_ROW * PAGE_NIGHTS;

export class NightGrid {
  #cells: Int32Array = new Int32Array(PAGE_NIGHTS * 4);
  #pages: Int32Array = new Int32Array(PAGES_PER_ROW * 4);
  #rows = 0;
  /** The first page is never written: every page that is not there points at its zeros. */
  #pagesUsed = 1;

  /** The number of the new row, all zeros. */
  addRow(): number {
    const needed = (this.#rows + 1) * PAGES_PER_ROW;
    if (needed > this.#pages.length) this.#pages = grown(this.#pages, needed);
    return this.#rows++;
  }

  /** The value of a night. The night must lie within 2000–2100. */
  at(row: number, day: number): number {
    const night = day - FIRST_DAY;
    const page = this.#pages[row * PAGES_PER_ROW + (night >> PAGE_BITS)] as number;
    return this.#cells[(page << PAGE_BITS) + (night & PAGE_MASK)] as number;
  }

  set(row: number, day: number, value: number): void {
    const night = day - FIRST_DAY;
    const slot = row * PAGES_PER_ROW + (night >> PAGE_BITS);
    const page = (this.#pages[slot] as number) || this.#addPage(slot);
    this.#cells[(page << PAGE_BITS) + (night & PAGE_MASK)] = value;
  }

  #addPage(slot: number): number {
    const page = this.#pagesUsed++;
    const needed = this.#pagesUsed << PAGE_BITS;
    if (needed > this.#cells.length) this.#cells = grown(this.#cells, needed);
    this.#pages[slot] = page;
    return page;
  }
}

/** A copy at least `needed` long, with room for as much again. */
export function grown(column: Int32Array, needed: number): Int32Array {
  const wider = new Int32Array(Math.max(needed, column.length * 2));
  wider.set(column);
  return wider;
}

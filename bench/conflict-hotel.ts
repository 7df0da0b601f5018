import { SWEEP, type SweepColumns } from '../src/domain/conflict-sweep.ts';

/** Numbers between 0 and 1 that come again with the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** 2026-01-01. */
export const FIRST_DAY = 20_454;
/** Three years: more stays mean more units, as they do for a growing group of hotels. */
export const HORIZON = 1096;
const UNITS_PER_TYPE = 40;

export interface GeneratedStays extends SweepColumns {
  readonly units: number;
  readonly types: number;
  /** Double bookings planted: each is one pair that shares exactly one night. */
  readonly planted: number;
}

/** Stays of one to five nights, four nights in five taken, one in a thousand a night too early, in random order. */
export function generateStays(count: number, seed = 1): GeneratedStays {
  const chance = seeded(seed);
  const rows: [unit: number, arrival: number, departure: number][] = [];
  let planted = 0;
  let unit = 0;
  while (rows.length < count) {
    unit++;
    let day = 0;
    let lastNights = 0;
    while (rows.length < count) {
      const isPlanted = lastNights > 1 && chance() < 0.001;
      day += isPlanted ? -1 : chance() < 0.5 ? 0 : 1 + Math.floor(chance() * 2);
      const nights = (isPlanted ? 2 : 1) + Math.floor(chance() * 4);
      if (day + nights > HORIZON) break;
      if (isPlanted) planted++;
      rows.push([unit, FIRST_DAY + day, FIRST_DAY + day + nights]);
      // A stay that came a night early never plants another: each pair stays a pair.
      lastNights = isPlanted ? 1 : nights;
      day += nights;
    }
  }
  for (let row = rows.length - 1; row > 0; row--) {
    const other = Math.floor(chance() * (row + 1));
    [rows[row], rows[other]] = [rows[other] as (typeof rows)[0], rows[row] as (typeof rows)[0]];
  }
  const typeOf = (id: number): number => 1 + Math.floor((id - 1) / UNITS_PER_TYPE);
  return {
    length: count,
    unit: Int32Array.from(rows, ([id]) => id),
    roomType: Int32Array.from(rows, ([id]) => typeOf(id)),
    arrival: Uint16Array.from(rows, ([, arrival]) => arrival),
    departure: Uint16Array.from(rows, ([, , departure]) => departure),
    flags: new Uint8Array(count).fill(SWEEP.takes),
    units: unit,
    types: typeOf(unit),
    planted,
  };
}

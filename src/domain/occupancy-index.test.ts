import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { type DayNumber, dayNumber, parseStayDate, type StayDate } from './stay-date.ts';

/** Around the seam between two pages of nights. */
const FIRST = 10_957 + 512 * 19 - 8;
const UNITS = [1, 2, 3].map((id) => ({ id: id as UnitId, roomTypeId: (id === 3 ? 2 : 1) as RoomTypeId }));

const occupant = fc
  .record({
    kind: fc.constantFrom<Occupant['kind']>('stay', 'stay', 'block'),
    id: fc.integer({ min: 1, max: 8 }),
    unit: fc.integer({ min: 0, max: 3 }),
    type: fc.integer({ min: 1, max: 2 }),
    from: fc.integer({ min: 0, max: 12 }),
    nights: fc.integer({ min: 1, max: 7 }),
    isUncertain: fc.boolean(),
    isByStaff: fc.boolean(),
  })
  .map(({ kind, id, unit, type, from, nights, isUncertain, isByStaff }): Occupant => ({
    kind,
    id,
    unitId: unit === 0 ? null : (unit as UnitId),
    roomTypeId: type as RoomTypeId,
    arrival: (FIRST + from) as DayNumber,
    departure: (FIRST + from + nights) as DayNumber,
    isUncertain,
    isByStaff,
  }));

/** The same answers with no cleverness: a list, looked through from end to end. */
class PlainList {
  readonly #all = new Map<string, Occupant>();
  put(one: Occupant): void {
    this.#all.set(`${one.kind}${one.id}`, one);
  }
  remove(kind: string, id: number): void {
    this.#all.delete(`${kind}${id}`);
  }
  get size(): number {
    return this.#all.size;
  }
  sharing(unitId: UnitId | null, from: number, to: number): Occupant[] {
    return [...this.#all.values()].filter(
      (one) => one.unitId === unitId && one.arrival < to && from < one.departure,
    );
  }
  needed(type: RoomTypeId, day: number, forSure: boolean): number {
    const here = (unitId: UnitId | null): Occupant[] =>
      this.sharing(unitId, day, day + 1).filter((one) => !forSure || !one.isUncertain);
    const parked = here(null).filter(({ roomTypeId }) => roomTypeId === type).length;
    return UNITS.filter(({ roomTypeId }) => roomTypeId === type).reduce((sum, { id }) => {
      const stays = here(id).filter(({ kind }) => kind === 'stay').length;
      return sum + Math.max(stays, here(id).length > 0 ? 1 : 0);
    }, parked);
  }
}

const inOrder = (occupants: readonly Occupant[]): Occupant[] =>
  [...occupants].sort((a, b) => (`${a.kind}${a.id}` < `${b.kind}${b.id}` ? -1 : 1));

describe('the occupancy index', () => {
  it('answers as a plain list would, after any puts, replacements and removals', () => {
    const step = fc.record({ one: occupant, isRemoval: fc.integer({ min: 0, max: 3 }).map((n) => n === 0) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const index = new OccupancyIndex(UNITS);
        const list = new PlainList();
        for (const { one, isRemoval } of steps)
          for (const side of [index, list]) {
            if (isRemoval) side.remove(one.kind, one.id);
            else side.put(one);
          }
        expect(index.size).toBe(list.size);
        for (let from = FIRST - 1; from < FIRST + 21; from += 3) compare(index, list, from, from + 4);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps counting who sits in a unit that was taken out of sale', () => {
    const index = new OccupancyIndex(UNITS);
    index.put(stay(1, 1));
    index.put(stay(2, 2));
    index.removeUnit(1 as UnitId);
    expect([...index.left(TYPE, FIRST, FIRST + 2)]).toEqual([-1, -1]);
    expect(index.isFree(1 as UnitId, FIRST + 5, FIRST + 6)).toBe(false);
    index.addUnit(UNITS[0] as (typeof UNITS)[0]);
    expect([...index.left(TYPE, FIRST, FIRST + 2)]).toEqual([0, 0]);
  });

  it('counts free nights to either side, up to a cap', () => {
    const index = new OccupancyIndex(UNITS);
    index.put(stay(1, 1));
    expect(index.freeNights(1 as UnitId, FIRST + 2, 'before', 9)).toBe(0);
    expect(index.freeNights(1 as UnitId, FIRST + 2, 'from', 9)).toBe(9);
    expect(index.freeNights(1 as UnitId, FIRST - 4, 'from', 9)).toBe(4);
  });

  it('takes dates at both ends of what is taken for real', () => {
    const index = new OccupancyIndex(UNITS);
    const day = (text: string): DayNumber => dayNumber(parseStayDate(text) as StayDate);
    const early = { ...stay(1, 1), arrival: day('2000-01-01'), departure: day('2000-01-02') };
    const late = { ...stay(2, 1), arrival: day('2100-12-30'), departure: day('2100-12-31') };
    index.put(early);
    index.put(late);
    expect(index.sharing(1 as UnitId, early.arrival, late.departure)).toEqual([early, late]);
    expect(index.isFree(1 as UnitId, day('2099-01-01'), day('2099-02-01'))).toBe(true);
  });
});

const TYPE = 1 as RoomTypeId;
const stay = (id: number, unit: number): Occupant => ({
  kind: 'stay',
  id,
  unitId: unit as UnitId,
  roomTypeId: TYPE,
  arrival: FIRST as DayNumber,
  departure: (FIRST + 2) as DayNumber,
  isUncertain: false,
  isByStaff: false,
});

function compare(index: OccupancyIndex, list: PlainList, from: number, to: number): void {
  for (const { id } of UNITS) {
    expect(inOrder(index.sharing(id, from, to))).toEqual(inOrder(list.sharing(id, from, to)));
    expect(index.isFree(id, from, to)).toBe(list.sharing(id, from, to).length === 0);
  }
  for (const type of [1, 2] as RoomTypeId[]) {
    const parked = list.sharing(null, from, to).filter(({ roomTypeId }) => roomTypeId === type);
    expect(inOrder(index.parked(type, from, to))).toEqual(inOrder(parked));
    const free = UNITS.filter((u) => u.roomTypeId === type && list.sharing(u.id, from, to).length === 0);
    expect(index.freeUnits(type, from, to)).toEqual(free.map(({ id }) => id));
    for (const forSure of [false, true])
      expect([...index.needed(type, from, to, forSure)]).toEqual(
        Array.from({ length: to - from }, (_, night) => list.needed(type, from + night, forSure)),
      );
  }
}

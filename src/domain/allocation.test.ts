import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asIfChanged, chooseUnit, keepOrChooseUnit } from './allocation.ts';
import { type Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import type { DayNumber } from './stay-date.ts';

const FIRST = 20_777;
const TYPE = 1 as RoomTypeId;
const UNITS = [11, 12, 13].map((id) => ({ id: id as UnitId, roomTypeId: TYPE }));

const stay = (id: number, unit: number, from: number, to: number): Occupant => ({
  kind: 'stay',
  id,
  unitId: unit === 0 ? null : (unit as UnitId),
  roomTypeId: TYPE,
  arrival: (FIRST + from) as DayNumber,
  departure: (FIRST + to) as DayNumber,
  isUncertain: false,
  isByStaff: false,
});
const wanted = (from: number, to: number) => ({
  roomTypeId: TYPE,
  arrival: FIRST + from,
  departure: FIRST + to,
});

function indexOf(...stays: Occupant[]): OccupancyIndex {
  const index = new OccupancyIndex(UNITS);
  for (const one of stays) index.put(one);
  return index;
}

describe('choosing a unit', () => {
  it('takes the first in the hotel’s order where all are alike', () => {
    expect(chooseUnit(indexOf(), wanted(0, 3))).toBe(11);
  });

  it('fills the gap that it fits rather than breaking up a free unit', () => {
    const index = indexOf(stay(1, 12, 0, 3), stay(2, 12, 6, 9), stay(3, 13, 0, 3));
    expect(chooseUnit(index, wanted(3, 6))).toBe(12);
    expect(chooseUnit(index, wanted(3, 5))).toBe(12);
  });

  it('follows on from a departure', () => {
    expect(chooseUnit(indexOf(stay(1, 13, 0, 3)), wanted(3, 6))).toBe(13);
  });

  it('parks what fits nowhere, although each night has a unit left', () => {
    const index = indexOf(stay(1, 11, 0, 3), stay(2, 12, 2, 5), stay(3, 13, 0, 5));
    expect([...index.left(TYPE, FIRST, FIRST + 5)]).toEqual([1, 1, 0, 1, 1]);
    expect(
      chooseUnit(indexOf(stay(1, 11, 0, 2), stay(2, 12, 2, 5), stay(3, 13, 0, 5)), wanted(0, 5)),
    ).toBeNull();
  });

  it('only ever chooses a unit that is free for every night', () => {
    const any = fc.record({
      unit: fc.integer({ min: 11, max: 13 }),
      from: fc.integer({ min: 0, max: 12 }),
      nights: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), any, (taken, wish) => {
        const stays = taken.map(({ unit, from, nights }, at) => stay(at + 1, unit, from, from + nights));
        const want = wanted(wish.from, wish.from + wish.nights);
        const isFree = (unit: number): boolean =>
          !stays.some((s) => s.unitId === unit && s.arrival < want.departure && want.arrival < s.departure);
        const chosen = chooseUnit(indexOf(...stays), want);
        expect(chosen === null ? UNITS.every(({ id }) => !isFree(id)) : isFree(chosen)).toBe(true);
      }),
    );
  });
});

describe('keeping the desk’s choice', () => {
  it('keeps the unit while it is free for the new nights', () => {
    const index = indexOf(stay(1, 13, 0, 3));
    expect(keepOrChooseUnit(index, { kind: 'stay', id: 1 }, wanted(1, 6), 13 as UnitId)).toBe(13);
  });

  it('chooses another where it is not, and leaves the index as it was', () => {
    const index = indexOf(stay(1, 13, 0, 3), stay(2, 13, 3, 6));
    expect(keepOrChooseUnit(index, { kind: 'stay', id: 1 }, wanted(1, 4), 13 as UnitId)).toBe(11);
    expect(index.get('stay', 1)).toEqual(stay(1, 13, 0, 3));
  });
});

it('asks what would be, and puts everything back', () => {
  const index = indexOf(stay(1, 11, 0, 3));
  const left = asIfChanged(index, [stay(1, 12, 0, 3), stay(2, 13, 0, 1)], () => [
    index.isFree(11 as UnitId, FIRST, FIRST + 3),
    [...index.left(TYPE, FIRST, FIRST + 2)],
  ]);
  expect(left).toEqual([true, [1, 2]]);
  expect(index.size).toBe(1);
  expect(index.get('stay', 1)?.unitId).toBe(11);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conflict } from './conflict.ts';
import { sweepColumns, sweepConflicts } from './conflict-from-sweep.ts';
import { allConflicts, recheckConflicts, scopeOf } from './conflict-recheck.ts';
import { type Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { type DayNumber, dayNumber, type NightRange, nightsOf, stayDate } from './stay-date.ts';

const FIRST = 20_777;
const NIGHTS = 14;
const WINDOW = { from: FIRST - 2, to: FIRST + NIGHTS + 6 };
const UNITS = [1, 2, 3, 4].map((id) => ({
  id: id as UnitId,
  roomTypeId: (id === 4 ? 2 : 1) as RoomTypeId,
}));
const typeOfUnit = (id: UnitId): RoomTypeId | undefined => UNITS.find((unit) => unit.id === id)?.roomTypeId;
const unitsOfType = (type: RoomTypeId): number =>
  UNITS.filter(({ roomTypeId }) => roomTypeId === type).length;

const occupant = (maxId: number): fc.Arbitrary<Occupant> =>
  fc
    .record({
      kind: fc.constantFrom<Occupant['kind']>('stay', 'stay', 'stay', 'block'),
      id: fc.integer({ min: 1, max: maxId }),
      unit: fc.integer({ min: 0, max: 4 }),
      type: fc.integer({ min: 1, max: 2 }),
      from: fc.integer({ min: 0, max: NIGHTS }),
      nights: fc.integer({ min: 1, max: 6 }),
      isUncertain: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      isByStaff: fc.boolean(),
    })
    .map(({ kind, id, unit, type, from, nights, isUncertain, isByStaff }) => ({
      kind,
      id,
      unitId: unit === 0 ? null : (unit as UnitId),
      roomTypeId: type as RoomTypeId,
      arrival: (FIRST + from) as DayNumber,
      departure: (FIRST + from + nights) as DayNumber,
      isUncertain,
      isByStaff,
    }));

/** What one night says, with no cleverness: who is where, and which rule it breaks. */
function bruteNight(occupants: readonly Occupant[], day: number) {
  const here = occupants.filter(({ arrival, departure }) => arrival <= day && day < departure);
  const needed = (type: number, of: readonly Occupant[]): number => {
    const parked = of.filter((o) => o.unitId === null && o.roomTypeId === type).length;
    return UNITS.filter(({ roomTypeId }) => roomTypeId === type).reduce((sum, unit) => {
      const inside = of.filter((o) => o.unitId === unit.id);
      const stays = inside.filter((o) => o.kind === 'stay').length;
      return sum + Math.max(stays, inside.length > 0 ? 1 : 0);
    }, parked);
  };
  return { here, needed };
}

/** Nights by conflict that any correct finder must tell: pairs in a unit, and oversold nights with somebody parked. */
function bruteFacts(occupants: readonly Occupant[]): Set<string> {
  const facts = new Set<string>();
  for (let day = WINDOW.from; day < WINDOW.to; day++) {
    const { here, needed } = bruteNight(occupants, day);
    for (const a of here)
      for (const b of here) {
        if (a.unitId === null || a.unitId !== b.unitId || a === b) continue;
        if (a.kind === 'block' && b.kind === 'block') continue;
        const isSure = !a.isUncertain && !b.isUncertain;
        const kind = !isSure ? 'possible' : a.kind === b.kind ? 'double' : 'block';
        facts.add(`${kind} ${[name(a), name(b)].sort().join(' ')} ${day}`);
      }
    for (const type of [1, 2]) {
      const parked = here.filter((o) => o.unitId === null && o.roomTypeId === type);
      if (parked.length > 0 && needed(type, here) > unitsOfType(type as RoomTypeId))
        for (const one of parked) facts.add(`oversold ${type} ${name(one)} ${day}`);
    }
  }
  return facts;
}

const name = ({ kind, id }: { kind: string; id: number }): string => `${kind}${id}`;
const KIND: Record<string, string> = {
  'double-booking': 'double',
  'stay-against-block': 'block',
  'possible-conflict': 'possible',
};

/** The same facts, read back from conflicts. */
function factsOf(conflicts: readonly Conflict[], occupants: readonly Occupant[]): Set<string> {
  const facts = new Set<string>();
  const sleeps = (party: { kind: string; id: number }, day: number): boolean =>
    occupants.some((o) => name(o) === name(party) && o.arrival <= day && day < o.departure);
  for (const conflict of conflicts)
    for (const day of conflict.nights.flatMap(nightsOf).map(dayNumber)) {
      const present = conflict.parties.filter((party) => sleeps(party, day));
      if (conflict.unitId === null)
        for (const one of present) facts.add(`oversold ${conflict.roomTypeId} ${name(one)} ${day}`);
      else
        for (const a of present)
          for (const b of present)
            if (a !== b) facts.add(`${KIND[conflict.kind]} ${[name(a), name(b)].sort().join(' ')} ${day}`);
    }
  return facts;
}

const distinct = (occupants: readonly Occupant[]): Occupant[] => [
  ...new Map(occupants.map((o) => [name(o), o])).values(),
];
const sorted = (conflicts: readonly Conflict[]): Conflict[] =>
  [...conflicts].sort((a, b) => (a.key < b.key ? -1 : 1));

describe('finding conflicts', () => {
  it('tells the same by sweep, by index and by brute force', () => {
    fc.assert(
      fc.property(fc.array(occupant(40), { maxLength: 25 }), (drawn) => {
        const occupants = distinct(drawn);
        const index = new OccupancyIndex(UNITS);
        for (const one of occupants) index.put(one);
        const swept = sorted(sweepConflicts(sweepColumns(occupants, typeOfUnit), unitsOfType));
        expect(sorted(allConflicts(index, WINDOW))).toEqual(swept);
        expect(factsOf(swept, occupants)).toEqual(bruteFacts(occupants));
        expect(new Set(swept.map(({ key }) => key)).size).toBe(swept.length);
      }),
      { numRuns: 300 },
    );
  });

  it('turns a possible overbooking into a sure one when another night becomes sure', () => {
    const index = new OccupancyIndex(UNITS);
    const type = { roomTypeId: 2 as RoomTypeId };
    const known: Conflict[] = [];
    for (const one of [
      stay(1, 4, 0, 1, { ...type, isUncertain: true }),
      stay(2, 0, 0, 3, type),
      stay(3, 4, 2, 1, type),
    ]) {
      index.put(one);
      const { opened, closed } = recheckConflicts(index, [scopeOf(one)], known);
      known.splice(0, known.length, ...known.filter((conflict) => !closed.includes(conflict)), ...opened);
    }
    expect(known.map(({ key }) => key)).toEqual(['overbooking:t2:s2']);
  });

  it('keeps step change by change', () => {
    const change = fc.record({
      put: occupant(12),
      isRemoval: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const index = new OccupancyIndex(UNITS);
        let open: Conflict[] = [];
        for (const { put, isRemoval } of changes) {
          const before = index.get(put.kind, put.id);
          if (isRemoval) index.remove(put.kind, put.id);
          else index.put(put);
          const scopes = [before, isRemoval ? undefined : put].flatMap((one) => (one ? [scopeOf(one)] : []));
          const { opened, changed, closed } = recheckConflicts(index, scopes, open);
          const gone = new Set([...closed, ...changed].map(({ key }) => key));
          open = [...open.filter(({ key }) => !gone.has(key)), ...changed, ...opened];
          expect(sorted(open)).toEqual(sorted(allConflicts(index, WINDOW)));
        }
      }),
      { numRuns: 300 },
    );
  });
});

const stay = (
  id: number,
  unit: number,
  from: number,
  nights: number,
  more: Partial<Occupant> = {},
): Occupant => ({
  kind: 'stay',
  id,
  unitId: unit === 0 ? null : (unit as UnitId),
  roomTypeId: 1 as RoomTypeId,
  arrival: (FIRST + from) as DayNumber,
  departure: (FIRST + from + nights) as DayNumber,
  isUncertain: false,
  isByStaff: false,
  ...more,
});
const find = (...occupants: Occupant[]): Conflict[] =>
  sorted(sweepConflicts(sweepColumns(occupants, typeOfUnit), unitsOfType));
const nights = (from: number, to: number): NightRange => ({
  arrival: stayDate((FIRST + from) as DayNumber),
  departure: stayDate((FIRST + to) as DayNumber),
});

describe('what counts as a conflict', () => {
  it('leaves a turnover alone', () => {
    expect(find(stay(1, 1, 0, 3), stay(2, 1, 3, 2))).toEqual([]);
  });

  it('names two stays in one unit with the nights they share', () => {
    expect(find(stay(1, 1, 0, 4), stay(2, 1, 2, 5))).toEqual([
      {
        key: 'double-booking:u1:s1+s2',
        kind: 'double-booking',
        severity: 'high',
        unitId: 1,
        roomTypeId: 1,
        parties: [
          { kind: 'stay', id: 1 },
          { kind: 'stay', id: 2 },
        ],
        nights: [nights(2, 4)],
      },
    ]);
  });

  it('makes one conflict of three who meet, and two where the first has left before the third comes', () => {
    expect(find(stay(1, 1, 0, 4), stay(2, 1, 1, 4), stay(3, 1, 3, 4)).map(({ key }) => key)).toEqual([
      'double-booking:u1:s1+s2+s3',
    ]);
    expect(find(stay(1, 1, 0, 3), stay(2, 1, 2, 4), stay(3, 1, 4, 4)).map(({ key }) => key)).toEqual([
      'double-booking:u1:s1+s2',
      'double-booking:u1:s2+s3',
    ]);
  });

  it('takes a block by staff seriously and a channel’s block less so', () => {
    const block = { kind: 'block' as const };
    expect(find(stay(1, 1, 0, 4), stay(9, 1, 1, 1, { ...block, isByStaff: true }))[0]).toMatchObject({
      key: 'stay-against-block:u1:s1+b9',
      severity: 'high',
    });
    expect(find(stay(1, 1, 0, 4), stay(9, 1, 1, 1, block))[0]).toMatchObject({ severity: 'low' });
    expect(find(stay(8, 1, 0, 4, block), stay(9, 1, 1, 1, block))).toEqual([]);
  });

  it('only calls it possible where a source can not tell', () => {
    expect(find(stay(1, 1, 0, 4), stay(2, 1, 1, 1, { isUncertain: true }))).toMatchObject([
      { kind: 'possible-conflict', severity: 'low' },
    ]);
  });

  it('tells an overbooking by who has no unit, once for all its nights', () => {
    const full = [1, 2, 3].map((unit) => stay(unit, unit, 0, 2));
    const later = [1, 2, 3].map((unit) => stay(unit + 3, unit, 5, 2));
    expect(find(...full, ...later, stay(7, 0, 0, 7))).toMatchObject([
      {
        key: 'overbooking:t1:s7',
        severity: 'high',
        unitId: null,
        parties: [{ kind: 'stay', id: 7 }],
        nights: [nights(0, 2), nights(5, 7)],
      },
    ]);
    expect(find(...full.slice(1), stay(7, 0, 0, 2))).toEqual([]);
  });

  it('does not tell a double booking a second time as an overbooking', () => {
    const full = [1, 2, 3].map((unit) => stay(unit, unit, 0, 2));
    expect(find(...full, stay(4, 1, 0, 2)).map(({ kind }) => kind)).toEqual(['double-booking']);
  });
});

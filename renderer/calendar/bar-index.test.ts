import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, barOfKey, barsTaking, indexBars, slotsWithin, touches } from './bar-index.ts';
import { markOf } from './night-marks.ts';
import { makeCalendar, type BarSeed } from './calendar-for-test.ts';

const types = [
  {
    id: 1,
    name: 'Standard',
    units: [
      { id: 1, name: '201' },
      { id: 2, name: '202' },
    ],
  },
];
const window = { from: 1000, to: 1100, today: 1020, dayProgress: 0.5 };
const stay = (
  id: number,
  unitId: number,
  arrival: number,
  departure: number,
  more: Partial<BarSeed> = {},
) => ({
  id,
  unitId,
  roomTypeId: 1,
  arrival,
  departure,
  label: `Guest ${id}`,
  ...more,
});
const index = (bars: readonly BarSeed[]) => indexBars(makeCalendar(types, bars, window));

const someBars = fc.array(
  fc.record({
    unitId: fc.integer({ min: 0, max: 2 }),
    arrival: fc.integer({ min: 1000, max: 1060 }),
    nights: fc.integer({ min: 1, max: 20 }),
    kind: fc.constantFrom(
      'stay' as const,
      'stay' as const,
      'block' as const,
      'hold' as const,
      'echo' as const,
    ),
  }),
  { maxLength: 40 },
);
const seedsOf = (
  raw: readonly { unitId: number; arrival: number; nights: number; kind: BarSeed['kind'] }[],
) =>
  raw.map((bar, at) =>
    stay(at + 1, bar.unitId, bar.arrival, bar.arrival + bar.nights, { kind: bar.kind ?? 'stay' }),
  );

describe('finding bars', () => {
  it('finds the same bars as a walk over all of them', () => {
    fc.assert(
      fc.property(
        someBars,
        fc.integer({ min: 990, max: 1090 }),
        fc.integer({ min: 1, max: 30 }),
        (raw, first, size) => {
          const seeds = seedsOf(raw);
          const indexed = index(seeds);
          const nights = { first, end: first + size };
          for (const unitId of [0, 1, 2]) {
            const { first: from, end } = slotsWithin(indexed, unitId, nights);
            const found: number[] = [];
            for (let slot = from; slot < end; slot++)
              if (touches(indexed, slot, nights))
                found.push(barOf(indexed, indexed.order[slot] as number).id);
            const wanted = seeds.filter(
              (bar) => bar.unitId === unitId && bar.arrival < nights.end && bar.departure >= nights.first,
            );
            expect(found.sort()).toEqual(wanted.map((bar) => bar.id).sort());
          }
        },
      ),
    );
  });

  it('does not count a turnover as taking the night', () => {
    const indexed = index([stay(1, 1, 1010, 1013)]);
    expect(barsTaking(indexed, 1, { first: 1013, end: 1015 })).toEqual([]);
    expect(barsTaking(indexed, 1, { first: 1008, end: 1010 })).toEqual([]);
    expect(barsTaking(indexed, 1, { first: 1012, end: 1015 })).toHaveLength(1);
  });

  it('leaves out what is cancelled, and parks what names an unknown unit', () => {
    const indexed = index([
      stay(1, 1, 1010, 1013, { status: 'cancelled' }),
      stay(2, 99, 1010, 1013),
      stay(3, 1, 1010, 1013, { status: 'no-show' }),
    ]);
    expect(barsTaking(indexed, 1, { first: 1000, end: 1050 })).toEqual([]);
    expect(barsTaking(indexed, 0, { first: 1000, end: 1050 }).map((bar) => bar.id)).toEqual([2]);
    expect(barOfKey(indexed, 'stay-1')).toBeUndefined();
    expect(barOfKey(indexed, 'stay-2')?.label).toBe('Guest 2');
  });

  it('keeps what is cancelled here while its channel still holds it', () => {
    const indexed = index([stay(1, 1, 1010, 1013, { status: 'cancelled', flags: ['pendingRelease'] })]);
    expect(barsTaking(indexed, 1, { first: 1000, end: 1050 }).map((bar) => bar.id)).toEqual([1]);
  });

  it('works on an empty calendar', () => {
    const indexed = index([]);
    expect(slotsWithin(indexed, 1, { first: 0, end: 5000 })).toEqual({ first: 0, end: 0 });
    expect(indexed.lanes.get(1)).toBeUndefined();
  });
});

describe('lanes', () => {
  it('never let two bars of one lane share a night, and use as many lanes as the fullest night needs', () => {
    fc.assert(
      fc.property(someBars, (raw) => {
        const indexed = index(seedsOf(raw));
        for (const unitId of [0, 1, 2]) {
          const place = indexed.slots.get(unitId);
          if (!place) continue;
          const bars = [];
          for (let slot = place.first; slot < place.end; slot++) {
            const bar = barOf(indexed, indexed.order[slot] as number);
            if (bar.kind !== 'echo') bars.push({ ...bar, lane: indexed.lane[slot] as number });
          }
          for (const a of bars)
            for (const b of bars)
              if (a !== b && a.lane === b.lane)
                expect(a.arrival >= b.departure || b.arrival >= a.departure).toBe(true);
          let fullest = 1;
          for (let day = 1000; day < 1090; day++)
            fullest = Math.max(
              fullest,
              bars.filter((bar) => bar.arrival <= day && bar.departure > day).length,
            );
          expect(indexed.lanes.get(unitId)).toBe(fullest);
        }
      }),
    );
  });

  it('an echo takes no lane, and is a shadow only where it lies behind a bar', () => {
    const indexed = index([
      stay(1, 1, 1010, 1014),
      stay(2, 1, 1010, 1014, { kind: 'echo' }),
      stay(3, 2, 1010, 1014, { kind: 'echo' }),
    ]);
    expect(indexed.lanes.get(1)).toBe(1);
    const shadowOf = (id: number): number => {
      const slot = [...indexed.order].findIndex(
        (bar) => barOf(indexed, bar).id === id && barOf(indexed, bar).kind === 'echo',
      );
      return indexed.shadow[slot] as number;
    };
    expect(shadowOf(2)).toBe(1);
    expect(shadowOf(3)).toBe(0);
  });
});

it('finds the mark of a night, and none where all is well or nothing is loaded', () => {
  const bare = makeCalendar([{ id: 1, name: 'Double', units: [{ id: 11, name: '201' }] }], [], {
    from: 20_000,
    to: 20_010,
    today: 20_002,
    dayProgress: 0.5,
  });
  const marks = {
    count: 3,
    roomTypeId: Int32Array.of(1, 1, 2),
    day: Int32Array.of(20_003, 20_050, 20_003),
    mark: Int32Array.of(3, 0, 1),
  };
  const index = indexBars({ ...bare, marks });
  expect(markOf(index, 1, 3)).toBe('differs');
  expect(markOf(index, 1, 4)).toBeUndefined();
  expect(markOf(index, 1, 50)).toBeUndefined();
  expect(markOf(indexBars(bare), 1, 3)).toBeUndefined();
});

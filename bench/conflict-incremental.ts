import assert from 'node:assert/strict';
import { recheckConflicts, scopeOf } from '../src/domain/conflict-recheck.ts';
import { type Occupant, OccupancyIndex } from '../src/domain/occupancy-index.ts';
import type { RoomTypeId, UnitId } from '../src/domain/property.ts';
import type { DayNumber } from '../src/domain/stay-date.ts';
import { FIRST_DAY, type GeneratedStays, generateStays, HORIZON, seeded } from './conflict-hotel.ts';
import { type BenchResult, figure, shuffled } from './result.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const WARMUP = 2_000;
const CHECKS = 4_000;

interface Hotel {
  readonly size: number;
  readonly stays: GeneratedStays;
  readonly index: OccupancyIndex;
  readonly chance: () => number;
  readonly samples: number[];
}

function hotelOf(size: number): Hotel {
  const stays = generateStays(size);
  const units = new Map<number, RoomTypeId>();
  stays.unit.forEach((unit, row) => units.set(unit, stays.roomType[row] as RoomTypeId));
  const index = new OccupancyIndex([...units].map(([id, roomTypeId]) => ({ id: id as UnitId, roomTypeId })));
  for (let row = 0; row < size; row++) index.put(stayAt(stays, row));
  return { size, stays, index, chance: seeded(size), samples: [] };
}

const stayAt = (stays: GeneratedStays, row: number): Occupant => ({
  kind: 'stay',
  id: row,
  unitId: stays.unit[row] as UnitId,
  roomTypeId: stays.roomType[row] as RoomTypeId,
  arrival: stays.arrival[row] as DayNumber,
  departure: stays.departure[row] as DayNumber,
  isUncertain: false,
  isByStaff: false,
});

/** A new stay in a random unit on random nights: taken in, looked at for every kind of conflict, taken out again. */
function newStay({ size, stays, chance }: Hotel): Occupant {
  const row = Math.floor(chance() * size);
  const nights = 1 + Math.floor(chance() * 5);
  const arrival = FIRST_DAY + Math.floor(chance() * (HORIZON - nights));
  return {
    ...stayAt(stays, row),
    id: size + 1,
    arrival: arrival as DayNumber,
    departure: (arrival + nights) as DayNumber,
  };
}

function check({ index }: Hotel, stay: Occupant) {
  index.put(stay);
  const changes = recheckConflicts(index, [scopeOf(stay)], []);
  index.remove('stay', stay.id);
  return changes;
}

/** Everybody the new stay meets, straight from the columns. */
function metByHand({ stays, size }: Hotel, stay: Occupant): number {
  let met = 0;
  for (let row = 0; row < size; row++)
    if (
      stays.unit[row] === stay.unitId &&
      (stays.arrival[row] as number) < stay.departure &&
      stay.arrival < (stays.departure[row] as number)
    )
      met++;
  return met;
}

function assertRight(hotel: Hotel): void {
  for (let round = 0; round < 50; round++) {
    const stay = newStay(hotel);
    const { opened } = check(hotel, stay);
    const met = new Set(
      opened.flatMap(({ parties }) =>
        parties.some(({ id }) => id === stay.id) ? parties.map(({ id }) => id) : [],
      ),
    );
    assert.equal(Math.max(0, met.size - 1), metByHand(hotel, stay));
  }
}

function timeOne(hotel: Hotel): number {
  const stay = newStay(hotel);
  const startedAt = performance.now();
  check(hotel, stay);
  return (performance.now() - startedAt) * 1000;
}

/** C2: one new stay among a thousand, a hundred thousand and a million, the sizes taking turns check by check. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const hotels = SIZES.map(hotelOf);
  hotels.forEach(assertRight);
  for (let round = -WARMUP; round < CHECKS * Math.max(1, Math.ceil(rounds / 10)); round++)
    for (const hotel of shuffled(hotels)) {
      const micros = timeOne(hotel);
      if (round >= 0) hotel.samples.push(micros);
    }
  const figures = Object.fromEntries(
    hotels.map(({ size, samples }) => [`among ${size.toLocaleString('en')}`, figure(samples, 'µs')]),
  );
  const [small, , large] = hotels.map(({ samples }) => figure(samples).median) as [number, number, number];
  const ratio = { name: 'p50 among 1,000,000 / among 1,000', value: large / small, limit: 1.5 };
  return [
    {
      id: 'C2',
      title: 'Incremental check of one new stay',
      target: 'p50 among a million stays at most 1.5 of that among a thousand',
      met: ratio.value <= ratio.limit,
      figures,
      ratio: [ratio],
      peer: 'itself',
    },
  ];
}

import type { Calendar } from '../../src/contract/calendar.ts';
import { CHANNELS } from '../../src/domain/channel.ts';
import { makeCalendar, type BarSeed, type TypeSeed } from '../../renderer/calendar/calendar-for-test.ts';

export const UNITS = 300;
export const FIRST_DAY = 20_454;

const NAMES = [
  'Okafor',
  'Lindqvist',
  'Sato',
  'Brandt',
  'Nguyen',
  'Costa',
  'Haddad',
  'Reyes',
  'Kaya',
  'Marlow',
  'Petrov',
  'Weiss',
];

/** Repeatable chance. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * 300 units in 12 room types with `stays` stays, evenly dense: 20,000 fill one year, 130,000 six and a half. More data
 * then means a longer calendar, as it does for a hotel that keeps its past.
 */
export function generatedHotel(stays: number): Calendar {
  const next = chance(7);
  const types: TypeSeed[] = Array.from({ length: 12 }, (_, at) => ({
    id: at + 1,
    name: `Room type ${at + 1}`,
    units: Array.from({ length: UNITS / 12 }, (_unit, door) => ({
      id: at * (UNITS / 12) + door + 1,
      name: String((at + 1) * 100 + door),
    })),
  }));
  const nights = Math.round((365 * stays) / 20_000);
  const perUnit = stays / UNITS;
  const bars: BarSeed[] = [];
  for (let unit = 0; unit < UNITS; unit++) {
    const count = Math.floor((unit + 1) * perUnit) - Math.floor(unit * perUnit);
    const pitch = nights / count;
    for (let stay = 0; stay < count; stay++) {
      const arrival = FIRST_DAY + Math.floor(stay * pitch + next() * 0.8);
      const last = FIRST_DAY + Math.floor((stay + 1) * pitch);
      const departure = arrival + 1 + Math.floor(next() * Math.max(1, last - arrival));
      bars.push({
        id: bars.length + 1,
        unitId: unit + 1,
        roomTypeId: Math.floor(unit / (UNITS / 12)) + 1,
        arrival,
        departure,
        channel: CHANNELS[Math.floor(next() * CHANNELS.length)] ?? 'direct',
        status: 'confirmed',
        guests: 1 + Math.floor(next() * 4),
        label: `${NAMES[Math.floor(next() * NAMES.length)]} ${bars.length}`,
      });
    }
  }
  const window = { from: FIRST_DAY, to: FIRST_DAY + nights, today: FIRST_DAY + 120, dayProgress: 0.4 };
  return makeCalendar(types, bars, window);
}

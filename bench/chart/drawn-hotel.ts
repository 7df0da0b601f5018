import type { Calendar } from '../../src/contract/calendar.ts';
import type { Channel } from '../../src/domain/channel.ts';
import { stayDate, type DayNumber } from '../../src/domain/stay-date.ts';
import { makeCalendar, type BarSeed, type TypeSeed } from '../../renderer/calendar/calendar-for-test.ts';

/** 20 November 2026. */
export const TODAY = 20_777;

const LETTERS: Readonly<Record<string, Channel>> = {
  D: 'direct',
  A: 'airbnb',
  V: 'vrbo',
  B: 'booking',
  E: 'expedia',
  G: 'agoda',
  M: 'gommt',
  O: 'octorate',
  T: 'beds24',
  Q: 'other',
};

const TYPES: readonly (readonly [string, readonly string[]])[] = [
  ['Standard double', ['201', '202', '203', '204', '205|painting 27', '206']],
  ['Deluxe king', ['301', '302', '303|sea view', '304']],
  ['Garden twin', ['101', '102', '103']],
  ['Family suite', ['401', '402']],
];

/** Unit, channel, guest, arrival and nights, counted in days of November 2026. Everybody is invented. */
const STAYS = `
201 B Okafor 16 4 | 201 A Lindqvist 22 3 | 201 D Sato 26 4 | 201 E Brandt 32 5 | 201 D Adeyemi-Featherstonehaugh 39 3
202 G Nguyen 19 5 | 202 D Walk-in 25 2 | 202 B Costa 28 6 | 202 T Keller 35 3
203 D Haddad 18 2 | 203 V Reyes 21 7 | 203 M Sharma 30 4 | 203 O Duarte 35 5
204 E Dubois 17 3 | 204 B Kaya 22 2 | 204 A Marlow 25 4 | 204 B Iyer 26 2 | 204 G Suda 31 3 | 204 Q Imported 36 3
205 A Petrov 20 6 | 205 D Ahmed 29 5 | 205 B Rossi 35 4
206 M Gupta 18 4 | 206 B Weiss 23 3 | 206 V Cohen 32 5
301 B Tanaka 15 7 | 301 E Moreau 24 5 | 301 A Silva 31 4 | 301 D Novak 37 3
302 D Bauer 19 3 | 302 G Chai 23 2 | 302 B Hansen 26 7 | 302 A Lund 35 4
303 A Ito 21 3 | 303 D Yusuf 32 5
304 V Khan 18 3 | 304 M Mehta 22 4 | 304 A Larsen 28 4 | 304 E Fischer 34 5
101 A Eriksen 18 6 | 101 G Wongsa 26 4 | 101 D Mbeki 33 5
102 D Horvat 20 3 | 102 B Lefevre 24 5 | 102 A Park 32 6
103 M Iyengar 15 5 | 103 V Doyle 23 4 | 103 E Garcia 28 5 | 103 B O'Neill 34 4
401 A Oyelaran 19 4 | 401 B Berg 33 5
402 D Santos 17 4 | 402 V Murphy 24 4 | 402 G Pham 32 6
`;

/** The hotel of the drawing, with one of everything that the chart can show. */
export function drawnHotel(): Calendar {
  let unitCount = 0;
  const types: TypeSeed[] = TYPES.map(([name, units], at) => ({
    id: at + 1,
    name,
    units: units.map((text) => {
      const [unitName = '', note = ''] = text.split('|');
      return { id: ++unitCount, name: unitName, note };
    }),
  }));
  const places = new Map(
    types.flatMap((type) => type.units.map((unit) => [unit.name, { unitId: unit.id, roomTypeId: type.id }])),
  );
  const place = (name: string): { unitId: number; roomTypeId: number } =>
    places.get(name) ?? { unitId: 0, roomTypeId: 1 };
  const day = (inNovember: number): number => TODAY - 20 + inNovember;
  const bars: BarSeed[] = STAYS.split(/[|\n]/)
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text, at) => {
      const [unit = '', letter = '', guest = '', arrival = '', nights = ''] = text.split(' ');
      const first = Number(arrival);
      const flags: NonNullable<BarSeed['flags']>[number][] = 'AVBEGMOTQ'.includes(letter) ? ['fromFeed'] : [];
      if (guest === 'Marlow' || guest === 'Iyer') flags.push('conflict');
      if (guest === 'Sato') flags.push('locked');
      if (guest === 'Reyes' || guest === 'Bauer') flags.push('hasNote');
      if (guest === 'Bauer' || guest === 'Ahmed') flags.push('unpaid');
      if (guest === 'Chai' || guest === 'Larsen') flags.push('pendingRelease');
      const status = first + Number(nights) <= 19 ? 'departed' : first < 20 ? 'in-house' : 'confirmed';
      const label = guest === 'Imported' ? 'Not available' : guest;
      const dates = { arrival: day(first), departure: day(first + Number(nights)) };
      return {
        id: at + 1,
        ...place(unit),
        ...dates,
        channel: LETTERS[letter] ?? 'other',
        status,
        flags,
        guests: 1 + (at % 3),
        label,
      };
    });
  const other = (
    id: number,
    kind: 'block' | 'hold' | 'echo',
    unit: string,
    from: number,
    nights: number,
  ) => ({
    id,
    kind,
    ...place(unit),
    arrival: day(from),
    departure: day(from + nights),
  });
  bars.push(
    { ...other(900, 'block', '205', 27, 1), label: 'Painting' },
    { ...other(901, 'block', '303', 28, 2), label: 'Deep cleaning' },
    { ...other(902, 'hold', '206', 28, 3), label: 'Enquiry' },
    { ...other(903, 'echo', '401', 25, 4), label: 'echo of Vrbo', channel: 'vrbo' },
    { ...other(904, 'echo', '402', 24, 4), label: 'echo of Vrbo', channel: 'vrbo' },
    {
      id: 800,
      unitId: 0,
      roomTypeId: 1,
      arrival: day(29),
      departure: day(32),
      channel: 'booking',
      label: 'Almeida (unmapped)',
      flags: ['fromFeed'],
    },
  );
  const conflict = {
    id: 7,
    kind: 'double-booking',
    severity: 'high' as const,
    unitId: place('204').unitId,
    roomTypeId: 1,
    firstNight: stayDate(day(26) as DayNumber),
    departure: stayDate(day(28) as DayNumber),
  };
  const window = { from: day(-60), to: day(120), today: TODAY, dayProgress: 0.62 };
  return makeCalendar(types, bars, window, [conflict]);
}

import { dayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import { indexBars, type BarIndex } from './bar-index.ts';
import { type BarSeed, makeCalendar } from './calendar-for-test.ts';
import { layoutRows, type RowLayout } from './rows.ts';

/** A day of November 2026. */
export const day = (inNovember: number): number => dayNumber('2026-11-01' as StayDate) + inNovember - 1;
const place = { roomTypeId: 1, unitId: 4 };

/** Two units in November, a double booking in one of them. `suda`: where and when Suda sleeps, if not in 204 from the 29th. */
export function calendarOfNovember(suda: Partial<Pick<BarSeed, 'unitId' | 'arrival' | 'departure'>> = {}): {
  readonly index: BarIndex;
  readonly layout: RowLayout;
} {
  const calendar = makeCalendar(
    [
      {
        id: 1,
        name: 'Standard',
        units: [
          { id: 3, name: '203' },
          { id: 4, name: '204' },
        ],
      },
    ],
    [
      {
        ...place,
        id: 1,
        arrival: day(25),
        departure: day(29),
        channel: 'airbnb',
        label: 'Marlow',
        flags: ['conflict'],
      },
      {
        ...place,
        id: 2,
        arrival: day(26),
        departure: day(28),
        channel: 'booking',
        label: 'Iyer',
        flags: ['conflict'],
      },
      {
        ...place,
        id: 3,
        arrival: day(29),
        departure: day(31),
        label: 'Suda',
        flags: ['locked', 'unpaid'],
        ...suda,
      },
      {
        ...place,
        id: 4,
        kind: 'block',
        arrival: day(34),
        departure: day(36),
        channel: 'booking',
        label: 'Closed on Booking.com',
        flags: ['fromFeed'],
      },
      { ...place, id: 5, kind: 'block', arrival: day(36), departure: day(37), label: 'Painting' },
    ],
    { from: day(1), to: day(60), today: day(20), dayProgress: 0.5 },
  );
  const index = indexBars(calendar);
  const layout = layoutRows(calendar, {
    zoom: 'three-weeks',
    density: 'normal',
    collapsed: new Set(),
    lanesOf: (unitId) => index.lanes.get(unitId) ?? 1,
  });
  return { index, layout };
}

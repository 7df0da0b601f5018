import { describe, expect, it } from 'vitest';
import { BAR_FLAGS, type Calendar } from '../../src/contract/calendar.ts';
import { joinTexts } from '../../src/contract/columns.ts';
import { dayNumber, type NightRange, type StayDate } from '../../src/domain/stay-date.ts';
import { inTheWayOf, leftInType, takersOf } from './bars.ts';

const date = (text: string): StayDate => text as StayDate;
const range = (arrival: string, departure: string): NightRange => ({
  arrival: date(arrival),
  departure: date(departure),
});
const day = (text: string): number => dayNumber(date(text));
const ints = (...values: number[]): Int32Array<ArrayBuffer> => new Int32Array(values);

// 204: Marlow 25–28 Nov; painting on 28 Nov; an echo on 1 Dec; a cancelled stay on 2 Dec
const calendar: Calendar = {
  from: date('2026-11-20'),
  to: date('2026-12-10'),
  today: date('2026-11-20'),
  dayProgress: 0.5,
  roomTypes: [
    {
      id: 1,
      name: 'Standard double',
      units: [{ id: 4, name: '204', note: '' }],
      left: new Int32Array(20).fill(1).fill(0, 5, 9),
      taken: new Int32Array(20),
    },
  ],
  bars: {
    count: 4,
    id: ints(1, 2, 3, 4),
    kind: ints(0, 1, 3, 0),
    reservationId: ints(1, 0, 0, 2),
    unitId: ints(4, 4, 4, 4),
    roomTypeId: ints(1, 1, 1, 1),
    arrival: ints(day('2026-11-25'), day('2026-11-28'), day('2026-12-01'), day('2026-12-02')),
    departure: ints(day('2026-11-28'), day('2026-11-29'), day('2026-12-02'), day('2026-12-03')),
    channel: ints(1, 0, 2, 1),
    status: ints(0, 0, 0, 3),
    flags: ints(BAR_FLAGS.fromFeed, 0, 0, 0),
    guests: ints(2, 0, 0, 1),
    label: joinTexts(['Marlow', 'painting', 'echo of Vrbo', 'Silva']),
  },
  conflicts: [],
};
const takers = takersOf(calendar);

describe('what is in the way', () => {
  it('names who sleeps there and which nights, a turnover being free', () => {
    expect(inTheWayOf(takers, 4, range('2026-11-26', '2026-11-28'))).toEqual([
      'Marlow (Airbnb) sleeps here on 26 and 27 Nov.',
    ]);
    expect(inTheWayOf(takers, 4, range('2026-11-23', '2026-11-25'))).toEqual([]);
  });

  it('names a closed night with its reason', () => {
    expect(inTheWayOf(takers, 4, range('2026-11-28', '2026-12-01'))).toEqual(['Closed on 28 Nov: painting.']);
  });

  it('counts neither echoes nor cancelled stays', () => {
    expect(inTheWayOf(takers, 4, range('2026-12-01', '2026-12-04'))).toEqual([]);
  });

  it('says how few are left on the tightest night, and nothing outside what is loaded', () => {
    expect(leftInType(calendar, 1, range('2026-11-20', '2026-11-22'))).toBe(1);
    expect(leftInType(calendar, 1, range('2026-11-22', '2026-11-26'))).toBe(0);
    expect(leftInType(calendar, 1, range('2026-12-08', '2026-12-12'))).toBeUndefined();
  });
});

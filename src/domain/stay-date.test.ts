import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNights,
  dateInZone,
  dayNumber,
  type DayNumber,
  isZone,
  nightsBetween,
  nightsOf,
  overlaps,
  parseStayDate,
  rangesOf,
  sharedNights,
  stayDate,
  type StayDate,
  weekday,
} from './stay-date.ts';

const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const anyDay = fc.integer({ min: 10_957, max: 47_800 }).map((day) => stayDate(day as DayNumber));

describe('stay dates', () => {
  it('agree with Temporal on every day from 2000 to 2100', () => {
    let date = Temporal.PlainDate.from('2000-01-01');
    for (let day = dayNumber(d('2000-01-01')); date.year <= 2100; day = (day + 1) as DayNumber) {
      expect(stayDate(day)).toBe(date.toString());
      expect(dayNumber(date.toString() as StayDate)).toBe(day);
      date = date.add({ days: 1 });
    }
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '0207-01-01',
    '2101-01-01',
    '2026-1-1',
    ' 2026-01-01',
    '',
    '20260101',
  ])('refuse %j instead of rolling it over', (text) => expect(parseStayDate(text)).toBeUndefined());

  it('know leap days and weekdays', () => {
    expect(parseStayDate('2028-02-29')).toBe('2028-02-29');
    expect(parseStayDate('2100-02-29')).toBeUndefined();
    expect(weekday(d('2026-11-20'))).toBe(5);
    expect(weekday(d('2026-11-22'))).toBe(7);
  });

  it('take the date at the property, not at the computer', () => {
    const at = Date.UTC(2026, 10, 20, 23, 30);
    expect(dateInZone(at, 'Europe/Rome')).toBe('2026-11-21');
    expect(dateInZone(at, 'America/New_York')).toBe('2026-11-20');
    expect(isZone('Europe/Rome')).toBe(true);
    expect(isZone('Mars/Olympus')).toBe(false);
  });
});

describe('night ranges', () => {
  it('share no night on a turnover day', () => {
    const first = { arrival: d('2026-11-20'), departure: d('2026-11-22') };
    const second = { arrival: d('2026-11-22'), departure: d('2026-11-25') };
    expect(overlaps(first, second)).toBe(false);
    expect(sharedNights(first, second)).toBeUndefined();
  });

  it('overlap exactly when they share a night', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 20 }),
        anyDay,
        fc.integer({ min: 1, max: 20 }),
        (a, n, b, m) => {
          const one = { arrival: a, departure: addNights(a, n) };
          const other = {
            arrival: addNights(a, nightsBetween(a, b) % 30),
            departure: addNights(a, (nightsBetween(a, b) % 30) + m),
          };
          const nights = new Set(nightsOf(one));
          const shared = nightsOf(other).filter((night) => nights.has(night));
          expect(overlaps(one, other)).toBe(shared.length > 0);
          const range = sharedNights(one, other);
          expect(range ? nightsOf(range) : []).toEqual(shared);
        },
      ),
    );
  });

  it('join nights into the fewest ranges that mean the same nights', () => {
    fc.assert(
      fc.property(fc.array(anyDay, { maxLength: 60 }), (nights) => {
        const ranges = rangesOf(nights);
        expect(ranges.flatMap(nightsOf)).toEqual([...new Set(nights)].sort());
        for (let index = 1; index < ranges.length; index++)
          expect(ranges[index]!.arrival > ranges[index - 1]!.departure).toBe(true);
      }),
    );
  });
});

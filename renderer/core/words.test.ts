import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { setCoreNow, setCoreZone } from './now.ts';
import { count, dayDate, longDate, moment, shortDate, stayWords } from './words.ts';

const date = (text: string): StayDate => text as StayDate;
const TODAY = date('2026-11-20');

afterEach(() => {
  vi.useRealTimers();
  setCoreNow(Date.now());
  setCoreZone('UTC');
});

describe('words', () => {
  it('writes dates as staff say them', () => {
    expect(shortDate(date('2026-09-05'), TODAY)).toBe('5 Sep');
    expect(dayDate(date('2026-11-26'), TODAY)).toBe('Thu 26 Nov');
    expect(longDate(date('2026-11-20'))).toBe('Friday 20 November');
  });

  it('names the nights of a stay', () => {
    expect(stayWords({ arrival: date('2026-11-25'), departure: date('2026-11-28') }, TODAY)).toBe(
      'Wed 25 Nov, 3 nights, leaves Sat 28 Nov',
    );
    expect(count(1, 'guest')).toBe('1 guest');
    expect(count(2, 'stay')).toBe('2 stays');
    expect(count(0, 'entry', 'entries')).toBe('0 entries');
  });

  it('says the year wherever it is not the present one', () => {
    expect(shortDate(date('2027-01-01'), TODAY)).toBe('1 Jan 2027');
    expect(dayDate(date('2027-11-13'), TODAY)).toBe('Sat 13 Nov 2027');
    expect(dayDate(date('2025-11-20'), TODAY)).toBe('Thu 20 Nov 2025');
    expect(dayDate(date('2027-11-13'), date('2027-01-01'))).toBe('Sat 13 Nov');
    expect(stayWords({ arrival: date('2026-12-30'), departure: date('2027-01-02') }, TODAY)).toBe(
      'Wed 30 Dec, 3 nights, leaves Sat 2 Jan 2027',
    );
    expect(moment(Date.UTC(2026, 11, 31, 23, 30), 'Asia/Kolkata', TODAY)).toBe('Fri 1 Jan 2027, 05:00');
  });

  it('goes by the day at the property where no other is named', () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 11, 31, 20) });
    expect(dayDate(date('2027-01-05'))).toBe('Tue 5 Jan 2027');
    setCoreZone('Asia/Kolkata');
    expect(dayDate(date('2027-01-05'))).toBe('Tue 5 Jan');
    setCoreNow(Date.UTC(2026, 5, 1));
    expect(dayDate(date('2027-01-05'))).toBe('Tue 5 Jan 2027');
  });

  it('tells an instant by the clock of the property', () => {
    const at = Date.UTC(2026, 10, 20, 23, 30);
    expect(moment(at, 'Europe/Lisbon', TODAY)).toBe('Fri 20 Nov, 23:30');
    expect(moment(at, 'Asia/Kolkata', TODAY)).toBe('Sat 21 Nov, 05:00');
  });
});

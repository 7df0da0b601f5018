import { describe, expect, it } from 'vitest';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { count, dayDate, longDate, moment, shortDate, stayWords } from './words.ts';

const date = (text: string): StayDate => text as StayDate;

describe('words', () => {
  it('writes dates as staff say them', () => {
    expect(shortDate(date('2026-09-05'))).toBe('5 Sep');
    expect(dayDate(date('2026-11-26'))).toBe('Thu 26 Nov');
    expect(longDate(date('2026-11-20'))).toBe('Friday 20 November');
  });

  it('names the nights of a stay', () => {
    expect(stayWords({ arrival: date('2026-11-25'), departure: date('2026-11-28') })).toBe(
      'Wed 25 Nov, 3 nights, leaves Sat 28 Nov',
    );
    expect(count(1, 'guest')).toBe('1 guest');
    expect(count(2, 'stay')).toBe('2 stays');
    expect(count(0, 'entry', 'entries')).toBe('0 entries');
  });

  it('tells an instant by the clock of the property', () => {
    const at = Date.UTC(2026, 10, 20, 23, 30);
    expect(moment(at, 'Europe/Lisbon')).toBe('Fri 20 Nov, 23:30');
    expect(moment(at, 'Asia/Kolkata')).toBe('Sat 21 Nov, 05:00');
  });
});

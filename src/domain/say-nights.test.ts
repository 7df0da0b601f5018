import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayDate, sayList, sayNights, sayNightsAndOpen } from './say-nights.ts';
import { addNights, type NightRange, parseStayDate, type StayDate } from './stay-date.ts';

const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const range = (arrival: string, nights: number): NightRange => ({
  arrival: d(arrival),
  departure: addNights(d(arrival), nights),
});

describe('nights in words', () => {
  it.each([
    ['2026-11-26', 1, '26 Nov'],
    ['2026-11-26', 2, '26 and 27 Nov'],
    ['2026-11-26', 5, '26 to 30 Nov (5 nights)'],
    ['2026-11-30', 2, '30 Nov and 1 Dec'],
    ['2026-11-29', 4, '29 Nov to 2 Dec (4 nights)'],
    ['2026-12-31', 2, '31 Dec 2026 and 1 Jan 2027'],
    ['2026-12-30', 4, '30 Dec 2026 to 2 Jan 2027 (4 nights)'],
    ['2028-02-28', 2, '28 and 29 Feb'],
  ])('%s for %i', (arrival, nights, words) => {
    expect(sayNights(range(arrival, nights))).toBe(words);
  });

  it('says the year where it is not this one', () => {
    const today = d('2026-11-20');
    expect(sayNights(range('2027-03-01', 2), today)).toBe('1 and 2 Mar 2027');
    expect(sayNights(range('2026-12-01', 2), today)).toBe('1 and 2 Dec');
    expect(sayDate(d('2027-03-01'), true)).toBe('1 Mar 2027');
  });

  it('joins stretches that touch and parts the others with commas', () => {
    expect(sayNights([range('2026-11-26', 1), range('2026-11-27', 1), range('2026-12-03', 3)])).toBe(
      '26 and 27 Nov, 3 to 5 Dec (3 nights)',
    );
    expect(sayNights([])).toBe('no nights');
  });

  it('counts what would make the line too long', () => {
    const single = [1, 3, 5, 7, 9, 11].map((day) => range(`2026-12-${String(day).padStart(2, '0')}`, 1));
    expect(sayNights(single)).toBe('1 Dec, 3 Dec, 5 Dec, 7 Dec and 2 nights more');
  });

  it('never speaks of the departure as a night', () => {
    expect(sayNightsAndOpen(range('2026-11-26', 2))).toBe('26 and 27 Nov; 28 Nov stays open');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 40 }), (start, nights) => {
        const stay = range(addNights(d('2020-01-01'), start), nights);
        const said = sayNights(stay);
        expect(said.startsWith(String(Number(stay.arrival.slice(8))))).toBe(true);
        expect(said).toContain(sayDate(addNights(stay.departure, -1)));
        expect(said).not.toContain(sayDate(stay.departure));
      }),
    );
  });

  it('lists words', () => {
    expect(sayList([])).toBe('');
    expect(sayList(['Airbnb'])).toBe('Airbnb');
    expect(sayList(['Airbnb', 'Vrbo', 'Booking.com'])).toBe('Airbnb, Vrbo and Booking.com');
  });
});

import { describe, expect, it } from 'vitest';
import { dayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import {
  countOf,
  dayFull,
  monthAround,
  monthLabel,
  monthsInWords,
  nightsInWords,
  stayInWords,
  stayShort,
} from './words.ts';

const day = (date: string): number => dayNumber(date as StayDate);

describe('nights', () => {
  it.each([
    ['2026-11-27', '2026-11-28', '27 Nov'],
    ['2026-11-26', '2026-11-28', '26 and 27 Nov'],
    ['2026-11-30', '2026-12-02', '30 Nov and 1 Dec'],
    ['2026-11-25', '2026-11-29', '25 to 28 Nov'],
    ['2026-11-29', '2026-12-03', '29 Nov to 2 Dec'],
  ])('%s to %s are %s', (arrival, departure, words) => {
    expect(nightsInWords(day(arrival), day(departure))).toBe(words);
  });
});

describe('stays', () => {
  it('names arrival and departure, the month once where both lie in it', () => {
    expect(stayInWords(day('2026-11-25'), day('2026-11-29'))).toBe('25 to 29 November');
    expect(stayInWords(day('2026-11-28'), day('2026-12-02'))).toBe('28 November to 2 December');
    expect(stayShort(day('2026-12-30'), day('2027-01-02'))).toBe('30 Dec to 2 Jan');
    expect(stayShort(day('2026-11-01'), day('2027-11-03'))).toBe('1 Nov to 3 Nov');
  });
});

it('says weekdays, counts and the months in view', () => {
  expect(dayFull(day('2026-11-26'))).toBe('Thu 26 November');
  expect(countOf(1, 'night')).toBe('1 night');
  expect(countOf(0, 'night')).toBe('0 nights');
  expect(monthsInWords(day('2026-11-02'), day('2026-11-30'))).toBe('November 2026');
  expect(monthsInWords(day('2026-11-18'), day('2026-12-08'))).toBe('November – December 2026');
  expect(monthsInWords(day('2026-12-18'), day('2027-01-08'))).toBe('Dec 2026 – Jan 2027');
  expect(monthLabel(day('2027-01-01'))).toBe('Jan 2027');
});

it.each([
  ['2026-11-20', '2026-11-01', '2026-12-01'],
  ['2026-12-31', '2026-12-01', '2027-01-01'],
  ['2027-02-01', '2027-02-01', '2027-03-01'],
  ['2028-02-29', '2028-02-01', '2028-03-01'],
])('finds the month around %s', (date, first, end) => {
  expect(monthAround(day(date))).toEqual({ first: day(first), end: day(end) });
});

import { expect, it } from 'vitest';
import { parseStayDate, type StayDate } from '../../src/domain/stay-date.ts';
import { readTypedDate } from './typed-date.ts';

const TODAY = parseStayDate('2026-11-20') as StayDate;

it.each([
  ['12 mar', '2027-03-12'],
  ['12. March', '2027-03-12'],
  ['Mar 12', '2027-03-12'],
  ['Fri 12 Mar 2027', '2027-03-12'],
  ['12mar27', '2027-03-12'],
  ['12.3.', '2027-03-12'],
  ['12.3', '2027-03-12'],
  ['12/3/27', '2027-03-12'],
  ['12-03-2028', '2028-03-12'],
  ['2027-03-12', '2027-03-12'],
  ['24 dec', '2026-12-24'],
  ['today', '2026-11-20'],
  ['tomorrow', '2026-11-21'],
  // a stay that has begun is of this year
  ['18 nov', '2026-11-18'],
  ['1 oct', '2026-10-01'],
  // the year with such a day
  ['29 feb', '2028-02-29'],
])('reads %s', (typed, date) => {
  expect(readTypedDate(typed, TODAY)).toBe(date);
});

it.each(['', '12', 'march', '31.2.', '12 mai', '12 ma', '3/12/2', '12/13', '30 feb 2027', '12..3'])(
  'takes %s for no date',
  (typed) => {
    expect(readTypedDate(typed, TODAY)).toBeUndefined();
  },
);

import {
  dateInZone,
  dayNumber,
  lengthOfStay,
  type NightRange,
  type StayDate,
} from '../../src/domain/stay-date.ts';
import type { ReservationStatus } from '../../src/domain/reservation.ts';
import { monthName, monthShort, partsOf, weekdayShort } from '../calendar/words.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "26 Nov". */
export function shortDate(date: StayDate): string {
  const { day, month } = partsOf(dayNumber(date));
  return `${day} ${monthShort(month)}`;
}
/** "Thu 26 Nov". */
export const dayDate = (date: StayDate): string => `${weekdayShort(dayNumber(date))} ${shortDate(date)}`;
/** "Friday 20 November". */
export function longDate(date: StayDate): string {
  const { day, month, weekday } = partsOf(dayNumber(date));
  return `${WEEKDAYS[weekday - 1] ?? ''} ${day} ${monthName(month)}`;
}

/** "1 night", "3 guests". */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;

export const nightsCount = (range: NightRange): string => count(lengthOfStay(range), 'night');

/** "Wed 25 Nov to Sat 28 Nov, 3 nights". */
export const stayWords = (range: NightRange): string =>
  `${dayDate(range.arrival)}, ${nightsCount(range)}, leaves ${dayDate(range.departure)}`;

const clocks = new Map<string, Intl.DateTimeFormat>();
/** "14:02" at the property. */
export function clockTime(at: number, zone: string): string {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(zone, clock);
  return clock.format(at);
}
/** "Fri 20 Nov, 14:02" at the property. */
export const moment = (at: number, zone: string): string =>
  `${dayDate(dateInZone(at, zone))}, ${clockTime(at, zone)}`;

export const STATUS_WORDS: Readonly<Record<ReservationStatus, string>> = {
  confirmed: 'confirmed',
  'in-house': 'in house',
  departed: 'departed',
  cancelled: 'cancelled',
  'no-show': 'did not come',
};

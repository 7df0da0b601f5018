import {
  dateInZone,
  dayNumber,
  lengthOfStay,
  type NightRange,
  type StayDate,
} from '../../src/domain/stay-date.ts';
import type { ReservationStatus } from '../../src/domain/reservation.ts';
import { monthName, monthShort, partsOf, weekdayShort } from '../calendar/words.ts';
import { ago } from './ages.ts';
import { coreToday } from './now.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "26 Nov"; "13 Nov 2027" where that is another year than `today`'s. */
export function shortDate(date: StayDate, today: StayDate = coreToday()): string {
  const { day, month, year } = partsOf(dayNumber(date));
  const ofYear = date.slice(0, 4) === today.slice(0, 4) ? '' : ` ${year}`;
  return `${day} ${monthShort(month)}${ofYear}`;
}
/** "Thu 26 Nov"; "Sat 13 Nov 2027" where that is another year. */
export const dayDate = (date: StayDate, today?: StayDate): string =>
  `${weekdayShort(dayNumber(date))} ${shortDate(date, today)}`;
/** "Friday 20 November". */
export function longDate(date: StayDate): string {
  const { day, month, weekday } = partsOf(dayNumber(date));
  return `${WEEKDAYS[weekday - 1] ?? ''} ${day} ${monthName(month)}`;
}

/** "1 night", "3 guests". */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;

export const nightsCount = (range: NightRange): string => count(lengthOfStay(range), 'night');

/** "Wed 25 Nov, 3 nights, leaves Sat 28 Nov", each day with its year where that is another one. */
export const stayWords = (range: NightRange, today?: StayDate): string =>
  `${dayDate(range.arrival, today)}, ${nightsCount(range)}, leaves ${dayDate(range.departure, today)}`;

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
/** "4 min ago (14:02)": how long ago, and when at the property. */
export const agoAt = (at: number, now: number, zone: string): string =>
  `${ago(at, now)} (${clockTime(at, zone)})`;

/** "Fri 20 Nov, 14:02" at the property; with its year where that is another one. */
export const moment = (at: number, zone: string, today?: StayDate): string =>
  `${dayDate(dateInZone(at, zone), today)}, ${clockTime(at, zone)}`;

export const STATUS_WORDS: Readonly<Record<ReservationStatus, string>> = {
  confirmed: 'confirmed',
  'in-house': 'in house',
  departed: 'departed',
  cancelled: 'cancelled',
  'no-show': 'did not come',
};

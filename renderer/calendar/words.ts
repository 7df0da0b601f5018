import { stayDate, weekday, type DayNumber } from '../../src/domain/stay-date.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export interface DayParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
}

const PARTS = new Map<number, DayParts>();

/** The calendar parts of a day number. Remembered: the chart asks for the same few hundred days in every frame. */
export function partsOf(day: number): DayParts {
  const known = PARTS.get(day);
  if (known) return known;
  const date = stayDate(day as DayNumber);
  const parts = {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
    weekday: weekday(date),
  };
  PARTS.set(day, parts);
  return parts;
}

export const monthName = (month: number): string => MONTHS[month - 1] ?? '';
export const monthShort = (month: number): string => monthName(month).slice(0, 3);
export const weekdayShort = (day: number): string => WEEKDAYS[partsOf(day).weekday - 1] ?? '';
export const isWeekendDay = (day: number): boolean => partsOf(day).weekday >= 6;

/** "26 Nov" */
export const dayShort = (day: number): string => `${partsOf(day).day} ${monthShort(partsOf(day).month)}`;
/** "26 November" */
export const dayLong = (day: number): string => `${partsOf(day).day} ${monthName(partsOf(day).month)}`;
/** "Thu 26 November" */
export const dayFull = (day: number): string => `${weekdayShort(day)} ${dayLong(day)}`;

/** "25 to 29 November", "29 November to 2 December": arrival and departure, not nights. */
export function stayInWords(arrival: number, departure: number): string {
  const sameMonth =
    partsOf(arrival).month === partsOf(departure).month && partsOf(arrival).year === partsOf(departure).year;
  return `${sameMonth ? String(partsOf(arrival).day) : dayLong(arrival)} to ${dayLong(departure)}`;
}

/** "25 to 29 Nov", "29 Nov to 2 Dec": arrival and departure, not nights. */
export function stayShort(arrival: number, departure: number): string {
  const a = partsOf(arrival);
  const b = partsOf(departure);
  const from = a.month === b.month && a.year === b.year ? String(a.day) : dayShort(arrival);
  return `${from} to ${dayShort(departure)}`;
}

/** Nights of a half-open range: "27 Nov", "26 and 27 Nov", "30 Nov and 1 Dec", "25 to 28 Nov". */
export function nightsInWords(arrival: number, departure: number): string {
  const last = departure - 1;
  if (last <= arrival) return dayShort(arrival);
  const sameMonth = partsOf(arrival).month === partsOf(last).month;
  const first = sameMonth ? String(partsOf(arrival).day) : dayShort(arrival);
  return `${first} ${last === arrival + 1 ? 'and' : 'to'} ${dayShort(last)}`;
}

export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** The months on screen: "November 2026", "November – December 2026", "Dec 2026 – Jan 2027". */
export function monthsInWords(first: number, last: number): string {
  const a = partsOf(first);
  const b = partsOf(last);
  if (a.year !== b.year) return `${monthShort(a.month)} ${a.year} – ${monthShort(b.month)} ${b.year}`;
  if (a.month !== b.month) return `${monthName(a.month)} – ${monthName(b.month)} ${b.year}`;
  return `${monthName(a.month)} ${a.year}`;
}

/** "Nov", "Jan 2027": a month's name where it begins. */
export function monthLabel(day: number): string {
  const { month, year } = partsOf(day);
  return month === 1 ? `${monthShort(month)} ${year}` : monthShort(month);
}

/** The first days of the month around a day and of the one after it. */
export function monthAround(day: number): { readonly first: number; readonly end: number } {
  const first = day - partsOf(day).day + 1;
  return { first, end: first + 32 - partsOf(first + 31).day };
}

import { sayDate } from './say-nights.ts';
import { type StayDate, stayDateOf, weekday } from './stay-date.ts';

/** A date as it is written somewhere. More than one reading: nobody can say which is meant. */
export interface WrittenDate {
  readonly from: number;
  readonly to: number;
  readonly readings: readonly StayDate[];
  /** The year was written with two digits. */
  readonly isShortYear: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH_NAMES = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
] as const;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const SHORT_DAYS: ReadonlySet<string> = new Set(['tues', 'thur', 'thurs', 'weds']);

function monthOf(word: string): number {
  const name = word.toLowerCase();
  const at = MONTHS.indexOf(name.slice(0, 3) as (typeof MONTHS)[number]);
  return at >= 0 && (name.length === 3 || name === 'sept' || MONTH_NAMES[at] === name) ? at + 1 : 0;
}

/** A two-digit year is of this century: no hotel is booked for another. */
const yearOf = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

const ISO = /(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g;
const DAY_FIRST =
  /(?<![\d/.])(\d{1,2})(?:st|nd|rd|th)?[ ,.-]{0,3}([A-Za-z]{3,9})[ ,.'-]{0,3}(\d{4}|\d{2})(?!\d)/g;
const MONTH_FIRST =
  /(?<![A-Za-z])([A-Za-z]{3,9})[ .-]{0,3}(\d{1,2})(?:st|nd|rd|th)?[ ,.'-]{1,3}(\d{4}|\d{2})(?!\d)/g;
const NUMBERS = /(?<![\d/.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/g;

type Found = Omit<WrittenDate, 'from' | 'to'>;
const one = (year: string, month: number, day: string): Found => {
  const date = stayDateOf(yearOf(year), month, Number(day));
  return { readings: date ? [date] : [], isShortYear: year.length === 2 };
};

function readNumbers(a: string, b: string, year: string): Found {
  const [dayFirst, monthFirst] = [one(year, Number(b), a), one(year, Number(a), b)];
  const readings = [...new Set([...dayFirst.readings, ...monthFirst.readings])];
  return { readings, isShortYear: dayFirst.isShortYear };
}

/** Every date in a short text, in order, each with all that it can mean. */
export function datesIn(text: string): WrittenDate[] {
  const found: WrittenDate[] = [];
  const take = (pattern: RegExp, read: (groups: readonly string[]) => Found): void => {
    for (const match of text.matchAll(pattern)) {
      const [whole, ...groups] = match;
      const read1 = read(groups);
      if (read1.readings.length > 0)
        found.push({ from: match.index, to: match.index + whole.length, ...read1 });
    }
  };
  take(ISO, ([year = '', month = '', day = '']) => one(year, Number(month), day));
  take(DAY_FIRST, ([day = '', month = '', year = '']) => one(year, monthOf(month), day));
  take(MONTH_FIRST, ([month = '', day = '', year = '']) => one(year, monthOf(month), day));
  take(NUMBERS, ([a = '', , b = '', year = '']) => readNumbers(a, b, year));
  found.sort((x, y) => x.from - y.from || y.to - x.to);
  const kept: WrittenDate[] = [];
  for (const date of found) if (date.from >= (kept.at(-1)?.to ?? 0)) kept.push(date);
  return kept;
}

/** The days of the week that a text names, 1 = Monday. */
export function weekdaysIn(text: string): number[] {
  const words = text.toLowerCase().match(/[a-z]{3,9}/g) ?? [];
  return words.flatMap((word) => {
    const at = DAYS.findIndex((day) => day.startsWith(word.slice(0, 3)));
    const isDay = at >= 0 && (word.length === 3 || DAYS[at] === word || SHORT_DAYS.has(word));
    return isDay ? [at + 1] : [];
  });
}

/** True where a text names no day of the week, or the one that the date is on. */
export function fitsWeekday(text: string, date: StayDate): boolean {
  const named = weekdaysIn(text);
  return named.length === 0 || named.includes(weekday(date));
}

export const sayFullDate = (date: StayDate): string => sayDate(date, true);

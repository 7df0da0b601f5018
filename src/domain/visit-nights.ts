import { sayDate, sayList } from './say-nights.ts';
import {
  addNights,
  type DayNumber,
  dayNumber,
  rangesOf,
  type StayDate,
  stayDate,
  weekday,
} from './stay-date.ts';

/** Nights in a visit's words: each by its own date, since a clerk must never count. */

/** Nights next to each other that are to show one number: what is typed at once. */
export interface NightSpan {
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly target: number;
}

export const nightsOfSpan = ({ first, last }: NightSpan): DayNumber[] =>
  Array.from({ length: last - first + 1 }, (_, at) => (first + at) as DayNumber);

/** The runs of adjacent nights with one target, in order. */
export function spansOf(
  nights: readonly { readonly night: DayNumber; readonly target: number }[],
): NightSpan[] {
  const spans: { first: DayNumber; last: DayNumber; target: number }[] = [];
  for (const { night, target } of [...nights].sort((a, b) => a.night - b.night)) {
    const open = spans.at(-1);
    if (open?.target === target && night === open.last + 1) open.last = night;
    else spans.push({ first: night, last: night, target });
  }
  return spans;
}

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const isOtherYear = (date: StayDate, today: StayDate | undefined): boolean =>
  today !== undefined && date.slice(0, 4) !== today.slice(0, 4);

/** "Sat 10 Jul", with its year where that is another one. */
export const sayDay = (date: StayDate, today?: StayDate): string =>
  `${DAYS[weekday(date)] ?? ''} ${sayDate(date, isOtherYear(date, today))}`;

/** Every date by itself, the month said once: "30 and 31 Jul, 1 Aug", "10, 11 and 12 Jul". Never "10 to 12 Jul". */
export function sayEveryNight(nights: readonly StayDate[], today?: StayDate): string {
  const months = new Map<string, StayDate[]>();
  for (const night of [...new Set(nights)].sort()) {
    const month = night.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), night]);
  }
  const said = [...months.values()].map((dates) => {
    const first = dates[0] as StayDate;
    const days = sayList(dates.map((date) => String(Number(date.slice(8)))));
    const month = sayDate(first, isOtherYear(first, today)).replace(/^\d+ /u, '');
    return `${days} ${month}`;
  });
  return said.length > 0 ? said.join(', ') : 'no nights';
}

/** The days on which guests of these nights leave; their own nights are not meant. */
export const checkoutDaysOf = (nights: readonly StayDate[]): StayDate[] =>
  rangesOf(nights).map(({ departure }) => departure);

/** The nights just before each run. */
export const daysBeforeOf = (nights: readonly StayDate[]): StayDate[] =>
  rangesOf(nights).map(({ arrival }) => addNights(arrival, -1));

/**
 * The nights, and what is not meant: "10, 11 and 12 Jul; 13 Jul stays open". A day after them that has its own number in the
 * same visit is said to have one; where nights are opened or looked at, the day after stays as it is, open or not.
 */
export function sayNightsAndRest(
  nights: readonly StayDate[],
  {
    isClosing,
    alsoWorked,
    today,
  }: {
    readonly isClosing: boolean;
    readonly alsoWorked: ReadonlySet<number>;
    readonly today?: StayDate | undefined;
  },
): string {
  const days = checkoutDaysOf(nights);
  const own = days.filter((day) => alsoWorked.has(dayNumber(day)));
  const rest = days.filter((day) => !alsoWorked.has(dayNumber(day)));
  const stays = (count: number): string =>
    count === 1
      ? isClosing
        ? 'stays open'
        : 'stays as it is'
      : isClosing
        ? 'stay open'
        : 'stay as they are';
  return [
    sayEveryNight(nights, today),
    ...(rest.length > 0 ? [`${sayEveryNight(rest, today)} ${stays(rest.length)}`] : []),
    ...(own.length > 0
      ? [`${sayEveryNight(own, today)} ${own.length === 1 ? 'comes' : 'come'} with a number of its own`]
      : []),
  ].join('; ');
}

export const datesOf = (nights: readonly DayNumber[]): StayDate[] => nights.map((night) => stayDate(night));

import {
  addNights,
  dayNumber,
  type NightRange,
  type StayDate,
  stayDateOf,
  weekday,
} from '../../src/domain/stay-date.ts';
import { monthShort } from '../calendar/words.ts';
import classes from './months.module.css';

interface MonthStripsProps {
  readonly ranges: readonly NightRange[];
  /** Nights of these are drawn as going. */
  readonly leaving?: readonly NightRange[];
  readonly from: StayDate;
  readonly months: number;
}

interface Month {
  readonly label: string;
  readonly first: StayDate;
  readonly days: number;
}

function monthsFrom(from: StayDate, count: number): Month[] {
  const year = Number(from.slice(0, 4));
  const month = Number(from.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => {
    const at = month + index;
    const first = stayDateOf(year + Math.floor(at / 12), (at % 12) + 1, 1);
    const next = stayDateOf(year + Math.floor((at + 1) / 12), ((at + 1) % 12) + 1, 1);
    if (!first || !next) return undefined;
    const label = `${monthShort((at % 12) + 1)}${at % 12 === 0 || index === 0 ? ` ${first.slice(0, 4)}` : ''}`;
    return { label, first, days: dayNumber(next) - dayNumber(first) };
  }).filter((one) => one !== undefined);
}

const holds = (ranges: readonly NightRange[], night: StayDate): boolean =>
  ranges.some((range) => range.arrival <= night && night < range.departure);

/** Months as lines of nights, the taken ones filled. A picture of what the words beside it say: hidden from readers. */
export function MonthStrips({ ranges, leaving = [], from, months }: MonthStripsProps) {
  return (
    <div className={classes['months']} aria-hidden="true">
      {monthsFrom(from, months).map((month) => (
        <div key={month.first} className={classes['month']}>
          <span className={classes['label']}>{month.label}</span>
          {Array.from({ length: month.days }, (_, day) => {
            const night = addNights(month.first, day);
            return (
              <span
                key={night}
                className={classes['night']}
                data-taken={holds(ranges, night) || undefined}
                data-leaving={holds(leaving, night) || undefined}
                data-weekend={weekday(night) >= 6 || undefined}
              >
                {day + 1}
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** How many months a set of ranges covers, between one and `most`. */
export function monthsCovered(ranges: readonly NightRange[], from: StayDate, most: number): number {
  const last = ranges
    .map((range) => range.departure)
    .sort()
    .at(-1);
  if (last === undefined) return 1;
  const months =
    (Number(last.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(last.slice(5, 7)) -
    Number(from.slice(5, 7)) +
    1;
  return Math.min(Math.max(months, 1), most);
}

import { Refusal } from '../domain/failure.ts';

/**
 * A schedule of five fields: minute, hour, day of the month, month, weekday (0 or 7 is Sunday). Each is `*`, a number, a
 * range, a list or steps; months and weekdays may be named in English. Where both kinds of day are given, either will do.
 */
export interface Cron {
  readonly text: string;
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Every hour counts: then real time is followed, also through the night on which an hour comes twice. */
  readonly isHourly: boolean;
  isOn(date: Temporal.PlainDate): boolean;
}

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly [Field, Field, Field, Field, Field] = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of the month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, names: MONTHS },
  { name: 'weekday', low: 0, high: 7, names: WEEKDAYS },
];
/** In a leap year. */
const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const wrong = (text: string, words: string): Refusal =>
  new Refusal('invalid-input', `“${text.slice(0, 60)}” is not a schedule: ${words}.`);

function valueOf(word: string, field: Field, text: string): number {
  const named = field.names?.indexOf(word.toLowerCase()) ?? -1;
  // only the months' names begin with one
  const value =
    named >= 0 ? named + (field.low === 1 ? 1 : 0) : /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
  if (!(value >= field.low && value <= field.high))
    throw wrong(text, `the ${field.name} is a number from ${field.low} to ${field.high}`);
  return value;
}

/** One part of a list: `*`, `7`, `1-5`, each with steps such as `/2`. */
function partOf(part: string, field: Field, text: string): number[] {
  const [range = '', steps, ...more] = part.split('/');
  const step = steps === undefined ? 1 : /^\d{1,2}$/.test(steps) ? Number(steps) : 0;
  if (more.length > 0 || step < 1) throw wrong(text, `the steps of the ${field.name} are a number from 1`);
  const ends = range.split('-');
  if (ends.length > 2) throw wrong(text, `the ${field.name} has a range with more than two ends`);
  let [low, high] = [field.low, field.high];
  if (range !== '*') {
    low = valueOf(ends[0] ?? '', field, text);
    // `5/10` means from 5 on
    if (ends.length === 2) high = valueOf(ends[1] ?? '', field, text);
    else if (steps === undefined) high = low;
  }
  if (low > high) throw wrong(text, `a range of the ${field.name} runs backwards`);
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, at) => low + at * step);
}

function fieldOf(written: string, field: Field, text: string): number[] {
  const values = written.split(',').flatMap((part) => partOf(part, field, text));
  const whole = field.name === 'weekday' ? values.map((value) => value % 7) : values;
  return [...new Set(whole)].sort((a, b) => a - b);
}

/** Refuses what is not a schedule, and one that never comes, in words. */
export function parseCron(text: string): Cron {
  const written = text.trim().split(/\s+/);
  if (written.length !== 5) throw wrong(text, 'it has five fields, with spaces between them');
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, at) =>
    fieldOf(written[at] ?? '', field, text),
  ) as [number[], number[], number[], number[], number[]];
  const [, , writtenDays = '', , writtenWeekdays = ''] = written;
  const [anyDay, anyWeekday] = [writtenDays.startsWith('*'), writtenWeekdays.startsWith('*')];
  const isDay = (date: Temporal.PlainDate): boolean => days.includes(date.day);
  const isWeekday = (date: Temporal.PlainDate): boolean => weekdays.includes(date.dayOfWeek % 7);
  // a day may be given by either only where both are given
  const isEither = !anyDay && !anyWeekday;
  const firstDay = days[0] ?? 1;
  if (!isEither && months.every((month) => firstDay > (MONTH_LENGTHS[month - 1] ?? 0)))
    throw wrong(text, 'there is no such day');
  return {
    text: written.join(' '),
    minutes,
    hours,
    isHourly: hours.length === 24,
    isOn: (date) =>
      months.includes(date.month) &&
      (isEither ? isDay(date) || isWeekday(date) : isDay(date) && isWeekday(date)),
  };
}

import { type DayNumber, dayNumber, type StayDate, stayDate } from '../../domain/stay-date.ts';
import type { ProblemCode } from './problem-list.ts';
import type { Property } from './properties.ts';

/** A weekday, and which one of its month or year: 0 every, 1 the first, -1 the last. */
interface WeekdayRule {
  readonly weekday: number;
  readonly ordinal: number;
}

/** A rule by which an event repeats, by whole days. */
export interface RepeatRule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly count: number | undefined;
  /** As ical.js writes it: `2027-07-01` or `2027-07-01T21:59:59Z`. */
  readonly until: string | undefined;
  readonly months: readonly number[];
  readonly monthDays: readonly number[];
  readonly yearDays: readonly number[];
  readonly weekdays: readonly WeekdayRule[];
  readonly positions: readonly number[];
  /** 1 = Monday … 7 = Sunday. */
  readonly weekStart: number;
}

/** Days that may still be looked at; shared by a whole feed, so that no rule can hold it up. */
export interface RepeatWork {
  left: number;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WEEKDAY = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/i;
/** Parts that change which days are meant and that no hotel calendar was ever seen to use. */
const NOT_READ = ['byweekno', 'byeaster', 'rscale', 'skip'];

const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const numbers = (value: unknown): number[] => list(value).map(Number);

function weekdayRule(value: unknown): WeekdayRule | undefined {
  const match = WEEKDAY.exec(String(value));
  if (!match) return undefined;
  const weekday = WEEKDAYS.indexOf((match[2] as string).toUpperCase()) + 1;
  return { weekday, ordinal: Number(match[1] ?? 0) };
}

function positive(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : Number.NaN;
}

/** Reads an RRULE that ical.js has taken apart; a problem code where it is damaged or not one that we read. */
export function readRule(property: Property): RepeatRule | ProblemCode {
  const [parts] = property.values;
  if (property.isDamaged || property.type !== 'recur' || typeof parts !== 'object' || parts === null)
    return 'bad-rule';
  const part = parts as Readonly<Record<string, unknown>>;
  const frequency = String(part['freq'] ?? '').toUpperCase();
  if (/^(?:SECONDLY|MINUTELY|HOURLY)$/.test(frequency)) return 'repeat-too-dense';
  if (!/^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(frequency)) return 'bad-rule';
  if (NOT_READ.some((name) => name in part)) return 'rule-not-read';
  const weekdays = list(part['byday']).map(weekdayRule);
  const count = positive(part['count']);
  const interval = positive(part['interval']) ?? 1;
  const until = part['until'];
  const rule = {
    months: numbers(part['bymonth']),
    monthDays: numbers(part['bymonthday']),
    yearDays: numbers(part['byyearday']),
    positions: numbers(part['bysetpos']),
  };
  const all = [...Object.values(rule).flat(), count ?? 0, interval];
  if (all.some((number) => !Number.isInteger(number)) || weekdays.includes(undefined)) return 'bad-rule';
  if (until !== undefined && !/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/.test(String(until)))
    return 'bad-rule';
  const weekStart = Number(part['wkst'] ?? 2);
  return {
    ...rule,
    frequency: frequency as RepeatRule['frequency'],
    interval,
    count,
    until: until === undefined ? undefined : String(until),
    weekdays: weekdays as WeekdayRule[],
    // ical.js counts weekdays from Sunday = 1
    weekStart: weekStart === 1 ? 7 : weekStart - 1,
  };
}

interface DayFacts {
  readonly day: number;
  readonly year: number;
  readonly month: number;
  readonly monthDay: number;
  readonly weekday: number;
}

function factsOf(day: number): DayFacts {
  const date = stayDate(day as DayNumber);
  return {
    day,
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    monthDay: Number(date.slice(8, 10)),
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
  };
}

const firstOf = (year: number, month: number): number =>
  dayNumber(`${year}-${month < 10 ? '0' : ''}${month}-01` as StayDate);
const firstAfter = (year: number, month: number): number =>
  month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1);

/** Whether the day is the nth from either end of `[from, to)`, counted in steps of `step` days. */
function isNth(ordinal: number, day: number, from: number, to: number, step: number): boolean {
  const fromFront = Math.floor((day - from) / step) + 1;
  const fromBack = -(Math.floor((to - 1 - day) / step) + 1);
  return ordinal === fromFront || ordinal === fromBack;
}

function isWeekday(rule: RepeatRule, facts: DayFacts, from: number, to: number): boolean {
  return rule.weekdays.some(
    ({ weekday, ordinal }) =>
      weekday === facts.weekday && (ordinal === 0 || isNth(ordinal, facts.day, from, to, 7)),
  );
}

/** The parts of a rule that only narrow; each holds where it is not given. */
function isWithin(rule: RepeatRule, facts: DayFacts): boolean {
  const { months, monthDays, yearDays, weekdays } = rule;
  const [from, to] = [firstOf(facts.year, facts.month), firstAfter(facts.year, facts.month)];
  const [newYear, nextYear] = [firstOf(facts.year, 1), firstOf(facts.year + 1, 1)];
  const isOrdinalOfYear = rule.frequency === 'YEARLY' && months.length === 0;
  return (
    (months.length === 0 || months.includes(facts.month)) &&
    (monthDays.length === 0 || monthDays.some((nth) => isNth(nth, facts.day, from, to, 1))) &&
    (yearDays.length === 0 || yearDays.some((nth) => isNth(nth, facts.day, newYear, nextYear, 1))) &&
    (weekdays.length === 0 ||
      (isOrdinalOfYear ? isWeekday(rule, facts, newYear, nextYear) : isWeekday(rule, facts, from, to)))
  );
}

/** What a rule takes over from its start where it does not say: the weekday, the day of the month, the month. */
function fitsStart(rule: RepeatRule, start: DayFacts, facts: DayFacts): boolean {
  const hasDay = rule.monthDays.length + rule.yearDays.length + rule.weekdays.length > 0;
  if (hasDay || rule.frequency === 'DAILY') return true;
  if (rule.frequency === 'WEEKLY') return facts.weekday === start.weekday;
  if (facts.monthDay !== start.monthDay) return false;
  return rule.frequency === 'MONTHLY' || rule.months.length > 0 || facts.month === start.month;
}

const weekFrom = (facts: DayFacts, weekStart: number): number =>
  facts.day - ((facts.weekday - weekStart + 7) % 7);

function periodsBetween(rule: RepeatRule, start: DayFacts, facts: DayFacts): number {
  if (rule.frequency === 'DAILY') return facts.day - start.day;
  if (rule.frequency === 'WEEKLY')
    return (weekFrom(facts, rule.weekStart) - weekFrom(start, rule.weekStart)) / 7;
  const years = facts.year - start.year;
  return rule.frequency === 'YEARLY' ? years : years * 12 + facts.month - start.month;
}

function periodOf(rule: RepeatRule, facts: DayFacts): readonly [number, number] {
  if (rule.frequency === 'DAILY') return [facts.day, facts.day + 1];
  if (rule.frequency === 'YEARLY') return [firstOf(facts.year, 1), firstOf(facts.year + 1, 1)];
  if (rule.frequency === 'MONTHLY')
    return [firstOf(facts.year, facts.month), firstAfter(facts.year, facts.month)];
  const from = weekFrom(facts, rule.weekStart);
  return [from, from + 7];
}

/** BYSETPOS: whether the day is one of the chosen among its period's days. */
function isAtPosition(rule: RepeatRule, start: DayFacts, facts: DayFacts, work: RepeatWork): boolean {
  const [from, to] = periodOf(rule, facts);
  const days: number[] = [];
  for (let day = from; day < to; day++) {
    const other = factsOf(day);
    if (isWithin(rule, other) && fitsStart(rule, start, other)) days.push(day);
  }
  work.left -= to - from;
  const index = days.indexOf(facts.day);
  return rule.positions.some((position) => position === index + 1 || position === index - days.length);
}

/** Whether the rule, started on one day, falls on another. COUNT and UNTIL are the caller's. */
export function fallsOn(rule: RepeatRule, startDay: number, day: number, work: RepeatWork): boolean {
  const start = factsOf(startDay);
  const facts = factsOf(day);
  work.left -= 1;
  if (day < startDay || periodsBetween(rule, start, facts) % rule.interval !== 0) return false;
  if (!isWithin(rule, facts) || !fitsStart(rule, start, facts)) return false;
  return rule.positions.length === 0 || isAtPosition(rule, start, facts, work);
}

/** The day of UNTIL, without its time; Infinity where the rule has none. */
export function untilDay(rule: RepeatRule): number {
  if (rule.until === undefined) return Infinity;
  const date = rule.until.slice(0, 10);
  if (date < '1600') return -Infinity;
  return date > '2200' ? Infinity : dayNumber(date as StayDate);
}

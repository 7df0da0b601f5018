import {
  type DayNumber,
  dayNumber,
  nightsBetween,
  parseStayDate,
  type StayDate,
  stayDate,
} from '../../domain/stay-date.ts';
import { MAX_OCCURRENCES, REPEAT_DAYS_AHEAD, REPEAT_DAYS_BACK } from './feed-limits.ts';
import { readMoment } from './moments.ts';
import type { Nights } from './nights.ts';
import type { ProblemCode } from './problem-list.ts';
import type { Property } from './properties.ts';
import { fallsOn, readRule, type RepeatRule, type RepeatWork, untilDay } from './repeat-rule.ts';
import type { Zones } from './zones.ts';

/** What an event says about repeating. */
export interface Repetition {
  readonly rules: readonly Property[];
  readonly extra: readonly Property[];
  readonly except: readonly Property[];
}

/** Limits and memory shared by the repeating events of one feed. */
export interface RepeatBudget {
  readonly asOf: StayDate;
  readonly zones: Zones;
  readonly work: RepeatWork;
  /** Occurrences that the feed may still add. */
  occurrencesLeft: number;
}

export interface Occurrences {
  /** In order; the event's own nights are among them unless they are excepted. */
  readonly ranges: readonly { readonly firstNight: StayDate; readonly departure: StayDate }[];
  readonly codes: readonly ProblemCode[];
}

/** The dates of RDATE, EXDATE or RECURRENCE-ID at the property. */
export function datesOf(property: Property, zones: Zones): StayDate[] {
  const dates: StayDate[] = [];
  for (const part of property.raw.split(',')) {
    const { moment } = readMoment(property, 'bad-start', part.split('/')[0]);
    const local = moment && zones.atProperty(moment);
    if (local) dates.push(local.date);
  }
  return dates;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly isTimed: boolean;
}

const UNTIL_UTC = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;

/** An UNTIL in UTC often names the evening of the day before or after at the property. */
function untilAtProperty(rule: RepeatRule, zones: Zones): number {
  const match = UNTIL_UTC.exec(rule.until ?? '');
  const date = match ? parseStayDate(match[1] as string) : undefined;
  if (!match || date === undefined) return untilDay(rule);
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4]);
  const local = seconds < 86_400 ? zones.atProperty({ date, seconds, isUtc: true, zone: '' }) : undefined;
  return local ? dayNumber(local.date) : untilDay(rule);
}

/** Days on which the rule falls within the window; only COUNT makes it look at days before. */
function daysOf(rule: RepeatRule, start: number, window: Window, budget: RepeatBudget): number[] {
  const last = Math.min(window.to, window.isTimed ? untilAtProperty(rule, budget.zones) : untilDay(rule));
  const days: number[] = [];
  let counted = 0;
  for (let day = rule.count ? start : Math.max(start, window.from); day <= last; day++) {
    if (budget.work.left <= 0) break;
    // the start counts as the first, whether its own rule fits it or not
    if (day !== start && !fallsOn(rule, start, day, budget.work)) continue;
    counted += 1;
    if (rule.count && counted > rule.count) break;
    if (day >= window.from) days.push(day);
  }
  return days;
}

function ruleDays(
  repetition: Repetition,
  start: number,
  window: Window,
  budget: RepeatBudget,
  codes: Set<ProblemCode>,
): number[] {
  const days: number[] = [];
  for (const property of repetition.rules) {
    const rule = readRule(property);
    if (typeof rule === 'string') codes.add(rule);
    else for (const day of daysOf(rule, start, window, budget)) days.push(day);
  }
  if (budget.work.left <= 0) codes.add('repeat-cut');
  return days;
}

/**
 * The nights on which a repeating event begins, from a week before the day of reading to 800 days after it. Never more
 * than a thousand, and no rule can take longer than the feed's budget: what is left out is named as a loss.
 */
export function expandRepetition(nights: Nights, repetition: Repetition, budget: RepeatBudget): Occurrences {
  const length = nightsBetween(nights.firstNight, nights.departure);
  const written = dayNumber(nights.writtenStart);
  const shift = dayNumber(nights.firstNight) - written;
  const today = dayNumber(budget.asOf);
  const window = {
    from: today - REPEAT_DAYS_BACK - length,
    to: today + REPEAT_DAYS_AHEAD,
    isTimed: nights.isTimed,
  };
  const codes = new Set<ProblemCode>();
  const days = new Set(ruleDays(repetition, written, window, budget, codes).map((day) => day + shift));
  for (const property of repetition.extra)
    for (const date of datesOf(property, budget.zones)) {
      const day = dayNumber(date);
      if (day >= window.from && day <= window.to) days.add(day);
    }
  days.add(written + shift);
  for (const property of repetition.except)
    for (const date of datesOf(property, budget.zones)) days.delete(dayNumber(date));
  const allowed = Math.max(0, Math.min(MAX_OCCURRENCES, budget.occurrencesLeft));
  const sorted = [...days].sort((a, b) => a - b);
  if (sorted.length > allowed) codes.add('repeat-cut');
  const ranges = sorted
    .slice(0, allowed)
    .map((day) => ({
      firstNight: stayDate(day as DayNumber),
      departure: stayDate((day + length) as DayNumber),
    }))
    .filter(({ firstNight, departure }) => firstNight >= '2000-01-01' && departure <= '2100-12-31');
  budget.occurrencesLeft -= ranges.length;
  return { ranges, codes: [...codes] };
}

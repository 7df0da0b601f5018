import { addNights, type StayDate } from '../../domain/stay-date.ts';
import type { ProblemCode } from './problem-list.ts';
import { parameter, type Property } from './properties.ts';
import { writtenDate } from './written-date.ts';

/** A date, or a date and a time, as the feed wrote it: not yet at the property. */
export interface Moment {
  readonly date: StayDate;
  /** Seconds since midnight; undefined where the value is a date alone. */
  readonly seconds: number | undefined;
  readonly isUtc: boolean;
  /** TZID; empty where there is none. */
  readonly zone: string;
}

const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i;
/** With dashes and colons: wrong in a calendar, and written all the same. */
const DASHED = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z)?)?$/i;

interface ReadMoment {
  readonly moment: Moment | undefined;
  /** Why there is no moment, or what was put up with. */
  readonly code: ProblemCode | undefined;
}

const refused = (code: ProblemCode): ReadMoment => ({ moment: undefined, code });

function secondsOf(match: RegExpExecArray): number | undefined {
  const [hours, minutes, seconds] = [match[4], match[5], match[6] ?? '0'].map(Number) as [
    number,
    number,
    number,
  ];
  const isTime = (hours < 24 && minutes < 60 && seconds <= 60) || (hours === 24 && minutes + seconds === 0);
  return isTime ? hours * 3600 + minutes * 60 + seconds : undefined;
}

function dateOf(match: RegExpExecArray, bad: ProblemCode): StayDate | ProblemCode {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = writtenDate(year, month, day);
  if (date !== undefined) return date;
  const isElsewhere = writtenDate(2000 + (year % 100), month, day) !== undefined;
  return isElsewhere ? 'date-out-of-range' : bad;
}

const isDate = (date: StayDate | ProblemCode): date is StayDate => /^\d/.test(date);

function timed(property: Property, match: RegExpExecArray, date: StayDate, bad: ProblemCode): ReadMoment {
  const seconds = secondsOf(match);
  if (seconds === undefined) return refused(bad);
  const isNextDay = seconds >= 86_400;
  const onDate = isNextDay ? addNights(date, 1) : date;
  const moment: Moment = {
    date: onDate,
    seconds: isNextDay ? 0 : seconds,
    isUtc: match[7] !== undefined,
    zone: parameter(property, 'tzid'),
  };
  return { moment, code: undefined };
}

/** Reads one date or date-time of a property. `bad` is the problem to name where it is none. */
export function readMoment(property: Property, bad: ProblemCode, raw = property.raw): ReadMoment {
  const text = raw.trim();
  const compact = COMPACT.exec(text);
  const match = compact ?? DASHED.exec(text);
  if (!match) return refused(bad);
  const date = dateOf(match, bad);
  if (!isDate(date)) return refused(date);
  const repaired: ProblemCode | undefined = compact && text === raw ? undefined : 'spaced-date';
  const isDateOnly = match[4] === undefined;
  if (isDateOnly || property.type === 'date') {
    const sloppy = isDateOnly
      ? property.type !== 'date' && !property.isDamaged
        ? 'date-without-value'
        : undefined
      : 'date-with-time';
    return { moment: { date, seconds: undefined, isUtc: false, zone: '' }, code: repaired ?? sloppy };
  }
  const read = timed(property, match, date, bad);
  return read.moment ? { ...read, code: repaired } : read;
}

const DURATION = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;

/** Seconds of a DURATION, undefined where it is none or longer than a century. */
export function readDuration(raw: string): number | undefined {
  const text = raw.trim();
  const match = DURATION.exec(text);
  if (!match || !/\d/.test(text)) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const total = (weeks * 7 + days) * 86_400 + hours * 3600 + minutes * 60 + seconds;
  if (total > 36_525 * 86_400) return undefined;
  return match[1] === '-' ? -total : total;
}

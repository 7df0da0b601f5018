import { type DayNumber, dayNumber, type StayDate, stayDate } from '../../domain/stay-date.ts';
import { readMoment } from './moments.ts';
import { readProperty } from './properties.ts';
import type { ContentLine } from './read-components.ts';
import { fallsOn, readRule, type RepeatRule, type RepeatWork, untilDay } from './repeat-rule.ts';

/** A time zone as a feed describes it, for names that nobody else knows. */
export interface DescribedZone {
  readonly name: string;
  /** X-LIC-LOCATION or the like: the IANA zone it was made from; empty where it does not say. */
  readonly location: string;
  /** Seconds east of UTC at a local time; undefined where the description cannot be read. */
  readonly offsetAt: (date: StayDate, seconds: number) => number | undefined;
}

/** A change of the clock: from its start on, and again by its rule or on its dates. */
interface Observance {
  start: { day: number; seconds: number } | undefined;
  offsetFrom: number;
  offsetTo: number;
  rule: RepeatRule | undefined;
  extraDays: number[];
  isReadable: boolean;
  /** Days on which the rule strikes, by year. */
  readonly days: Map<number, readonly number[]>;
}

/** Changes that one zone may have, by parts and by dates; more are no zone. */
const MAX_OBSERVANCES = 50;
const MAX_EXTRA_DAYS = 500;
const OFFSET = /^([+-])(\d{2})(\d{2})(\d{2})?$/;

function readOffset(raw: string): number | undefined {
  const match = OFFSET.exec(raw.trim());
  if (!match) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
}

/** Days since 1970 of a date-time before 2000 as well: descriptions of zones start in 1601 or 1970. */
function readStart(raw: string): Observance['start'] {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/.exec(raw.trim());
  if (!match) return undefined;
  const seconds = Number(match[4]) * 3600 + Number(match[5]) * 60 + Number(match[6]);
  // years before that are written by nobody and would not round-trip
  const year = Number(match[1]) < 1600 ? '1600' : match[1];
  return { day: dayNumber(`${year}-${match[2]}-${match[3]}` as StayDate), seconds };
}

function addTo(observance: Observance, content: ContentLine): void {
  const property = readProperty(content);
  if (!property) return;
  const { raw } = property;
  if (content.name === 'DTSTART') observance.start = readStart(raw);
  else if (content.name === 'TZOFFSETFROM') observance.offsetFrom = readOffset(raw) ?? Number.NaN;
  else if (content.name === 'TZOFFSETTO') observance.offsetTo = readOffset(raw) ?? Number.NaN;
  else if (content.name === 'RRULE') {
    const rule = readRule(property);
    if (typeof rule === 'string' || rule.frequency !== 'YEARLY') observance.isReadable = false;
    else observance.rule = rule;
  } else if (content.name === 'RDATE') {
    for (const part of raw.split(',')) {
      const { moment } = readMoment(property, 'bad-start', part.split('/')[0]);
      if (moment) observance.extraDays.push(dayNumber(moment.date));
    }
  }
}

/** The days of a year on which the rule strikes; none when the work allowed is used up. */
function daysOfYear(
  observance: Observance,
  rule: RepeatRule,
  year: number,
  work: RepeatWork,
): readonly number[] {
  const known = observance.days.get(year);
  if (known) return known;
  if (work.left <= 0) return [];
  const startDay = observance.start?.day ?? 0;
  const days: number[] = [];
  const to = dayNumber(`${year}-12-31` as StayDate);
  for (let day = dayNumber(`${year}-01-01` as StayDate) as number; day <= to; day++)
    if (fallsOn(rule, startDay, day, work)) days.push(day);
  observance.days.set(year, days);
  return days;
}

/** The last day on or before `day` on which the observance began. */
function lastOnset(
  observance: Observance,
  day: number,
  seconds: number,
  work: RepeatWork,
): number | undefined {
  const { start, rule, extraDays } = observance;
  if (!start) return undefined;
  // a change later on the same day has not happened yet
  const from = seconds >= start.seconds ? day : day - 1;
  if (start.day > from) return undefined;
  const to = Math.min(from, rule ? untilDay(rule) : from);
  if (to < start.day) return start.day;
  const year = Number(stayDate(to as DayNumber).slice(0, 4));
  const struck = rule
    ? [year - 1, year].flatMap((each) => [...daysOfYear(observance, rule, each, work)])
    : [];
  return [...struck.filter((each) => each <= to), ...extraDays.filter((each) => each <= from)].reduce(
    (latest, each) => Math.max(latest, each),
    start.day,
  );
}

function offsetAt(
  observances: readonly Observance[],
  date: StayDate,
  seconds: number,
  work: RepeatWork,
): number | undefined {
  let latest: number | undefined;
  let offset: number | undefined;
  for (const observance of observances) {
    const onset = lastOnset(observance, dayNumber(date), seconds, work);
    if (onset === undefined || (latest !== undefined && onset <= latest)) continue;
    latest = onset;
    offset = observance.offsetTo;
  }
  return offset ?? observances[0]?.offsetFrom;
}

const isWhole = (observance: Observance): boolean =>
  observance.isReadable &&
  observance.start !== undefined &&
  !Number.isNaN(observance.offsetFrom) &&
  !Number.isNaN(observance.offsetTo);

/** Reads the lines of one VTIMEZONE. `work` is shared by all zones of a feed; once it is used up, none is readable. */
export function describeZone(lines: readonly ContentLine[], work: RepeatWork): DescribedZone {
  const observances: Observance[] = [];
  let name = '';
  let location = '';
  for (const content of lines) {
    const last = observances.at(-1);
    if (content.name === 'BEGIN') {
      const fresh = { start: undefined, offsetFrom: Number.NaN, offsetTo: Number.NaN };
      observances.push({ ...fresh, rule: undefined, extraDays: [], isReadable: true, days: new Map() });
    } else if (last) addTo(last, content);
    else if (content.name === 'TZID') name = readProperty(content)?.raw.trim() ?? '';
    else if (content.name === 'X-LIC-LOCATION') location = readProperty(content)?.raw.trim() ?? '';
  }
  const extraDays = observances.reduce((sum, observance) => sum + observance.extraDays.length, 0);
  const isModest = observances.length <= MAX_OBSERVANCES && extraDays <= MAX_EXTRA_DAYS;
  const isReadable = observances.length > 0 && isModest && observances.every(isWhole);
  const known = new Map<string, number | undefined>();
  return {
    name,
    location,
    offsetAt(date, seconds) {
      if (!isReadable) return undefined;
      const key = `${date} ${seconds}`;
      if (!known.has(key)) known.set(key, offsetAt(observances, date, seconds, work));
      return work.left > 0 ? known.get(key) : undefined;
    },
  };
}

import {
  addNights,
  type DayNumber,
  dayNumber,
  nightsBetween,
  type StayDate,
  stayDate,
} from '../../domain/stay-date.ts';
import { type Moment, readDuration, readMoment } from './moments.ts';
import type { ProblemCode } from './problem-list.ts';
import type { Property } from './properties.ts';
import { writtenDate } from './written-date.ts';
import type { Zones } from './zones.ts';

/** How a hotel wants a feed's dates understood. */
export interface NightRules {
  /** The end date is the last night, not the departure. */
  readonly endIsLastNight: boolean;
  /** An event within one day takes that night. */
  readonly timedEventsAreStays: boolean;
}

/** The nights of an event, half-open. */
export interface Nights {
  readonly firstNight: StayDate;
  readonly departure: StayDate;
  /** The start as the feed wrote it, before its zone was converted: rules of repetition count from this. */
  readonly writtenStart: StayDate;
  readonly isTimed: boolean;
  /** True where DTEND says nothing and the event was given one night. */
  readonly isEndMissing: boolean;
}

export interface ReadNights {
  readonly nights: Nights | undefined;
  /** All that is to be told; without nights the first says why. */
  readonly codes: readonly ProblemCode[];
}

interface Edge {
  readonly date: StayDate;
  readonly seconds: number | undefined;
}

/** Adds seconds to a moment on its own clock. */
function after(moment: Moment, seconds: number): Moment | undefined {
  const total = (moment.seconds ?? 0) + seconds;
  const day = dayNumber(moment.date) + Math.floor(total / 86_400);
  const date = stayDate(day as DayNumber);
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  if (writtenDate(year ?? 0, month ?? 0, dayOfMonth ?? 0) === undefined) return undefined;
  const rest = ((total % 86_400) + 86_400) % 86_400;
  return { ...moment, date, seconds: moment.seconds === undefined ? undefined : rest };
}

type EndMoment = { readonly moment: Moment | undefined; readonly code: ProblemCode | undefined } | undefined;

function endMoment(start: Moment, end: Property | undefined, duration: Property | undefined): EndMoment {
  if (end) return readMoment(end, 'bad-end');
  if (!duration) return undefined;
  const seconds = readDuration(duration.raw);
  if (seconds === undefined) return { moment: undefined, code: 'bad-end' };
  const moment = after(start, seconds);
  return { moment, code: moment ? undefined : 'date-out-of-range' };
}

/** From two edges on the property's clock to nights. The time of day of an end adds no night. */
function between(start: Edge, end: Edge, rules: NightRules): StayDate | ProblemCode {
  const length = nightsBetween(start.date, end.date);
  const isTimed = start.seconds !== undefined;
  const isBackwards = length < 0 || (isTimed && length === 0 && (end.seconds ?? 0) < (start.seconds ?? 0));
  if (isBackwards) return 'end-before-start';
  if (rules.endIsLastNight) return addNights(end.date, 1);
  if (length > 0) return end.date;
  return isTimed && !rules.timedEventsAreStays ? 'not-overnight' : addNights(start.date, 1);
}

const isProblem = (value: StayDate | ProblemCode): value is ProblemCode => !/^\d/.test(value);
const without = (code: ProblemCode): ReadNights => ({ nights: undefined, codes: [code] });

/** The way of almost every event of a channel: two dates and nothing odd about them. */
function plainNights(start: Property, end: Property | undefined, rules: NightRules): ReadNights | undefined {
  const firstNight = start.plainDate;
  const last = end?.plainDate;
  if (firstNight === undefined || last === undefined || last <= firstNight) return undefined;
  const departure = rules.endIsLastNight ? addNights(last, 1) : last;
  return {
    nights: { firstNight, departure, writtenStart: firstNight, isTimed: false, isEndMissing: false },
    codes: [],
  };
}

/** The nights that DTSTART with DTEND or DURATION mean at the property, or why they mean none. */
export function readNights(
  startOf: Property,
  endOf: Property | undefined,
  durationOf: Property | undefined,
  zones: Zones,
  rules: NightRules,
): ReadNights {
  const plain = plainNights(startOf, endOf, rules);
  if (plain) return plain;
  const start = readMoment(startOf, 'bad-start');
  if (!start.moment) return without(start.code ?? 'bad-start');
  const end = endMoment(start.moment, endOf, durationOf);
  if (end && !end.moment) return without(end.code ?? 'bad-end');
  const from = zones.atProperty(start.moment);
  const to = end?.moment ? zones.atProperty(end.moment) : undefined;
  if (!from || (end && !to)) return without('date-out-of-range');
  const codes: ProblemCode[] = [start.code, end?.code].filter((code) => code !== undefined);
  if (from.isGuessed || to?.isGuessed) codes.push('unknown-zone');
  const departure = to ? between(from, to, rules) : endless(from, rules);
  if (isProblem(departure)) return { nights: undefined, codes: [departure, ...codes] };
  if (departure > '2100-12-31') return without('date-out-of-range');
  const isEqual = to !== undefined && to.date === from.date && from.seconds === undefined;
  if (isEqual && !rules.endIsLastNight) codes.push('end-equals-start');
  const nights = {
    firstNight: from.date,
    departure,
    writtenStart: start.moment.date,
    isTimed: from.seconds !== undefined,
    isEndMissing: to === undefined,
  };
  return { nights, codes };
}

/** Without an end a date is one night, a time is a moment. */
function endless(start: Edge, rules: NightRules): StayDate | ProblemCode {
  const isStay = start.seconds === undefined || rules.timedEventsAreStays;
  return isStay ? addNights(start.date, 1) : 'not-overnight';
}

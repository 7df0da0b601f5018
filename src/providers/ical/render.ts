import { type DayNumber, type StayDate, stayDate } from '../../domain/stay-date.ts';
import type { DocumentStay } from '../kit/provider.ts';
import { escapeText, foldLine } from './write-lines.ts';
import { writeZone, zonedName } from './write-zone.ts';

/** Nights taken, as a channel will see them. */
export type RenderedEvent = DocumentStay;

export interface FeedToRender {
  /** No guest, no owner. Left out where empty. */
  readonly calendarName: string;
  readonly events: readonly RenderedEvent[];
}

export interface RenderOptions {
  /** Writes arrival and departure with times of day, `HH:MM`, for readers that misread whole days. */
  readonly withTimes?: { readonly checkIn: string; readonly checkOut: string; readonly zone: string };
}

/** Some channels refuse a calendar without an event, so one night long past stands in for none. */
const NOTHING_TAKEN: RenderedEvent = {
  uid: '7e0f6c52-6c0b-4f0e-9a55-2b8f1d3c9a10',
  arrival: '2020-01-01' as StayDate,
  departure: '2020-01-02' as StayDate,
  changedAt: Date.UTC(2020, 0, 1),
  sequence: 0,
  summary: 'Unavailable',
};

const HEAD =
  'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bellhop//Availability 1.0//EN\r\nCALSCALE:GREGORIAN\r\n' +
  'REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n';

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const compactDate = (date: StayDate): string => date.slice(0, 4) + date.slice(5, 7) + date.slice(8, 10);

const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => two(value));

/** Writes instants as calendars do, `20270301T081500Z`; the day is made once for all that share it. */
function stampWriter(): (at: number) => string {
  let dayWritten = Number.NaN;
  let dayText = '';
  return (at) => {
    const seconds = Math.floor(at / 1000);
    const day = Math.floor(seconds / 86_400);
    const rest = seconds - day * 86_400;
    if (day !== dayWritten) {
      dayWritten = day;
      dayText = `${compactDate(stayDate(day as DayNumber))}T`;
    }
    const minutes = Math.floor(rest / 60);
    return `${dayText}${TWO_DIGITS[Math.floor(minutes / 60)]}${TWO_DIGITS[minutes % 60]}${TWO_DIGITS[rest % 60]}Z`;
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (events: readonly RenderedEvent[]): RenderedEvent[] =>
  [...events].sort(
    (a, b) => compare(a.arrival, b.arrival) || compare(a.departure, b.departure) || compare(a.uid, b.uid),
  );

/** Writes the two ends of an event. */
type WriteEdges = (arrival: StayDate, departure: StayDate) => string;

const wholeDays: WriteEdges = (arrival, departure) =>
  `DTSTART;VALUE=DATE:${compactDate(arrival)}\r\nDTEND;VALUE=DATE:${compactDate(departure)}\r\n`;

function timed({ checkIn, checkOut, zone }: NonNullable<RenderOptions['withTimes']>): WriteEdges {
  const [startName, endName] = [zonedName('DTSTART', zone), zonedName('DTEND', zone)];
  const clock = (time: string): string => `T${time.replace(':', '')}00`;
  return (arrival, departure) =>
    foldLine(startName + compactDate(arrival) + clock(checkIn)) +
    foldLine(endName + compactDate(departure) + clock(checkOut));
}

/** Needs neither escape nor fold, as almost every UID of ours. */
const PLAIN_UID = /^[\w@.-]{1,71}$/;

/** Writes the lines of events; a summary that repeats is escaped and folded once. */
function eventWriter(writeEdges: WriteEdges): (event: RenderedEvent) => string {
  const writeStamp = stampWriter();
  let written: string | undefined;
  let ending = '';
  return ({ uid, arrival, departure, changedAt, sequence, summary }) => {
    if (summary !== written) {
      written = summary;
      const summaryLine = foldLine(`SUMMARY:${escapeText(summary)}`);
      ending = `${summaryLine}TRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n`;
    }
    const stamp = writeStamp(changedAt);
    const uidLine = PLAIN_UID.test(uid) ? `UID:${uid}\r\n` : foldLine(`UID:${escapeText(uid)}`);
    return `BEGIN:VEVENT\r\n${uidLine}DTSTAMP:${stamp}\r\nLAST-MODIFIED:${stamp}\r\nSEQUENCE:${sequence}\r\n${writeEdges(arrival, departure)}${ending}`;
  };
}

function zoneOf(events: readonly RenderedEvent[], zone: string): string {
  const first = events[0] ?? NOTHING_TAKEN;
  const last = events.reduce(
    (latest, { departure }) => (departure > latest ? departure : latest),
    first.departure,
  );
  return writeZone(zone, Number(first.arrival.slice(0, 4)), Number(last.slice(0, 4)));
}

/**
 * A calendar feed for a channel to read: whole days with the departure as the end, one event for each given. Equal input
 * gives equal bytes, whatever its order and whenever it is written.
 */
export function renderFeed(feed: FeedToRender, options: RenderOptions = {}): string {
  const events = feed.events.length === 0 ? [NOTHING_TAKEN] : inOrder(feed.events);
  const { withTimes } = options;
  const write = eventWriter(withTimes ? timed(withTimes) : wholeDays);
  let text = HEAD;
  if (feed.calendarName !== '') {
    const name = escapeText(feed.calendarName);
    text += foldLine(`NAME:${name}`) + foldLine(`X-WR-CALNAME:${name}`);
  }
  if (withTimes) text += zoneOf(events, withTimes.zone);
  for (const event of events) text += write(event);
  return `${text}END:VCALENDAR\r\n`;
}

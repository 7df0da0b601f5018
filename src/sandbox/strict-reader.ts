import { addNights, dateInZone, type NightRange, type StayDate, stayDateOf } from '../domain/stay-date.ts';
import type { HostChannel } from './manner.ts';
import { type ContentLine, contentLines, Unreadable } from './strict-lines.ts';

/** What a channel took from a calendar, and what it grumbled about without refusing it. */
export interface StrictReading {
  readonly ranges: readonly NightRange[];
  readonly events: number;
  readonly complaints: readonly string[];
}

interface Reader {
  readonly channel: HostChannel;
  readonly zone: string;
}

const TEXT_PROPERTIES = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION', 'COMMENT', 'NAME', 'X-WR-CALNAME']);
const WRONG_TEXT = /(?:^|[^\\])(?:\\\\)*(?:\\(?![\\;,nN])|[;,])/;

/** Splits into the calendar's own properties and one list per event; other components are walked over. */
function components(lines: readonly ContentLine[]): { calendar: ContentLine[]; events: ContentLine[][] } {
  const open: string[] = [];
  const calendar: ContentLine[] = [];
  const events: ContentLine[][] = [];
  lines.forEach((content, index) => {
    const component = content.value.toUpperCase();
    if (open.length === 0 && (index > 0 || content.name !== 'BEGIN' || component !== 'VCALENDAR'))
      throw new Unreadable(
        content.line,
        index === 0 ? 'is not BEGIN:VCALENDAR' : 'stands after END:VCALENDAR',
      );
    if (content.name === 'BEGIN') {
      if (component === 'VEVENT' && open.length !== 1)
        throw new Unreadable(content.line, 'opens an event elsewhere');
      if (component === 'VEVENT') events.push([]);
      open.push(component);
    } else if (content.name === 'END') {
      if (open.pop() !== component)
        throw new Unreadable(content.line, `ends ${component}, which is not open`);
    } else if (open.length === 1) calendar.push(content);
    else if (open.length === 2 && open[1] === 'VEVENT') events.at(-1)?.push(content);
  });
  if (open.length > 0) throw new Unreadable(0, `${open.at(-1)} never ends.`);
  return { calendar, events };
}

function only(lines: readonly ContentLine[], name: string): ContentLine | undefined {
  const found = lines.filter((content) => content.name === name);
  if (found.length > 1) throw new Unreadable(found[1]?.line ?? 0, `has a second ${name}`);
  return found[0];
}

function required(lines: readonly ContentLine[], name: string, line: number): ContentLine {
  const found = only(lines, name);
  if (!found || found.value.trim() === '') throw new Unreadable(line, `${name} is missing`);
  return found;
}

function dateOf(content: ContentLine, zone: string): StayDate {
  const wrong = new Unreadable(content.line, `${content.name} is not a date: ${content.value}`);
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(content.value);
  if (!match) throw wrong;
  const date = stayDateOf(Number(match[1]), Number(match[2]), Number(match[3]));
  if (!date) throw wrong;
  const isDate = match[4] === undefined;
  if (isDate !== (content.params.get('VALUE') === 'DATE'))
    throw new Unreadable(content.line, 'VALUE does not fit');
  if (match[7] !== 'Z') return date;
  return dateInZone(Date.parse(`${date}T${match[4]}:${match[5]}:${match[6]}Z`), zone);
}

function eventRange(event: readonly ContentLine[], zone: string): NightRange {
  const line = event[0]?.line ?? 0;
  const start = required(event, 'DTSTART', line);
  const end = only(event, 'DTEND');
  const arrival = dateOf(start, zone);
  const departure = end ? dateOf(end, zone) : addNights(arrival, 1);
  if (end && start.params.get('VALUE') !== end.params.get('VALUE'))
    throw new Unreadable(end.line, 'DTEND is of another kind than DTSTART');
  if (departure <= arrival) throw new Unreadable(end?.line ?? line, 'DTEND is not after DTSTART');
  return { arrival, departure };
}

/**
 * Reads a calendar as an unforgiving channel would. Throws {@link Unreadable} for what a channel may refuse a whole feed
 * for; lists what it would let pass.
 */
export function readStrictly(body: Uint8Array, { channel, zone }: Reader): StrictReading {
  const { calendar, events } = components(contentLines(body));
  const complaints: string[] = [];
  if (required(calendar, 'VERSION', 0).value !== '2.0') throw new Unreadable(0, 'VERSION is not 2.0.');
  required(calendar, 'PRODID', 0);
  if (events.length === 0 && channel === 'booking') throw new Unreadable(0, 'The calendar has no event.');
  if (events.length === 0) complaints.push('The calendar has no component, RFC 5545 wants one.');
  const isPublished = only(calendar, 'METHOD') !== undefined;
  const seen = new Set<string>();
  const ranges = events.map((event) => {
    const line = event[0]?.line ?? 0;
    const uid = required(event, 'UID', line).value;
    if (seen.has(uid)) throw new Unreadable(line, 'the UID occurs twice');
    seen.add(uid);
    const stamp = only(event, 'DTSTAMP');
    if (!stamp) complaints.push(`line ${line}: DTSTAMP is missing`);
    else if (!/^\d{8}T\d{6}Z$/.test(stamp.value))
      throw new Unreadable(stamp.line, 'DTSTAMP is not a UTC instant');
    if (isPublished && !only(event, 'ORGANIZER')) complaints.push(`line ${line}: METHOD without ORGANIZER`);
    for (const content of event)
      if (TEXT_PROPERTIES.has(content.name) && WRONG_TEXT.test(content.value))
        throw new Unreadable(content.line, `${content.name} is not escaped`);
    return eventRange(event, zone);
  });
  return { ranges, events: events.length, complaints };
}

import type { ParsedFeed } from '../../domain/feed.ts';
import type { StayDate } from '../../domain/stay-date.ts';
import { readFeed, type ReadFeedOptions } from './read-feed.ts';

/** Builds calendars out of invented people and nights, for tests and benchmarks. */

export const LISBON: ReadFeedOptions = { zone: 'Europe/Lisbon', asOf: '2027-03-01' as StayDate };

export const AIRBNB = '-//Airbnb Inc//Hosting Calendar 1.0//EN';
export const BOOKING = '-//admin.booking.com\\\\\\, b.v.//NONSGML v1.0//EN';
export const VRBO = '-//HomeAway.com, Inc.//EN';

/** The lines of a VEVENT. */
export const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');

/** A whole-day event as channels write it; dates as eight digits. */
export const stay = (uid: string, from: string, to: string, summary = 'Reserved'): string =>
  event(
    'DTSTAMP:20270301T063005Z',
    `DTSTART;VALUE=DATE:${from}`,
    `DTEND;VALUE=DATE:${to}`,
    `SUMMARY:${summary}`,
    `UID:${uid}`,
  );

/** A calendar with those events, or other lines, in it. */
export const calendar = (parts: readonly string[], producer = '-//Example//Test 1.0//EN'): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:${producer}`, ...parts, 'END:VCALENDAR', ''].join('\r\n');

export const read = (body: string | Uint8Array, options: Partial<ReadFeedOptions> = {}): ParsedFeed =>
  readFeed(body, { ...LISBON, ...options });

/** `2027-03-10/2027-03-13` for each event. */
export const nightsIn = ({ events }: ParsedFeed): string[] =>
  events.map(({ firstNight, departure }) => `${firstNight}/${departure}`);

export const codesIn = ({ problems }: ParsedFeed): string[] => problems.map(({ code }) => code);

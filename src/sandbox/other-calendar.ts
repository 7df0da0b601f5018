import { addNights, dateInZone, type NightRange, type StayDate } from '../domain/stay-date.ts';
import { compactDate, type EventLines, utcStamp } from './calendar-text.ts';
import { hexOf } from './chance.ts';
import { byArrival, type Manner, type Moment } from './manner.ts';

export interface OtherOptions {
  /**
   * `ownerrez`: check-in 16:00 to check-out 11:00 in the property's zone. `google`: a personal calendar, whole days mixed
   * with timed, floating, free and repeating events. `icloud`: whole days, its zone standing after the events.
   */
  readonly style?: 'ownerrez' | 'google' | 'icloud';
}

const YEAR = 365 * 86_400_000;

const offsetText = (nanoseconds: number): string => {
  const seconds = Math.round(nanoseconds / 1e9);
  const parts = [Math.floor(Math.abs(seconds) / 3600), Math.floor((Math.abs(seconds) % 3600) / 60)];
  return `${seconds < 0 ? '-' : '+'}${parts.map((part) => String(part).padStart(2, '0')).join('')}`;
};

const localStamp = (at: Temporal.ZonedDateTime): string =>
  at.toPlainDateTime().toString({ smallestUnit: 'second' }).replaceAll('-', '').replaceAll(':', '');

/** The zone as a VTIMEZONE, each change of clocks within a year before and two after written out. */
function zoneLines(moment: Moment): string[] {
  let at = Temporal.Instant.fromEpochMilliseconds(moment.now - YEAR).toZonedDateTimeISO(moment.zone);
  const parts = [
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offsetText(at.offsetNanoseconds)}`,
    `TZOFFSETTO:${offsetText(at.offsetNanoseconds)}`,
    'END:STANDARD',
  ];
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (!change || change.epochMilliseconds > moment.now + 2 * YEAR) break;
    const before = change.subtract({ nanoseconds: 1 });
    const kind = change.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD';
    const wallClock = change.withTimeZone('UTC').add({ nanoseconds: before.offsetNanoseconds });
    parts.push(
      `BEGIN:${kind}`,
      `DTSTART:${localStamp(wallClock)}`,
      `TZOFFSETFROM:${offsetText(before.offsetNanoseconds)}`,
      `TZOFFSETTO:${offsetText(change.offsetNanoseconds)}`,
      `END:${kind}`,
    );
    at = change;
  }
  return ['BEGIN:VTIMEZONE', `TZID:${moment.zone}`, ...parts, 'END:VTIMEZONE'];
}

const wholeDays = (range: NightRange): string[] => [
  `DTSTART;VALUE=DATE:${compactDate(range.arrival)}`,
  `DTEND;VALUE=DATE:${compactDate(range.departure)}`,
];

const timed = (zone: string, from: string, to: string): string[] => [
  `DTSTART;TZID=${zone}:${from}`,
  `DTEND;TZID=${zone}:${to}`,
];

function ownerRezLines(id: string, range: NightRange, summary: string, moment: Moment): EventLines {
  const stamp = utcStamp(moment.stampAt);
  return [
    'CREATED:20250301T101500Z',
    `DTEND;TZID=${moment.zone}:${compactDate(range.departure)}T110000`,
    `DTSTAMP:${stamp}`,
    `DTSTART;TZID=${moment.zone}:${compactDate(range.arrival)}T160000`,
    'LAST-MODIFIED:20250301T101500Z',
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
    `SUMMARY:${summary}`,
    `UID:${hexOf(`ownerrez/${id}/${range.arrival}`)}`,
  ];
}

function personalLines(id: string, range: NightRange, summary: string, moment: Moment): EventLines {
  return [
    ...wholeDays(range),
    `DTSTAMP:${utcStamp(moment.stampAt)}`,
    `UID:${hexOf(`google/${id}/${range.arrival}`, 26)}@google.com`,
    'SEQUENCE:1',
    'STATUS:CONFIRMED',
    `SUMMARY:${summary}`,
    'TRANSP:OPAQUE',
  ];
}

/** What else lives in a personal calendar: none of it is a stay, except the floating one that spans a night. */
function personalClutter(id: string, moment: Moment): EventLines[] {
  const day = (count: number): StayDate => addNights(dateInZone(moment.now, moment.zone), count);
  const event = (name: string, ...lines: readonly string[]): EventLines => [
    ...lines,
    `DTSTAMP:${utcStamp(moment.stampAt)}`,
    `UID:${hexOf(`google/${id}/${name}`, 26)}@google.com`,
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
    `SUMMARY:${name}`,
  ];
  const cleaning = compactDate(day(3));
  const weekly = compactDate(day(-7));
  return [
    event('Cleaning', ...timed(moment.zone, `${cleaning}T110000`, `${cleaning}T140000`), 'TRANSP:OPAQUE'),
    event('Local holiday', ...wholeDays({ arrival: day(10), departure: day(11) }), 'TRANSP:TRANSPARENT'),
    event(
      'Linen van',
      ...timed(moment.zone, `${weekly}T080000`, `${weekly}T083000`),
      'RRULE:FREQ=WEEKLY;COUNT=60',
      'TRANSP:OPAQUE',
    ),
    event(
      'Linen van',
      ...timed(moment.zone, `${compactDate(day(7))}T100000`, `${compactDate(day(7))}T103000`),
      `RECURRENCE-ID;TZID=${moment.zone}:${compactDate(day(7))}T080000`,
      'TRANSP:OPAQUE',
    ),
    event(
      'Aunt visits',
      `DTSTART:${compactDate(day(20))}T150000`,
      `DTEND:${compactDate(day(22))}T100000`,
      'TRANSP:OPAQUE',
    ),
  ];
}

/** Calendars of no booking channel, at `/calendar/<name>.ics`. */
export function otherManner(options: OtherOptions): Manner {
  const style = options.style ?? 'ownerrez';
  return {
    closedByRule: () => [],
    header(moment) {
      if (style === 'ownerrez')
        return [
          'PRODID:-//github.com/rianjs/ical.net//NONSGML ical.net 4.0//EN',
          'VERSION:2.0',
          ...zoneLines(moment),
        ];
      return style === 'google'
        ? [
            'PRODID:-//Google Inc//Google Calendar 70.9054//EN',
            'VERSION:2.0',
            'CALSCALE:GREGORIAN',
            ...zoneLines(moment),
          ]
        : ['VERSION:2.0', 'PRODID:-//Apple Inc.//iCloud Calendar//EN', 'CALSCALE:GREGORIAN'];
    },
    footer: (moment) => (style === 'icloud' ? zoneLines(moment) : []),
    events(book, moment) {
      const lines = style === 'ownerrez' ? ownerRezLines : personalLines;
      return [
        ...book.stays.toSorted(byArrival).map((stay) => lines(book.id, stay, 'Booked', moment)),
        ...[...book.blocks, ...book.imported]
          .toSorted(byArrival)
          .map((range) => lines(book.id, range, 'Blocked', moment)),
        ...(style === 'google' ? personalClutter(book.id, moment) : []),
      ];
    },
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayNumber, stayDate } from '../../domain/stay-date.ts';
import { calendar, codesIn, event, nightsIn, read } from './calendar-for-test.ts';
import { describeZone } from './described-zone.ts';
import { createProblemList } from './problem-list.ts';
import { type ContentLine, readComponents } from './read-components.ts';
import { WINDOWS_ZONES } from './windows-zones.ts';
import { writeZone } from './write-zone.ts';
import { isZone } from '../../domain/stay-date.ts';

const part = (kind: string, start: string, from: string, to: string, ...more: string[]): string =>
  [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...more,
    `END:${kind}`,
  ].join('\r\n');

/** New York under a name that nobody knows. */
const OFFICE = [
  'BEGIN:VTIMEZONE',
  'TZID:Our Office',
  part('STANDARD', '16011101T020000', '-0400', '-0500', 'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11'),
  part('DAYLIGHT', '16010302T020000', '-0500', '-0400', 'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3'),
  'END:VTIMEZONE',
].join('\r\n');
const away = event(
  'UID:u',
  'DTSTART;TZID=Our Office:20270310T200000',
  'DTEND;TZID=Our Office:20270313T110000',
);

const described = (lines: string): ReturnType<typeof describeZone> => {
  const zones: ContentLine[][] = [];
  readComponents(calendar([lines]), { problems: createProblemList(), onEvent: () => undefined, zones });
  return describeZone(zones[0] ?? [], { left: 500_000 });
};

const offsetIn = (zone: string, local: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).offsetNanoseconds / 1e9;

describe('zones described in the feed', () => {
  it.each([
    ['before the events', [OFFICE, away]],
    ['after the events', [away, OFFICE]],
  ])('%s', (_name, parts) => {
    const feed = read(calendar(parts));
    expect(nightsIn(feed)).toEqual(['2027-03-11/2027-03-13']);
    expect(feed.problems).toEqual([]);
  });

  it('by the zone they say they were made from', () => {
    const made = 'BEGIN:VTIMEZONE\r\nTZID:Our Office\r\nX-LIC-LOCATION:America/New_York\r\nEND:VTIMEZONE';
    expect(nightsIn(read(calendar([made, away])))).toEqual(['2027-03-11/2027-03-13']);
  });

  it('with offsets to the second, as very old ones have', () => {
    const zone = described(
      `BEGIN:VTIMEZONE\r\nTZID:Old\r\n${part('STANDARD', '19110311T000000', '+000921', '+000000')}\r\nEND:VTIMEZONE`,
    );
    expect(zone.offsetAt('2027-03-10' as never, 0)).toBe(0);
  });

  it.each([
    ['no part', 'BEGIN:VTIMEZONE\r\nTZID:Our Office\r\nEND:VTIMEZONE'],
    ['no offset', OFFICE.replace('TZOFFSETTO:-0400', 'TZOFFSETTO:soon')],
    ['an odd rule', OFFICE.replace('FREQ=YEARLY;BYDAY=2SU', 'FREQ=SECONDLY')],
    ['a bad rule', OFFICE.replace('FREQ=YEARLY;BYDAY=2SU', 'FREQ=SOMETIMES')],
  ])('%s: read as local and named', (_name, zone) => {
    const feed = read(calendar([zone, away]));
    expect(nightsIn(feed)).toEqual(['2027-03-10/2027-03-13']);
    expect(codesIn(feed)).toEqual(['unknown-zone']);
  });

  it('many zones with many rules end at the limits of the feed', () => {
    const parts = Array.from({ length: 40 }, (_, index) =>
      part(
        'STANDARD',
        '16011101T020000',
        '-0400',
        '-0500',
        `RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=${(index % 12) + 1}`,
      ),
    ).join('\r\n');
    const zones = Array.from(
      { length: 150 },
      (_, index) => `BEGIN:VTIMEZONE\r\nTZID:Z ${index}\r\n${parts}\r\nEND:VTIMEZONE`,
    );
    const events = Array.from({ length: 1500 }, (_, index) =>
      event(
        `UID:${index}`,
        `DTSTART;TZID=Z ${index % 150}:20${10 + (index % 89)}0310T200000`,
        'DURATION:P2D',
      ),
    );
    const feed = read(calendar([...zones, ...events]));
    expect(feed.events.length).toBe(1500);
    expect(codesIn(feed)).toContain('unknown-zone');
  });

  it('gives New York’s offset on every day of 2007 to 2100', () => {
    const zone = described(OFFICE);
    fc.assert(
      fc.property(fc.integer({ min: 13_600, max: 47_400 }), fc.integer({ min: 4, max: 23 }), (day, hour) => {
        const date = stayDate(day as DayNumber);
        const clock = `${date}T${String(hour).padStart(2, '0')}:00`;
        expect(zone.offsetAt(date, hour * 3600)).toBe(offsetIn('America/New_York', clock));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'])(
    'reads back what we write of %s',
    (name) => {
      const zone = described(writeZone(name, 2026, 2028).trimEnd());
      fc.assert(
        fc.property(
          fc.integer({ min: 20_460, max: 21_500 }),
          fc.integer({ min: 4, max: 23 }),
          (day, hour) => {
            const date = stayDate(day as DayNumber);
            const clock = `${date}T${String(hour).padStart(2, '0')}:00`;
            expect(zone.offsetAt(date, hour * 3600)).toBe(offsetIn(name, clock));
          },
        ),
        { numRuns: 100 },
      );
    },
  );
});

it('every Windows name leads to a zone that this machine knows', () => {
  expect(WINDOWS_ZONES.size).toBeGreaterThan(130);
  expect([...WINDOWS_ZONES].filter(([, zone]) => !isZone(zone))).toEqual([]);
});

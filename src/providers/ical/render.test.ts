import fc from 'fast-check';
import ICAL from 'ical.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addNights, type StayDate } from '../../domain/stay-date.ts';
import { LISBON, nightsIn, read } from './calendar-for-test.ts';
import { type FeedToRender, type RenderedEvent, renderFeed } from './render.ts';

const block = (over: Partial<RenderedEvent> = {}): RenderedEvent => ({
  uid: '3f0c3f7e-5f0b-4a52-9d0e-2f2f6b8f4f11',
  arrival: '2027-03-10' as StayDate,
  departure: '2027-03-13' as StayDate,
  changedAt: Date.UTC(2027, 2, 1, 8, 15),
  sequence: 2,
  summary: 'Unavailable',
  ...over,
});
const feedOf = (...events: RenderedEvent[]): FeedToRender => ({ calendarName: 'Room 4', events });
const octets = (line: string): number => new TextEncoder().encode(line).length;

const GOLDEN: FeedToRender = {
  calendarName: 'Doppelzimmer; Südseite, 4',
  events: [
    block(),
    block({
      uid: '9b2d1f60-0c1e-4f5e-8f3a-5d6f7a8b9c0d',
      arrival: '2027-04-02' as StayDate,
      departure: '2027-04-05' as StayDate,
      sequence: 0,
      summary:
        'Réservée pour la fête, étage deux; côté jardin \\ 🛎️🛎️🛎️ avec petit déjeuner — près de l’entrée des garages',
    }),
  ],
};

it('writes the golden file, byte for byte', () => {
  const golden = readFileSync(new URL('./fixtures/exported.ics', import.meta.url), 'utf8');
  expect(renderFeed(GOLDEN)).toBe(golden);
  expect(renderFeed({ ...GOLDEN, events: [...GOLDEN.events].reverse() })).toBe(golden);
});

describe('what the format asks', () => {
  const text = renderFeed(GOLDEN);

  it('CRLF everywhere, also at the end, no byte order mark, no METHOD', () => {
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
    expect(text).not.toContain('METHOD');
  });

  it('lines of at most 75 octets, never broken inside a character', () => {
    for (const line of text.split('\r\n')) {
      expect(octets(line)).toBeLessThanOrEqual(75);
      expect(line.isWellFormed()).toBe(true);
    }
    expect(text.replaceAll('\r\n ', '')).toContain('🛎️🛎️🛎️ avec petit déjeuner — près');
  });

  it('stamps come from the last change, not from the clock', () => {
    expect(text).toContain('DTSTAMP:20270301T081500Z\r\nLAST-MODIFIED:20270301T081500Z\r\nSEQUENCE:2\r\n');
  });

  it('nothing taken is one night long past, and always the same', () => {
    const empty = renderFeed(feedOf());
    expect(empty).toBe(renderFeed(feedOf()));
    expect(nightsIn(read(empty))).toEqual(['2020-01-01/2020-01-02']);
  });

  it('leaves out an empty name', () => {
    expect(renderFeed({ calendarName: '', events: [] })).not.toMatch(/NAME/);
  });

  it('line breaks, control characters and broken surrogates cannot break out of a line', () => {
    const odd = renderFeed(feedOf(block({ summary: 'a\r\nEND:VEVENT\u0000\u0007\nb\ud800c\rd' })));
    const feed = read(odd);
    expect(feed.events.length).toBe(1);
    expect(feed.problems).toEqual([]);
    expect(odd).toContain('SUMMARY:a\\nEND:VEVENT\\nb\uFFFDc\\nd\r\n');
  });
});

describe('with times', () => {
  const withTimes = { checkIn: '15:00', checkOut: '11:00', zone: 'Europe/Lisbon' };
  const text = renderFeed(GOLDEN, { withTimes });

  it('names the zone and describes it', () => {
    expect(text).toContain('DTSTART;TZID=Europe/Lisbon:20270310T150000\r\n');
    expect(text).toContain('DTEND;TZID=Europe/Lisbon:20270313T110000\r\n');
    expect(text).toContain(
      'BEGIN:DAYLIGHT\r\nDTSTART:20270328T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT\r\n',
    );
    expect(text).toBe(renderFeed(GOLDEN, { withTimes }));
  });

  it('reads back to the same nights, here and where only the description is believed', () => {
    const nights = GOLDEN.events.map(({ arrival, departure }) => `${arrival}/${departure}`);
    expect(nightsIn(read(text))).toEqual(nights);
    expect(nightsIn(read(text.replaceAll('Europe/Lisbon', 'Our Zone')))).toEqual(nights);
    expect(read(text).problems).toEqual([]);
  });

  it('stands without an event as well', () => {
    expect(nightsIn(read(renderFeed(feedOf(), { withTimes })))).toEqual(['2020-01-01/2020-01-02']);
  });
});

const someText = fc.string({ unit: 'grapheme', maxLength: 120 });
const someEvents = fc.array(
  fc.record({
    uid: fc.uuid(),
    from: fc.integer({ min: 0, max: 700 }),
    length: fc.integer({ min: 1, max: 60 }),
    changedAt: fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) }),
    sequence: fc.nat(100),
    summary: someText,
  }),
  { minLength: 1, maxLength: 20 },
);

it('whatever is written reads back to the same nights in ical.js and in our own reader', () => {
  fc.assert(
    fc.property(someEvents, someText, (made, calendarName) => {
      const events = made.map(({ from, length, ...rest }): RenderedEvent => {
        const arrival = addNights(LISBON.asOf, from);
        return { ...rest, arrival, departure: addNights(arrival, length) };
      });
      const text = renderFeed({ calendarName, events });
      const expected = events.map(({ uid, arrival, departure }) => `${uid} ${arrival}/${departure}`).sort();
      const feed = read(text);
      expect(feed.verdict).toBe('ok');
      expect(
        feed.events.map(({ uid, firstNight, departure }) => `${uid} ${firstNight}/${departure}`).sort(),
      ).toEqual(expected);
      const parts = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent');
      const theirs = parts.map((part) => {
        const [uid, start, end] = ['uid', 'dtstart', 'dtend'].map((name) =>
          String(part.getFirstPropertyValue(name)),
        );
        return `${uid} ${start}/${end}`;
      });
      expect(theirs.sort()).toEqual(expected);
      for (const line of text.split('\r\n')) expect(octets(line)).toBeLessThanOrEqual(75);
    }),
    { numRuns: 150 },
  );
});

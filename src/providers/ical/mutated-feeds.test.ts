import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedFeed } from '../../domain/feed.ts';
import { addNights, nightsBetween } from '../../domain/stay-date.ts';
import { AIRBNB, BOOKING, calendar, event, LISBON, read, VRBO } from './calendar-for-test.ts';

interface Made {
  readonly body: string;
  /** Where each event stands in the body, and what it means. */
  readonly events: readonly { readonly from: number; readonly to: number; readonly meaning: string }[];
}

const day = (offset: number): string => addNights(LISBON.asOf, offset).replaceAll('-', '');
const meaningOf = ({ uid, firstNight, departure }: ParsedFeed['events'][number]): string =>
  `${uid} ${firstNight}/${departure}`;

const someStays = fc.array(
  fc.record({
    from: fc.integer({ min: -30, max: 400 }),
    length: fc.integer({ min: 1, max: 20 }),
    shape: fc.constantFrom('plain', 'timed', 'described', 'duration'),
  }),
  { minLength: 2, maxLength: 8 },
);

const linesOf = (shape: string, from: number, length: number): string[] => {
  const [start, end] = [day(from), day(from + length)];
  if (shape === 'timed')
    return [`DTSTART;TZID=Europe/Lisbon:${start}T150000`, `DTEND;TZID=Europe/Lisbon:${end}T110000`];
  if (shape === 'duration') return [`DTSTART;VALUE=DATE:${start}`, `DURATION:P${length}D`];
  const text =
    'DESCRIPTION:Reservation URL: https://www.example.com/hosting/reservations/de\r\n tails/HMEXAMPLE1\\nx';
  const plain = [`DTSTART;VALUE=DATE:${start}`, `DTEND;VALUE=DATE:${end}`];
  return shape === 'described' ? [...plain, text] : plain;
};

const someFeed: fc.Arbitrary<Made> = fc
  .tuple(someStays, fc.constantFrom(AIRBNB, BOOKING, VRBO), fc.constantFrom('\r\n', '\n'))
  .map(([stays, producer, ending]) => {
    const parts = stays.map(({ from, length, shape }, index) =>
      event(
        'DTSTAMP:20270301T063005Z',
        ...linesOf(shape, from, length),
        'SUMMARY:Reserved',
        `UID:${index}@example`,
      ),
    );
    const body = calendar(parts, producer).replaceAll('\r\n', ending);
    let at = 0;
    const events = parts.map((part, index) => {
      const text = part.replaceAll('\r\n', ending);
      const from = body.indexOf(text, at);
      at = from + text.length;
      const { from: first, length } = stays[index] as { from: number; length: number };
      const arrival = addNights(LISBON.asOf, first);
      return { from, to: at, meaning: `${index}@example ${arrival}/${addNights(arrival, length)}` };
    });
    return { body, events };
  });

interface Mutation {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const junk = fc.constantFrom(
  '',
  ' ',
  '\r\n',
  '\n',
  '\r',
  '\r\n ',
  '"',
  ':',
  ';',
  '\0',
  '\uFEFF',
  'é',
  '🛎️',
  '{"code":500}',
  '<html>',
  'BEGIN:VEVENT',
  'END:VEVENT',
  '\r\nEND:VEVENT\r\n',
  '\r\nBEGIN:VEVENT\r\n',
  'END:VCALENDAR\r\n',
  'BEGIN:VALARM\r\n',
  'DTSTART',
  'DTEND;VALUE=DATE:',
  '20271301',
  '99999999',
  'RRULE:FREQ=SECONDLY\r\n',
  'STATUS:CANCELLED\r\n',
  '#',
);
const someMutations = fc.array(
  fc.record({
    at: fc.noBias(fc.integer({ min: 0, max: 9999 })),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 300 })),
    text: fc.oneof(junk, fc.string({ maxLength: 3 })),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Applies mutations from the back, so that places in front stay true. */
function mutate(body: string, mutations: readonly Mutation[]): { text: string; touched: [number, number][] } {
  const places = mutations
    .map(({ at, length, text }) => ({ from: Math.floor((at / 10_000) * body.length), length, text }))
    .sort((a, b) => b.from - a.from);
  let text = body;
  const touched: [number, number][] = [];
  let before = body.length;
  for (const { from, length, text: inserted } of places) {
    const to = Math.min(from + length, before);
    if (from > to) continue;
    text = text.slice(0, from) + inserted + text.slice(to);
    touched.push([from, to]);
    before = from;
  }
  return { text, touched };
}

const isPlausible = ({ firstNight, departure }: ParsedFeed['events'][number]): boolean =>
  firstNight >= '2000-01-01' && departure <= '2100-12-31' && nightsBetween(firstNight, departure) >= 1;

describe('whatever happens to a feed on its way', () => {
  it('no event that was left alone is lost without a word', () => {
    fc.assert(
      fc.property(someFeed, someMutations, fc.boolean(), (made, mutations, asBytes) => {
        const { text, touched } = mutate(made.body, mutations as Mutation[]);
        const feed = read(asBytes ? new TextEncoder().encode(text) : text);
        expect(feed.events.every(isPlausible)).toBe(true);
        expect(new Set(feed.events.map(({ key }) => key)).size).toBe(feed.events.length);
        if (feed.verdict === 'rejected') return;
        expect(feed.verdict === 'suspect').toBe(feed.problems.some(({ isLoss }) => isLoss));
        if (feed.verdict === 'suspect') return;
        const found = new Set(feed.events.map(meaningOf));
        // a line end belongs to both its neighbours
        const whole = made.events.filter(({ from, to }) =>
          touched.every(([a, b]) => b < from - 2 || a > to + 2),
        );
        expect(whole.map(({ meaning }) => meaning).filter((meaning) => !found.has(meaning))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('what happens to one event costs only that one', () => {
    fc.assert(
      fc.property(someFeed, someMutations, fc.nat(7), (made, [mutation], index) => {
        const hit = made.events[index % made.events.length] as Made['events'][number];
        const { at, length, text } = mutation as Mutation;
        const from = hit.from + 3 + Math.floor((at / 10_000) * (hit.to - hit.from - 6));
        const to = Math.min(from + length, hit.to - 3);
        const feed = read(made.body.slice(0, from) + text + made.body.slice(to));
        expect(feed.verdict).not.toBe('rejected');
        const found = new Set(feed.events.map(meaningOf));
        const others = made.events.filter((each) => each !== hit).map(({ meaning }) => meaning);
        expect(others.filter((meaning) => !found.has(meaning))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('bytes of any kind never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(300), (bytes, at) => {
        const whole = new TextEncoder().encode(calendar([event('UID:u', ...linesOf('plain', 3, 2))]));
        const mixed = new Uint8Array([...whole.slice(0, at), ...bytes, ...whole.slice(at)]);
        for (const body of [bytes, mixed]) expect(read(body).events.every(isPlausible)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

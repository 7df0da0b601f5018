import ICAL from 'ical.js';
import generator from 'ical-generator';
import { addNights, type StayDate } from '../src/domain/stay-date.ts';
import { type RenderedEvent, renderFeed } from '../src/providers/ical/render.ts';
import { type BenchResult, type Implementation, interleave } from './result.ts';

/** A room's year, and far more than any feed holds. */
const SIZES = [120, 10_000] as const;
const START = '2027-03-01' as StayDate;

/** In order of arrival, as the store hands them over; the peer keeps the order it is given. */
function makeEvents(size: number): RenderedEvent[] {
  return Array.from({ length: size }, (_, index) => {
    const arrival = addNights(START, Math.floor((index * 730) / size));
    return {
      uid: `3f0c3f7e-5f0b-4a52-9d0e-${String(index).padStart(12, '0')}`,
      arrival,
      departure: addNights(arrival, 1 + (index % 3)),
      changedAt: Date.UTC(2027, 1, 1) + index * 61_000,
      sequence: index % 4,
      summary: 'Unavailable',
    };
  });
}

/** Reads the feed back with ical.js and compares every night with what was to be written. */
function expectNights(text: unknown, events: readonly RenderedEvent[]): void {
  if (typeof text !== 'string') throw new Error('No text was written');
  const wanted = new Map(events.map(({ uid, arrival, departure }) => [uid, `${arrival}/${departure}`]));
  const parts = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent');
  for (const part of parts) {
    const [uid, start, end] = ['uid', 'dtstart', 'dtend'].map((name) =>
      String(part.getFirstPropertyValue(name)),
    );
    if (wanted.get(uid ?? '') !== `${start}/${end}`) throw new Error(`${uid} was written as ${start}/${end}`);
  }
  if (parts.length !== wanted.size) throw new Error(`${parts.length} of ${wanted.size} events were written`);
}

/** Reading one character makes the engine finish a text that it has only strung together. */
function flat(text: string): string {
  text.charCodeAt(text.length >> 1);
  return text;
}

function ours(events: readonly RenderedEvent[]): Implementation {
  const feed = { calendarName: 'Room 4', events };
  const once = renderFeed(feed);
  return {
    name: `bellhop ${events.length}`,
    run: () => flat(renderFeed(feed)),
    check(text) {
      expectNights(text, events);
      if (text !== once) throw new Error('Two writings of the same feed differ');
    },
  };
}

function icalGenerator(events: readonly RenderedEvent[]): Implementation {
  return {
    name: `ical-generator ${events.length}`,
    run() {
      const made = generator({ name: 'Room 4', ttl: 3600 });
      for (const { uid, arrival, departure, changedAt, sequence, summary } of events)
        made.createEvent({
          id: uid,
          start: new Date(`${arrival}T00:00:00Z`),
          end: new Date(`${departure}T00:00:00Z`),
          timezone: null,
          allDay: true,
          stamp: new Date(changedAt),
          lastModified: new Date(changedAt),
          sequence,
          summary,
        });
      return flat(made.toString());
    },
    check: (text) => expectNights(text, events),
  };
}

/** Writing a feed beside the package that most programs write theirs with. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const implementations = SIZES.flatMap((size) => {
    const events = makeEvents(size);
    return [ours(events), icalGenerator(events)];
  });
  const figures = await interleave(rounds, Math.min(5, rounds), implementations);
  const median = (name: string): number => figures[name]?.median ?? Number.NaN;
  const ratio = SIZES.map((size) => ({
    name: `times faster than ical-generator, ${size} events, at least`,
    value: median(`ical-generator ${size}`) / median(`bellhop ${size}`),
    limit: 8,
  }));
  return [
    {
      id: 'P2',
      title: 'Writing a feed: a room’s year, and 10,000 events',
      target: '≥ 8 × ical-generator, and the same bytes when nothing changed',
      met: ratio.every(({ value, limit }) => value >= limit),
      figures,
      ratio,
      peer: 'ical-generator 11.1.2',
    },
  ];
}

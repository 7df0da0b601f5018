import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import type { ParsedFeed } from '../src/domain/feed.ts';
import { addNights, type StayDate } from '../src/domain/stay-date.ts';
import { AIRBNB, calendar, event } from '../src/providers/ical/calendar-for-test.ts';
import { readFeed } from '../src/providers/ical/read-feed.ts';
import { type BenchResult, type Implementation, interleave } from './result.ts';

const AS_OF = '2027-03-01' as StayDate;
const SIZES = [100, 1000, 10_000] as const;
const PEER = 'node-ical 0.26.1, ical.js 2.2.1';

/** `2027-03-10/2027-03-13` by UID: what every reader has to find. */
type Truth = ReadonlyMap<string, string>;

/** A calendar in the form of Airbnb's: two stays of three with a description, nights within two years. */
function makeFeed(size: number): { text: string; bytes: Uint8Array; truth: Truth } {
  const truth = new Map<string, string>();
  const parts = Array.from({ length: size }, (_, index) => {
    const arrival = addNights(AS_OF, (index * 13) % 730);
    const departure = addNights(arrival, 1 + (index % 9));
    const uid = `1418fb94e984-${String(index).padStart(32, '0')}@airbnb.com`;
    truth.set(uid, `${arrival}/${departure}`);
    const code = `HM${String(index).padStart(8, '0')}`;
    const isStay = index % 3 !== 0;
    const url = `https://www.airbnb.com/hosting/reservations/de\r\n tails/${code}`;
    return event(
      'DTSTAMP:20270301T063005Z',
      `DTSTART;VALUE=DATE:${arrival.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${departure.replaceAll('-', '')}`,
      `SUMMARY:${isStay ? 'Reserved' : 'Airbnb (Not available)'}`,
      `UID:${uid}`,
      ...(isStay ? [`DESCRIPTION:Reservation URL: ${url}\\nPhone Number (Last 4 Digits): 0000`] : []),
    );
  });
  const text = calendar(parts, AIRBNB);
  return { text, bytes: new TextEncoder().encode(text), truth };
}

function expectTruth(found: Iterable<readonly [string, string]>, truth: Truth): void {
  let count = 0;
  for (const [uid, nights] of found) {
    count += 1;
    if (truth.get(uid) !== nights) throw new Error(`${uid} was read as ${nights}, not ${truth.get(uid)}`);
  }
  if (count !== truth.size) throw new Error(`${count} of ${truth.size} events were read`);
}

const localDate = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

function ours(size: number, bytes: Uint8Array, truth: Truth): Implementation {
  return {
    name: `bellhop ${size}`,
    run: () => readFeed(bytes, { zone: 'Europe/Lisbon', asOf: AS_OF }),
    check(answer) {
      const { verdict, events } = answer as ParsedFeed;
      if (verdict !== 'ok') throw new Error(`The feed was read as ${verdict}`);
      expectTruth(
        events.map(({ uid, firstNight, departure }) => [uid ?? '', `${firstNight}/${departure}`]),
        truth,
      );
    },
  };
}

function nodeIcalReader(size: number, text: string, truth: Truth): Implementation {
  return {
    name: `node-ical ${size}`,
    run: () => nodeIcal.sync.parseICS(text),
    check(answer) {
      const all = Object.values(answer as nodeIcal.CalendarResponse);
      const events = all.filter((part) => part?.type === 'VEVENT');
      expectTruth(
        events.map(({ uid, start, end }) => [uid, `${localDate(start)}/${localDate(end as Date)}`]),
        truth,
      );
    },
  };
}

type Read = readonly [string, string];

/** ical.js by components, its events' own way of reading left aside. */
function components(size: number, text: string, truth: Truth): Implementation {
  const read = (part: ICAL.Component): Read => {
    const [uid, start, end] = ['uid', 'dtstart', 'dtend'].map((name) =>
      String(part.getFirstPropertyValue(name)),
    );
    return [uid ?? '', `${start}/${end}`];
  };
  return {
    name: `ical.js components ${size}`,
    run: () => new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent').map(read),
    check: (answer) => expectTruth(answer as Read[], truth),
  };
}

/** `new ICAL.Event(component)`, as its own documents show it. */
function events(size: number, text: string, truth: Truth, every: number): Implementation {
  const read = (part: ICAL.Component): Read => {
    const { uid, startDate, endDate } = new ICAL.Event(part);
    return [uid, `${startDate.toString()}/${endDate.toString()}`];
  };
  return {
    name: `ical.js events ${size}`,
    run: () => new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent').map(read),
    check: (answer) => expectTruth(answer as Read[], truth),
    every,
  };
}

/** Reading a feed with all checks on, beside the two readers that the npm registry offers. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const largest = SIZES[SIZES.length - 1] as number;
  // takes seconds each time: three times are enough to tell thirtyfold
  const every = Math.max(2, Math.ceil(rounds / 3));
  const implementations = SIZES.flatMap((size) => {
    const { text, bytes, truth } = makeFeed(size);
    return [
      ours(size, bytes, truth),
      nodeIcalReader(size, text, truth),
      components(size, text, truth),
      ...(size === largest ? [events(size, text, truth, every)] : []),
    ];
  });
  const figures = await interleave(rounds, Math.min(5, rounds), implementations);
  const median = (name: string): number => figures[name]?.median ?? Number.NaN;
  const ratio = [
    {
      name: 'of node-ical, 10,000 events',
      value: median('bellhop 10000') / median('node-ical 10000'),
      limit: 1,
    },
    {
      name: 'times faster than ICAL.Event, at least',
      value: median('ical.js events 10000') / median('bellhop 10000'),
      limit: 30,
    },
    { name: 't(10,000) / t(1,000)', value: median('bellhop 10000') / median('bellhop 1000'), limit: 12 },
  ];
  const [ofNodeIcal, overEvents, growth] = ratio.map(({ value }) => value) as [number, number, number];
  return [
    {
      id: 'P1',
      title: 'Reading a feed of 100, 1,000 and 10,000 events, all checks on',
      target: '≤ 1.0 × node-ical and ≥ 30 × faster than ICAL.Event at 10,000; t(10,000)/t(1,000) ≤ 12',
      met: ofNodeIcal <= 1 && overEvents >= 30 && growth <= 12,
      figures,
      ratio,
      peer: PEER,
    },
  ];
}

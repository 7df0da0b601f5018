import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../domain/channel.ts';
import type { EventKind, FeedEvent } from '../domain/feed.ts';
import { addNights, dateInZone, nightsOf, type StayDate } from '../domain/stay-date.ts';
import {
  type BlockMemory,
  EMPTY_MEMORY,
  type FeedMemory,
  type ItemMemory,
  NOT_WAITING,
} from './feed-memory.ts';
import { type ImportPlan, planImport, type Seen } from './feed-plan.ts';
import { FEED_POLICY } from './feed-policy.ts';
import { reconcileBlocks } from './feed-blocks.ts';

const HOUR = 3_600_000;
const START = Date.parse('2027-03-01T08:00:00Z');
const TODAY = '2027-03-01' as StayDate;
const night = (offset: number): StayDate => addNights(TODAY, offset);

interface Told {
  readonly uid?: string;
  readonly kind?: EventKind;
  readonly from: number;
  readonly length: number;
  readonly guest?: string;
  readonly ref?: string;
}

const eventOf = ({ uid, kind = 'reservation', from, length, guest = '', ref }: Told): FeedEvent => ({
  uid: uid ?? `u${from}`,
  key: uid ?? `u${from}`,
  summary: kind,
  kind,
  firstNight: night(from),
  departure: night(from + length),
  status: null,
  channelRef: ref ?? null,
  guestName: guest,
});

const seen = (events: readonly Told[], isLossy = false): Seen => ({
  mode: 'stays',
  events: events.map(eventOf),
  verdict: isLossy ? 'suspect' : 'ok',
  problems: [],
});

/** A feed whose plans are carried out in memory, as the import does in the database. */
class Desk {
  memory: FeedMemory;
  now = START;
  taken = new Map<StayDate, Channel>();
  last: ImportPlan | undefined;
  #lastId = 0;
  #lastGood: number | undefined;

  constructor(channel: Channel = 'airbnb') {
    this.memory = { channel, ...EMPTY_MEMORY };
  }

  read(answer: Seen, hours = 0.5, elapsedHours = hours): ImportPlan {
    if (this.#lastGood !== undefined) this.now += Math.round(hours * HOUR);
    const plan = planImport(this.memory, answer, {
      now: this.now,
      today: dateInZone(this.now, 'UTC'),
      elapsedMs: this.#lastGood === undefined ? 0 : Math.round(elapsedHours * HOUR),
      policy: FEED_POLICY,
      echoGraceMs: 5 * HOUR,
      isForOneUnit: true,
      takenElsewhere: this.taken,
    });
    this.#lastGood = this.now;
    this.memory = {
      ...this.memory,
      mode: plan.mode,
      lastGoodAt: plan.isQuarantined ? this.memory.lastGoodAt : this.now,
      isQuarantined: plan.isQuarantined,
      horizon: plan.isQuarantined ? this.memory.horizon : plan.horizon,
      items: this.#items(plan),
      nights: plan.nights,
      blocks: this.#blocks(plan),
    };
    this.last = plan;
    return plan;
  }

  #items(plan: ImportPlan): ItemMemory[] {
    const items = new Map(this.memory.items.map((item) => [item.id, item]));
    for (const step of plan.stays) {
      if (step.type === 'create') {
        const id = ++this.#lastId;
        const { uid, key, summary, firstNight, departure, channelRef, guestName } = step.event;
        const made = { id, uid, key, summary, firstNight, departure, channelRef, guestName };
        items.set(id, {
          ...made,
          state: 'live',
          reservationId: id,
          isInHouse: false,
          isDismissed: false,
          ...NOT_WAITING,
        });
      } else if (step.type === 'show') {
        const { uid, key, channelRef } = step.event;
        const { arrival: firstNight, departure } = step.dates;
        const shown = { uid, key, channelRef, firstNight, departure, state: 'live' as const, ...NOT_WAITING };
        items.set(step.item.id, { ...step.item, ...shown });
      } else {
        const { missingCount, missingSince } = step.type === 'wait' ? step : NOT_WAITING;
        const state = step.type === 'wait' ? step.state : ('gone' as const);
        items.set(step.item.id, { ...step.item, state, missingCount, missingSince });
      }
    }
    return [...items.values()];
  }

  #blocks(plan: ImportPlan): BlockMemory[] {
    const from = addNights(dateInZone(this.now, 'UTC'), -1);
    const { added, changed, removed } = reconcileBlocks(this.memory.blocks, plan.blocks, from);
    const blocks = new Map(this.memory.blocks.map((block) => [block.id, block]));
    for (const id of removed) blocks.delete(id);
    for (const { id, run } of changed) blocks.set(id, { id, ...run });
    for (const run of added) {
      const id = ++this.#lastId;
      blocks.set(id, { id, ...run });
    }
    return [...blocks.values()];
  }

  /** Nights that the calendar takes for this feed: its stays and its blocks, echoes left out. */
  get taking(): Set<StayDate> {
    const stays = this.memory.items.filter(({ state }) => state !== 'gone');
    return new Set([
      ...stays.flatMap((item) => nightsOf({ arrival: item.firstNight, departure: item.departure })),
      ...this.memory.blocks.filter(({ kind }) => kind !== 'echo').flatMap((block) => nightsOf(block)),
    ]);
  }

  get stays(): ItemMemory[] {
    return this.memory.items.filter(({ state }) => state !== 'gone');
  }
}

const types = (plan: ImportPlan): string[] => plan.stays.map(({ type }) => type).sort();
const A = { from: 10, length: 3 };
const B = { from: 20, length: 3 };
const C = { from: 30, length: 4 };
const D = { from: 40, length: 5 };

describe('what an answer changes', () => {
  it('frees a vanished stay after three good answers over two hours, not before either', () => {
    const quick = new Desk();
    quick.read(seen([A, B, C]));
    for (let count = 0; count < 8; count++)
      expect(quick.read(seen([B, C]), 0.25).released, `answer ${count}`).toEqual([]);
    expect(quick.read(seen([B, C]), 0.25).released).toEqual([night(10), night(11), night(12)]);
    const slow = new Desk();
    slow.read(seen([A, B, C]));
    expect(slow.read(seen([B, C]), 24).released).toEqual([]);
    expect(slow.read(seen([B, C]), 24).released).toEqual([]);
    expect(slow.read(seen([B, C]), 24).released).toHaveLength(3);
  });

  it('does not let a jumping clock free anything early', () => {
    const desk = new Desk();
    desk.read(seen([A, B, C]));
    desk.read(seen([B, C]));
    // a day ahead on the wall, two minutes in truth; then a day back
    expect(desk.read(seen([B, C]), 24, 0.03).released).toEqual([]);
    expect(desk.read(seen([B, C]), 0.25).released).toEqual([]);
    expect(desk.read(seen([B, C]), -24, 0).released).toEqual([]);
    expect(desk.read(seen([B, C]), 0.5).released).toEqual([]);
    expect(desk.read(seen([B, C]), 1.25).released).toHaveLength(3);
  });

  it.each([
    ['empty', [], ['became-empty', 'many-nights-left']],
    ['more than a share in several pieces', [C, D], ['large-share-left']],
    ['one of four, a fifth of the nights', [B, C, D], []],
  ])('doubts an answer that is %s', (_name, left, codes) => {
    const desk = new Desk();
    desk.read(seen([A, B, C, D]));
    const plan = desk.read(seen(left));
    expect(plan.doubts.map(({ code }) => code)).toEqual(codes);
    expect(plan.isQuarantined).toBe(codes.length > 0);
  });

  it('lets one cancelled guest of two go, but asks about the last one and about a long one', () => {
    const two = new Desk();
    two.read(seen([A, B]));
    expect(two.read(seen([B])).isQuarantined).toBe(false);
    for (let count = 0; count < 4; count++) two.read(seen([B]));
    expect(two.taking.has(night(10))).toBe(false);
    for (let count = 0; count < 20; count++) expect(two.read(seen([])).released).toEqual([]);
    expect(two.taking.has(night(20))).toBe(true);
    const long = new Desk();
    long.read(seen([{ from: 5, length: 15 }, B, { from: 60, length: 90, kind: 'block' }]));
    expect(long.read(seen([B, { from: 60, length: 90, kind: 'block' }])).doubts[0]?.code).toBe(
      'many-nights-left',
    );
  });

  it('holds departing nights where reading lost an event, and takes new ones all the same', () => {
    const desk = new Desk();
    desk.read(seen([A, B, C]));
    const plan = desk.read(seen([B, C, { from: 50, length: 2 }], true));
    expect(plan.doubts[0]?.code).toBe('events-lost');
    expect(desk.taking.has(night(50)) && desk.taking.has(night(10))).toBe(true);
  });

  it('does not miss a guest whose stay is over', () => {
    const desk = new Desk();
    desk.read(seen([{ from: 0, length: 2 }]));
    const plan = desk.read(seen([]), 49);
    expect([plan.isQuarantined, plan.alerts, types(plan)]).toEqual([false, [], ['finish']]);
  });

  it('keeps refused nights until they were shown again and dropped again', () => {
    const desk = new Desk();
    desk.read(seen([A, B]));
    desk.read(seen([]));
    const keep = <T extends { state: string }>(one: T): T =>
      one.state === 'held' ? { ...one, state: 'kept' } : one;
    desk.memory = {
      ...desk.memory,
      items: desk.memory.items.map(keep),
      nights: desk.memory.nights.map(keep),
    };
    for (let count = 0; count < 20; count++) expect(desk.read(seen([]), 6).isQuarantined).toBe(false);
    expect(desk.stays).toHaveLength(2);
  });

  it.each<[string, Channel, Told, Told, string[]]>([
    [
      'Airbnb, same UID, other dates',
      'airbnb',
      { uid: 'x', ...A },
      { uid: 'x', from: 60, length: 2 },
      ['show'],
    ],
    [
      'Airbnb, same code, other UID',
      'airbnb',
      { uid: 'x', ref: 'HM1', ...A },
      { uid: 'y', ref: 'HM1', ...B },
      ['show'],
    ],
    ['Booking.com, same end', 'booking', { uid: 'x', ...A }, { uid: 'y', from: 11, length: 2 }, ['show']],
    [
      'Booking.com, same UID and start',
      'booking',
      { uid: 'x', ...A },
      { uid: 'x', from: 10, length: 5 },
      ['show'],
    ],
    [
      'Vrbo, other UID, same name',
      'vrbo',
      { uid: 'x', guest: 'Ana', ...A },
      { uid: 'y', guest: 'Ana', from: 11, length: 4 },
      ['show'],
    ],
    ['other UID, same dates', 'other', { uid: 'x', ...A }, { uid: 'y', ...A }, ['show']],
    [
      'another guest at once on overlapping nights',
      'airbnb',
      { uid: 'x', ref: 'HM1', ...A },
      { uid: 'y', ref: 'HM2', from: 12, length: 4 },
      ['show'],
    ],
    ['another guest elsewhere', 'airbnb', { uid: 'x', ...A }, { uid: 'y', ...B }, ['create', 'wait']],
  ])('recognises %s', (_name, channel, before, after, expected) => {
    const desk = new Desk(channel);
    desk.read(seen([before, D]));
    const plan = desk.read(seen([after, D]));
    expect(types(plan)).toEqual([...expected, 'show'].sort());
    for (const told of nightsOf({
      arrival: night(before.from),
      departure: night(before.from + before.length),
    }))
      expect(desk.taking.has(told), told).toBe(true);
  });

  it('brings a stay back by its name, but not another guest of Booking.com on the same first night', () => {
    for (const [channel, expected] of [
      ['airbnb', 1],
      ['booking', 2],
    ] as const) {
      const desk = new Desk(channel);
      desk.read(seen([{ uid: 'x', ...A }, B, C]));
      for (let count = 0; count < 6; count++) desk.read(seen([B, C]));
      desk.read(seen([{ uid: 'x', from: 10, length: 6 }, B, C]));
      expect(desk.memory.items.filter(({ uid }) => uid === 'x')).toHaveLength(expected);
    }
  });

  it('keeps both of two events with one UID, and takes the nights of both', () => {
    const desk = new Desk('other');
    const twice = {
      ...seen([]),
      events: [eventOf({ uid: 'x', ...A }), { ...eventOf({ uid: 'x', ...B }), key: 'x/2' }],
    };
    desk.read(twice);
    desk.read(twice);
    expect(desk.stays).toHaveLength(2);
    expect(desk.taking.size).toBe(6);
  });
});

describe('echoes', () => {
  const shut = { ...A, kind: 'block' as const };
  const origin = (from = 10, length = 3) =>
    new Map(
      nightsOf({ arrival: night(from), departure: night(from + length) }).map((each) => [
        each,
        'vrbo' as Channel,
      ]),
    );

  it('takes nothing where another source was first, and closes the nights that are its own', () => {
    const desk = new Desk();
    desk.read(seen([D]));
    desk.taken = origin();
    const plan = desk.read(seen([D, { ...shut, length: 5 }]));
    expect(
      plan.blocks.map(({ kind, arrival, departure, echoOf }) => [kind, arrival, departure, echoOf]),
    ).toEqual([
      ['echo', night(10), night(13), 'vrbo'],
      ['block', night(13), night(15), null],
    ]);
  });

  it('stays a closure where it was first itself', () => {
    const desk = new Desk();
    desk.read(seen([shut, D]));
    desk.taken = origin();
    expect(desk.read(seen([shut, D])).blocks.map(({ kind }) => kind)).toEqual(['block']);
  });

  it('never makes an echo of a reservation', () => {
    const desk = new Desk();
    desk.taken = origin();
    expect(types(desk.read(seen([A, D])))).toEqual(['create', 'create']);
  });

  it('lets go with its origin, and becomes a closure of its own when it stays too long', () => {
    const desk = new Desk();
    desk.read(seen([D]));
    desk.taken = origin();
    desk.read(seen([D, shut]));
    desk.taken = new Map();
    desk.read(seen([D, shut]), 1);
    expect(desk.taking.has(night(10))).toBe(false);
    const gone = desk.read(seen([D]), 1);
    expect([gone.isQuarantined, gone.released, desk.memory.nights.length]).toEqual([false, [], 5]);
    desk.taken = origin();
    desk.read(seen([D, shut]), 1);
    desk.taken = new Map();
    for (let hour = 0; hour < 5; hour++) expect(desk.read(seen([D, shut]), 1).alerts).toEqual([]);
    expect(desk.read(seen([D, shut]), 1).alerts).toMatchObject([{ code: 'echo-stays' }]);
    expect(desk.taking.has(night(10))).toBe(true);
  });
});

describe('whatever a feed does', () => {
  const told = fc.record({
    uid: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    kind: fc.constantFrom<EventKind>('reservation', 'reservation', 'block', 'unknown', 'hold'),
    from: fc.integer({ min: -3, max: 60 }),
    length: fc.integer({ min: 1, max: 20 }),
  });
  const answers = fc.array(
    fc.record({
      events: fc.uniqueArray(told, { maxLength: 6, selector: ({ uid }) => uid }),
      isLossy: fc.boolean(),
      hours: fc.double({ min: -3, max: 30, noNaN: true }),
      credit: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 14 },
  );
  const channels = fc.constantFrom<Channel>('airbnb', 'booking', 'vrbo', 'other');

  it('takes every coming night that it shows, at once', () => {
    fc.assert(
      fc.property(channels, answers, (channel, all) => {
        const desk = new Desk(channel);
        for (const { events, isLossy, hours } of all) {
          desk.read(seen(events, isLossy), hours, Math.max(0, hours));
          const today = dateInZone(desk.now, 'UTC');
          for (const event of seen(events).events)
            for (const each of nightsOf({ arrival: event.firstNight, departure: event.departure }))
              if (each >= today) expect(desk.taking.has(each)).toBe(true);
        }
      }),
    );
  });

  it('frees nothing before enough good answers over enough trusted time, and nothing that an answer shows', () => {
    fc.assert(
      fc.property(channels, answers, (channel, all) => {
        const desk = new Desk(channel);
        const shownAgo = new Map<StayDate, { answers: number; hours: number }>();
        for (const { events, isLossy, hours, credit } of all) {
          const elapsed = Math.max(0, hours) * credit;
          const before = desk.taking;
          const plan = desk.read(seen(events, isLossy), hours, elapsed);
          const today = dateInZone(desk.now, 'UTC');
          const shown = new Set(
            seen(events).events.flatMap((event) =>
              nightsOf({ arrival: event.firstNight, departure: event.departure }),
            ),
          );
          for (const ago of shownAgo.values()) {
            ago.answers += plan.isQuarantined ? 0 : 1;
            ago.hours += elapsed;
          }
          for (const each of shown) shownAgo.set(each, { answers: 0, hours: 0 });
          const freed = [...before].filter((each) => each > addNights(today, 1) && !desk.taking.has(each));
          for (const each of [...freed, ...plan.released]) {
            expect(shown.has(each)).toBe(false);
            expect(plan.isQuarantined).toBe(false);
            const ago = shownAgo.get(each);
            expect(ago?.answers).toBeGreaterThanOrEqual(FEED_POLICY.releaseAfterFetches);
            expect((ago?.hours ?? 0) * HOUR).toBeGreaterThanOrEqual(FEED_POLICY.releaseAfterMs - 1);
          }
        }
      }),
    );
  });

  it('frees nothing for an empty answer, however often it comes', () => {
    fc.assert(
      fc.property(
        channels,
        fc.uniqueArray(told, { minLength: 1, maxLength: 6, selector: ({ uid }) => uid }),
        (channel, events) => {
          const desk = new Desk(channel);
          desk.read(seen(events));
          const before = desk.taking;
          for (let count = 0; count < 6; count++) expect(desk.read(seen([]), 0.5).released).toEqual([]);
          for (const each of before) if (each > TODAY) expect(desk.taking.has(each)).toBe(true);
        },
      ),
    );
  });

  it('keeps every live stay and makes no second one of it, and no stay of a closure', () => {
    fc.assert(
      fc.property(channels, answers, (channel, all) => {
        const desk = new Desk(channel);
        for (const { events, isLossy, hours } of all) {
          desk.read(seen(events, isLossy), hours, Math.max(0, hours));
          const today = dateInZone(desk.now, 'UTC');
          const stays = seen(events).events.filter(
            ({ kind, departure }) => kind === 'reservation' && departure >= today,
          );
          expect(desk.stays.filter(({ state }) => state === 'live')).toHaveLength(stays.length);
        }
      }),
    );
  });

  it('changes nothing when the same answer comes again', () => {
    fc.assert(
      fc.property(
        channels,
        fc.uniqueArray(told, { maxLength: 6, selector: ({ uid }) => uid }),
        (channel, events) => {
          const desk = new Desk(channel);
          desk.read(seen(events));
          const before = desk.memory;
          const plan = desk.read(seen(events), 0.1);
          expect(plan.entered.length + plan.left.length + plan.released.length).toBe(0);
          expect(desk.memory.items).toEqual(before.items);
          expect(desk.memory.blocks).toEqual(before.blocks);
          expect(desk.memory.nights).toEqual(before.nights);
        },
      ),
    );
  });
});

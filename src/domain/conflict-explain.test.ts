import { describe, expect, it } from 'vitest';
import {
  type Cause,
  CAUSE_WORDS,
  CAUSES,
  type Certainty,
  type ConflictEvidence,
  type PartyEvidence,
  sayDuration,
  sayMoment,
} from './conflict-cause.ts';
import { explainCause } from './conflict-explain.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 20 Nov 2026, 14:00 in Lisbon. */
const TWO = Date.UTC(2026, 10, 20, 14);
const at = (minutes: number): number => TWO + minutes * MINUTE;
const feed = { lastGoodBeforeAt: at(1), staleAfterMs: 2 * HOUR };

const marlow = (more: Partial<PartyEvidence> = {}): PartyEvidence => ({
  label: 'Marlow',
  isStay: true,
  channel: 'airbnb',
  bookedAt: at(2),
  receivedAt: at(31),
  feed,
  export: { writtenAt: at(66), fetchedAt: null },
  ...more,
});
const iyer = (more: Partial<PartyEvidence> = {}): PartyEvidence => ({
  label: 'Iyer',
  isStay: true,
  channel: 'booking',
  bookedAt: at(47),
  receivedAt: at(65),
  feed: { lastGoodBeforeAt: at(50), staleAfterMs: HOUR },
  export: { writtenAt: at(31), fetchedAt: at(70) },
  ...more,
});
const block = (more: Partial<PartyEvidence> = {}): PartyEvidence => ({
  ...iyer({
    label: 'a Booking.com block',
    isStay: false,
    bookedAt: null,
    receivedAt: at(200),
    isCovered: true,
  }),
  ...more,
});
const both = (
  a: PartyEvidence,
  b: PartyEvidence,
  more: Partial<ConflictEvidence> = {},
): ConflictEvidence => ({
  zone: 'Europe/Lisbon',
  parties: [a, b],
  ...more,
});
/** No times that explain anything: the other channel had read our calendar long before. */
const plain = (more: Partial<PartyEvidence> = {}): PartyEvidence =>
  iyer({
    bookedAt: at(300),
    receivedAt: at(310),
    feed: { lastGoodBeforeAt: at(305), staleAfterMs: HOUR },
    ...more,
  });

const TABLE: readonly [string, ConflictEvidence, Cause, Certainty][] = [
  ['booked before the channel read us', both(marlow(), iyer()), 'update-window', 'sure'],
  [
    'the channel never read us since',
    both(marlow(), iyer({ export: { writtenAt: at(31), fetchedAt: null } })),
    'update-window',
    'sure',
  ],
  [
    'booking time not known, not read yet',
    both(marlow(), iyer({ bookedAt: null, export: { writtenAt: at(31), fetchedAt: null } })),
    'update-window',
    'likely',
  ],
  [
    'the desk sold before the feed told us',
    both(marlow(), iyer({ channel: 'direct', bookedAt: null, receivedAt: at(20) })),
    'update-window',
    'sure',
  ],
  ['booked after the channel had read us', both(marlow(), plain()), 'unknown', 'guess'],
  [
    'a silent feed hid the first booking',
    both(
      marlow({
        bookedAt: at(2),
        receivedAt: at(300),
        feed: { lastGoodBeforeAt: at(-30), staleAfterMs: 2 * HOUR },
      }),
      iyer(),
    ),
    'stale-channel',
    'sure',
  ],
  [
    'a silent feed may have hidden it',
    both(
      marlow({
        bookedAt: null,
        receivedAt: at(300),
        feed: { lastGoodBeforeAt: at(-30), staleAfterMs: 2 * HOUR },
      }),
      iyer({ channel: 'direct', receivedAt: at(47) }),
    ),
    'stale-channel',
    'likely',
  ],
  [
    'the channel stopped reading us',
    both(
      marlow(),
      plain({ bookedAt: at(900), receivedAt: at(910), export: { writtenAt: at(31), fetchedAt: null } }),
    ),
    'stale-channel',
    'sure',
  ],
  ['a change of dates', both(marlow(), plain({ movedAt: at(400) })), 'moved-onto-taken', 'sure'],
  [
    'the desk was warned',
    both(marlow(), plain({ channel: 'direct', acceptedWarningAt: at(310) })),
    'overbooked-here',
    'sure',
  ],
  ['a unit was taken away', both(marlow(), plain(), { unitsReducedAt: at(500) }), 'overbooked-here', 'sure'],
  ['units went before they came', both(marlow(), plain(), { unitsReducedAt: at(0) }), 'unknown', 'guess'],
  ['type free only', both(marlow(), plain(), { isTypeFreeOnly: true }), 'no-single-unit', 'likely'],
  ['a late block inside a stay, our calendar read before', both(marlow(), block()), 'ical-echo', 'likely'],
  [
    'a late block inside a stay, reading unknown',
    both(marlow(), block({ export: { writtenAt: null, fetchedAt: null } })),
    'ical-echo',
    'guess',
  ],
  [
    'a doubtful end date at the edge',
    both(marlow(), plain({ isTimeDoubtful: true }), { isEdgeNightOnly: true }),
    'time-or-dtend',
    'likely',
  ],
  ['a doubtful end date', both(marlow(), plain({ isTimeDoubtful: true })), 'time-or-dtend', 'guess'],
  ['no calendar goes out', both(marlow(), plain({ export: null })), 'unmapped', 'likely'],
  ['a booking that was not linked', both(marlow(), plain({ unmappedSinceAt: at(310) })), 'unmapped', 'sure'],
  ['an update refused', both(marlow(), plain({ updateRefusedAt: at(40) })), 'rejected-update', 'sure'],
  ['changed at the channel', both(marlow(), plain({ changedByThemAt: at(40) })), 'extranet-edit', 'likely'],
  [
    'opened again',
    both(marlow(), plain({ reopenedAfterCancellationAt: at(40) })),
    'auto-replenish',
    'likely',
  ],
  ['an allotment', both(marlow(), plain({ isFromAllotment: true })), 'allotment', 'sure'],
  [
    'offline',
    both(marlow(), plain({ channel: 'direct', enteredOfflineAt: at(40) })),
    'two-desks-offline',
    'sure',
  ],
  ['cancelled here', both(marlow(), plain({ cancelledHereAt: at(320) })), 'alive-at-channel', 'sure'],
];

describe('the cause of a conflict', () => {
  it.each(TABLE)('%s', (_, evidence, cause, certainty) => {
    const found = explainCause(evidence);
    expect([found.cause, found.certainty]).toEqual([cause, certainty]);
    expect(found.because.length).toBeGreaterThan(0);
    expect(explainCause({ ...evidence, parties: [...evidence.parties].reverse() })).toMatchObject({
      cause,
      certainty,
    });
  });

  it('is reached by some evidence for every name there is', () => {
    expect(new Set(TABLE.map(([, , cause]) => cause))).toEqual(new Set(CAUSES));
  });

  it('tells the minutes of the update window', () => {
    expect(explainCause(both(marlow(), iyer())).because).toEqual([
      'Marlow was booked on Airbnb 20 Nov 14:02 and known here 20 Nov 14:31.',
      'Iyer was booked on Booking.com 20 Nov 14:47 and known here 20 Nov 15:05.',
      'Booking.com first read our calendar with Marlow in it 20 Nov 15:10.',
    ]);
  });

  it('does not call two bookings of one channel an update window', () => {
    expect(explainCause(both(marlow(), iyer({ channel: 'airbnb' }))).cause).toBe('unknown');
  });

  it('has calm words for each', () => {
    for (const { name, words } of Object.values(CAUSE_WORDS)) {
      expect(name.length).toBeGreaterThan(3);
      expect(words).toMatch(/^[A-Z].*\.$/);
      expect(words).not.toContain('!');
    }
  });
});

it('says times where the hotel is, and durations', () => {
  expect(sayMoment(at(2), 'Asia/Kolkata')).toBe('20 Nov 19:32');
  expect([40, 180, 130, 5000].map((minutes) => sayDuration(minutes * MINUTE))).toEqual([
    '40 min',
    '3 h',
    '2 h 10 min',
    '3 days',
  ]);
});

it('a channel that has never fetched our calendar could not know, whatever its window is', () => {
  const told = {
    zone: 'Europe/Lisbon',
    parties: [marlow(), iyer({ export: { writtenAt: at(31), fetchedAt: null, isNeverFetched: true } })],
  };
  expect(explainCause(told)).toMatchObject({ cause: 'stale-channel', certainty: 'sure' });
  expect(explainCause(told).because[0]).toBe(
    'Booking.com has never fetched our calendar of these nights, so it could not know.',
  );
});

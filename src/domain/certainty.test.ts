import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellValue } from './ari.ts';
import { type CellFacts, certaintyOf, knownToShow, leastOpen } from './certainty.ts';

const NOTHING: CellFacts = {
  acked: null,
  ackedAt: null,
  read: null,
  readAt: null,
  sent: null,
  sentAt: null,
  refused: null,
};
const facts = (set: Partial<CellFacts>): CellFacts => ({ ...NOTHING, ...set });
const none = { available: 0 };
const two = { available: 2 };

it.each<[string, Partial<CellFacts>, CellValue, string, boolean]>([
  ['nothing is known', {}, none, 'unknown', true],
  ['nothing is known, a job waits', { isQueued: true }, none, 'queued', true],
  ['confirmed as desired', { acked: none, ackedAt: 5 }, none, 'acknowledged', false],
  ['confirmed by a person', { acked: none, ackedAt: 5, isByHand: true }, none, 'by-hand', false],
  ['read as desired', { read: none, readAt: 5 }, none, 'read-back', false],
  ['read since, the same', { acked: none, ackedAt: 5, read: none, readAt: 6 }, none, 'read-back', false],
  [
    'confirmed since, after another reading',
    { acked: none, ackedAt: 7, read: two, readAt: 6 },
    none,
    'acknowledged',
    false,
  ],
  ['changed by them since', { acked: none, ackedAt: 5, read: two, readAt: 6 }, none, 'read-back', true],
  ['told and not answered', { acked: two, ackedAt: 5, sent: none, sentAt: 6 }, none, 'sent', true],
  [
    'told, a try waits',
    { acked: two, ackedAt: 5, sent: none, sentAt: 6, isQueued: true },
    none,
    'sent',
    true,
  ],
  ['told something else, a job waits', { sent: two, sentAt: 6, isQueued: true }, none, 'queued', true],
  ['told something else, nothing waits', { sent: two, sentAt: 6 }, none, 'sent', true],
  ['confirmed otherwise, a job waits', { acked: two, ackedAt: 5, isQueued: true }, none, 'queued', true],
  ['refused', { acked: two, ackedAt: 5, refused: none }, none, 'acknowledged', true],
  [
    'as desired, though a job waits',
    { acked: none, ackedAt: 5, isQueued: true },
    none,
    'acknowledged',
    false,
  ],
])('%s', (_, set, desired, certainty, isDifferent) =>
  expect(certaintyOf(facts(set), desired)).toEqual({ certainty, isDifferent }),
);

it('is as certain as the least certain field', () => {
  const both = facts({ acked: { stopSell: false }, ackedAt: 5, read: two, readAt: 9 });
  expect(certaintyOf(both, { available: 2, stopSell: false })).toEqual({
    certainty: 'acknowledged',
    isDifferent: false,
  });
  expect(certaintyOf(both, { available: 2, minLos: 3 }).certainty).toBe('unknown');
});

it('knows nothing of a field that was told and not answered', () => {
  const outstanding = facts({ acked: { available: 2, minLos: 3 }, ackedAt: 5, sent: none, sentAt: 6 });
  expect(knownToShow(outstanding)).toEqual({ minLos: 3 });
});

it('knows how closed a field is at least that was told and not answered', () => {
  const before = { available: 3, stopSell: true, minLos: 2, maxLos: 0, closedToArrival: false };
  const sent = { available: 1, stopSell: false, minLos: 4, maxLos: 7 };
  expect(leastOpen(facts({ acked: before, ackedAt: 5, sent, sentAt: 6 }))).toEqual({
    available: 1,
    stopSell: true,
    minLos: 4,
    maxLos: 7,
  });
  expect(leastOpen(facts({ acked: { maxLos: 9 }, ackedAt: 5, sent, sentAt: 6 }))).toEqual({ maxLos: 7 });
  expect(leastOpen(facts({ acked: before, ackedAt: 5 }))).toEqual({});
});

const anyValue: fc.Arbitrary<CellValue | null> = fc.option(
  fc.record({ available: fc.nat(3), stopSell: fc.boolean(), minLos: fc.nat(3) }, { requiredKeys: [] }),
);
const anyAt = fc.option(fc.nat(9));
const anyFacts = fc.record({
  acked: anyValue,
  ackedAt: anyAt,
  read: anyValue,
  readAt: anyAt,
  sent: anyValue,
  sentAt: anyAt,
  refused: anyValue,
  isByHand: fc.boolean(),
  isQueued: fc.boolean(),
});

it('calls nothing certain that may be different, and nothing different that is known to be right', () => {
  fc.assert(
    fc.property(anyFacts, anyValue, (given, desired) => {
      const { certainty, isDifferent } = certaintyOf(given, desired ?? {});
      const fields = Object.keys(desired ?? {}) as (keyof CellValue)[];
      const shown = knownToShow(given);
      expect(isDifferent).toBe(fields.some((field) => shown[field] !== desired?.[field]));
      if (certainty === 'sent') expect(fields.some((field) => given.sent?.[field] !== undefined)).toBe(true);
      if (certainty === 'queued') expect(given.isQueued).toBe(true);
      if (!isDifferent) expect(['sent', 'queued']).not.toContain(certainty);
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LedgerCell, NOTHING_KNOWN, shownFieldIn } from '../store/ledger-cell.ts';
import { lessOwnBooking } from './manual-booking-count.ts';

const value = fc.option(fc.record({ available: fc.integer({ min: 0, max: 9 }) }), { nil: null });
const cell = fc
  .record({
    acked: value,
    read: value,
    sent: value,
    ackedAt: fc.nat(9),
    readAt: fc.nat(9),
    sentAt: fc.nat(9),
  })
  .map((parts): LedgerCell => ({ ...NOTHING_KNOWN, ...parts }));
const units = fc.integer({ min: 1, max: 5 });
const shown = (of: LedgerCell) => shownFieldIn(of, 'available');

it('never goes below zero, and never up', () => {
  fc.assert(
    fc.property(cell, units, (before, count) => {
      const after = lessOwnBooking(before, count);
      for (const part of ['acked', 'read'] as const) {
        const [was, is] = [before[part]?.available, after[part]?.available];
        expect(is === undefined).toBe(was === undefined);
        if (is !== undefined) expect(is).toBeGreaterThanOrEqual(0);
        if (is !== undefined) expect(is).toBeLessThanOrEqual(was ?? 0);
      }
    }),
  );
});

it('makes nothing known that was not, and leaves alone what waits to be compared', () => {
  fc.assert(
    fc.property(cell, units, (before, count) => {
      const after = lessOwnBooking(before, count);
      if (shown(before) === undefined) expect(shown(after)).toBeUndefined();
      if (before.sent) expect(after).toEqual(before);
      expect([after.ackedAt, after.readAt, after.sent]).toEqual([before.ackedAt, before.readAt, before.sent]);
    }),
  );
});

it('takes as many off as were booked, unless somebody has seen them missing', () => {
  const confirmed: LedgerCell = { ...NOTHING_KNOWN, acked: { available: 3 }, ackedAt: 5 };
  expect(shown(lessOwnBooking(confirmed, 2))).toBe(1);
  const seenMissing: LedgerCell = { ...confirmed, read: { available: 1 }, readAt: 9 };
  expect(shown(lessOwnBooking(seenMissing, 2))).toBe(1);
  // one was seen missing, and two were booked: the other one came after
  expect(shown(lessOwnBooking({ ...seenMissing, read: { available: 2 } }, 2))).toBe(0);
  const seenBefore: LedgerCell = { ...confirmed, read: { available: 1 }, readAt: 2 };
  expect(shown(lessOwnBooking(seenBefore, 1))).toBe(2);
});

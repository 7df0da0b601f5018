import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CellValue } from '../../domain/ari.ts';
import { addNights, parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import { type Beds24Account, openBeds24Account } from '../../testing/beds24-account.ts';
import type { CellChange, ReadCell, Receipt } from '../kit/provider.ts';
import { push } from './push.ts';
import { readBack } from './read-back.ts';

const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const DOUBLE = '501101';
const OPEN = { stopSell: false, closedToArrival: false, closedToDeparture: false };
const CALENDAR = { method: 'POST', path: '/calendar' };

let account: Beds24Account;
let lastId = 0;
beforeEach(async () => {
  account = await openBeds24Account();
});
afterEach(() => account.close());

function change(value: CellValue, over: Partial<CellChange> = {}): CellChange {
  lastId += 1;
  const nights = { from: d('2027-03-05'), to: d('2027-03-06') };
  return { id: lastId, externalRoomId: DOUBLE, externalPlanId: null, ...nights, value, ...over };
}
async function send(...changes: readonly CellChange[]): Promise<readonly Receipt[]> {
  const sent = await push(account.context, changes);
  if (!sent.ok) throw new Error(sent.failure.words);
  expect(sent.value.map(({ id }) => id).sort()).toEqual(changes.map(({ id }) => id).sort());
  return changes.map(({ id }) => sent.value.find((receipt) => receipt.id === id) as Receipt);
}
async function shown(from: string, to = from, rooms = [DOUBLE]): Promise<readonly ReadCell[]> {
  const read = await readBack(account.context, { externalRoomIds: rooms, from: d(from), to: d(to) });
  if (!read.ok) throw new Error(read.failure.words);
  return read.value;
}
const types = (receipts: readonly Receipt[]): string[] => receipts.map(({ type }) => type);
const posts = () => account.sandbox.requests.filter(({ method }) => method === 'POST');

describe('what is sent', () => {
  it('is what can be read back, for the room and for each of its prices', async () => {
    const value = { available: 2, ...OPEN, closedToArrival: true, minLos: 3, maxLos: 14 };
    const receipts = await send(
      change(value),
      change({ priceMinor: 11_850 }, { externalPlanId: '1' }),
      change({ priceMinor: 9_999 }, { externalPlanId: '2' }),
    );
    expect(types(receipts)).toEqual(['taken', 'taken', 'taken']);
    expect(await shown('2027-03-06')).toEqual([
      { externalRoomId: DOUBLE, externalPlanId: null, night: '2027-03-06', value },
      { externalRoomId: DOUBLE, externalPlanId: '1', night: '2027-03-06', value: { priceMinor: 11_850 } },
      { externalRoomId: DOUBLE, externalPlanId: '2', night: '2027-03-06', value: { priceMinor: 9_999 } },
    ]);
    expect((await shown('2027-03-07'))[0]?.value).toMatchObject({ available: 3, minLos: 1, maxLos: 0 });
  });

  it('goes to several rooms in one call', async () => {
    await send(change({ minLos: 2 }), change({ minLos: 3 }, { externalRoomId: '501102' }));
    expect(posts()).toHaveLength(1);
    const cells = await shown('2027-03-05', '2027-03-05', [DOUBLE, '501102']);
    expect(cells.map(({ value }) => value.minLos)).toEqual([2, 3]);
  });

  it('opens a closed night with its number and its hidden switches, so that nothing is sold by a default', async () => {
    await send(change({ available: 1, stopSell: true, closedToArrival: true, closedToDeparture: false }));
    expect((await shown('2027-03-05'))[0]?.value).toEqual({
      available: 1,
      stopSell: true,
      minLos: 1,
      maxLos: 0,
    });
    await send(change({ available: 1, ...OPEN, closedToArrival: true }));
    expect((await shown('2027-03-05'))[0]?.value).toMatchObject({
      available: 1,
      ...OPEN,
      closedToArrival: true,
    });
    const [refused] = await send(change({ ...OPEN }));
    expect(refused).toMatchObject({ type: 'refused', failure: { code: 'rejected', mayHaveHappened: false } });
  });

  it('is nothing where there is nothing to say', async () => {
    expect(await send()).toEqual([]);
    expect(posts()).toEqual([]);
  });

  it('may be more than one call holds', async () => {
    const changes = Array.from({ length: 2_500 }, () => change({ minLos: 2 }));
    expect(new Set(types(await send(...changes)))).toEqual(new Set(['taken']));
    expect(posts()).toHaveLength(2);
    for (const { body } of posts()) expect(body.length).toBeLessThan(1_000_000);
  });
});

describe('what is refused', () => {
  it('parks only its own nights: a linked price, and a range that they do not take', async () => {
    const receipts = await send(
      change({ available: 0, ...OPEN, stopSell: true }),
      change({ priceMinor: 10_000 }, { externalPlanId: '3' }),
      change({ minLos: 2 }),
      change({ minLos: 5 }, { externalRoomId: '501102' }),
    );
    expect(types(receipts)).toEqual(['taken', 'refused', 'taken', 'taken']);
    expect(receipts[1]).toMatchObject({
      failure: {
        code: 'rejected',
        words: expect.stringContaining('price3: is linked to another price') as string,
      },
    });
    expect((await shown('2027-03-05'))[0]?.value).toMatchObject({ stopSell: true, minLos: 2 });
    expect(posts()).toHaveLength(2);
  });

  it('is unmapped where they do not know the room, and says so once', async () => {
    const receipts = await send(change({ minLos: 2 }, { externalRoomId: '999999' }), change({ minLos: 2 }));
    expect(receipts).toMatchObject([{ type: 'refused', failure: { code: 'unmapped' } }, { type: 'taken' }]);
  });

  it('is not sent where it is no number of a room', async () => {
    expect(types(await send(change({ minLos: 2 }, { externalRoomId: 'x' })))).toEqual(['refused']);
    expect(posts()).toEqual([]);
  });
});

describe('what is cut', () => {
  it('is told with what is shown now; the largest where nights differ', async () => {
    const { ota } = account.sandbox;
    ota.book({ roomId: 501_101, arrival: d('2027-03-05'), departure: d('2027-03-06') });
    ota.book({ roomId: 501_101, arrival: d('2027-03-05'), departure: d('2027-03-07') });
    const [cut, fits] = await send(
      change({ available: 3, ...OPEN }),
      change({ available: 3, ...OPEN }, { from: d('2027-03-10'), to: d('2027-03-11') }),
    );
    expect(cut).toMatchObject({ type: 'taken', cutTo: { available: 2 } });
    expect(fits).toEqual({ id: fits?.id, type: 'taken' });
  });

  it('stands as told where the nights can not be read', async () => {
    account.sandbox.ota.book({ roomId: 501_101, arrival: d('2027-03-05'), departure: d('2027-03-06') });
    account.sandbox.faults.inject({ kind: 'status', status: 500 }, 'once', {
      method: 'GET',
      path: '/calendar',
    });
    const [cut] = await send(change({ available: 3, ...OPEN }));
    expect(cut).toEqual({ id: cut?.id, type: 'taken', words: expect.stringContaining('fewer') as string });
  });
});

describe('an answer that is lost', () => {
  it.each([
    { kind: 'reset', applied: true },
    { kind: 'status', status: 502, applied: true },
    { kind: 'malformed-json' },
    { kind: 'empty-body' },
    { kind: 'rewrite', rewrite: () => [] },
    { kind: 'rewrite', rewrite: () => [7] },
    { kind: 'rewrite', rewrite: () => [{ modified: {} }] },
  ] as const)('leaves every receipt unsure: %j', async (fault) => {
    account.sandbox.faults.inject(fault, 'once', CALENDAR);
    const receipts = await send(change({ minLos: 2 }), change({ minLos: 4 }));
    expect(receipts).toMatchObject([
      { type: 'unsure', failure: { mayHaveHappened: true } },
      { type: 'unsure', failure: { mayHaveHappened: true } },
    ]);
  });

  it('keeps the receipts that are known where only the second look was lost', async () => {
    account.sandbox.faults.inject({ kind: 'slow', ms: 0 }, 'once', CALENDAR);
    account.sandbox.faults.inject({ kind: 'reset' }, 'once', CALENDAR);
    const receipts = await send(
      change({ priceMinor: 10_000 }, { externalPlanId: '3' }),
      change({ minLos: 2 }),
      change({ minLos: 5 }, { externalRoomId: '501102' }),
    );
    expect(types(receipts)).toEqual(['unsure', 'unsure', 'taken']);
  });

  it('refuses as a whole where surely nothing was done, with the time to come back', async () => {
    account.sandbox.faults.inject({ kind: 'status', status: 429 }, 'once', CALENDAR);
    const sent = await push(account.context, [change({ minLos: 2 })]);
    expect(sent).toMatchObject({ ok: false, failure: { code: 'rate-limited', mayHaveHappened: false } });
    expect(!sent.ok && (sent.failure.retryAt ?? 0) > account.clock.now()).toBe(true);
  });
});

it('comes back as it was sent, whatever was sent before it', async () => {
  account.sandbox.credits.limit = 100_000;
  const day = fc.integer({ min: 1, max: 27 }).map((date) => d(`2027-04-${String(date).padStart(2, '0')}`));
  const value = fc.record({
    available: fc.integer({ min: 0, max: 3 }),
    stopSell: fc.boolean(),
    closedToArrival: fc.boolean(),
    closedToDeparture: fc.boolean(),
    minLos: fc.integer({ min: 1, max: 30 }),
    maxLos: fc.integer({ min: 0, max: 30 }),
  });
  const range = fc.record({ from: day, to: day, value }).filter(({ from, to }) => from <= to);
  const model = new Map<string, CellValue>();
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 8 }), async (ranges) => {
      await send(...ranges.map((one) => change(one.value, { from: one.from, to: one.to })));
      for (const one of ranges)
        for (let night = one.from; night <= one.to; night = addNights(night, 1)) model.set(night, one.value);
      for (const cell of await shown('2027-04-01', '2027-04-27')) {
        const told = model.get(cell.night);
        if (!told) continue;
        const { closedToArrival: _cta, closedToDeparture: _ctd, ...visible } = told;
        expect(cell.value).toEqual(told.stopSell ? visible : told);
      }
    }),
    { numRuns: 25 },
  );
});

describe('what is read back', () => {
  it('spans years in several calls, every night once', async () => {
    const cells = await shown('2027-03-01', '2029-02-28');
    expect(cells).toHaveLength(731);
    expect(new Set(cells.map(({ night }) => night)).size).toBe(731);
    expect(account.sandbox.requests.filter(({ path }) => path.endsWith('/calendar'))).toHaveLength(2);
  });

  it('comes page by page, and ends where a page repeats', async () => {
    account.sandbox.pageSize = 1;
    expect(await shown('2027-03-05', '2027-03-05', [DOUBLE, '501102'])).toHaveLength(2);
    account.sandbox.faults.inject({ kind: 'page-repeats' }, { times: 5 }, { path: '/calendar' });
    await expect(shown('2027-03-05')).rejects.toThrow('the same page came twice');
  });

  it('takes an overbooked night for one with nothing left, and ids and prices as text', async () => {
    await send(change({ priceMinor: 11_850 }, { externalPlanId: '1' }));
    account.sandbox.faults.inject({ kind: 'negative-availability' }, 'once', { path: '/calendar' });
    expect((await shown('2027-03-05'))[0]?.value.available).toBe(0);
    const before = await shown('2027-03-05');
    for (const kind of ['ids-as-text', 'prices-as-text'] as const) {
      account.sandbox.faults.inject({ kind }, 'once', { path: '/calendar' });
      expect(await shown('2027-03-05')).toEqual(before);
    }
  });

  it('of no room asks for nothing', async () => {
    expect(await shown('2027-03-05', '2027-03-06', [])).toEqual([]);
    expect(account.sandbox.requests.some(({ path }) => path.endsWith('/calendar'))).toBe(false);
  });
});

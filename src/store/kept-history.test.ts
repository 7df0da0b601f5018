import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stayDate } from '../domain/stay-date.ts';
import type { Store } from './database.ts';
import { endDelivery, findDelivery, newDeliveries, receiveDelivery } from './inbox.ts';
import { forgetHistory } from './kept-history.ts';
import { loadLedger, markSent } from './ledger.ts';
import { listRequests, noteRequest, REQUESTS_KEPT, type RequestRow } from './request-log.ts';
import { day, NOW, storeForTest } from './store-for-test.ts';
import { beginRun, endLostRuns, endRun, findRun, lastRun, listRuns } from './sync-runs.ts';

const DAY_MS = 86_400_000;
const TODAY = day('2027-03-01');

let store: Store;
beforeEach(() => (store = storeForTest()));
afterEach(() => store.close());

describe('the inbox', () => {
  const delivery = {
    connectionId: 1,
    deliveryId: 'd-1',
    receivedAt: NOW,
    body: '{"id":5}',
    headers: { a: 'b' },
  };
  const receive = (patch = {}) => store.write((tx) => receiveDelivery(tx, { ...delivery, ...patch }));

  it('takes the same delivery once, whatever it says the second time', () => {
    const first = receive();
    expect(first.isNew).toBe(true);
    expect(receive({ body: 'other', receivedAt: NOW + 5 })).toEqual({ id: first.id, isNew: false });
    expect(findDelivery(store.read, first.id)).toMatchObject({
      body: '{"id":5}',
      receivedAt: NOW,
      state: 'new',
    });
    expect(receive({ connectionId: 2 }).isNew).toBe(true);
    expect(newDeliveries(store.read, 1).map(({ id }) => id)).toEqual([first.id]);
  });

  it('takes it no second time after it was worked off, and keeps nothing of what it said', () => {
    const { id } = receive();
    store.write((tx) => endDelivery(tx, id, { state: 'done', at: NOW + 1 }));
    expect(receive()).toEqual({ id, isNew: false });
    expect(newDeliveries(store.read, 1)).toEqual([]);
    expect(findDelivery(store.read, id)).toMatchObject({ state: 'done', body: '', headers: '{}' });
  });

  it('forgets what was worked off a week ago, and never what waits', () => {
    const [waits, done] = [receive(), receive({ deliveryId: 'd-2' })];
    store.write((tx) => endDelivery(tx, done.id, { state: 'refused', words: 'Not authentic.', at: NOW }));
    const forget = (now: number) => store.write((tx) => forgetHistory(tx, { now, today: TODAY }));
    expect(forget(NOW + 7 * DAY_MS).deliveries).toBe(0);
    expect(forget(NOW + 7 * DAY_MS + 1).deliveries).toBe(1);
    expect(findDelivery(store.read, waits.id)).toBeDefined();
    expect(findDelivery(store.read, done.id)).toBeUndefined();
  });
});

describe('rounds of work', () => {
  const run = (at: number, kind = 'pull', connectionId = 1): number =>
    store.write((tx) => {
      const id = beginRun(tx, { connectionId, jobId: null, kind, at });
      endRun(tx, id, { at: at + 5, outcome: 'done', words: 'Two bookings.', report: { read: 2 } });
      return id;
    });

  it('are listed newest first, with what they say but without what is long', () => {
    const ids = [run(NOW), run(NOW + 10, 'push'), run(NOW + 20, 'pull', 2)];
    expect(listRuns(store.read, null, 2).map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const [line] = listRuns(store.read, 1, 10);
    expect(line).toMatchObject({
      id: ids[1],
      outcome: 'done',
      hasReport: 1,
      hasChanges: 0,
      endedAt: NOW + 15,
    });
    expect(line).not.toHaveProperty('report');
    expect(findRun(store.read, ids[0] as number)?.report).toBe('{"read":2}');
    expect(lastRun(store.read, 1, 'pull')?.id).toBe(ids[0]);
  });

  it('that Bellhop was stopped in end as failed at the next start, once', () => {
    const id = store.write((tx) => beginRun(tx, { connectionId: 1, jobId: 4, kind: 'push', at: NOW }));
    expect(lastRun(store.read, 1, 'push')).toBeUndefined();
    expect(store.write((tx) => endLostRuns(tx, NOW + 60))).toBe(1);
    expect(store.write((tx) => endLostRuns(tx, NOW + 90))).toBe(0);
    expect(findRun(store.read, id)).toMatchObject({
      outcome: 'failed',
      endedAt: NOW + 60,
      failureCode: 'cancelled',
    });
  });

  it('are kept for a month, and the newest of each kind for ever', () => {
    const ids = [run(NOW), run(NOW + DAY_MS), run(NOW, 'reconcile'), run(NOW, 'pull', 2)];
    const running = store.write((tx) => beginRun(tx, { connectionId: 1, jobId: 4, kind: 'push', at: NOW }));
    const now = NOW + 400 * DAY_MS;
    expect(store.write((tx) => forgetHistory(tx, { now, today: TODAY })).runs).toBe(1);
    expect(listRuns(store.read, null, 10).map(({ id }) => id)).toEqual([running, ids[3], ids[2], ids[1]]);
  });
});

describe('the request log', () => {
  const request = (patch: Partial<RequestRow>): Omit<RequestRow, 'id'> => ({
    ...{ connectionId: 1, at: NOW, method: 'GET', path: '/bookings', purpose: 'pull', status: 200, ms: 12 },
    ...{ costThousandths: 1000, failureCode: null, sent: '', answer: '{}', ...patch },
  });
  const note = (count: number, patch: (at: number) => Partial<RequestRow>): void =>
    store.write((tx) => {
      for (let at = 0; at < count; at += 1) noteRequest(tx, request(patch(at)));
    });

  it('keeps the last ones of each channel, newest first', () => {
    note(3, () => ({ connectionId: 2 }));
    note(REQUESTS_KEPT + 7, (ms) => ({ ms }));
    const kept = listRequests(store.read, 1, 10_000);
    expect(kept).toHaveLength(REQUESTS_KEPT);
    expect([kept[0]?.ms, kept.at(-1)?.ms]).toEqual([REQUESTS_KEPT + 6, 7]);
    expect(listRequests(store.read, 2, 2)).toHaveLength(2);
  });

  it('lets go of the oldest also where the clock was set back', () => {
    note(REQUESTS_KEPT, (ms) => ({ ms }));
    note(1, () => ({ ms: 9999, at: 0 }));
    const kept = listRequests(store.read, 1, 10_000);
    expect([kept.length, kept[0]?.ms, kept.at(-1)?.ms]).toEqual([REQUESTS_KEPT, 9999, 1]);
  });
});

it('lets go of the ledger’s nights a month after they are over', () => {
  const from = stayDate(TODAY);
  const range = {
    roomTypeId: 1,
    ratePlanId: 0,
    from,
    to: stayDate(day('2027-03-03')),
    value: { available: 1 },
  };
  store.write((tx) => markSent(tx, 1, [range], NOW));
  const forget = (today: number) => store.write((tx) => forgetHistory(tx, { now: NOW, today })).cells;
  expect([forget(TODAY + 30), forget(TODAY + 32)]).toEqual([0, 2]);
  expect(loadLedger(store.read, 1, { from: 0, to: TODAY + 99 })).toHaveLength(1);
});

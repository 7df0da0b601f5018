import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { unclosedChannelConflicts } from '../store/conflicts.ts';
import { lastRun } from '../store/sync-runs.ts';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';
import type { ReconcileReport } from './reconcile.ts';

let hotel: ChannelHotel;
let id = 0;
beforeEach(async () => {
  hotel = await channelHotel();
  id = await hotel.connect();
});
afterEach(() => hotel.close());

const date = (text: string): StayDate => parseStayDate(text) as StayDate;
const conflicts = () =>
  unclosedChannelConflicts(hotel.store.read).map(({ kind, nights, state }) => ({
    kind,
    state,
    nights: JSON.parse(nights) as unknown,
  }));
async function reconcile(): Promise<ReconcileReport> {
  await hotel.run(id, 'reconcile');
  const run = lastRun(hotel.store.read, id, 'reconcile');
  expect(run).toMatchObject({ outcome: 'done' });
  return JSON.parse(run?.report ?? '{}') as ReconcileReport;
}
const book = (arrival: string, departure: string) =>
  hotel.beds24.ota.book({
    ...{ roomId: DOUBLES, arrival: date(arrival), departure: date(departure) },
    guest: { firstName: 'Nora', lastName: 'Marlow' },
  });
const setStay = (minLos: number) =>
  hotel.client.call('rates.set', {
    ...{ roomTypeIds: [hotel.roomTypes.doubles], ratePlanIds: [], connectionIds: [] },
    ...{ nights: [{ arrival: '2027-03-20', departure: '2027-03-22' }], set: { minLos }, reason: '' },
  });

describe('the daily reconciliation', () => {
  it('finds nothing where both sides agree', async () => {
    const report = await reconcile();
    expect(report).toMatchObject({ healed: [], needsPerson: [] });
    expect(report.agreed).toBeGreaterThan(700);
  });

  it('takes in what no reading has brought, and says so', async () => {
    book('2027-03-10', '2027-03-12');
    const report = await reconcile();
    expect(report.healed).toContain('1 booking that had not come in');
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-11')).toEqual([3, 3]);
  });

  it('closes again at once what somebody has opened there', async () => {
    const { id: block } = await hotel.client.call('blocks.create', {
      unitId: hotel.unitOf(hotel.roomTypes.doubles),
      ...{ arrival: '2027-03-20', departure: '2027-03-22', kind: 'block', reason: 'Paint' },
    });
    await hotel.quiet();
    expect(block).toBeGreaterThan(0);
    hotel.roomThere(DOUBLES).edit(date('2027-03-20')).withheld = 0;
    expect(hotel.left(DOUBLES, '2027-03-20', '2027-03-21')).toEqual([4, 3]);
    const report = await reconcile();
    expect(report.healed).toContain('1 night told again');
    expect(hotel.left(DOUBLES, '2027-03-20', '2027-03-21')).toEqual([3, 3]);
    expect(conflicts()).toEqual([]);
  });

  it('leaves what somebody changed there to a person, until the desk changes its mind', async () => {
    await setStay(2);
    await hotel.quiet();
    const there = () => hotel.roomThere(DOUBLES).night(date('2027-03-20')).minStay;
    expect(there()).toBe(2);
    hotel.roomThere(DOUBLES).edit(date('2027-03-20')).minStay = 5;
    const report = await reconcile();
    expect(report.needsPerson).toHaveLength(1);
    expect(conflicts()).toEqual([
      { kind: 'drift', state: 'open', nights: [{ arrival: '2027-03-20', departure: '2027-03-21' }] },
    ]);
    await hotel.pass(16);
    expect(there()).toBe(5);

    await setStay(3);
    await hotel.quiet();
    expect(there()).toBe(3);
    await reconcile();
    expect(conflicts()).toEqual([]);
  });

  it('asks for a booking that is on no list before anybody worries', async () => {
    book('2027-03-10', '2027-03-12');
    await hotel.run(id, 'pull');
    const hideAll = (body: unknown) => ({ ...(body as object), data: [], count: 0 });
    hotel.beds24.faults.inject({ kind: 'rewrite', rewrite: hideAll }, 'once', { path: '/bookings' });
    await reconcile();
    expect(conflicts()).toEqual([]);
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-11')).toEqual([3, 3]);
  });

  it('keeps the nights of a booking that is nowhere there, and asks a person', async () => {
    book('2027-03-10', '2027-03-12');
    await hotel.run(id, 'pull');
    const hideAll = (body: unknown) => ({ ...(body as object), data: [], count: 0 });
    hotel.beds24.faults.inject({ kind: 'rewrite', rewrite: hideAll }, { times: 3 }, { path: '/bookings' });
    const report = await reconcile();
    expect(report.needsPerson).toHaveLength(1);
    expect(conflicts()).toMatchObject([{ kind: 'status-mismatch', state: 'open' }]);
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-11')).toEqual([3, 3]);
  });
});

describe('what a channel will not take', () => {
  it('is parked alone with its reason, and told again when it has changed', async () => {
    const refuseFirst = (body: unknown) =>
      (body as object[]).map((item, at) =>
        at === 0
          ? { success: false, errors: [{ action: 'modify calendar', field: 'minStay', message: 'not now' }] }
          : item,
      );
    hotel.beds24.faults.inject({ kind: 'rewrite', rewrite: refuseFirst }, 'once', { method: 'POST' });
    await setStay(2);
    await hotel.quiet();
    expect(lastRun(hotel.store.read, id, 'push')).toMatchObject({ outcome: 'partly' });
    const tries = () => hotel.beds24.requests.filter(({ method }) => method === 'POST').length;
    const before = tries();
    await hotel.pass(16);
    expect(tries()).toBe(before);
    await setStay(3);
    await hotel.quiet();
    expect(hotel.roomThere(DOUBLES).night(date('2027-03-20')).minStay).toBe(3);
  });
});

describe('what somebody changed at the channel', () => {
  const change = async (): Promise<number> => {
    await setStay(2);
    await hotel.quiet();
    hotel.roomThere(DOUBLES).edit(date('2027-03-20')).minStay = 5;
    await hotel.run(id, 'read-back');
    const [row] = unclosedChannelConflicts(hotel.store.read);
    return row?.id ?? 0;
  };
  const there = () => hotel.roomThere(DOUBLES).night(date('2027-03-20')).minStay;

  it('is written over where a person says so', async () => {
    const conflict = await change();
    await hotel.client.call('conflicts.resolve', { id: conflict, wayOutId: 'keep-ours', reason: '' });
    await hotel.quiet();
    expect(there()).toBe(2);
    expect(conflicts()).toEqual([]);
  });

  it('becomes ours for this channel where a person says so', async () => {
    const conflict = await change();
    await hotel.client.call('conflicts.resolve', { id: conflict, wayOutId: 'take-theirs', reason: '' });
    await hotel.quiet();
    await hotel.run(id, 'read-back');
    expect(there()).toBe(5);
    expect(conflicts()).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { dayNumber, parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { beds24Descriptor } from '../providers/beds24/descriptor.ts';
import { createQueue } from '../queue/queue.ts';
import { findConnection, saveConnectionState } from '../store/connections.ts';
import { loadLedger } from '../store/ledger.ts';
import { findRun } from '../store/sync-runs.ts';
import {
  channelHotel,
  type ChannelHotel,
  type ChannelHotelSetup,
  DOUBLES,
} from '../testing/channel-hotel.ts';
import { planPush } from './plan-push.ts';

let hotel: ChannelHotel;
afterEach(() => hotel.close());
const open = async (setup: ChannelHotelSetup = {}): Promise<number> => {
  hotel = await channelHotel(setup);
  return hotel.connect();
};

const night = (text: string) => dayNumber(parseStayDate(text) as StayDate);
const block = (arrival: string, departure: string, unit = 3) =>
  hotel.client.call('blocks.create', {
    unitId: hotel.unitOf(hotel.roomTypes.doubles, unit),
    ...{ arrival, departure, kind: 'block', reason: 'Painting' },
  });

interface Written {
  readonly roomId: number;
  readonly calendar: readonly { from: string; to: string; numAvail?: number }[];
}
/** What was told of the doubles since, call by call. */
const told = (since: number) =>
  hotel.beds24.requests
    .slice(since)
    .filter(({ method, path, status }) => method === 'POST' && path.endsWith('/calendar') && status === 201)
    .map(({ body }) =>
      (JSON.parse(body) as Written[])
        .filter(({ roomId }) => roomId === DOUBLES)
        .flatMap(({ calendar }) => calendar),
    );

describe('what is told', () => {
  it('closes in a call of its own before anything opens', async () => {
    await open();
    const { id } = await block('2027-03-20', '2027-03-22');
    await hotel.quiet();
    // one commit would be two pushes: the channel is away until both are wanted
    hotel.beds24.isOffline = true;
    await hotel.client.call('blocks.remove', { id });
    await block('2027-03-10', '2027-03-12');
    await hotel.quiet();
    hotel.beds24.isOffline = false;
    const since = hotel.beds24.requests.length;
    await hotel.pass(6);
    expect(told(since).map((ranges) => ranges.map(({ from, numAvail }) => [from, numAvail]))).toEqual([
      [['2027-03-10', 3]],
      [['2027-03-20', 4]],
    ]);
  });

  it('is looked at once more when it leaves: what came in while it waited counts', async () => {
    let isOver = true;
    await open({
      async meanwhile({ url }) {
        if (isOver || !url.pathname.endsWith('/authentication/token')) return;
        isOver = true;
        await block('2027-03-20', '2027-03-22', 2);
      },
    });
    const { id } = await block('2027-03-20', '2027-03-22');
    await hotel.quiet();
    const since = hotel.beds24.requests.length;
    isOver = false;
    hotel.beds24.signIn.expireAccess();
    await hotel.client.call('blocks.remove', { id });
    await hotel.quiet();
    expect(isOver).toBe(true);
    expect(told(since).flat()).toEqual([]);
    expect(hotel.left(DOUBLES, '2027-03-20', '2027-03-21')).toEqual([3, 3]);
  });

  it('is fewer at the most, after half an hour without a reading: never a number that stays as it is', async () => {
    const id = await open();
    hotel.beds24.isOffline = true;
    await block('2027-03-20', '2027-03-21');
    await hotel.client.call('rates.set', {
      ...{ roomTypeIds: [hotel.roomTypes.doubles], ratePlanIds: [], connectionIds: [] },
      nights: [{ arrival: '2027-03-10', departure: '2027-03-11' }],
      ...{ set: { closedToArrival: true }, reason: '', knowing: [] },
    });
    const now = hotel.clock.now();
    const connection = findConnection(hotel.store.read, id);
    if (!connection) throw new Error('There is no connection.');
    hotel.store.write((tx) =>
      saveConnectionState(tx, id, { pullNeededSince: now, pulledAt: now, pullOkAt: now - 31 * 60_000 }),
    );
    const { ranges, held } = planPush(hotel.store.read, connection, beds24Descriptor, now);
    expect(ranges.map(({ from, value }) => [from, value.available])).toEqual([['2027-03-20', 3]]);
    expect(held.map(({ from, value }) => [from, value.available])).toEqual([['2027-03-10', 4]]);
  });

  it('is written down with what it was before, for taking it back', async () => {
    await open();
    await block('2027-03-20', '2027-03-22');
    await hotel.quiet();
    const [run] = hotel.store.read
      .prepare(`SELECT id FROM sync_run WHERE kind = 'push' ORDER BY id DESC LIMIT 1`)
      .pluck<number>();
    const row = findRun(hotel.store.read, run ?? 0);
    expect(row).toMatchObject({ outcome: 'done', words: 'Told 2 nights.' });
    expect(JSON.parse(row?.changes ?? '[]')).toMatchObject([
      {
        roomTypeId: hotel.roomTypes.doubles,
        ...{ ratePlanId: 0, from: '2027-03-20', to: '2027-03-21' },
        ...{ before: { available: 4 }, after: { available: 3 } },
      },
    ]);
  });
});

describe('a claim that has gone to another', () => {
  it('moves nothing in the ledger, whatever the channel answers', async () => {
    let isStolen = true;
    const id = await open({
      meanwhile: async ({ url, method }) => {
        if (isStolen || method !== 'POST' || !url.pathname.endsWith('/calendar')) return;
        isStolen = true;
        // as another Bellhop on the same data does after the lease has run out
        const queue = createQueue(hotel.store, { ...hotel.clock, now: () => hotel.clock.now() + 60_000 });
        expect(queue.claim(`connection:${id}`, 'another')).toMatchObject({ isTakenOver: true });
      },
    });
    isStolen = false;
    await block('2027-03-20', '2027-03-21');
    for (let step = 0; step < 400; step += 1) await hotel.clock.advance(1);
    expect(isStolen).toBe(true);
    const day = night('2027-03-20');
    const [cell] = loadLedger(hotel.store.read, id, { from: day, to: day + 1 }, [hotel.roomTypes.doubles]);
    expect(cell).toMatchObject({ acked: { available: 4 }, sent: { available: 3 } });
  });

  it('makes no booking any more, where it had to sign in anew meanwhile', async () => {
    let isStolen = true;
    const id = await open({
      meanwhile: async ({ url }) => {
        if (isStolen || !url.pathname.endsWith('/authentication/token')) return;
        const queue = createQueue(hotel.store, { ...hotel.clock, now: () => hotel.clock.now() + 60_000 });
        isStolen = queue.claim(`connection:${id}`, 'another')?.kind === 'push-reservation';
      },
    });
    await hotel.client.call('connections.pause', { id, isPaused: true });
    await hotel.client.call('reservations.create', {
      ...{
        roomTypeId: hotel.roomTypes.doubles,
        unitId: null,
        arrival: '2027-03-14',
        departure: '2027-03-16',
      },
      ...{ guestName: 'Ines Prova', contact: '', guests: 2, priceMinor: null, paidMinor: 0, note: '' },
      source: 'phone',
    });
    // of its work only the booking is left, so that this is what the new sign-in is for
    hotel.store.write((tx) => tx.run("DELETE FROM job WHERE kind <> 'push-reservation'"));
    hotel.beds24.signIn.expireAccess();
    isStolen = false;
    await hotel.client.call('connections.pause', { id, isPaused: false });
    hotel.store.write((tx) => tx.run("DELETE FROM job WHERE kind <> 'push-reservation'"));
    for (let step = 0; step < 400; step += 1) await hotel.clock.advance(1);
    expect(isStolen).toBe(true);
    expect(hotel.beds24.state.bookings).toEqual([]);
  });
});

describe('work that a person asks for', () => {
  it('answers when it has ended, with its run', async () => {
    const id = await open();
    const ask = { connectionId: id, kind: 'pull', isAwaited: true } as const;
    const { runId } = await hotel.until(hotel.client.call('sync.run', ask));
    expect(findRun(hotel.store.read, runId ?? 0)).toMatchObject({ kind: 'pull', outcome: 'done' });
  });

  it('says why it did not go, and goes on trying by itself', async () => {
    const id = await open();
    hotel.beds24.isOffline = true;
    const ask = { connectionId: id, kind: 'pull', isAwaited: true } as const;
    const { runId, message } = await hotel.until(hotel.client.call('sync.run', ask));
    expect(message).toMatch(/Beds24/);
    expect(findRun(hotel.store.read, runId ?? 0)).toMatchObject({
      outcome: 'failed',
      failureCode: 'unavailable',
    });
  });

  it('is refused in words while the connection is paused', async () => {
    const id = await open();
    await hotel.client.call('connections.pause', { id, isPaused: true });
    const ask = { connectionId: id, kind: 'pull', isAwaited: true } as const;
    await expect(hotel.client.call('sync.run', ask)).rejects.toThrow(/paused/);
  });
});

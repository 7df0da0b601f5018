import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayNumber, parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { createQueue } from '../queue/queue.ts';
import { connectionStateOf, findConnection } from '../store/connections.ts';
import { loadLedger } from '../store/ledger.ts';
import { listRuns } from '../store/sync-runs.ts';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const date = (text: string): StayDate => parseStayDate(text) as StayDate;
const night = (text: string) => dayNumber(date(text));

const jobs = (kind: string) =>
  hotel.store.read
    .prepare('SELECT state, attempts, failure_code AS code FROM job WHERE kind = ? ORDER BY id')
    .all<{ state: string; attempts: number; code: string | null }>(kind);

const block = (arrival: string, departure: string, unit = 3) =>
  hotel.client.call('blocks.create', {
    unitId: hotel.unitOf(hotel.roomTypes.doubles, unit),
    ...{ arrival, departure, kind: 'block', reason: 'Painting' },
  });

const guest = { firstName: 'Nora', lastName: 'Marlow', email: 'nora@example.test' };
const book = (arrival: string, departure: string) =>
  hotel.beds24.ota.book({ roomId: DOUBLES, arrival: date(arrival), departure: date(departure), guest });

/** Method and path of what reached the channel since. */
const since = (count: number): string[] =>
  hotel.beds24.requests.slice(count).map(({ method, path }) => `${method} ${path.replace('/v2', '')}`);

describe('while the channel is away', () => {
  it('keeps what is to be told, and reads bookings before it opens anything', async () => {
    const id = await hotel.connect();
    const { id: blockId } = await block('2027-03-20', '2027-03-22');
    await hotel.quiet();
    expect(hotel.left(DOUBLES, '2027-03-20', '2027-03-21')).toEqual([3, 3]);

    hotel.beds24.isOffline = true;
    await hotel.client.call('blocks.remove', { id: blockId });
    await block('2027-03-25', '2027-03-26');
    await hotel.quiet();
    expect(jobs('push').at(-1)).toMatchObject({ state: 'waiting', code: 'unavailable' });
    expect(connectionStateOf(hotel.store.read, id).pullNeededSince).not.toBeNull();

    book('2027-03-20', '2027-03-21');
    hotel.beds24.isOffline = false;
    const before = hotel.beds24.requests.length;
    await hotel.pass(6);
    const asked = since(before);
    expect(asked.indexOf('GET /bookings')).toBeGreaterThan(-1);
    expect(asked.indexOf('GET /bookings')).toBeLessThan(asked.indexOf('POST /inventory/rooms/calendar'));
    // three left on the booked night, all four on the next, three where it was closed meanwhile
    expect(hotel.left(DOUBLES, '2027-03-20', '2027-03-21')).toEqual([3, 4]);
    expect(hotel.left(DOUBLES, '2027-03-25', '2027-03-25')).toEqual([3]);
    expect(connectionStateOf(hotel.store.read, id)).toMatchObject({ failures: 0, pullNeededSince: null });
  });

  it('tells what waits as soon as somebody has read it, whatever time it was put off to', async () => {
    const id = await hotel.connect();
    hotel.beds24.isOffline = true;
    await block('2027-03-20', '2027-03-22');
    for (let step = 0; step < 2; step += 1) {
      await hotel.clock.advance(30_000);
      await hotel.quiet();
    }
    const [waiting] = createQueue(hotel.store, hotel.clock).list({
      state: 'waiting',
      queue: `connection:${id}`,
    });
    expect(waiting?.failure?.code).toBe('unavailable');
    hotel.beds24.isOffline = false;
    await hotel.until(hotel.client.call('sync.run', { connectionId: id, kind: 'pull', isAwaited: true }));
    await hotel.quiet();
    expect(hotel.left(DOUBLES, '2027-03-20', '2027-03-21')).toEqual([3, 3]);
  });

  it('gives up after the steps of the provider, and heals when the channel is back', async () => {
    await hotel.connect();
    hotel.beds24.faults.inject({ kind: 'status', status: 500 }, 'until-cleared', { method: 'POST' });
    await block('2027-03-25', '2027-03-26');
    await hotel.pass(4);
    expect(jobs('push').at(-1)).toMatchObject({ state: 'dead', attempts: 4, code: 'unavailable' });
    hotel.beds24.faults.clear();
    await hotel.pass(8);
    expect(hotel.left(DOUBLES, '2027-03-25', '2027-03-25')).toEqual([3]);
    expect(jobs('push').every(({ state }) => state === 'done' || state === 'settled')).toBe(true);
  });

  it('does not count attempts while the channel says when to come again', async () => {
    await hotel.connect();
    hotel.beds24.faults.inject(
      { kind: 'status', status: 429, retryAfter: 90 },
      { times: 1 },
      { path: '/inventory/rooms/calendar' },
    );
    await block('2027-03-25', '2027-03-26');
    await hotel.quiet();
    expect(jobs('push').at(-1)).toMatchObject({ state: 'waiting', attempts: 0, code: 'rate-limited' });
    await hotel.pass(3);
    expect(hotel.left(DOUBLES, '2027-03-25', '2027-03-25')).toEqual([3]);
  });
});

describe('a program that was cut off', () => {
  it('goes on with its work at once when it starts again', async () => {
    const id = await hotel.connect();
    const queue = createQueue(hotel.store, hotel.clock);
    const subject = { connectionId: id };
    queue.add({ kind: 'reconcile', queue: `connection:${id}`, key: 'reconcile', subject, priority: 'high' });
    await hotel.core.stop();
    // killed in the middle of it: nobody ever ends this one
    queue.claim(`connection:${id}`, 'killed');
    const again = await hotel.reopen();
    again.core.start();
    for (let step = 0; step < 2_000; step += 1) await hotel.clock.advance(1);
    expect(jobs('reconcile')).toMatchObject([{ state: 'done' }]);
    await again.core.stop();
  });
});

describe('a sign-in that no longer works', () => {
  it('stops the connection until somebody has signed in, and loses nothing', async () => {
    const id = await hotel.connect();
    const kept = await hotel.ports.secrets.store.keys();
    const [key] = kept.filter((name) => name.startsWith('connection:sandbox:'));
    const { refreshToken } = JSON.parse((await hotel.ports.secrets.store.get(key ?? '')) ?? '{}') as {
      refreshToken: string;
    };
    hotel.beds24.signIn.revoke(refreshToken);
    await block('2027-03-25', '2027-03-26');
    await hotel.quiet();
    expect(findConnection(hotel.store.read, id)?.state).toBe('needs-sign-in');
    const asked = hotel.beds24.requests.length;
    await hotel.pass(20);
    expect(hotel.beds24.requests.length).toBe(asked);

    const fields = { inviteCode: hotel.beds24.signIn.inviteCode() };
    const ask = {
      provider: 'beds24',
      environment: 'sandbox',
      baseUrl: hotel.beds24.baseUrl,
      fields,
    } as const;
    const { testId } = await hotel.until(hotel.client.call('connections.test', ask));
    await hotel.client.call('connections.rotate', { id, testId });
    await hotel.quiet();
    expect(findConnection(hotel.store.read, id)?.state).toBe('active');
    expect(hotel.left(DOUBLES, '2027-03-25', '2027-03-25')).toEqual([3]);
  });
});

describe('a booking at the channel', () => {
  it('takes its room here, is asserted there, and again after it was cancelled', async () => {
    const id = await hotel.connect();
    const { id: booking } = book('2027-03-10', '2027-03-12');
    await hotel.pass(6);
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-12')).toEqual([3, 3, 4]);
    const cells = loadLedger(hotel.store.read, id, { from: night('2027-03-10'), to: night('2027-03-12') });
    expect(cells.filter(({ ratePlanId }) => ratePlanId === 0).map(({ acked }) => acked?.available)).toContain(
      3,
    );

    hotel.beds24.ota.cancel(booking);
    await hotel.pass(6);
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-12')).toEqual([4, 4, 4]);
    expect(jobs('reassert')).toMatchObject([{ state: 'waiting' }]);
    // the channel takes the unit back by itself
    const { runs } = {
      runs: listRuns(hotel.store.read, id, 50).filter(({ kind }) => kind === 'push').length,
    };
    await hotel.pass(12);
    expect(jobs('reassert')).toMatchObject([{ state: 'done' }]);
    expect(listRuns(hotel.store.read, id, 50).filter(({ kind }) => kind === 'push').length).toBeGreaterThan(
      runs,
    );
  });
});

describe('a booking taken at the desk', () => {
  const take = () =>
    hotel.client.call('reservations.create', {
      ...{ roomTypeId: hotel.roomTypes.doubles, unitId: hotel.unitOf(hotel.roomTypes.doubles) },
      ...{ arrival: '2027-03-14', departure: '2027-03-16', guestName: 'Ines Prova', contact: '', guests: 2 },
      ...{ priceMinor: 18_000, paidMinor: 0, note: '', source: 'phone' },
    });
  const there = () => hotel.beds24.state.bookings.filter(({ channel }) => channel === 'direct');

  it('is made there once, and what is left stays what is left', async () => {
    await hotel.connect();
    await take();
    await hotel.quiet();
    expect(there()).toMatchObject([{ arrival: '2027-03-14', departure: '2027-03-16', status: 'confirmed' }]);
    expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([3, 3]);
    const rows = hotel.store.read
      .prepare('SELECT push_state AS state, external_id AS id FROM channel_booking')
      .all<{ state: string; id: string }>();
    expect(rows).toEqual([{ state: 'confirmed', id: String(there()[0]?.['id']) }]);
  });

  it('is not made twice where the answer was lost', async () => {
    await hotel.connect();
    hotel.beds24.faults.inject({ kind: 'reset', applied: true }, 'once', {
      method: 'POST',
      path: '/bookings',
    });
    await take();
    await hotel.pass(8);
    expect(there()).toHaveLength(1);
    expect(jobs('push-reservation')).toMatchObject([{ state: 'done' }]);
  });

  it('is told to a channel that was paused, as soon as it goes on', async () => {
    const id = await hotel.connect();
    await hotel.client.call('connections.pause', { id, isPaused: true });
    await take();
    await hotel.quiet();
    expect(there()).toEqual([]);
    await hotel.client.call('connections.pause', { id, isPaused: false });
    await hotel.quiet();
    expect(there()).toMatchObject([{ arrival: '2027-03-14', status: 'confirmed' }]);
  });

  it('is cancelled there, and its nights are sold again when that is sure', async () => {
    await hotel.connect();
    const { id } = await take();
    await hotel.quiet();
    await hotel.client.call('reservations.cancel', { id, reason: 'Ill' });
    await hotel.quiet();
    expect(there()).toMatchObject([{ status: 'cancelled' }]);
    await hotel.pass(6);
    expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([4, 4]);
  });
});

describe('letting a channel go', () => {
  it('closes every night there before it lets go', async () => {
    const id = await hotel.connect();
    await hotel.client.call('connections.disconnect', { id, meanwhile: 'close' });
    await hotel.quiet();
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-12')).toEqual([0, 0, 0]);
    expect(findConnection(hotel.store.read, id)?.state).toBe('disconnected');
    const keys = await hotel.ports.secrets.store.keys();
    expect(keys.filter((key) => key.startsWith('connection:'))).toEqual([]);
  });
});

describe('deliveries of the channel', () => {
  it('are kept once, worked off, and not believed without the secret', async () => {
    const id = await hotel.connect();
    const [header = '', secret = ''] = (await hotel.core.webhookLine(id))?.split(': ') ?? [];
    const { id: externalId } = book('2027-03-10', '2027-03-12');
    const told = hotel.beds24.state.bookings.find((one) => one['id'] === externalId);
    const text = JSON.stringify({ timeStamp: '2027-03-01T08:00:00Z', booking: told, retries: 0 });
    const raw = (value: string) => ({
      headers: { 'content-type': 'application/json', [header.toLowerCase()]: value },
      body: new TextEncoder().encode(text),
    });
    expect(await hotel.core.receiveWebhook(id, raw('guessed'))).toBe('not-authentic');
    expect(await hotel.core.receiveWebhook(id, raw(secret))).toBe('stored');
    expect(await hotel.core.receiveWebhook(id, raw(secret))).toBe('known');
    await hotel.quiet();
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-11')).toEqual([3, 3]);
    const [count] = hotel.store.read.prepare('SELECT count(*) FROM channel_booking').pluck<number>();
    expect(count).toBe(1);
    expect(await hotel.core.receiveWebhook(id + 1, raw(secret))).toBe('no-such-connection');
  });

  it('that only say that something changed count again each time, and once while one waits', async () => {
    const id = await hotel.connect();
    const [header = '', secret = ''] = (await hotel.core.webhookLine(id))?.split(': ') ?? [];
    const text = JSON.stringify({ action: 'SYNC_ROOM', roomId: String(DOUBLES) });
    const deliver = () =>
      hotel.core.receiveWebhook(id, {
        headers: { [header.toLowerCase()]: secret },
        body: new TextEncoder().encode(text),
      });
    const readings = () =>
      hotel.store.read
        .prepare("SELECT count(*) FROM job WHERE kind = 'webhook' AND state = 'done'")
        .pluck<number>()[0];
    expect(await deliver()).toBe('stored');
    expect(await deliver()).toBe('known');
    await hotel.quiet();
    expect(readings()).toBe(1);
    book('2027-03-10', '2027-03-12');
    expect(await deliver()).toBe('stored');
    await hotel.quiet();
    expect(readings()).toBe(2);
    expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-11')).toEqual([3, 3]);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { scheduleOf } from '../store/schedules.ts';
import { channelHotel, type ChannelHotel } from '../testing/channel-hotel.ts';

const MINUTE = 60_000;
let hotel: ChannelHotel;
let id = 0;
beforeEach(async () => {
  hotel = await channelHotel();
  id = await hotel.connect();
});
afterEach(() => hotel.close());

const pulls = (): number =>
  hotel.store.read
    .prepare(`SELECT count(*) FROM sync_run WHERE kind = 'pull' AND outcome = 'done'`)
    .pluck<number>()[0] ?? 0;
const of = (kind: string) => scheduleOf(hotel.store.read, id, kind);

it('reads every five minutes, and says when it ran and when it runs next', async () => {
  const before = pulls();
  await hotel.pass(16);
  expect(pulls() - before).toBe(3);
  const { lastRunAt, nextRunAt } = of('pull');
  expect(hotel.clock.now() - (lastRunAt ?? 0)).toBeLessThan(6 * MINUTE);
  expect((nextRunAt ?? 0) - hotel.clock.now()).toBeGreaterThan(0);
  expect((nextRunAt ?? 0) - hotel.clock.now()).toBeLessThan(6 * MINUTE);
});

it('makes up for a night of sleep with one run of each kind', async () => {
  await hotel.pass(6);
  const before = pulls();
  hotel.clock.jumpTo('2027-03-02T09:01:00Z');
  await hotel.pass(2);
  expect(pulls() - before).toBe(1);
  const reconciled = hotel.store.read
    .prepare(`SELECT outcome FROM sync_run WHERE kind = 'reconcile'`)
    .pluck<string>();
  expect(reconciled).toEqual(['done']);
});

it('rests while a person has paused it, and runs at another time where a person says so', async () => {
  await hotel.client.call('connections.schedule', { id, kind: 'pull', isPaused: true });
  const before = pulls();
  await hotel.pass(16);
  expect(pulls()).toBe(before);
  expect(of('pull').nextRunAt).toBeNull();
  await hotel.client.call('connections.schedule', { id, kind: 'pull', isPaused: false, cron: '* * * * *' });
  await hotel.pass(1);
  const woken = pulls();
  await hotel.pass(10);
  expect(pulls() - woken).toBeGreaterThanOrEqual(9);
});

it('asks nothing while the connection is paused, and reads before it opens afterwards', async () => {
  await hotel.client.call('connections.pause', { id, isPaused: true, reason: 'Painting' });
  await hotel.quiet();
  const asked = hotel.beds24.requests.length;
  await hotel.pass(16);
  expect(hotel.beds24.requests.length).toBe(asked);
  await hotel.client.call('connections.pause', { id, isPaused: false });
  await hotel.quiet();
  expect(hotel.beds24.requests[asked]?.path).toContain('/bookings');
});

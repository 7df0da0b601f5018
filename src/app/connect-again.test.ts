import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelHotel, type ChannelHotel, DOUBLES, PROPERTY_ID } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const stay = {
  roomId: DOUBLES,
  arrival: '2027-03-20' as never,
  departure: '2027-03-22' as never,
  guest: { firstName: 'Nora', lastName: 'Marlow', email: 'nora@example.com' },
};
const take = () =>
  hotel.client.call('reservations.create', {
    ...{ roomTypeId: hotel.roomTypes.doubles, unitId: hotel.unitOf(hotel.roomTypes.doubles) },
    ...{ arrival: '2027-03-14', departure: '2027-03-16', guestName: 'Ines Prova', contact: '', guests: 2 },
    ...{ priceMinor: 18_000, paidMinor: 0, note: '', source: 'phone' },
  });
const all = async () => (await hotel.client.call('reservations.list', { filter: 'all', text: '' })).rows;
const there = () => hotel.beds24.state.bookings.map(({ id, status }) => [id, status]);
const bookings = () =>
  hotel.store.read
    .prepare('SELECT connection_id AS connectionId, external_id AS externalId FROM channel_booking')
    .all<{ connectionId: number; externalId: string }>();

async function disconnect(id: number, meanwhile: 'close' | 'leave'): Promise<void> {
  await hotel.until(hotel.client.call('connections.disconnect', { id, meanwhile }));
  await hotel.quiet();
  await hotel.pass(5);
}

/** Begins to tell, and says yes to whatever is asked: a channel that was closed opens again. */
async function tell(id: number): Promise<void> {
  const { guards } = await hotel.client.call('sync.dryRun', { connectionId: id });
  const knowing = guards.map((guard) => guard.id);
  await hotel.client.call('connections.tell', { id, isTold: true, knowing });
}

/** Signs in to the same property once more, and says nothing of its rooms. */
const again = () => hotel.connect({ isLinked: false, isTold: false });

describe.each(['close', 'leave'] as const)('the same property connected again after "%s"', (meanwhile) => {
  it('is recognised: no booking is there twice, the links stand, and the desk’s own are known', async () => {
    const first = await hotel.connect();
    hotel.beds24.ota.book(stay);
    await take();
    await hotel.pass(10);
    const [before, made] = [await all(), there()];
    expect(before).toHaveLength(2);
    await disconnect(first, meanwhile);
    const second = await again();
    expect(second).not.toBe(first);
    await hotel.pass(10);

    expect((await all()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(new Set(bookings().map(({ connectionId }) => connectionId))).toEqual(new Set([second]));
    expect(hotel.store.read.prepare(`SELECT count(*) FROM conflict WHERE state = 'open'`).pluck()).toEqual([
      0,
    ]);
    const { rooms } = await hotel.client.call('connections.read', { id: second });
    expect(rooms.map(({ link, roomTypeId }) => [link, roomTypeId])).toEqual([
      ['linked', hotel.roomTypes.doubles],
      ['linked', hotel.roomTypes.suites],
    ]);

    await tell(second);
    await hotel.pass(10);
    expect(there()).toEqual(made);
    expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-14')).toEqual([3]);
    expect(hotel.left(DOUBLES, '2027-03-20', '2027-03-20')).toEqual([3]);
  });

  it('takes over what changed meanwhile, on either side', async () => {
    const first = await hotel.connect();
    const booked = hotel.beds24.ota.book(stay);
    const { id: desk } = await take();
    await hotel.pass(10);
    await disconnect(first, meanwhile);
    hotel.beds24.ota.cancel(Number((booked as { id?: number }).id ?? booked));
    await hotel.client.call('reservations.cancel', { id: desk, reason: 'Ill' });
    const second = await again();
    await tell(second);
    await hotel.pass(10);
    expect((await all()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(there().map(([, status]) => status)).toEqual(['cancelled', 'cancelled']);
  });
});

it('keeps what was said of that channel alone', async () => {
  const first = await hotel.connect();
  await hotel.client.call('rates.set', {
    ...{ roomTypeIds: [hotel.roomTypes.doubles], ratePlanIds: [], connectionIds: [first] },
    ...{ nights: [{ arrival: '2027-03-10', departure: '2027-03-12' }], reason: 'Painting' },
    set: { stopSell: true },
  } as never);
  await disconnect(first, 'leave');
  const second = await again();
  expect(
    hotel.store.read.prepare('SELECT connection_id AS id, night FROM ari_night ORDER BY night').all(),
  ).toEqual([
    { id: second, night: '2027-03-10' },
    { id: second, night: '2027-03-11' },
  ]);
});

it('leaves another property’s bookings where they are', async () => {
  const first = await hotel.connect();
  hotel.beds24.ota.book(stay);
  await hotel.pass(10);
  await disconnect(first, 'leave');
  hotel.store.write((tx) =>
    tx.run('UPDATE connection SET external_property_id = ? WHERE id = ?', String(PROPERTY_ID + 1), first),
  );
  const second = await again();
  expect(bookings().filter(({ connectionId }) => connectionId === first)).toHaveLength(1);
  expect((await hotel.client.call('connections.read', { id: second })).rooms[0]?.link).toBe('open');
});

import { afterEach, describe, expect, it } from 'vitest';
import {
  channelHotel,
  type ChannelHotel,
  type ChannelHotelSetup,
  DOUBLES,
} from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
afterEach(() => hotel.close());
const open = async (setup: ChannelHotelSetup = {}): Promise<number> => {
  hotel = await channelHotel(setup);
  return hotel.connect();
};

const take = (name = 'Ines Prova') =>
  hotel.client.call('reservations.create', {
    ...{ roomTypeId: hotel.roomTypes.doubles, unitId: hotel.unitOf(hotel.roomTypes.doubles) },
    ...{ arrival: '2027-03-14', departure: '2027-03-16', guestName: name, contact: '', guests: 2 },
    ...{ priceMinor: 18_000, paidMinor: 0, note: '', source: 'phone' },
  });
const there = () => hotel.beds24.state.bookings.filter(({ channel }) => channel === 'direct');

it('is cancelled there although it was cancelled here while it was being made', async () => {
  let reservation: number | undefined;
  await open({
    async meanwhile({ method, url }) {
      if (method !== 'POST' || !url.pathname.endsWith('/bookings') || reservation === undefined) return;
      const id = reservation;
      reservation = undefined;
      await hotel.client.call('reservations.cancel', { id, reason: 'Ill' });
    },
  });
  reservation = (await take()).id;
  await hotel.quiet();
  await hotel.pass(6);
  expect(there()).toMatchObject([{ status: 'cancelled' }]);
  expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([4, 4]);
});

it('is told once more where the desk changed it while it was being made and the answer was lost', async () => {
  let reservation: number | undefined;
  await open({
    async meanwhile({ method, url }) {
      if (method !== 'POST' || !url.pathname.endsWith('/bookings') || reservation === undefined) return;
      const id = reservation;
      reservation = undefined;
      await hotel.client.call('reservations.cancel', { id, reason: 'Ill' });
    },
  });
  hotel.beds24.faults.inject({ kind: 'reset', applied: true }, 'once', { method: 'POST', path: '/bookings' });
  reservation = (await take()).id;
  await hotel.pass(8);
  expect(there()).toMatchObject([{ status: 'cancelled' }]);
  expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([4, 4]);
});

it('is not made there where it was cancelled before anybody there heard of it', async () => {
  await open();
  hotel.beds24.isOffline = true;
  const { id } = await take();
  await hotel.client.call('reservations.cancel', { id, reason: 'Ill' });
  hotel.beds24.isOffline = false;
  await hotel.pass(8);
  expect(there().filter(({ status }) => status !== 'cancelled')).toEqual([]);
  expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([4, 4]);
});

it('stays in the outbox with the channel’s reason where it is refused', async () => {
  await open();
  const refuse = () => [
    { success: false, errors: [{ action: 'new booking', field: 'arrival', message: 'no' }] },
  ];
  hotel.beds24.faults.inject({ kind: 'rewrite', rewrite: refuse }, 'until-cleared', {
    ...{ method: 'POST', path: '/bookings' },
  });
  await take();
  await hotel.quiet();
  const [row] = hotel.store.read
    .prepare('SELECT push_state AS state, push_words AS words FROM channel_booking')
    .all<{ state: string; words: string }>();
  expect(row?.state).toBe('failed');
  expect(row?.words).not.toBe('');
});

it('leaves what is left as it is where the answer was lost and a reading brought the booking', async () => {
  const id = await open();
  const aim = { method: 'POST', path: '/bookings' };
  hotel.beds24.faults.inject({ kind: 'status', status: 502, applied: true }, 'once', aim);
  await take();
  await hotel.quiet();
  await hotel.run(id, 'pull');
  await hotel.pass(3);
  expect(there()).toHaveLength(1);
  expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([3, 3]);
});

it('is cancelled there in the end where the line went down just after it was made', async () => {
  let reservation: number | undefined;
  const id = await open({
    async meanwhile({ method, url }) {
      if (method !== 'POST' || !url.pathname.endsWith('/bookings') || reservation === undefined) return;
      const made = reservation;
      reservation = undefined;
      await hotel.client.call('reservations.cancel', { id: made, reason: 'Ill' });
    },
  });
  const aim = { method: 'POST', path: '/bookings' };
  hotel.beds24.faults.inject({ kind: 'reset', applied: true }, 'once', aim);
  reservation = (await take()).id;
  await hotel.quiet();
  hotel.beds24.isOffline = true;
  await hotel.pass(12);
  hotel.beds24.isOffline = false;
  await hotel.pass(12);
  await hotel.run(id, 'pull');
  expect(there()).toMatchObject([{ status: 'cancelled' }]);
  expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([4, 4]);
});

it('frees its nights where it was cancelled while a try was under way that never left', async () => {
  let reservation: number | undefined;
  await open({
    async meanwhile({ url }) {
      if (!url.pathname.endsWith('/authentication/token') || reservation === undefined) return;
      const made = reservation;
      reservation = undefined;
      await hotel.client.call('reservations.cancel', { id: made, reason: 'Ill' });
      hotel.beds24.isOffline = true;
    },
  });
  hotel.beds24.signIn.expireAccess();
  reservation = (await take()).id;
  await hotel.quiet();
  hotel.beds24.isOffline = false;
  await hotel.pass(8);
  expect(there().filter(({ status }) => status !== 'cancelled')).toEqual([]);
  const rows = hotel.store.read.prepare('SELECT other_side FROM reservation').pluck<string>();
  expect(rows).toEqual(['']);
  expect(hotel.left(DOUBLES, '2027-03-14', '2027-03-15')).toEqual([4, 4]);
});

describe('a guest who did not come', () => {
  const noShow = async (id: number): Promise<void> => {
    await hotel.client.call('reservations.setStatus', { id, status: 'no-show' });
    await hotel.quiet();
    await hotel.pass(6);
  };

  it('is no cancellation there, for what is behind the channel would pass one on', async () => {
    hotel = await channelHotel();
    const { id: externalId } = hotel.beds24.ota.book({
      ...{ roomId: DOUBLES, arrival: '2027-03-01' as never, departure: '2027-03-04' as never },
      guest: { firstName: 'Ines', lastName: 'Prova' },
    });
    await hotel.connect();
    const { rows } = await hotel.client.call('reservations.list', { filter: 'all' } as never);
    await noShow(rows[0]?.id as number);
    const booking = () => hotel.beds24.state.bookings.find(({ id }) => id === externalId);
    expect(booking()).toMatchObject({ status: 'new' });
    // what else the desk says of it is told, and nothing of the status with it
    const { id, revision } = await hotel.client.call('reservations.read', { id: rows[0]?.id as number });
    await hotel.client.call('reservations.change', { id, revision, note: 'Rang at midnight' });
    await hotel.quiet();
    await hotel.pass(6);
    expect(booking()).toMatchObject({ status: 'new', notes: 'Rang at midnight' });
    // and what they say next of it does not bring the guest back
    await hotel.run(1, 'pull-all');
    const again = await hotel.client.call('reservations.list', { filter: 'all' } as never);
    expect(again.rows).toMatchObject([{ status: 'no-show' }]);
    expect((await hotel.client.call('sync.outbox', { connectionId: 1, show: 'open' })).items).toEqual([]);
  });

  it('is none of a booking that the desk made there either', async () => {
    await open();
    const { id } = await take();
    await hotel.quiet();
    await noShow(id);
    expect(there()).toMatchObject([{ status: 'confirmed' }]);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
  await hotel.connect();
});
afterEach(() => hotel.close());

const take = () =>
  hotel.client.call('reservations.create', {
    ...{ roomTypeId: hotel.roomTypes.doubles, unitId: hotel.unitOf(hotel.roomTypes.doubles) },
    ...{ arrival: '2027-03-14', departure: '2027-03-16', guestName: 'Ines Prova', contact: '', guests: 2 },
    ...{ priceMinor: 18_000, paidMinor: 0, note: '', source: 'phone' },
  });
const stay = {
  roomId: DOUBLES,
  arrival: '2027-03-20' as never,
  departure: '2027-03-22' as never,
  guest: { firstName: 'Nora', lastName: 'Marlow', email: 'nora@example.com' },
};
const found = async () =>
  (await hotel.client.call('reservations.list', { filter: 'all', text: 'Marlow' })).rows;
const read = (id: number) => hotel.client.call('reservations.read', { id });

it('says how far a booking of the desk has got at its channel', async () => {
  hotel.beds24.isOffline = true;
  const { id } = await take();
  await hotel.quiet();
  const [waiting] = (await read(id)).channelBookings;
  expect(waiting).toMatchObject({ name: 'Beds24', pushState: 'pending', externalId: null });
  expect(waiting?.words).toMatch(/^Waits to be made there\. \S/);
  hotel.beds24.isOffline = false;
  await hotel.pass(10);
  expect((await read(id)).channelBookings).toMatchObject([
    { pushState: 'confirmed', isAlive: true, words: 'Made there from here, and confirmed.' },
  ]);
});

it('says that a cancelled booking still stands there, until its nights are sold all the same', async () => {
  hotel.beds24.ota.book(stay);
  await hotel.pass(10);
  const id = (await found())[0]?.id ?? 0;
  hotel.beds24.isOffline = true;
  await hotel.client.call('reservations.cancel', { id, reason: 'Ill' });
  await hotel.quiet();
  const view = await read(id);
  expect(view).toMatchObject({ otherSide: 'waiting', channelBookings: [{ isAlive: true }] });
  expect(view.channelBookings[0]?.words).toMatch(/^Waits to be cancelled there\./);
  await hotel.client.call('reservations.freeNights', { id, reason: 'Told by phone' });
  expect(await read(id)).toMatchObject({ otherSide: 'overridden', otherSideReason: 'Told by phone' });
  hotel.beds24.isOffline = false;
  await hotel.pass(10);
  // whoever sold the nights all the same took the other side upon them
  const words = 'Still booked there: cancel it there by hand.';
  expect((await read(id)).channelBookings).toMatchObject([{ isAlive: true, words }]);
  hotel.beds24.ota.cancel(Number(view.channelBookings[0]?.externalId));
  await hotel.pass(10);
  expect((await read(id)).channelBookings).toMatchObject([{ isAlive: false, words: 'Cancelled there.' }]);
});

it('says on cancelling that the channel is told, and nobody has to do it there', async () => {
  hotel.beds24.ota.book(stay);
  await hotel.pass(10);
  const id = (await found())[0]?.id ?? 0;
  const { message } = await hotel.client.call('reservations.cancel', { id, reason: 'Ill' });
  expect(message).toMatch(/^Cancelled .*\. Beds24 is told; the nights stay taken until it has let go\.$/);
});

it('names what was booked together with it', async () => {
  hotel.beds24.ota.bookGroup([stay, stay]);
  await hotel.pass(10);
  const rows = await found();
  const [first, second] = rows;
  expect(rows).toHaveLength(2);
  expect((await read(first?.id ?? 0)).group).toMatchObject([
    { id: second?.id, arrival: '2027-03-20', status: 'confirmed' },
  ]);
  expect((await read(first?.id ?? 0)).channelBookings[0]?.words).toBe('Booked there.');
});

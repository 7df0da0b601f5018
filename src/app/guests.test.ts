import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const book = (night: number, email: string): void =>
  void hotel.beds24.ota.book({
    roomId: DOUBLES,
    arrival: `2027-03-${night}` as never,
    departure: `2027-03-${night + 1}` as never,
    guest: { firstName: 'Nora', lastName: 'Marlow', email },
  });
const found = async () => (await hotel.client.call('guests.find', { text: 'marlow' })).rows;

it('are one person where a person says so, and two again', async () => {
  book(10, 'nora@example.com');
  book(20, 'n.marlow@example.org');
  await hotel.connect();
  const [first, second] = await found();
  if (!first || !second) throw new Error('There are not two guests.');
  const view = await hotel.client.call('guests.read', { id: first.id });
  expect(view.alike.map(({ id }) => id)).toEqual([second.id]);

  const merged = await hotel.client.call('guests.merge', { keepId: first.id, goneId: second.id });
  expect(merged.message).toBe('One guest now: Nora Marlow, 2 bookings.');
  const one = await hotel.client.call('guests.read', { id: second.id });
  expect(one).toMatchObject({ id: first.id, bookings: 2, alike: [], merged: [{ id: second.id }] });
  expect(one.reservations.map(({ arrival }) => arrival)).toEqual(['2027-03-20', '2027-03-10']);

  const later = one.reservations[0]?.id ?? 0;
  const split = await hotel.client.call('guests.split', { id: first.id, reservationIds: [later] });
  expect(split.message).toBe('1 booking now of Nora Marlow.');
  expect((await found()).map(({ bookings }) => bookings).sort()).toEqual([1, 1]);
  await hotel.client.call('history.undo', { undoId: split.undoId as string });
  await hotel.client.call('history.undo', { undoId: merged.undoId as string });
  expect((await found()).map(({ id }) => id)).toEqual([first.id, second.id]);
});

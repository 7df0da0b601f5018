import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StayDate } from '../domain/stay-date.ts';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

it('does not count a second look as something that waits', async () => {
  const id = await hotel.connect();
  const nights = { arrival: '2027-03-10' as StayDate, departure: '2027-03-12' as StayDate };
  const booked = hotel.beds24.ota.book({
    ...{ roomId: DOUBLES, ...nights, channel: 'expedia', price: 200 },
    guest: { firstName: 'Ada', lastName: 'Marlow' },
  });
  await hotel.run(id, 'pull');
  hotel.beds24.ota.cancel(booked.id);
  await hotel.run(id, 'pull');
  const { items } = await hotel.client.call('sync.outbox', { connectionId: id, show: 'open' });
  expect(items.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['reassert waiting']);
  expect((await hotel.client.call('connections.list', {})).rows[0]).toMatchObject({ waitingJobs: 0 });
});

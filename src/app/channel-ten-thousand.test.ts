import { afterEach, beforeEach, expect, it } from 'vitest';
import { addNights, type StayDate } from '../domain/stay-date.ts';
import { channelHotel, type ChannelHotel } from '../testing/channel-hotel.ts';
import { settle } from '../testing/manual-clock.ts';

const PROPERTY = 40_002;
const ROOM = 501_201;
const UNITS = 60;
const BOOKINGS = 10_000;
const NIGHTS = 2;

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

/** A larger house, connected, linked and told, with no booking yet. */
async function connectLarge(): Promise<number> {
  const { client, beds24, until, quiet } = hotel;
  beds24.addProperty({
    ...{ id: PROPERTY, name: 'Casa Grande', currency: 'EUR', zone: 'Europe/Lisbon' },
    roomTypes: [{ id: ROOM, name: 'Room', qty: UNITS, dailyPrice: 90 }],
  });
  const fields = { inviteCode: beds24.signIn.inviteCode() };
  const ask = { provider: 'beds24', environment: 'sandbox', baseUrl: beds24.baseUrl, fields } as const;
  const { testId } = await until(client.call('connections.test', ask));
  const externalPropertyId = String(PROPERTY);
  const { id } = await client.call('connections.add', { testId, externalPropertyId, name: 'Beds24' });
  await quiet();
  await client.call('connections.linkRoom', { id, externalRoomId: String(ROOM), to: 'new' });
  await quiet();
  return id;
}

/** Every unit taken night after night, as far as there are bookings. */
function bookAll(): void {
  for (let index = 0; index < BOOKINGS; index += 1) {
    const arrival = addNights('2027-03-02' as StayDate, NIGHTS * Math.floor(index / UNITS));
    hotel.beds24.ota.book({
      ...{ roomId: ROOM, arrival, departure: addNights(arrival, NIGHTS), price: 180 },
      guest: { firstName: 'Nora', lastName: `Marlow ${index}` },
    });
  }
}

it(
  'takes ten thousand bookings in page by page, each once, and answers the desk meanwhile',
  { timeout: 180_000 },
  async () => {
    const id = await connectLarge();
    bookAll();
    const { client, clock } = hotel;
    await client.call('sync.run', { connectionId: id, kind: 'pull' });
    const seen: number[] = [];
    // a clerk who asks all the time
    const clerk = (async () => {
      for (let turn = 0; turn < 50_000 && (seen.at(-1) ?? 0) < BOOKINGS; turn += 1) {
        const { total } = await client.call('reservations.list', { filter: 'upcoming' });
        if (total !== seen.at(-1)) seen.push(total);
        await settle();
      }
    })();
    // time stands nearly still while pages come, and passes where it waits out the channel's limits
    for (let step = 0; step < 50_000 && (seen.at(-1) ?? 0) < BOOKINGS; step += 1)
      await clock.advance(Math.min(clock.nextIn() ?? 1, 60_000));
    await clerk;
    expect(seen.at(-1)).toBe(BOOKINGS);
    // a page at a time, and the desk was answered between them
    expect(seen.length).toBeGreaterThanOrEqual(BOOKINGS / hotel.beds24.pageSize / 2);
    await hotel.pass(15);
    const { total } = await client.call('reservations.list', { filter: 'upcoming' });
    const kept = hotel.store.read.prepare(
      'SELECT count(*), count(DISTINCT external_id) FROM channel_booking',
    );
    expect(total).toBe(BOOKINGS);
    expect(kept.all()).toEqual([{ 'count(*)': BOOKINGS, 'count(DISTINCT external_id)': BOOKINGS }]);
    const { rows } = await client.call('conflicts.list', { state: 'open' });
    expect(rows).toEqual([]);
    const row = (await client.call('connections.list', {})).rows.find((one) => one.id === id);
    expect(row).toMatchObject({ health: 'healthy', unmappedBookings: 0, failedJobs: 0 });
  },
);

import { afterEach, beforeEach, expect, it } from 'vitest';
import { addNights, parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { connectionStateOf } from '../store/connections.ts';
import { openIncidents } from '../store/incidents.ts';
import { lastRun } from '../store/sync-runs.ts';
import { channelHotel, type ChannelHotel, DOUBLES, SUITES } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const count = (): number =>
  hotel.store.read.prepare('SELECT count(*) FROM channel_booking').pluck<number>()[0] ?? 0;
function bookMany(bookings: number): void {
  const first = parseStayDate('2027-03-05') as StayDate;
  for (let nth = 0; nth < bookings; nth += 1) {
    const arrival = addNights(first, nth);
    hotel.beds24.ota.book({
      ...{ roomId: SUITES, arrival, departure: addNights(arrival, 1) },
      guest: { lastName: `Guest${nth}` },
    });
  }
}

it('goes on where the channel’s limits stopped it: a first reading longer than they allow comes to an end', async () => {
  hotel.beds24.pageSize = 1;
  hotel.beds24.credits.limit = 9;
  bookMany(24);
  await hotel.connect({ isTold: false, isLinked: false });
  expect(count()).toBeLessThan(12);
  await hotel.pass(25);
  expect(count()).toBe(24);
  expect(connectionStateOf(hotel.store.read, 1).pullOkAt).not.toBeNull();
});

it('takes each page in before it asks for the next, and the cursor moves with the last', async () => {
  hotel.beds24.pageSize = 2;
  bookMany(5);
  const id = await hotel.connect({ isTold: false });
  const { cursor } = connectionStateOf(hotel.store.read, id);
  await hotel.pass(1);
  bookMany(4);
  hotel.beds24.faults.inject({ kind: 'malformed-json' }, { times: 2 }, { path: '/bookings' });
  await hotel.run(id, 'pull');
  expect(connectionStateOf(hotel.store.read, id).cursor).toBe(cursor);
  await hotel.pass(6);
  expect(count()).toBe(9);
  expect(connectionStateOf(hotel.store.read, id).cursor).not.toBe(cursor);
});

it('tells the nights once more later where a booking came and went between two readings', async () => {
  const id = await hotel.connect();
  const night = parseStayDate('2027-03-05') as StayDate;
  const range = { arrival: night, departure: addNights(night, 1) };
  await hotel.client.call('blocks.create', {
    ...{ ...range, unitId: hotel.unitOf(hotel.roomTypes.doubles), kind: 'block', reason: 'Painting' },
  });
  await hotel.quiet();
  const { id: booked } = hotel.beds24.ota.book({ roomId: DOUBLES, ...range, guest: { lastName: 'Marlow' } });
  hotel.beds24.ota.cancel(booked);
  await hotel.run(id, 'pull');
  expect(hotel.left(DOUBLES, night, night)).toEqual([3]);
  // the channel puts the unit back by itself, whatever it was told
  hotel.roomThere(DOUBLES).edit(night).withheld = 0;
  expect(hotel.left(DOUBLES, night, night)).toEqual([4]);
  await hotel.pass(15);
  expect(hotel.left(DOUBLES, night, night)).toEqual([3]);
});

it('looks at what the channel shows where a booking had been changed there before it was read', async () => {
  const id = await hotel.connect();
  const night = parseStayDate('2027-03-05') as StayDate;
  const after = addNights(night, 1);
  await hotel.client.call('blocks.create', {
    ...{ arrival: night, departure: addNights(night, 2), kind: 'block', reason: 'Painting' },
    unitId: hotel.unitOf(hotel.roomTypes.doubles),
  });
  const booked = { roomId: DOUBLES, arrival: night, departure: addNights(night, 2) };
  const { id: there } = hotel.beds24.ota.book({ ...booked, guest: { lastName: 'Marlow' } });
  // told while the booking stands there unread; then it lets go of a night, and the channel counts that night up
  await hotel.quiet();
  expect(hotel.left(DOUBLES, after, after)).toEqual([3]);
  await hotel.clock.advance(5_000);
  hotel.beds24.ota.change(there, { departure: after });
  expect(hotel.left(DOUBLES, after, after)).toEqual([4]);
  await hotel.run(id, 'pull');
  expect(hotel.left(DOUBLES, night, after)).toEqual([2, 3]);
});

it('says of pages that repeat that the channel answers strangely, and loses nothing', async () => {
  hotel.beds24.pageSize = 2;
  bookMany(5);
  const id = await hotel.connect({ isTold: false });
  hotel.beds24.faults.inject({ kind: 'page-repeats' }, 'until-cleared', { path: '/bookings' });
  const asked = hotel.beds24.requests.length;
  await hotel.run(id, 'pull-all');
  expect(lastRun(hotel.store.read, id, 'pull-all')).toMatchObject({
    outcome: 'failed',
    failureCode: 'unexpected-answer',
  });
  expect(hotel.beds24.requests.length - asked).toBeLessThan(12);
  expect(count()).toBe(5);
});

it('takes nothing twice, however often it reads', async () => {
  bookMany(3);
  const id = await hotel.connect();
  const journal = () => hotel.store.read.prepare('SELECT count(*) FROM journal').pluck<number>()[0];
  const before = journal();
  await hotel.run(id, 'pull');
  await hotel.run(id, 'pull-all');
  await hotel.run(id, 'reconcile');
  expect(journal()).toBe(before);
  expect(count()).toBe(3);
});

it('tells once of a booking that can not be read, and takes the others', async () => {
  bookMany(2);
  const spoil = (body: unknown) => {
    const page = body as { data: object[] };
    return { ...page, data: page.data.map((row, at) => (at === 0 ? { ...row, arrival: 'soon' } : row)) };
  };
  const aim = { path: '/bookings' };
  const mend = hotel.beds24.faults.inject({ kind: 'rewrite', rewrite: spoil }, 'until-cleared', aim);
  const id = await hotel.connect();
  await hotel.run(id, 'pull-all');
  expect(openIncidents(hotel.store.read)).toHaveLength(1);
  expect(count()).toBe(1);
  mend();
  await hotel.run(id, 'pull-all');
  expect(openIncidents(hotel.store.read)).toHaveLength(0);
  expect(count()).toBe(2);
});

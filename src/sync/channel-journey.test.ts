import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadLedger } from '../store/ledger.ts';
import { dayNumber, parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const date = (text: string): StayDate => parseStayDate(text) as StayDate;

it('goes from signing in to a calendar there that shows what was closed here', async () => {
  const booked = hotel.beds24.ota.book({
    roomId: DOUBLES,
    arrival: date('2027-03-10'),
    departure: date('2027-03-12'),
    guest: { firstName: 'Nora', lastName: 'Marlow' },
  });
  const id = await hotel.connect();

  const { columns: _columns, ...calendar } = (await hotel.client.call('calendar.read', {
    from: '2027-03-01',
    to: '2027-03-31',
  })) as unknown as { columns?: unknown };
  expect(JSON.stringify(calendar)).toContain('Marlow');
  expect(booked.id).toBeGreaterThan(0);
  expect(hotel.left(DOUBLES, '2027-03-09', '2027-03-12')).toEqual([4, 3, 3, 4]);

  await hotel.client.call('blocks.create', {
    unitId: hotel.unitOf(hotel.roomTypes.doubles, 3),
    arrival: '2027-03-20',
    departure: '2027-03-23',
    kind: 'block',
    reason: 'Painting',
  });
  await hotel.quiet();
  expect(hotel.left(DOUBLES, '2027-03-19', '2027-03-23')).toEqual([4, 3, 3, 3, 4]);

  const day = dayNumber(date('2027-03-20'));
  const cells = loadLedger(hotel.store.read, id, { from: day, to: day + 3 }, [hotel.roomTypes.doubles]);
  expect(cells.map(({ acked, sent }) => [acked?.available, sent])).toEqual([
    [3, null],
    [3, null],
    [3, null],
  ]);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitTexts } from '../contract/columns.ts';
import { BAR_KINDS } from '../domain/bars.ts';
import type { NightRange, StayDate } from '../domain/stay-date.ts';
import type { Listing } from '../sandbox/listing.ts';
import { feedHotel, type FeedHotel } from '../testing/feed-hotel.ts';

const nights = { arrival: '2027-03-10', departure: '2027-03-13' } as unknown as NightRange;

let hotel: FeedHotel;
let airbnb: Listing;
let booking: Listing;
let airbnbStay: string;
beforeEach(async () => {
  hotel = await feedHotel();
  airbnb = hotel.list({ channel: 'airbnb', name: 'Blue', bookingWindow: 366 });
  booking = hotel.list({ channel: 'booking', name: 'Blue' });
  await hotel.addFeed(airbnb, '1');
  await hotel.addFeed(booking, '1');
  airbnbStay = airbnb.book(nights).code;
  booking.book(nights);
  await hotel.read();
});
afterEach(() => hotel.close());

const open = async () => (await hotel.client.call('conflicts.list', { state: 'open' })).rows;
const conflict = async () => hotel.client.call('conflicts.read', { id: (await open())[0]?.id as number });
const take = async (act: string, reason?: string) => {
  const { id, waysOut } = await conflict();
  const way = waysOut.find((one) => one.act === act);
  return hotel.client.call('conflicts.resolve', {
    id,
    wayOutId: way?.id ?? '',
    ...(reason ? { reason } : {}),
  });
};
const bars = async () => {
  const { bars: all } = await hotel.client.call('calendar.read', {
    from: '2027-03-01' as StayDate,
    to: '2027-04-01' as StayDate,
  });
  return splitTexts(all.label, all.count).map((label, row) => ({
    label,
    kind: BAR_KINDS[all.kind[row] as number],
  }));
};
const closedIn = async (unit: string): Promise<number> => {
  const { id } = await hotel.addExport('vrbo', unit);
  return (await hotel.client.call('exports.preview', { id })).nights.length;
};

describe('a double booking that two feeds bring', () => {
  it('names both sides, the likely cause, and how it came about', async () => {
    const { title, parties, cause, timeline, waysOut } = await conflict();
    expect(title).toBe('Two guests in 1 on 10 to 12 Mar (3 nights)');
    expect(parties.map(({ channel }) => channel).sort()).toEqual(['airbnb', 'booking']);
    expect(cause.name).not.toBe('');
    expect(timeline.filter(({ isTurningPoint }) => isTurningPoint)).toHaveLength(1);
    expect(waysOut[0]?.act).toBe('move');
    expect(new Set(waysOut.map(({ id }) => id)).size).toBe(waysOut.length);
  });

  it('is settled by moving one, and stays settled through later readings', async () => {
    await take('move');
    expect(await open()).toEqual([]);
    await hotel.pass(60);
    expect(await open()).toEqual([]);
    expect((await bars()).map(({ kind }) => kind)).toEqual(['stay', 'stay']);
  });

  it('keeps what was cancelled here closed until its channel lets go of it', async () => {
    await take('cancel', 'the guest rang');
    expect(await open()).toEqual([]);
    expect((await bars()).map(({ kind }) => kind).sort()).toEqual(['echo', 'stay']);
    await hotel.pass(120);
    expect(await open()).toEqual([]);
    expect((await bars()).map(({ kind }) => kind).sort()).toEqual(['echo', 'stay']);
    expect(await closedIn('1')).toBe(1);
  });

  it('comes back when the act is taken back', async () => {
    const { undoId } = await take('cancel', 'the wrong one');
    await hotel.client.call('history.undo', { undoId: undoId as string });
    expect(await open()).toHaveLength(1);
    await hotel.pass(45);
    expect(await open()).toHaveLength(1);
    expect((await bars()).map(({ kind }) => kind)).toEqual(['stay', 'stay']);
  });

  it('accepted with a reason is quiet until more nights are concerned', async () => {
    await expect(take('accept')).rejects.toThrow(/reason/);
    await take('accept', 'a family, two bookings');
    expect(await open()).toEqual([]);
    await hotel.pass(45);
    expect(await open()).toEqual([]);
    airbnb.changeDates(airbnbStay, {
      arrival: '2027-03-10',
      departure: '2027-03-15',
    } as unknown as NightRange);
    booking.block({ arrival: '2027-03-20', departure: '2027-03-21' } as unknown as NightRange);
    await hotel.read();
    expect(await open()).toEqual([]);
  });

  it('seen as one stay leaves one guest and a shadow', async () => {
    await take('same-stay');
    expect(await open()).toEqual([]);
    await hotel.pass(60);
    expect((await bars()).map(({ kind }) => kind).sort()).toEqual(['echo', 'stay']);
    expect(await open()).toEqual([]);
  });
});

describe('a booking of a channel that is cancelled at the desk', () => {
  it('frees its nights only when the calendar no longer shows it', async () => {
    // a calendar that goes empty would wait for a person
    airbnb.book({ arrival: '2027-04-10', departure: '2027-04-12' } as unknown as NightRange);
    await take('move');
    const { rows } = await hotel.client.call('reservations.list', { filter: 'all', channel: 'airbnb' });
    const { id } = rows.find((row) => row.arrival === nights.arrival) as (typeof rows)[number];
    await hotel.client.call('reservations.cancel', { id, reason: 'no show expected' });
    expect((await bars()).map(({ kind }) => kind).sort()).toEqual(['block', 'stay']);
    await hotel.pass(60);
    expect((await bars()).map(({ kind }) => kind).sort()).toEqual(['block', 'stay']);
    airbnb.cancel(airbnbStay);
    await hotel.pass(240);
    expect((await bars()).map(({ kind }) => kind)).toEqual(['stay']);
  });
});

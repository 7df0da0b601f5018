import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NightRange, StayDate } from '../domain/stay-date.ts';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';
import { playBothSides } from './demo-both-sides.ts';

const range = { arrival: '2027-03-10', departure: '2027-03-12' } as {
  readonly arrival: StayDate;
  readonly departure: StayDate;
} satisfies NightRange;

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const play = () => {
  const there = { server: hotel.beds24, freeNights: () => ({ roomId: DOUBLES, range }) };
  return hotel.until(playBothSides(hotel.client, there, hotel.clock));
};

it('lands in the inbox with what each side says, field by field', async () => {
  const id = await hotel.connect();
  expect(await play()).toContain('The inbox asks which dates hold.');
  await hotel.run(id, 'pull');
  const { rows } = await hotel.client.call('conflicts.list', { state: 'open' });
  expect(rows.map(({ kind }) => kind)).toEqual(['edited-on-both-sides']);
  const { between } = await hotel.client.call('conflicts.read', { id: rows[0]?.id ?? 0 });
  const asked = between?.fields.filter(({ outcome }) => outcome === 'ask') ?? [];
  expect(asked.map(({ name, ours, theirs, agreed }) => [name, ours, theirs, agreed])).toEqual([
    ['Arrival', '10 Mar 2027', '17 Mar 2027', '10 Mar 2027'],
    ['Departure', '11 Mar 2027', '19 Mar 2027', '12 Mar 2027'],
  ]);
});

it('does nothing where the channel is not told', async () => {
  await hotel.connect({ isTold: false });
  expect(await play()).toBe('Connect Beds24 and begin to tell it first. Nothing happened.');
  expect((await hotel.client.call('reservations.list', { filter: 'all' })).rows).toEqual([]);
});

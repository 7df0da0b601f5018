import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelHotel, type ChannelHotel } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
  await hotel.client.call('checklists.setUp', {
    ...{ provider: 'agoda', propertyName: 'Casa Prova', propertyId: '884210', shows: 'as-here' },
    rooms: [{ roomTypeId: hotel.roomTypes.suites, name: 'Garden Suite', externalId: '12' }],
  });
});
afterEach(() => hotel.close());

const needs = async () => (await hotel.client.call('today.read', {})).needs;

async function book(): Promise<number> {
  const { id } = await hotel.client.call('reservations.create', {
    ...{ roomTypeId: hotel.roomTypes.suites, unitId: hotel.unitOf(hotel.roomTypes.suites) },
    ...{ arrival: '2027-03-20', departure: '2027-03-22', guestName: 'Marlow', contact: '', guests: 2 },
    ...{ priceMinor: null, paidMinor: 0, note: '', source: 'phone' },
  });
  await hotel.quiet();
  return id;
}

describe('what needs a person now', () => {
  it('names a list that is due, why, and leads to it; and no more once it is gone', async () => {
    expect(await needs()).toEqual([]);
    const booking = await book();
    const { due } = await hotel.client.call('checklists.list', {});
    expect(await needs()).toMatchObject([
      {
        kind: 'list',
        title: 'Agoda: Set Garden Suite to 1 left on 20 and 21 Mar',
        text: 'To be entered by hand: Marlow booked at 08:00.',
        act: 'Begin',
        target: { screen: 'lists', id: due[0]?.id },
      },
    ]);
    await hotel.client.call('reservations.cancel', { id: booking, reason: 'Mistake' });
    await hotel.quiet();
    expect(await needs()).toEqual([]);
  });

  it('says once that a list was stopped, and that it comes before what can wait', async () => {
    await book();
    const taskId = (await hotel.client.call('checklists.list', {})).due[0]?.id ?? 0;
    const { version, current } = await hotel.client.call('checklists.read', { taskId });
    await hotel.client.call('checklists.differs', {
      ...{ taskId, version, step: current ?? '', note: 'A booking that we do not have' },
    });
    expect(await needs()).toMatchObject([
      { kind: 'list', severity: 'high', title: 'Agoda: the list was stopped', act: 'Clear it up' },
    ]);
    const { stopped } = await hotel.client.call('checklists.read', { taskId });
    expect(stopped?.words).toBe('A booking that we do not have');
    expect(stopped?.procedure[0]?.title).toBe('Change nothing in the extranet yet');
  });
});

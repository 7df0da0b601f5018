import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StayDate } from '../domain/stay-date.ts';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const dryRun = (connectionId: number, skip = 0) => hotel.client.call('sync.dryRun', { connectionId, skip });

it('compares with what the channel shows, before it is told anything', async () => {
  await hotel.client.call('blocks.create', {
    ...{ unitId: hotel.unitOf(hotel.roomTypes.suites), kind: 'block', reason: 'Painting' },
    ...{ arrival: '2027-03-20', departure: '2027-03-23' },
  });
  const id = await hotel.connect({ isTold: false });
  const { lines, more, cells, summary, totals } = await dryRun(id);
  expect({ lines, more, cells }).toMatchObject({
    ...{ more: 0, cells: 3 },
    lines: [
      {
        ...{ roomTypeName: 'Suite', nights: '20, 21 and 22 Mar', field: 'Left to sell' },
        ...{ before: '2 left', after: '1 left', direction: 'closes' },
      },
    ],
  });
  expect(summary).toEqual(['Beds24: 3 nights closed or with less, goes out at once']);
  expect(totals).toMatchObject([
    { connectionName: 'Beds24', roomTypeName: 'Suite', less: 3, words: 'Suite: 3 nights with less to sell' },
  ]);
});

it('goes on from any line, so that the longest list can be read to its end', async () => {
  for (const arrival of ['2027-03-20', '2027-03-24', '2027-03-28'] as const)
    await hotel.client.call('blocks.create', {
      ...{ unitId: hotel.unitOf(hotel.roomTypes.suites), kind: 'block', reason: 'Painting' },
      ...{ arrival, departure: arrival.replace(/\d$/, (day) => String(Number(day) + 1)) as StayDate },
    });
  const id = await hotel.connect({ isTold: false });
  const whole = await dryRun(id);
  expect(whole.lines).toHaveLength(3);
  const rest = await dryRun(id, 2);
  expect(rest).toMatchObject({ lines: whole.lines.slice(2), more: 0, totals: whole.totals });
  expect(await dryRun(id, 9)).toMatchObject({ lines: [], more: 0 });
});

it('looks once more when telling begins, for somebody may have changed something there meanwhile', async () => {
  const id = await hotel.connect({ isTold: false });
  await hotel.pass(3);
  hotel.roomThere(DOUBLES).edit('2027-03-10' as StayDate).withheld = 2;
  expect(hotel.left(DOUBLES, '2027-03-09', '2027-03-11')).toEqual([4, 2, 4]);
  await hotel.client.call('connections.tell', { id, isTold: true });
  await hotel.quiet();
  expect(hotel.left(DOUBLES, '2027-03-09', '2027-03-11')).toEqual([4, 4, 4]);
});

it('takes what the channel shows as desired already for agreed: a change there is for a person', async () => {
  const id = await hotel.connect();
  hotel.roomThere(DOUBLES).edit('2027-03-10' as StayDate).minStay = 3;
  await hotel.run(id, 'read-back');
  const { rows } = await hotel.client.call('conflicts.list', { state: 'open' });
  expect(rows).toMatchObject([{ kind: 'drift' }]);
  expect(hotel.roomThere(DOUBLES).night('2027-03-10' as StayDate).minStay).toBe(3);
});

it('asks before telling opens nights that the channel shows closed, and only about those', async () => {
  const id = await hotel.connect({ isTold: false });
  const night = (date: string) => hotel.roomThere(DOUBLES).edit(date as StayDate);
  night('2027-03-10').withheld = 4;
  night('2027-03-11').withheld = 4;
  night('2027-03-14').withheld = 2;
  await hotel.run(id, 'read-back');
  const { guards, totals } = await dryRun(id);
  expect(totals.map(({ words }) => words)).toEqual(['Double: 2 nights open, 1 night with more to sell']);
  expect(guards).toMatchObject([{ kind: 'opens-closed-by-hand', weight: 'ask' }]);
  expect(guards[0]?.words).toBe(
    'Beds24 shows these nights closed; telling would open them (Double: 10 and 11 Mar). Make sure that they may be sold.',
  );
  const tell = (knowing: string[]) => hotel.client.call('connections.tell', { id, isTold: true, knowing });
  await expect(tell([])).rejects.toThrow('telling would open them');
  expect((await hotel.client.call('connections.list', {})).rows[0]?.isTold).toBe(false);
  await tell([guards[0]?.id ?? '']);
  await hotel.quiet();
  expect(hotel.left(DOUBLES, '2027-03-10', '2027-03-11')).toEqual([4, 4]);
});

it('does not ask about nights that the desk’s own closing keeps closed', async () => {
  const id = await hotel.connect({ isTold: false });
  hotel.roomThere(DOUBLES).edit('2027-03-10' as StayDate).withheld = 4;
  await hotel.run(id, 'read-back');
  await hotel.client.call('rates.set', {
    ...{ roomTypeIds: [hotel.roomTypes.doubles], ratePlanIds: [], connectionIds: [] },
    ...{ nights: [{ arrival: '2027-03-10', departure: '2027-03-11' }], set: { stopSell: true }, reason: '' },
  });
  expect((await dryRun(id)).guards).toEqual([]);
});

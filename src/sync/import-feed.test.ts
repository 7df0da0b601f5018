import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import type { Listing } from '../sandbox/listing.ts';
import type { NightRange, StayDate } from '../domain/stay-date.ts';
import { feedHotel, type FeedHotel } from '../testing/feed-hotel.ts';

let hotel: FeedHotel;
beforeEach(async () => {
  hotel = await feedHotel();
});
afterEach(() => hotel.close());

const range = (arrival: string, departure: string): NightRange => ({
  arrival: arrival as StayDate,
  departure: departure as StayDate,
});
const unitId = (name: string): number => hotel.units.get(name)?.unitId as number;
const list = async () => (await hotel.client.call('reservations.list', { filter: 'all' })).rows;
const conflicts = async () => (await hotel.client.call('conflicts.list', { state: 'open' })).rows;
const view = (id: number) => hotel.client.call('feeds.read', { id });
const fullListing = (): Listing => {
  const listing = hotel.list({ channel: 'airbnb', name: 'Blue', bookingWindow: 366 });
  listing.book(range('2027-03-10', '2027-03-13'));
  listing.book(range('2027-03-20', '2027-03-24'));
  return listing;
};
async function refusal(run: Promise<unknown>) {
  const error: unknown = await run.catch((thrown: unknown) => thrown);
  if (!(error instanceof CallFailed)) throw new Error('It should have been refused.');
  return error.failure;
}

describe('a quarantine', () => {
  const emptied = async (): Promise<{ id: number; fetchId: number; listing: Listing }> => {
    const listing = fullListing();
    const id = await hotel.addFeed(listing, '1');
    listing.faults.inject({ kind: 'empty-calendar' }, 'until-cleared');
    await hotel.read();
    await hotel.read();
    return { id, listing, fetchId: (await view(id)).quarantine?.fetchId as number };
  };

  it('accepted frees the nights and cancels the stays, and the journal says who said so', async () => {
    const { id, fetchId } = await emptied();
    expect((await view(id)).quarantine).toMatchObject({
      leaving: [range('2027-03-10', '2027-03-13'), range('2027-03-20', '2027-03-24')],
      after: [],
    });
    await hotel.client.call('feeds.decide', { id, fetchId, decision: 'accept' });
    expect((await list()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(await view(id)).toMatchObject({ quarantine: null, nightsBlocked: 0 });
    const { entries } = await hotel.client.call('history.list', { limit: 50 });
    expect(entries.find(({ act }) => act === 'feeds.decide')?.actor).toBe('Test clerk');
    await hotel.pass(60);
    expect((await view(id)).quarantine).toBeNull();
  });

  it('refused keeps the nights until the calendar has shown them again and dropped them again', async () => {
    const { id, fetchId, listing } = await emptied();
    await hotel.client.call('feeds.decide', { id, fetchId, decision: 'refuse' });
    await hotel.pass(300, 30);
    expect(await view(id)).toMatchObject({ quarantine: null, nightsBlocked: 7, nightsPending: 0 });
    listing.faults.clear();
    await hotel.read();
    listing.faults.inject({ kind: 'empty-calendar' }, 'until-cleared');
    await hotel.read();
    expect((await view(id)).quarantine).not.toBeNull();
  });

  it('is not decided on what has changed since the person looked', async () => {
    const { id, fetchId } = await emptied();
    const wrong = hotel.client.call('feeds.decide', { id, fetchId: fetchId + 1, decision: 'accept' });
    expect((await refusal(wrong)).code).toBe('changed-meanwhile');
    expect(await list()).toHaveLength(2);
  });
});

describe('people and a feed', () => {
  it('a person frees pending nights at once', async () => {
    const listing = fullListing();
    const id = await hotel.addFeed(listing, '1');
    listing.cancel(listing.stays[0]?.code ?? '');
    await hotel.read();
    const wrong = hotel.client.call('feeds.release', { id, ...range('2027-03-20', '2027-03-24') });
    expect((await refusal(wrong)).code).toBe('not-possible');
    await hotel.client.call('feeds.release', { id, ...range('2027-03-10', '2027-03-13') });
    expect((await list()).map(({ status }) => status).sort()).toEqual(['cancelled', 'confirmed']);
  });

  it("keeps the desk's unit through a change of dates, while it is free", async () => {
    const listing = fullListing();
    await hotel.addFeed(listing, '1');
    const stay = (await list()).find(({ arrival }) => arrival === '2027-03-10');
    const code = listing.stays[0]?.code ?? '';
    await hotel.client.call('stays.move', {
      roomStayId: stay?.roomStayId as number,
      unitId: unitId('2'),
      ...range('2027-03-10', '2027-03-13'),
    });
    await hotel.read();
    listing.changeDates(code, range('2027-03-11', '2027-03-15'));
    await hotel.read();
    const moved = (await list()).find(({ id }) => id === stay?.id);
    expect(moved).toMatchObject({ unitName: '2', ...range('2027-03-11', '2027-03-15') });
  });

  it('parks a stay of a room type when no unit is left, and says so', async () => {
    const listing = hotel.list({ channel: 'vrbo', name: 'Any' });
    for (const guest of ['Ana', 'Ben', 'Cleo']) {
      const other = hotel.list({ channel: 'vrbo', name: guest });
      other.book({ ...range('2027-03-10', '2027-03-13'), guest });
      await hotel.addFeed(other, 'any room');
    }
    expect(listing.stays).toEqual([]);
    const rows = await list();
    expect(rows.map(({ unitName }) => unitName).sort()).toEqual(['1', '2', null].sort());
    expect((await conflicts()).map(({ kind }) => kind)).toEqual(['overbooking']);
  });

  it('takes a quicker echo for what it is once its origin is known', async () => {
    const [airbnb, vrbo] = [fullListing(), hotel.list({ channel: 'vrbo', name: 'Green' })];
    vrbo.book({ ...range('2027-06-01', '2027-06-03'), guest: 'Ana' });
    await hotel.addFeed(airbnb, '1');
    const vrboId = await hotel.addFeed(vrbo, '1');
    await hotel.pass(30);
    // a direct link between the two channels is faster than we are
    vrbo.book({ ...range('2027-04-10', '2027-04-13'), guest: 'Marlow' });
    airbnb.block(range('2027-04-10', '2027-04-13'));
    await hotel.client.call('feeds.refresh', { id: vrboId - 1 });
    await hotel.client.call('feeds.refresh', { id: vrboId });
    expect(await conflicts()).toEqual([]);
    await hotel.pass(60);
    expect(await conflicts()).toEqual([]);
  });

  it('removes a feed with its stays or without', async () => {
    for (const keepStays of [true, false]) {
      const listing = hotel.list({
        channel: 'airbnb',
        name: `Listing ${String(keepStays)}`,
        bookingWindow: 366,
      });
      listing.book(keepStays ? range('2027-05-10', '2027-05-13') : range('2027-06-10', '2027-06-13'));
      const id = await hotel.addFeed(listing, keepStays ? '1' : '2');
      await hotel.client.call('feeds.remove', { id, keepStays });
    }
    expect((await list()).map(({ arrival, status }) => [arrival, status]).sort()).toEqual([
      ['2027-05-10', 'confirmed'],
      ['2027-06-10', 'cancelled'],
    ]);
    expect((await hotel.client.call('feeds.list', {})).rows).toEqual([]);
    expect((await hotel.ports.secrets.store.keys()).filter((key) => key.startsWith('feed:'))).toEqual([]);
  });

  it('is added once however often the command comes, and never without its address', async () => {
    const listing = fullListing();
    const { previewId, mask } = await hotel.client.call('feeds.preview', { address: listing.address });
    expect(mask).toMatch(/^127\.0\.0\.1:\d+ …/);
    const input = {
      previewId,
      channel: 'airbnb' as const,
      label: 'Blue',
      roomTypeId: 1,
      unitId: unitId('1'),
    };
    const commandId = crypto.randomUUID();
    const first = await hotel.client.call('feeds.add', input, commandId);
    expect(await hotel.client.call('feeds.add', input, commandId)).toEqual(first);
    expect((await hotel.client.call('feeds.list', {})).rows).toHaveLength(1);
    expect(await list()).toHaveLength(2);
    const again = await hotel.client.call('feeds.preview', { address: listing.address });
    expect(again.alreadyFeedId).toBe(first.id);
    expect((await refusal(hotel.client.call('feeds.add', { ...input, previewId: 'gone' }))).code).toBe(
      'not-found',
    );
  });

  it('is taken in from a file', async () => {
    const text =
      'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Mine//EN\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20270410\nDTEND;VALUE=DATE:20270412\nSUMMARY:Reserved\nEND:VEVENT\nEND:VCALENDAR\n';
    const { previewId, isFile } = await hotel.client.call('feeds.preview', { fileName: 'mine.ics', text });
    expect(isFile).toBe(true);
    const { id } = await hotel.client.call('feeds.add', {
      ...{ previewId, channel: 'other', label: 'Mine', roomTypeId: 1, unitId: unitId('1') },
    });
    expect(await list()).toHaveLength(1);
    expect((await refusal(hotel.client.call('feeds.refresh', { id }))).code).toBe('not-possible');
  });
});

describe('the schedule', () => {
  it('reads each feed when it is due, a doubted one sooner, none more than asked', async () => {
    const listing = fullListing();
    const id = await hotel.addFeed(listing, '1');
    hotel.core.start();
    const settle = async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute++) {
        await hotel.clock.advance(60_000);
        while ((await view(id)).isFetching) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const count = (): number => hotel.sandbox.fetches.length;
    const before = count();
    await settle(26);
    expect(count()).toBe(before);
    await settle(8);
    expect(count()).toBe(before + 1);
    listing.faults.inject({ kind: 'empty-calendar' }, 'until-cleared');
    await settle(34);
    expect((await view(id)).state).toBe('quarantined');
    const doubted = count();
    await settle(11);
    expect(count()).toBeGreaterThan(doubted);
    listing.faults.clear();
    await settle(11);
    expect((await view(id)).state).toBe('fresh');
    // a computer that slept for a day asks once
    const slept = count();
    hotel.clock.jumpTo('2027-03-03T12:00:00Z');
    await settle(3);
    expect(count()).toBe(slept + 1);
    // and one whose clock was set back does not wait for the old time
    hotel.clock.jumpTo('2027-03-02T12:00:00Z');
    await settle(35);
    expect(count()).toBe(slept + 2);
    await hotel.client.call('feeds.change', { id, isPaused: true });
    await settle(60);
    expect(count()).toBe(slept + 2);
  });
});

describe('what is published', () => {
  it('is written to a folder on every change, under names without a guest', async () => {
    const listing = hotel.list({ channel: 'vrbo', name: 'Green' });
    listing.book({ ...range('2027-04-10', '2027-04-13'), guest: 'Marlow' });
    await hotel.addFeed(listing, '1');
    const { id } = await hotel.addExport('airbnb', '1');
    const folder = join(hotel.folder, 'calendars');
    mkdirSync(folder);
    await hotel.client.call('exports.setFolder', { folder });
    const names = (): string[] => (existsSync(folder) ? readdirSync(folder) : []);
    const text = (): string => readFileSync(join(folder, `1-for-airbnb-${id}.ics`), 'utf8');
    await vi.waitFor(() => expect(names()).toEqual([`1-for-airbnb-${id}.ics`]));
    expect(text()).toContain('20270410');
    listing.book({ ...range('2027-05-10', '2027-05-13'), guest: 'Iyer' });
    await hotel.read();
    await vi.waitFor(() => expect(text()).toContain('20270510'));
    for (const wrong of [join(hotel.folder, 'nowhere'), 'relative/folder'])
      expect((await refusal(hotel.client.call('exports.setFolder', { folder: wrong }))).message).toMatch(
        /folder/,
      );
    rmSync(folder, { recursive: true });
    listing.book({ ...range('2027-06-10', '2027-06-13'), guest: 'Sato' });
    await hotel.read();
    await vi.waitFor(async () => {
      const { rows } = await hotel.client.call('exports.list', {});
      expect(rows[0]?.writeFailure).toContain('could not be written');
    });
  });

  it('closes the last free unit for a guest who has none, and a room type when none is left', async () => {
    const desk = (unit: string | null, arrival: string, departure: string) =>
      hotel.client.call('reservations.create', {
        ...{ roomTypeId: 1, unitId: unit === null ? null : unitId(unit), arrival, departure },
        ...{
          guestName: 'Iyer',
          contact: '',
          guests: 1,
          priceMinor: null,
          paidMinor: 0,
          note: '',
          source: 'phone',
        },
      });
    await desk('1', '2027-04-10', '2027-04-13');
    await desk(null, '2027-04-12', '2027-04-14');
    const [one, two, type] = [
      await hotel.addExport('airbnb', '1'),
      await hotel.addExport('airbnb', '2'),
      await hotel.addExport('booking', 'any room'),
    ];
    const nights = async ({ id }: { id: number }) =>
      (await hotel.client.call('exports.preview', { id })).nights;
    expect(await nights(one)).toEqual([range('2027-04-10', '2027-04-13')]);
    expect(await nights(two)).toEqual([range('2027-04-12', '2027-04-14')]);
    expect(await nights(type)).toEqual([range('2027-04-12', '2027-04-13')]);
  });

  it('tells a listing about a guest whom the desk moved there from its neighbour', async () => {
    const listing = fullListing();
    await hotel.addFeed(listing, '1');
    const neighbour = await hotel.addExport('airbnb', '2');
    const nights = async () => (await hotel.client.call('exports.preview', { id: neighbour.id })).nights;
    expect(await nights()).toEqual([]);
    const stay = (await list()).find(({ arrival }) => arrival === '2027-03-10');
    const dates = range('2027-03-10', '2027-03-13');
    await hotel.client.call('stays.move', {
      roomStayId: stay?.roomStayId as number,
      unitId: unitId('2'),
      ...dates,
    });
    expect(await nights()).toEqual([dates]);
  });

  it('has another address after it was given a new one', async () => {
    const first = await hotel.addExport('airbnb', '1');
    await hotel.client.call('exports.rotate', { id: first.id });
    const { address } = await hotel.client.call('exports.reveal', { id: first.id });
    expect((await fetch(first.address)).status).toBe(404);
    expect((await fetch(address ?? '')).status).toBe(200);
    await hotel.client.call('exports.remove', { id: first.id });
    expect((await fetch(address ?? '')).status).toBe(404);
  });
});

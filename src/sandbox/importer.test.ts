import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseStayDate, type StayDate } from '../domain/stay-date.ts';
import type { Listing } from './listing.ts';
import { NotForSale } from './not-for-sale.ts';
import { type Sandbox, startSandbox } from './server.ts';

const MINUTE = 60_000;
const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const clock = { at: 0, now: (): number => clock.at };
let sandbox: Sandbox;

beforeEach(async () => {
  clock.at = Date.parse('2027-03-01T08:00:00Z');
  sandbox = await startSandbox({ clock, zone: 'Europe/Lisbon' });
});
afterEach(() => sandbox.close());

const dates = async (listing: Listing): Promise<string[]> =>
  [
    ...(await (await fetch(listing.address)).text()).matchAll(
      /DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)/g,
    ),
  ].map(([, from = '', to = '']) => `${from}-${to}`);

describe('an echo chain', () => {
  let vrbo: Listing, airbnb: Listing, booking: Listing;
  const stay = { arrival: d('2027-04-02'), departure: d('2027-04-05') };

  beforeEach(() => {
    vrbo = sandbox.addListing({ channel: 'vrbo', name: '401' });
    airbnb = sandbox.addListing({ channel: 'airbnb', name: '401', bookingWindow: 366 });
    booking = sandbox.addListing({
      ...{ channel: 'booking', name: '401', exports: 'booked-and-closed', sellableNights: 548 },
    });
    airbnb.importFrom(vrbo.address, 120);
    booking.importFrom(airbnb.address, 180);
  });

  it('spreads from channel to channel at their own pace, and fades after a cancellation', async () => {
    await sandbox.tick();
    const { code } = vrbo.book({ ...stay, guest: 'Ysolde Brannagh' });
    clock.at += 119 * MINUTE;
    expect(await sandbox.tick()).toEqual([]);
    expect(await dates(airbnb)).toEqual([]);
    clock.at += MINUTE;
    await sandbox.tick();
    expect(await dates(airbnb)).toEqual(['20270402-20270405']);
    expect(await (await fetch(airbnb.address)).text()).toContain('SUMMARY:Airbnb (Not available)');
    expect(await dates(booking)).toEqual([]);
    clock.at += 60 * MINUTE;
    await sandbox.tick();
    expect(await dates(booking)).toEqual(['20270402-20270405']);
    vrbo.cancel(code);
    clock.at += 60 * MINUTE;
    await sandbox.tick();
    expect([await dates(airbnb), await dates(booking)]).toEqual([[], ['20270402-20270405']]);
    airbnb.block({ arrival: d('2027-06-01'), departure: d('2027-06-02') });
    clock.at += 120 * MINUTE;
    await sandbox.tick();
    expect(await dates(booking)).toEqual(['20270601-20270602']);
  });

  it('leaves a ghost at Booking.com when the calendar it reads has become empty', async () => {
    const { code } = vrbo.book(stay);
    await sandbox.tick();
    vrbo.cancel(code);
    clock.at += 180 * MINUTE;
    await sandbox.tick();
    expect(booking.imports[0]?.fetches.at(-1)?.error).toBe('The calendar has no event.');
    expect(await dates(booking)).toEqual(['20270402-20270405']);
  });

  it('stops the others from selling once it has arrived, and not before', async () => {
    await sandbox.tick();
    vrbo.book(stay);
    expect(airbnb.isFree(stay)).toBe(true);
    clock.at += 120 * MINUTE;
    await sandbox.tick();
    expect(() => airbnb.book(stay)).toThrow(NotForSale);
    expect(() => airbnb.book(stay)).toThrow(
      'Closed by an imported calendar: 2027-04-02, 2027-04-03, 2027-04-04',
    );
    booking.book(stay);
  });

  it('does not hide a channel’s own stay behind its echo', async () => {
    vrbo.importFrom(airbnb.address, 60);
    vrbo.book(stay);
    await sandbox.tick();
    clock.at += 180 * MINUTE;
    await sandbox.tick();
    const text = await (await fetch(vrbo.address)).text();
    expect(text).toContain('SUMMARY:Reserved');
    expect(text).not.toContain('SUMMARY:Blocked');
  });

  it('keeps a ghost alive for ever where two channels read each other, until one stops', async () => {
    vrbo.importFrom(airbnb.address, 60);
    const { code } = vrbo.book(stay);
    await sandbox.tick();
    clock.at += 120 * MINUTE;
    await sandbox.tick();
    vrbo.cancel(code);
    for (let round = 0; round < 10; round++) {
      clock.at += 120 * MINUTE;
      await sandbox.tick();
    }
    expect(await (await fetch(vrbo.address)).text()).toContain('SUMMARY:Blocked');
    vrbo.stopImport(airbnb.address);
    clock.at += 120 * MINUTE;
    await sandbox.tick();
    expect([await dates(vrbo), await dates(airbnb)]).toEqual([[], []]);
  });

  it('ends at a channel that exports its own bookings only', async () => {
    const quiet = sandbox.addListing({
      ...{ channel: 'airbnb', name: 'quiet', bookingWindow: 366, exportsImports: false },
    });
    quiet.importFrom(vrbo.address, 60);
    vrbo.book(stay);
    await sandbox.tick();
    expect(quiet.isFree(stay)).toBe(false);
    expect(await dates(quiet)).toEqual([]);
  });
});

describe('an import', () => {
  it('remembers each attempt, keeps what it last took through trouble, and asks again on schedule', async () => {
    const vrbo = sandbox.addListing({ channel: 'vrbo', name: '401' });
    const airbnb = sandbox.addListing({ channel: 'airbnb', name: '401' });
    vrbo.book({ arrival: d('2027-04-02'), departure: d('2027-04-05') });
    const added = airbnb.importFrom(vrbo.address, 120);
    await sandbox.tick();
    vrbo.faults.inject({ kind: 'status', status: 503 });
    clock.at += 120 * MINUTE;
    expect(await sandbox.tick()).toHaveLength(1);
    expect(added.fetches).toEqual([
      expect.objectContaining({
        at: clock.at - 120 * MINUTE,
        status: 200,
        outcome: 'taken',
        events: 1,
        error: null,
      }),
      expect.objectContaining({
        at: clock.at,
        status: 503,
        outcome: 'refused',
        error: 'The answer has status 503.',
      }),
    ]);
    expect(added.ranges).toEqual([{ arrival: '2027-04-02', departure: '2027-04-05' }]);
    expect(added.fetches[0]?.userAgent).toBe('Mozilla/5.0 (compatible; sandbox-airbnb-importer)');
    expect(sandbox.fetches[0]?.userAgent).toBe(added.fetches[0]?.userAgent);
  });

  it('sends back the ETag that it was given', async () => {
    const vrbo = sandbox.addListing({ channel: 'vrbo', name: '401', stableDtstamp: true });
    const airbnb = sandbox.addListing({ channel: 'airbnb', name: '401' });
    const added = airbnb.importFrom(vrbo.address, 60);
    await sandbox.tick();
    expect(await added.fetch(clock.at)).toMatchObject({ status: 304, outcome: 'unchanged', error: null });
  });

  it('has a handful of places', () => {
    const airbnb = sandbox.addListing({ channel: 'airbnb', name: '401' });
    for (let count = 0; count < 5; count++) airbnb.importFrom(`http://127.0.0.1:9/${count}.ics`, 60);
    expect(() => airbnb.importFrom('http://127.0.0.1:9/6.ics', 60)).toThrow('5 calendars');
  });

  it('follows a redirect on the host, never to another', async () => {
    const vrbo = sandbox.addListing({ channel: 'vrbo', name: '401' });
    const added = sandbox.addListing({ channel: 'airbnb', name: '401' }).importFrom(vrbo.address, 60);
    vrbo.faults.inject({ kind: 'redirect', to: 'chain' });
    expect(await added.fetch(clock.at)).toMatchObject({ outcome: 'taken' });
    vrbo.faults.inject({ kind: 'redirect', to: 'other-port' });
    expect(await added.fetch(clock.at)).toMatchObject({ error: 'The address leads to another host.' });
    vrbo.faults.inject({ kind: 'redirect', to: 'loop' }, { times: 9 });
    expect(await added.fetch(clock.at)).toMatchObject({ error: 'The address leads in circles.' });
  });

  it('refuses what does not call itself a calendar, is too large or is not there', async () => {
    const vrbo = sandbox.addListing({ channel: 'vrbo', name: '401' });
    const added = sandbox.addListing({ channel: 'airbnb', name: '401' }).importFrom(vrbo.address, 60);
    vrbo.faults.inject({ kind: 'wrong-content-type', type: 'text/plain' });
    expect(await added.fetch(clock.at)).toMatchObject({ error: 'The content type is text/plain.' });
    vrbo.faults.inject({ kind: 'wrong-content-type', type: 'text/calendar; charset=iso-8859-1' });
    expect(await added.fetch(clock.at)).toMatchObject({ error: 'The character set is iso-8859-1.' });
    vrbo.faults.inject({ kind: 'huge' });
    expect(await added.fetch(clock.at)).toMatchObject({ error: 'The calendar is larger than 1 MB.' });
    vrbo.faults.inject({ kind: 'reset' });
    expect(await added.fetch(clock.at)).toMatchObject({ outcome: 'refused', status: 200 });
  });
});

describe('a calendar from outside', () => {
  let server: Server;
  let body = '';
  beforeEach(async () => {
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('empty is refused by Booking.com and taken by the others', async () => {
    body = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nEND:VCALENDAR\r\n';
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.ics`;
    for (const channel of ['booking', 'airbnb', 'vrbo'] as const)
      sandbox.addListing({ channel, name: 'x' }).importFrom(address, 60);
    expect((await sandbox.tick()).map(({ outcome, error }) => [outcome, error])).toEqual([
      ['refused', 'The calendar has no event.'],
      ['taken', null],
      ['taken', null],
    ]);
  });
});

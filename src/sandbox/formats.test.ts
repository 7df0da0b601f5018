import { afterEach, describe, expect, it } from 'vitest';
import { parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { type Listing } from './listing.ts';
import { type ListingSpec } from './listing-spec.ts';
import { NotForSale } from './not-for-sale.ts';
import { type Sandbox, startSandbox } from './server.ts';

const HOUR = 3_600_000;
const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const clock = {
  at: 0,
  now(): number {
    return this.at;
  },
  set(text: string): void {
    this.at = Date.parse(text);
  },
};
const open: Sandbox[] = [];

async function start(at = '2027-03-01T06:30:05Z', zone = 'Europe/Lisbon'): Promise<Sandbox> {
  clock.set(at);
  const sandbox = await startSandbox({ clock, zone });
  open.push(sandbox);
  return sandbox;
}
async function startWith(spec: ListingSpec, at?: string): Promise<Listing> {
  return (await start(at)).addListing(spec);
}
const read = async (listing: Listing, suffix = ''): Promise<string> =>
  (await fetch(listing.address + suffix)).text();
const lines = async (listing: Listing): Promise<string[]> => (await read(listing)).split('\r\n');
/** Start and end of every event, in order. */
async function ranges(listing: Listing, suffix = ''): Promise<string[]> {
  const text = await read(listing, suffix);
  return [...text.matchAll(/DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)/g)].map(
    ([, from = '', to = '']) => `${from}-${to}`,
  );
}
const uids = async (listing: Listing): Promise<string[]> =>
  [...(await read(listing)).matchAll(/^UID:(.*)\r$/gm)].map(([, uid = '']) => uid);

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

describe('every host', () => {
  const specs: readonly ListingSpec[] = [
    { channel: 'airbnb', name: 'a' },
    { channel: 'airbnb', name: 'b', format: '0.8.8' },
    { channel: 'booking', name: 'a' },
    { channel: 'booking', name: 'b', exports: 'booked-and-closed' },
    { channel: 'vrbo', name: 'a' },
    { channel: 'vrbo', name: 'b', brand: 'abritel' },
    { channel: 'other', name: 'other' },
    { channel: 'other', name: 'personal', style: 'google' },
    { channel: 'other', name: 'cloud', style: 'icloud' },
  ];
  it.each(specs)('ends lines with CRLF and keeps to 75 octets: $channel $name', async (spec) => {
    const listing = await startWith(spec);
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13'), guest: 'Zoë-Éloïse Ñandú' });
    listing.block({ arrival: d('2027-03-20'), departure: d('2027-03-22') });
    const response = await fetch(listing.address);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('has the paths of the real ones and refuses a wrong token', async () => {
    const sandbox = await start();
    const paths = specs.map((spec) => sandbox.addListing(spec).path);
    expect(paths[0]).toMatch(/^\/calendar\/ical\/\d+\.ics\?t=[0-9a-f]{32}$/);
    expect(paths[1]).toMatch(/^\/calendar\/ical\/\d+\.ics\?s=[0-9a-f]{32}$/);
    expect(paths[2]).toMatch(
      /^\/v1\/export\?t=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(paths[4]).toMatch(/^\/icalendar\/[0-9a-f]{32}\.ics$/);
    expect(paths[6]).toBe('/calendar/other.ics');
    for (const path of paths) {
      const wrong = path.replace(/[0-9a-f](?=$|\.ics$)/, 'x').replace('/other', '/another');
      if (wrong !== path) expect((await fetch(sandbox.origin + wrong)).status).toBe(404);
      expect((await fetch(sandbox.origin + path)).status).toBe(200);
    }
    expect((await fetch(sandbox.origin + paths[0], { method: 'POST' })).status).toBe(405);
  });

  it('remembers who asked, and can want a browser’s name', async () => {
    const sandbox = await start();
    const listing = sandbox.addListing({ channel: 'airbnb', name: 'a' });
    sandbox.hosts.airbnb.wantsBrowserAgent = true;
    expect((await fetch(listing.address, { headers: { 'user-agent': 'curl/8' } })).status).toBe(403);
    expect((await fetch(listing.address, { headers: { 'user-agent': 'Mozilla/5.0 (x)' } })).status).toBe(200);
    expect(sandbox.fetches.map(({ status, userAgent, at }) => [status, userAgent, at])).toEqual([
      [403, 'curl/8', clock.at],
      [200, 'Mozilla/5.0 (x)', clock.at],
    ]);
  });
});

describe('Airbnb', () => {
  it('writes format 1.0 byte for byte', async () => {
    const listing = await startWith({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    const { code } = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    listing.block({ arrival: d('2027-03-13'), departure: d('2027-03-14') });
    expect(code).toMatch(/^HM[A-Z0-9]{8}$/);
    const text = await read(listing);
    const [stayUid = '', blockUid = ''] = await uids(listing);
    const lastFour = /Digits\): (\d{4})\r\n/.exec(text)?.[1] ?? '';
    expect(stayUid).toMatch(/^1418fb94e984-[0-9a-f]{32}@airbnb\.com$/);
    expect(blockUid).toMatch(/^7f662ec65913-[0-9a-f]{32}@airbnb\.com$/);
    expect(text.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN',
      'CALSCALE:GREGORIAN',
      'VERSION:2.0',
      'BEGIN:VEVENT',
      'DTSTAMP:20270301T063005Z',
      'DTSTART;VALUE=DATE:20270310',
      'DTEND;VALUE=DATE:20270313',
      'SUMMARY:Reserved',
      `UID:${stayUid}`,
      'DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/de',
      ` tails/${code}\\nPhone Number (Last 4 Digits): ${lastFour}`,
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTAMP:20270301T063005Z',
      'DTSTART;VALUE=DATE:20270313',
      'DTEND;VALUE=DATE:20270314',
      'SUMMARY:Airbnb (Not available)',
      `UID:${blockUid}`,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('writes the older 0.8.8: a parameter on PRODID, the end first, no DTSTAMP', async () => {
    const listing = await startWith({ channel: 'airbnb', name: '204', format: '0.8.8' });
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    const text = await lines(listing);
    expect(text.slice(1, 4)).toEqual([
      'PRODID;X-RICAL-TZSOURCE=TZINFO:-//Airbnb Inc//Hosting Calendar 0.8.8//EN',
      'CALSCALE:GREGORIAN',
      'VERSION:2.0',
    ]);
    expect(text.slice(4, 7)).toEqual([
      'BEGIN:VEVENT',
      'DTEND;VALUE=DATE:20270313',
      'DTSTART;VALUE=DATE:20270310',
    ]);
    expect(text[11]).toBe('END:VEVENT');
    expect(text[10]).toBe('SUMMARY:Reserved');
    expect(text.join('\n')).not.toContain('DTSTAMP');
    expect((await uids(listing))[1]).toMatch(/^6fec1092d3fa-/);
  });

  it('keeps UID and code through a change of dates, a cancellation and a return', async () => {
    const listing = await startWith({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    const { code } = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    const before = await uids(listing);
    listing.changeDates(code, { arrival: d('2027-04-10'), departure: d('2027-04-12') });
    expect(await uids(listing)).toEqual(before);
    listing.cancel(code);
    expect(await uids(listing)).toEqual([]);
    listing.revive(code, { arrival: d('2028-01-10'), departure: d('2028-01-12') });
    expect(await uids(listing)).toEqual(before);
    expect(await ranges(listing)).toEqual(['20280110-20280112']);
  });

  it('gives two listings one block UID with different ends', async () => {
    const sandbox = await start();
    const [one, two] = ['204', '205'].map((name) =>
      sandbox.addListing({ channel: 'airbnb', name, bookingWindow: 366 }),
    ) as [Listing, Listing];
    one.block({ arrival: d('2027-03-20'), departure: d('2027-03-22') });
    two.block({ arrival: d('2027-03-20'), departure: d('2027-03-29') });
    expect(await uids(one)).toEqual(await uids(two));
    expect(await ranges(one)).not.toEqual(await ranges(two));
  });

  it('cuts a running block to two days ago, with a new UID a day, and leaves a running stay whole', async () => {
    const listing = await startWith({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    listing.block({ arrival: d('2027-02-20'), departure: d('2027-03-10') });
    listing.book({ arrival: d('2027-02-10'), departure: d('2027-02-20') });
    const other = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-30') });
    expect(await ranges(listing)).toEqual(['20270310-20270330', '20270227-20270310']);
    const [, blockUid] = await uids(listing);
    clock.at += 24 * HOUR;
    expect(await ranges(listing)).toEqual(['20270310-20270330', '20270228-20270310']);
    expect((await uids(listing))[1]).not.toBe(blockUid);
    clock.set('2027-03-20T12:00:00Z');
    expect(await ranges(listing)).toEqual(['20270310-20270330']);
    expect(other.code).toMatch(/^HM/);
  });

  it('shows a past stay until one day after its end', async () => {
    const listing = await startWith({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    listing.book({ arrival: d('2027-03-02'), departure: d('2027-03-05') });
    clock.set('2027-03-06T23:30:00Z');
    expect(await ranges(listing)).toHaveLength(1);
    clock.set('2027-03-07T00:30:00Z');
    expect(await ranges(listing)).toHaveLength(0);
  });

  it('moves its far end by a night at the property’s midnight', async () => {
    const listing = await startWith({ channel: 'airbnb', name: '204' }, '2027-06-01T22:30:00Z');
    expect(await ranges(listing)).toEqual(['20280530-20280601']);
    clock.at += HOUR; // 00:30 in Lisbon's summer
    expect(await ranges(listing)).toEqual(['20280531-20280602']);
  });

  it('closes what is beyond a short booking window, around stays and at short notice', async () => {
    const listing = await startWith({
      channel: 'airbnb',
      name: '204',
      bookingWindow: 90,
      preparationNights: 1,
      noticeNights: 2,
    });
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    expect(await ranges(listing)).toEqual([
      '20270310-20270313',
      '20270301-20270303',
      '20270309-20270310',
      '20270313-20270314',
      '20270530-20280301',
    ]);
    const refused = (arrival: string, departure: string): void =>
      expect(() => listing.book({ arrival: d(arrival), departure: d(departure) })).toThrow(NotForSale);
    refused('2027-03-13', '2027-03-15');
    refused('2027-03-02', '2027-03-04');
    refused('2027-05-29', '2027-06-01');
  });
});

describe('Booking.com', () => {
  it('writes its feed byte for byte', async () => {
    const listing = await startWith({ channel: 'booking', name: '301' }, '2027-03-01T07:00:12Z');
    listing.book({ arrival: d('2027-02-27'), departure: d('2027-03-04'), guest: 'Never Shown' });
    listing.block({ arrival: d('2027-03-20'), departure: d('2027-03-22') });
    const [uid = ''] = await uids(listing);
    expect(uid).toMatch(/^[0-9a-f]{32}@booking\.com$/);
    expect(await lines(listing)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//admin.booking.com\\\\\\, b.v.//NONSGML v1.0//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'DTSTAMP:20270301T070012Z',
      'DTSTART;VALUE=DATE:20270227',
      'DTEND;VALUE=DATE:20270304',
      `UID:${uid}`,
      'SUMMARY:CLOSED - Not available',
      'ORGANIZER:mailto:noreply@booking.com',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('knew no ORGANIZER before July 2026', async () => {
    const listing = await startWith({ channel: 'booking', name: '301' }, '2026-07-06T07:00:00Z');
    listing.book({ arrival: d('2026-07-10'), departure: d('2026-07-12') });
    expect(await read(listing)).not.toContain('ORGANIZER');
    clock.at += 24 * HOUR;
    expect(await read(listing)).toContain('ORGANIZER');
  });

  it('gives another guest of the same first night the same UID, and is rightly empty at times', async () => {
    const listing = await startWith({ channel: 'booking', name: '301' });
    const { code } = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    const before = await uids(listing);
    listing.cancel(code);
    expect(await uids(listing)).toEqual([]);
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-11') });
    expect(await uids(listing)).toEqual(before);
  });

  it('merges neighbours in "booked and closed", and gives a part its old UID back', async () => {
    const listing = await startWith({ channel: 'booking', name: '301', exports: 'booked-and-closed' });
    listing.book({ arrival: d('2027-03-01'), departure: d('2027-03-03') });
    listing.book({ arrival: d('2027-03-04'), departure: d('2027-03-06') });
    const [, later] = await uids(listing);
    expect(await ranges(listing)).toEqual(['20270301-20270303', '20270304-20270306', '20280713-20280830']);
    listing.block({ arrival: d('2027-03-03'), departure: d('2027-03-04') });
    expect(await ranges(listing)).toEqual(['20270301-20270306', '20280713-20280830']);
    clock.set('2027-03-04T12:00:00Z');
    expect((await uids(listing))[0]).toBe(later);
  });

  it('cuts the running run at midnight in Amsterdam, where its far end moves too', async () => {
    const listing = await startWith(
      { channel: 'booking', name: '301', exports: 'booked-and-closed', sellableUntil: d('2028-06-01') },
      '2027-07-10T21:59:00Z',
    );
    listing.book({ arrival: d('2027-07-08'), departure: d('2027-07-20') });
    expect(await ranges(listing)).toEqual(['20270710-20270720', '20280601-20290108']);
    const before = await uids(listing);
    clock.at += 120_000;
    expect(await ranges(listing)).toEqual(['20270711-20270720', '20280601-20290109']);
    const after = await uids(listing);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });

  it('can leave neighbours apart', async () => {
    const listing = await startWith({
      ...{ channel: 'booking', name: '301', exports: 'booked-and-closed', mergesNeighbours: false },
    });
    listing.book({ arrival: d('2027-03-02'), departure: d('2027-03-04') });
    listing.block({ arrival: d('2027-03-03'), departure: d('2027-03-06') });
    expect((await ranges(listing)).slice(0, 2)).toEqual(['20270302-20270304', '20270303-20270306']);
  });
});

describe('Vrbo', () => {
  it('writes its feed byte for byte, in the brand’s language', async () => {
    const listing = await startWith({ channel: 'vrbo', name: '401', brand: 'abritel' });
    listing.book({ arrival: d('2027-04-02'), departure: d('2027-04-05'), guest: 'Maëlle Kerbrat' });
    listing.block({ arrival: d('2027-04-10'), departure: d('2027-04-12') });
    listing.tentative({ arrival: d('2027-04-20'), departure: d('2027-04-22'), guest: 'Odilon' });
    const text = await lines(listing);
    expect(text.slice(0, 10)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'PRODID:-//HomeAway.com, Inc.//EN',
      'BEGIN:VEVENT',
      expect.stringMatching(/^UID:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      'DTSTAMP:20270301T063005Z',
      'DTSTART;VALUE=DATE:20270402',
      'DTEND;VALUE=DATE:20270405',
      'SUMMARY:Réservée - Maëlle',
    ]);
    expect(text.filter((line) => line.startsWith('SUMMARY'))).toEqual([
      'SUMMARY:Réservée - Maëlle',
      'SUMMARY:Provisoire - Odilon',
      'SUMMARY:Indisponible',
    ]);
    expect(await ranges(listing, '?nonTentative')).toEqual(['20270402-20270405', '20270410-20270412']);
  });

  it('gives a new UID with new dates, to stays and to blocks', async () => {
    const listing = await startWith({ channel: 'vrbo', name: '401' });
    const { code } = listing.book({ arrival: d('2027-04-02'), departure: d('2027-04-05') });
    listing.block({ arrival: d('2027-04-10'), departure: d('2027-04-12') });
    const before = await uids(listing);
    listing.changeDates(code, { arrival: d('2027-04-03'), departure: d('2027-04-06') });
    listing.unblock({ arrival: d('2027-04-11'), departure: d('2027-04-12') });
    const after = await uids(listing);
    expect(new Set([...before, ...after]).size).toBe(4);
    expect(await ranges(listing)).toEqual(['20270403-20270406', '20270410-20270411']);
    clock.set('2027-09-01T00:00:00Z');
    expect(await ranges(listing)).toHaveLength(2);
  });
});

describe('other calendars', () => {
  it('write check-in and check-out times in the property’s zone, with its clock changes', async () => {
    const listing = await startWith({ channel: 'other', name: 'other' });
    listing.book({ arrival: d('2027-03-27'), departure: d('2027-03-29') });
    const text = await read(listing);
    expect(text).toContain('DTSTART;TZID=Europe/Lisbon:20270327T160000\r\n');
    expect(text).toContain('DTEND;TZID=Europe/Lisbon:20270329T110000\r\n');
    expect(text).toContain(
      'BEGIN:DAYLIGHT\r\nDTSTART:20270328T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT',
    );
    expect(text).toContain('BEGIN:STANDARD\r\nDTSTART:20271031T020000\r\n');
  });

  it('mix stays with free, timed, floating and repeating events', async () => {
    const listing = await startWith({ channel: 'other', name: 'personal', style: 'google' });
    const text = await read(listing);
    expect(text).toContain('TRANSP:TRANSPARENT');
    expect(text).toContain('RRULE:FREQ=WEEKLY');
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Lisbon:');
    expect(text).toMatch(/DTSTART:\d{8}T150000\r\n/);
  });

  it('can name their zone after the events', async () => {
    const listing = await startWith({ channel: 'other', name: 'cloud', style: 'icloud' });
    listing.book({ arrival: d('2027-03-27'), departure: d('2027-03-29') });
    const text = await read(listing);
    expect(text.indexOf('BEGIN:VTIMEZONE')).toBeGreaterThan(text.indexOf('END:VEVENT'));
  });
});

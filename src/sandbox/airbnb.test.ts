import { afterEach, describe, expect, it } from 'vitest';
import {
  closeSandboxes,
  clock,
  d,
  HOUR,
  linesOf,
  openListing,
  openSandbox,
  rangesIn,
  readFeed,
  uidsIn,
} from './feed-for-test.ts';
import type { Listing } from './listing.ts';
import { NotForSale } from './not-for-sale.ts';

afterEach(closeSandboxes);

describe('Airbnb', () => {
  it('writes format 1.0 byte for byte', async () => {
    const listing = await openListing({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    const { code } = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    listing.block({ arrival: d('2027-03-13'), departure: d('2027-03-14') });
    expect(code).toMatch(/^HM[A-Z0-9]{8}$/);
    const text = await readFeed(listing);
    const [stayUid = '', blockUid = ''] = await uidsIn(listing);
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
    const listing = await openListing({ channel: 'airbnb', name: '204', format: '0.8.8' });
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    const text = await linesOf(listing);
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
    expect((await uidsIn(listing))[1]).toMatch(/^6fec1092d3fa-/);
  });

  it('keeps UID and code through a change of dates, a cancellation and a return', async () => {
    const listing = await openListing({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    const { code } = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    const before = await uidsIn(listing);
    listing.changeDates(code, { arrival: d('2027-04-10'), departure: d('2027-04-12') });
    expect(await uidsIn(listing)).toEqual(before);
    listing.cancel(code);
    expect(await uidsIn(listing)).toEqual([]);
    listing.revive(code, { arrival: d('2028-01-10'), departure: d('2028-01-12') });
    expect(await uidsIn(listing)).toEqual(before);
    expect(await rangesIn(listing)).toEqual(['20280110-20280112']);
  });

  it('gives two listings one block UID with different ends', async () => {
    const sandbox = await openSandbox();
    const [one, two] = ['204', '205'].map((name) =>
      sandbox.addListing({ channel: 'airbnb', name, bookingWindow: 366 }),
    ) as [Listing, Listing];
    one.block({ arrival: d('2027-03-20'), departure: d('2027-03-22') });
    two.block({ arrival: d('2027-03-20'), departure: d('2027-03-29') });
    expect(await uidsIn(one)).toEqual(await uidsIn(two));
    expect(await rangesIn(one)).not.toEqual(await rangesIn(two));
  });

  it('cuts a running block to two days ago, with a new UID a day, and leaves a running stay whole', async () => {
    const listing = await openListing({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    listing.block({ arrival: d('2027-02-20'), departure: d('2027-03-10') });
    listing.book({ arrival: d('2027-02-10'), departure: d('2027-02-20') });
    const other = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-30') });
    expect(await rangesIn(listing)).toEqual(['20270310-20270330', '20270227-20270310']);
    const [, blockUid] = await uidsIn(listing);
    clock.at += 24 * HOUR;
    expect(await rangesIn(listing)).toEqual(['20270310-20270330', '20270228-20270310']);
    expect((await uidsIn(listing))[1]).not.toBe(blockUid);
    clock.set('2027-03-20T12:00:00Z');
    expect(await rangesIn(listing)).toEqual(['20270310-20270330']);
    expect(other.code).toMatch(/^HM/);
  });

  it('shows a past stay until one day after its end', async () => {
    const listing = await openListing({ channel: 'airbnb', name: '204', bookingWindow: 366 });
    listing.book({ arrival: d('2027-03-02'), departure: d('2027-03-05') });
    clock.set('2027-03-06T23:30:00Z');
    expect(await rangesIn(listing)).toHaveLength(1);
    clock.set('2027-03-07T00:30:00Z');
    expect(await rangesIn(listing)).toHaveLength(0);
  });

  it('moves its far end by a night at the property’s midnight', async () => {
    const listing = await openListing({ channel: 'airbnb', name: '204' }, '2027-06-01T22:30:00Z');
    expect(await rangesIn(listing)).toEqual(['20280530-20280601']);
    clock.at += HOUR; // 00:30 in Lisbon's summer
    expect(await rangesIn(listing)).toEqual(['20280531-20280602']);
  });

  it('closes what is beyond a short booking window, around stays and at short notice', async () => {
    const listing = await openListing({
      channel: 'airbnb',
      name: '204',
      bookingWindow: 90,
      preparationNights: 1,
      noticeNights: 2,
    });
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    expect(await rangesIn(listing)).toEqual([
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

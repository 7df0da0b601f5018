import { afterEach, describe, expect, it } from 'vitest';
import {
  closeSandboxes,
  clock,
  d,
  HOUR,
  linesOf,
  openListing,
  rangesIn,
  readFeed,
  uidsIn,
} from './feed-for-test.ts';

afterEach(closeSandboxes);

describe('Booking.com', () => {
  it('writes its feed byte for byte', async () => {
    const listing = await openListing({ channel: 'booking', name: '301' }, '2027-03-01T07:00:12Z');
    listing.book({ arrival: d('2027-02-27'), departure: d('2027-03-04'), guest: 'Never Shown' });
    listing.block({ arrival: d('2027-03-20'), departure: d('2027-03-22') });
    const [uid = ''] = await uidsIn(listing);
    expect(uid).toMatch(/^[0-9a-f]{32}@booking\.com$/);
    expect(await linesOf(listing)).toEqual([
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
    const listing = await openListing({ channel: 'booking', name: '301' }, '2026-07-06T07:00:00Z');
    listing.book({ arrival: d('2026-07-10'), departure: d('2026-07-12') });
    expect(await readFeed(listing)).not.toContain('ORGANIZER');
    clock.at += 24 * HOUR;
    expect(await readFeed(listing)).toContain('ORGANIZER');
  });

  it('gives another guest of the same first night the same UID, and is rightly empty at times', async () => {
    const listing = await openListing({ channel: 'booking', name: '301' });
    const { code } = listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
    const before = await uidsIn(listing);
    listing.cancel(code);
    expect(await uidsIn(listing)).toEqual([]);
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-11') });
    expect(await uidsIn(listing)).toEqual(before);
  });

  it('merges neighbours in "booked and closed", and gives a part its old UID back', async () => {
    const listing = await openListing({ channel: 'booking', name: '301', exports: 'booked-and-closed' });
    listing.book({ arrival: d('2027-03-01'), departure: d('2027-03-03') });
    listing.book({ arrival: d('2027-03-04'), departure: d('2027-03-06') });
    const [, later] = await uidsIn(listing);
    expect(await rangesIn(listing)).toEqual(['20270301-20270303', '20270304-20270306', '20280713-20280830']);
    listing.block({ arrival: d('2027-03-03'), departure: d('2027-03-04') });
    expect(await rangesIn(listing)).toEqual(['20270301-20270306', '20280713-20280830']);
    clock.set('2027-03-04T12:00:00Z');
    expect((await uidsIn(listing))[0]).toBe(later);
  });

  it('cuts the running run at midnight in Amsterdam, where its far end moves too', async () => {
    const listing = await openListing(
      { channel: 'booking', name: '301', exports: 'booked-and-closed', sellableUntil: d('2028-06-01') },
      '2027-07-10T21:59:00Z',
    );
    listing.book({ arrival: d('2027-07-08'), departure: d('2027-07-20') });
    expect(await rangesIn(listing)).toEqual(['20270710-20270720', '20280601-20290108']);
    const before = await uidsIn(listing);
    clock.at += 120_000;
    expect(await rangesIn(listing)).toEqual(['20270711-20270720', '20280601-20290109']);
    const after = await uidsIn(listing);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });

  it('can leave neighbours apart', async () => {
    const listing = await openListing({
      ...{ channel: 'booking', name: '301', exports: 'booked-and-closed', mergesNeighbours: false },
    });
    listing.book({ arrival: d('2027-03-02'), departure: d('2027-03-04') });
    listing.block({ arrival: d('2027-03-03'), departure: d('2027-03-06') });
    expect((await rangesIn(listing)).slice(0, 2)).toEqual(['20270302-20270304', '20270303-20270306']);
  });
});

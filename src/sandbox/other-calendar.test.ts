import { afterEach, describe, expect, it } from 'vitest';
import { closeSandboxes, d, openListing, readFeed } from './feed-for-test.ts';

afterEach(closeSandboxes);

describe('other calendars', () => {
  it('write check-in and check-out times in the property’s zone, with its clock changes', async () => {
    const listing = await openListing({ channel: 'other', name: 'other' });
    listing.book({ arrival: d('2027-03-27'), departure: d('2027-03-29') });
    const text = await readFeed(listing);
    expect(text).toContain('DTSTART;TZID=Europe/Lisbon:20270327T160000\r\n');
    expect(text).toContain('DTEND;TZID=Europe/Lisbon:20270329T110000\r\n');
    expect(text).toContain(
      'BEGIN:DAYLIGHT\r\nDTSTART:20270328T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT',
    );
    expect(text).toContain('BEGIN:STANDARD\r\nDTSTART:20271031T020000\r\n');
  });

  it('mix stays with free, timed, floating and repeating events', async () => {
    const listing = await openListing({ channel: 'other', name: 'personal', style: 'google' });
    const text = await readFeed(listing);
    expect(text).toContain('TRANSP:TRANSPARENT');
    expect(text).toContain('RRULE:FREQ=WEEKLY');
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Lisbon:');
    expect(text).toMatch(/DTSTART:\d{8}T150000\r\n/);
  });

  it('can name their zone after the events', async () => {
    const listing = await openListing({ channel: 'other', name: 'cloud', style: 'icloud' });
    listing.book({ arrival: d('2027-03-27'), departure: d('2027-03-29') });
    const text = await readFeed(listing);
    expect(text.indexOf('BEGIN:VTIMEZONE')).toBeGreaterThan(text.indexOf('END:VEVENT'));
  });
});

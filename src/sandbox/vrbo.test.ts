import { afterEach, describe, expect, it } from 'vitest';
import { closeSandboxes, clock, d, linesOf, openListing, rangesIn, uidsIn } from './feed-for-test.ts';

afterEach(closeSandboxes);

describe('Vrbo', () => {
  it('writes its feed byte for byte, in the brand’s language', async () => {
    const listing = await openListing({ channel: 'vrbo', name: '401', brand: 'abritel' });
    listing.book({ arrival: d('2027-04-02'), departure: d('2027-04-05'), guest: 'Maëlle Kerbrat' });
    listing.block({ arrival: d('2027-04-10'), departure: d('2027-04-12') });
    listing.tentative({ arrival: d('2027-04-20'), departure: d('2027-04-22'), guest: 'Odilon' });
    const text = await linesOf(listing);
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
    expect(await rangesIn(listing, '?nonTentative')).toEqual(['20270402-20270405', '20270410-20270412']);
  });

  it('gives a new UID with new dates, to stays and to blocks', async () => {
    const listing = await openListing({ channel: 'vrbo', name: '401' });
    const { code } = listing.book({ arrival: d('2027-04-02'), departure: d('2027-04-05') });
    listing.block({ arrival: d('2027-04-10'), departure: d('2027-04-12') });
    const before = await uidsIn(listing);
    listing.changeDates(code, { arrival: d('2027-04-03'), departure: d('2027-04-06') });
    listing.unblock({ arrival: d('2027-04-11'), departure: d('2027-04-12') });
    const after = await uidsIn(listing);
    expect(new Set([...before, ...after]).size).toBe(4);
    expect(await rangesIn(listing)).toEqual(['20270403-20270406', '20270410-20270411']);
    clock.set('2027-09-01T00:00:00Z');
    expect(await rangesIn(listing)).toHaveLength(2);
  });
});

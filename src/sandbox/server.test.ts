import { afterEach, describe, expect, it } from 'vitest';
import { closeSandboxes, clock, d, openListing, openSandbox, readFeed } from './feed-for-test.ts';
import type { ListingSpec } from './listing-spec.ts';
import { readStrictly } from './strict-reader.ts';

afterEach(closeSandboxes);

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
    const listing = await openListing(spec);
    listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13'), guest: 'Zoë-Éloïse Ñandú' });
    listing.block({ arrival: d('2027-03-20'), departure: d('2027-03-22') });
    const response = await fetch(listing.address);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it.each(specs.filter(({ name }) => name !== 'personal'))(
    'writes what a strict channel takes: $channel $name',
    async (spec) => {
      const listing = await openListing(spec);
      listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13'), guest: 'Zoë' });
      const reading = readStrictly(Buffer.from(await readFeed(listing)), {
        channel: 'booking',
        zone: 'Europe/Lisbon',
      });
      expect(reading.ranges).toContainEqual({ arrival: '2027-03-10', departure: '2027-03-13' });
    },
  );

  it('has the paths of the real ones and refuses a wrong token', async () => {
    const sandbox = await openSandbox();
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
    const sandbox = await openSandbox();
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

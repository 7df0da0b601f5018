import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from './faults.ts';
import { clock, closeSandboxes, d, eventsIn, openSandbox, rawBody } from './feed-for-test.ts';
import type { Listing } from './listing.ts';
import type { Sandbox } from './server.ts';

let sandbox: Sandbox;
let listing: Listing;

beforeEach(async () => {
  sandbox = await openSandbox();
  listing = sandbox.addListing({ channel: 'airbnb', name: '204' });
  listing.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
  listing.book({ arrival: d('2027-03-20'), departure: d('2027-03-23') });
  listing.block({ arrival: d('2027-04-01'), departure: d('2027-04-02') });
});
afterEach(closeSandboxes);

const read = async (): Promise<string> => (await fetch(listing.address)).text();
const bytes = async (): Promise<Buffer> => Buffer.from(await (await fetch(listing.address)).arrayBuffer());
async function broken(fault: Fault): Promise<string> {
  listing.faults.inject(fault);
  return (await bytes()).toString();
}

describe('how long a fault lasts', () => {
  it('is once unless more is asked for, in the order asked', async () => {
    listing.faults.inject({ kind: 'one-word' });
    listing.faults.inject({ kind: 'empty-body' }, { times: 2 });
    expect([await read(), await read(), await read()]).toEqual(['Unavailable', '', '']);
    expect(eventsIn(await read())).toBe(4);
  });

  it('can be until an instant or until cleared, for one listing or the whole host', async () => {
    const other = sandbox.addListing({ channel: 'airbnb', name: '205' });
    sandbox.hosts.airbnb.faults.inject({ kind: 'empty-body' }, { untilAt: clock.at + 60_000 });
    expect([await read(), await (await fetch(other.address)).text()]).toEqual(['', '']);
    expect(sandbox.hosts.airbnb.faults.isActive(clock.at)).toBe(true);
    clock.at += 60_000;
    expect(sandbox.hosts.airbnb.faults.isActive(clock.at)).toBe(false);
    expect(eventsIn(await read())).toBe(4);
    const clear = listing.faults.inject({ kind: 'one-newline' }, 'until-cleared');
    expect([await read(), await read()]).toEqual(['\n', '\n']);
    expect(eventsIn(await (await fetch(other.address)).text())).toBe(1);
    clear();
    expect(eventsIn(await read())).toBe(4);
  });
});

describe('answers that are calendars, but wrong', () => {
  it('lose all events or every other one, and stay valid', async () => {
    expect(await broken({ kind: 'empty-calendar' })).toBe(
      'BEGIN:VCALENDAR\r\nPRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN\r\nCALSCALE:GREGORIAN\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
    );
    const half = await broken({ kind: 'half-gone' });
    expect(eventsIn(half)).toBe(2);
    expect(half).toMatch(/END:VCALENDAR\r\n$/);
  });

  it('change the bytes', async () => {
    const whole = await read();
    expect(await broken({ kind: 'bom' })).toBe(`\uFEFF${whole}`);
    expect(await broken({ kind: 'cr-only' })).toBe(whole.replaceAll('\r\n', '\r'));
    expect(await broken({ kind: 'lf-only' })).toBe(whole.replaceAll('\r\n', '\n'));
    expect(await broken({ kind: 'no-final-newline' })).toBe(whole.trimEnd());
    const cut = await broken({ kind: 'truncated' });
    expect(whole.startsWith(cut) && cut.length < whole.length).toBe(true);
  });

  it('fold in the middle of a character', async () => {
    const vrbo = sandbox.addListing({
      ...{ channel: 'vrbo', name: '401' },
      words: { reserved: 'Réservée 🏖️ '.repeat(8), blocked: 'x', tentative: 'y' },
    });
    vrbo.book({ arrival: d('2027-03-10'), departure: d('2027-03-13'), guest: 'Noé' });
    const whole = await (await fetch(vrbo.address)).text();
    vrbo.faults.inject({ kind: 'folded-inside-characters' });
    const body = Buffer.from(await (await fetch(vrbo.address)).arrayBuffer());
    const pieces = body.toString('latin1').split('\r\n');
    expect(Math.max(...pieces.map((piece) => piece.length))).toBe(75);
    expect(pieces.some((piece) => Buffer.from(piece, 'latin1').toString().includes('\uFFFD'))).toBe(true);
    const unfold = (text: string): string => text.replaceAll('\r\n ', '');
    expect(unfold(Buffer.from(body.toString('latin1').replaceAll('\r\n ', ''), 'latin1').toString())).toBe(
      unfold(whole),
    );
  });

  it('spoil single events or the text around them', async () => {
    expect(await broken({ kind: 'month-13' })).toContain('DTSTART;VALUE=DATE:20271301\r\n');
    expect(await broken({ kind: 'end-before-start' })).toContain(
      'DATE:20270331\r\nDTEND;VALUE=DATE:20270329\r\n',
    );
    expect(await broken({ kind: 'end-equals-start' })).toContain(
      'DATE:20270331\r\nDTEND;VALUE=DATE:20270331\r\n',
    );
    expect(await broken({ kind: 'proto-uid' })).toContain('\r\nUID:__proto__\r\n');
    const uids = (await broken({ kind: 'duplicate-uids' })).match(/^UID:.*$/gm) ?? [];
    expect(uids[0]).toBe(uids[1]);
    expect(eventsIn(await broken({ kind: 'missing-uid' }))).toBe(5);
    expect((await broken({ kind: 'missing-uid' })).match(/^UID:/gm)).toHaveLength(4);
    expect(await broken({ kind: 'junk-line' })).toContain('\r\n# written by hand, sorry\r\nEND:VEVENT');
    expect(await broken({ kind: 'text-after-end' })).toMatch(/END:VCALENDAR\r\n<!-- cached -->\r\n$/);
    expect(await broken({ kind: 'rewrite', rewrite: (body) => body.toLowerCase() })).toMatch(/^begin:v/);
  });

  it('grow too large', async () => {
    expect((await broken({ kind: 'huge' })).length).toBeGreaterThan(5 * 1024 * 1024);
    expect(eventsIn(await broken({ kind: 'many-events' }))).toBe(20_001);
    expect(eventsIn(await broken({ kind: 'many-events', count: 12 }))).toBe(12);
  });
});

describe('answers that are no calendar', () => {
  it.each([
    [{ kind: 'html' }, 'text/html; charset=utf-8', /^<!DOCTYPE html>/],
    [{ kind: 'json-error' }, 'application/json', /^\{"code":500,/],
    [{ kind: 'empty-body' }, 'text/calendar; charset=utf-8', /^$/],
    [{ kind: 'wrong-content-type' }, 'application/octet-stream', /^BEGIN:VCALENDAR/],
  ] as const)('%j', async (fault, type, body) => {
    listing.faults.inject(fault);
    const response = await fetch(listing.address);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.text()).toMatch(body);
  });

  it.each([401, 403, 404, 410, 429, 500, 503])('status %i', async (status) => {
    listing.faults.inject({ kind: 'status', status, retryAfter: 120 });
    listing.faults.inject({ kind: 'status', status, retryAfter: 'date' });
    const seconds = await fetch(listing.address);
    expect([seconds.status, seconds.headers.get('retry-after')]).toEqual([status, '120']);
    const date = await fetch(listing.address);
    expect(date.headers.get('retry-after')).toBe('Mon, 01 Mar 2027 06:32:05 GMT');
  });
});

describe('redirects', () => {
  const location = async (fault: Fault): Promise<string | null> => {
    listing.faults.inject(fault);
    const response = await fetch(listing.address, { redirect: 'manual' });
    expect(response.status).toBe(302);
    return response.headers.get('location');
  };

  it('lead through a chain or to another port to the feed', async () => {
    listing.faults.inject({ kind: 'redirect', to: 'chain' });
    const chained = await fetch(listing.address);
    expect([chained.redirected, eventsIn(await chained.text())]).toEqual([true, 4]);
    expect(sandbox.fetches.map(({ status }) => status)).toEqual([302, 302, 302, 200]);
    const other = await location({ kind: 'redirect', to: 'other-port' });
    expect(other).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(other?.startsWith(sandbox.origin)).toBe(false);
    expect(eventsIn(await (await fetch(other ?? '')).text())).toBe(4);
  });

  it('lead in circles, to a private address or anywhere', async () => {
    expect(await location({ kind: 'redirect', to: 'loop' })).toBe(listing.path);
    expect(await location({ kind: 'redirect', to: 'private' })).toBe(`http://192.168.0.10${listing.path}`);
    expect(await location({ kind: 'redirect', to: { location: 'file:///etc/hosts' } })).toBe(
      'file:///etc/hosts',
    );
  });
});

describe('the wire', () => {
  it('gives no answer until the reader gives up', async () => {
    listing.faults.inject({ kind: 'timeout' });
    const giveUp = new AbortController();
    const answer = fetch(listing.address, { signal: giveUp.signal });
    const arrived = (async (): Promise<void> => {
      while (sandbox.fetches.length === 0) await new Promise((resolve) => setImmediate(resolve));
    })();
    await arrived;
    giveUp.abort();
    await expect(answer).rejects.toThrow();
    expect(sandbox.fetches[0]?.status).toBe(0);
  });

  it('breaks off in the middle', async () => {
    listing.faults.inject({ kind: 'reset' });
    const response = await fetch(listing.address);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('sends without end, and stops when the reader leaves', async () => {
    listing.faults.inject({ kind: 'endless' });
    const response = await fetch(listing.address);
    let size = 0;
    for await (const chunk of response.body ?? []) if ((size += chunk.length) > 3_000_000) break;
    expect(size).toBeGreaterThan(3_000_000);
    expect(eventsIn(await read())).toBe(4);
  });

  it('answers slowly when told to', async () => {
    listing.faults.inject({ kind: 'slow', ms: 5 });
    expect(eventsIn(await read())).toBe(4);
  });

  it('compresses, honestly or as a bomb', async () => {
    const whole = await read();
    listing.faults.inject({ kind: 'gzip' });
    const honest = await fetch(listing.address);
    expect(honest.headers.get('content-encoding')).toBe('gzip');
    expect(await honest.text()).toBe(whole);
    listing.faults.inject({ kind: 'gzip-bomb' });
    const raw = await rawBody(listing.address);
    expect(raw.length).toBeLessThan(100_000);
    expect(gunzipSync(raw).length).toBeGreaterThan(60_000_000);
  });

  it('closes with requests still open', async () => {
    listing.faults.inject({ kind: 'timeout' });
    const answer = fetch(listing.address).catch(() => 'gone');
    while (sandbox.fetches.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await sandbox.close();
    expect(await answer).toBe('gone');
  });
});

it('answers 304 to a known ETag while nothing has changed, where stamps are stable', async () => {
  const stable = sandbox.addListing({ channel: 'vrbo', name: '401', stableDtstamp: true });
  const { code } = stable.book({ arrival: d('2027-03-10'), departure: d('2027-03-13') });
  const first = await fetch(stable.address);
  const etag = first.headers.get('etag') ?? '';
  const body = await first.text();
  clock.at += 3_600_000;
  const ask = (): Promise<Response> => fetch(stable.address, { headers: { 'if-none-match': etag } });
  expect((await ask()).status).toBe(304);
  expect(await (await fetch(stable.address)).text()).toBe(body);
  stable.cancel(code);
  expect((await ask()).status).toBe(200);
  expect((await fetch(listing.address)).headers.get('etag')).toBeNull();
});

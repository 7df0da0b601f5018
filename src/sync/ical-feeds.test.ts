import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedView } from '../contract/feeds.ts';
import { CallFailed } from '../contract/client.ts';
import { BAR_KINDS, type BarKind } from '../contract/calendar.ts';
import { splitTexts } from '../contract/columns.ts';
import { type DayNumber, type NightRange, nightsOf, stayDate, type StayDate } from '../domain/stay-date.ts';
import { readStrictly } from '../sandbox/strict-reader.ts';
import type { Fault } from '../sandbox/faults.ts';
import { feedHotel, type FeedHotel } from '../testing/feed-hotel.ts';

/**
 * The journeys that calendars of real channels have broken in other systems, each through HTTP: from a simulated channel to
 * the hotel's calendar, and from the hotel's own feeds to the channels' importers.
 */
let hotel: FeedHotel;
beforeEach(async () => {
  hotel = await feedHotel();
});
afterEach(() => hotel.close());

const range = (arrival: string, departure: string): NightRange => ({
  arrival: arrival as StayDate,
  departure: departure as StayDate,
});

interface Bar {
  readonly kind: BarKind;
  readonly unitId: number;
  readonly arrival: string;
  readonly departure: string;
  readonly label: string;
  readonly reservationId: number;
  readonly isPending: boolean;
}

async function bars(from = '2027-02-01', to = '2028-08-01'): Promise<Bar[]> {
  const { bars: columns } = await hotel.client.call('calendar.read', { from, to });
  const labels = splitTexts(columns.label, columns.count);
  const at = (column: Int32Array, index: number): number => column[index] ?? 0;
  return Array.from({ length: columns.count }, (_, index) => ({
    kind: BAR_KINDS[at(columns.kind, index)] as BarKind,
    unitId: at(columns.unitId, index),
    arrival: stayDate(at(columns.arrival, index) as DayNumber),
    departure: stayDate(at(columns.departure, index) as DayNumber),
    label: labels[index] ?? '',
    reservationId: at(columns.reservationId, index),
    isPending: (at(columns.flags, index) & 4) !== 0,
  }));
}

/** Nights of a unit that the calendar shows as taken, without the end of Airbnb's booking window a year ahead. */
async function taken(unit = '1'): Promise<Set<string>> {
  const id = hotel.units.get(unit)?.unitId;
  const here = (await bars()).filter((bar) => bar.unitId === id && bar.kind !== 'echo');
  const nights = here.flatMap((bar) => nightsOf(range(bar.arrival, bar.departure)));
  return new Set(nights.filter((night) => night < '2028-01-01'));
}
const stays = async (): Promise<Bar[]> => (await bars()).filter((bar) => bar.kind === 'stay');
const echoes = async (): Promise<Bar[]> => (await bars()).filter((bar) => bar.kind === 'echo');
const openConflicts = async () => (await hotel.client.call('conflicts.list', { state: 'open' })).rows;
const view = (id: number): Promise<FeedView> => hotel.client.call('feeds.read', { id });
const journal = async () => (await hotel.client.call('history.list', { limit: 200 })).entries;
const incidents = async () =>
  (await hotel.client.call('today.read', {})).needs.filter(
    (need) => need.kind === 'quarantine' || need.kind === 'feed' || need.kind === 'incident',
  );
const nights = (arrival: string, departure: string): string[] => nightsOf(range(arrival, departure));

async function failure(run: Promise<unknown>) {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('It should have been refused.');
  return error.failure;
}

describe('ical feeds, through HTTP to the calendar and back', () => {
  it('1: full, empty, full within an hour frees nothing and warns once', async () => {
    const listing = hotel.list({ channel: 'airbnb', name: 'Blue' });
    listing.book(range('2027-03-10', '2027-03-13'));
    listing.book(range('2027-03-20', '2027-03-24'));
    listing.block(range('2027-04-01', '2027-04-03'));
    const id = await hotel.addFeed(listing, '1');
    const before = await taken();
    expect(before.size).toBe(9);
    const clear = listing.faults.inject({ kind: 'empty-calendar' }, 'until-cleared');
    await hotel.pass(30, 10);
    expect(await taken()).toEqual(before);
    const doubted = await view(id);
    expect(doubted.state).toBe('quarantined');
    expect(doubted.quarantine?.leaving).toEqual([
      range('2027-03-10', '2027-03-13'),
      range('2027-03-20', '2027-03-24'),
      range('2027-04-01', '2027-04-03'),
      range('2028-02-28', '2028-03-01'),
    ]);
    expect(await incidents()).toHaveLength(1);
    clear();
    await hotel.pass(10, 10);
    expect(await taken()).toEqual(before);
    const after = await view(id);
    expect(after).toMatchObject({ state: 'fresh', nightsPending: 0, quarantine: null });
    expect((await stays()).map(({ isPending }) => isPending)).toEqual([false, false]);
    expect(await incidents()).toEqual([]);
    expect(
      (await journal()).filter(({ act, entity }) => act === 'feed.import' && entity === 'reservation'),
    ).toEqual([]);
  });

  it('2: half of the events gone from a valid feed, then back', async () => {
    const listing = hotel.list({ channel: 'vrbo', name: 'Green' });
    for (const [a, d] of [
      ['03-05', '03-08'],
      ['03-10', '03-13'],
      ['03-20', '03-24'],
      ['04-02', '04-05'],
    ])
      listing.book({ ...range(`2027-${a}`, `2027-${d}`), guest: `Guest${a}` });
    const id = await hotel.addFeed(listing, '1');
    const before = await taken();
    const clear = listing.faults.inject({ kind: 'half-gone' }, 'until-cleared');
    // longer than any release takes: what is doubted waits for a person, not for time
    await hotel.pass(300);
    expect(await taken()).toEqual(before);
    expect((await view(id)).state).toBe('quarantined');
    clear();
    await hotel.pass(15);
    expect(await taken()).toEqual(before);
    expect((await view(id)).state).toBe('fresh');
    expect(await stays()).toHaveLength(4);
  });

  it('3: a genuine cancellation is released once, after three good answers over two hours', async () => {
    const listing = hotel.list({ channel: 'airbnb', name: 'Blue' });
    const gone = listing.book(range('2027-03-10', '2027-03-13'));
    listing.book(range('2027-03-20', '2027-03-24'));
    listing.book(range('2027-04-02', '2027-04-05'));
    const id = await hotel.addFeed(listing, '1');
    listing.cancel(gone.code);
    await hotel.pass(15);
    expect((await view(id)).pending).toMatchObject([
      { ...range('2027-03-10', '2027-03-13'), goodAnswers: 1 },
    ]);
    await hotel.pass(105);
    expect((await taken()).has('2027-03-10')).toBe(true);
    expect((await stays()).filter(({ isPending }) => isPending)).toHaveLength(1);
    await hotel.pass(30);
    expect((await taken()).has('2027-03-10')).toBe(false);
    await hotel.pass(240, 30);
    const cancellations = (await journal()).filter(
      ({ act, entity, changes }) =>
        act === 'feed.import' &&
        entity === 'reservation' &&
        changes.some((change) => change.includes('cancelled')),
    );
    expect(cancellations).toHaveLength(1);
    expect(cancellations[0]?.why).toContain("No longer in Airbnb's calendar since");
    expect(await stays()).toHaveLength(2);
    expect(await incidents()).toEqual([]);
  });

  it('4: a running closed block rolls over midnight for ten days without news', async () => {
    const listing = hotel.list({
      channel: 'booking',
      name: 'Room 1',
      exports: 'booked-and-closed',
      sellableUntil: '2027-09-01' as StayDate,
    });
    listing.block(range('2027-03-01', '2027-03-20'));
    const id = await hotel.addFeed(listing, '1', 'booking');
    expect((await view(id)).mode).toBe('closed-nights');
    const first = await bars();
    for (let day = 0; day < 10; day++) {
      await hotel.pass(1440, 120);
      expect(await stays()).toEqual([]);
      expect(await incidents()).toEqual([]);
    }
    const running = (await bars()).filter((bar) => bar.arrival === '2027-03-01');
    expect(running).toHaveLength(1);
    expect(running[0]?.departure).toBe('2027-03-20');
    expect((await bars()).length).toBe(first.length);
    expect((await view(id)).nightsPending).toBe(0);
    expect(
      (await journal()).some(({ entity, act }) => entity === 'reservation' && act === 'feed.import'),
    ).toBe(false);
  });

  it('5: the same UID with moved dates, and back after 30 days with dates a year later', async () => {
    const listing = hotel.list({ channel: 'airbnb', name: 'Blue' });
    const stay = listing.book(range('2027-03-10', '2027-03-13'));
    listing.book(range('2027-08-01', '2027-08-05'));
    await hotel.addFeed(listing, '1');
    const [known] = await stays();
    listing.changeDates(stay.code, range('2027-03-11', '2027-03-15'));
    await hotel.read();
    const moved = (await stays()).find(({ reservationId }) => reservationId === known?.reservationId);
    expect(moved).toMatchObject(range('2027-03-11', '2027-03-15'));
    expect(await stays()).toHaveLength(2);
    // the night that it left is not free before several answers have said so
    expect((await taken()).has('2027-03-10')).toBe(true);
    await hotel.pass(150);
    expect((await taken()).has('2027-03-10')).toBe(false);
    listing.cancel(stay.code);
    await hotel.pass(180);
    expect(await stays()).toHaveLength(1);
    await hotel.pass(30 * 1440, 1440);
    listing.revive(stay.code, range('2028-03-01', '2028-03-05'));
    await hotel.read();
    const back = (await stays()).find(({ arrival }) => arrival === '2028-03-01');
    expect(back?.reservationId).toBe(known?.reservationId);
    expect(await stays()).toHaveLength(2);
  });

  it('6: two listings close nights under one block UID with different ends', async () => {
    const [blue, red] = [
      hotel.list({ channel: 'airbnb', name: 'Blue' }),
      hotel.list({ channel: 'airbnb', name: 'Red' }),
    ];
    blue.block(range('2027-03-10', '2027-03-13'));
    red.block(range('2027-03-10', '2027-03-20'));
    await hotel.addFeed(blue, '1');
    await hotel.addFeed(red, '2');
    expect((await taken('1')).size).toBe(3);
    expect((await taken('2')).size).toBe(10);
    red.unblock(range('2027-03-10', '2027-03-20'));
    red.block(range('2027-05-01', '2027-05-03'));
    await hotel.pass(180);
    expect((await taken('1')).size).toBe(3);
  });

  it('7: equal UIDs, overlapping events, ends before starts, daylight saving, a cleaning', async () => {
    const listing = hotel.list({ channel: 'other', name: 'Mine' });
    const event = (uid: string, start: string, end: string, summary = 'Reserved'): string =>
      `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20270301T080000Z\r\n${start}\r\n${end}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\n`;
    const day = (name: string, date: string): string => `${name};VALUE=DATE:${date}`;
    const events = [
      event('same', day('DTSTART', '20270310'), day('DTEND', '20270312')),
      event('same', day('DTSTART', '20270315'), day('DTEND', '20270317')),
      event('wide', day('DTSTART', '20270401'), day('DTEND', '20270405'), 'Blocked'),
      event('narrow', day('DTSTART', '20270403'), day('DTEND', '20270407'), 'Blocked'),
      event('backwards', day('DTSTART', '20270420'), day('DTEND', '20270418')),
      event('equal', day('DTSTART', '20270425'), day('DTEND', '20270425')),
      event(
        'summer',
        'DTSTART;TZID=Europe/Lisbon:20270327T160000',
        'DTEND;TZID=Europe/Lisbon:20270329T110000',
      ),
      event('cleaning', 'DTSTART:20270501T090000Z', 'DTEND:20270501T110000Z'),
    ].join('');
    const rewrite = (): string =>
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mine//EN\r\n${events}END:VCALENDAR\r\n`;
    listing.faults.inject({ kind: 'rewrite', rewrite }, 'until-cleared');
    const id = await hotel.addFeed(listing, '1');
    const expected = [
      ...nights('2027-03-10', '2027-03-12'),
      ...nights('2027-03-15', '2027-03-17'),
      ...nights('2027-03-27', '2027-03-29'),
      ...nights('2027-04-01', '2027-04-07'),
      '2027-04-25',
    ];
    expect([...(await taken())].sort()).toEqual(expected.sort());
    const [fetch] = (await view(id)).fetches;
    const told = new Set(fetch?.problems.map(({ uid }) => uid));
    expect(told.has('backwards') && told.has('cleaning')).toBe(true);
    expect(fetch?.verdict).toBe('suspect');
    await hotel.read();
    expect([...(await taken())].sort()).toEqual(expected);
  });

  it('8: words of other languages, dashes, emoji, folds inside letters', async () => {
    const listing = hotel.list({ channel: 'vrbo', name: 'Maison', brand: 'abritel' });
    listing.book({ ...range('2027-03-10', '2027-03-13'), guest: 'Zoé 🎉' });
    listing.block(range('2027-03-20', '2027-03-22'));
    const other = hotel.list({ channel: 'other', name: 'Casa' });
    const summaries = ['Reservado – Núñez', 'Nicht verfügbar', 'Réservé 🏖️ Été', 'CLOSED – Not available'];
    const rewrite = (): string =>
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Casa//ES\r\n${summaries
        .map(
          (summary, index) =>
            `BEGIN:VEVENT\r\nUID:${index}\r\nDTSTART;VALUE=DATE:202704${10 + index * 4}\r\nDTEND;VALUE=DATE:202704${12 + index * 4}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\n`,
        )
        .join('')}END:VCALENDAR\r\n`;
    other.faults.inject({ kind: 'rewrite', rewrite }, 'until-cleared');
    listing.faults.inject({ kind: 'folded-inside-characters' }, 'until-cleared');
    await hotel.addFeed(listing, '1');
    await hotel.addFeed(other, '2');
    const all = await bars();
    expect(all.find(({ arrival }) => arrival === '2027-03-10')).toMatchObject({ kind: 'stay', label: 'Zoé' });
    expect(all.find(({ arrival }) => arrival === '2027-03-20')?.kind).toBe('block');
    const kinds = ['04-10', '04-14', '04-18', '04-22'].map(
      (day) => all.find(({ arrival }) => arrival === `2027-${day}`)?.kind,
    );
    expect(kinds).toEqual(['stay', 'block', 'stay', 'block']);
    expect((await taken('2')).size).toBe(8);
  });

  describe('9: whatever a host answers, nothing is lost', () => {
    const harmless: readonly Fault['kind'][] = [
      'bom',
      'cr-only',
      'lf-only',
      'no-final-newline',
      'gzip',
      'wrong-content-type',
      'text-after-end',
    ];
    it.each(harmless)('%s is read like any other', async (kind) => {
      const listing = hotel.list({ channel: 'airbnb', name: 'Blue' });
      listing.book(range('2027-03-10', '2027-03-13'));
      listing.faults.inject({ kind } as Fault, 'until-cleared');
      await hotel.addFeed(listing, '1');
      await hotel.pass(180, 60);
      expect((await taken()).size).toBe(3);
      expect(await stays()).toHaveLength(1);
    });

    const refused: readonly (readonly [string, Fault, string])[] = [
      ['a web page', { kind: 'html' }, 'not-a-calendar'],
      ['a JSON error', { kind: 'json-error' }, 'not-a-calendar'],
      ['nothing', { kind: 'empty-body' }, 'not-a-calendar'],
      ['a newline', { kind: 'one-newline' }, 'not-a-calendar'],
      ['a word', { kind: 'one-word' }, 'not-a-calendar'],
      ['401', { kind: 'status', status: 401 }, 'unauthorised'],
      ['403', { kind: 'status', status: 403 }, 'forbidden'],
      ['404', { kind: 'status', status: 404 }, 'gone'],
      ['410', { kind: 'status', status: 410 }, 'gone'],
      ['429', { kind: 'status', status: 429, retryAfter: 1800 }, 'rate-limited'],
      ['503', { kind: 'status', status: 503 }, 'unavailable'],
      ['a reset', { kind: 'reset' }, 'unavailable'],
      ['half a body', { kind: 'truncated' }, 'not-a-calendar'],
      ['a gzip bomb', { kind: 'gzip-bomb' }, 'too-large'],
      ['more than 5 MB', { kind: 'huge' }, 'too-large'],
      ['20 001 events', { kind: 'many-events', count: 20_001 }, 'too-many-events'],
      ['redirects in a ring', { kind: 'redirect', to: 'loop' }, 'redirect-refused'],
      ['a redirect into the network', { kind: 'redirect', to: 'private' }, 'address-private'],
    ];
    it.each(refused)('%s leaves everything as it was', async (_name, fault, code) => {
      const listing = hotel.list({ channel: 'airbnb', name: 'Blue' });
      listing.book(range('2027-03-10', '2027-03-13'));
      const id = await hotel.addFeed(listing, '1');
      const goodAt = (await view(id)).lastGoodAt;
      listing.faults.inject(fault, 'until-cleared');
      for (let count = 0; count < 4; count++) {
        await hotel.clock.advance(45 * 60_000);
        await hotel.read(id);
      }
      const failing = await view(id);
      expect(failing).toMatchObject({ state: 'failing', lastGoodAt: goodAt, nightsPending: 0 });
      expect(failing.failureMessage).not.toContain(listing.path);
      expect(failing.fetches[0]?.reasons.length).toBeGreaterThan(0);
      expect((await taken()).size).toBe(3);
      expect(await incidents()).toHaveLength(1);
      expect((await failure(hotel.client.call('feeds.preview', { address: listing.address }))).code).toBe(
        code,
      );
      listing.faults.clear();
      await hotel.read(id);
      expect((await view(id)).state).toBe('fresh');
      expect(await incidents()).toEqual([]);
    });

    it('a redirect is followed, 304 counts as a good answer', async () => {
      const listing = hotel.list({ channel: 'airbnb', name: 'Blue', stableDtstamp: true });
      const gone = listing.book(range('2027-03-10', '2027-03-13'));
      listing.book(range('2027-03-20', '2027-03-23'));
      listing.faults.inject({ kind: 'redirect', to: 'chain' });
      const id = await hotel.addFeed(listing, '1');
      await hotel.read();
      await hotel.read();
      expect((await view(id)).fetches[0]).toMatchObject({ status: 304, verdict: 'unchanged' });
      listing.cancel(gone.code);
      await hotel.pass(30);
      expect((await taken()).size).toBe(6);
      await hotel.pass(120);
      expect((await view(id)).fetches[0]?.status).toBe(304);
      expect((await taken()).size).toBe(3);
    });

    it('a host that asks for time is left alone for it', async () => {
      const listing = hotel.list({ channel: 'airbnb', name: 'Blue' });
      listing.book(range('2027-03-10', '2027-03-13'));
      const id = await hotel.addFeed(listing, '1');
      listing.faults.inject({ kind: 'status', status: 429, retryAfter: 5400 });
      await hotel.read(id);
      const { nextDueAt } = await view(id);
      expect((nextDueAt ?? 0) - hotel.clock.now()).toBeGreaterThanOrEqual(5400_000 - 1);
    });
  });

  it('10: an echo chain of three channels settles without a conflict', async () => {
    const [vrbo, airbnb, booking] = [
      hotel.list({ channel: 'vrbo', name: 'One' }),
      hotel.list({ channel: 'airbnb', name: 'One' }),
      hotel.list({
        channel: 'booking',
        name: 'One',
        exports: 'booked-and-closed',
        sellableUntil: '2027-12-01' as StayDate,
      }),
    ];
    airbnb.book(range('2027-06-01', '2027-06-04'));
    vrbo.book({ ...range('2027-07-01', '2027-07-04'), guest: 'Ines' });
    for (const listing of [vrbo, airbnb, booking]) {
      const id = await hotel.addFeed(listing, '1');
      expect(id).toBeGreaterThan(0);
      const { address } = await hotel.addExport(listing.channel, '1');
      listing.importFrom(address, 60);
    }
    await hotel.pass(180);
    expect(await openConflicts()).toEqual([]);
    const stay = vrbo.book({ ...range('2027-04-10', '2027-04-14'), guest: 'Marlow' });
    for (let step = 0; step < 16; step++) {
      await hotel.pass(15);
      expect(await openConflicts()).toEqual([]);
    }
    expect(airbnb.isFree(range('2027-04-10', '2027-04-14'))).toBe(false);
    expect(booking.isFree(range('2027-04-10', '2027-04-14'))).toBe(false);
    const shadows = (await echoes()).filter(({ arrival }) => arrival === '2027-04-10');
    expect(shadows.map(({ label }) => label)).toEqual(['echo of Vrbo', 'echo of Vrbo']);
    expect((await stays()).filter(({ arrival }) => arrival === '2027-04-10')).toHaveLength(1);
    vrbo.cancel(stay.code);
    for (let step = 0; step < 32; step++) {
      await hotel.pass(15);
      expect(await openConflicts()).toEqual([]);
    }
    expect(
      (await bars()).filter((bar) => bar.arrival < '2027-04-14' && bar.departure > '2027-04-10'),
    ).toEqual([]);
    for (const listing of [vrbo, airbnb, booking])
      expect(listing.isFree(range('2027-04-10', '2027-04-14'))).toBe(true);
  });

  it('11: a real double booking with identical dates is a conflict', async () => {
    const [airbnb, booking] = [
      hotel.list({ channel: 'airbnb', name: 'One' }),
      hotel.list({ channel: 'booking', name: 'One' }),
    ];
    airbnb.book(range('2027-05-01', '2027-05-04'));
    booking.book(range('2027-05-20', '2027-05-22'));
    await hotel.addFeed(airbnb, '1');
    await hotel.addFeed(booking, '1');
    expect(await openConflicts()).toEqual([]);
    airbnb.book(range('2027-04-10', '2027-04-14'));
    booking.book(range('2027-04-10', '2027-04-14'));
    await hotel.read();
    const found = await openConflicts();
    expect(found).toMatchObject([
      { kind: 'double-booking', severity: 'high', firstNight: '2027-04-10', departure: '2027-04-14' },
    ]);
    await hotel.pass(60);
    expect((await openConflicts()).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
  });

  it('12: what we publish is byte-identical until something changes, strict, folded and nameless', async () => {
    const vrbo = hotel.list({ channel: 'vrbo', name: 'One' });
    vrbo.book({ ...range('2027-04-10', '2027-04-14'), guest: 'Marlow' });
    await hotel.addFeed(vrbo, '1');
    const { id, address } = await hotel.addExport('airbnb', '1');
    const get = async () => {
      const response = await fetch(address);
      return { text: await response.text(), etag: response.headers.get('etag') };
    };
    const first = await get();
    const golden = readFileSync(new URL('published-feed.ics', import.meta.url), 'utf8');
    expect(first.text).toBe(golden.replace(/\r?\n/g, '\r\n'));
    await hotel.pass(60);
    expect(await get()).toEqual(first);
    expect(first.text).not.toMatch(/Marlow|vrbo/i);
    expect(first.text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of first.text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const component = new ICAL.Component(ICAL.parse(first.text) as unknown[] as never);
    expect(component.getAllSubcomponents('vevent')).toHaveLength(1);
    expect(
      readStrictly(Buffer.from(first.text), { channel: 'airbnb', zone: 'Europe/Lisbon' }).ranges,
    ).toEqual([range('2027-04-10', '2027-04-14')]);
    // the channel whose guest it is needs no telling; its importer gets a calendar all the same
    const own = await hotel.addExport('vrbo', '1');
    const text = await (await fetch(own.address)).text();
    expect(text).not.toContain('20270410');
    expect(text).toContain('BEGIN:VEVENT');
    vrbo.book({ ...range('2027-04-14', '2027-04-16'), guest: 'Iyer' });
    await hotel.read();
    const second = await get();
    expect(second.etag).not.toBe(first.etag);
    const uidOf = (body: string): string | undefined => /UID:(.*)\r/.exec(body)?.[1];
    expect(uidOf(second.text)).toBe(uidOf(first.text));
    expect(second.text).toContain('SEQUENCE:1');
    expect(second.text).toContain('DTEND;VALUE=DATE:20270416');
    const { rows } = await hotel.client.call('exports.list', {});
    expect(rows.find((row) => row.id === id)).toMatchObject({ version: 2, fetchedVersion: 2 });
    expect((await fetch(address.replace(/.{8}\.ics$/, '00000000.ics'))).status).toBe(404);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type NightRange, overlaps, parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { demoHotel } from './demo-hotel.ts';
import { sayNights } from './free-nights.ts';
import { demoIncidents, type Incident, INCIDENT_IDS, type IncidentId } from './incidents.ts';
import type { Listing } from './listing.ts';
import type { ChannelStay } from './manner.ts';
import { type Sandbox, startSandbox } from './server.ts';

const MINUTE = 60_000;
const today = parseStayDate('2026-11-20') as StayDate;
const hotel = demoHotel(today, 'Europe/Lisbon');
const clock = { at: 0, now: (): number => clock.at };
let sandbox: Sandbox;
let incidents: readonly Incident[];

beforeEach(async () => {
  clock.at = Date.parse('2026-11-20T14:00:00Z');
  sandbox = await startSandbox({ clock, zone: 'Europe/Lisbon' });
  await hotel.load(sandbox);
  incidents = demoIncidents(hotel);
});
afterEach(() => sandbox.close());

const incident = (id: IncidentId): Incident => incidents.find((one) => one.id === id) as Incident;
const read = async (listing: Listing): Promise<string> => (await fetch(listing.address)).text();
const events = (text: string): number => text.split('BEGIN:VEVENT').length - 1;
const allStays = (): (ChannelStay & { listing: Listing })[] =>
  sandbox.listings.flatMap((listing) => listing.stays.map((stay) => ({ ...stay, listing })));
const codes = (): string[] =>
  allStays().map(({ listing, code }) => `${listing.channel} ${listing.name} ${code}`);
async function played(id: IncidentId): Promise<(ChannelStay & { listing: Listing })[]> {
  const before = new Set(codes());
  const { said } = await incident(id).play(sandbox);
  expect(said).toMatch(/\.$/);
  return allStays().filter(({ listing, code }) => !before.has(`${listing.channel} ${listing.name} ${code}`));
}
const isTakenAtDesk = (unit: string, range: NightRange): boolean =>
  [
    ...hotel.reservations.filter(({ status }) => status === 'confirmed' || status === 'in-house'),
    ...hotel.blocks,
  ].some((other) => other.unit === unit && overlaps(other, range));

it('are known by id, each with a story of two sentences', () => {
  expect(incidents.map(({ id }) => id).sort()).toEqual([...INCIDENT_IDS].sort());
  for (const { story } of incidents) expect(story.match(/\.(\s|$)/g)).toHaveLength(2);
});

it('book a new guest on each channel in turn, on free nights, and take it back', async () => {
  const before = codes();
  const channels: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const [stay, ...others] = await played('new-booking');
    expect(others).toEqual([]);
    expect(isTakenAtDesk(stay?.listing.name ?? '', stay as NightRange)).toBe(false);
    channels.push(stay?.listing.channel ?? '');
    await incident('new-booking').undo?.(sandbox);
  }
  expect(channels).toEqual(['airbnb', 'booking', 'vrbo']);
  expect(codes()).toEqual(before);
});

it('sell one room twice inside the update window', async () => {
  const [one, two] = await played('double-booking');
  expect([one?.listing.channel, two?.listing.channel].sort()).toEqual(['airbnb', 'booking']);
  expect([one?.listing.name, one?.arrival, one?.departure]).toEqual([
    two?.listing.name,
    two?.arrival,
    two?.departure,
  ]);
  expect(isTakenAtDesk(one?.listing.name ?? '', one as NightRange)).toBe(false);
  const again = await played('double-booking');
  expect(again).toHaveLength(2);
  expect(overlaps(again[0] as NightRange, one as NightRange)).toBe(false);
});

it('leave alone what the desk has taken since', async () => {
  const [first] = await played('double-booking');
  await incident('double-booking').undo?.(sandbox);
  incidents = demoIncidents(hotel, {
    isFreeAtDesk: (unit, range) => unit !== first?.listing.name || !overlaps(range, first),
  });
  const [second] = await played('double-booking');
  expect(overlaps(second as NightRange, first as NightRange)).toBe(false);
});

it('let a Vrbo booking echo through Airbnb and Booking.com, and fade after twenty minutes', async () => {
  const [stay, ...others] = await played('echo-chain');
  expect(others).toEqual([]);
  const range = stay as NightRange;
  const [airbnb, booking] = (['airbnb', 'booking'] as const).map((channel) =>
    sandbox.listing(channel, '401'),
  );
  expect([airbnb?.isFree(range), booking?.isFree(range)]).toEqual([false, false]);
  expect(await read(airbnb as Listing)).toContain('SUMMARY:Airbnb (Not available)');
  clock.at += 19 * MINUTE;
  await sandbox.tick();
  expect(airbnb?.isFree(range)).toBe(false);
  clock.at += MINUTE;
  await sandbox.tick();
  expect(codes()).not.toContain(`vrbo 401 ${stay?.code}`);
  expect([airbnb?.isFree(range), booking?.isFree(range)]).toEqual([true, true]);
});

it('cancel an Airbnb guest without a trace, and bring the same one back', async () => {
  const before = codes();
  await incident('genuine-cancellation').play(sandbox);
  const gone = before.filter((code) => !codes().includes(code));
  expect(gone).toHaveLength(1);
  expect(gone[0]).toMatch(/^airbnb /);
  await incident('genuine-cancellation').undo?.(sandbox);
  expect(codes()).toEqual(before);
});

it('empty one Booking.com feed for an hour', async () => {
  const listings = sandbox.listings.filter(({ channel }) => channel === 'booking');
  const counts = async (): Promise<number[]> =>
    Promise.all(listings.map(async (one) => events(await read(one))));
  const before = await counts();
  await incident('empty-feed').play(sandbox);
  const during = await counts();
  expect(during.filter((count, index) => count !== before[index])).toEqual([0]);
  clock.at += 60 * MINUTE;
  expect(await counts()).toEqual(before);
  await incident('empty-feed').play(sandbox);
  await incident('empty-feed').undo?.(sandbox);
  expect(await counts()).toEqual(before);
});

it('silence Vrbo for three hours: unavailable first, then a log-in page', async () => {
  const vrbo = sandbox.listing('vrbo', '402') as Listing;
  const answer = async (): Promise<[number, string]> => {
    const response = await fetch(vrbo.address);
    return [response.status, (await response.text()).slice(0, 15)];
  };
  await incident('frozen-feed').play(sandbox);
  expect((await answer())[0]).toBe(503);
  clock.at += 60 * MINUTE;
  expect(await answer()).toEqual([200, '<!DOCTYPE html>']);
  clock.at += 120 * MINUTE;
  expect(await answer()).toEqual([200, 'BEGIN:VCALENDAR']);
});

it.each([
  ['2026-11-26', '2026-11-27', '26 Nov'],
  ['2026-11-26', '2026-11-28', '26 and 27 Nov'],
  ['2026-11-29', '2026-12-03', '29, 30 Nov, 1 and 2 Dec'],
  ['2026-12-01', '2026-12-04', '1, 2 and 3 Dec'],
])('name the nights from %s to %s', (arrival, departure, words) => {
  expect(
    sayNights({
      arrival: parseStayDate(arrival) as StayDate,
      departure: parseStayDate(departure) as StayDate,
    }),
  ).toBe(words);
});

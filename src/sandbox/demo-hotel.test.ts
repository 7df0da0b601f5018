import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  dateInZone,
  dayNumber,
  type DayNumber,
  lengthOfStay,
  type NightRange,
  nightsBetween,
  nightsOf,
  parseStayDate,
  stayDate,
  type StayDate,
} from '../domain/stay-date.ts';
import { demoHotel, type DemoHotel } from './demo-hotel.ts';
import { type Sandbox, startSandbox } from './server.ts';

const ZONE = 'Europe/Lisbon';
const today = parseStayDate('2026-11-20') as StayDate;
const open: Sandbox[] = [];

async function load(hotel: DemoHotel): Promise<Sandbox> {
  const at = Date.parse(`${hotel.today}T09:00:00Z`);
  const sandbox = await startSandbox({ clock: { now: () => at }, zone: ZONE });
  open.push(sandbox);
  await hotel.load(sandbox);
  return sandbox;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** Everything that takes nights in the whole hotel, the channels' side included, echoes left out. */
function taken(hotel: DemoHotel, sandbox: Sandbox): (NightRange & { unit: string; channel: string })[] {
  return [
    ...hotel.reservations.filter(({ status }) => status !== 'cancelled' && status !== 'no-show'),
    ...hotel.pastChannelStays,
    ...hotel.blocks.map((block) => ({ ...block, channel: 'block' })),
    ...sandbox.listings.flatMap((listing) => [
      ...listing.stays.map((stay) => ({ ...stay, unit: listing.name, channel: listing.channel })),
      ...listing.blocks.map((block) => ({ ...block, unit: listing.name, channel: 'block' })),
    ]),
  ];
}

describe('the demo hotel', () => {
  it('has 24 units in four room types and three channels', () => {
    const hotel = demoHotel(today, ZONE);
    expect(hotel.property).toEqual({ name: 'Casa Maresia', zone: ZONE, currency: 'EUR' });
    expect(hotel.roomTypes.map(({ name }) => name)).toEqual([
      'Standard double',
      'Deluxe king',
      'Garden twin',
      'Family suite',
    ]);
    expect(hotel.units).toHaveLength(24);
    expect(new Set(hotel.units.map(({ name }) => name)).size).toBe(24);
    const count = (channel: string): number => hotel.feeds.filter((feed) => feed.channel === channel).length;
    expect([count('airbnb'), count('vrbo'), count('booking')]).toEqual([6, 4, 7]);
    expect(hotel.feeds.filter(({ mode }) => mode === 'closed-nights')).toHaveLength(1);
  });

  it('is the same on the same day, and another with another seed', () => {
    const plain = (hotel: DemoHotel): string => JSON.stringify(hotel);
    expect(plain(demoHotel(today, ZONE))).toBe(plain(demoHotel(today, ZONE)));
    expect(plain(demoHotel(today, ZONE, 'x'))).not.toBe(plain(demoHotel(today, ZONE, 'y')));
  });

  it('gives each night of a unit to one party only, on any day and from any seed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20_600, max: 22_000 }), fc.string(), async (day, seed) => {
        const hotel = demoHotel(stayDate(day as DayNumber), ZONE, seed);
        const sandbox = await load(hotel);
        const seen = new Set<string>();
        for (const range of taken(hotel, sandbox))
          for (const night of nightsOf(range)) {
            const key = `${range.unit} ${night}`;
            expect(seen.has(key), key).toBe(false);
            seen.add(key);
          }
        await sandbox.close();
      }),
      { numRuns: 8 },
    );
  });

  it('is as full as a hotel is: busy around today, emptier far ahead, two stays in three by feed', async () => {
    const hotel = demoHotel(today, ZONE);
    const stays = taken(hotel, await load(hotel)).filter(({ channel }) => channel !== 'block');
    const share = (from: number, to: number): number => {
      const nights = stays.flatMap(nightsOf).filter((night) => {
        const ahead = nightsBetween(today, night);
        return ahead >= from && ahead < to;
      });
      return nights.length / (24 * (to - from));
    };
    expect(share(-180, 0)).toBeGreaterThan(0.65);
    expect(share(0, 14)).toBeGreaterThan(0.55);
    expect(share(60, 120)).toBeLessThan(share(14, 45));
    expect(share(200, 360)).toBeLessThan(0.25);
    expect(share(200, 360)).toBeGreaterThan(0.05);
    const byFeed = stays.filter(({ channel }) => channel !== 'direct').length / stays.length;
    expect(byFeed).toBeGreaterThan(0.6);
    expect(byFeed).toBeLessThan(0.72);
    expect(Math.max(...stays.map(lengthOfStay))).toBe(10);
    expect(stays.length).toBeGreaterThan(1_200);
  });

  it('keeps statuses, prices and booking times in step with the day', () => {
    const hotel = demoHotel(today, ZONE);
    const noon = dayNumber(today) * 86_400_000 + 43_200_000;
    const statuses = new Set<string>();
    for (const stay of hotel.reservations) {
      statuses.add(stay.status);
      expect(stay.bookedAt).toBeLessThan(noon);
      expect(dateInZone(stay.bookedAt, ZONE) <= stay.arrival).toBe(true);
      expect(stay.children).toBeLessThan(stay.guests);
      expect(stay.priceMinor).toBeGreaterThan(5_000);
      if (stay.status === 'departed') expect(stay.departure <= today).toBe(true);
      if (stay.status === 'confirmed') expect(stay.arrival >= today).toBe(true);
      if (stay.status === 'in-house') expect(stay.arrival < today && stay.departure >= today).toBe(true);
    }
    expect([...statuses].sort()).toEqual(['cancelled', 'confirmed', 'departed', 'in-house', 'no-show']);
    for (const stay of hotel.pastChannelStays)
      expect([stay.departure < today, stay.priceMinor, stay.via]).toEqual([true, null, null]);
    expect(hotel.blocks.some(({ unit, reason }) => unit === '205' && reason === 'Painting')).toBe(true);
  });

  it('serves each feed at the address that was told beforehand', async () => {
    const hotel = demoHotel(today, ZONE);
    const sandbox = await load(hotel);
    for (const feed of hotel.feeds) {
      const response = await fetch(sandbox.origin + feed.path);
      expect([feed.path, response.status]).toEqual([feed.path, 200]);
      expect(await response.text()).toContain('BEGIN:VEVENT');
    }
  });

  it('has echoes of Vrbo at Airbnb and Booking.com from the start', async () => {
    const sandbox = await load(demoHotel(today, ZONE));
    const stay = sandbox.listing('vrbo', '401')?.stays.find(({ arrival }) => arrival > today);
    expect(stay).toBeDefined();
    for (const channel of ['airbnb', 'booking'] as const)
      expect(sandbox.listing(channel, '401')?.isFree(stay as NightRange)).toBe(false);
  });
});

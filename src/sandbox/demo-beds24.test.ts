import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseStayDate, type StayDate } from '../domain/stay-date.ts';
import { type DemoBeds24, startDemoBeds24 } from './demo-beds24.ts';
import { demoHotel } from './demo-hotel.ts';
import { type Sandbox, startSandbox } from './server.ts';

const ZONE = 'Europe/Lisbon';
const hotel = demoHotel(parseStayDate('2026-11-20') as StayDate, ZONE);
const clock = { now: () => Date.parse('2026-11-20T09:00:00Z') };

let feeds: Sandbox;
let beds24: DemoBeds24;
beforeEach(async () => {
  feeds = await startSandbox({ clock, zone: ZONE });
  await hotel.load(feeds);
  beds24 = await startDemoBeds24(hotel, feeds, clock);
});
afterEach(async () => {
  await beds24.server.close();
  await feeds.close();
});

const bookings = () => beds24.server.state.bookings;

it('sells the hotel’s room types, as many units as there are', () => {
  const [property] = beds24.server.state.properties;
  expect(property?.roomTypes.map(({ name, qty }) => `${qty} ${name}`)).toEqual([
    '8 Double Standard',
    '6 Deluxe King',
    '6 Twin with garden',
    '4 Family Suite',
  ]);
});

it('has bookings to begin with, of both channels it serves', () => {
  expect(bookings().length).toBeGreaterThanOrEqual(6);
  expect(new Set(bookings().map((booking) => booking['channel']))).toEqual(new Set(['expedia', 'agoda']));
});

it('sells one more, sells a last room, and lets a guest cancel', () => {
  const before = bookings().length;
  const said = beds24.incidents.map((incident) => incident.play().said);
  expect(bookings()).toHaveLength(before + 2);
  expect(bookings().filter((booking) => booking['status'] === 'cancelled')).toHaveLength(1);
  expect(said[0]).toMatch(/^(?:Expedia|Agoda) sold a .+ for the nights of .+\.$/);
  expect(said[2]).toMatch(/has cancelled\.$/);
});

it('ends the sign-in, and refuses what it is told for half a minute', () => {
  const play = (id: string) => beds24.incidents.find((incident) => incident.id === id)?.play().said;
  const { server } = beds24;
  const ask = (method: string, path: string, headers: Record<string, string>, body = '') =>
    server.answer({ method, path: `/v2${path}`, query: new URLSearchParams(), headers, body }).answer;
  const setup = ask('GET', '/authentication/setup', { code: beds24.inviteCode(), devicename: 'Test' });
  const { token, refreshToken } = setup.body as { token: string; refreshToken: string };
  const json = { token, 'content-type': 'application/json' };
  expect(play('beds24-refusal')).toMatch(/for half a minute/);
  expect(ask('POST', '/inventory/rooms/calendar', json, '[]')).toMatchObject({
    status: 400,
    body: { error: 'the calendar of this room is locked' },
  });
  expect(ask('GET', '/bookings', { token }).status).toBe(200);
  expect(play('beds24-sign-out')).toMatch(/ended the sign-in/);
  expect(ask('GET', '/bookings', { token }).status).toBe(401);
  expect(ask('GET', '/authentication/token', { refreshtoken: refreshToken }).status).not.toBe(200);
});

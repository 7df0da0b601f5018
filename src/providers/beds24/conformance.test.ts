import { readFileSync } from 'node:fs';
import { openBeds24Account } from '../../testing/beds24-account.ts';
import { describeProvider, type ConformanceServer } from '../kit/conformance.ts';
import type { WireAnswer } from '../kit/provider.ts';
import { createTransport } from '../kit/transport.ts';
import { beds24 } from './provider.ts';
import { WEBHOOK_HEADER } from './webhook.ts';

const textOf = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const answer = (status: number, body: unknown, headers: WireAnswer['headers'] = {}): WireAnswer => ({
  status,
  headers: { 'x-five-min-limit-remaining': '97.6', 'x-five-min-limit-resets-in': '155', ...headers },
  body,
});
const list = (type: string, data: readonly unknown[]): WireAnswer =>
  answer(200, { success: true, type, count: data.length, pages: { nextPageExists: false }, data });
const error = (status: number, words: string, code = status): WireAnswer =>
  answer(status, { success: false, type: 'error', code, error: words });

const BOOKINGS = JSON.parse(textOf('bookings.json')) as { readonly data: readonly object[] };
/** All bookings of the fixture, as they were at `modifiedTime`. */
const at = (modifiedTime: string, status: string): WireAnswer =>
  list(
    'booking',
    BOOKINGS.data.map((booking) => ({ ...booking, modifiedTime, status })),
  );

const SCOPES = ['bookings', 'bookings-personal', 'bookings-financial', 'inventory'];
const DETAILS = answer(200, {
  validToken: true,
  token: {
    ownerId: 900,
    expiresIn: 3_000,
    created: '2027-03-01T08:00:00Z',
    scopes: [...SCOPES.map((scope) => `all:${scope}`), 'read:properties'],
    deviceName: 'Bellhop',
  },
  diagnostics: { requestIp: '198.51.100.7' },
});
const PROPERTY = {
  id: 40001,
  name: 'Casa Maresia',
  currency: 'EUR',
  roomTypes: [
    { id: 501101, name: 'Double', qty: 3, maxPeople: 2, priceRules: [{ id: 1, name: 'Standard' }] },
    { id: 501102, name: 'Suite', qty: 1, maxPeople: 4, priceRules: [] },
  ],
};
const CALENDAR = {
  roomId: 501101,
  propertyId: 40001,
  name: 'Double',
  calendar: [
    { from: '2027-03-02', to: '2027-03-02', numAvail: 2, price1: 100, minStay: 1, override: 'none' },
  ],
};

const SECRET = 'hook-0123456789abcdef';
const delivery = (name: string, means: 'hint') => ({
  name,
  raw: { headers: { [WEBHOOK_HEADER]: SECRET }, body: new TextEncoder().encode(textOf(name)) },
  secret: SECRET,
  means,
});

const rangesIn = (body: unknown): number =>
  Array.isArray(body)
    ? body.reduce(
        (sum: number, { calendar }: { calendar?: readonly unknown[] }) => sum + (calendar?.length ?? 0),
        0,
      )
    : 0;

async function open(): Promise<ConformanceServer> {
  const { sandbox, clock, context, credential, close } = await openBeds24Account();
  sandbox.pageSize = 3;
  for (let day = 10; day < 20; day += 1) {
    const [arrival, departure] = [`2027-03-${day}`, `2027-03-${day + 1}`] as never[];
    if (!arrival || !departure) continue;
    const guest = { firstName: 'Ana', lastName: 'Marlow' };
    const booking = sandbox.ota.book({ roomId: 501101, arrival, departure, guest });
    if (day % 3 === 0) sandbox.ota.cancel(booking.id);
  }
  if (!credential) throw new Error('The practice account did not let us in');
  return {
    transport: createTransport({ allowLoopback: true, userAgent: 'Bellhop test', clock }),
    baseUrl: sandbox.baseUrl,
    credential,
    connection: context.connection,
    clock,
    close,
  };
}

describeProvider(beds24, {
  now: Date.parse('2027-03-01T12:00:00Z'),
  connection: {
    environment: 'sandbox',
    externalPropertyId: '40001',
    currency: 'EUR',
    zone: 'Europe/Lisbon',
  },
  room: { externalRoomId: '501101', externalPlanId: '1' },
  bookingId: '70001234',
  fixtures: [
    { name: 'who we are', reads: 'verify', answers: [DETAILS, list('property', [PROPERTY])], holds: 1 },
    { name: 'rooms', reads: 'listRoomTypes', answers: [list('property', [PROPERTY])], holds: 2 },
    { name: 'bookings', reads: 'pull', answers: [answer(200, BOOKINGS)], holds: BOOKINGS.data.length },
    { name: 'no bookings', reads: 'pull', answers: [list('booking', [])], holds: 0 },
    {
      name: 'one booking',
      reads: 'pullOne',
      answers: [list('booking', BOOKINGS.data.slice(0, 1))],
      holds: 1,
    },
    { name: 'a booking that is not there', reads: 'pullOne', answers: [list('booking', [])], holds: 0 },
    { name: 'a night', reads: 'readBack', answers: [list('calendar', [CALENDAR])], holds: 2 },
  ],
  histories: [
    {
      name: 'taken, changed, cancelled',
      pages: [
        at('2027-01-20T17:03:09Z', 'new'),
        at('2027-01-20T17:03:10Z', 'confirmed'),
        at('2027-02-01T08:00:00Z', 'cancelled'),
      ],
    },
  ],
  failures: [
    { name: 'a token that has expired', answer: error(401, 'Token not valid'), code: 'unauthorised' },
    {
      name: 'a token that is not valid any more',
      answer: answer(200, { validToken: false }),
      code: 'unauthorised',
    },
    {
      name: 'a scope that is missing',
      answer: error(403, 'missing scope read:inventory'),
      code: 'forbidden',
    },
    {
      name: 'an address that is not allowed',
      answer: error(400, 'not whitelisted', 1022),
      code: 'forbidden',
    },
    { name: 'no credits left', answer: answer(429, { success: false }), code: 'rate-limited' },
    { name: 'an account without credit', answer: error(400, 'no credit', 1021), code: 'quota-exhausted' },
    { name: 'a date that is none', answer: error(400, 'arrivalFrom must be a date'), code: 'rejected' },
    { name: 'out of order', answer: answer(503, undefined), code: 'unavailable' },
    { name: 'no such call', answer: error(404, 'Not found'), code: 'unexpected-answer' },
    { name: 'an empty answer', answer: answer(200, undefined), code: 'unexpected-answer' },
    { name: 'another address', answer: answer(302, undefined, { location: '/' }), code: 'redirect-refused' },
  ],
  deliveries: [delivery('webhook-booking.json', 'hint'), delivery('webhook-inventory.json', 'hint')],
  open,
  rangesIn,
});

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotForSale } from '../not-for-sale.ts';
import { clock, closeBeds24, d, openBeds24, type TestClient } from './beds24-for-test.ts';
import { USUAL_SCOPES } from './sign-in.ts';

const MINUTE = 60_000;
const ROOM = 501_101;
const stay = { roomId: ROOM, arrival: d('2027-03-10'), departure: d('2027-03-12') };

interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly json: {
    readonly booking: Readonly<Record<string, unknown>>;
    readonly retries: number;
    readonly timeStamp: string;
  };
}
const told: Told[] = [];
let status = 200;
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    told.push({ headers: request.headers, json: JSON.parse(body) as Told['json'] });
    response.writeHead(status).end();
  });
});

let client: TestClient;
beforeEach(async () => {
  told.length = 0;
  status = 200;
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  client = await openBeds24([...USUAL_SCOPES, 'write:properties']);
  await setUp({ version: 'twoWithPersonalData' });
});
afterEach(async () => {
  await closeBeds24();
  await new Promise((resolve) => receiver.close(resolve));
});
const address = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
const setUp = (more: object) =>
  client.post('/properties', [
    { id: 40_001, webhooks: { url: address(), customHeader: 'X-Bell: secret\nX-Two: 2', ...more } },
  ]);
async function pass(ms: number): Promise<void> {
  clock.at += ms;
  await client.sandbox.tick();
}
const first = (): Told => told[0] as Told;

describe('bookings from the channels', () => {
  it('arrive on their own, and can be read with their source', async () => {
    client.sandbox.ota.book({ ...stay, channel: 'airbnb', guest: { lastName: 'Marlow' }, price: 237 });
    const { json } = await client.get('/bookings?channel=airbnb');
    expect((json as unknown as { data: unknown }).data).toMatchObject([
      {
        ...{ status: 'new', channel: 'airbnb', apiSourceId: 46, apiSource: 'Airbnb', unitId: 1, price: 237 },
        ...{ lastName: 'Marlow', roomId: ROOM, propertyId: 40_001 },
      },
    ]);
  });

  it('keep to what the calendar sells, unless forced', async () => {
    const { ota } = client.sandbox;
    const close = (more: object) =>
      client.post('/inventory/rooms/calendar', [
        { roomId: ROOM, calendar: [{ from: '2027-03-10', to: '2027-03-12', override: 'none', ...more }] },
      ]);
    const refused = async (more: object): Promise<string | undefined> => {
      await close(more);
      return ota.obstacle(stay);
    };
    expect(await refused({ override: 'blackout' })).toBe('Not available');
    expect(await refused({ numAvail: 0 })).toBe('Not available');
    expect(await refused({ numAvail: 3, override: 'noCheckIn' })).toBe('Closed to arrival');
    expect(await refused({ override: 'noCheckOut' })).toBe('Closed to departure');
    expect(await refused({ minStay: 3 })).toBe('Stay too short');
    expect(await refused({ minStay: 1, maxStay: 1 })).toBe('Stay too long');
    expect(await refused({ maxStay: null, channels: { booking: { maxBookings: 0 } } })).toBe(
      'Allotment sold',
    );
    expect(() => ota.book(stay)).toThrow(NotForSale);
    expect(ota.obstacle({ ...stay, channel: 'vrbo' })).toBeUndefined();
    expect(ota.book({ ...stay, force: true }).unitId).toBe(1);
  });

  it('change, cancel and come in groups', async () => {
    const { ota, state } = client.sandbox;
    const group = ota.bookGroup([stay, stay]);
    const [master, second] = group;
    expect(new Set(group.map(({ apiReference }) => apiReference)).size).toBe(1);
    expect(group.map(({ masterId, unitId }) => [masterId, unitId])).toEqual([
      [master?.id, 1],
      [master?.id, 2],
    ]);
    clock.at += MINUTE;
    ota.change(second?.id ?? 0, { departure: d('2027-03-13'), guest: { phone: '+351 900' } });
    ota.cancel(master?.id ?? 0, 'host');
    expect(state.bookings).toMatchObject([
      { status: 'cancelled', subStatus: 'cancelledByHost', cancelTime: '2027-03-01T12:01:00Z' },
      { departure: '2027-03-13', phone: '+351 900', modifiedTime: '2027-03-01T12:01:00Z' },
    ]);
    expect(state.calendar(ROOM, d('2027-03-10'), d('2027-03-10'))[0]?.['numAvail']).toBe(2);
  });
});

describe('webhooks', () => {
  it('come a minute later, with the static headers and the whole booking', async () => {
    const { id } = client.sandbox.ota.book({ ...stay, guest: { lastName: 'Marlow' } });
    await pass(MINUTE - 1);
    expect(told).toEqual([]);
    await pass(1);
    expect(first().headers).toMatchObject({ 'x-bell': 'secret', 'x-two': '2' });
    expect(first().json).toMatchObject({
      ...{ timeStamp: '2027-03-01T12:00:00Z', retries: 0, infoItems: [], invoiceItems: [], messages: [] },
      booking: { id, status: 'new', lastName: 'Marlow', price: 200 },
    });
    await setUp({ version: 'twoNoPersonalData' });
    client.sandbox.ota.cancel(id);
    await pass(MINUTE);
    expect(told[1]?.json.booking['status']).toBe('cancelled');
    expect(told[1]?.json.booking).not.toHaveProperty('lastName');
  });

  it('are tried again for half an hour, then given up', async () => {
    status = 500;
    client.sandbox.ota.book(stay);
    await pass(MINUTE);
    for (let minutes = 0; minutes < 40; minutes++) await pass(MINUTE);
    expect(told.map(({ json }) => json.retries)).toEqual([0, 1, 2, 3, 4, 5]);
    expect([client.sandbox.webhooks.waiting, client.sandbox.webhooks.deliveries.at(-1)?.isLast]).toEqual([
      0,
      true,
    ]);
  });

  it('can be doubled, swapped and lost', async () => {
    const { ota, webhooks } = client.sandbox;
    const { id } = ota.book(stay);
    webhooks.inject('duplicate');
    await pass(MINUTE);
    expect(told.map(({ json }) => json.booking['status'])).toEqual(['new', 'new']);
    ota.change(id, { departure: d('2027-03-13') });
    clock.at += 1_000;
    ota.cancel(id);
    webhooks.inject('reorder');
    await pass(MINUTE);
    expect(told.slice(2).map(({ json }) => json.booking['status'])).toEqual(['cancelled', 'new']);
    ota.change(id, { departure: d('2027-03-14') });
    webhooks.inject('lose');
    await pass(MINUTE);
    expect([told.length, webhooks.waiting]).toEqual([4, 0]);
    status = 500;
    ota.change(id, { departure: d('2027-03-15') });
    webhooks.inject('duplicate');
    await pass(MINUTE);
    expect([told.length, webhooks.waiting]).toEqual([6, 1]);
  });

  it('are silent about the client’s own writes unless asked, and then only about what moves', async () => {
    const { json } = await client.post('/bookings', [stay]);
    const { id } = json[0]?.['new'] as unknown as { id: number };
    const actions = { allowWebhooks: true };
    await client.post('/bookings', [{ id, notes: 'Late', actions }]);
    await client.post('/bookings', [{ id, status: 'cancelled' }]);
    await pass(MINUTE);
    expect(told).toEqual([]);
    await client.post('/bookings', [{ id, status: 'confirmed', actions }]);
    await pass(MINUTE);
    expect(told.map(({ json }) => json.booking['status'])).toEqual(['confirmed']);
  });

  it('of the inventory name a room, once for several changes, and say nothing of restrictions', async () => {
    await setUp({ url: '' });
    client.sandbox.webhooks.inventoryUrl = address();
    const write = (more: object) =>
      client.post('/inventory/rooms/calendar', [
        { roomId: ROOM, calendar: [{ from: '2027-03-10', to: '2027-03-10', ...more }] },
      ]);
    await write({ minStay: 2, override: 'noCheckIn' });
    await pass(MINUTE);
    expect(told).toEqual([]);
    await write({ price1: 90 });
    client.sandbox.ota.book({ ...stay, force: true });
    await pass(MINUTE);
    expect(told.map(({ json }) => json)).toEqual([
      { roomId: String(ROOM), propId: '40001', ownerId: '3001', action: 'SYNC_ROOM' },
    ]);
  });

  it('are set by property, and checked', async () => {
    for (const webhooks of [{ version: 'two' }, { url: 'ftp://x' }, { secret: 'x' }, 7])
      expect((await client.post('/properties', [{ id: 40_001, webhooks }])).json[0]?.['success']).toBe(false);
    const { json } = await client.post('/properties', [
      { id: 1, webhooks: {} },
      { roomTypes: [{ id: ROOM }] },
    ]);
    expect(json.map(({ success }) => success)).toEqual([false, true]);
  });
});

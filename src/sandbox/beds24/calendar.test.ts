import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBeds24, d, openBeds24, type TestClient } from './beds24-for-test.ts';

let client: TestClient;
beforeEach(async () => {
  client = await openBeds24();
});
afterEach(closeBeds24);

const ROOM = 501_101;
const WRITE = '/inventory/rooms/calendar';
type Range = Readonly<Record<string, unknown>>;
async function read(query: string): Promise<readonly Range[]> {
  const { json } = await client.get(`${WRITE}?roomId=${ROOM}&${query}`);
  return (json as unknown as { data: { calendar: Range[] }[] }).data[0]?.calendar ?? [];
}
const MARCH = 'startDate=2027-03-01&endDate=2027-03-05';
const write = async (...calendar: readonly unknown[]) =>
  (await client.post(WRITE, [{ roomId: ROOM, calendar }])).json[0] as unknown as Record<string, unknown>;
const on = (from: string, more: object): object => ({ from, to: from, ...more });
const day = (date: string): Range => client.sandbox.state.calendar(ROOM, d(date), d(date))[0] ?? {};

describe('reading the calendar', () => {
  it('is empty unless something is included, and has ranges, not days', async () => {
    await write({ from: '2027-03-02', to: '2027-03-03', numAvail: 1, price1: 118.5, price2: null });
    expect(await read(MARCH)).toEqual([]);
    expect(await read(`${MARCH}&includeNumAvail=true&includePrices=true`)).toEqual([
      { from: '2027-03-01', to: '2027-03-01', numAvail: 3 },
      { from: '2027-03-02', to: '2027-03-03', numAvail: 1, price1: 118.5 },
      { from: '2027-03-04', to: '2027-03-05', numAvail: 3 },
    ]);
    expect(await read(`${MARCH}&includePrices=true`)).toEqual([
      { from: '2027-03-02', to: '2027-03-03', price1: 118.5 },
    ]);
    expect(await read(`${MARCH}&includeMinStay=true&includeMaxStay=true&includeOverride=true`)).toEqual([
      { from: '2027-03-01', to: '2027-03-05', minStay: 1, maxStay: 364, override: 'none' },
    ]);
  });

  it('wants dates in order, within a year', async () => {
    for (const query of ['', 'startDate=2027-03-01', 'startDate=2027-03-05&endDate=2027-03-01'])
      expect([query, (await client.get(`${WRITE}?${query}`)).status]).toEqual([query, 400]);
    expect((await client.get(`${WRITE}?startDate=2027-03-01&endDate=2028-03-01`)).status).toBe(400);
    expect((await client.get(`${WRITE}?startDate=2027-03-01&endDate=2028-02-29`)).status).toBe(200);
  });

  it('computes linked prices, shows them apart, and lets nobody write them', async () => {
    const link = { roomId: ROOM, priceId: 1, offsetMultiplier: 0.85, offsetAmount: -1 };
    const room = client.sandbox.addProperty({
      ...{ name: 'Anexo', currency: 'EUR' },
      roomTypes: [{ name: 'Twin', qty: 2, priceRules: [{ id: 1, name: 'Linked', link }] }],
    }).roomTypes[0];
    await write(on('2027-03-01', { price1: 100 }));
    const query = `startDate=2027-03-01&endDate=2027-03-01&roomId=${room?.id}`;
    const calendar = async (flag: string): Promise<unknown> =>
      ((await client.get(`${WRITE}?${query}&${flag}=true`)).json as unknown as { data: unknown[] }).data;
    expect(await calendar('includePrices')).toMatchObject([{ calendar: [] }]);
    expect(await calendar('includeLinkedPrices')).toMatchObject([{ calendar: [{ price1: 84 }] }]);
    const { json } = await client.post(WRITE, [
      { roomId: room?.id, calendar: [on('2027-03-01', { price1: 90 })] },
    ]);
    expect(json[0]?.['success']).toBe(false);
  });
});

describe('writing the calendar', () => {
  it('answers one result for each room, with the words of the failed ones', async () => {
    const calendar = [on('2027-03-01', { minStay: 3 })];
    const { status, json } = await client.post(WRITE, [
      { roomId: ROOM, calendar },
      { roomId: 999_999_999, calendar },
      { roomId: String(ROOM), calendar },
      { roomId: ROOM },
    ]);
    expect(status).toBe(201);
    expect(json.slice(0, 2)).toEqual([
      { success: true, modified: { roomId: ROOM } },
      {
        success: false,
        errors: [{ action: 'modify calendar', field: 'roomId', message: 'room not accessible' }],
      },
    ]);
    expect(json.map(({ success }) => success)).toEqual([true, false, false, false]);
  });

  it('holds every field to its range', async () => {
    const wrong: readonly object[] = [
      ...[{ numAvail: -1 }, { numAvail: 1.5 }, { numAvail: '1' }, { minStay: 0 }, { minStay: 366 }],
      ...[{ maxStay: 365 }, { multiplier: 0.05 }, { multiplier: 101 }, { override: 'closed' }],
      ...[{ price1: '90' }, { price17: 90 }, { price1: -1 }, { channels: { hotel: { maxBookings: 1 } } }],
      ...[
        { channels: { booking: { maxBookings: -1 } } },
        { closed: true },
        { to: '2027-02-28' },
        { from: 1 },
      ],
    ];
    for (const more of wrong)
      expect([more, (await write(on('2027-03-01', more)))['success']]).toEqual([more, false]);
    const right: readonly object[] = [
      ...[{ minStay: 365 }, { maxStay: 364 }, { multiplier: 0.1 }, { price16: 0 }, { override: 'exception' }],
      ...[{ channels: { booking: { maxBookings: 0 }, airbnb: { maxBookings: null } } }, { minStay: null }],
    ];
    for (const more of right)
      expect([more, (await write(on('2027-03-01', more)))['success']]).toEqual([more, true]);
    expect(day('2027-03-01')).toMatchObject({ minStay: 1, channels: { booking: { maxBookings: 0 } } });
  });

  it('writes the right ranges of a room whose others are wrong', async () => {
    const result = await write(on('2027-03-01', { minStay: 2 }), on('2027-03-02', { minStay: 0 }));
    expect(result).toMatchObject({
      success: false,
      modified: { roomId: ROOM },
      errors: [{ field: 'minStay' }],
    });
    expect([day('2027-03-01')['minStay'], day('2027-03-02')['minStay']]).toEqual([2, 1]);
  });

  it('cuts numAvail to rooms minus bookings, with a warning', async () => {
    client.sandbox.ota.book({ roomId: ROOM, arrival: d('2027-03-01'), departure: d('2027-03-02') });
    const result = await write({ from: '2027-03-01', to: '2027-03-02', numAvail: 3 });
    expect(result).toMatchObject({ success: true, warnings: [{ field: 'numAvail' }] });
    expect([day('2027-03-01')['numAvail'], day('2027-03-02')['numAvail']]).toEqual([2, 3]);
  });

  it('forgets a lowered numAvail when a blackout is lifted without it', async () => {
    await write({ from: '2027-03-01', to: '2027-03-02', numAvail: 1, override: 'blackout' });
    expect(day('2027-03-01')['numAvail']).toBe(1);
    await write(on('2027-03-01', { override: 'none' }), on('2027-03-02', { override: 'none', numAvail: 1 }));
    expect([day('2027-03-01')['numAvail'], day('2027-03-02')['numAvail']]).toEqual([3, 1]);
    await write(on('2027-03-02', { override: 'noCheckIn' }), on('2027-03-02', { override: 'none' }));
    expect(day('2027-03-02')['numAvail']).toBe(1);
    await write(on('2027-03-02', { numAvail: null }));
    expect(day('2027-03-02')['numAvail']).toBe(3);
  });

  it('counts bookings off a lowered numAvail and gives them back', async () => {
    await write(on('2027-03-01', { numAvail: 2 }));
    const { ota } = client.sandbox;
    const stay = { roomId: ROOM, arrival: d('2027-03-01'), departure: d('2027-03-02') };
    const { id } = ota.book(stay);
    expect(day('2027-03-01')['numAvail']).toBe(1);
    ota.cancel(id);
    expect(day('2027-03-01')['numAvail']).toBe(2);
    for (let units = 0; units < 3; units++) ota.book({ ...stay, force: true });
    expect(day('2027-03-01')['numAvail']).toBe(0);
    ota.book({ ...stay, force: true });
    expect(day('2027-03-01')['numAvail']).toBe(-1);
  });
});

describe('what else is read', () => {
  it('tells availability by night: price, units, blackout and closed to arrival', async () => {
    await write(on('2027-03-01', { override: 'blackout' }), on('2027-03-02', { override: 'noCheckIn' }));
    await write(on('2027-03-03', { numAvail: 0 }), on('2027-03-04', { override: 'noCheckOut' }));
    const { json } = await client.get(`/inventory/rooms/availability?${MARCH}&roomId=${ROOM}`);
    expect(json).toMatchObject({
      type: 'availability',
      data: [
        {
          ...{ roomId: ROOM, propertyId: 40_001, name: 'Double' },
          availability: { '2027-03-01': false, '2027-03-02': false, '2027-03-03': false, '2027-03-04': true },
        },
      ],
    });
  });

  it('shows rooms and units only where asked, and a zone nowhere', async () => {
    const rooms = async (query: string): Promise<Range[]> =>
      ((await client.get(`/properties?${query}`)).json as unknown as { data: { roomTypes: Range[] }[] })
        .data[0]?.roomTypes ?? [];
    expect(await rooms('')).toEqual([]);
    expect((await rooms(`roomId=${ROOM}`)).map(({ id }) => id)).toEqual([ROOM]);
    const [double] = await rooms('includeAllRooms=true&includeUnitDetails=true&includePriceRules=true');
    expect(double).toMatchObject({
      ...{ id: ROOM, propertyId: 40_001, name: 'Double', qty: 3, maxPeople: 2 },
      units: [{ id: 1, name: '1' }, { id: 2 }, { id: 3 }],
      priceRules: [{ id: 1, priceLinking: null }],
    });
    const { json } = await client.get('/properties?id=40001');
    expect(json).toMatchObject({ success: true, type: 'property', count: 1, data: [{ currency: 'EUR' }] });
    expect(JSON.stringify(json)).not.toContain('Lisbon');
  });
});

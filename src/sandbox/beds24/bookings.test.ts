import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clock, closeBeds24, d, openBeds24, type TestClient } from './beds24-for-test.ts';

let client: TestClient;
beforeEach(async () => {
  client = await openBeds24([
    ...['all:bookings', 'all:bookings-personal', 'all:bookings-financial', 'all:inventory'],
  ]);
});
afterEach(closeBeds24);

const ROOM = 501_101;
const ALL = ['confirmed', 'request', 'new', 'cancelled', 'black', 'inquiry']
  .map((s) => `status=${s}`)
  .join('&');
const stay = { roomId: ROOM, arrival: '2027-03-10', departure: '2027-03-12' };
interface Listed {
  readonly count: number;
  readonly pages: { readonly nextPageExists: boolean; readonly nextPageLink?: string };
  readonly data: readonly (Record<string, unknown> & { readonly id: number })[];
}
const list = async (query = ''): Promise<Listed> =>
  (await client.get(`/bookings${query && `?${query}`}`)).json as unknown as Listed;
const ids = async (query = ''): Promise<number[]> => (await list(query)).data.map(({ id }) => id);
const post = async (...items: readonly unknown[]) => (await client.post('/bookings', items)).json;
const create = async (more: object = {}): Promise<number> =>
  ((await post({ ...stay, ...more }))[0]?.['new'] as unknown as { id: number }).id;
const numAvail = (date: string): unknown =>
  client.sandbox.state.calendar(ROOM, d(date), d(date))[0]?.['numAvail'];

describe('reading bookings', () => {
  it('leaves out cancelled and past ones unless asked', async () => {
    const [kept, cancelled] = [await create(), await create()];
    const [past, housed] = [
      await create({ arrival: '2027-01-01', departure: '2027-01-03' }),
      await create({ arrival: '2027-02-27', departure: '2027-03-03' }),
    ];
    await post({ id: cancelled, status: 'cancelled' });
    expect(await ids()).toEqual([kept]);
    expect(await ids(ALL)).toEqual([kept, cancelled]);
    expect(await ids(`${ALL}&departureFrom=2026-12-31`)).toEqual([kept, cancelled, past, housed]);
    expect(await ids(`id=${past}&id=${cancelled}`)).toEqual([past]);
    expect(await ids('filter=current')).toEqual([housed]);
  });

  it('finds what was modified after a time, the time itself left out', async () => {
    const first = await create();
    clock.at += 60_000;
    const second = await create();
    expect(await ids('modifiedFrom=2027-03-01T11:59:59')).toEqual([first, second]);
    expect(await ids('modifiedFrom=2027-03-01T12:00:00')).toEqual([second]);
    await post({ id: first, notes: 'Late' });
    expect(await ids('modifiedFrom=2027-03-01T12:00:00')).toEqual([first, second]);
    expect(await ids('bookingTimeTo=2027-03-01T12:01:00')).toEqual([first]);
    expect(await ids('arrivalFrom=2027-03-10')).toEqual([]);
    expect(await ids('arrivalFrom=2027-03-09&arrivalTo=2027-03-11')).toEqual([first, second]);
  });

  it('pages with a link onwards', async () => {
    client.sandbox.pageSize = 2;
    const all = [await create(), await create(), await create()];
    const first = await list('roomId=501101&limit=50');
    expect([first.count, first.data.length, first.pages.nextPageExists]).toEqual([2, 2, true]);
    const link = new URL(first.pages.nextPageLink ?? '');
    expect(link.href).toBe(`${client.sandbox.baseUrl}/bookings?roomId=501101&limit=50&page=2`);
    const second = await list(link.search.slice(1));
    expect([second.data.map(({ id }) => id), second.pages]).toEqual([[all[2]], { nextPageExists: false }]);
  });

  it('refuses what is not documented', async () => {
    for (const query of [
      ...['status=open', 'roomId=a', 'roomId[]=1', 'page=0', 'page=1&page=2', 'includeGuests=1'],
      ...['arrival=2027-02-30', 'modifiedFrom=2027-03-01T12:00:00Z', 'channel=hotel', 'modifiedSince=1'],
    ])
      expect([query, (await client.get(`/bookings?${query}`)).status]).toEqual([query, 400]);
  });

  it('writes a booking in every documented field', async () => {
    await create({ lastName: 'Marlow', country2: 'IE', price: 237.5, numAdult: 2 });
    expect((await list()).data[0]).toMatchObject({
      ...{ propertyId: 40_001, roomId: ROOM, unitId: 0, roomQty: 1, masterId: null, bookingGroup: null },
      ...{ channel: 'direct', apiSourceId: 0, apiReference: '', status: 'confirmed', subStatus: 'none' },
      ...{ arrival: '2027-03-10', departure: '2027-03-12', numAdult: 2, numChild: 0, price: 237.5 },
      ...{ lastName: 'Marlow', firstName: '', country2: 'IE', cancelTime: null },
      ...{ bookingTime: '2027-03-01T12:00:00Z', modifiedTime: '2027-03-01T12:00:00Z' },
    });
  });
});

describe('writing bookings', () => {
  it('answers 201 with one result for each item, in order', async () => {
    const { status, json } = await client.post('/bookings', [
      stay,
      { roomId: ROOM, arrival: '2027-03-10' },
      { ...stay, roomId: 7 },
      { ...stay, departure: '2027-03-10' },
      { ...stay, numAdult: '2' },
      { ...stay, status: 'booked' },
      { ...stay, arrival: '10/03/2027' },
      { ...stay, apiReference: 'X' },
      { id: 5, notes: 'x' },
      7,
    ]);
    expect(status).toBe(201);
    expect(json.map(({ success }) => success)).toEqual([true, ...Array<boolean>(9).fill(false)]);
    const fields = json.map(({ errors }) => (errors as { field: string }[] | undefined)?.[0]?.field);
    expect(fields.slice(1)).toEqual([
      ...['departure', 'roomId', 'departure', 'numAdult', 'status', 'arrival', 'apiReference', 'id', ''],
    ]);
    expect(await ids()).toHaveLength(1);
  });

  it('refuses a body that is no array of items', async () => {
    for (const body of ['{}', '[]', '{"id":1}', '[{', ''])
      expect([body, (await client.post('/bookings', body)).status]).toEqual([body, 400]);
    expect((await client.post('/bookings', [stay], { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await client.post('/bookings', Array(10_001).fill(0))).status).toBe(400);
    expect((await client.post('/bookings', [{ ...stay, notes: 'x'.repeat(1_000_000) }])).status).toBe(400);
    expect((await client.send('PUT', '/bookings')).status).toBe(404);
  });

  it('stores an overbooking unless availability is to be checked', async () => {
    const full = { ...stay, roomQty: 3 };
    await create(full);
    const checked = await post({ ...stay, actions: { checkAvailability: true } });
    expect(checked[0]).toEqual({
      success: false,
      errors: [{ action: 'new booking', field: 'roomId', message: 'no availability' }],
    });
    expect(numAvail('2027-03-10')).toBe(0);
    await create();
    expect(numAvail('2027-03-10')).toBe(-1);
    expect(numAvail('2027-03-12')).toBe(3);
  });

  it('takes units by status: a cancelled one or an inquiry holds none', async () => {
    const id = await create();
    const shown: unknown[] = [];
    for (const status of ['request', 'new', 'black', 'inquiry', 'confirmed', 'cancelled']) {
      await post({ id, status });
      shown.push(numAvail('2027-03-10'));
    }
    expect(shown).toEqual([2, 2, 2, 3, 2, 3]);
    clock.at += 1_000;
    await post({ id, subStatus: 'cancelledByHost' });
    expect((await list(ALL)).data[0]).toMatchObject({
      ...{ status: 'cancelled', cancelTime: '2027-03-01T12:00:00Z', modifiedTime: '2027-03-01T12:00:01Z' },
    });
  });

  it('moves a booking, and gives it a unit of its own where asked', async () => {
    const first = await create({ actions: { assignBooking: true } });
    await create({ actions: { assignBooking: true } });
    expect((await list()).data.map((booking) => booking['unitId'])).toEqual([1, 2]);
    const [moved, wrong] = await post({ id: first, roomId: 501_102 }, { id: first, unitId: 2 });
    expect([moved, wrong?.['success']]).toEqual([{ success: true, modified: { id: first } }, false]);
    expect([numAvail('2027-03-10'), (await list(`id=${first}`)).data[0]?.['unitId']]).toEqual([2, 0]);
  });

  it('reports a booking with a wrong sub-item as failed, and keeps it', async () => {
    const [result] = await post({ ...stay, infoItems: [{ code: 'EXTREF', text: 'a1' }, { text: 'x' }] });
    expect(result).toMatchObject({
      success: false,
      new: { infoItems: [{}] },
      errors: [{ action: 'new infoItem', field: 'code' }],
    });
    const found = await list(`roomId=${ROOM}&arrival=2027-03-10&includeInfoItems=true`);
    expect(found.data[0]?.['infoItems']).toMatchObject([{ code: 'EXTREF', text: 'a1' }]);
  });

  it('changes and deletes sub-items by their id', async () => {
    const id = await create({ price: 200, actions: { autoInvoiceItemCharge: true } });
    const line = async () =>
      (await list('includeInvoiceItems=true')).data[0]?.['invoiceItems'] as {
        id: number;
        lineTotal: number;
      }[];
    const [charge] = await line();
    expect(charge?.lineTotal).toBe(200);
    await post({ id, invoiceItems: [{ id: charge?.id, qty: 2, amount: 90 }] });
    expect((await line())[0]?.lineTotal).toBe(180);
    await post({ id, invoiceItems: [{ id: charge?.id }] });
    expect(await line()).toEqual([]);
  });

  it('makes groups in one request, and adds to one by its master', async () => {
    const actions = { makeGroup: true };
    const [one, two, three] = (await post({ ...stay, actions }, { ...stay, actions }, stay)).map(
      (result) => (result['new'] as unknown as { id: number }).id,
    );
    const four = await create({ masterId: one });
    expect((await list('includeBookingGroup=true')).data.map((booking) => booking['bookingGroup'])).toEqual([
      ...[{ master: one, ids: [one, two, four] }, { master: one, ids: [one, two, four] }, null],
      { master: one, ids: [one, two, four] },
    ]);
    expect(await ids(`masterId=${one}`)).toEqual([one, two, four]);
    expect((await post({ ...stay, masterId: 4 }))[0]?.['success']).toBe(false);
    expect(three).toBeDefined();
  });

  it('deletes rows for good', async () => {
    const id = await create();
    const { status, json } = await client.send('DELETE', `/bookings?id=${id}&id=5`);
    expect([status, json.map(({ success }) => success)]).toEqual([201, [true, false]]);
    expect([await ids(ALL), numAvail('2027-03-10')]).toEqual([[], 3]);
    expect((await client.send('DELETE', '/bookings')).status).toBe(400);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import { type Beds24Account, openBeds24Account } from '../../testing/beds24-account.ts';
import type { ReservationOrder } from '../kit/provider.ts';
import { splitName } from './booking-item.ts';
import { pullOne } from './pull.ts';
import { pushReservation } from './push-reservation.ts';

const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const BOOKINGS = { method: 'POST', path: '/bookings' };

let account: Beds24Account;
beforeEach(async () => {
  account = await openBeds24Account();
});
afterEach(() => account.close());

const order = (over: Partial<ReservationOrder> = {}): ReservationOrder => ({
  ...{ ownRef: 'r-5f1c', externalId: null, externalRoomId: '501101', status: 'confirmed', mayExist: false },
  ...{ arrival: d('2027-03-05'), departure: d('2027-03-07'), adults: 2, children: 1 },
  guest: { name: 'Ana Maria Marlow', email: 'ana.marlow@guest.example', phone: '+353 1 555 0100' },
  ...{ priceMinor: 23_750, note: 'Cot in the room' },
  ...over,
});
async function send(over: Partial<ReservationOrder> = {}): Promise<string> {
  const pushed = await pushReservation(account.context, order(over));
  if (!pushed.ok) throw new Error(`${pushed.failure.code}: ${pushed.failure.words}`);
  return pushed.value.externalId;
}
const failing = async (over: Partial<ReservationOrder> = {}) => {
  const pushed = await pushReservation(account.context, order(over));
  return pushed.ok ? expect.fail('It was taken.') : pushed.failure;
};
const rows = () => account.sandbox.state.bookings;
const asks = (method: string) => account.sandbox.requests.filter((request) => request.method === method);

describe('a booking from the desk', () => {
  it('is made as it is, with our reference, and reads back the same', async () => {
    const id = await send();
    expect(rows()).toHaveLength(1);
    expect(await pullOne(account.context, id)).toMatchObject({
      ok: true,
      value: {
        ...{ externalId: id, ownRef: 'r-5f1c', status: 'confirmed', channel: 'direct', channelRef: null },
        ...{ arrival: '2027-03-05', departure: '2027-03-07', adults: 2, children: 1, priceMinor: 23_750 },
        guest: { name: 'Ana Maria Marlow', email: 'ana.marlow@guest.example', phone: '+353 1 555 0100' },
        note: 'Cot in the room',
      },
    });
  });

  it('is made although the night is full there: it exists, and a double booking must show', async () => {
    account.sandbox.ota.book({ roomId: 501_102, arrival: d('2027-03-05'), departure: d('2027-03-07') });
    await send({ externalRoomId: '501102' });
    expect(account.sandbox.state.calendar(501_102, d('2027-03-05'), d('2027-03-05'))).toMatchObject([
      { numAvail: -1 },
    ]);
  });

  it('sends no mail and no webhook', async () => {
    await send();
    expect(JSON.parse(asks('POST')[0]?.body ?? '')).not.toHaveProperty('0.actions');
    expect(account.sandbox.webhooks.waiting).toBe(0);
  });

  it('with longer words than they take is cut, not refused', async () => {
    const guest = { name: `${'Long '.repeat(60)}Name`, email: '', phone: '' };
    const id = await send({ guest, note: 'x'.repeat(9_000), adults: 250 });
    expect(rows()[0]).toMatchObject({ lastName: 'Name', numAdult: 99 });
    expect(await pullOne(account.context, id)).toMatchObject({ ok: true });
  });

  it('with nothing known of the guest or the price says nothing of them', async () => {
    await send({ guest: { name: ' ', email: '', phone: '' }, note: '', priceMinor: null });
    expect(Object.keys((JSON.parse(asks('POST')[0]?.body ?? '') as object[])[0] ?? {})).toEqual([
      ...['roomId', 'arrival', 'departure', 'numAdult', 'numChild', 'notes', 'status', 'infoItems'],
    ]);
  });
});

describe('a try whose answer was lost', () => {
  it.each([
    { kind: 'reset', applied: true },
    { kind: 'status', status: 500, applied: true },
    { kind: 'malformed-json' },
  ] as const)('is found again and not made twice: %j', async (fault) => {
    account.sandbox.faults.inject(fault, 'once', BOOKINGS);
    expect((await failing()).mayHaveHappened).toBe(true);
    const id = await send({ mayExist: true });
    expect(rows().map((row) => String(row['id']))).toEqual([id]);
  });

  it('is found although its dates and its room have changed since, and is changed', async () => {
    account.sandbox.faults.inject({ kind: 'reset', applied: true }, 'once', BOOKINGS);
    await failing();
    await send({
      mayExist: true,
      arrival: d('2027-03-20'),
      departure: d('2027-03-22'),
      externalRoomId: '501102',
    });
    expect(rows()).toMatchObject([{ arrival: '2027-03-20', roomId: 501_102 }]);
  });

  it('is found although it was cancelled there', async () => {
    account.sandbox.faults.inject({ kind: 'reset', applied: true }, 'once', BOOKINGS);
    await failing();
    account.sandbox.ota.cancel(70_000_001);
    await send({ mayExist: true, status: 'cancelled' });
    expect(rows()).toMatchObject([{ status: 'cancelled' }]);
  });

  it('is made where it never arrived', async () => {
    account.sandbox.faults.inject({ kind: 'reset' }, 'once', BOOKINGS);
    expect((await failing()).mayHaveHappened).toBe(true);
    await send({ mayExist: true });
    expect(rows()).toHaveLength(1);
  });

  it('is not tried again before it was looked for', async () => {
    account.sandbox.faults.inject({ kind: 'status', status: 500 }, 'once', {
      method: 'GET',
      path: '/bookings',
    });
    expect((await failing({ mayExist: true })).code).toBe('unavailable');
    expect(rows()).toEqual([]);
  });

  it('is found where they confirm without its number', async () => {
    account.sandbox.faults.inject({ kind: 'no-new-ids' }, 'once', BOOKINGS);
    expect(await send()).toBe('70000001');
  });

  it('stays open where they confirm and do not show it', async () => {
    const rewrite = (): unknown => [{ success: true }];
    account.sandbox.faults.inject({ kind: 'rewrite', rewrite }, 'once', BOOKINGS);
    account.sandbox.faults.inject({ kind: 'status', status: 500 }, 'once', {
      method: 'GET',
      path: '/bookings',
    });
    expect(await failing()).toMatchObject({ code: 'unavailable', mayHaveHappened: true });
  });
});

describe('a change', () => {
  it('goes to the booking that is there', async () => {
    const externalId = await send();
    expect(await send({ externalId, arrival: d('2027-03-06'), priceMinor: 11_900 })).toBe(externalId);
    expect(rows()).toMatchObject([{ arrival: '2027-03-06', price: 119, infoItems: [{ code: 'EXTREF' }] }]);
  });

  it('clears a note, and brings back what we made', async () => {
    const externalId = await send();
    await send({ externalId, status: 'cancelled' });
    await send({ externalId, note: '' });
    expect(rows()).toMatchObject([{ status: 'confirmed', notes: '' }]);
  });

  it('of what others made leaves its status: no request is accepted, nothing cancelled comes back', async () => {
    const stay = { roomId: 501_101, arrival: d('2027-03-05'), departure: d('2027-03-07') };
    const [asked, gone] = [account.sandbox.ota.book(stay), account.sandbox.ota.book(stay)];
    account.sandbox.ota.change(asked.id, { status: 'request' });
    account.sandbox.ota.cancel(gone.id);
    for (const { id } of [asked, gone]) await send({ ownRef: '', externalId: String(id) });
    expect(rows()).toMatchObject([
      { status: 'request', notes: 'Cot in the room' },
      { status: 'cancelled', notes: 'Cot in the room' },
    ]);
    await send({ ownRef: '', externalId: String(asked.id), status: 'cancelled' });
    expect(rows()[0]).toMatchObject({ status: 'cancelled' });
  });

  it('to a booking that was deleted there is gone', async () => {
    expect((await failing({ externalId: '12' })).code).toBe('gone');
  });

  it('that cancels touches nothing else and deletes nothing; twice is the same', async () => {
    const externalId = await send();
    expect(await send({ externalId, status: 'cancelled', priceMinor: 1 })).toBe(externalId);
    expect(await send({ externalId, status: 'cancelled' })).toBe(externalId);
    expect(rows()).toMatchObject([{ status: 'cancelled', price: 237.5 }]);
    expect(asks('DELETE')).toEqual([]);
  });

  it('that cancels what was never made is done', async () => {
    expect(await send({ status: 'cancelled' })).toBe('');
    expect(await send({ status: 'cancelled', mayExist: true })).toBe('');
    expect(rows()).toEqual([]);
  });
});

describe('a refusal', () => {
  it('is in their words, without the guest', async () => {
    const errors = [
      {
        action: 'new booking',
        field: 'lastName',
        message: 'Marlow of ana.marlow@guest.example "Cot" too odd',
      },
    ];
    const rewrite = (): unknown => [{ success: false, errors }];
    account.sandbox.faults.inject({ kind: 'rewrite', rewrite }, 'once', BOOKINGS);
    const failure = await failing();
    expect(failure).toMatchObject({ code: 'rejected', mayHaveHappened: false });
    expect(failure.words).toContain('lastName');
    expect(JSON.stringify(failure)).not.toMatch(/Marlow|ana\.|Cot\b/);
    expect(JSON.stringify(account.log)).not.toMatch(/Marlow|ana\./);
  });

  it('is none where the booking was made and only a part of it was not', async () => {
    const rewrite = (body: unknown): unknown =>
      (body as object[]).map((item) => ({ ...item, success: false }));
    account.sandbox.faults.inject({ kind: 'rewrite', rewrite }, 'once', BOOKINGS);
    expect(await send()).toBe('70000001');
  });

  it.each([
    [{ externalRoomId: '999' }, 'unmapped'],
    [{ externalRoomId: 'abc' }, 'rejected'],
    [{ externalId: 'abc' }, 'rejected'],
    [{ departure: d('2027-03-05') }, 'rejected'],
  ])('%j is %s', async (over, code) => {
    expect((await failing(over)).code).toBe(code);
    expect(rows()).toEqual([]);
  });

  it('for want of a scope says which', async () => {
    await account.close();
    account = await openBeds24Account({ scopes: ['all:bookings'] });
    const failure = await failing();
    expect(failure.code).toBe('forbidden');
    expect(failure.words).toContain('write:bookings-personal');
  });
});

it.each([
  ['Ana Maria Marlow', 'Ana Maria', 'Marlow'],
  ['Marlow', '', 'Marlow'],
  ['  ', '', ''],
])('%j is %j %j', (name, firstName, lastName) => {
  expect(splitName(name)).toEqual({ firstName, lastName });
});

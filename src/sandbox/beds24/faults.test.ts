import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clock, closeBeds24, d, openBeds24, type Reply, type TestClient } from './beds24-for-test.ts';
import type { Beds24Fault } from './faults.ts';
import { startBeds24 } from './server.ts';

let client: TestClient;
beforeEach(async () => {
  client = await openBeds24();
});
afterEach(closeBeds24);

const stay = { roomId: 501_101, arrival: d('2027-03-10'), departure: d('2027-03-12') };
const strike = async (fault: Beds24Fault, path = '/bookings'): Promise<Reply> => {
  client.sandbox.faults.inject(fault);
  return client.get(path);
};
async function raw(fault: Beds24Fault): Promise<{ readonly type: string | null; readonly text: string }> {
  client.sandbox.faults.inject(fault);
  const { baseUrl } = client.sandbox;
  const response = await fetch(`${baseUrl}/bookings`, { headers: { token: client.token } });
  return { type: response.headers.get('content-type'), text: await response.text() };
}
const rows = (reply: Reply): readonly Record<string, unknown>[] =>
  (reply.json as unknown as { data: Record<string, unknown>[] }).data;

describe('requests that get lost', () => {
  it('had no effect, or had it, as the fault says', async () => {
    const { faults, state } = client.sandbox;
    await client.post('/bookings', [stay]);
    faults.inject({ kind: 'reset' });
    await expect(client.post('/bookings', [stay])).rejects.toThrow();
    expect(state.bookings).toHaveLength(1);
    faults.inject({ kind: 'reset', applied: true });
    await expect(client.post('/bookings', [stay])).rejects.toThrow();
    expect(state.bookings).toHaveLength(2);
    faults.inject({ kind: 'status', status: 503, applied: true });
    expect((await client.post('/bookings', [stay])).status).toBe(503);
    expect(state.bookings).toHaveLength(3);
    faults.inject({ kind: 'status', status: 500 });
    expect((await client.post('/bookings', [stay])).status).toBe(500);
    expect(state.bookings).toHaveLength(3);
  });

  it('wait for an answer that never comes', async () => {
    for (const applied of [false, true]) {
      client.sandbox.faults.inject({ kind: 'timeout', applied }, 'once', { method: 'POST' });
      const leaving = new AbortController();
      const waiting = client.send('POST', '/bookings', {
        body: JSON.stringify([stay]),
        headers: { 'content-type': 'application/json' },
        signal: leaving.signal,
      });
      const unanswered = (): number =>
        client.sandbox.requests.filter((request) => request.status === 0).length;
      while (unanswered() < (applied ? 2 : 1)) await client.get('/authentication/details');
      leaving.abort();
      await expect(waiting).rejects.toThrow();
      expect(client.sandbox.state.bookings).toHaveLength(applied ? 1 : 0);
    }
  });

  it('find nobody while the sandbox is offline', async () => {
    client.sandbox.isOffline = true;
    await expect(client.get('/bookings')).rejects.toThrow();
    client.sandbox.isOffline = false;
    expect((await client.get('/bookings')).status).toBe(200);
  });
});

describe('answers that refuse', () => {
  it('say 401, or 429 with the credit headers and Retry-After only where asked', async () => {
    expect((await strike({ kind: 'status', status: 401 })).json).toMatchObject({ code: 401 });
    const limited = await strike({ kind: 'status', status: 429 });
    expect([limited.status, limited.json]).toEqual([429, { success: false }]);
    expect(limited.headers.get('x-five-min-limit-resets-in')).not.toBeNull();
    expect(limited.headers.get('retry-after')).toBeNull();
    const told = await strike({ kind: 'status', status: 429, retryAfter: 7 });
    expect(told.headers.get('retry-after')).toBe('7');
  });

  it('strike where they are aimed, as often as they are meant to', async () => {
    const { faults } = client.sandbox;
    faults.inject({ kind: 'status', status: 502 }, { times: 2 }, { method: 'GET', path: '/properties' });
    const answers = ['/bookings', '/properties', '/bookings', '/properties', '/properties'];
    const statuses: number[] = [];
    for (const path of answers) statuses.push((await client.get(path)).status);
    expect(statuses).toEqual([200, 502, 200, 502, 200]);
    faults.inject({ kind: 'status', status: 500 }, { untilAt: clock.at + 1 });
    clock.at += 1;
    expect((await client.get('/bookings')).status).toBe(200);
    const clear = faults.inject({ kind: 'status', status: 500 }, 'until-cleared');
    expect((await client.get('/bookings')).status).toBe(500);
    clear();
    expect((await client.get('/bookings')).status).toBe(200);
  });
});

describe('answers that are spoilt', () => {
  it('in their bytes', async () => {
    const whole = await raw({ kind: 'slow', ms: 1 });
    expect(whole.type).toBe('application/json');
    expect(await raw({ kind: 'wrong-content-type' })).toEqual({ ...whole, type: 'text/plain' });
    const broken = await raw({ kind: 'malformed-json' });
    expect(() => JSON.parse(broken.text) as unknown).toThrow();
    expect((await raw({ kind: 'empty-body' })).text).toBe('');
    expect((await raw({ kind: 'html' })).type).toMatch(/html/);
  });

  it('in their values', async () => {
    client.sandbox.ota.book({ ...stay, price: 237.5 });
    const first = async (fault: Beds24Fault): Promise<Record<string, unknown>> =>
      rows(await strike(fault))[0] ?? {};
    expect(await first({ kind: 'ids-as-text' })).toMatchObject({ roomId: '501101', price: 237.5 });
    expect(await first({ kind: 'prices-as-text' })).toMatchObject({ roomId: 501_101, price: '237.5' });
    expect(await first({ kind: 'unknown-status' })).toMatchObject({ status: 'onHold' });
    expect(await first({ kind: 'inverted-dates' })).toMatchObject({
      ...{ arrival: '2027-03-12', departure: '2027-03-10' },
    });
    const path = '/inventory/rooms/calendar?startDate=2027-03-01&endDate=2027-03-01&includeNumAvail=true';
    expect(rows(await strike({ kind: 'negative-availability' }, path))).toMatchObject([
      { calendar: [{ numAvail: -1 }] },
      {},
    ]);
    expect((await strike({ kind: 'rewrite', rewrite: () => ({ data: null }) })).json).toEqual({ data: null });
    client.sandbox.faults.inject({ kind: 'no-new-ids' });
    expect((await client.post('/bookings', [stay])).json).toEqual([{ success: true }]);
    expect(client.sandbox.state.bookings[0]).toMatchObject({ status: 'new', arrival: '2027-03-10' });
  });

  it('in their pages and headers', async () => {
    client.sandbox.pageSize = 1;
    client.sandbox.ota.book(stay);
    client.sandbox.ota.book(stay);
    const whole = await client.get('/bookings');
    const again = await strike({ kind: 'page-repeats' }, '/bookings?page=2');
    expect(rows(again)).toEqual(rows(whole));
    expect(again.json).toMatchObject({ pages: { nextPageExists: true } });
    const missing = await strike({ kind: 'credit-headers', how: 'missing' });
    expect(missing.headers.get('x-request-cost')).toBeNull();
    const documented = await strike({ kind: 'credit-headers', how: 'documented' });
    expect(documented.headers.get('X-RequestCost')).toBe('1');
  });
});

describe('the sandbox itself', () => {
  it('can run ahead of the clock it was given', async () => {
    client.sandbox.skewMs = 3_600_000;
    expect(client.sandbox.ota.book(stay).modifiedTime).toBe('2027-03-01T13:00:00Z');
  });

  it('gives another account other tokens, and answers without a network', async () => {
    const other = await startBeds24({ clock, zone: 'Europe/Lisbon', account: 'other' });
    const asked = {
      ...{ method: 'GET', path: '/v2/bookings', query: new URLSearchParams(), body: '' },
      headers: { token: client.token },
    };
    expect([other.answer(asked).answer.status, client.sandbox.answer(asked).answer.status]).toEqual([
      401, 200,
    ]);
    await other.close();
  });

  it('takes ten thousand bookings and tells them page by page', async () => {
    const item = { ...stay, roomQty: 1 };
    const { json } = await client.post('/bookings', Array(10_000).fill(item));
    expect(json.every(({ success }) => success)).toBe(true);
    expect(client.sandbox.state.calendar(501_101, stay.arrival, stay.arrival)[0]?.['numAvail']).toBe(-9_997);
    expect(rows(await client.get('/bookings?page=101'))).toEqual([]);
    expect(rows(await client.get('/bookings?page=100'))).toHaveLength(100);
  });
});

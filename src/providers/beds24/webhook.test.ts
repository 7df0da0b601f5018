import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebhook, WEBHOOK_HEADER } from './webhook.ts';

const SECRET = 'a-long-random-secret-of-our-own';
const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;
const raw = (body: unknown, headers: Record<string, string> = { [WEBHOOK_HEADER]: SECRET }) => ({
  headers,
  body: body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body)),
});
const read = (body: unknown, headers?: Record<string, string>) => parseWebhook(raw(body, headers), SECRET);

describe('who sent it', () => {
  it.each([
    {},
    { [WEBHOOK_HEADER]: '' },
    { [WEBHOOK_HEADER]: SECRET.slice(1) },
    { [WEBHOOK_HEADER]: `${SECRET}x` },
    { authorization: SECRET },
  ])('%j is not authentic', (headers) => {
    expect(read(fixture('webhook-booking'), headers as Record<string, string>)).toBeUndefined();
  });

  it('can not be an empty secret', () => {
    expect(parseWebhook(raw({}, { [WEBHOOK_HEADER]: '' }), '')).toBeUndefined();
  });

  it('may write the header in any case', () => {
    expect(read(fixture('webhook-booking'), { 'X-Bellhop-Key': SECRET })).toBeDefined();
  });
});

describe('what it means', () => {
  it('is a hint to read the booking again, never the booking itself', () => {
    expect(read(fixture('webhook-booking'))).toMatchObject({
      type: 'hint',
      about: 'bookings',
      externalId: '70001234',
    });
  });

  it('is a hint about inventory, whose ids are text', () => {
    expect(read(fixture('webhook-inventory'))).toMatchObject({
      type: 'hint',
      about: 'inventory',
      externalId: null,
    });
  });

  it.each([{}, [], 'text', 7, { booking: {} }, { booking: { id: 'abc' } }, { action: 'SYNC_ROOM' }])(
    '%j is unknown',
    (body) => {
      expect(read(body)).toMatchObject({ type: 'unknown', words: expect.stringMatching(/\.$/) as string });
    },
  );

  it('is unknown where it is no JSON or no text at all, and nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(read(bytes)).toBeDefined();
      }),
    );
  });
});

describe('which delivery it is', () => {
  const id = (body: unknown, headers?: Record<string, string>) => read(body, headers)?.deliveryId;
  const booking = fixture('webhook-booking');

  it('is the same for every try of it, however its fields are ordered', () => {
    const again = Object.fromEntries(Object.entries({ ...booking, retries: 4 }).reverse());
    expect(id(again)).toBe(id(booking));
    expect(id(booking)).toMatch(/^[\w-]{43}$/);
  });

  it('differs where the booking does', () => {
    const other = { ...booking, booking: { ...(booking['booking'] as object), status: 'confirmed' } };
    expect(id(other)).not.toBe(id(booking));
    expect(id({ ...booking, timeStamp: '2027-01-20T17:09:00Z' })).not.toBe(id(booking));
  });

  it('is none that can be told from another where it always says the same', () => {
    expect(id(fixture('webhook-inventory'))).toBeNull();
    expect(id(fixture('webhook-inventory'), { [WEBHOOK_HEADER]: SECRET, 'x-delivery-id': 'd-18' })).toBe(
      'd-18',
    );
  });

  it('is the number that whoever hands it on has given', () => {
    expect(id(booking, { [WEBHOOK_HEADER]: SECRET, 'x-delivery-id': 'd-17' })).toBe('d-17');
  });
});

import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { RawDelivery, WebhookMeaning } from '../kit/provider.ts';
import { bookingSchema } from './wire.ts';

/** The header that carries our secret. Beds24 signs nothing; it repeats the header lines a property was given. */
export const WEBHOOK_HEADER = 'x-bellhop-key';
/** Whoever hands a delivery on may give it a number of its own. */
const DELIVERY_HEADER = 'x-delivery-id';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Digests are of one length, so neither content nor length of the secret can be told from the time it takes. */
function isAuthentic(headers: RawDelivery['headers'], secret: string): boolean {
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === WEBHOOK_HEADER)?.[1] ?? '';
  return timingSafeEqual(sha256(given), sha256(secret)) && secret !== '';
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entry]) => [name, sorted(entry)]),
  );
};

const numberOf = (headers: RawDelivery['headers']): string | undefined => headers[DELIVERY_HEADER]?.trim();

/** The same for every try of one delivery: how often it was tried is the only thing that differs between them. */
function deliveryIdOf({ headers, body }: RawDelivery, read: unknown): string {
  const given = numberOf(headers);
  if (given) return given;
  if (typeof read !== 'object' || read === null) return createHash('sha256').update(body).digest('base64url');
  const { retries: _retries, ...rest } = read as Readonly<Record<string, unknown>>;
  return sha256(JSON.stringify(sorted(rest))).toString('base64url');
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

const bookingHook = z.object({ booking: bookingSchema });
const inventoryHook = z.object({ action: z.string(), roomId: z.union([z.string(), z.number()]) });

/**
 * What a delivery means; undefined where it does not carry our secret. A booking comes as a hint to read it anew, never as
 * the booking itself: the body has no currency, has guests only by setting, and may be older than what is known already.
 */
export function parseWebhook(raw: RawDelivery, secret: string): WebhookMeaning | undefined {
  if (!isAuthentic(raw.headers, secret)) return undefined;
  const body = jsonOf(raw.body);
  const deliveryId = deliveryIdOf(raw, body);
  const { data } = bookingHook.safeParse(body);
  if (data?.booking.id !== undefined)
    return { type: 'hint', about: 'bookings', externalId: data.booking.id, deliveryId };
  const inventory = inventoryHook.safeParse(body).data;
  // a room is no booking that could be read by its number: whoever gets this reads what changed. It says the same each time
  if (inventory)
    return { type: 'hint', about: 'inventory', externalId: null, deliveryId: numberOf(raw.headers) ?? null };
  const words =
    'Beds24 sent something that is neither a booking nor a change of inventory. Bookings are read again to be sure.';
  return { type: 'unknown', words, deliveryId };
}

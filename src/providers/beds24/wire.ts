import { z } from 'zod';
import type { Outcome } from '../kit/provider.ts';
import { done, failed, strangeAnswer } from './failures.ts';

/*
 * What is read of Beds24's answers, and nothing else: every schema drops the fields that it does not name, so card data
 * and payment tokens are gone once an answer was parsed. Numbers may come as text and ids as either. A field that can not
 * be read is as good as absent; only what nothing can be done without is asked for.
 */

type Read<T> = (value: unknown) => T | undefined;

const readText: Read<string> = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
const readNumber: Read<number> = (value) => {
  const number = typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};
/** Ids are texts with us, whatever they are there. 0 stands for none. */
const readId: Read<string> = (value) => {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^0*[1-9]\d{0,19}$/.test(text) ? text.replace(/^0+/, '') : undefined;
};
const readFlag: Read<boolean> = (value) => {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === '1' || value === 1 ? true : undefined;
};

/** The value, or undefined where it is absent, null or beyond reading. A plain function: there are many rows. */
const reading = <T>(read: Read<T>) => z.unknown().optional().transform(read);
const text = reading(readText);
const numeric = reading(readNumber);
const id = reading(readId);
const flag = reading(readFlag);
const neededId = id.pipe(z.string());
/** As {@link reading}, for what has a schema of its own. */
const lenient = <S extends z.ZodType>(schema: S) =>
  reading((value): z.output<S> | undefined =>
    value === null || value === undefined ? undefined : schema.safeParse(value).data,
  );
const list = z
  .unknown()
  .optional()
  .transform((value): readonly unknown[] => (Array.isArray(value) ? value : []));

export const bookingSchema = z.object({
  id,
  propertyId: id,
  roomId: id,
  roomQty: numeric,
  masterId: id,
  bookingGroup: lenient(z.object({ master: id, ids: list })),
  channel: text,
  apiSourceId: numeric,
  apiReference: text,
  status: text,
  subStatus: text,
  arrival: text,
  departure: text,
  numAdult: numeric,
  numChild: numeric,
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  mobile: text,
  country2: text,
  comments: text,
  notes: text,
  price: numeric,
  commission: numeric,
  bookingTime: text,
  modifiedTime: text,
  infoItems: list,
  guests: list,
});
export type WireBooking = z.output<typeof bookingSchema>;

export const infoItemSchema = z.object({ code: text, text: text });
export const guestSchema = z.object({ id: id });

const calendarRangeSchema = z.object({
  from: text,
  to: text,
  numAvail: numeric,
  minStay: numeric,
  maxStay: numeric,
  override: text,
});
/** One range of one room, with the prices by slot. */
export type WireRange = z.output<typeof calendarRangeSchema> & {
  readonly prices: ReadonlyMap<number, number>;
};

const SLOT = /^price([1-9]|1[0-6])$/;

/** Undefined where it is no range at all. */
export function readRange(value: unknown): WireRange | undefined {
  const read = calendarRangeSchema.safeParse(value);
  if (!read.success) return undefined;
  const prices = new Map<number, number>();
  for (const [name, price] of Object.entries(value as object)) {
    const slot = SLOT.exec(name)?.[1];
    const amount = slot === undefined ? undefined : readNumber(price);
    if (amount !== undefined) prices.set(Number(slot), amount);
  }
  return { ...read.data, prices };
}

export const calendarRoomSchema = z.object({ roomId: neededId, calendar: list });

export const propertySchema = z.object({
  id: neededId,
  name: text,
  currency: lenient(z.string().regex(/^[A-Za-z]{3}$/)),
  roomTypes: list,
});
export const roomTypeSchema = z.object({
  id: neededId,
  name: text,
  qty: numeric,
  maxPeople: numeric,
  priceRules: list,
});
export const priceRuleSchema = z.object({
  id: neededId,
  name: text,
  priceLinking: lenient(z.object({ roomId: id, priceId: id })),
});

const itemErrorSchema = z.object({ field: text, message: text });
const newSchema = lenient(z.object({ id: id }));
/** One result of a POST, in the order of what was sent. */
export const itemResultSchema = z.object({
  success: flag,
  new: newSchema,
  modified: lenient(z.looseObject({})),
  errors: list.pipe(z.array(itemErrorSchema.catch({ field: undefined, message: undefined }))),
  warnings: list.pipe(z.array(itemErrorSchema.catch({ field: undefined, message: undefined }))),
});
export type ItemResult = z.output<typeof itemResultSchema>;

export const sessionSchema = z.object({
  token: z.string().min(1),
  expiresIn: numeric,
  refreshToken: lenient(z.string().min(1)),
});
export const detailsSchema = z.object({
  validToken: flag,
  token: lenient(z.object({ scopes: list })),
});

const pageSchema = z.object({
  data: z.array(z.unknown()),
  pages: lenient(z.object({ nextPageExists: flag })),
});

/** One page of a GET. The ready link to the next page is not looked at: pages are asked for by number, at our own address. */
export interface WirePage {
  readonly rows: readonly unknown[];
  readonly hasMore: boolean;
}

export function readPage(body: unknown): Outcome<WirePage> {
  const read = pageSchema.safeParse(body);
  if (!read.success) return failed(strangeAnswer('a list of rows is missing'));
  return done({ rows: read.data.data, hasMore: read.data.pages?.nextPageExists === true });
}

/** The results of a POST of `count` items. One that can not be read says nothing of what became of its item. */
export function readResults(body: unknown, count: number): Outcome<readonly ItemResult[]> {
  if (!Array.isArray(body) || body.length !== count)
    return failed(strangeAnswer('it does not say what became of each item', true));
  const results = body.map((item) => itemResultSchema.safeParse(item));
  const read = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return read.length === count ? done(read) : failed(strangeAnswer('a result is not one', true));
}

import { z } from 'zod';
import type { Outcome } from '../kit/provider.ts';
import { done, failed, strangeAnswer } from './failures.ts';

/*
 * What is read of Beds24's answers, and nothing else: every schema drops the fields that it does not name, so card data
 * and payment tokens are gone once an answer was parsed. Numbers may come as text and ids as either. A field that can not
 * be read is as good as absent; only what nothing can be done without is asked for.
 */

const NUMBER = /^\s*-?\d+(\.\d+)?\s*$/;

const numeric = z
  .union([z.number(), z.string().regex(NUMBER).transform(Number)])
  .pipe(z.number().refine(Number.isFinite));
/** Ids are texts with us, whatever they are there. 0 stands for none. */
const idText = z
  .union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/)])
  .transform((id) => String(id).replace(/^0+(?=\d)/, ''))
  .refine((id) => id !== '0');
const lenientFlag = z.union([z.boolean(), z.enum(['true', '1']).transform(() => true)]);
const plainText = z.union([z.string(), z.number().transform(String)]);

/** The value, or undefined where it is absent, null or beyond reading. */
const lenient = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => {
    const read = schema.safeParse(value);
    return read.success ? read.data : undefined;
  }, z.custom<z.output<S> | undefined>());

const list = z.preprocess((value): unknown[] => (Array.isArray(value) ? value : []), z.array(z.unknown()));

export const bookingSchema = z.object({
  id: lenient(idText),
  propertyId: lenient(idText),
  roomId: lenient(idText),
  roomQty: lenient(numeric),
  masterId: lenient(idText),
  bookingGroup: lenient(z.object({ master: lenient(idText), ids: list })),
  channel: lenient(plainText),
  apiSourceId: lenient(numeric),
  apiReference: lenient(plainText),
  status: lenient(plainText),
  subStatus: lenient(plainText),
  arrival: lenient(z.string()),
  departure: lenient(z.string()),
  numAdult: lenient(numeric),
  numChild: lenient(numeric),
  firstName: lenient(plainText),
  lastName: lenient(plainText),
  email: lenient(plainText),
  phone: lenient(plainText),
  mobile: lenient(plainText),
  country2: lenient(plainText),
  comments: lenient(plainText),
  notes: lenient(plainText),
  price: lenient(numeric),
  commission: lenient(numeric),
  bookingTime: lenient(z.string()),
  modifiedTime: lenient(z.string()),
  infoItems: list,
  guests: list,
});
export type WireBooking = z.output<typeof bookingSchema>;

export const infoItemSchema = z.object({ code: lenient(plainText), text: lenient(plainText) });
export const guestSchema = z.object({ id: lenient(idText) });

const calendarRangeSchema = z.object({
  from: lenient(z.string()),
  to: lenient(z.string()),
  numAvail: lenient(numeric),
  minStay: lenient(numeric),
  maxStay: lenient(numeric),
  override: lenient(z.string()),
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
    const amount = slot === undefined ? undefined : lenient(numeric).parse(price);
    if (amount !== undefined) prices.set(Number(slot), amount);
  }
  return { ...read.data, prices };
}

export const calendarRoomSchema = z.object({ roomId: idText, calendar: list });

export const propertySchema = z.object({
  id: idText,
  name: lenient(plainText),
  currency: lenient(z.string().regex(/^[A-Za-z]{3}$/)),
  roomTypes: list,
});
export const roomTypeSchema = z.object({
  id: idText,
  name: lenient(plainText),
  qty: lenient(numeric),
  maxPeople: lenient(numeric),
  priceRules: list,
});
export const priceRuleSchema = z.object({
  id: idText,
  name: lenient(plainText),
  priceLinking: lenient(z.object({ roomId: lenient(idText), priceId: lenient(idText) })),
});

const itemErrorSchema = z.object({ field: lenient(plainText), message: lenient(plainText) });
const newSchema = lenient(z.object({ id: lenient(idText) }));
/** One result of a POST, in the order of what was sent. */
export const itemResultSchema = z.object({
  success: lenient(lenientFlag),
  new: newSchema,
  modified: lenient(z.looseObject({})),
  errors: list.pipe(z.array(itemErrorSchema.catch({ field: undefined, message: undefined }))),
  warnings: list.pipe(z.array(itemErrorSchema.catch({ field: undefined, message: undefined }))),
});
export type ItemResult = z.output<typeof itemResultSchema>;

export const sessionSchema = z.object({
  token: z.string().min(1),
  expiresIn: lenient(numeric),
  refreshToken: lenient(z.string().min(1)),
});
export const detailsSchema = z.object({
  validToken: lenient(lenientFlag),
  token: lenient(z.object({ scopes: list })),
});

const pageSchema = z.object({
  data: z.array(z.unknown()),
  pages: lenient(z.object({ nextPageExists: lenient(lenientFlag) })),
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

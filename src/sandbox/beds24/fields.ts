import { parseStayDate } from '../../domain/stay-date.ts';
import { type Asked, type ItemError, Refusal } from './answer.ts';

export type Item = Readonly<Record<string, unknown>>;

/** What is wrong with a value, or undefined. */
export type Check = (value: unknown) => string | undefined;

const MOST_BYTES = 1_000_000;
const MOST_ITEMS = 10_000;

export const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const whole =
  (least: number, most = 2_147_483_647): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `must be an integer from ${least} to ${most}`;

export const amount =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most
      ? undefined
      : `must be a number from ${least} to ${most}`;

export const text =
  (most: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= most
      ? undefined
      : `must be a string of up to ${most} characters`;

export const pattern =
  (shape: RegExp, words: string): Check =>
  (value) =>
    typeof value === 'string' && shape.test(value) ? undefined : words;

export const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string) ? undefined : `must be one of ${values.join(', ')}`;

export const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');

export const date: Check = (value) =>
  typeof value === 'string' && parseStayDate(value) !== undefined ? undefined : 'must be YYYY-MM-DD';

export const list: Check = (value) => (Array.isArray(value) ? undefined : 'must be an array');

/** As `check`, or null, which removes the value. */
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);

/** Every field that is wrong, and every one that the API does not take. */
export function wrongFields(
  item: Item,
  checks: Readonly<Record<string, Check>>,
  action: string,
): ItemError[] {
  return Object.entries(item).flatMap(([field, value]) => {
    const check = Object.hasOwn(checks, field) ? checks[field] : undefined;
    const message = check === undefined ? 'unknown field' : check(value);
    return message === undefined ? [] : [{ action, field, message }];
  });
}

export const missingFields = (item: Item, names: readonly string[], action: string): ItemError[] =>
  names.flatMap((field) => (item[field] === undefined ? [{ action, field, message: 'is required' }] : []));

/**
 * The items of a POST. Which status answers a body that is too large is not known; the documents list 400 alone. An empty
 * array is refused as well.
 */
export function readItems({ body, headers }: Asked): readonly unknown[] {
  if (!/^application\/json(;|$)/i.test(headers['content-type'] ?? ''))
    throw new Refusal(400, 'content-type must be application/json');
  if (Buffer.byteLength(body) > MOST_BYTES) throw new Refusal(400, 'payload too large');
  let items: unknown;
  try {
    items = JSON.parse(body);
  } catch {
    throw new Refusal(400, 'body is not valid JSON');
  }
  if (!Array.isArray(items) || items.length === 0) throw new Refusal(400, 'body must be an array of items');
  if (items.length > MOST_ITEMS) throw new Refusal(400, 'too many items');
  return items;
}

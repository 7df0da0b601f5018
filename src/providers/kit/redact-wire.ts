import { redactText } from './redact.ts';

const GONE = '…';
const LONGEST_SHOWN = 2_000;
const LONGEST_WORD = 200;
/** Of a long list the first few are shown. */
const ITEMS_SHOWN = 3;
const FIELDS_SHOWN = 60;
const DEEPEST = 8;

/** Names of fields that hold a person, or a key to something. Numbers and switches under them stay, texts go. */
const PRIVATE_FIELD =
  /name|title|mail|phone|mobile|fax|address|street|city|post ?code|zip|state$|country|company|vat|birth|passport|nationality|guest|comment|note|text|token|secret|password|passwd|authori[sz]ation|api-?key|cookie|session|invite|card|cvv|cvc|iban|^pan$|^ip$|requestip/i;
/** What a channel says about a request stands under the same names as what guests write. */
const CHANNEL_WORDS = /^(?:errors?|warnings?|info)$/;
/** Texts under these are numbers of things, which staff need to find them again. */
const IDENTITY = /id$|^(?:room|unit|property)$/i;
/** Digits as on a payment card, with or without gaps. */
const CARD_LIKE = /(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)/g;
const CARD_NUMBER = 1e12;

const plain = (text: string, secrets: readonly string[]): string => {
  const left = redactText(text.slice(0, 4 * LONGEST_WORD).replace(CARD_LIKE, GONE), secrets);
  return left.length <= LONGEST_WORD ? left : `${left.slice(0, LONGEST_WORD)}${GONE}`;
};

interface Place {
  readonly field: string;
  /** Inside what a channel says about a request. */
  readonly isWords: boolean;
  readonly depth: number;
}

function shownText(text: string, place: Place, secrets: readonly string[]): string {
  if (text === '') return '';
  if (!place.isWords && (PRIVATE_FIELD.test(place.field) || place.field === 'message')) return GONE;
  if (IDENTITY.test(place.field) && /^[\w-]{1,12}$/.test(text) && !secrets.includes(text)) return text;
  return plain(text, secrets);
}

function shown(value: unknown, place: Place, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return shownText(value, place, secrets);
  if (typeof value === 'number') return Math.abs(value) >= CARD_NUMBER ? GONE : value;
  if (typeof value !== 'object' || value === null) return value;
  if (place.depth >= DEEPEST) return GONE;
  const depth = place.depth + 1;
  if (Array.isArray(value)) {
    const items = value.slice(0, ITEMS_SHOWN).map((item) => shown(item, { ...place, depth }, secrets));
    return value.length > ITEMS_SHOWN ? [...items, `${GONE} ${value.length - ITEMS_SHOWN} more`] : items;
  }
  const fields = Object.entries(value).slice(0, FIELDS_SHOWN);
  return Object.fromEntries(
    fields.map(([field, inner]) => {
      const isWords = place.isWords || CHANNEL_WORDS.test(field);
      // a field's own name may be a value in disguise
      return [plain(field, secrets), shown(inner, { field, isWords, depth }, secrets)];
    }),
  );
}

/** A text under its name, as it stands in JSON that could not be read whole; the last one may be cut off. */
const NAMED_TEXT = /"([^"\\]{1,60})"(\s*:\s*)"(?:[^"\\]|\\.)*(?:"|\\?$)/g;

/** What came as text may be JSON that was cut, or that said to be something else: it holds guests all the same. */
const withoutNamed = (text: string): string =>
  text
    .slice(0, 4 * LONGEST_WORD)
    .replace(NAMED_TEXT, (found, field: string, colon: string) =>
      PRIVATE_FIELD.test(field) || field === 'message' ? `"${field}"${colon}"${GONE}"` : found,
    );

/**
 * What was sent or answered, fit for the request log: guests, their addresses and telephone numbers, tokens, long codes
 * and anything like a card number are gone; long lists and texts are cut. Numbers of bookings and rooms stay.
 */
export function redactBody(body: unknown, secrets: readonly string[] = []): string {
  if (body === undefined) return '';
  if (typeof body === 'string') return plain(withoutNamed(body), secrets);
  const text = JSON.stringify(shown(body, { field: '', isWords: false, depth: 0 }, secrets)) ?? '';
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN).toWellFormed()}${GONE}`;
}

/** A path with its query, fit for the log: numbers, dates and switches stay. */
export function redactPath(
  path: string,
  query: readonly (readonly [name: string, value: string])[] = [],
  secrets: readonly string[] = [],
): string {
  const pairs = query.map(([name, value]) => {
    const isPlain = /^(?:[\w.:-]{1,12}|\d{4}-\d\d-\d\d(?:T[\d:.]{5,12}Z?)?|[a-zA-Z]{1,30})$/.test(value);
    const isKept = isPlain && !PRIVATE_FIELD.test(name) && !secrets.includes(value);
    return `${name}=${isKept ? value : shownText(value, { field: name, isWords: false, depth: 0 }, secrets)}`;
  });
  const left = path
    .split('/')
    .map((part) => (/^[\w-]{1,12}$/.test(part) && !secrets.includes(part) ? part : plain(part, secrets)))
    .join('/');
  return pairs.length === 0 ? left : `${left}?${pairs.join('&')}`;
}

/** What a guest is known by in a body that was sent, so that an answer which quotes it can be cleaned of it. */
export function privateTextsOf(body: unknown, most = 200): string[] {
  const found = new Set<string>();
  const look = (value: unknown, field: string, depth: number): void => {
    if (found.size >= most || depth > DEEPEST) return;
    if (typeof value === 'string') {
      if (value.length >= 3 && PRIVATE_FIELD.test(field)) found.add(value);
    } else if (Array.isArray(value)) {
      for (const item of value) look(item, field, depth + 1);
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, item] of Object.entries(value)) look(item, inner, depth + 1);
    }
  };
  look(body, '', 0);
  return [...found];
}

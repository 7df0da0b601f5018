import { minorDigits, parseMinor } from './money.ts';

/** An amount as it is written. */
export interface WrittenAmount {
  readonly from: number;
  readonly to: number;
  /** ISO 4217; empty where no currency stands there; null where its sign is that of several. */
  readonly currency: string | null;
  /** The number as written, without its currency. */
  readonly number: string;
}

const SIGNS: Readonly<Record<string, string | null>> = {
  '€': 'EUR',
  '₹': 'INR',
  '£': 'GBP',
  '฿': 'THB',
  '₫': 'VND',
  '₱': 'PHP',
  '₩': 'KRW',
  // yen and yuan
  '¥': null,
  // a dozen countries
  $: null,
  rs: 'INR',
};

const AMOUNT =
  /(?:(?<![A-Za-z])([A-Z]{3}|[Rr][Ss])\.?|([€₹£฿₫₱₩¥$]))? {0,2}(?<![\d.,])(\d[\d.,' ]{0,20}\d|\d)(?:(?: {0,2}([A-Z]{3})(?![A-Za-z]))|(?: {0,2}([€₹£฿₫₱₩¥$])))?/g;

function currencyOf(words: readonly (string | undefined)[]): string | null {
  for (const word of words) {
    if (word === undefined) continue;
    const sign = SIGNS[word.toLowerCase()];
    return sign === undefined ? word : sign;
  }
  return '';
}

/** Every amount in a short text; numbers of a percentage are none. */
export function amountsIn(text: string): WrittenAmount[] {
  return [...text.matchAll(AMOUNT)].flatMap((match): WrittenAmount[] => {
    const [whole, code, sign, number = '', codeBehind, signBehind] = match;
    const to = match.index + whole.length;
    if (/^\s*%/.test(text.slice(to, to + 3))) return [];
    const lead = whole.length - whole.trimStart().length;
    const currency = currencyOf([sign, code, signBehind, codeBehind]);
    return [{ from: match.index + lead, to, currency, number }];
  });
}

const isCurrency = (code: string): boolean => {
  try {
    return Intl.supportedValuesOf('currency').includes(code);
  } catch {
    return false;
  }
};

/** Groups of the Indian way of writing: 1,23,456.00. */
const INDIAN = /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,3})?$/;
/** One stop with three digits behind it: a thousand, or a fraction that nobody uses. */
const UNCLEAR = /^\d{1,3}\.\d{3}$/;

/** Minor units of a written number; `unclear` where it can be read in two ways, undefined where it is none. */
export function minorOf(number: string, currency: string): number | 'unclear' | undefined {
  const text = number.trim();
  if (!isCurrency(currency)) return undefined;
  const digits = minorDigits(currency);
  if (UNCLEAR.test(text) || (digits === 3 && /^\d{1,3},\d{3}$/.test(text))) return 'unclear';
  return parseMinor(INDIAN.test(text) ? text.replaceAll(',', '') : text, currency);
}

import { minorDigits } from '../../domain/money.ts';

const known = new Map<string, number>();

/** Digits behind the point, undefined for what is no currency: an amount in it would be a guess. */
function digitsOf(currency: string): number | undefined {
  // asking anew for every booking would take longer than all the rest of reading it
  const digits = known.get(currency);
  if (digits !== undefined || !/^[A-Z]{3}$/.test(currency)) return digits;
  const found = minorDigits(currency);
  known.set(currency, found);
  return found;
}

/** Minor units of an amount on the wire; null where it is negative, absurd, or the currency is not known. */
export function minorOf(amount: number | undefined, currency: string): number | null {
  const digits = digitsOf(currency);
  if (amount === undefined || digits === undefined || amount < 0) return null;
  const minor = Math.round(Number((amount * 10 ** digits).toPrecision(15)));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** The amount as it goes over the wire, a plain number in major units. Undefined where the currency is not known. */
export function amountOf(minor: number, currency: string): number | undefined {
  const digits = digitsOf(currency);
  return digits === undefined ? undefined : Number((minor / 10 ** digits).toFixed(digits));
}

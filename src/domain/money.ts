import { z } from 'zod';

/** An amount in the currency's minor units: EUR 12.50 is `{ minor: 1250, currency: 'EUR' }`. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** An ISO 4217 code, such as `EUR`. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Give the three letters of the currency, such as EUR.');
export const moneySchema = z.object({ minor: z.int(), currency: currencySchema });

/** Digits after the decimal point that the currency uses: EUR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** For people: `€1,250.00`. */
export function formatMoney(money: Money, locale = 'en'): string {
  const digits = minorDigits(money.currency);
  return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(
    money.minor / 10 ** digits,
  );
}

/** The minor units of a typed amount such as `1250`, `1,250.00` or `1.250,00`, or undefined where it is not one. */
export function parseMinor(text: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const match = /^(-?)(\d{1,3}(?:([.,\s'])\d{3}(?:\3\d{3})*)?|\d+)(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const fraction = match[4] ?? '';
  if (fraction.length > digits) return undefined;
  const whole = (match[2] ?? '').replace(/\D/g, '');
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? (match[1] ? -minor : minor) : undefined;
}

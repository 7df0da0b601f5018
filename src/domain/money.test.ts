import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatMoney, minorDigits, parseMinor } from './money.ts';

it.each([
  ['1250', 'EUR', 125_000],
  ['1,250.00', 'EUR', 125_000],
  ['1.250,00', 'EUR', 125_000],
  ['12.5', 'EUR', 1_250],
  ['900', 'JPY', 900],
  ['1.234', 'KWD', 1_234_000],
  ['-3.20', 'EUR', -320],
])('reads %s %s', (text, currency, minor) => expect(parseMinor(text, currency)).toBe(minor));

it.each(['', 'abc', '1.2.3', '12.34.56', '1e5', '12.345,678'])('refuses %j', (text) =>
  expect(parseMinor(text, 'EUR')).toBeUndefined(),
);

it('reads back every amount that it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom('EUR', 'JPY', 'USD'), (minor, currency) => {
      const text = formatMoney({ minor, currency }).replace(/[^\d.,]/g, '');
      expect(parseMinor(text, currency)).toBe(minor);
      expect(minorDigits(currency)).toBe(currency === 'JPY' ? 0 : 2);
    }),
  );
});

import { expect, test } from 'vitest';
import { presentPrice } from './present-price.ts';

test.each([
  [[12_000, 12_000], 'Now €120.00.'],
  [[14_000, 9_950, 12_000], 'Now €99.50 to €140.00.'],
  [[12_000, -1], 'Now €120.00; 1 night has none.'],
  [[-1, 12_000, -1], 'Now €120.00; 2 nights have none.'],
  [[-1, -1], 'No price is set yet.'],
])('of the prices %j says %s', (prices, words) => {
  expect(presentPrice(prices, 'EUR')).toBe(words);
});

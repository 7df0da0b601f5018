import { formatMoney } from '../../src/domain/money.ts';
import { count } from '../core/words.ts';

/** What a night costs now, over the chosen nights: "Now EUR 120", "Now EUR 100 to 140; 2 nights have none". Below 0: no price. */
export function presentPrice(prices: ArrayLike<number>, currency: string): string {
  const known = Array.from(prices).filter((minor) => minor >= 0);
  const none = prices.length - known.length;
  const say = (minor: number): string => formatMoney({ minor, currency });
  if (known.length === 0) return 'No price is set yet.';
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  const said = lowest === highest ? say(lowest) : `${say(lowest)} to ${say(highest)}`;
  if (none === 0) return `Now ${said}.`;
  return `Now ${said}; ${count(none, 'night')} ${none === 1 ? 'has' : 'have'} none.`;
}

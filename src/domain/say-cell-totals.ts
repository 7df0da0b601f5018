import { type CellValue, NO_PLAN } from './ari.ts';
import type { RangeChange } from './compact.ts';
import { type CellWords, sayCellPlace } from './say-cell.ts';
import { dayNumber } from './stay-date.ts';

/** What becomes of the nights of one room type, or of one of its rate plans. A night with a new price may count there too. */
export interface CellTotals {
  /** Not for sale any more. */
  readonly closed: number;
  /** For sale that are not now, or of which nobody knows. */
  readonly opened: number;
  /** Still for sale, with fewer left. */
  readonly less: number;
  readonly more: number;
  readonly prices: number;
  /** Only what a stay must be like is another: arrivals, departures, shortest and longest stay. */
  readonly rules: number;
  /** Nothing is known to differ; it is told to be sure. */
  readonly again: number;
}
type Counted = { -readonly [Kind in keyof CellTotals]: number };

/** The totals of one room type and plan. */
export interface PlaceTotals extends CellTotals {
  readonly roomTypeId: number;
  /** 0: the room type itself. */
  readonly ratePlanId: number;
}

const isClosed = ({ available, stopSell }: CellValue): boolean => available === 0 || stopSell === true;
const isForSale = ({ available, stopSell }: CellValue): boolean => (available ?? 0) > 0 || stopSell === false;

const RULES = ['closedToArrival', 'closedToDeparture', 'minLos', 'maxLos'] as const;

const isOtherPrice = ({ priceMinor }: CellValue, before: CellValue): boolean =>
  priceMinor !== undefined && priceMinor !== before.priceMinor;

/** How the night is sold otherwise; undefined where only its price is another. */
function kindOf({ value, direction }: RangeChange, before: CellValue): keyof CellTotals | undefined {
  const isAboutUnits = (['available', 'stopSell'] as const).some(
    (field) => value[field] !== undefined && value[field] !== before[field],
  );
  if (isAboutUnits && isClosed(value)) return 'closed';
  if (isAboutUnits && isForSale(value) && (isClosed(before) || !isForSale(before)))
    return direction === 'closes' ? 'less' : 'opened';
  if (value.available !== undefined && value.available !== before.available)
    return direction === 'closes' || value.available < (before.available ?? 0) ? 'less' : 'more';
  const isPrice = isOtherPrice(value, before);
  // beside a price, rules of which nothing is known only go along
  const isRule = RULES.some(
    (field) =>
      value[field] !== undefined &&
      value[field] !== before[field] &&
      !(isPrice && before[field] === undefined),
  );
  if (isAboutUnits || isRule) return 'rules';
  return isPrice ? undefined : 'again';
}

function countNights(counted: Counted, range: RangeChange, before: CellValue, nights: number): void {
  const kind = kindOf(range, before);
  if (kind) counted[kind] += nights;
  if (isOtherPrice(range.value, before)) counted.prices += nights;
}

/** What all of these ranges do, in nights, by room type and rate plan in the order in which they come. */
export function totalsOf(ranges: readonly RangeChange[]): PlaceTotals[] {
  const places = new Map<string, PlaceTotals & Counted>();
  for (const range of ranges) {
    const { roomTypeId, ratePlanId, from, to, before, beforeByNight } = range;
    const key = `${String(roomTypeId)}/${String(ratePlanId)}`;
    let counted = places.get(key);
    if (!counted) {
      const nothing = { closed: 0, opened: 0, less: 0, more: 0, prices: 0, rules: 0, again: 0 };
      places.set(key, (counted = { roomTypeId, ratePlanId, ...nothing }));
    }
    if (beforeByNight) for (const night of beforeByNight) countNights(counted, range, night, 1);
    else countNights(counted, range, before, dayNumber(to) - dayNumber(from) + 1);
  }
  return [...places.values()].sort(
    (a, b) => Number(a.ratePlanId !== NO_PLAN) - Number(b.ratePlanId !== NO_PLAN),
  );
}

const nights = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${String(count)} ${count === 1 ? `night ${one}` : `nights ${many}`}`;

/** "Double: 14 nights close, 30 nights open", "Double, BAR: 120 prices". */
export function sayTotals(totals: PlaceTotals, words: CellWords): string {
  const { closed, opened, less, more, prices, rules, again } = totals;
  const parts = [
    nights(closed, 'closes', 'close'),
    nights(less, 'with less to sell', 'with less to sell'),
    nights(opened, 'opens', 'open'),
    nights(more, 'with more to sell', 'with more to sell'),
    prices === 0 ? '' : `${String(prices)} ${prices === 1 ? 'price' : 'prices'}`,
    nights(rules, 'with other rules for stays', 'with other rules for stays'),
    nights(again, 'told again', 'told again'),
  ];
  return `${sayCellPlace(totals, words)}: ${parts.filter((part) => part !== '').join(', ')}`;
}

import type { RangeChange } from './compact.ts';
import { type Check, type GuardContext, indexesOf, money, sayWhere } from './guard-check.ts';
import { sayCellPlace } from './say-cell.ts';
import { type DayNumber, dayNumber } from './stay-date.ts';

/** What the range's nights cost before, as far as that is known; undefined once where it is not known of a night. */
function pricesBefore(range: RangeChange, { pricesThere }: GuardContext): Set<number | undefined> {
  const found = new Set<number | undefined>();
  const [from, to] = [dayNumber(range.from), dayNumber(range.to)];
  for (let at = 0; from + at <= to; at += 1) {
    const { priceMinor } = range.beforeByNight?.[at] ?? range.before;
    if (priceMinor !== undefined) found.add(priceMinor);
    else
      for (const price of pricesThere?.(range.roomTypeId, range.ratePlanId, (from + at) as DayNumber) ?? [])
        found.add(price);
  }
  return found;
}

interface Jump {
  readonly percent: number;
  readonly was: number;
}

/** The largest move of a price among the range's nights; undefined where no earlier price is known. */
function jumpOf(range: RangeChange, context: GuardContext): Jump | undefined {
  const after = range.value.priceMinor;
  if (after === undefined) return undefined;
  let worst: Jump | undefined;
  for (const was of pricesBefore(range, context)) {
    if (was === undefined || was === after) continue;
    const percent = was === 0 ? Infinity : (Math.abs(after - was) / was) * 100;
    if (percent > (worst?.percent ?? 0)) worst = { percent, was };
  }
  return worst;
}

export const priceJump: Check = (ranges, context) => {
  const limit = context.jumpPercent ?? 30;
  const jumps = ranges.map((range) => jumpOf(range, context));
  const about = jumps.flatMap((jump, index) => (jump && jump.percent > limit ? [index] : []));
  if (about.length === 0) return undefined;
  const percentAt = (index: number): number => jumps[index]?.percent ?? 0;
  const worst = about.reduce((most, index) => (percentAt(index) > percentAt(most) ? index : most));
  const range = ranges[worst] as RangeChange;
  const change = `from ${money(jumps[worst]?.was ?? 0, context)} to ${money(range.value.priceMinor ?? 0, context)}`;
  return {
    weight: 'ask',
    about,
    words: `A price moves by more than ${limit} %, ${change} (${sayWhere(range, about.length, context)}). Check it before it goes to ${context.connectionName}.`,
  };
};

/** The first price that a channel is told of a night can be measured by nothing: the lowest of them is asked about. */
export const firstPrice: Check = (ranges, context) => {
  if (!context.pricesThere) return undefined;
  const about = indexesOf(
    ranges,
    (range) => range.value.priceMinor !== undefined && pricesBefore(range, context).has(undefined),
  );
  const priceAt = (index: number): number => ranges[index]?.value.priceMinor ?? Infinity;
  const lowest = about.reduce(
    (least, index) => (priceAt(index) < priceAt(least) ? index : least),
    about[0] ?? -1,
  );
  const range = ranges[lowest];
  if (!range) return undefined;
  const price = money(priceAt(lowest), context);
  const where = sayWhere(range, about.length, context);
  return { weight: 'ask', about, words: `No price is known for these nights: is ${price} right? (${where})` };
};

export const belowFloor: Check = (ranges, context) => {
  // a price of nothing is below every floor
  const floorOf = (ratePlanId: number): number => Math.max(1, context.floorMinor(ratePlanId) ?? 1);
  const about = indexesOf(
    ranges,
    ({ ratePlanId, value }) => (value.priceMinor ?? Infinity) < floorOf(ratePlanId),
  );
  const [first] = about;
  const range = first === undefined ? undefined : ranges[first];
  const wish = context.wished?.find(({ ratePlanId, priceMinor }) => priceMinor < floorOf(ratePlanId));
  const price = range?.value.priceMinor ?? wish?.priceMinor;
  const place = range ?? wish;
  if (price === undefined || !place) return undefined;
  const where = range ? sayWhere(range, about.length, context) : sayCellPlace(place, context);
  return {
    weight: 'stop',
    about,
    words: `${money(price, context)} is below the floor of ${money(floorOf(place.ratePlanId), context)} (${where}). Set a price at or above the floor, or lower the floor first.`,
  };
};

export const currency: Check = (ranges, context) => {
  if (context.channelCurrency === '' || context.channelCurrency === context.currency) return undefined;
  const about = indexesOf(ranges, ({ value }) => value.priceMinor !== undefined);
  if (about.length === 0) return undefined;
  return {
    weight: 'stop',
    about,
    words: `${context.connectionName} counts in ${context.channelCurrency}, this hotel in ${context.currency}. Prices are not told until both are the same; availability is.`,
  };
};

import { NO_PLAN } from './ari.ts';
import type { RangeChange } from './compact.ts';
import type { ConnectionId } from './connection.ts';
import { formatMoney } from './money.ts';
import { nightsOfRange, sayCellNights, sayCellPlace, type CellWords } from './say-cell.ts';
import { dayNumber, overlaps, type StayDate } from './stay-date.ts';

export const GUARD_KINDS = [
  'price-jump',
  'below-floor',
  'currency',
  'opens-closed-by-hand',
  'past-nights',
  'not-linked',
] as const;
export type GuardKind = (typeof GUARD_KINDS)[number];

/** Something to think of before it goes. `stop`: those ranges do not go. `ask`: they go when a person says so, knowingly. */
export interface Guard {
  /** Names what was found, not only where: it is another one when the ranges change. */
  readonly id: string;
  readonly kind: GuardKind;
  readonly weight: 'stop' | 'ask';
  readonly words: string;
  /** Which of the ranges, by their place. */
  readonly about: readonly number[];
}

/** Nights that a person closed. */
export interface ClosedByHand {
  readonly roomTypeId: number;
  /** 0: every plan. */
  readonly ratePlanId: number;
  readonly from: StayDate;
  /** The last night, included. */
  readonly to: StayDate;
  /** Who, as staff know them: a name, or "somebody at Beds24"; empty where it is not known. */
  readonly by: string;
}

/** A price that was typed, before floors: what goes out instead is the floor. */
export interface WishedPrice {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly priceMinor: number;
}

export interface GuardContext extends CellWords {
  readonly connectionId: ConnectionId;
  readonly connectionName: string;
  readonly today: StayDate;
  /** ISO 4217, as the channel says; empty where it does not. */
  readonly channelCurrency: string;
  /** A plan's floor; null where it has none. */
  readonly floorMinor: (ratePlanId: number) => number | null;
  readonly isLinked: (roomTypeId: number, ratePlanId: number) => boolean;
  readonly closedByHand: readonly ClosedByHand[];
  readonly wished?: readonly WishedPrice[];
  /** A price that moves by more is asked about. */
  readonly jumpPercent?: number;
}

/** Percent of the old price that it moves by, the largest of the range's nights; 0 where the old one is not known. */
function jumpOf({ value, before, beforeByNight }: RangeChange): number {
  const after = value.priceMinor;
  if (after === undefined) return 0;
  let worst = 0;
  for (const { priceMinor } of beforeByNight ?? [before]) {
    if (priceMinor === undefined || priceMinor === after) continue;
    const jump = priceMinor === 0 ? Infinity : (Math.abs(after - priceMinor) / priceMinor) * 100;
    if (jump > worst) worst = jump;
  }
  return worst;
}

interface Finding {
  readonly weight: Guard['weight'];
  readonly words: string;
  readonly about: readonly number[];
}
type Check = (ranges: readonly RangeChange[], context: GuardContext) => Finding | undefined;

/** Indexes of the ranges that meet a condition. */
const indexesOf = (ranges: readonly RangeChange[], isMeant: (range: RangeChange) => boolean): number[] =>
  ranges.flatMap((range, index) => (isMeant(range) ? [index] : []));

/** "Double, BAR: 10 and 11 Dec", and how many more like it. */
function sayWhere(range: RangeChange, found: number, context: GuardContext): string {
  const where = `${sayCellPlace(range, context)}: ${sayCellNights([nightsOfRange(range)], context.today)}`;
  return found > 1 ? `${where}, and ${found - 1} more like it` : where;
}

const money = (minor: number, { currency }: GuardContext): string => formatMoney({ minor, currency });

const priceJump: Check = (ranges, context) => {
  const limit = context.jumpPercent ?? 30;
  const jumps = ranges.map(jumpOf);
  const about = indexesOf(ranges, (range) => jumpOf(range) > limit);
  if (about.length === 0) return undefined;
  const worst = about.reduce((most, index) =>
    (jumps[index] as number) > (jumps[most] as number) ? index : most,
  );
  const range = ranges[worst] as RangeChange;
  const was = (range.beforeByNight ?? [range.before])
    .map(({ priceMinor }) => priceMinor)
    .filter((price) => price !== undefined)
    .toSorted(
      (a, b) => Math.abs(b - (range.value.priceMinor ?? 0)) - Math.abs(a - (range.value.priceMinor ?? 0)),
    )[0];
  const change = `from ${money(was ?? 0, context)} to ${money(range.value.priceMinor ?? 0, context)}`;
  return {
    weight: 'ask',
    about,
    words: `A price moves by more than ${limit} %, ${change} (${sayWhere(range, about.length, context)}). Check it before it goes to ${context.connectionName}.`,
  };
};

const belowFloor: Check = (ranges, context) => {
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

const currency: Check = (ranges, context) => {
  if (context.channelCurrency === '' || context.channelCurrency === context.currency) return undefined;
  const about = indexesOf(ranges, ({ value }) => value.priceMinor !== undefined);
  if (about.length === 0) return undefined;
  return {
    weight: 'stop',
    about,
    words: `${context.connectionName} counts in ${context.channelCurrency}, this hotel in ${context.currency}. Prices are not told until both are the same; availability is.`,
  };
};

const isForSale = ({ value }: RangeChange): boolean => (value.available ?? 0) > 0 || value.stopSell === false;

/** Where a range opens what a person closed; the plan's word does not stand for the whole room type. */
function handThatClosed(range: RangeChange, { closedByHand }: GuardContext): ClosedByHand | undefined {
  if (range.direction !== 'opens' || !isForSale(range)) return undefined;
  const nights = nightsOfRange(range);
  return closedByHand.find(
    (closed) =>
      closed.roomTypeId === range.roomTypeId &&
      (closed.ratePlanId === NO_PLAN || closed.ratePlanId === range.ratePlanId) &&
      overlaps(nights, nightsOfRange(closed)),
  );
}

const opensClosedByHand: Check = (ranges, context) => {
  const about = indexesOf(ranges, (range) => handThatClosed(range, context) !== undefined);
  const range = ranges[about[0] ?? -1];
  const closed = range && handThatClosed(range, context);
  if (!range || !closed) return undefined;
  return {
    weight: 'ask',
    about,
    words: `This opens nights that ${closed.by === '' ? 'somebody' : closed.by} closed by hand (${sayWhere(range, about.length, context)}). Make sure that the reason is gone.`,
  };
};

const pastNights: Check = (ranges, context) => {
  const about = indexesOf(ranges, ({ from }) => dayNumber(from) < dayNumber(context.today));
  const range = ranges[about[0] ?? -1];
  if (!range) return undefined;
  return {
    weight: 'stop',
    about,
    words: `Nights that are over can not be told (${sayWhere(range, about.length, context)}). Begin with today.`,
  };
};

const notLinked: Check = (ranges, context) => {
  const about = indexesOf(ranges, ({ roomTypeId, ratePlanId }) => !context.isLinked(roomTypeId, ratePlanId));
  const range = ranges[about[0] ?? -1];
  if (!range) return undefined;
  return {
    weight: 'stop',
    about,
    words: `${sayCellPlace(range, context)} is not linked at ${context.connectionName}, so nothing is told of it there. Link it under Channels first.`,
  };
};

const CHECKS: Readonly<Record<GuardKind, Check>> = {
  'not-linked': notLinked,
  'past-nights': pastNights,
  currency,
  'below-floor': belowFloor,
  'opens-closed-by-hand': opensClosedByHand,
  'price-jump': priceJump,
};

/** A short name of what was found (FNV-1a), so that a yes given to it is not a yes to something else. */
function fingerprint(finding: Finding, ranges: readonly RangeChange[]): string {
  const text = JSON.stringify([
    finding.words,
    finding.about.map((index) => {
      const { roomTypeId, ratePlanId, from, to, value } = ranges[index] as RangeChange;
      return [roomTypeId, ratePlanId, from, to, value];
    }),
  ]);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/**
 * What a person has to think of before these ranges go to a channel: at most one of each kind, with the worst or first of
 * them in its words. Those that stop come first.
 */
export function guardsFor(ranges: readonly RangeChange[], context: GuardContext): Guard[] {
  const guards: Guard[] = [];
  for (const kind of Object.keys(CHECKS) as GuardKind[]) {
    const finding = CHECKS[kind](ranges, context);
    if (!finding) continue;
    const id = `${kind}:${context.connectionId}:${fingerprint(finding, ranges)}`;
    guards.push({ id, kind, ...finding });
  }
  return guards;
}

/** The ranges that may go: those that no guard stops, and of those asked about only where its id is in `knowing`. */
export function rangesAllowed(
  ranges: readonly RangeChange[],
  guards: readonly Guard[],
  knowing: readonly string[],
): RangeChange[] {
  const barred = new Set(
    guards
      .filter(({ id, weight }) => weight === 'stop' || !knowing.includes(id))
      .flatMap(({ about }) => about),
  );
  return ranges.filter((_, index) => !barred.has(index));
}

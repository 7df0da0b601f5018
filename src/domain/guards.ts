import { NO_PLAN } from './ari.ts';
import type { RangeChange } from './compact.ts';
import {
  type Check,
  type ClosedByHand,
  type Finding,
  type GuardContext,
  indexesOf,
  sayWhere,
} from './guard-check.ts';
import { belowFloor, currency, firstPrice, priceJump } from './guard-prices.ts';
import { nightsOfRange, sayCellPlace } from './say-cell.ts';
import { dayNumber, overlaps } from './stay-date.ts';

export type { ClosedByHand, GuardContext, PricesThere, WishedPrice } from './guard-check.ts';

export const GUARD_KINDS = [
  'price-jump',
  'first-price',
  'below-floor',
  'currency',
  'opens-closed-by-hand',
  'past-nights',
  'not-linked',
] as const;
export type GuardKind = (typeof GUARD_KINDS)[number];

/** Something to think of before it goes. `stop`: those ranges do not go. `ask`: they go when a person says so, knowingly. */
export interface Guard extends Finding {
  /** Names what was found, not only where: it is another one when the ranges change. */
  readonly id: string;
  readonly kind: GuardKind;
}

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
  const where = sayWhere(range, about.length, context);
  const words = closed.isFoundThere
    ? `${context.connectionName} shows these nights closed; telling would open them (${where}). Make sure that they may be sold.`
    : `This opens nights that ${closed.by === '' ? 'somebody' : closed.by} closed by hand (${where}). Make sure that the reason is gone.`;
  return { weight: 'ask', about, words };
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
  'first-price': firstPrice,
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

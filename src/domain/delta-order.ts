import type { Direction } from './delta-direction.ts';

/** Closings by units that stay on sale, 0 first; from here on they are all alike. */
const MANY_UNITS = 8;
const CLOSES_OTHERWISE = MANY_UNITS + 1;
const OTHER = MANY_UNITS + 2;
const OPENS = MANY_UNITS + 3;
const RANKS = OPENS + 1;
/** More nights than lie between any two stay dates. */
const NIGHTS = 0x1_0000;

/**
 * The place of a change among all others, lowest first. `units` are those on sale afterwards, where the change is about
 * units. Prices go before openings: nothing is opened at a price that is about to change.
 */
export function rankOf(direction: Direction, units: number | undefined): number {
  if (direction === 'opens') return OPENS;
  if (direction === 'other') return OTHER;
  return units === undefined ? CLOSES_OTHERWISE : Math.min(Math.max(0, units), MANY_UNITS);
}

/** One number to compare by, the higher the sooner: the rank, and within it the nearer night. */
export const urgencyOf = (rank: number, nightsAhead: number): number =>
  (RANKS - rank) * NIGHTS - 1 - Math.min(Math.max(0, nightsAhead), NIGHTS - 1);

/** The same items, the most urgent first; those alike keep their order. */
export function inOrderOfSending<Item extends { readonly urgency: number }>(items: readonly Item[]): Item[] {
  if (items.length < 2) return [...items];
  let [low, high] = [Infinity, -Infinity];
  for (const { urgency } of items) {
    if (urgency < low) low = urgency;
    if (urgency > high) high = urgency;
  }
  const span = high - low + 1;
  // counting pays only where there are many; a few are compared
  if (!(span <= items.length * 16)) return items.toSorted((a, b) => b.urgency - a.urgency);
  const places = new Int32Array(span + 1);
  for (const { urgency } of items) (places[high - urgency + 1] as number)++;
  for (let at = 1; at <= span; at++) (places[at] as number) += places[at - 1] as number;
  const ordered = new Array<Item>(items.length);
  for (const item of items) ordered[(places[high - item.urgency] as number)++] = item;
  return ordered;
}

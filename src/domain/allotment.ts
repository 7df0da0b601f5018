/** What is held back of a room type on one channel. */
export interface SellRule {
  /** Units that no channel is ever offered, against overbooking. */
  readonly buffer: number;
  /** Units kept for the desk. */
  readonly directReserve: number;
  /** The most that this channel is offered; null pools. */
  readonly allotment: number | null;
  /** From so many units left (as the calendar counts them) this channel sells nothing more; 0 sells to the last. */
  readonly closeAtLeft: number;
}

export const NOTHING_HELD_BACK: SellRule = { buffer: 0, directReserve: 0, allotment: null, closeAtLeft: 0 };

/**
 * Units that a channel may be offered where `left` are free. Never more than `left` less the buffer, never below zero: a
 * negative `left` (overbooked) and rules that make no sense (negative, not a number) only ever offer less.
 */
export function offeredUnits(left: number, rule: SellRule): number {
  const closeAt = Math.max(0, rule.closeAtLeft);
  if (!(left > closeAt)) return 0;
  const free = left - Math.max(0, rule.buffer) - Math.max(0, rule.directReserve);
  const capped = rule.allotment === null ? free : Math.min(free, rule.allotment);
  return capped > 0 ? Math.floor(capped) : 0;
}

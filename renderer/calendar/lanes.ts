import type { Range } from './geometry.ts';

export interface LaneColumns {
  readonly arrival: Int32Array;
  readonly departure: Int32Array;
  readonly kind: Uint8Array;
  readonly latest: Int32Array;
  readonly lane: Uint8Array;
  readonly shadow: Uint8Array;
}

const MOST_LANES = 40;

/**
 * Gives every bar of one place the first lane that is free for its nights, and notes the latest departure so far.
 * Echoes take no lane: one that lies behind another bar is marked as its shadow. Answers the number of lanes.
 */
export function assignLanes(columns: LaneColumns, slots: Range, echo: number): number {
  const freeFrom: number[] = [];
  let latest = -Infinity;
  let hasEcho = false;
  for (let slot = slots.first; slot < slots.end; slot++) {
    const arrival = columns.arrival[slot] as number;
    const departure = columns.departure[slot] as number;
    latest = Math.max(latest, departure);
    columns.latest[slot] = latest;
    if (columns.kind[slot] === echo) {
      hasEcho = true;
      continue;
    }
    let lane = freeFrom.findIndex((free) => free <= arrival);
    if (lane < 0) lane = freeFrom.length < MOST_LANES ? freeFrom.length : MOST_LANES - 1;
    freeFrom[lane] = departure;
    columns.lane[slot] = lane;
  }
  if (hasEcho) markShadows(columns, slots, echo);
  return Math.max(1, freeFrom.length);
}

function markShadows(columns: LaneColumns, slots: Range, echo: number): void {
  for (let slot = slots.first; slot < slots.end; slot++) {
    if (columns.kind[slot] !== echo) continue;
    const arrival = columns.arrival[slot] as number;
    const departure = columns.departure[slot] as number;
    for (let other = slots.first; other < slots.end; other++) {
      if ((columns.arrival[other] as number) >= departure) break;
      if (columns.kind[other] === echo || (columns.departure[other] as number) <= arrival) continue;
      columns.shadow[slot] = 1;
      columns.lane[slot] = columns.lane[other] as number;
      break;
    }
  }
}

import { barOf, barOfKey, slotsWithin, touches, type BarIndex } from './bar-index.ts';
import type { RowLayout } from './rows.ts';
import type { Cursor } from './scene.ts';

/** The cursor `down` lanes or rows further: lanes of a grown row are stepped through one by one. */
export function stepRows(layout: RowLayout, cursor: Cursor, down: number): Cursor {
  let at = layout.rowOfKey.get(cursor.rowKey) ?? 0;
  let lane = cursor.lane;
  for (let left = Math.abs(down); left > 0; left--) {
    const lanes = layout.rows[at]?.lanes ?? 1;
    if (down > 0 && lane + 1 < lanes) lane++;
    else if (down < 0 && lane > 0) lane--;
    else {
      const next = layout.rows[at + Math.sign(down)];
      if (!next) break;
      at += Math.sign(down);
      lane = down > 0 ? 0 : next.lanes - 1;
    }
  }
  return { rowKey: layout.rows[at]?.key ?? cursor.rowKey, lane, day: cursor.day };
}

/**
 * The bar of a cell: the one that takes the night in that lane, else one that departs on it (its last half cell is drawn
 * there), else an echo lying there. Answers its position in the columns.
 */
export function barInCell(index: BarIndex, layout: RowLayout, cursor: Cursor): number | undefined {
  const at = layout.rowOfKey.get(cursor.rowKey);
  const row = at === undefined ? undefined : layout.rows[at];
  if (!row || (row.kind !== 'unit' && row.kind !== 'parking')) return undefined;
  const nights = { first: cursor.day, end: cursor.day + 1 };
  const slots = slotsWithin(index, row.unitId, nights);
  let departing: number | undefined;
  let shadow: number | undefined;
  for (let slot = slots.first; slot < slots.end; slot++) {
    if (!touches(index, slot, nights) || index.lane[slot] !== cursor.lane) continue;
    const bar = index.order[slot];
    if (index.departure[slot] === cursor.day) departing = bar;
    else if (index.shadow[slot]) shadow = bar;
    else return bar;
  }
  return shadow ?? departing;
}

interface Laid {
  readonly index: BarIndex;
  readonly layout: RowLayout;
}

/**
 * Where the cursor goes when the bar that it stood on has moved elsewhere: to the same night of it, or to its nearest one.
 * Undefined where it may stay: it stood on no such bar, the bar is gone, or still under it.
 */
export function followBar(before: Laid, after: Laid, cursor: Cursor, key: string): Cursor | undefined {
  const stood = barInCell(before.index, before.layout, cursor);
  const old = stood === undefined ? undefined : barOf(before.index, stood);
  const bar = barOfKey(after.index, key);
  if (old?.key !== key || !bar) return undefined;
  if (bar.unitId === old.unitId && bar.arrival === old.arrival && bar.departure === old.departure)
    return undefined;
  const rowKey = bar.unitId === 0 ? 'parking' : `unit-${bar.unitId}`;
  const row = after.layout.rows[after.layout.rowOfKey.get(rowKey) ?? -1];
  if (!row) return undefined;
  const shifted = cursor.day + bar.arrival - old.arrival;
  const day = Math.min(Math.max(shifted, bar.arrival), bar.departure - 1);
  for (let lane = 0; lane < row.lanes; lane += 1)
    if (barInCell(after.index, after.layout, { rowKey, lane, day }) === bar.bar) return { rowKey, lane, day };
  return { rowKey, lane: 0, day };
}

import { xOfDay, type Range } from './geometry.ts';
import { rowTop } from './hit.ts';
import type { Pen } from './paint.ts';
import { barHeight, laneTop, type ChartRow } from './rows.ts';
import type { Scene } from './scene.ts';

/** Hatches the nights that a conflict shares, over the whole height of its row. */
export function paintHatches(pen: Pen, scene: Scene, rows: Range, days: Range): void {
  const { index, layout, palette, view } = scene;
  for (const conflict of index.conflicts) {
    if (conflict.first >= days.end) break;
    if (conflict.end <= days.first || conflict.unitId === 0) continue;
    const at = layout.rowOfKey.get(`unit-${conflict.unitId}`);
    if (at === undefined || at < rows.first || at >= rows.end) continue;
    const row = layout.rows[at] as ChartRow;
    const pattern = conflict.isHigh ? palette.hatchDanger : palette.hatchWarn;
    const left = xOfDay(view, conflict.first);
    const box = [left, row.top - view.scrollTop, xOfDay(view, conflict.end) - left, row.height - 1] as const;
    if (conflict.isHigh) {
      pen.fillStyle = palette.dangerGround;
      pen.globalAlpha = 0.55;
      pen.fillRect(...box);
      pen.globalAlpha = 1;
    }
    pen.fillStyle = pattern ?? palette.dangerGround;
    pen.fillRect(...box);
  }
}

/** Where a draft lies: its cells, and hatched those that speak against it. The bar itself is lifted above the canvas. */
export function paintDraft(pen: Pen, scene: Scene): void {
  const { draft, layout, view, palette } = scene;
  if (!draft) return;
  const at = layout.rowOfKey.get(draft.unitId === 0 ? 'parking' : `unit-${draft.unitId}`);
  const row = at === undefined ? undefined : layout.rows[at];
  if (!row) return;
  const top = rowTop(scene, row);
  pen.fillStyle = palette.primary;
  pen.globalAlpha = 0.08;
  const left = xOfDay(view, draft.arrival);
  pen.fillRect(left, top, xOfDay(view, draft.departure) - left, row.height - 1);
  pen.globalAlpha = 1;
  for (const { nights } of scene.problems) {
    if (!nights) continue;
    const from = xOfDay(view, nights.first);
    pen.fillStyle = palette.hatchDanger ?? palette.dangerGround;
    pen.fillRect(from, top, xOfDay(view, nights.end) - from, row.height - 1);
  }
}

/** The chosen nights and the ring around the cell on which the keyboard stands. */
export function paintCursor(pen: Pen, scene: Scene): void {
  const { cursor, layout, view, palette, range } = scene;
  if (!cursor) return;
  const at = layout.rowOfKey.get(cursor.rowKey);
  const row = at === undefined ? undefined : layout.rows[at];
  if (!row) return;
  const top = rowTop(scene, row);
  if (range && range.rowKey === cursor.rowKey && range.end - range.first > 1) {
    const left = xOfDay(view, range.first);
    pen.fillStyle = palette.primary;
    pen.globalAlpha = 0.14;
    pen.fillRect(left, top, xOfDay(view, range.end) - left, row.height - 1);
    pen.globalAlpha = 1;
  }
  if (!scene.hasFocus || scene.draft) return;
  const hasLanes = row.kind === 'unit' || row.kind === 'parking';
  const cellTop = hasLanes ? top + laneTop(layout.density, cursor.lane) - 3 : top;
  const height = hasLanes ? barHeight(layout.density) + 6 : row.height;
  const width = Math.max(view.nightWidth, 5);
  pen.strokeStyle = palette.brass;
  pen.lineWidth = 3;
  pen.beginPath();
  pen.roundRect(xOfDay(view, cursor.day) + 0.5, cellTop + 0.5, width - 1, height - 1, 4);
  pen.stroke();
}

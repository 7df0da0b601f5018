import { xOfDay, type Range } from './geometry.ts';
import { partsOf } from './words.ts';
import type { Pen } from './paint.ts';
import type { ChartRow } from './rows.ts';
import type { Scene } from './scene.ts';

const INSET = 6;
const DOT = 2.5;

/** A room type's year: the fuller the night, the stronger its colour; oversold nights in danger; a dot per conflict. */
export function paintHeat(pen: Pen, scene: Scene, row: ChartRow, days: Range): void {
  const { view, palette, index, loaded } = scene;
  const type = index.calendar.roomTypes[row.typeIndex];
  if (!type) return;
  const top = row.top - view.scrollTop;
  const units = Math.max(1, type.units.length);
  const first = Math.max(days.first, loaded.first);
  const end = Math.min(days.end, loaded.end);
  const steps = palette.heat.length - 1;
  const stepOf = (day: number): number => {
    const night = day - loaded.first;
    if ((type.left[night] ?? 0) < 0) return -1;
    return Math.min(steps, Math.round(((type.taken[night] ?? 0) / units) * steps));
  };
  const bottom = top + row.height - INSET;
  const paintRun = (from: number, to: number, step: number): void => {
    const left = Math.round(xOfDay(view, from) * scene.ratio) / scene.ratio;
    const right = Math.round(xOfDay(view, to) * scene.ratio) / scene.ratio;
    pen.fillStyle = step < 0 ? palette.danger : (palette.heat[step] ?? palette.panel);
    pen.fillRect(left, top + INSET, right - left, bottom - top - INSET);
  };
  let start = first;
  for (let day = first + 1; day <= end; day++) {
    if (day < end && stepOf(day) === stepOf(start)) continue;
    paintRun(start, day, stepOf(start));
    start = day;
  }
  paintMonths(pen, scene, days, top, row.height);
  paintDots(pen, scene, row, top);
  pen.fillStyle = palette.hair;
  pen.fillRect(0, top + row.height - 1, view.width, 1);
}

function paintMonths(pen: Pen, scene: Scene, days: Range, top: number, height: number): void {
  const { view, palette } = scene;
  pen.fillStyle = palette.line;
  for (let day = days.first; day < days.end; day++)
    if (partsOf(day).day === 1) pen.fillRect(Math.round(xOfDay(view, day)), top, 1, height);
}

function paintDots(pen: Pen, scene: Scene, row: ChartRow, top: number): void {
  const { view, palette, index } = scene;
  for (const conflict of index.conflicts) {
    if (conflict.roomTypeId !== row.roomTypeId) continue;
    const x = xOfDay(view, (conflict.first + conflict.end) / 2);
    if (x < -4 || x > view.width + 4) continue;
    pen.fillStyle = conflict.isHigh ? palette.danger : palette.warn;
    pen.strokeStyle = palette.panel;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(x, top + INSET - 0.5, DOT + 1, 0, Math.PI * 2);
    pen.stroke();
    pen.fill();
  }
}

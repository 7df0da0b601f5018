import type { ChartRoomType } from '../../src/contract/calendar.ts';
import { xOfDay, type Range } from './geometry.ts';
import { paintText } from './paint-shape.ts';
import { monthAround, partsOf } from './words.ts';
import type { Pen } from './paint.ts';
import type { ChartRow } from './rows.ts';
import type { Scene } from './scene.ts';

const INSET = 6;
const DOT = 2.5;
/** Rows at least this high say each month's occupancy in words below its nights. */
const HIGH_ENOUGH_FOR_WORDS = 64;
const WORDS = 18;
const WIDE_ENOUGH_FOR_WORDS = 40;

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
  const hasWords = row.height >= HIGH_ENOUGH_FOR_WORDS;
  const bottom = top + row.height - INSET - (hasWords ? WORDS : 0);
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
  if (hasWords) paintShares(pen, scene, type, days, bottom + WORDS / 2 + 1);
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

/** How full each month is, at its beginning; months that are not loaded to their end say nothing. */
function paintShares(pen: Pen, scene: Scene, type: ChartRoomType, days: Range, middle: number): void {
  const { view, palette, loaded } = scene;
  for (let month = monthAround(days.first); month.first < days.end; month = monthAround(month.end)) {
    const left = Math.max(xOfDay(view, month.first), 0);
    if (month.first < loaded.first || month.end > loaded.end) continue;
    if (xOfDay(view, month.end) - left < WIDE_ENOUGH_FOR_WORDS) continue;
    let taken = 0;
    for (let day = month.first; day < month.end; day++) taken += type.taken[day - loaded.first] ?? 0;
    const share = taken / (Math.max(1, type.units.length) * (month.end - month.first));
    const text = `${Math.round(share * 100)} %`;
    paintText(pen, scene, palette.fonts.small, palette.ink2, text, left + 5, middle);
  }
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

import { NIGHT_MARKS } from '../../src/contract/calendar.ts';
import { paintBars, paintParkingBars } from './paint-bars.ts';
import { paintHeat } from './paint-heat.ts';
import { paintClosedNight, paintMark } from './paint-certainty.ts';
import { paintCursor, paintDraft, paintHatches } from './paint-marks.ts';
import { visibleDays, xOfDay, type Range } from './geometry.ts';
import { rowTop } from './hit.ts';
import { anchorHatch } from './palette.ts';
import { paintText } from './paint-shape.ts';
import { pinnedParkingTop, visibleRows, type ChartRow } from './rows.ts';
import type { DrawnBar, Scene } from './scene.ts';
import { isWeekendDay, partsOf } from './words.ts';

export type Pen = CanvasRenderingContext2D;

/** Paints the visible part of the chart. Where `record` is given, every bar drawn is noted in it. */
export function paint(pen: Pen, scene: Scene, record?: DrawnBar[]): void {
  const { view, palette, ratio, layout } = scene;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  // pictures are copied to whole device pixels: nothing to smooth
  pen.imageSmoothingEnabled = false;
  const days = visibleDays(view);
  const rows = visibleRows(layout, view.scrollTop, view.height);
  for (const hatch of [palette.hatchBlock, palette.hatchDanger, palette.hatchWarn])
    anchorHatch(hatch, -view.scrollLeft, -view.scrollTop, ratio);
  paintColumns(pen, scene, days);
  if (scene.zoom === 'year') {
    for (let at = rows.first; at < rows.end; at++) paintHeat(pen, scene, layout.rows[at] as ChartRow, days);
  } else {
    paintRows(pen, scene, rows, days);
    paintHatches(pen, scene, rows, days);
    paintBars(pen, scene, rows, days, record);
    paintParking(pen, scene, days, record);
  }
  paintNow(pen, scene);
  paintDraft(pen, scene);
  paintCursor(pen, scene);
}

/** The ground: weekends, today, nights not loaded yet, and a hair line before each night. */
function paintColumns(pen: Pen, scene: Scene, days: Range): void {
  const { view, palette } = scene;
  pen.fillStyle = palette.panel;
  pen.fillRect(0, 0, view.width, view.height);
  if (scene.zoom === 'year') return;
  for (let day = days.first; day < days.end; day++) {
    const isLoaded = day >= scene.loaded.first && day < scene.loaded.end;
    const tint =
      day === scene.today
        ? palette.today
        : !isLoaded
          ? palette.sunken
          : isWeekendDay(day)
            ? palette.weekend
            : '';
    if (!tint) continue;
    pen.fillStyle = tint;
    pen.fillRect(xOfDay(view, day), 0, view.nightWidth, view.height);
  }
  paintLines(pen, scene, days, 0, view.height);
}

/** Hair lines between nights; in the quarter only before Mondays, and before the first of a month everywhere. */
function paintLines(pen: Pen, scene: Scene, days: Range, top: number, bottom: number): void {
  const { view, palette } = scene;
  const isDense = scene.zoom === 'quarter';
  for (let day = days.first; day < days.end; day++) {
    const { weekday, day: inMonth } = partsOf(day);
    if (isDense && weekday !== 1 && inMonth !== 1) continue;
    pen.fillStyle = inMonth === 1 ? palette.line : palette.hair;
    pen.fillRect(Math.round(xOfDay(view, day)), top, 1, bottom - top);
  }
}

function paintRows(pen: Pen, scene: Scene, rows: Range, days: Range): void {
  const { view, palette, layout } = scene;
  for (let at = rows.first; at < rows.end; at++) {
    const row = layout.rows[at] as ChartRow;
    const top = row.top - view.scrollTop;
    if (row.kind === 'type') paintStrip(pen, scene, row, top, days);
    pen.fillStyle = palette.hair;
    if (row.kind !== 'parking') pen.fillRect(0, top + row.height - 1, view.width, 1);
  }
}

/** Rooms left to sell per night: plain, 0 in bold, below 0 on danger. */
function paintStrip(pen: Pen, scene: Scene, row: ChartRow, top: number, days: Range): void {
  const { view, palette, index, loaded } = scene;
  const { fonts } = palette;
  pen.fillStyle = palette.sunken;
  pen.fillRect(0, top, view.width, row.height);
  const left = index.calendar.roomTypes[row.typeIndex]?.left;
  if (!left) return;
  const closed = index.closed.get(row.roomTypeId);
  const marks = index.marks.get(row.roomTypeId);
  const isDense = scene.zoom === 'quarter';
  const first = Math.max(days.first, loaded.first);
  for (let day = first, end = Math.min(days.end, loaded.end); day < end; day++) {
    const count = left[day - loaded.first] ?? 0;
    const mark = NIGHT_MARKS[(marks?.[day - loaded.first] ?? 0) - 1];
    // a number with a mark below it makes room for it
    const middle = top + row.height / 2 - (mark && !isDense ? 4 : 0);
    if (closed?.[day - loaded.first]) paintClosedNight(pen, scene, day, top, row.height);
    const x = xOfDay(view, day) + view.nightWidth / 2;
    if (count < 0) {
      pen.fillStyle = palette.danger;
      pen.beginPath();
      const width = Math.min(view.nightWidth - 1, 26);
      const height = mark && !isDense ? 15 : row.height - 8;
      pen.roundRect(x - width / 2, middle - height / 2, width, height, Math.min(6, width / 3));
      pen.fill();
    }
    if (mark) paintMark(pen, scene, mark, x, isDense ? top + row.height - 3 : middle + 10);
    if (isDense && count > 0) continue;
    const colour = count < 0 ? palette.onDanger : count === 0 ? palette.warn : palette.ink2;
    const text = count < 0 && !isDense ? `−${-count}` : String(Math.abs(count));
    const font = count > 0 ? fonts.strip : fonts.stripStrong;
    const { width } = scene.sprites.text(font, colour, text);
    // a sprite has two pixels to spare at its right
    paintText(pen, scene, font, colour, text, x - (width - 2) / 2, middle);
  }
}

/** The parking row comes last: it covers what scrolls beneath it. */
function paintParking(pen: Pen, scene: Scene, days: Range, record?: DrawnBar[]): void {
  const { view, palette, layout } = scene;
  const row = layout.rows.at(-1);
  if (row?.kind !== 'parking') return;
  const top = rowTop(scene, row);
  if (top >= view.height || top + row.height <= 0) return;
  pen.fillStyle = palette.sunken;
  pen.fillRect(0, top, view.width, row.height);
  if (pinnedParkingTop(layout, view) !== undefined) {
    pen.fillStyle = palette.line;
    pen.fillRect(0, top - 1, view.width, 1);
  }
  paintParkingBars(pen, scene, row, top, days, record);
}

/** A brass line at the present time, through all rows. */
function paintNow(pen: Pen, scene: Scene): void {
  const { view, palette, layout } = scene;
  const x = Math.round(xOfDay(view, scene.today + scene.dayProgress));
  if (x < -1 || x > view.width) return;
  pen.fillStyle = palette.brass;
  const bottom = Math.min(view.height, layout.height - view.scrollTop);
  pen.fillRect(x - 1, 0, 2, Math.max(bottom, 0));
}

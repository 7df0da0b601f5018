import { BAR_FLAGS } from '../../src/contract/calendar.ts';
import { STAY, slotsWithin, touches } from './bar-index.ts';
import type { BarShape, Range } from './geometry.ts';
import { shapeOf } from './hit.ts';
import { paintClosed } from './paint-closed.ts';
import { outline, trace } from './paint-shape.ts';
import { paintLock, paintNote } from './paint-signs.ts';
import type { Pen } from './paint.ts';
import type { ChartRow } from './rows.ts';
import type { DrawnBar, Scene } from './scene.ts';
import { countOf } from './words.ts';

const SQUARE = 14;
const STRIPE = 5;
/** A guest in house is seen by a heavier stripe. */
const STRIPE_IN_HOUSE = 8;
const IN_HOUSE = 1;
const DEPARTED = 2;
/** Bars at least this wide carry their channel's square. */
const NARROWEST_WITH_SQUARE = 26;

/** Draws the bars of the visible rows, the parking row left out: it is drawn last, over the others. */
export function paintBars(pen: Pen, scene: Scene, rows: Range, days: Range, record?: DrawnBar[]): void {
  for (let at = rows.first; at < rows.end; at++) {
    const row = scene.layout.rows[at] as ChartRow;
    if (row.kind === 'unit') paintRow(pen, scene, row, row.top - scene.view.scrollTop, days, record);
  }
}

export const paintParkingBars = (
  pen: Pen,
  scene: Scene,
  row: ChartRow,
  top: number,
  days: Range,
  record?: DrawnBar[],
): void => paintRow(pen, scene, row, top, days, record);

/** Shadows first, guests last: where they meet, the guest is read. */
function paintRow(
  pen: Pen,
  scene: Scene,
  row: ChartRow,
  top: number,
  days: Range,
  record?: DrawnBar[],
): void {
  const { index } = scene;
  const slots = slotsWithin(index, row.unitId, days);
  const kinds = index.calendar.bars.kind;
  for (const wantsStays of [false, true])
    for (let slot = slots.first; slot < slots.end; slot++) {
      const bar = index.order[slot] as number;
      const kind = kinds[bar] as number;
      if ((kind === STAY) !== wantsStays || !touches(index, slot, days)) continue;
      const shape = shapeOf(scene, slot, top);
      if (shape.right <= 0 || shape.left >= scene.view.width) continue;
      const isInHand = scene.draft?.bar?.bar === bar;
      pen.globalAlpha = isInHand ? 0.3 : 1;
      const text =
        kind === STAY ? paintStay(pen, scene, bar, shape) : paintClosed(pen, scene, slot, kind, shape);
      pen.globalAlpha = 1;
      record?.push({ bar, rowKey: row.key, left: shape.left, right: shape.right, top: shape.top, text });
    }
}

function paintStay(pen: Pen, scene: Scene, bar: number, shape: BarShape): string {
  const { palette, index } = scene;
  const { bars } = index.calendar;
  const flags = bars.flags[bar] as number;
  const status = bars.status[bar] as number;
  const colours =
    palette.channels[bars.channel[bar] as number] ?? palette.channels[palette.channels.length - 1];
  if (!colours) return '';
  const isFading = (flags & BAR_FLAGS.pendingRelease) !== 0;
  const isConflict = (flags & BAR_FLAGS.conflict) !== 0;
  trace(pen, shape);
  pen.fillStyle = isFading ? palette.panel : colours.fill;
  pen.fill();
  pen.lineWidth = isConflict ? 2 : 1;
  pen.strokeStyle = isConflict
    ? palette.danger
    : isFading || scene.hovered === bar
      ? colours.stripe
      : colours.edge;
  if (isFading) pen.setLineDash([4, 3]);
  pen.stroke();
  if (isFading) pen.setLineDash([]);
  const stripe = Math.min(status === IN_HOUSE ? STRIPE_IN_HOUSE : STRIPE, (shape.right - shape.left) / 3);
  if (shape.left + shape.slant + stripe > 0) {
    const inset = isConflict ? 1 : 0;
    trace(pen, {
      ...shape,
      top: shape.top + inset,
      bottom: shape.bottom - inset,
      left: shape.left + inset,
      right: shape.left + inset + shape.slant + stripe,
    });
    pen.fillStyle = colours.stripe;
    pen.fill();
  }
  if (scene.selected === `stay-${bars.id[bar]}`) outline(pen, scene, shape);
  return paintStayText(pen, scene, bar, shape, stripe, isFading || status === DEPARTED);
}

const letterOf = (scene: Scene, bar: number): string =>
  scene.palette.channels[scene.index.calendar.bars.channel[bar] as number]?.letter ?? '';

/** Letter, name and signs. A bar that begins left of the view carries them at the edge, so that it keeps its name. */
function paintStayText(
  pen: Pen,
  scene: Scene,
  bar: number,
  shape: BarShape,
  stripe: number,
  isPale: boolean,
): string {
  const { palette, index } = scene;
  const { bars } = index.calendar;
  const { fonts } = palette;
  let right = shape.right - shape.slant - 5;
  let left = Math.max(shape.left + shape.slant / 2 + stripe + 4, 5);
  const squareWidth = SQUARE + (letterOf(scene, bar).length - 1) * 4;
  if (right - left < squareWidth || shape.right - shape.left < NARROWEST_WITH_SQUARE) return '';
  const middle = (shape.top + shape.bottom) / 2;
  const colours = palette.channels[bars.channel[bar] as number];
  if (!colours) return '';
  pen.fillStyle = colours.stripe;
  pen.beginPath();
  pen.roundRect(left, middle - SQUARE / 2, squareWidth, SQUARE, 3.5);
  pen.fill();
  pen.font = fonts.letter;
  pen.fillStyle = palette.onChannel;
  pen.textAlign = 'center';
  pen.fillText(colours.letter, left + squareWidth / 2, middle + 0.5);
  pen.textAlign = 'left';
  if (scene.zoom === 'quarter') return '';
  left += squareWidth + 5;
  right = paintSigns(pen, scene, bar, left, right, middle);
  const label = index.labels[bar] ?? '';
  // rather a smaller margin than a cut name
  const isTight = right === shape.right - shape.slant - 5 && fonts.nameFit.width(label) > right - left;
  if (isTight) left -= 1;
  const text = fonts.nameFit.fit(label, (isTight ? shape.right - shape.slant / 2 - 2 : right) - left);
  if (!text) return '';
  pen.font = fonts.name;
  pen.fillStyle = isPale ? palette.ink2 : palette.ink;
  pen.fillText(text, left, middle + 0.5);
  return text;
}

/** Small signs at the right end, as far as they leave room for the name. Answers where the name must end. */
function paintSigns(
  pen: Pen,
  scene: Scene,
  bar: number,
  left: number,
  right: number,
  middle: number,
): number {
  const { palette } = scene;
  const { bars } = scene.index.calendar;
  const flags = bars.flags[bar] as number;
  const guests = bars.guests[bar] as number;
  let end = right;
  const hasRoom = (width: number): boolean => end - left > width + 34;
  pen.fillStyle = palette.ink2;
  pen.strokeStyle = palette.ink2;
  if (flags & BAR_FLAGS.pendingRelease && hasRoom(10)) {
    pen.font = palette.fonts.stripStrong;
    pen.fillText('?', end - 8, middle + 0.5);
    end -= 13;
  }
  if (flags & BAR_FLAGS.locked && hasRoom(10)) {
    paintLock(pen, end - 9, middle);
    end -= 14;
  }
  if (flags & BAR_FLAGS.hasNote && hasRoom(10)) {
    paintNote(pen, end - 9, middle);
    end -= 14;
  }
  if (scene.zoom === 'week' && guests > 0) {
    const text = countOf(guests, 'guest');
    const width = palette.fonts.smallFit.width(text);
    const name = palette.fonts.nameFit.width(scene.index.labels[bar] ?? '');
    if (end - left > width + name + 16) {
      pen.font = palette.fonts.small;
      pen.fillText(text, end - width, middle + 0.5);
      end -= width + 6;
    }
  }
  return end;
}

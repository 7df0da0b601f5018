import { BAR_FLAGS } from '../../src/contract/calendar.ts';
import { STAY, slotsWithin, touches } from './bar-index.ts';
import type { BarShape, Range } from './geometry.ts';
import { shapeOf } from './hit.ts';
import { paintClosed } from './paint-closed.ts';
import { outline, paintSprite, paintText, snap, trace } from './paint-shape.ts';
import { SIGNS } from './paint-signs.ts';
import { SIGN, SQUARE, squareWidth } from './sprites.ts';
import type { Pen } from './paint.ts';
import type { ChartRow } from './rows.ts';
import type { DrawnBar, Scene } from './scene.ts';
import { countOf } from './words.ts';

const STRIPE = 5;
/** A guest in house is seen by a heavier stripe. */
const STRIPE_IN_HOUSE = 8;
const IN_HOUSE = 1;
const DEPARTED = 2;
/** Bars at least this wide carry their channel's square. */
const NARROWEST_WITH_SQUARE = 26;
/** Where the square stands of a bar that begins left of the view. */
const EDGE = 5;
/** A name is cut this short, not shorter, to make room for signs. */
const NAME_BEFORE_SIGNS = 60;

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
  const { bars } = scene.index.calendar;
  const flags = bars.flags[bar] as number;
  const status = bars.status[bar] as number;
  const channel = bars.channel[bar] as number;
  const stripe = Math.min(status === IN_HOUSE ? STRIPE_IN_HOUSE : STRIPE, (shape.right - shape.left) / 3);
  const isFading = (flags & BAR_FLAGS.pendingRelease) !== 0;
  const isSpecial = isFading || (flags & BAR_FLAGS.conflict) !== 0 || scene.hovered === bar;
  const isNarrow = shape.right - shape.left < shape.slant * 2 + stripe + 6;
  const isPlain = !isSpecial && !isNarrow;
  if (isPlain) paintPlain(pen, scene, channel, shape, stripe);
  else paintSpecial(pen, scene, bar, shape, stripe);
  if (scene.selected === `stay-${bars.id[bar]}`) outline(pen, scene, shape);
  return paintStayText(pen, scene, bar, shape, { stripe, isPlain, isPale: isFading || status === DEPARTED });
}

/** The ordinary bar but for its beginning, put together from upright rectangles and a picture of its end. */
function paintPlain(pen: Pen, scene: Scene, channel: number, shape: BarShape, stripe: number): void {
  const { palette, sprites, ratio, view } = scene;
  const colours = palette.channels[channel];
  if (!colours) return;
  const height = shape.bottom - shape.top;
  const end = sprites.end(channel, shape.slant, height);
  const from = snap(shape.left, ratio) + sprites.start(channel, stripe, shape.slant, height).width;
  const to = snap(shape.right, ratio) - end.width;
  const left = Math.max(from, 0);
  const width = Math.min(to, view.width) - left;
  if (width > 0) {
    pen.fillStyle = colours.edge;
    pen.fillRect(left, shape.top, width, height);
    pen.fillStyle = colours.fill;
    pen.fillRect(left, shape.top + 1, width, height - 2);
  }
  if (to < view.width) pen.drawImage(end.image, to, shape.top, end.width, end.height);
}

/** Conflicts, bars whose feed dropped them, the one under the pointer, and those too narrow for two whole ends. */
function paintSpecial(pen: Pen, scene: Scene, bar: number, shape: BarShape, stripe: number): void {
  const { palette, index } = scene;
  const flags = index.calendar.bars.flags[bar] as number;
  const colours = palette.channels[index.calendar.bars.channel[bar] as number];
  if (!colours) return;
  const isFading = (flags & BAR_FLAGS.pendingRelease) !== 0;
  const isConflict = (flags & BAR_FLAGS.conflict) !== 0;
  const inset = isConflict ? 1 : 0.5;
  const inner = {
    ...shape,
    left: shape.left + inset,
    right: shape.right - inset,
    top: shape.top + inset,
    bottom: shape.bottom - inset,
  };
  trace(pen, inner);
  pen.fillStyle = isFading ? palette.panel : colours.fill;
  pen.fill();
  pen.lineWidth = isConflict ? 2 : 1;
  const isHovered = scene.hovered === bar;
  pen.strokeStyle = isConflict ? palette.danger : isFading || isHovered ? colours.stripe : colours.edge;
  if (isFading) pen.setLineDash([4, 3]);
  pen.stroke();
  if (isFading) pen.setLineDash([]);
  if (shape.left + shape.slant + stripe <= 0) return;
  const bare = isConflict ? inner : shape;
  trace(pen, { ...bare, right: bare.left + shape.slant + stripe });
  pen.fillStyle = colours.stripe;
  pen.fill();
}

interface StayLook {
  readonly stripe: number;
  /** Its beginning is still to be drawn. */
  readonly isPlain: boolean;
  readonly isPale: boolean;
}

/**
 * Beginning, letter, signs and name. A bar that begins left of the view carries letter and name at the edge, so that it
 * keeps them; all others have them with their beginning in one picture.
 */
function paintStayText(pen: Pen, scene: Scene, bar: number, shape: BarShape, look: StayLook): string {
  const { palette, index, sprites, ratio } = scene;
  const { stripe, isPlain, isPale } = look;
  const channel = index.calendar.bars.channel[bar] as number;
  const square = squareWidth(palette.channels[channel]?.letter ?? '');
  const place = squarePlace(shape, stripe, square);
  const name =
    place === undefined || scene.zoom === 'quarter'
      ? undefined
      : paintSignsAndFitName(pen, scene, bar, shape, place + square + 5);
  const { slant, left, top, bottom } = shape;
  const ends = [channel, stripe, slant, bottom - top] as const;
  if (isPlain && name && place !== undefined && place > EDGE) {
    const words = { squareAt: place - left, textAt: name.left - left, isPale, text: name.text };
    paintSprite(pen, sprites.head(...ends, words), left, top, ratio);
    return name.text;
  }
  if (isPlain && left + slant + stripe > -1) paintSprite(pen, sprites.start(...ends), left, top, ratio);
  if (place === undefined) return '';
  const middle = (top + bottom) / 2;
  paintSprite(pen, sprites.square(channel), place, middle - SQUARE / 2, ratio);
  if (!name) return '';
  const colour = isPale ? palette.ink2 : palette.ink;
  paintText(pen, scene, palette.fonts.name, colour, name.text, name.left, middle);
  return name.text;
}

/** Draws the signs, and answers what of the name has room before them. */
function paintSignsAndFitName(
  pen: Pen,
  scene: Scene,
  bar: number,
  shape: BarShape,
  left: number,
): { readonly text: string; readonly left: number } | undefined {
  const { nameFit } = scene.palette.fonts;
  const label = scene.index.labels[bar] ?? '';
  const end = nameEnd(shape);
  const right = paintSigns(pen, scene, bar, left, end, (shape.top + shape.bottom) / 2);
  // rather a smaller margin than a cut name
  const isTight = right === end && nameFit.width(label) > right - left;
  const room = isTight ? shape.right - shape.slant / 2 - 1 - left : right - left;
  const text = nameFit.fit(label, room);
  return text ? { text, left: isTight ? left - 1 : left } : undefined;
}

const nameEnd = (shape: BarShape): number => shape.right - shape.slant - 5;

/** Where the channel's square stands, at the left edge of the view at least; undefined where there is no room for it. */
function squarePlace(shape: BarShape, stripe: number, square: number): number | undefined {
  if (shape.right - shape.left < NARROWEST_WITH_SQUARE) return undefined;
  const left = Math.max(Math.round(shape.slant / 2 + stripe + 4) + shape.left, EDGE);
  if (nameEnd(shape) - left >= square) return left;
  // a single night of a month: rather small margins than no letter
  return nameEnd(shape) + 4 - (left - 2) >= square ? left - 2 : undefined;
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
  const name = palette.fonts.nameFit.width(scene.index.labels[bar] ?? '');
  const hasRoom = (width: number): boolean => end - left > width + Math.min(name, NAME_BEFORE_SIGNS) + 6;
  if (flags & BAR_FLAGS.pendingRelease && hasRoom(10)) {
    paintText(pen, scene, palette.fonts.stripStrong, palette.ink2, '?', end - 8, middle);
    end -= 13;
  }
  for (let sign = 0; sign < SIGNS.length; sign++)
    if (flags & (SIGNS[sign]?.flag ?? 0) && hasRoom(10)) {
      paintSprite(pen, scene.sprites.sign(sign), end - 10, middle - SIGN / 2, scene.ratio);
      end -= 14;
    }
  if (scene.zoom === 'week' && guests > 0) {
    const text = countOf(guests, 'guest');
    const width = palette.fonts.smallFit.width(text);
    if (end - left > width + name + 16) {
      paintText(pen, scene, palette.fonts.small, palette.ink2, text, end - width, middle);
      end -= width + 6;
    }
  }
  return end;
}

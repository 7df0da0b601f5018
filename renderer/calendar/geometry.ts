/**
 * Where nights and bars lie. Plain arithmetic on whole day numbers and pixels: the painter, the hit test, the draft and
 * the accessible layer all ask here, so that what is drawn is what is hit.
 */

/** What part of the endless chart is on screen. */
export interface View {
  /** Day number at content x = 0. */
  readonly origin: number;
  readonly nightWidth: number;
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly width: number;
  readonly height: number;
}

/** Half-open range of day numbers or of row indexes. */
export interface Range {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** A bar begins past the middle of its arrival cell and ends before that of its departure cell: a turnover fits. */
export const ARRIVES_AT = 0.54;
export const DEPARTS_AT = 0.46;
const WIDEST_SLANT = 5;

/** Screen x at which a night's cell begins. Fractions of a night are allowed. */
export const xOfDay = (view: View, day: number): number =>
  (day - view.origin) * view.nightWidth - view.scrollLeft;

/** The night under a screen x. */
export const dayAt = (view: View, x: number): number =>
  Math.floor((x + view.scrollLeft) / view.nightWidth) + view.origin;

/** Nights of which at least a pixel shows. */
export const visibleDays = (view: View): Range => ({
  first: dayAt(view, 0),
  end: dayAt(view, Math.max(view.width - 1, 0)) + 1,
});

/** Horizontal offset between the upper and the lower corner of a bar's ends. */
export const slantOf = (nightWidth: number): number => Math.min(WIDEST_SLANT, nightWidth * 0.12);

/** A bar's shape on screen: the upper corners stand `slant` further right than the lower ones at either end. */
export interface BarShape {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** 0 for upright shapes (blocks, echoes, holds). */
  readonly slant: number;
}

/** The nights a bar spans, as fractional days. Closed nights as well: on their first day a guest may still depart. */
export const spanOf = (arrival: number, departure: number): Range => ({
  first: arrival + ARRIVES_AT,
  end: departure + DEPARTS_AT,
});

/** Corners of a shape, clockwise from the upper left, as x, y pairs. */
export const polygonOf = (shape: BarShape): readonly number[] => [
  shape.left + shape.slant,
  shape.top,
  shape.right,
  shape.top,
  shape.right - shape.slant,
  shape.bottom,
  shape.left,
  shape.bottom,
];

/** True where the point lies within the slanted shape. */
export function contains(shape: BarShape, x: number, y: number): boolean {
  if (y < shape.top || y >= shape.bottom) return false;
  const lean = shape.slant * ((shape.bottom - y) / (shape.bottom - shape.top));
  return x >= shape.left + lean && x < shape.right - shape.slant + lean;
}

/** The content x that brings `day` to the left edge, kept within the content. */
export const scrollLeftFor = (day: number, origin: number, nightWidth: number): number =>
  Math.max(0, (day - origin) * nightWidth);

/**
 * The scroll position along one axis that shows `from` … `to` with a margin, moving as little as possible; the present
 * one where it is seen already.
 */
export function scrollToShow(
  from: number,
  to: number,
  scroll: number,
  viewSize: number,
  margin: number,
): number {
  if (from - margin < scroll) return Math.max(0, from - margin);
  if (to + margin > scroll + viewSize) return Math.max(0, Math.min(from - margin, to + margin - viewSize));
  return scroll;
}

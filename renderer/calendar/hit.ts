import { slotsWithin, STAY, touches, type BarIndex } from './bar-index.ts';
import { contains, dayAt, slantOf, spanOf, xOfDay, type BarShape, type View } from './geometry.ts';
import {
  barHeight,
  laneAt,
  laneTop,
  pinnedParkingTop,
  rowAt,
  type ChartRow,
  type RowLayout,
} from './rows.ts';

/** What lies where, for drawing and for hitting. */
export interface Ground {
  readonly index: BarIndex;
  readonly layout: RowLayout;
  readonly view: View;
}

export interface Place {
  readonly row: ChartRow;
  readonly rowIndex: number;
  readonly lane: number;
  readonly day: number;
}

export interface BarHit extends Place {
  /** Position in the calendar's columns, or undefined on an empty cell. */
  readonly bar: number | undefined;
  readonly shape: BarShape | undefined;
  /** Near an end that can be pulled. */
  readonly end: 'arrival' | 'departure' | undefined;
}

const GRIP = 7;
const NARROWEST_WITH_GRIPS = 30;

/** Screen y of a row, with the parking row held at the lower edge. */
export function rowTop(ground: Ground, row: ChartRow): number {
  const pinned = row.kind === 'parking' ? pinnedParkingTop(ground.layout, ground.view) : undefined;
  return pinned ?? row.top - ground.view.scrollTop;
}

/** The shape in which a slot's bar is drawn in its row. */
export function shapeOf(ground: Ground, slot: number, rowScreenTop: number): BarShape {
  const { index, layout, view } = ground;
  const kind = index.calendar.bars.kind[index.order[slot] as number] as number;
  const span = spanOf(index.arrival[slot] as number, index.departure[slot] as number);
  const shift = index.shadow[slot] ? 3 : 0;
  const top = rowScreenTop + laneTop(layout.density, index.lane[slot] as number) + shift;
  return {
    left: xOfDay(view, span.first) + shift,
    right: xOfDay(view, span.end) + shift,
    top,
    bottom: top + barHeight(layout.density),
    slant: kind === STAY ? slantOf(view.nightWidth) : 0,
  };
}

/** Row, lane and night under a point of the screen; undefined below the last row. */
export function placeAt(ground: Ground, x: number, y: number): Place | undefined {
  const { layout, view } = ground;
  const pinned = pinnedParkingTop(layout, view);
  const isPinned = pinned !== undefined && y >= pinned;
  const contentY = y + view.scrollTop;
  if (!isPinned && contentY >= layout.height) return undefined;
  const rowIndex = isPinned ? layout.rows.length - 1 : rowAt(layout, contentY);
  const row = layout.rows[rowIndex];
  if (!row) return undefined;
  const lane = laneAt(layout.density, row.lanes, y - rowTop(ground, row));
  return { row, rowIndex, lane, day: dayAt(view, x) };
}

/** The bar under a point, last drawn first, or the empty cell there. */
export function hitAt(ground: Ground, x: number, y: number): BarHit | undefined {
  const place = placeAt(ground, x, y);
  if (!place) return undefined;
  const empty = { ...place, bar: undefined, shape: undefined, end: undefined };
  if (place.row.kind !== 'unit' && place.row.kind !== 'parking') return empty;
  const { index } = ground;
  const top = rowTop(ground, place.row);
  const nights = { first: place.day - 1, end: place.day + 1 };
  const slots = slotsWithin(index, place.row.unitId, nights);
  let shadow: BarHit | undefined;
  for (let slot = slots.end - 1; slot >= slots.first; slot--) {
    if (!touches(index, slot, nights)) continue;
    const shape = shapeOf(ground, slot, top);
    if (!contains(shape, x, y)) continue;
    const hit = { ...place, bar: index.order[slot] as number, shape, end: endAt(shape, x) };
    if (!index.shadow[slot]) return { ...hit, lane: index.lane[slot] as number };
    shadow = hit;
  }
  return shadow ?? empty;
}

function endAt(shape: BarShape, x: number): 'arrival' | 'departure' | undefined {
  if (shape.right - shape.left < NARROWEST_WITH_GRIPS) return undefined;
  if (x < shape.left + shape.slant + GRIP) return 'arrival';
  return x > shape.right - shape.slant - GRIP ? 'departure' : undefined;
}

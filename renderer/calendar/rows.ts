import type { Calendar } from '../../src/contract/calendar.ts';
import type { Range } from './geometry.ts';
import type { Zoom } from './zoom.ts';

export const DENSITIES = ['compact', 'normal', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];

/** `type`: the strip of a room type. `heat`: its occupancy in the year. `parking`: stays without a unit. */
export type RowKind = 'type' | 'unit' | 'parking' | 'heat';

export interface ChartRow {
  /** Stays the same while the row's meaning does: `type-3`, `unit-12`, `parking`. */
  readonly key: string;
  readonly kind: RowKind;
  readonly top: number;
  readonly height: number;
  /** Bars that overlap are drawn one under the other; at least 1. */
  readonly lanes: number;
  readonly roomTypeId: number;
  /** Position of the room type in the calendar, -1 for the parking row. */
  readonly typeIndex: number;
  /** 0 unless it is a unit's row. */
  readonly unitId: number;
  readonly name: string;
  readonly note: string;
}

export interface RowLayout {
  readonly rows: readonly ChartRow[];
  /** Height of all rows together. */
  readonly height: number;
  readonly rowOfKey: ReadonlyMap<string, number>;
  readonly density: Density;
}

export const STRIP_HEIGHT = 26;
const HEAT_LOWEST = 46;
const HEAT_HIGHEST = 128;
const ROW_HEIGHT: Readonly<Record<Density, number>> = { compact: 26, normal: 34, roomy: 42 };
const PADDING: Readonly<Record<Density, number>> = { compact: 3, normal: 4, roomy: 5 };
const LANE_GAP = 3;

export const barHeight = (density: Density): number => ROW_HEIGHT[density] - 2 * PADDING[density];

const rowHeight = (density: Density, lanes: number): number =>
  ROW_HEIGHT[density] + (lanes - 1) * (barHeight(density) + LANE_GAP);

/** Top of a lane's bar, measured from the row's top. */
export const laneTop = (density: Density, lane: number): number =>
  PADDING[density] + lane * (barHeight(density) + LANE_GAP);

/** The lane at a distance from the row's top. */
export const laneAt = (density: Density, lanes: number, y: number): number =>
  Math.min(
    Math.max(Math.floor((y - PADDING[density] + LANE_GAP / 2) / (barHeight(density) + LANE_GAP)), 0),
    lanes - 1,
  );

export interface LayoutOptions {
  readonly zoom: Zoom;
  readonly density: Density;
  readonly collapsed: ReadonlySet<number>;
  /** Lanes that a unit's bars need; unit 0 asks for the parking row. */
  readonly lanesOf: (unitId: number) => number;
  /** Height of the view: few room types share it in the year. */
  readonly room?: number;
}

type Draft = Omit<ChartRow, 'top'>;

function draftRows(calendar: Calendar, options: LayoutOptions): Draft[] {
  const rows: Draft[] = [];
  const { density, zoom, room = 0 } = options;
  const share = Math.floor(room / Math.max(calendar.roomTypes.length, 1));
  const heatHeight = Math.min(Math.max(share, HEAT_LOWEST), HEAT_HIGHEST);
  calendar.roomTypes.forEach((type, typeIndex) => {
    const strip = { roomTypeId: type.id, typeIndex, unitId: 0, name: type.name, note: '', lanes: 1 };
    if (zoom === 'year') {
      rows.push({ ...strip, key: `type-${type.id}`, kind: 'heat', height: heatHeight });
      return;
    }
    rows.push({ ...strip, key: `type-${type.id}`, kind: 'type', height: STRIP_HEIGHT });
    if (options.collapsed.has(type.id)) return;
    for (const unit of type.units) {
      const lanes = Math.max(1, options.lanesOf(unit.id));
      const height = rowHeight(density, lanes);
      const { name, note } = unit;
      rows.push({
        ...strip,
        key: `unit-${unit.id}`,
        kind: 'unit',
        unitId: unit.id,
        name,
        note,
        lanes,
        height,
      });
    }
  });
  if (zoom !== 'year') {
    const lanes = Math.max(1, options.lanesOf(0));
    const height = rowHeight(density, lanes);
    const place = { roomTypeId: 0, typeIndex: -1, unitId: 0, name: 'Parking · no unit yet', note: '' };
    rows.push({ ...place, key: 'parking', kind: 'parking', lanes, height });
  }
  return rows;
}

/** Stacks the rows of the chart from top to bottom. */
export function layoutRows(calendar: Calendar, options: LayoutOptions): RowLayout {
  let top = 0;
  const rows = draftRows(calendar, options).map((row) => {
    const placed = { ...row, top };
    top += row.height;
    return placed;
  });
  return {
    rows,
    height: top,
    rowOfKey: new Map(rows.map((row, position) => [row.key, position])),
    density: options.density,
  };
}

/** Index of the row at a content y; the nearest row where y lies outside. */
export function rowAt(layout: RowLayout, y: number): number {
  let low = 0;
  let high = layout.rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.rows[middle] as ChartRow).top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows of which at least a pixel shows. */
export function visibleRows(layout: RowLayout, scrollTop: number, height: number): Range {
  if (layout.rows.length === 0 || scrollTop >= layout.height) return { first: 0, end: 0 };
  return { first: rowAt(layout, scrollTop), end: rowAt(layout, scrollTop + height - 1) + 1 };
}

/**
 * The parking row stays in sight at the lower edge while the rest scrolls, unless it has grown past a third of the view.
 * Answers its screen y, or undefined where it lies in its natural place or is not pinned.
 */
export function pinnedParkingTop(
  layout: RowLayout,
  view: { readonly scrollTop: number; readonly height: number },
): number | undefined {
  const row = layout.rows.at(-1);
  if (row?.kind !== 'parking' || row.height * 3 > view.height) return undefined;
  const natural = row.top - view.scrollTop;
  const pinned = view.height - row.height;
  return natural > pinned ? pinned : undefined;
}

/** The scroll position that keeps the row at the upper edge where it is, after the rows were laid out anew. */
export function keepInPlace(before: RowLayout, after: RowLayout, scrollTop: number): number {
  const anchor = before.rows[rowAt(before, scrollTop)];
  if (!anchor) return scrollTop;
  const position = after.rowOfKey.get(anchor.key);
  const row = position === undefined ? undefined : after.rows[position];
  return row ? Math.max(0, row.top + Math.min(scrollTop - anchor.top, row.height)) : scrollTop;
}

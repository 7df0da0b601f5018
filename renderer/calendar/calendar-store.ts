import { create } from 'zustand';
import type { Cursor } from './scene.ts';
import { zoomStep, ZOOM_FACTS, type Zoom } from './zoom.ts';
import type { Density } from './rows.ts';

/** What is selected: a bar by its key, or a conflict reached with [ and ]. */
export type Selected =
  { readonly kind: 'bar'; readonly key: string } | { readonly kind: 'conflict'; readonly id: number };

/** What part of the calendar is looked at, and what is chosen in it. Bars and nights themselves are never kept here. */
export interface CalendarState {
  readonly zoom: Zoom;
  readonly density: Density;
  readonly collapsed: ReadonlySet<number>;
  /** The first and the last night in view; undefined until the chart has been placed. */
  readonly firstDay: number | undefined;
  readonly lastDay: number | undefined;
  /** Where the chart shall go next, with a number that grows with each wish; undefined once it is there. */
  readonly wish: { readonly day: number; readonly count: number } | undefined;
  /** How many wishes there were. */
  readonly wishes: number;
  readonly cursor: Cursor | undefined;
  /** The night at which Shift began to extend the cursor. */
  readonly anchorDay: number | undefined;
  readonly selected: Selected | undefined;

  readonly setZoom: (zoom: Zoom) => void;
  readonly zoomBy: (direction: 1 | -1) => void;
  readonly setDensity: (density: Density) => void;
  readonly toggleType: (roomTypeId: number) => void;
  /** Brings a night (day number) near the left edge. */
  readonly goTo: (day: number) => void;
  /** Told by the chart: it has gone where this wish said. */
  readonly arrived: (count: number) => void;
  /** Turns back (-1) or on (1) by most of what is in view. */
  readonly page: (direction: 1 | -1) => void;
  /** Told by the chart: what is in view now. */
  readonly seen: (firstDay: number, lastDay: number) => void;
  readonly setCursor: (cursor: Cursor, extend?: boolean) => void;
  readonly select: (selected: Selected | undefined) => void;
}

/** Nights of context that stay visible left of a night that was asked for. */
const CONTEXT: Readonly<Record<Zoom, number>> = {
  week: 1,
  'three-weeks': 2,
  month: 3,
  quarter: 7,
  year: 14,
};

const wishFor = ({ wishes }: CalendarState, day: number): Pick<CalendarState, 'wish' | 'wishes'> => ({
  wish: { day, count: wishes + 1 },
  wishes: wishes + 1,
});

export const useCalendarStore = create<CalendarState>()((set) => ({
  zoom: 'three-weeks',
  density: 'normal',
  collapsed: new Set(),
  firstDay: undefined,
  lastDay: undefined,
  wish: undefined,
  wishes: 0,
  cursor: undefined,
  anchorDay: undefined,
  selected: undefined,

  setZoom: (zoom) => set({ zoom }),
  zoomBy: (direction) => set((state) => ({ zoom: zoomStep(state.zoom, direction) })),
  setDensity: (density) => set({ density }),
  toggleType: (roomTypeId) =>
    set(({ collapsed }) => {
      const next = new Set(collapsed);
      if (!next.delete(roomTypeId)) next.add(roomTypeId);
      return { collapsed: next };
    }),
  goTo: (day) => set((state) => wishFor(state, day - CONTEXT[state.zoom])),
  arrived: (count) => set(({ wish }) => (wish?.count === count ? { wish: undefined } : {})),
  page: (direction) =>
    set((state) => {
      if (state.firstDay === undefined) return {};
      const { nights } = ZOOM_FACTS[state.zoom];
      const weeks = Math.max(1, Math.floor((nights * 0.8) / 7));
      return wishFor(state, state.firstDay + direction * weeks * 7);
    }),
  seen: (firstDay, lastDay) => set({ firstDay, lastDay }),
  setCursor: (cursor, extend = false) =>
    set((state) => ({
      cursor,
      anchorDay:
        extend && state.cursor?.rowKey === cursor.rowKey ? (state.anchorDay ?? state.cursor.day) : undefined,
    })),
  select: (selected) => set({ selected }),
}));

/** The nights chosen in the cursor's row, at least the one it stands on. */
export function chosenNights(
  state: Pick<CalendarState, 'cursor' | 'anchorDay'>,
): { readonly rowKey: string; readonly first: number; readonly end: number } | undefined {
  const { cursor, anchorDay } = state;
  if (!cursor) return undefined;
  const from = anchorDay ?? cursor.day;
  return {
    rowKey: cursor.rowKey,
    first: Math.min(from, cursor.day),
    end: Math.max(from, cursor.day) + 1,
  };
}

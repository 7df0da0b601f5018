import { barOf, barOfKey, type Bar } from './bar-index.ts';
import { useCalendarStore } from './calendar-store.ts';
import { barInCell } from './cursor.ts';
import type { Engine } from './engine.ts';
import { scrollToShow, visibleDays } from './geometry.ts';
import { rowTop } from './hit.ts';
import type { ChartRow } from './rows.ts';
import type { Cursor, Scene } from './scene.ts';
import type { TapeChartActions } from './tape-chart-actions.ts';

/** What the acts of keys, pointer and menu work on. */
export interface ChartContext {
  readonly engine: Engine;
  readonly actions: () => TapeChartActions;
}

const store = useCalendarStore;

/** Reads a sentence out to those who listen, where eyes see it on the chart anyway. */
export const say = (context: ChartContext, said: string): void => context.engine.hand.setState({ said });

/** Answers a person in words: shown for a while, and read out. */
export const tell = (context: ChartContext, text: string): void =>
  context.engine.hand.setState({ said: text, notice: { text } });

export const selectedBar = (scene: Scene): Bar | undefined =>
  scene.selected === undefined ? undefined : barOfKey(scene.index, scene.selected);

export function rowOfCursor(scene: Pick<Scene, 'cursor' | 'layout'>): ChartRow | undefined {
  const at = scene.cursor && scene.layout.rowOfKey.get(scene.cursor.rowKey);
  return at === undefined ? undefined : scene.layout.rows[at];
}

/** Moves the cursor there, selects the bar it comes to stand on, and scrolls as little as shows it. */
export function standOn(context: ChartContext, cursor: Cursor, extend = false): void {
  const scene = context.engine.scene();
  if (!scene) return;
  store.getState().setCursor(cursor, extend);
  const bar = barInCell(scene.index, scene.layout, cursor);
  store.getState().select(bar === undefined ? undefined : { kind: 'bar', key: barOf(scene.index, bar).key });
  reveal(context, cursor.rowKey, cursor.day, cursor.day + 1);
}

/** Scrolls as little as needed until the nights of a row are in view. */
export function reveal(context: ChartContext, rowKey: string, first: number, end: number): void {
  const scene = context.engine.scene();
  if (!scene) return;
  const { view, layout } = scene;
  const { scroller } = context.engine;
  const from = (first - view.origin) * view.nightWidth;
  const to = (end - view.origin) * view.nightWidth;
  scroller.scrollLeft = scrollToShow(from, to, scroller.scrollLeft, view.width, view.nightWidth);
  const row = layout.rows[layout.rowOfKey.get(rowKey) ?? -1];
  if (!row || rowTop(scene, row) !== row.top - view.scrollTop) return;
  const parking = layout.rows.at(-1)?.kind === 'parking' ? (layout.rows.at(-1)?.height ?? 0) : 0;
  const room = view.height - (row.kind === 'parking' ? 0 : parking);
  scroller.scrollTop = scrollToShow(row.top, row.top + row.height, scroller.scrollTop, room, 8);
}

/** The cell to begin with: the cursor's, else today's in the first unit in view. */
export function startingCursor(scene: Scene): Cursor {
  if (scene.cursor && scene.layout.rowOfKey.has(scene.cursor.rowKey)) return scene.cursor;
  const days = visibleDays(scene.view);
  const day = scene.today >= days.first && scene.today < days.end ? scene.today : days.first + 1;
  const row =
    scene.layout.rows.find((each) => each.kind === 'unit' && each.top >= scene.view.scrollTop) ??
    scene.layout.rows[0];
  return { rowKey: row?.key ?? 'parking', lane: 0, day };
}

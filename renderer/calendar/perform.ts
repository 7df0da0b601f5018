import { barOf, barOfKey, type Bar, type IndexedConflict } from './bar-index.ts';
import { barInWords, cellInWords } from './cell-words.ts';
import { chosenNights, useCalendarStore } from './calendar-store.ts';
import { barInCell, stepRows } from './cursor.ts';
import { problemsOf, draftInWords, moveDraft, resizeDraft, type Draft } from './draft.ts';
import { drop, nightsInUnit } from './drop.ts';
import type { Engine } from './engine.ts';
import { scrollToShow, visibleDays } from './geometry.ts';
import { rowTop } from './hit.ts';
import { letGo } from './hand.ts';
import type { Act } from './keys.ts';
import type { ChartRow } from './rows.ts';
import type { Cursor, Scene } from './scene.ts';
import type { TapeChartActions } from './tape-chart-actions.ts';
import { countOf, nightsInWords } from './words.ts';

/** What the acts of keys, pointer and menu work on. */
export interface ChartContext {
  readonly engine: Engine;
  readonly actions: () => TapeChartActions;
}

const store = useCalendarStore;

/** Reads a sentence out to those who listen. */
export const say = (context: ChartContext, said: string): void => context.engine.hand.setState({ said });

export const selectedBar = (scene: Scene): Bar | undefined =>
  scene.selected === undefined ? undefined : barOfKey(scene.index, scene.selected);

export function rowOfCursor(scene: Scene): ChartRow | undefined {
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
function startingCursor(scene: Scene): Cursor {
  if (scene.cursor && scene.layout.rowOfKey.has(scene.cursor.rowKey)) return scene.cursor;
  const days = visibleDays(scene.view);
  const day = scene.today >= days.first && scene.today < days.end ? scene.today : days.first + 1;
  const row =
    scene.layout.rows.find((each) => each.kind === 'unit' && each.top >= scene.view.scrollTop) ??
    scene.layout.rows[0];
  return { rowKey: row?.key ?? 'parking', lane: 0, day };
}

/** Holds a draft in hand, with what speaks against it, and says so. */
export function hold(context: ChartContext, draft: Draft, isByKeys: boolean): void {
  const scene = context.engine.scene();
  if (!scene) return;
  const problems = problemsOf(scene.index, draft, scene.today);
  const words = [draftInWords(scene.index, draft), ...problems.map((each) => each.text)];
  const said = isByKeys ? `${words.join('. ')}.` : context.engine.hand.getState().said;
  context.engine.hand.setState({ draft, problems, isByKeys, said });
}

/** Drops what is in hand. */
export function dropDraft(context: ChartContext): void {
  const { draft, problems } = context.engine.hand.getState();
  letGo(context.engine.hand);
  if (draft && !drop(draft, problems, context.actions())) say(context, 'Nothing changed.');
}

function stepDraft(context: ChartContext, scene: Scene, act: Act & { do: 'step' }): void {
  const { draft } = scene;
  if (!draft?.bar) return;
  const { bar } = draft;
  if (draft.kind === 'resize') {
    const end = act.extend ? 'arrival' : 'departure';
    const other = resizeDraft(bar, end, draft[end] + act.across);
    const kept = end === 'arrival' ? { departure: draft.departure } : { arrival: draft.arrival };
    return hold(context, bar.isFromFeed ? other : { ...other, ...kept }, true);
  }
  const rows = scene.layout.rows.filter((row) => row.kind === 'unit' || row.kind === 'parking');
  const at = rows.findIndex((row) => row.unitId === draft.unitId);
  const row = rows[Math.min(Math.max(at + act.down, 0), rows.length - 1)];
  if (!row) return;
  const shift = act.across === 0 ? draft.arrival - bar.arrival : draft.arrival - bar.arrival + act.across;
  const next = moveDraft(bar, { unitId: row.unitId, roomTypeId: row.roomTypeId }, shift);
  hold(context, next, true);
  reveal(context, row.key, next.arrival, next.departure);
}

function begin(context: ChartContext, scene: Scene, kind: 'move' | 'resize'): void {
  const bar = selectedBar(scene);
  if (!bar) return say(context, 'Put the cursor on a stay first.');
  if (bar.kind === 'echo') return say(context, 'An echo follows its origin. Move that instead.');
  const draft =
    kind === 'move'
      ? moveDraft(bar, { unitId: bar.unitId, roomTypeId: bar.roomTypeId }, 0)
      : resizeDraft(bar, 'departure', bar.departure);
  hold(context, draft, true);
}

/** Opens what is selected; on a room type's strip, folds it. */
export function open(context: ChartContext, scene: Scene): void {
  const { selected } = store.getState();
  if (selected?.kind === 'conflict') return context.actions().onOpen({ kind: 'conflict', id: selected.id });
  const row = rowOfCursor(scene);
  if (row?.kind === 'type') return store.getState().toggleType(row.roomTypeId);
  const bar = selectedBar(scene);
  if (bar) openBar(context, bar);
  else onChosenNights(context, scene, (nights) => context.actions().onCreate(nights));
}

export function openBar(context: ChartContext, bar: Bar): void {
  const { id, reservationId } = bar;
  context.actions().onOpen(bar.kind === 'stay' ? { kind: 'stay', id, reservationId } : { kind: 'block', id });
}

/** Calls `act` with the nights that the cursor has chosen in a unit, or says that there are none. */
export function onChosenNights(
  context: ChartContext,
  scene: Scene,
  act: (nights: ReturnType<typeof nightsInUnit>) => void,
): void {
  const chosen = chosenNights(store.getState());
  const row = rowOfCursor(scene);
  if (!chosen || row?.kind !== 'unit') return say(context, 'Put the cursor on a night of a unit first.');
  act(nightsInUnit(row, chosen.first, chosen.end));
}

/** Calls `act` with the selected stay, or says that there is none. */
export function onSelectedStay(context: ChartContext, scene: Scene, act: (bar: Bar) => void): void {
  const bar = selectedBar(scene);
  if (bar?.kind === 'stay') act(bar);
  else say(context, 'Put the cursor on a stay first.');
}

export function split(context: ChartContext, scene: Scene): void {
  onSelectedStay(context, scene, (bar) => {
    const day = scene.cursor?.day ?? bar.arrival;
    if (day <= bar.arrival || day >= bar.departure)
      return say(context, 'Put the cursor on the first night of the second part.');
    const night = nightsInUnit(bar, day, day + 1).arrival;
    context.actions().onSplit({ roomStayId: bar.id, reservationId: bar.reservationId, night });
  });
}

/** Goes to a conflict: its row and first shared night, selected, so that Enter opens it. */
function goToConflict(context: ChartContext, scene: Scene, direction: 1 | -1): void {
  const { conflicts } = scene.index;
  const { selected } = store.getState();
  const at = selected?.kind === 'conflict' ? conflicts.findIndex((each) => each.id === selected.id) : -1;
  const day = scene.cursor?.day ?? scene.today;
  const next: IndexedConflict | undefined =
    at >= 0
      ? conflicts[at + direction]
      : direction > 0
        ? conflicts.find((each) => each.end > day)
        : conflicts.findLast((each) => each.first < day);
  if (!next)
    return say(context, direction > 0 ? 'No later conflict in view.' : 'No earlier conflict in view.');
  const unitKey = `unit-${next.unitId}`;
  const rowKey = scene.layout.rowOfKey.has(unitKey) ? unitKey : `type-${next.roomTypeId}`;
  store.getState().setCursor({ rowKey, lane: 0, day: next.first });
  store.getState().select({ kind: 'conflict', id: next.id });
  reveal(context, rowKey, next.first, next.end);
  const row = scene.layout.rows[scene.layout.rowOfKey.get(rowKey) ?? -1];
  say(context, `Conflict: ${row?.name ?? ''}, ${nightsInWords(next.first, next.end)}. Enter opens it.`);
}

/** Carries out what a key, a button or the menu asked for. */
export function perform(context: ChartContext, act: Act): void {
  const scene = context.engine.scene();
  if (!scene) return;
  if (scene.draft) return performWithDraft(context, scene, act);
  const state = store.getState();
  const actions = context.actions();
  const stay = (use: (bar: Bar) => void): void => onSelectedStay(context, scene, use);
  const refOf = (bar: Bar): { roomStayId: number; reservationId: number } => ({
    roomStayId: bar.id,
    reservationId: bar.reservationId,
  });
  switch (act.do) {
    case 'step':
    case 'edge':
      return step(context, scene, act);
    case 'open':
      return open(context, scene);
    case 'new':
      return onChosenNights(context, scene, actions.onCreate);
    case 'move':
    case 'resize':
      return begin(context, scene, act.do);
    case 'split':
      return split(context, scene);
    case 'park':
      return stay((bar) => actions.onPark(refOf(bar)));
    case 'lock':
      return stay((bar) => actions.onLock({ ...refOf(bar), isLocked: !bar.isLocked }));
    case 'block':
      return onChosenNights(context, scene, actions.onBlock);
    case 'close':
      return onChosenNights(context, scene, (nights) => actions.onCloseNights?.(nights));
    case 'find':
      return actions.onFind();
    case 'go-to':
      return actions.onGoTo();
    case 'today':
      return state.goTo(scene.today);
    case 'zoom-in':
      return state.zoomBy(1);
    case 'zoom-out':
      return state.zoomBy(-1);
    case 'previous-conflict':
      return goToConflict(context, scene, -1);
    case 'next-conflict':
      return goToConflict(context, scene, 1);
    case 'undo':
      return actions.onUndo();
    case 'redo':
      return actions.onRedo();
    case 'menu':
      return openMenuAtCursor(context, scene);
    case 'give-up':
      return state.select(undefined);
  }
}

function performWithDraft(context: ChartContext, scene: Scene, act: Act): void {
  if (act.do === 'give-up') {
    letGo(context.engine.hand);
    say(context, 'Given up. Nothing changed.');
  } else if (!context.engine.hand.getState().isByKeys) return;
  else if (act.do === 'open') dropDraft(context);
  else if (act.do === 'step') stepDraft(context, scene, act);
}

function step(context: ChartContext, scene: Scene, act: Act & { do: 'step' | 'edge' }): void {
  const cursor = startingCursor(scene);
  if (act.do === 'edge') {
    const days = visibleDays(scene.view);
    return standOn(context, { ...cursor, day: act.to === 'first' ? days.first + 1 : days.end - 2 });
  }
  if (!scene.cursor) return standOn(context, cursor);
  const next = stepRows(scene.layout, { ...cursor, day: cursor.day + act.across }, act.extend ? 0 : act.down);
  standOn(context, next, act.extend);
  if (act.extend) {
    const chosen = chosenNights(store.getState());
    if (chosen) say(context, `${countOf(chosen.end - chosen.first, 'night')} chosen.`);
  } else sayLane(context, next);
}

/** Rows with lanes hold several bars in one cell; the reader hears which of them is under the cursor. */
function sayLane(context: ChartContext, cursor: Cursor): void {
  const scene = context.engine.scene();
  const row = scene && rowOfCursor(scene);
  const bar = scene && selectedBar(scene);
  if (scene && row && row.lanes > 1)
    say(context, bar ? barInWords(bar) : cellInWords(scene.index, row, cursor.day, scene.loaded.first));
}

function openMenuAtCursor(context: ChartContext, scene: Scene): void {
  const row = rowOfCursor(scene);
  if (!row || !scene.cursor) return;
  const { view } = scene;
  const x = (scene.cursor.day - view.origin + 0.5) * view.nightWidth - view.scrollLeft;
  context.engine.hand.setState({ menu: { x, y: rowTop(scene, row) + row.height / 2 } });
}

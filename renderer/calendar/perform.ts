import type { Bar } from './bar-index.ts';
import { chosenNights, useCalendarStore } from './calendar-store.ts';
import { barInWords, cellInWords } from './cell-words.ts';
import {
  rowOfCursor,
  say,
  selectedBar,
  standOn,
  startingCursor,
  tell,
  type ChartContext,
} from './chart-context.ts';
import { stepRows } from './cursor.ts';
import { begin, performWithDraft } from './draft-acts.ts';
import { dateOf, nightsInUnit } from './drop.ts';
import { visibleDays } from './geometry.ts';
import { goToConflict } from './go-to-conflict.ts';
import { clearNotice } from './hand.ts';
import { rowTop } from './hit.ts';
import type { Act } from './keys.ts';
import type { StayDate } from '../../src/domain/stay-date.ts';
import type { Cursor, Scene } from './scene.ts';
import type { NightsWanted } from './tape-chart-actions.ts';
import { countOf } from './words.ts';

const store = useCalendarStore;

/** Opens what is selected; folds a room type on its strip; shows the month under a year's night. */
export function open(context: ChartContext, scene: Scene): void {
  const { selected } = store.getState();
  if (selected?.kind === 'conflict') return context.actions().onOpen({ kind: 'conflict', id: selected.id });
  const row = rowOfCursor(scene);
  if (row?.kind === 'type') return store.getState().toggleType(row.roomTypeId);
  if (row?.kind === 'heat' && scene.cursor) {
    store.getState().setZoom('month');
    return store.getState().goTo(scene.cursor.day);
  }
  const bar = selectedBar(scene);
  if (bar) openBar(context, bar);
  else if (row?.kind === 'unit') context.actions().onCreate(nightsWanted(scene));
  else tell(context, 'Put the cursor on a night of a unit first.');
}

export function openBar(context: ChartContext, bar: Bar): void {
  const { id, reservationId } = bar;
  context.actions().onOpen(bar.kind === 'stay' ? { kind: 'stay', id, reservationId } : { kind: 'block', id });
}

/** What N and B are about: the chosen nights of a unit or room type, or tonight where none were chosen. */
export function nightsWanted(scene: Pick<Scene, 'range' | 'cursor' | 'layout' | 'today'>): NightsWanted {
  const chosen = scene.range;
  const row = rowOfCursor(scene);
  if (!chosen || !row) return { arrival: dateOf(scene.today), departure: dateOf(scene.today + 1) };
  const { unitId, ...nights } = nightsInUnit(row, chosen.first, chosen.end);
  const { arrival, departure } = nights;
  if (row.kind === 'unit') return { unitId, ...nights };
  return row.kind === 'parking' ? { arrival, departure } : nights;
}

/** Calls `act` with the chosen nights of the room type, from its strip or from any of its units. */
function onNightsOfType(
  context: ChartContext,
  scene: Scene,
  act: (nights: { roomTypeId: number; arrival: StayDate; departure: StayDate }) => void,
): void {
  const chosen = chosenNights(store.getState());
  const row = rowOfCursor(scene);
  if (!chosen || !row || row.roomTypeId === 0) return tell(context, 'Put the cursor on a night first.');
  const { roomTypeId, arrival, departure } = nightsInUnit(row, chosen.first, chosen.end);
  act({ roomTypeId, arrival, departure });
}

/** What each channel shows of the night under the cursor, and why. */
export function openNight(context: ChartContext, scene: Scene): void {
  const row = rowOfCursor(scene);
  if (!row || row.roomTypeId === 0 || !scene.cursor) return tell(context, 'Put the cursor on a night first.');
  context.actions().onOpen({ kind: 'night', roomTypeId: row.roomTypeId, night: dateOf(scene.cursor.day) });
}

/** Calls `act` with the selected stay, or says that there is none. */
export function onSelectedStay(context: ChartContext, scene: Scene, act: (bar: Bar) => void): void {
  const bar = selectedBar(scene);
  if (bar?.kind === 'stay') act(bar);
  else tell(context, 'Put the cursor on a stay first.');
}

export function split(context: ChartContext, scene: Scene): void {
  onSelectedStay(context, scene, (bar) => {
    const day = scene.cursor?.day ?? bar.arrival;
    if (day <= bar.arrival || day >= bar.departure)
      return tell(context, 'Put the cursor on the first night of the second part.');
    const night = nightsInUnit(bar, day, day + 1).arrival;
    context.actions().onSplit({ roomStayId: bar.id, reservationId: bar.reservationId, night });
  });
}

/** Carries out what a key, a button or the menu asked for. */
export function perform(context: ChartContext, act: Act): void {
  const scene = context.engine.scene();
  if (!scene) return;
  clearNotice(context.engine.hand);
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
      return actions.onCreate(nightsWanted(scene));
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
      return actions.onBlock(nightsWanted(scene));
    case 'close':
      return onNightsOfType(context, scene, (nights) => actions.onCloseNights?.(nights));
    case 'rates':
      return onNightsOfType(context, scene, (nights) => actions.onRates?.(nights));
    case 'why':
      return openNight(context, scene);
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

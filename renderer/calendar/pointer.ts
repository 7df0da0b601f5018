import { barOf, type Bar } from './bar-index.ts';
import { useCalendarStore } from './calendar-store.ts';
import { createDraft, moveDraft, resizeDraft } from './draft.ts';
import { hitAt, placeAt, type BarHit } from './hit.ts';
import { letGo, type HandStore } from './hand.ts';
import { standOn, type ChartContext } from './chart-context.ts';
import { dropDraft, hold } from './draft-acts.ts';
import { open, openBar, openNight } from './perform.ts';
import type { Scene } from './scene.ts';
import type { Zoom } from './zoom.ts';

/** Pixels that the pointer may tremble before a press becomes a drag. */
const TREMBLE = 4;
/** Distance from the edges at which a drag scrolls the chart, and how fast. */
const EDGE = 36;
const EDGE_SPEED = 14;

interface Press {
  readonly x: number;
  readonly y: number;
  /** Where the press began in the scrolled content, so that scrolling during a drag counts as moving. */
  readonly contentX: number;
  readonly hit: BarHit;
  readonly bar: Bar | undefined;
  isDragging: boolean;
}

/** A pointer event as the chart reads it. */
export interface PointerLike {
  readonly clientX: number;
  readonly clientY: number;
  readonly button: number;
  readonly pointerId: number;
  readonly pointerType: string;
  readonly shiftKey: boolean;
}

export interface ChartPointer {
  readonly down: (event: PointerLike) => void;
  readonly move: (event: PointerLike) => void;
  readonly up: (event: PointerLike) => void;
  readonly leave: () => void;
  readonly cancel: () => void;
  /** Forgets a press without dropping what it held. */
  readonly forget: () => void;
  readonly double: (event: PointerLike) => void;
  /** Right click: selects what lies there and opens the menu. */
  readonly menu: (event: Pick<PointerLike, 'clientX' | 'clientY'>) => void;
}

const cursorStyle = (hit: BarHit | undefined): string => {
  if (hit?.bar === undefined) return 'default';
  return hit.end ? 'ew-resize' : 'grab';
};

/** Turns presses, drags and clicks on the chart's body into drafts, selection and acts. */
export function createPointer(context: ChartContext): ChartPointer {
  const { engine } = context;
  const { hand, scroller } = engine;
  let press: Press | undefined;
  let last: { x: number; y: number } | undefined;
  let scrolling = 0;

  const pointOf = (event: Pick<PointerLike, 'clientX' | 'clientY'>): { x: number; y: number } => {
    const box = scroller.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const hitOf = (scene: Scene, at: { x: number; y: number }): BarHit | undefined => hitAt(scene, at.x, at.y);

  const follow = (): void => {
    const scene = engine.scene();
    if (!scene || !press || !last) return;
    dragTo(context, scene, press, last);
    hand.setState({ pointer: last });
  };
  const scrollAtEdges = (): void => {
    const stage = engine.stage();
    if (!press?.isDragging || !last || !stage) {
      scrolling = 0;
      return;
    }
    const across = last.x < EDGE ? -1 : last.x > stage.width - EDGE ? 1 : 0;
    const down = last.y < EDGE ? -1 : last.y > stage.height - EDGE ? 1 : 0;
    if (across !== 0 || down !== 0) {
      scroller.scrollBy(across * EDGE_SPEED, down * EDGE_SPEED);
      follow();
    }
    scrolling = requestAnimationFrame(scrollAtEdges);
  };
  const end = (): void => {
    press = undefined;
    cancelAnimationFrame(scrolling);
    scrolling = 0;
  };

  return {
    down: (event) => {
      const scene = engine.scene();
      const at = pointOf(event);
      const hit = scene && hitOf(scene, at);
      if (!scene || !hit || event.button !== 0) return;
      if (hand.getState().isByKeys) letGo(hand);
      const cursor = { rowKey: hit.row.key, lane: hit.lane, day: hit.day };
      useCalendarStore.getState().setCursor(cursor, event.shiftKey);
      const bar = hit.bar === undefined ? undefined : barOf(scene.index, hit.bar);
      useCalendarStore.getState().select(bar && { kind: 'bar', key: bar.key });
      hand.setState({ menu: undefined, notice: undefined, hidesRing: bar !== undefined });
      if (event.shiftKey || event.pointerType === 'touch') return;
      press = { ...at, contentX: at.x + scene.view.scrollLeft, hit, bar, isDragging: false };
      scroller.setPointerCapture?.(event.pointerId);
    },
    move: (event) => {
      const scene = engine.scene();
      if (!scene) return;
      const at = pointOf(event);
      last = at;
      if (!press) {
        const hit = hitOf(scene, at);
        scroller.style.cursor = cursorStyle(hit);
        hover(hand, hit, at);
        return;
      }
      if (!press.isDragging && Math.hypot(at.x - press.x, at.y - press.y) < TREMBLE) return;
      if (!press.isDragging) {
        press.isDragging = true;
        hand.setState({ hovered: undefined, hoveredNight: undefined });
        scroller.style.cursor = press.hit.end ? 'ew-resize' : press.bar ? 'grabbing' : 'cell';
        scrolling = requestAnimationFrame(scrollAtEdges);
      }
      follow();
    },
    up: () => {
      const wasDragging = press?.isDragging;
      const onNumber = press?.hit.row.kind === 'type' && context.actions().hasChannels === true;
      end();
      if (wasDragging) dropDraft(context);
      else if (onNumber) openNightUnder(context);
    },
    leave: () => {
      if (!press) hover(hand, undefined, undefined);
    },
    cancel: () => {
      end();
      letGo(hand);
    },
    forget: end,
    double: (event) => {
      const scene = engine.scene();
      const hit = scene && hitOf(scene, pointOf(event));
      if (!scene || !hit) return;
      if (hit.row.kind === 'heat') zoomInto('month', hit.day);
      else if (hit.row.kind === 'type' && context.actions().hasChannels) return;
      else if (hit.bar === undefined) open(context, scene);
      else openBar(context, barOf(scene.index, hit.bar));
    },
    menu: (event) => {
      const scene = engine.scene();
      const at = pointOf(event);
      const hit = scene && hitOf(scene, at);
      if (!scene || !hit) return;
      end();
      standOn(context, { rowKey: hit.row.key, lane: hit.lane, day: hit.day });
      if (hit.bar !== undefined)
        useCalendarStore.getState().select({ kind: 'bar', key: barOf(scene.index, hit.bar).key });
      hover(hand, undefined, undefined);
      hand.setState({ menu: at });
    },
  };
}

/** Notes what the pointer rests on; says nothing while it moves over empty cells. */
function hover(hand: HandStore, hit: BarHit | undefined, at: { x: number; y: number } | undefined): void {
  const isStrip = hit?.row.kind === 'type' || hit?.row.kind === 'heat';
  const hoveredNight = hit && isStrip ? { rowKey: hit.row.key, day: hit.day } : undefined;
  const before = hand.getState();
  const isEmpty = hit?.bar === undefined && !hoveredNight;
  if (isEmpty && before.hovered === undefined && !before.hoveredNight) return;
  hand.setState({ hovered: hit?.bar, hoveredNight, pointer: isEmpty ? undefined : at });
}

/** A click on a night's number: what each channel shows of it. */
function openNightUnder(context: ChartContext): void {
  const scene = context.engine.scene();
  if (scene) openNight(context, scene);
}

function zoomInto(zoom: Zoom, day: number): void {
  useCalendarStore.getState().setZoom(zoom);
  useCalendarStore.getState().goTo(day);
}

function dragTo(context: ChartContext, scene: Scene, press: Press, at: { x: number; y: number }): void {
  const place = placeAt(scene, at.x, at.y);
  const { bar, hit } = press;
  const day = place?.day ?? scene.cursor?.day ?? hit.day;
  if (bar?.kind === 'echo') return;
  if (!bar) {
    if (hit.row.kind === 'unit')
      hold(
        context,
        createDraft({ unitId: hit.row.unitId, roomTypeId: hit.row.roomTypeId }, hit.day, day),
        false,
      );
    return;
  }
  if (hit.end) {
    // an end follows the pointer by whole nights: past the middle of a cell, the next night is meant
    const shift = Math.round((at.x + scene.view.scrollLeft - press.contentX) / scene.view.nightWidth);
    return hold(context, resizeDraft(bar, hit.end, bar[hit.end] + shift), false);
  }
  const row = place && (place.row.kind === 'unit' || place.row.kind === 'parking') ? place.row : undefined;
  const target = row
    ? { unitId: row.unitId, roomTypeId: row.roomTypeId }
    : {
        unitId: scene.draft?.unitId ?? bar.unitId,
        roomTypeId: scene.draft?.roomTypeId ?? bar.roomTypeId,
      };
  hold(context, moveDraft(bar, target, day - hit.day), false);
}

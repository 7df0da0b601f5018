import type { AccessibleCells } from './accessible-cells.ts';
import type { BarIndex } from './bar-index.ts';
import { chosenNights, useCalendarStore } from './calendar-store.ts';
import type { ChartHead } from './chart-head.ts';
import { followBar } from './cursor.ts';
import { visibleDays, type Range } from './geometry.ts';
import { rowTop } from './hit.ts';
import type { HandStore } from './hand.ts';
import { paint } from './paint.ts';
import type { Palette } from './palette.ts';
import type { RowLayout } from './rows.ts';
import type { DrawnBar, Scene } from './scene.ts';
import type { Sprites } from './sprites.ts';
import { stayPut } from './stay-put.ts';
import type { Zoom } from './zoom.ts';

/** What changes seldom: with a new window, another zoom, another theme or another size. */
export interface Stage {
  readonly index: BarIndex;
  readonly layout: RowLayout;
  readonly zoom: Zoom;
  readonly nightWidth: number;
  /** Day numbers at the left and (exclusive) at the right end of the scrollable content. */
  readonly origin: number;
  readonly end: number;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly palette: Palette;
  readonly sprites: Sprites;
  readonly today: number;
  readonly dayProgress: number;
  readonly loaded: Range;
}

export interface EngineParts {
  readonly scroller: HTMLElement;
  /** What is scrolled; its size is the engine's to set. */
  readonly content: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly headTrack: HTMLElement;
  readonly head: ChartHead;
  readonly labelTrack: HTMLElement;
  /** Label of the parking row, which may be held at the lower edge. */
  readonly parkingLabel: HTMLElement;
  readonly cells: AccessibleCells;
  readonly hand: HandStore;
  /** Told in the frame in which the first or last visible night changed. */
  readonly onDays: (days: Range) => void;
}

/** Draws a frame whenever something asks for one, never more than one per screen refresh. */
export interface Engine {
  readonly scroller: HTMLElement;
  readonly hand: HandStore;
  readonly setStage: (stage: Stage) => void;
  readonly stage: () => Stage | undefined;
  /** What the next frame would show. */
  readonly scene: () => Scene | undefined;
  readonly request: () => void;
  /** Draws at once, and answers every bar drawn. */
  readonly drawNow: () => readonly DrawnBar[];
  readonly dispose: () => void;
}

/** Milliseconds between two updates of the accessible cells in motion. */
const CELLS_EVERY = 600;
/** Milliseconds without a scroll after which the chart is at rest. */
const RESTS_AFTER = 100;

function sceneOf(parts: EngineParts, stage: Stage): Scene {
  const { cursor, anchorDay, selected } = useCalendarStore.getState();
  const { draft, problems, hovered, hidesRing } = parts.hand.getState();
  const { scroller } = parts;
  const hasFocus = document.activeElement === scroller && !hidesRing;
  return {
    index: stage.index,
    layout: stage.layout,
    zoom: stage.zoom,
    palette: stage.palette,
    sprites: stage.sprites,
    ratio: stage.ratio,
    today: stage.today,
    dayProgress: stage.dayProgress,
    loaded: stage.loaded,
    view: {
      origin: stage.origin,
      nightWidth: stage.nightWidth,
      scrollLeft: Math.round(scroller.scrollLeft * stage.ratio) / stage.ratio,
      scrollTop: Math.round(scroller.scrollTop * stage.ratio) / stage.ratio,
      width: stage.width,
      height: stage.height,
    },
    cursor,
    hasFocus,
    range: chosenNights({ cursor, anchorDay }),
    selected: selected?.kind === 'bar' ? selected.key : undefined,
    hovered,
    draft,
    problems,
  };
}

/** @param parts the elements of one mounted chart; they stay the same until `dispose`. */
export function createEngine(parts: EngineParts): Engine {
  const pen = parts.canvas.getContext('2d', { alpha: false });
  let stage: Stage | undefined;
  let waiting = 0;
  let days: Range = { first: 0, end: 0 };
  let isMoving = false;
  let cellsAt = -Infinity;
  let cellsCursor: Scene['cursor'];
  let cellsIndex: BarIndex | undefined;

  /** While the chart moves, the accessible cells follow now and then; at rest and under the cursor they are always right. */
  const updateCells = (scene: Scene): void => {
    const now = performance.now();
    const cursor = scene.cursor;
    const isDue =
      !isMoving || cursor !== cellsCursor || scene.index !== cellsIndex || now - cellsAt > CELLS_EVERY;
    if (!isDue) return;
    cellsAt = now;
    cellsCursor = cursor;
    cellsIndex = scene.index;
    if (parts.cells.update(scene) && !isMoving) request();
  };
  const draw = (record?: DrawnBar[]): void => {
    if (!stage || !pen || stage.width === 0) return;
    const scene = sceneOf(parts, stage);
    paint(pen, scene, record);
    parts.head.update(scene);
    parts.headTrack.style.transform = `translate3d(${-scene.view.scrollLeft}px,0,0)`;
    parts.labelTrack.style.transform = `translate3d(0,${-scene.view.scrollTop}px,0)`;
    const parking = scene.layout.rows.at(-1);
    if (parking?.kind === 'parking')
      parts.parkingLabel.style.transform = `translate3d(0,${rowTop(scene, parking)}px,0)`;
    updateCells(scene);
    const now = visibleDays(scene.view);
    if (now.first !== days.first || now.end !== days.end) {
      days = now;
      parts.onDays(now);
    }
  };
  const request = (): void => {
    if (waiting === 0)
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        draw();
      });
  };
  const unsubscribe = [
    useCalendarStore.subscribe((state, before) => {
      // the chart's own word of what it shows is no reason to show it again
      if (state.firstDay === before.firstDay && state.lastDay === before.lastDay) request();
    }),
    parts.hand.subscribe(request),
  ];
  let resting: ReturnType<typeof setTimeout> | undefined;
  const onScroll = (): void => {
    isMoving = true;
    clearTimeout(resting);
    resting = setTimeout(() => {
      isMoving = false;
      request();
    }, RESTS_AFTER);
    request();
  };
  parts.scroller.addEventListener('scroll', onScroll, { passive: true });

  return {
    scroller: parts.scroller,
    hand: parts.hand,
    stage: () => stage,
    setStage: (next) => {
      const before = stage;
      stage = next;
      place(parts, before, next);
      if (before) keepOnBar(before, next);
      sizeCanvas(parts.canvas, next);
      draw();
    },
    scene: () => (stage ? sceneOf(parts, stage) : undefined),
    request,
    drawNow: () => {
      const record: DrawnBar[] = [];
      draw(record);
      return record;
    },
    dispose: () => {
      cancelAnimationFrame(waiting);
      for (const stop of unsubscribe) stop();
      parts.scroller.removeEventListener('scroll', onScroll);
      clearTimeout(resting);
    },
  };
}

/** The selected stay has moved to another unit or other nights: the cursor goes along, so that the next key means it too. */
function keepOnBar(before: Stage, after: Stage): void {
  const { cursor, anchorDay, selected, setCursor } = useCalendarStore.getState();
  if (before.index === after.index || !cursor || anchorDay !== undefined || selected?.kind !== 'bar') return;
  const next = followBar(before, after, cursor, selected.key);
  if (next) setCursor(next);
}

function sizeCanvas(canvas: HTMLCanvasElement, stage: Stage): void {
  const width = Math.round(stage.width * stage.ratio);
  const height = Math.round(stage.height * stage.ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${stage.width}px`;
  canvas.style.height = `${stage.height}px`;
}

/**
 * Sizes the content and scrolls to what was looked at before. In this order: narrower content makes the browser scroll back
 * at once, so the old position must be read first.
 */
function place({ scroller, content }: EngineParts, before: Stage | undefined, after: Stage): void {
  const { cursor, firstDay } = useCalendarStore.getState();
  const scroll = { left: scroller.scrollLeft, top: scroller.scrollTop };
  content.style.width = `${(after.end - after.origin) * after.nightWidth}px`;
  content.style.height = `${after.layout.height}px`;
  const { left, top } = before
    ? stayPut(scroll, before, after, cursor?.day)
    : { left: ((firstDay ?? after.today - 2) - after.origin) * after.nightWidth, top: 0 };
  if (left !== scroller.scrollLeft) scroller.scrollLeft = left;
  if (top !== scroller.scrollTop) scroller.scrollTop = top;
}

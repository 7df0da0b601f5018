import { visibleDays, xOfDay, type Range } from './geometry.ts';
import type { Scene } from './scene.ts';
import { isWeekendDay, monthAround, monthLabel, monthName, partsOf, weekdayShort } from './words.ts';
import type { Zoom } from './zoom.ts';

/** Nights kept ready outside the view, so that most frames of a scroll make none. */
const OVERSCAN = 7;
const WIDE_ENOUGH_FOR_WEEKDAY = 30;

/** Weekday, date, and the month where it changes. Only for eyes: the accessible grid has its own column headers. */
export interface ChartHead {
  /** Makes the nights that came near the view and drops those that left it. */
  readonly update: (scene: Scene) => void;
}

const span = (className: string, text: string): HTMLElement => {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
};

function createDay(scene: Scene, day: number): HTMLElement {
  const element = document.createElement('div');
  element.className = 'tape-day';
  element.style.left = `${(day - scene.view.origin) * scene.view.nightWidth}px`;
  element.style.width = `${scene.view.nightWidth}px`;
  element.toggleAttribute('data-today', day === scene.today);
  element.toggleAttribute('data-past', day < scene.today);
  return element;
}

/** One night where each has room for its own words. */
function createNight(scene: Scene, day: number): HTMLElement {
  const element = createDay(scene, day);
  element.toggleAttribute('data-weekend', isWeekendDay(day));
  const weekday = weekdayShort(day);
  const isNarrow = scene.view.nightWidth < WIDE_ENOUGH_FOR_WEEKDAY;
  const { day: inMonth } = partsOf(day);
  element.append(
    span('tape-weekday', isNarrow ? weekday.slice(0, 1) : weekday),
    span('tape-number', String(inMonth)),
  );
  if (inMonth === 1 && day !== scene.today) element.append(span('tape-month', monthLabel(day).slice(0, 3)));
  return element;
}

function sparseMonth(zoom: Zoom, day: number): string {
  const { month, year } = partsOf(day);
  return zoom === 'quarter' ? `${monthName(month)} ${year}` : monthLabel(day);
}

const EDGE = 2;
const EDGE_GAP = 10;

/** A month that began left of the view keeps its name at the edge, until the next one pushes it out. */
function createEdge(): { readonly element: HTMLElement; readonly update: (scene: Scene) => void } {
  const element = span('tape-month', '');
  element.dataset['edge'] = '';
  let width = 0;
  const update = ({ view, zoom }: Scene): void => {
    const month = monthAround(visibleDays(view).first);
    const text = sparseMonth(zoom, month.first);
    if (element.textContent !== text) {
      element.textContent = text;
      width = element.offsetWidth;
    }
    const pushed = xOfDay(view, month.end) - width - EDGE_GAP;
    const left = Math.max(Math.min(EDGE, pushed), xOfDay(view, month.first)) + view.scrollLeft;
    element.style.transform = `translateX(${left}px)`;
  };
  return { element, update };
}

/** Mondays and months of a quarter, months of a year; undefined for the nights between. */
function createSparse(scene: Scene, day: number): HTMLElement | undefined {
  const { day: inMonth, weekday } = partsOf(day);
  const isQuarter = scene.zoom === 'quarter';
  const isMonday = isQuarter && weekday === 1;
  if (inMonth !== 1 && !isMonday) return undefined;
  const element = createDay(scene, day);
  element.removeAttribute('data-today');
  element.toggleAttribute('data-sparse', true);
  if (inMonth === 1) element.append(span('tape-month', sparseMonth(scene.zoom, day)));
  if (isMonday) element.append(span('tape-number', String(inMonth)));
  return element;
}

const isSparse = (zoom: Zoom): boolean => zoom === 'quarter' || zoom === 'year';

/** @param track the element that the engine shifts as the chart scrolls. */
export function createChartHead(track: HTMLElement): ChartHead {
  const shown = new Map<number, HTMLElement>();
  const now = document.createElement('div');
  now.className = 'tape-now';
  const column = document.createElement('div');
  column.className = 'tape-day';
  column.toggleAttribute('data-today', true);
  const edge = createEdge();
  let range: Range = { first: 0, end: 0 };
  let drawnFor = '';

  const begin = (scene: Scene, key: string): void => {
    drawnFor = key;
    shown.clear();
    track.replaceChildren();
    range = { first: 0, end: 0 };
    const { origin, nightWidth } = scene.view;
    now.style.left = `${(scene.today + scene.dayProgress - origin) * nightWidth}px`;
    column.style.left = `${(scene.today - origin) * nightWidth}px`;
    column.style.width = `${nightWidth}px`;
    if (scene.zoom === 'quarter') track.append(column);
    track.append(now);
    if (isSparse(scene.zoom)) track.append(edge.element);
  };
  const update = (scene: Scene): void => {
    const { view, zoom, today, dayProgress } = scene;
    const key = `${view.origin}-${view.nightWidth}-${zoom}-${today}-${dayProgress}`;
    if (key !== drawnFor) begin(scene, key);
    if (isSparse(zoom)) edge.update(scene);
    const seen = visibleDays(view);
    if (seen.first >= range.first && seen.end <= range.end) return;
    range = { first: seen.first - OVERSCAN, end: seen.end + OVERSCAN };
    for (const [day, element] of shown) {
      if (day >= range.first && day < range.end) continue;
      element.remove();
      shown.delete(day);
    }
    const fresh = document.createDocumentFragment();
    for (let day = range.first; day < range.end; day++) {
      if (shown.has(day)) continue;
      const element = isSparse(zoom) ? createSparse(scene, day) : createNight(scene, day);
      if (!element) continue;
      shown.set(day, element);
      fresh.append(element);
    }
    track.insertBefore(fresh, now);
  };
  return { update };
}

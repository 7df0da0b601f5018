import { cellInWords } from './cell-words.ts';
import { visibleDays, type Range } from './geometry.ts';
import { rowTop } from './hit.ts';
import { visibleRows, type ChartRow } from './rows.ts';
import type { Scene } from './scene.ts';
import { dayFull } from './words.ts';

/**
 * The same chart for those who do not see the canvas: a grid with a row per visible row and a cell per visible night, in
 * the very places where they are drawn. Cells are recycled as the chart scrolls, some rows per frame.
 */
export interface AccessibleCells {
  /** Brings some of the rows up to the scene, the cursor's always. Answers true while some are left. */
  readonly update: (scene: Scene) => boolean;
  /** Element id of a cell. */
  readonly idOf: (rowKey: string, day: number) => string;
}

/** Rows are brought up whole, one after the other, until this many cells were. */
const ENOUGH_PER_FRAME = 120;
/** Above this many nights the cells stand around the cursor only: a year of cells serves nobody. */
const MOST_NIGHTS = 45;

interface CellSlot {
  readonly element: HTMLElement;
  shown: string;
}

interface RowSlot {
  readonly element: HTMLElement;
  readonly header: HTMLElement;
  readonly cells: CellSlot[];
  shown: string;
  row: ChartRow | undefined;
}

const create = (role: string, parent: HTMLElement): HTMLElement => {
  const element = document.createElement('div');
  element.setAttribute('role', role);
  parent.append(element);
  return element;
};

function windowOf(scene: Scene): { readonly rows: Range; readonly days: Range } {
  const all = visibleDays(scene.view);
  const rows = visibleRows(scene.layout, scene.view.scrollTop, scene.view.height);
  if (all.end - all.first <= MOST_NIGHTS) return { rows, days: all };
  const wanted = (scene.cursor?.day ?? scene.today) - Math.floor(MOST_NIGHTS / 2);
  const first = Math.max(all.first, Math.min(wanted, all.end - MOST_NIGHTS));
  return { rows, days: { first, end: first + MOST_NIGHTS } };
}

/** @param host an empty element inside the scrolled content, with the content's origin as its own. */
export function createAccessibleCells(host: HTMLElement, prefix: string): AccessibleCells {
  host.replaceChildren();
  const head: RowSlot = createRow(host);
  // named from the first moment, not from the first picture
  head.header.textContent = 'Unit';
  head.header.setAttribute('role', 'columnheader');
  const slots: RowSlot[] = [];
  let source: unknown;
  let version = 0;
  const idOf = (rowKey: string, day: number): string => `${prefix}-${rowKey}-${day}`;

  /** The slot to begin with: in motion no row waits for good behind those before it. */
  let turn = 0;

  const update = (scene: Scene): boolean => {
    if (source !== scene.index) {
      source = scene.index;
      version++;
    }
    const { rows, days } = windowOf(scene);
    const indexes: number[] = [];
    for (let at = rows.first; at < rows.end; at++) indexes.push(at);
    const last = scene.layout.rows.length - 1;
    if (scene.layout.rows[last]?.kind === 'parking' && rows.end <= last) indexes.push(last);
    placeHead(head, scene, days, prefix);
    let budget = ENOUGH_PER_FRAME;
    let next: number | undefined;
    const size = Math.max(indexes.length, 1);
    while (slots.length < size) slots.push(createRow(host));
    const wanted = new Map(indexes.map((at) => [at % size, at]));
    for (let step = 0; step < slots.length; step++) {
      const slot = (turn + step) % slots.length;
      const at = slot < size ? (wanted.get(slot) ?? collided(indexes, wanted, slot)) : undefined;
      const row = at === undefined ? undefined : scene.layout.rows[at];
      if (budget <= 0 && row && row.key !== scene.cursor?.rowKey) next ??= slot;
      else budget -= fillRow(slots[slot] as RowSlot, row, at ?? 0, scene, days, version, idOf);
    }
    turn = next ?? 0;
    return next !== undefined;
  };
  return { update, idOf };
}

/** The pinned parking row may claim a slot that another row has; it takes the one left over. */
function collided(indexes: readonly number[], wanted: Map<number, number>, slot: number): number | undefined {
  const placed = new Set(wanted.values());
  const spare = indexes.find((at) => !placed.has(at));
  if (spare !== undefined) wanted.set(slot, spare);
  return spare;
}

function createRow(host: HTMLElement): RowSlot {
  const element = create('row', host);
  element.className = 'tape-row';
  const header = create('rowheader', element);
  return { element, header, cells: [], shown: '', row: undefined };
}

const set = (element: HTMLElement, name: string, value: string): void => {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};

function placeHead(slot: RowSlot, scene: Scene, days: Range, prefix: string): void {
  const shown = `${days.first}-${days.end}-${scene.view.nightWidth}`;
  if (slot.shown === shown) return;
  slot.shown = shown;
  set(slot.element, 'aria-rowindex', '1');
  for (let day = days.first, at = 0; day < days.end; day++, at++) {
    let cell = slot.cells[at];
    if (!cell) slot.cells.push((cell = { element: create('columnheader', slot.element), shown: '' }));
    set(cell.element, 'id', `${prefix}-head-${day}`);
    cell.element.textContent = dayFull(day);
    set(cell.element, 'aria-colindex', String(day - scene.view.origin + 2));
    cell.element.style.left = `${(day - scene.view.origin) * scene.view.nightWidth}px`;
    cell.element.style.width = `${scene.view.nightWidth}px`;
  }
  while (slot.cells.length > days.end - days.first) slot.cells.pop()?.element.remove();
}

/** Answers how many cells had to change. */
function fillRow(
  slot: RowSlot,
  row: ChartRow | undefined,
  at: number,
  scene: Scene,
  days: Range,
  version: number,
  idOf: AccessibleCells['idOf'],
): number {
  if (!row) {
    slot.element.hidden = true;
    slot.row = undefined;
    slot.shown = '';
    return 0;
  }
  const { view } = scene;
  const top = rowTop(scene, row) + view.scrollTop;
  const place = `${row.key}-${top}-${row.height}`;
  if (slot.shown !== place) {
    slot.shown = place;
    slot.element.hidden = false;
    slot.element.style.transform = `translateY(${top}px)`;
    slot.element.style.height = `${row.height}px`;
    set(slot.element, 'aria-rowindex', String(at + 2));
    slot.header.textContent = row.note ? `${row.name}, ${row.note}` : row.name;
  }
  slot.row = row;
  const size = days.end - days.first;
  while (slot.cells.length < size) slot.cells.push({ element: create('gridcell', slot.element), shown: '' });
  while (slot.cells.length > size) slot.cells.pop()?.element.remove();
  let changed = 0;
  for (let day = days.first; day < days.end; day++) {
    const cell = slot.cells[day % size] as CellSlot;
    const isChosen = scene.range?.rowKey === row.key && day >= scene.range.first && day < scene.range.end;
    const shown = `${row.key}-${day}-${version}-${view.nightWidth}-${view.origin}-${isChosen}`;
    if (cell.shown === shown) continue;
    changed++;
    cell.shown = shown;
    cell.element.id = idOf(row.key, day);
    cell.element.setAttribute('aria-label', cellInWords(scene.index, row, day, scene.loaded.first));
    cell.element.setAttribute('aria-colindex', String(day - view.origin + 2));
    set(cell.element, 'aria-selected', String(isChosen));
    cell.element.style.left = `${(day - view.origin) * view.nightWidth}px`;
    cell.element.style.width = `${view.nightWidth}px`;
  }
  return changed;
}

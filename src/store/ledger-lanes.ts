import {
  CELL_FIELDS,
  type CellField,
  type CellKey,
  type CellValue,
  type Lane,
  UNKNOWN,
} from '../domain/ari.ts';
import { type LedgerCell, shownFieldIn, shownIn, standingRefusal } from './ledger-cell.ts';
import type { LedgerRow } from './ledger.ts';

type Columns = Partial<Record<CellField, Int32Array>>;

const numberOf = (value: number | boolean | undefined): number =>
  value === undefined ? UNKNOWN : Number(value);

const SWITCHES: ReadonlySet<CellField> = new Set(['stopSell', 'closedToArrival', 'closedToDeparture']);

/** The value of one night of a lane. */
export function valueIn(lane: Lane, at: number): CellValue {
  const value: Record<string, number | boolean> = {};
  for (const field of CELL_FIELDS) {
    const number = lane.columns[field]?.[at] ?? UNKNOWN;
    if (number !== UNKNOWN) value[field] = SWITCHES.has(field) ? number === 1 : number;
  }
  return value;
}

const keyOf = (at: { readonly roomTypeId: number; readonly ratePlanId: number }): string =>
  `${at.roomTypeId}:${at.ratePlanId}`;

/** Calls back for each row that lies in a lane, with the night's place in it. */
function eachWithin(
  rows: readonly LedgerRow[],
  lanes: readonly Lane[],
  use: (row: LedgerRow, lane: Lane, at: number) => void,
): void {
  const byKey = new Map(lanes.map((lane) => [keyOf(lane), lane]));
  let lane: Lane | undefined;
  for (const row of rows) {
    if (lane?.roomTypeId !== row.roomTypeId || lane.ratePlanId !== row.ratePlanId)
      lane = byKey.get(keyOf(row));
    if (!lane) continue;
    const at = row.day - lane.from;
    if (at >= 0 && at < lane.nights) use(row, lane, at);
  }
}

const emptyColumns = (lane: Lane): Columns =>
  Object.fromEntries(
    Object.keys(lane.columns).map((field) => [field, new Int32Array(lane.nights).fill(UNKNOWN)]),
  );

/**
 * What the channel is known to show, in lanes of the same nights and columns as `shape`; what is not known, or was told
 * without an answer, is {@link UNKNOWN}.
 */
export function shownLanes(rows: readonly LedgerRow[], shape: readonly Lane[]): Lane[] {
  const made = new Map(shape.map((lane) => [lane, emptyColumns(lane)]));
  const pairs = new Map([...made].map(([lane, columns]) => [lane, Object.entries(columns)]));
  eachWithin(rows, shape, (row, lane, at) => {
    for (const [field, column] of pairs.get(lane) ?? [])
      column[at] = numberOf(shownFieldIn(row, field as CellField));
  });
  return shape.map((lane) => ({ ...lane, columns: made.get(lane) as Columns }));
}

/** A cell that is not told, because the channel would not take just this. */
export interface RefusedCell {
  readonly key: CellKey;
  readonly value: CellValue;
  readonly at: number;
  readonly code: string;
  /** The channel's reason, for staff. */
  readonly words: string;
}

/** Refusals that still stand: what was refused is still what is desired. */
export function standingRefusals(rows: readonly LedgerRow[], desired: readonly Lane[]): RefusedCell[] {
  const found: RefusedCell[] = [];
  eachWithin(rows, desired, (row, lane, at) => {
    const value = row.refused && standingRefusal(row, valueIn(lane, at));
    if (value)
      found.push({
        key: { roomTypeId: row.roomTypeId, ratePlanId: row.ratePlanId, night: row.day },
        value,
        at: row.refusedAt ?? 0,
        code: row.refusedCode ?? 'rejected',
        words: row.refusedWords ?? '',
      });
  });
  return found;
}

/** `shown` as if the refused cells had been taken: a delta against it leaves them out. */
export function asIfTaken(shown: readonly Lane[], refused: readonly RefusedCell[]): Lane[] {
  if (refused.length === 0) return [...shown];
  const copies = shown.map((lane) => ({
    ...lane,
    columns: Object.fromEntries(
      Object.entries(lane.columns).map(([field, column]) => [field, column.slice()]),
    ) as Columns,
  }));
  const byKey = new Map(copies.map((lane) => [keyOf(lane), lane]));
  for (const { key, value } of refused) {
    const lane = byKey.get(keyOf(key));
    const at = lane ? key.night - lane.from : -1;
    if (!lane || at < 0 || at >= lane.nights) continue;
    for (const field of CELL_FIELDS) {
      const column = lane.columns[field];
      if (column && value[field] !== undefined) column[at] = numberOf(value[field]);
    }
  }
  return copies;
}

/** What a cell is known to show, for one cell alone. */
export const shownOf = (cell: LedgerCell | undefined): CellValue => (cell ? shownIn(cell) : {});

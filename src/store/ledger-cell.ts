import { CELL_FIELDS, type CellField, type CellValue } from '../domain/ari.ts';

/**
 * What is known of one cell at one channel. Each part holds the fields that are known to it and has one time. Parts are
 * never changed in place. Pure: the table around it is in `ledger.ts`.
 */
export interface LedgerCell {
  /** Confirmed by a receipt. */
  readonly acked: CellValue | null;
  readonly ackedAt: number | null;
  /** Told by the channel. */
  readonly read: CellValue | null;
  readonly readAt: number | null;
  /** Told to the channel, and no receipt came: it may show the one or the other. */
  readonly sent: CellValue | null;
  readonly sentAt: number | null;
  /** What it would not take. */
  readonly refused: CellValue | null;
  readonly refusedAt: number | null;
  readonly refusedCode: string | null;
  readonly refusedWords: string | null;
}

export const NOTHING_KNOWN: LedgerCell = {
  ...{ acked: null, ackedAt: null, read: null, readAt: null, sent: null, sentAt: null },
  ...{ refused: null, refusedAt: null, refusedCode: null, refusedWords: null },
};

/** What became of what was told: a provider's receipt without the number of its change. */
export type LedgerReceipt =
  | { readonly type: 'taken'; readonly cutTo?: CellValue; readonly words?: string }
  | { readonly type: 'refused'; readonly failure: { readonly code: string; readonly words: string } }
  | { readonly type: 'unsure' };

type Parts = { -readonly [Field in CellField]?: CellValue[Field] };

/** The fields of a value for which `keeps` holds; null where none is left. */
function only(value: CellValue | null, keeps: (field: CellField) => boolean): CellValue | null {
  if (value === null) return null;
  const kept: Record<string, unknown> = {};
  for (const field of CELL_FIELDS) if (value[field] !== undefined && keeps(field)) kept[field] = value[field];
  return Object.keys(kept).length === 0 ? null : (kept as CellValue);
}

const isIn = (value: CellValue | null, field: CellField): boolean =>
  value !== null && value[field] !== undefined;

/** Times tell only what came after what: a clock that was set back must not make the newer the older. */
const after = (at: number, other: number | null): number => (other === null ? at : Math.max(at, other + 1));

const isNewer = (a: number | null, b: number | null): boolean => (a ?? -Infinity) > (b ?? -Infinity);

/** What the channel is known to show of one field: the newer of confirmed and read, and nothing where a receipt is owed. */
export function shownFieldIn(cell: LedgerCell, field: CellField): number | boolean | undefined {
  if (isIn(cell.sent, field)) return undefined;
  const acked = cell.acked?.[field];
  const read = cell.read?.[field];
  if (acked === undefined || read === undefined) return acked ?? read;
  return isNewer(cell.ackedAt, cell.readAt) ? acked : read;
}

/** As {@link shownFieldIn}, of every field that is known. */
export function shownIn(cell: LedgerCell): CellValue {
  const shown: Record<string, number | boolean> = {};
  for (const field of CELL_FIELDS) {
    const value = shownFieldIn(cell, field);
    if (value !== undefined) shown[field] = value;
  }
  return shown;
}

/** Before it leaves: from here on nobody can say what the channel shows until it has answered. */
export const sentInto = (cell: LedgerCell, value: CellValue, at: number): LedgerCell => ({
  ...cell,
  sent: { ...cell.sent, ...value },
  sentAt: at,
});

/** Confirmed. A field that was only read since keeps what was read: its older confirmation goes. */
function ackedInto(cell: LedgerCell, value: CellValue, at: number): LedgerCell {
  const isOverread = isNewer(cell.readAt, cell.ackedAt);
  const kept = only(cell.acked, (field) => !(isOverread && isIn(cell.read, field)));
  return { ...cell, acked: { ...kept, ...value }, ackedAt: after(at, cell.readAt) };
}

function withoutSent(cell: LedgerCell, value: CellValue): LedgerCell {
  // what was told since, and not yet answered, stays owed
  const sent = only(cell.sent, (field) => value[field] === undefined || value[field] !== cell.sent?.[field]);
  return { ...cell, sent, sentAt: sent && cell.sentAt };
}

/** Takes fields out of what was refused. */
function withoutRefused(cell: LedgerCell, isOver: (field: CellField) => boolean): LedgerCell {
  const refused = only(cell.refused, (field) => !isOver(field));
  return refused ? { ...cell, refused } : { ...cell, ...NOT_REFUSED };
}
const NOT_REFUSED = { refused: null, refusedAt: null, refusedCode: null, refusedWords: null } as const;

export const refusalLifted = (cell: LedgerCell): LedgerCell => ({ ...cell, ...NOT_REFUSED });

const CUT_WORDS = 'The channel took less than it was told.';

function takenInto(
  cell: LedgerCell,
  value: CellValue,
  receipt: LedgerReceipt & { type: 'taken' },
  at: number,
): LedgerCell {
  const { cutTo = {}, words = CUT_WORDS } = receipt;
  const acked = ackedInto(withoutSent(cell, value), { ...value, ...cutTo }, at);
  const free = withoutRefused(acked, (field) => value[field] !== undefined);
  const cut = only(value, (field) => cutTo[field] !== undefined && cutTo[field] !== value[field]);
  // told again it would be cut again
  return cut ? refusedInto(free, cut, { code: 'rejected', words }, at) : free;
}

const refusedInto = (
  cell: LedgerCell,
  value: CellValue,
  { code, words }: { readonly code: string; readonly words: string },
  at: number,
): LedgerCell => ({
  ...withoutSent(cell, value),
  refused: { ...cell.refused, ...value },
  refusedAt: at,
  refusedCode: code,
  refusedWords: words,
});

/** What a receipt makes of a cell that `value` was told for. */
export function answeredInto(
  cell: LedgerCell,
  value: CellValue,
  receipt: LedgerReceipt,
  at: number,
): LedgerCell {
  switch (receipt.type) {
    case 'taken':
      return takenInto(cell, value, receipt, at);
    case 'refused':
      return refusedInto(cell, value, receipt.failure, at);
    case 'unsure':
      return cell;
  }
}

/**
 * What the channel told of itself. A field that was told to it and is shown so has arrived; one that is shown otherwise may
 * still be under way, and stays owed. A refusal of what is shown now is over.
 */
export function readInto(cell: LedgerCell, value: CellValue, at: number): LedgerCell {
  const isOveracked = isNewer(cell.ackedAt, cell.readAt);
  const kept = only(cell.read, (field) => !(isOveracked && isIn(cell.acked, field)));
  const arrived = withoutSent(cell, value);
  const free = withoutRefused(arrived, (field) => value[field] === cell.refused?.[field]);
  return { ...free, read: { ...kept, ...value }, readAt: after(at, cell.ackedAt) };
}

/**
 * A reading that shows what is desired: both sides agree on it, as after a receipt, and what it shows otherwise later was
 * changed there. The reading stays the newer word. The same cell where nothing is new.
 */
export function agreedInto(cell: LedgerCell, desired: CellValue): LedgerCell {
  if (!isNewer(cell.readAt, cell.ackedAt)) return cell;
  const agreed = only(
    cell.read,
    (field) => desired[field] === cell.read?.[field] && cell.acked?.[field] !== cell.read?.[field],
  );
  if (agreed === null) return cell;
  return { ...cell, acked: { ...cell.acked, ...agreed }, ackedAt: cell.ackedAt ?? cell.readAt };
}

/** What was known to be shown there is known no more, so that it is told anew. What is owed and what was refused stays. */
export const forgottenIn = (cell: LedgerCell): LedgerCell => ({
  ...cell,
  ...{ acked: null, ackedAt: null, read: null, readAt: null },
});

export const isEmpty = (cell: LedgerCell): boolean =>
  cell.acked === null && cell.read === null && cell.sent === null && cell.refused === null;

/**
 * A refusal stands as long as all that was refused is still what is desired: then those fields are not told again. It is over
 * when one of them has changed, for they were refused together.
 */
export function standingRefusal(cell: LedgerCell, desired: CellValue): CellValue | null {
  const { refused } = cell;
  if (refused === null) return null;
  return CELL_FIELDS.every((field) => refused[field] === undefined || refused[field] === desired[field])
    ? refused
    : null;
}

/** As it is kept: the fields in one order, so that equal values are equal texts. */
export function writeCell(value: CellValue | null): string | null {
  if (value === null) return null;
  const ordered: Parts = {};
  for (const field of CELL_FIELDS)
    if (value[field] !== undefined) (ordered as Record<string, unknown>)[field] = value[field];
  return JSON.stringify(ordered);
}

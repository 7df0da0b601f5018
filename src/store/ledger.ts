import type { CellKey, CellValue } from '../domain/ari.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { dayNumber, type DayNumber, type StayDate } from '../domain/stay-date.ts';
import type { ReadHandle, WriteHandle } from './database.ts';
import {
  answeredInto,
  forgottenIn,
  isEmpty,
  type LedgerCell,
  type LedgerReceipt,
  NOTHING_KNOWN,
  readInto,
  refusalLifted,
  sentInto,
  writeCell,
} from './ledger-cell.ts';
import type { NightWindow } from './rates.ts';

/** One cell at one channel, with what is known of it. */
export interface LedgerRow extends LedgerCell {
  readonly roomTypeId: RoomTypeId;
  readonly ratePlanId: number;
  readonly day: DayNumber;
}

/** Nights of one cell that were told one value. `to` is the last night, included. */
export interface CellRange {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly from: StayDate;
  readonly to: StayDate;
  readonly value: CellValue;
}

type Text = string | null;
type Time = number | null;
type Raw = readonly [
  ...[
    roomTypeId: number,
    ratePlanId: number,
    day: number,
    acked: Text,
    ackedAt: Time,
    read: Text,
    readAt: Time,
  ],
  ...[sent: Text, sentAt: Time, refused: Text, refusedAt: Time, refusedCode: Text, refusedWords: Text],
];

const COLUMNS = `room_type_id, rate_plan_id, day, acked, acked_at, read, read_at, sent, sent_at,
  refused, refused_at, refused_code, refused_words`;
const OF = `SELECT ${COLUMNS} FROM ledger_cell WHERE connection_id = ?`;
const PUT = `INSERT OR REPLACE INTO ledger_cell (connection_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const DROP =
  'DELETE FROM ledger_cell WHERE connection_id = ? AND room_type_id = ? AND rate_plan_id = ? AND day = ?';

/** Thousands of cells hold a handful of values: each text is read once, and its value shared. */
function reader(): (raw: Raw) => LedgerRow {
  const known = new Map<string, CellValue>();
  const parse = (text: Text): CellValue | null => {
    if (text === null) return null;
    let value = known.get(text);
    if (!value) known.set(text, (value = JSON.parse(text) as CellValue));
    return value;
  };
  return (raw) => ({
    roomTypeId: raw[0] as RoomTypeId,
    ratePlanId: raw[1],
    day: raw[2] as DayNumber,
    acked: parse(raw[3]),
    ackedAt: raw[4],
    read: parse(raw[5]),
    readAt: raw[6],
    sent: parse(raw[7]),
    sentAt: raw[8],
    refused: parse(raw[9]),
    refusedAt: raw[10],
    refusedCode: raw[11],
    refusedWords: raw[12],
  });
}

/** Every cell of a channel in a window of nights (day numbers, half-open), of the room types named or of all. */
export function loadLedger(
  read: ReadHandle,
  connectionId: number,
  { from, to }: NightWindow,
  roomTypeIds?: readonly number[],
): LedgerRow[] {
  const among = roomTypeIds ? ` AND room_type_id IN (${roomTypeIds.map(() => '?').join(',')})` : '';
  return read
    .prepare(`${OF} AND day >= ? AND day < ?${among}`)
    .raw<Raw>(connectionId, from, to, ...(roomTypeIds ?? []))
    .map(reader());
}

const ONE = `${OF} AND room_type_id = ? AND rate_plan_id = ? AND day = ?`;

/** One cell; undefined where nothing was ever told or read. */
export function findCell(read: ReadHandle, connectionId: number, key: CellKey): LedgerRow | undefined {
  const [raw] = read.prepare(ONE).raw<Raw>(connectionId, key.roomTypeId, key.ratePlanId, key.night);
  return raw && reader()(raw);
}

/** Writes one cell as it is from now on. */
export function putCell(
  tx: WriteHandle,
  connectionId: number,
  at: readonly [number, number, number],
  cell: LedgerCell,
): void {
  if (isEmpty(cell)) {
    tx.run(DROP, connectionId, ...at);
    return;
  }
  tx.run(
    PUT,
    connectionId,
    ...at,
    writeCell(cell.acked),
    cell.ackedAt,
    writeCell(cell.read),
    cell.readAt,
    writeCell(cell.sent),
    cell.sentAt,
    writeCell(cell.refused),
    cell.refusedAt,
    cell.refusedCode,
    cell.refusedWords,
  );
}

const NIGHTS = `${OF} AND room_type_id = ? AND rate_plan_id = ? AND day >= ? AND day <= ?`;

/** Changes each night of a range, those of which nothing was known too. */
function changeRange(
  tx: WriteHandle,
  connectionId: number,
  range: CellRange,
  change: (cell: LedgerCell) => LedgerCell,
): void {
  const { roomTypeId, ratePlanId } = range;
  const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
  const read = reader();
  const known = new Map<number, LedgerCell>();
  for (const raw of tx.prepare(NIGHTS).raw<Raw>(connectionId, roomTypeId, ratePlanId, first, last))
    known.set(raw[2], read(raw));
  for (let day: number = first; day <= last; day += 1)
    putCell(tx, connectionId, [roomTypeId, ratePlanId, day], change(known.get(day) ?? NOTHING_KNOWN));
}

/** In a commit of its own before anything leaves: after a crash nobody may take for certain what the channel shows. */
export function markSent(
  tx: WriteHandle,
  connectionId: number,
  ranges: readonly CellRange[],
  at: number,
): void {
  for (const range of ranges) changeRange(tx, connectionId, range, (cell) => sentInto(cell, range.value, at));
}

/** It surely did not leave: what is owed is again what was owed before it was noted. `before`: those cells as they were. */
export function markUnsent(
  tx: WriteHandle,
  connectionId: number,
  ranges: readonly CellRange[],
  before: readonly LedgerRow[],
): void {
  const was = new Map(before.map((row) => [`${row.roomTypeId}/${row.ratePlanId}/${row.day}`, row]));
  for (const { roomTypeId, ratePlanId, from, to } of ranges)
    for (let day: number = dayNumber(from); day <= dayNumber(to); day += 1) {
      const key = { roomTypeId, ratePlanId, night: day } as CellKey;
      const cell = findCell(tx, connectionId, key);
      const { sent = null, sentAt = null } = was.get(`${roomTypeId}/${ratePlanId}/${day}`) ?? {};
      if (cell) putCell(tx, connectionId, [roomTypeId, ratePlanId, day], { ...cell, sent, sentAt });
    }
}

/**
 * What the channel answered. `taken` moves what is confirmed (`cutTo` wins, and what was cut counts as refused), `refused`
 * keeps what was confirmed and says why, `unsure` leaves the receipt owed.
 */
export function applyReceipts(
  tx: WriteHandle,
  connectionId: number,
  items: readonly { readonly range: CellRange; readonly receipt: LedgerReceipt }[],
  at: number,
): void {
  for (const { range, receipt } of items)
    if (receipt.type !== 'unsure')
      changeRange(tx, connectionId, range, (cell) => answeredInto(cell, range.value, receipt, at));
}

/** What the channel says it shows. A cell that the reading does not name stays as it was. */
export function saveReading(
  tx: WriteHandle,
  connectionId: number,
  cells: readonly { readonly key: CellKey; readonly value: CellValue }[],
  at: number,
): void {
  for (const { key, value } of cells) {
    const known = findCell(tx, connectionId, key) ?? NOTHING_KNOWN;
    putCell(tx, connectionId, [key.roomTypeId, key.ratePlanId, key.night], readInto(known, value, at));
  }
}

/** Nights of a room type with all its plans; day numbers, half-open. */
export interface RoomTypeNights extends NightWindow {
  readonly roomTypeId: number;
}

function changeNights(
  tx: WriteHandle,
  connectionId: number,
  { roomTypeId, from, to }: RoomTypeNights,
  change: (row: LedgerRow) => LedgerCell,
): number {
  const rows = loadLedger(tx, connectionId, { from, to }, [roomTypeId]);
  for (const row of rows) putCell(tx, connectionId, [row.roomTypeId, row.ratePlanId, row.day], change(row));
  return rows.length;
}

/** Beyond every night that can be sold. */
export const EVERY_NIGHT = { from: 0, to: 1_000_000 } as const;

/** Nothing is known any more of what the channel shows there, so the next push tells it anew. Answers how many cells. */
export const forgetCells = (tx: WriteHandle, connectionId: number, nights: RoomTypeNights): number =>
  changeNights(tx, connectionId, nights, forgottenIn);

/** A person says: tell it again. What was refused there may be told once more. */
export const retryRefused = (tx: WriteHandle, connectionId: number, nights: RoomTypeNights): number =>
  changeNights(tx, connectionId, nights, refusalLifted);

const UNMAPPED = `SELECT DISTINCT room_type_id FROM ledger_cell
  WHERE connection_id = ? AND refused_code = 'unmapped' ORDER BY room_type_id`;

/** Room types that a channel would not take anything of, because it did not know the room. */
export const unmappedRoomTypes = (read: ReadHandle, connectionId: number): number[] =>
  read.prepare(UNMAPPED).pluck<number>(connectionId);

/** Lets go of nights before a day, of every channel; answers how many cells. */
export const forgetPastCells = (tx: WriteHandle, day: number): number =>
  tx.run('DELETE FROM ledger_cell WHERE day < ?', day).changes;

/** Lets go of everything that was known of a channel, when it is disconnected. */
export const forgetLedger = (tx: WriteHandle, connectionId: number): number =>
  tx.run('DELETE FROM ledger_cell WHERE connection_id = ?', connectionId).changes;

import { type Calendar, type NightMark, NIGHT_MARKS } from '../contract/calendar.ts';
import { CELL_FIELDS, type CellValue, type Lane } from '../domain/ari.ts';
import { desiredLanes } from '../domain/desired-state.ts';
import { isAtRisk, isProofOld } from '../domain/proof.ts';
import { providerOf } from '../providers/registry.ts';
import { type ConnectionRow, listConnections } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { loadDesiredInput } from '../store/desired.ts';
import { loadLedger, type LedgerRow } from '../store/ledger.ts';
import { shownLanes, standingRefusals, valueIn } from '../store/ledger-lanes.ts';
import { todayNumberAt } from '../store/property.ts';
import type { NightWindow } from '../store/rates.ts';
import { differingNights, isPushComing } from './cell-facts.ts';
import { driftedCells } from '../sync/plan-drift.ts';
import { fieldsTold } from '../sync/plan-push.ts';
import { isToldNow } from './sync-plans.ts';

type Marks = NonNullable<Calendar['marks']>;

/** The worst last: where several channels or plans differ on a night, that one speaks. */
const WEIGHT: Readonly<Record<NightMark, number>> = {
  'by-hand': 1,
  sent: 2,
  queued: 3,
  unknown: 4,
  differs: 5,
  refused: 6,
};
/** Room types and nights in one number. */
const NIGHTS = 2 ** 20;

type Found = Map<number, NightMark>;

function put(found: Found, roomTypeId: number, day: number, mark: NightMark): void {
  const key = roomTypeId * NIGHTS + day;
  const known = found.get(key);
  if (known === undefined || WEIGHT[known] < WEIGHT[mark]) found.set(key, mark);
}

/** Told and not answered, waiting to be told, or not known at all. */
function markOf(
  row: LedgerRow | undefined,
  desired: CellValue,
  shown: CellValue,
  isComing: boolean,
): NightMark {
  const different = CELL_FIELDS.filter(
    (field) => desired[field] !== undefined && shown[field] !== desired[field],
  );
  if (different.every((field) => row?.sent?.[field] === desired[field])) return 'sent';
  if (isComing) return 'queued';
  return different.some((field) => shown[field] !== undefined) ? 'differs' : 'unknown';
}

const cellKey = (roomTypeId: number, ratePlanId: number, day: number): string =>
  `${String(roomTypeId)} ${String(ratePlanId)} ${String(day)}`;

function markLane(
  found: Found,
  desired: Lane,
  shown: Lane,
  rowOf: (key: string) => LedgerRow | undefined,
  isComing: () => boolean,
): void {
  const { roomTypeId, ratePlanId, from } = desired;
  for (const at of differingNights(desired, shown)) {
    const row = rowOf(cellKey(roomTypeId, ratePlanId, from + at));
    put(found, roomTypeId, from + at, markOf(row, valueIn(desired, at), valueIn(shown, at), isComing()));
  }
}

/** Where hardly anything is left, what people have seen there is said as such; and when it is too long ago. */
function markProofs(
  found: Found,
  desired: readonly Lane[],
  rowOf: (key: string) => LedgerRow | undefined,
  { now, today }: { readonly now: number; readonly today: number },
): void {
  for (const lane of desired)
    for (let at = 0; at < lane.nights; at += 1) {
      if (!isAtRisk(lane.columns.available?.[at] ?? 0, lane.from + at - today)) continue;
      const row = rowOf(cellKey(lane.roomTypeId, lane.ratePlanId, lane.from + at));
      const seenAt = Math.max(row?.ackedAt ?? 0, row?.readAt ?? 0);
      put(found, lane.roomTypeId, lane.from + at, isProofOld(seenAt, now) ? 'unknown' : 'by-hand');
    }
}

function markConnection(
  read: ReadHandle,
  connection: ConnectionRow,
  window: NightWindow,
  found: Found,
  at: { readonly now: number; readonly today: number },
): void {
  const descriptor = providerOf(connection.provider)?.descriptor;
  if (!descriptor) return;
  const desired = desiredLanes(
    loadDesiredInput(read, connection, { fields: fieldsTold(read, connection, descriptor) }, window),
  );
  const rows = loadLedger(read, connection.id, window);
  const shown = shownLanes(rows, desired);
  let byKey: ReadonlyMap<string, LedgerRow> | undefined;
  const rowOf = (key: string): LedgerRow | undefined =>
    (byKey ??= new Map(rows.map((row) => [cellKey(row.roomTypeId, row.ratePlanId, row.day), row]))).get(key);
  const isByHand = descriptor.transport === 'human';
  let coming: boolean | undefined;
  // what people have to enter is on their list
  const isComing = (): boolean => (coming ??= isByHand || isPushComing(read, connection));
  for (const [index, lane] of desired.entries()) {
    const beside = shown[index];
    if (beside) markLane(found, lane, beside, rowOf, isComing);
  }
  if (isByHand) markProofs(found, desired, rowOf, at);
  else for (const { key } of driftedCells(rows, desired)) put(found, key.roomTypeId, key.night, 'differs');
  for (const { key } of standingRefusals(rows, desired)) put(found, key.roomTypeId, key.night, 'refused');
}

/**
 * Nights of a window on which some channel that is told is not surely where it should be, the worst of all channels for
 * each room type and night. Undefined where there is none, which costs next to nothing.
 */
export function readMarks(read: ReadHandle, window: NightWindow, at: number): Marks | undefined {
  const told = listConnections(read).filter(isToldNow);
  if (told.length === 0) return undefined;
  const today = todayNumberAt(read, at);
  const found: Found = new Map();
  for (const connection of told) {
    const from = Math.max(window.from, today);
    const to = Math.min(window.to, today + connection.horizonDays);
    if (from < to) markConnection(read, connection, { from, to }, found, { now: at, today });
  }
  if (found.size === 0) return undefined;
  const marks = [...found].sort(([a], [b]) => a - b);
  return {
    count: marks.length,
    roomTypeId: Int32Array.from(marks, ([key]) => Math.floor(key / NIGHTS)),
    day: Int32Array.from(marks, ([key]) => key % NIGHTS),
    mark: Int32Array.from(marks, ([, mark]) => NIGHT_MARKS.indexOf(mark)),
  };
}

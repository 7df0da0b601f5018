import {
  CELL_FIELDS,
  type CellField,
  type CellKey,
  type CellValue,
  type Lane,
  UNKNOWN,
} from '../domain/ari.ts';
import { directionOfField } from '../domain/delta-direction.ts';
import type { LedgerRow } from '../store/ledger.ts';
import { valueIn } from '../store/ledger-lanes.ts';

/** A cell that the channel confirmed and that shows something else now: somebody changed it there. */
export interface DriftedCell {
  readonly key: CellKey;
  /** What is desired, and was confirmed, of the fields that differ. */
  readonly value: CellValue;
  /** What it shows of them now. */
  readonly theirs: CellValue;
  readonly at: number;
}

const numberOf = (value: number | boolean): number => (typeof value === 'boolean' ? Number(value) : value);

/**
 * Ours is still what was confirmed, theirs is newer and another. Where putting it right would close, nobody is asked: a
 * night that is not to be sold is closed again at once.
 */
function isDrifted(field: CellField, row: LedgerRow, desired: CellValue): boolean {
  const [ours, confirmed, theirs] = [desired[field], row.acked?.[field], row.read?.[field]];
  if (ours === undefined || theirs === undefined || confirmed !== ours || theirs === ours) return false;
  return directionOfField(field, numberOf(theirs), numberOf(ours)) !== 'closes';
}

const only = (value: CellValue, fields: readonly CellField[]): CellValue =>
  Object.fromEntries(fields.map((field) => [field, value[field]]));

/** What was changed over there and is not told over before a person has looked. */
export function driftedCells(rows: readonly LedgerRow[], desired: readonly Lane[]): DriftedCell[] {
  const lanes = new Map(desired.map((lane) => [`${lane.roomTypeId}/${lane.ratePlanId}`, lane]));
  return rows.flatMap((row) => {
    if (row.read === null || row.acked === null || (row.readAt ?? 0) <= (row.ackedAt ?? 0)) return [];
    const lane = lanes.get(`${row.roomTypeId}/${row.ratePlanId}`);
    const at = lane ? row.day - lane.from : -1;
    if (!lane || at < 0 || at >= lane.nights) return [];
    const value = valueIn(lane, at);
    const fields = CELL_FIELDS.filter(
      (field) => (lane.columns[field]?.[at] ?? UNKNOWN) !== UNKNOWN && isDrifted(field, row, value),
    );
    if (fields.length === 0) return [];
    const { roomTypeId, ratePlanId, day: night, read, readAt } = row;
    const key = { roomTypeId, ratePlanId, night };
    return [{ key, value: only(value, fields), theirs: only(read, fields), at: readAt ?? 0 }];
  });
}

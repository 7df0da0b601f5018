import type { Lane } from '../domain/ari.ts';
import type { WriteHandle } from './database.ts';
import { loadLedger, putCell } from './ledger.ts';
import { agreedInto } from './ledger-cell.ts';
import { valueIn } from './ledger-lanes.ts';

/** After a reading: where it shows what is desired both sides agree, as if it had been told and confirmed. */
export function agreeWithReading(tx: WriteHandle, connectionId: number, desired: readonly Lane[]): void {
  const [first] = desired;
  if (!first) return;
  const lanes = new Map(desired.map((lane) => [`${lane.roomTypeId}/${lane.ratePlanId}`, lane]));
  for (const row of loadLedger(tx, connectionId, { from: first.from, to: first.from + first.nights })) {
    const lane = lanes.get(`${row.roomTypeId}/${row.ratePlanId}`);
    const agreed = lane ? agreedInto(row, valueIn(lane, row.day - lane.from)) : row;
    if (agreed !== row) putCell(tx, connectionId, [row.roomTypeId, row.ratePlanId, row.day], agreed);
  }
}

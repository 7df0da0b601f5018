import { CELL_FIELDS, type CellField, type CellValue, type Lane, UNKNOWN } from '../domain/ari.ts';
import { listJobs } from '../queue/job-view.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import type { LedgerRow } from '../store/ledger.ts';
import { queueOf } from '../sync/engine-world.ts';

/** True while a push stands in the outbox: then what differs will be told. */
export const isPushComing = (read: ReadHandle, { id }: Pick<ConnectionRow, 'id'>): boolean =>
  (['waiting', 'running', 'parked'] as const).some((state) =>
    listJobs(read, { state, queue: queueOf(id) }).some(({ kind }) => kind === 'push'),
  );

const isNewer = (a: number | null, b: number | null): boolean => (a ?? -1) > (b ?? -1);

/** The fields that the channel confirmed as desired and shows otherwise since: somebody changed them there. */
export function changedThere(row: LedgerRow | undefined, desired: CellValue): CellField[] {
  if (!row?.read || !row.acked || !isNewer(row.readAt, row.ackedAt)) return [];
  const { read, acked } = row;
  return CELL_FIELDS.filter(
    (field) =>
      desired[field] !== undefined &&
      read[field] !== undefined &&
      read[field] !== desired[field] &&
      acked[field] === desired[field],
  );
}

/** Nights of a lane on which what is shown is not what is desired, as places in the lane. */
export function differingNights(desired: Lane, shown: Lane): number[] {
  const differs = new Uint8Array(desired.nights);
  for (const field of CELL_FIELDS) {
    const [want, have] = [desired.columns[field], shown.columns[field]];
    if (!want || !have) continue;
    // what nobody desires is left as it is
    for (let at = 0; at < desired.nights; at += 1)
      if (want[at] !== have[at] && want[at] !== UNKNOWN) differs[at] = 1;
  }
  const found: number[] = [];
  for (let at = 0; at < differs.length; at += 1) if (differs[at] === 1) found.push(at);
  return found;
}

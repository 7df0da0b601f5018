import { CELL_FIELDS, type Lane, UNKNOWN } from '../domain/ari.ts';
import { listJobs } from '../queue/job-view.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { queueOf } from '../sync/engine-world.ts';

/** True while a push stands in the outbox: then what differs will be told. */
export const isPushComing = (read: ReadHandle, { id }: Pick<ConnectionRow, 'id'>): boolean =>
  (['waiting', 'running', 'parked'] as const).some((state) =>
    listJobs(read, { state, queue: queueOf(id) }).some(({ kind }) => kind === 'push'),
  );

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

import { z } from 'zod';
import type { OutputOf } from '../contract/index.ts';
import { type SyncRunRow as Shown } from '../contract/sync.ts';
import { Refusal } from '../domain/failure.ts';
import type { ReadHandle } from '../store/database.ts';
import { listRuns } from '../store/sync-runs.ts';
import { isTakenBackable, theRun } from './sync-take-back.ts';

/** The rounds of work, newest first. */
export const runRows = (read: ReadHandle, connectionId: number | null, limit: number): Shown[] =>
  listRuns(read, connectionId, limit).map((run) => ({
    id: run.id,
    connectionId: run.connectionId,
    jobId: run.jobId,
    kind: run.kind,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    outcome: run.outcome as Shown['outcome'],
    words: run.words,
    failureCode: run.failureCode,
    hasReport: run.kind === 'reconcile' && run.hasReport === 1,
    canTakeBack: run.kind === 'push' && run.hasChanges === 1 && isTakenBackable(read, run.id),
  }));

/** What a reconciliation keeps of itself; an older one may know less. */
const keptReport = z.object({
  agreed: z.int().catch(0),
  healed: z.array(z.string()).catch([]),
  needsPerson: z.array(z.object({ words: z.string(), conflictId: z.int().nullable().catch(null) })).catch([]),
});

/** The report of a reconciliation. */
export function readReport(read: ReadHandle, runId: number): OutputOf<'sync.report'> {
  const run = theRun(read, runId);
  if (run.kind !== 'reconcile')
    throw new Refusal('not-found', 'Only a comparison of everything has a report.');
  const report = keptReport.parse(JSON.parse(run.report));
  return { runId, connectionId: run.connectionId, at: run.endedAt ?? run.startedAt, ...report };
}

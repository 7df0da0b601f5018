import { z } from 'zod';
import type { OutputOf } from '../contract/index.ts';
import { type SyncRunRow as Shown } from '../contract/sync.ts';
import { Refusal } from '../domain/failure.ts';
import type { ReadHandle } from '../store/database.ts';
import { type DeliveryLine, latestDeliveries } from '../store/inbox.ts';
import { listRuns, type RunLine } from '../store/sync-runs.ts';
import { isTakenBackable, theRun } from './sync-take-back.ts';

const NOTICES_LOOKED_AT = 1000;

const runRow = (read: ReadHandle, run: RunLine): Shown => ({
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
});

const NOTICE_OUTCOMES: Readonly<Record<string, Shown['outcome']>> = {
  new: 'running',
  done: 'done',
  refused: 'failed',
};

/** A notice that a channel sent by itself, as a line of the same list; its number is below zero, for it is no run. */
const noticeRow = ({ id, connectionId, receivedAt, doneAt, state, words }: DeliveryLine): Shown => ({
  ...{ id: -id, connectionId, jobId: null, kind: 'webhook', startedAt: receivedAt, endedAt: doneAt },
  ...{ outcome: NOTICE_OUTCOMES[state] ?? 'done', failureCode: null, hasReport: false, canTakeBack: false },
  words: words === '' ? 'It said that something changed.' : words,
});

const isNotice = ({ kind, outcome }: Shown): boolean => kind === 'webhook' && outcome === 'done';

/** Notices that came one after the other are one line: a busy hour must not push out what else was done. */
function joinNotices(rows: readonly Shown[]): Shown[] {
  const joined: { row: Shown; count: number }[] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (last && isNotice(row) && isNotice(last.row) && last.row.connectionId === row.connectionId)
      last.count += 1;
    else joined.push({ row, count: 1 });
  }
  return joined.map(({ row, count }) =>
    count === 1 ? row : { ...row, words: `It said ${String(count)} times that something changed.` },
  );
}

/** The rounds of work and the notices that came in, newest first. */
export const runRows = (read: ReadHandle, connectionId: number | null, limit: number): Shown[] => {
  const runs = listRuns(read, connectionId, limit).map((run) => runRow(read, run));
  const oldest = runs.length < limit ? 0 : (runs.at(-1)?.startedAt ?? 0);
  const notices = latestDeliveries(read, connectionId, NOTICES_LOOKED_AT)
    .filter(({ receivedAt }) => receivedAt >= oldest)
    .map(noticeRow);
  return joinNotices([...runs, ...notices].sort(byTime)).slice(0, limit);
};

/** The newest first; of the same instant the notice stands below what followed from it. */
const byTime = (a: Shown, b: Shown): number => b.startedAt - a.startedAt || b.id - a.id;

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

import type { ReadHandle, WriteHandle } from './database.ts';
import { insertInto, selectFrom, updateById } from './row-writing.ts';
import { syncRun } from './schema.ts';

export type SyncRunRow = typeof syncRun.$inferSelect;
export type RunOutcome = 'done' | 'partly' | 'failed';

export interface RunBegun {
  readonly connectionId: number;
  readonly jobId: number | null;
  readonly kind: string;
  readonly at: number;
}

/** Begins a round of work; answers its number. */
export const beginRun = (tx: WriteHandle, { connectionId, jobId, kind, at }: RunBegun): number =>
  insertInto(tx, syncRun, { connectionId, jobId, kind, startedAt: at });

export interface RunEnded {
  readonly at: number;
  readonly outcome: RunOutcome;
  readonly words: string;
  readonly failureCode?: string | null;
  /** Kept as JSON: counts, or a reconciliation's whole report. */
  readonly report?: unknown;
  /** Kept as JSON: for a push, what changed where, from and to. */
  readonly changes?: unknown;
}

export function endRun(tx: WriteHandle, id: number, ended: RunEnded): void {
  const { at, outcome, words, failureCode = null, report, changes } = ended;
  updateById(tx, syncRun, id, {
    ...{ endedAt: at, outcome, words, failureCode },
    ...(report === undefined ? {} : { report: JSON.stringify(report) }),
    ...(changes === undefined ? {} : { changes: JSON.stringify(changes) }),
  });
}

/** After a start: rounds that Bellhop was stopped in. Answers how many. */
export const endLostRuns = (tx: WriteHandle, at: number): number =>
  tx.run(
    "UPDATE sync_run SET outcome = 'failed', ended_at = ?, failure_code = 'cancelled', words = ? WHERE outcome = 'running'",
    at,
    'Bellhop was stopped while this ran. It is done again.',
  ).changes;

/** Without what is long: what {@link listRuns} shows. */
export type RunLine = Omit<SyncRunRow, 'report' | 'changes'> & {
  readonly hasReport: number;
  /** 1 where it says what it changed. */
  readonly hasChanges: number;
};

const LINES = `SELECT id, connection_id AS connectionId, job_id AS jobId, kind, started_at AS startedAt,
    ended_at AS endedAt, outcome, failure_code AS failureCode, words, report <> '{}' AS hasReport,
    changes <> '[]' AS hasChanges
  FROM sync_run`;

/** Rounds of work, newest first; of one connection, or of all. */
export const listRuns = (read: ReadHandle, connectionId: number | null, limit: number): RunLine[] =>
  connectionId === null
    ? read.prepare(`${LINES} ORDER BY id DESC LIMIT ?`).all<RunLine>(limit)
    : read
        .prepare(`${LINES} WHERE connection_id = ? ORDER BY started_at DESC, id DESC LIMIT ?`)
        .all<RunLine>(connectionId, limit);

export const findRun = (read: ReadHandle, id: number): SyncRunRow | undefined =>
  read.prepare(`${selectFrom(syncRun)} WHERE id = ?`).get<SyncRunRow>(id);

const LAST = `${selectFrom(syncRun)} WHERE connection_id = ? AND kind = ? AND outcome <> 'running'
  ORDER BY started_at DESC, id DESC LIMIT 1`;

/** The last round of a kind that came to an end. */
export const lastRun = (read: ReadHandle, connectionId: number, kind: string): SyncRunRow | undefined =>
  read.prepare(LAST).get<SyncRunRow>(connectionId, kind);

/** Lets go of rounds that ended before an instant, but never of the newest of its kind. Answers how many. */
export const forgetRuns = (tx: WriteHandle, before: number): number =>
  tx.run(
    `DELETE FROM sync_run WHERE ended_at < ? AND id NOT IN (SELECT max(id) FROM sync_run GROUP BY connection_id, kind)`,
    before,
  ).changes;

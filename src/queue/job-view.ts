import type { ReadHandle } from '../store/database.ts';
import { type JobState, type Priority, priorityOf, readSubject, type Subject } from './job.ts';

/** A job as people see it. */
export interface JobView {
  readonly id: number;
  readonly kind: string;
  readonly queue: string;
  readonly key: string | null;
  readonly subject: Subject;
  readonly priority: Priority;
  readonly state: JobState;
  /** Of a waiting job only. */
  readonly dueAt: number | null;
  /** Of a running job only. */
  readonly leaseEndsAt: number | null;
  readonly attempts: number;
  readonly wishes: number;
  readonly worker: string | null;
  readonly parkedUntil: string | null;
  readonly failure: { readonly code: string; readonly words: string; readonly at: number } | null;
  readonly result: string | null;
  readonly addedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export interface AttemptView {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: string;
  readonly failure: { readonly code: string; readonly words: string } | null;
}

interface JobRow {
  id: number;
  kind: string;
  queue: string;
  key: string | null;
  subject: string;
  priority: number;
  state: JobState;
  visible_at: number | null;
  attempts: number;
  wishes: number;
  worker: string | null;
  parked_until: string | null;
  failure_code: string | null;
  failure_words: string | null;
  failed_at: number | null;
  result: string | null;
  added_at: number;
  started_at: number | null;
  ended_at: number | null;
}

const viewOf = (row: JobRow): JobView => ({
  id: row.id,
  kind: row.kind,
  queue: row.queue,
  key: row.key,
  subject: readSubject(row.subject),
  priority: priorityOf(row.priority),
  state: row.state,
  dueAt: row.state === 'waiting' ? row.visible_at : null,
  leaseEndsAt: row.state === 'running' ? row.visible_at : null,
  attempts: row.attempts,
  wishes: row.wishes,
  worker: row.worker,
  parkedUntil: row.parked_until,
  failure:
    row.failure_code === null
      ? null
      : { code: row.failure_code, words: row.failure_words ?? '', at: row.failed_at ?? 0 },
  result: row.result,
  addedAt: row.added_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
});

/** Each list walks an index of its own, so that a million ended jobs cost nothing. */
const WHERE: Readonly<Record<JobState, string>> = {
  waiting: `visible_at IS NOT NULL AND state = 'waiting'`,
  running: `state = 'running'`,
  parked: `state IN ('parked', 'dead') AND state = 'parked'`,
  dead: `state IN ('parked', 'dead') AND state = 'dead'`,
  done: `ended_at IS NOT NULL AND state = 'done'`,
  cancelled: `ended_at IS NOT NULL AND state = 'cancelled'`,
  settled: `ended_at IS NOT NULL AND state = 'settled'`,
};
const ORDER: Readonly<Record<JobState, string>> = {
  waiting: 'queue, priority, visible_at, id',
  running: 'queue',
  parked: 'queue, kind, key, id',
  dead: 'queue, kind, key, id',
  done: 'ended_at DESC, id DESC',
  cancelled: 'ended_at DESC, id DESC',
  settled: 'ended_at DESC, id DESC',
};

export interface ListWish {
  readonly state: JobState;
  readonly queue?: string;
  readonly limit?: number;
}

/** Waiting ones in the order in which they will be taken, ended ones newest first. 200 where no limit is given. */
export function listJobs(read: ReadHandle, { state, queue, limit = 200 }: ListWish): JobView[] {
  const ofQueue = queue === undefined ? '' : ' AND queue = ?2';
  const sql = `SELECT * FROM job WHERE ${WHERE[state]}${ofQueue} ORDER BY ${ORDER[state]} LIMIT ?1`;
  const rows = read.prepare(sql).all<JobRow>(...(queue === undefined ? [limit] : [limit, queue]));
  return rows.map(viewOf);
}

export function findJob(read: ReadHandle, id: number): JobView | undefined {
  const row = read.prepare('SELECT * FROM job WHERE id = ?1').get<JobRow>(id);
  return row && viewOf(row);
}

const ATTEMPTS = `
SELECT started_at, ended_at, outcome, failure_code, failure_words FROM job_attempt WHERE job_id = ?1 ORDER BY id`;

/** Every attempt that did not succeed, oldest first. */
export const listAttempts = (read: ReadHandle, id: number): AttemptView[] =>
  read
    .prepare(ATTEMPTS)
    .raw<[number, number, string, string | null, string | null]>(id)
    .map(([startedAt, endedAt, outcome, code, words]) => ({
      startedAt,
      endedAt,
      outcome,
      failure: code === null ? null : { code, words: words ?? '' },
    }));

export interface QueueCounts {
  readonly queue: string;
  readonly waiting: number;
  readonly running: number;
  readonly parked: number;
  readonly dead: number;
}

const COUNTS = `
SELECT queue, sum(visible) - sum(running), sum(running), sum(parked), sum(dead) FROM (
  SELECT queue, count(*) AS visible, 0 AS running, 0 AS parked, 0 AS dead
  FROM job WHERE visible_at IS NOT NULL GROUP BY queue
  UNION ALL SELECT queue, 0, 1, 0, 0 FROM job WHERE state = 'running'
  UNION ALL SELECT queue, 0, 0, sum(state = 'parked'), sum(state = 'dead')
  FROM job WHERE state IN ('parked', 'dead') GROUP BY queue
) GROUP BY queue ORDER BY queue`;

/** What has not ended, by queue. */
export const countJobs = (read: ReadHandle): QueueCounts[] =>
  read
    .prepare(COUNTS)
    .raw<[string, number, number, number, number]>()
    .map(([queue, waiting, running, parked, dead]) => ({ queue, waiting, running, parked, dead }));

const WAITING_OF_KIND = `
SELECT queue, count(*) FROM job WHERE visible_at IS NOT NULL AND state = 'waiting' AND kind = ?1 GROUP BY queue`;

/** How many of one kind wait, by queue: for a count that leaves a kind out. */
export const countWaiting = (read: ReadHandle, kind: string): ReadonlyMap<string, number> =>
  new Map(read.prepare(WAITING_OF_KIND).raw<[string, number]>(kind));

import { Refusal } from '../domain/failure.ts';
import type { WriteHandle } from '../store/database.ts';
import { PRIORITIES, type Priority, priorityOf, readSubject, type Subject } from './job.ts';

/** A due job that is done at once, in the transaction that takes it. Nobody holds it, so there is no ticket. */
export interface DueJob {
  readonly id: number;
  readonly key: string | null;
  readonly subject: Subject;
  readonly priority: Priority;
}

/** In brackets, so that SQLite keeps its plan whatever the values are. */
const OF_QUEUE = 'queue = (SELECT ?1)';
const IS_RUNNING = `SELECT 1 FROM job WHERE ${OF_QUEUE} AND state = 'running'`;
const DUE = `SELECT id, kind, key, subject, priority FROM job
  WHERE ${OF_QUEUE} AND priority = (SELECT ?2) AND visible_at <= (SELECT ?3) ORDER BY visible_at, id LIMIT ?4`;
const DONE = `
UPDATE job SET state = 'done', visible_at = NULL, attempts = attempts + 1, fence = fence + 1, worker = ?2,
  started_at = ?3, ended_at = ?3, failure_code = NULL, failure_words = NULL, failed_at = NULL
WHERE id IN (SELECT value FROM json_each(?1))`;
/** What is stuck under the same key has been overtaken, as where a single job is done. */
const SETTLE_TWINS = `
UPDATE job SET state = 'settled', parked_until = NULL, ended_at = ?3
WHERE state IN ('parked', 'dead') AND key IS NOT NULL AND (queue, kind, key) IN
  (SELECT queue, kind, key FROM job WHERE id IN (SELECT value FROM json_each(?1)) AND queue = ?2)`;
const HAS_STUCK = `SELECT 1 FROM job WHERE ${OF_QUEUE} AND kind = (SELECT ?2) AND state IN ('parked', 'dead') LIMIT 1`;

type Row = readonly [id: number, kind: string, key: string | null, subject: string, rank: number];

/** The next jobs of a queue in the order in which they would be claimed, as far as they are of one kind. */
function nextOfKind(tx: WriteHandle, queue: string, kind: string, limit: number, now: number): DueJob[] {
  const found: DueJob[] = [];
  for (const rank of PRIORITIES.keys()) {
    const rows = tx.prepare(DUE).raw<Row>(queue, rank, now, limit - found.length);
    for (const [id, ofKind, key, subject, of] of rows) {
      if (ofKind !== kind) return found;
      found.push({ id, key, subject: readSubject(subject), priority: priorityOf(of) });
    }
    if (found.length >= limit) break;
  }
  return found;
}

export interface BatchWish {
  readonly queue: string;
  readonly kind: string;
  readonly worker: string;
  /** At most so many at once. */
  readonly limit: number;
}

/**
 * Does the next due jobs of a serial queue that are of one kind, and ends them as done, in the caller's transaction: their
 * effects and their endings are on disk together or not at all, so nothing of them is ever running. For work that needs no
 * answer from outside. Where `work` throws, all of it is undone: the jobs wait as before, and are then claimed one by
 * one. Answers how many; none where a job of the queue runs, or where another kind is next.
 */
export function workOff(
  tx: WriteHandle,
  { queue, kind, worker, limit }: BatchWish,
  now: number,
  work: (job: DueJob) => void,
): number {
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new Refusal('invalid-input', 'At least one job is worked off at a time.', { limit });
  if (tx.prepare(IS_RUNNING).get(queue)) return 0;
  const jobs = nextOfKind(tx, queue, kind, limit, now);
  if (jobs.length === 0) return 0;
  const ids = JSON.stringify(jobs.map(({ id }) => id));
  const ended = tx.run(DONE, ids, worker, now).changes;
  if (tx.prepare(HAS_STUCK).get(queue, kind)) tx.run(SETTLE_TWINS, ids, queue, now);
  for (const job of jobs) work(job);
  return ended;
}

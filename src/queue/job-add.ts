import { Refusal } from '../domain/failure.ts';
import type { WriteHandle } from '../store/database.ts';
import { type Added, type NewJob, rankOf, writeSubject } from './job.ts';

/**
 * A waiting job takes the wish in: the higher priority and the earlier time win. One that waits out a failure keeps its
 * time, or every new wish would knock at a door that has just said "later".
 */
const ADD = `
INSERT INTO job (kind, queue, key, subject, priority, visible_at, added_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (queue, kind, key) WHERE state = 'waiting' AND key IS NOT NULL DO UPDATE SET
  wishes = wishes + 1,
  subject = excluded.subject,
  priority = min(priority, excluded.priority),
  visible_at = CASE WHEN failure_code IS NULL THEN min(visible_at, excluded.visible_at) ELSE visible_at END
RETURNING id, wishes`;

/** Refuses a job that nobody could carry out, before anything is written. */
export function checkJob(job: NewJob): string {
  if (job.kind === '' || job.queue === '' || job.key === '')
    throw new Refusal('invalid-input', 'A job needs a kind and a queue, and a key that is not empty.');
  if (job.dueAt !== undefined && !Number.isSafeInteger(job.dueAt))
    throw new Refusal('invalid-input', 'A job’s time is a whole number of milliseconds.');
  return writeSubject(job.subject);
}

/** Adds a job in the caller's transaction: with the change that causes it, or not at all. */
export function addJob(tx: WriteHandle, job: NewJob, now: number): Added {
  const subject = checkJob(job);
  const row = tx.prepare(ADD).get<{
    id: number;
    wishes: number;
  }>(job.kind, job.queue, job.key, subject, rankOf(job.priority), job.dueAt ?? now, now);
  if (!row) throw new Refusal('internal', 'A job could not be written.');
  return { id: row.id, isNew: row.wishes === 1 };
}

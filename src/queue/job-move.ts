import { Refusal } from '../domain/failure.ts';
import type { WriteHandle } from '../store/database.ts';
import type { JobState } from './job.ts';

/** What people, and facts that come true, do to jobs that nobody holds. */
interface Movable {
  readonly id: number;
  readonly queue: string;
  readonly kind: string;
  readonly key: string | null;
  readonly state: JobState;
  readonly priority: number;
}

const READ = `SELECT id, queue, kind, key, state, priority FROM job WHERE id = ?1`;
const READ_PARKED = `SELECT id, queue, kind, key, state, priority FROM job WHERE parked_until = ?1`;
const TWIN = `SELECT id FROM job WHERE queue = ?1 AND kind = ?2 AND key = ?3 AND state = 'waiting'`;
const HURRY = `UPDATE job SET visible_at = min(visible_at, ?2), priority = min(priority, ?3) WHERE id = ?1`;
const SETTLE = `UPDATE job SET state = 'settled', visible_at = NULL, parked_until = NULL, ended_at = ?2 WHERE id = ?1`;
const WAKE = `
UPDATE job SET state = 'waiting', visible_at = ?2, attempts = 0, parked_until = NULL, ended_at = NULL
WHERE id = ?1`;
const CANCEL = `
UPDATE job SET state = 'cancelled', visible_at = NULL, parked_until = NULL, ended_at = ?2 WHERE id = ?1`;

function find(tx: WriteHandle, id: number): Movable {
  const job = tx.prepare(READ).get<Movable>(id);
  if (!job) throw new Refusal('not-found', 'This work is no longer in the list. Look again.', { jobId: id });
  return job;
}

const notPossible = (job: Movable, words: string): Refusal =>
  new Refusal('not-possible', words, { jobId: job.id, state: job.state });

/** Due at once with its attempts counted anew, or settled where another job waits to do the same. */
function wake(tx: WriteHandle, job: Movable, now: number): void {
  const twin =
    job.key === null ? undefined : tx.prepare(TWIN).get<{ id: number }>(job.queue, job.kind, job.key);
  if (!twin) {
    tx.run(WAKE, job.id, now);
    return;
  }
  tx.run(HURRY, twin.id, now, job.priority);
  tx.run(SETTLE, job.id, now);
}

const TELL_RUNNING = `
UPDATE job SET told = CASE WHEN told = '' THEN char(10) ELSE told END || ?1 || char(10) WHERE state = 'running'`;

/** A fact has come true: all that is parked on it is due now. Answers how many. */
export function unparkJobs(tx: WriteHandle, fact: string, now: number): number {
  if (fact === '' || fact.includes('\n'))
    throw new Refusal('invalid-input', 'A fact is a name on one line.', { fact });
  tx.run(TELL_RUNNING, fact);
  const parked = tx.prepare(READ_PARKED).all<Movable>(fact);
  for (const job of parked) wake(tx, job, now);
  return parked.length;
}

/** Tries a dead, parked or waiting job at once, whatever it waits for. */
export function reviveJob(tx: WriteHandle, id: number, now: number): void {
  const job = find(tx, id);
  if (job.state === 'waiting') tx.run(HURRY, id, now, job.priority);
  else if (job.state === 'dead' || job.state === 'parked') wake(tx, job, now);
  else if (job.state === 'running') throw notPossible(job, 'This is being done right now.');
  else throw notPossible(job, 'This has ended. Ask for it anew.');
}

/** Takes a job back that nobody holds. What has begun cannot be taken back. */
export function cancelJob(tx: WriteHandle, id: number, now: number): void {
  const job = find(tx, id);
  if (job.state === 'running')
    throw notPossible(job, 'This is being done right now. Wait until it has ended, then look at it again.');
  if (job.state !== 'waiting' && job.state !== 'parked' && job.state !== 'dead')
    throw notPossible(job, 'This has ended already.');
  tx.run(CANCEL, id, now);
}

const FORGET = `
DELETE FROM job WHERE id IN (SELECT id FROM job WHERE ended_at < ?1 ORDER BY ended_at LIMIT ?2)`;

/** Lets go of what ended before then, a bounded number at a time. Dead and parked jobs have not ended: they stay. */
export const forgetEnded = (tx: WriteHandle, before: number, most: number): number =>
  tx.run(FORGET, before, most).changes;

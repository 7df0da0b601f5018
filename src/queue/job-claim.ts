import type { ReadHandle, WriteHandle } from '../store/database.ts';
import { type Claim, type Priority, priorityOf, PRIORITIES, readSubject, type Ticket } from './job.ts';

/**
 * A bare parameter in a search makes SQLite plan the statement anew for each value (ten times the cost of the search
 * itself): what stands in brackets it does not look into.
 */
const OF_QUEUE = 'queue = (SELECT ?1)';
const IS_DUE = 'visible_at <= (SELECT ?2)';

const firstDue = (rank: number): string =>
  `(SELECT id FROM job WHERE ${OF_QUEUE} AND priority = ${rank} AND ${IS_DUE} ORDER BY visible_at, id LIMIT 1)`;

/**
 * One statement. Where a job of the queue runs, only that one may be taken, and only after its lease: what was cut off is
 * looked at first, and never two at once. A lease that ends farther ahead than any can was written before the clock was
 * set back. Otherwise the most urgent due job, one index step for each priority.
 */
const CLAIM = `
UPDATE job SET
  told = '', attempts = attempts + 1, fence = fence + 1, worker = ?4, started_at = ?2, visible_at = ?2 + ?3,
  state = 'running'
WHERE id = CASE
  WHEN EXISTS (SELECT 1 FROM job WHERE ${OF_QUEUE} AND state = 'running')
  THEN (SELECT id FROM job
        WHERE ${OF_QUEUE} AND state = 'running' AND (visible_at <= ?2 OR visible_at > ?2 + 2 * ?3))
  ELSE coalesce(${PRIORITIES.map((_, rank) => firstDue(rank)).join(',\n    ')})
  END
RETURNING id, fence, kind, queue, key, subject, priority, attempts, visible_at`;

/** Before a claim: how a run that was cut off is told in the job's history. */
const NOTE_LOST = `
INSERT INTO job_attempt (job_id, started_at, ended_at, outcome)
SELECT id, started_at, ?2, 'lost' FROM job
WHERE ${OF_QUEUE} AND state = 'running' AND (visible_at <= ?2 OR visible_at > ?2 + 2 * ?3)`;

type ClaimRow = [number, number, string, string, string | null, string, number, number, number];

/** Takes the next job of a serial queue for `leaseMs`; undefined where none is due or one is running. */
export function claimJob(
  tx: WriteHandle,
  queue: string,
  worker: string,
  leaseMs: number,
  now: number,
): Claim | undefined {
  const isTakenOver = tx.run(NOTE_LOST, queue, now, leaseMs).changes > 0;
  const [row] = tx.prepare(CLAIM).raw<ClaimRow>(queue, now, leaseMs, worker);
  if (!row) return undefined;
  const [id, fence, kind, ofQueue, key, subject, rank, attempts, leaseEndsAt] = row;
  return {
    ...{ id, fence, kind, queue: ofQueue, key, subject: readSubject(subject), priority: priorityOf(rank) },
    ...{ attempts, leaseEndsAt, isTakenOver },
  };
}

const RENEW = `UPDATE job SET visible_at = ?3 WHERE id = ?1 AND fence = ?2 AND state = 'running'`;

/** False where the claim is no longer the holder's: it must stop. */
export const renewLease = (tx: WriteHandle, { id, fence }: Ticket, until: number): boolean =>
  tx.run(RENEW, id, fence, until).changes === 1;

const END_LEASES = `UPDATE job SET visible_at = ?1 WHERE state = 'running' AND visible_at > ?1`;

/** What runs may be taken over now. Its holder, if it lives all the same, finds out as after any lease. */
export const endLeases = (tx: WriteHandle, now: number): number => tx.run(END_LEASES, now).changes;

/** Steps from queue to queue along the index, however many jobs each has. */
const QUEUES = `
WITH RECURSIVE step (queue) AS (
  SELECT min(queue) FROM job WHERE visible_at IS NOT NULL
  UNION ALL
  SELECT (SELECT min(job.queue) FROM job WHERE visible_at IS NOT NULL AND job.queue > step.queue)
  FROM step WHERE step.queue IS NOT NULL
)
SELECT queue FROM step WHERE queue IS NOT NULL`;
const LEASE_END = `SELECT visible_at FROM job WHERE ${OF_QUEUE} AND state = 'running'`;
const NEXT_OF_RANK = `SELECT min(visible_at) FROM job WHERE ${OF_QUEUE} AND priority = (SELECT ?2) AND visible_at IS NOT NULL`;

/** When a queue next wants a worker. */
export interface NextTurn {
  readonly queue: string;
  readonly at: number;
  readonly priority: Priority;
}

function turnOf(read: ReadHandle, queue: string, leaseMs: number, now: number): NextTurn | undefined {
  const [leaseEnd] = read.prepare(LEASE_END).pluck<number>(queue);
  if (leaseEnd !== undefined)
    return { queue, at: leaseEnd > now + 2 * leaseMs ? now : leaseEnd, priority: 'critical' };
  let best: NextTurn | undefined;
  for (const [rank, priority] of PRIORITIES.entries()) {
    const [at] = read.prepare(NEXT_OF_RANK).pluck<number | null>(queue, rank);
    if (at === null || at === undefined) continue;
    // of those due the most urgent, else the earliest
    if (at <= now) return { queue, at, priority };
    if (!best || at < best.at) best = { queue, at, priority };
  }
  return best;
}

/** Every queue that has something waiting or running, with its next moment: due ones first, by priority, then by time. */
export function nextTurns(read: ReadHandle, leaseMs: number, now: number): NextTurn[] {
  const late = (turn: NextTurn): number => (turn.at <= now ? 0 : 1);
  return read
    .prepare(QUEUES)
    .pluck<string>()
    .flatMap((queue) => turnOf(read, queue, leaseMs, now) ?? [])
    .sort(
      (a, b) =>
        late(a) - late(b) ||
        (late(a) === 0 ? PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) : 0) ||
        a.at - b.at,
    );
}

/** The clock was set back by so much: what was to come in a minute must not come in a day. */
export const pullForward = (tx: WriteHandle, byMs: number): number =>
  tx.run(
    `UPDATE job SET visible_at = visible_at - ?1 WHERE state = 'waiting' AND visible_at IS NOT NULL`,
    byMs,
  ).changes;

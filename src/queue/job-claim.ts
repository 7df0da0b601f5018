import type { ReadHandle, WriteHandle } from '../store/database.ts';
import { type Claim, type Priority, priorityOf, PRIORITIES, readSubject, type Ticket } from './job.ts';

/**
 * A bare parameter in a search makes SQLite plan the statement anew for each value (ten times the cost of the search
 * itself): what stands in brackets it does not look into.
 */
const OF_QUEUE = 'queue = (SELECT ?1)';
const IS_DUE = 'visible_at <= (SELECT ?2)';

const RUNNING = `SELECT id, started_at, visible_at FROM job WHERE queue = (SELECT ?) AND state = 'running'`;
type RunningRow = readonly [id: number, startedAt: number, leaseEndsAt: number];

const FOUND = `SELECT id, fence, kind, key, subject, priority, attempts FROM job WHERE id =`;
const BY_ID = `${FOUND} ?`;
const firstDue = (rank: number): string =>
  `(SELECT id FROM job WHERE ${OF_QUEUE} AND priority = ${rank} AND ${IS_DUE} ORDER BY visible_at, id LIMIT 1)`;
/** The most urgent due job, one index step for each priority. */
const NEXT_DUE = `${FOUND} coalesce(
  ${PRIORITIES.map((_, rank) => firstDue(rank)).join(',\n  ')})`;
type FoundRow = readonly [
  ...[id: number, fence: number, kind: string, key: string | null],
  ...[subject: string, rank: number, attempts: number],
];

/** How a run that was cut off is told in the job's history. */
const NOTE_LOST = `
INSERT INTO job_attempt (job_id, started_at, ended_at, outcome) VALUES (?, ?, ?, 'lost')`;

/** Without RETURNING, which makes SQLite build a table for the one row: what is taken was read just before. */
const TAKE = `
UPDATE job SET told = '', attempts = attempts + 1, fence = fence + 1, worker = ?, started_at = ?, visible_at = ?,
  state = 'running'
WHERE id = ?`;

/** A lease that ends farther ahead than any can was written before the clock was set back. */
const isLeaseOver = (leaseEndsAt: number, leaseMs: number, now: number): boolean =>
  leaseEndsAt <= now || leaseEndsAt > now + 2 * leaseMs;

/**
 * Takes the next job of a serial queue for `leaseMs`; undefined where none is due. Where a job of the queue runs, only
 * that one may be taken, and only after its lease: what was cut off is looked at first, and never two at once.
 */
export function claimJob(
  tx: WriteHandle,
  queue: string,
  worker: string,
  leaseMs: number,
  now: number,
): Claim | undefined {
  const [running] = tx.prepare(RUNNING).raw<RunningRow>(queue);
  if (running && !isLeaseOver(running[2], leaseMs, now)) return undefined;
  const [found] = running
    ? tx.prepare(BY_ID).raw<FoundRow>(running[0])
    : tx.prepare(NEXT_DUE).raw<FoundRow>(queue, now);
  if (!found) return undefined;
  if (running) tx.run(NOTE_LOST, running[0], running[1], now);
  const [id, fence, kind, key, subject, rank, attempts] = found;
  const leaseEndsAt = now + leaseMs;
  tx.run(TAKE, worker, now, leaseEndsAt, id);
  return {
    ...{ id, fence: fence + 1, kind, queue, key, subject: readSubject(subject), priority: priorityOf(rank) },
    ...{ attempts: attempts + 1, leaseEndsAt, isTakenOver: running !== undefined },
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
const NEXT_OF_RANK = `SELECT min(visible_at) FROM job WHERE ${OF_QUEUE} AND priority = (SELECT ?2) AND visible_at IS NOT NULL`;

/** When a queue next wants a worker. */
export interface NextTurn {
  readonly queue: string;
  readonly at: number;
  readonly priority: Priority;
}

function turnOf(read: ReadHandle, queue: string, leaseMs: number, now: number): NextTurn | undefined {
  const [running] = read.prepare(RUNNING).raw<RunningRow>(queue);
  if (running)
    return { queue, at: isLeaseOver(running[2], leaseMs, now) ? now : running[2], priority: 'critical' };
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

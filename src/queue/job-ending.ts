import { unreachable } from '../domain/failure.ts';
import type { ReadHandle, WriteHandle } from '../store/database.ts';
import { type Ending, type JobFailure, staleClaim, type Ticket } from './job.ts';

/** Asked before every ending: each move is of one row, by its id, in the transaction that found it held. */
const READ_HELD = `
SELECT queue, kind, key, started_at, told FROM job WHERE id = ? AND fence = ? AND state = 'running'`;

const DONE = `
UPDATE job SET state = 'done', visible_at = NULL, worker = NULL, result = ?, ended_at = ?,
  failure_code = NULL, failure_words = NULL, failed_at = NULL
WHERE id = ?`;
const TO_WAITING = `
UPDATE job SET state = 'waiting', visible_at = ?2, worker = NULL, attempts = attempts - ?3,
  failure_code = coalesce(?4, failure_code), failure_words = coalesce(?5, failure_words),
  failed_at = CASE WHEN ?4 IS NULL THEN failed_at ELSE ?6 END
WHERE id = ?1`;
const TO_STUCK = `
UPDATE job SET state = ?2, visible_at = NULL, worker = NULL, parked_until = ?3,
  failure_code = ?4, failure_words = ?5, failed_at = ?6
WHERE id = ?1`;

interface HeldRow {
  readonly queue: string;
  readonly kind: string;
  readonly key: string | null;
  readonly started_at: number;
  readonly told: string;
}

/** In brackets, so that SQLite keeps its plan whatever the values are. */
const SAME_KEY = `queue = (SELECT ?1) AND kind = (SELECT ?2) AND key = (SELECT ?3)`;

/** A wish made while the job ran is taken in when the job itself goes back to waiting. */
const WISH = `SELECT id, priority, wishes FROM job WHERE ${SAME_KEY} AND state = 'waiting'`;
const MOVE_ATTEMPTS = `UPDATE job_attempt SET job_id = ?2 WHERE job_id = ?1`;
const DROP = `DELETE FROM job WHERE id = ?1`;
const RAISE = `UPDATE job SET priority = min(priority, ?2), wishes = wishes + ?3 WHERE id = ?1`;

/** Of the kind and not of the key: a third of the cost, and the answer is hardly ever yes. */
const HAS_STUCK = `
SELECT 1 FROM job WHERE queue = (SELECT ?) AND kind = (SELECT ?) AND state IN ('parked', 'dead') LIMIT 1`;
/** What is stuck under the same key has been overtaken: its wish was carried out, or is stuck anew. */
const SETTLE_TWINS = `
UPDATE job SET state = 'settled', parked_until = NULL, ended_at = ?5
WHERE ${SAME_KEY} AND state IN ('parked', 'dead') AND id <> ?4`;

const NOTE_ATTEMPT = `
INSERT INTO job_attempt (job_id, started_at, ended_at, outcome, failure_code, failure_words)
VALUES (?, ?, ?, ?, ?, ?)`;

function note(
  tx: WriteHandle,
  id: number,
  row: HeldRow,
  now: number,
  outcome: string,
  failure?: JobFailure,
): void {
  tx.run(NOTE_ATTEMPT, id, row.started_at, now, outcome, failure?.code ?? null, failure?.words ?? null);
}

function takeInWish(tx: WriteHandle, id: number, row: HeldRow): void {
  if (row.key === null) return;
  const wish = tx
    .prepare(WISH)
    .get<{ id: number; priority: number; wishes: number }>(row.queue, row.kind, row.key);
  if (!wish) return;
  tx.run(MOVE_ATTEMPTS, wish.id, id);
  tx.run(DROP, wish.id);
  tx.run(RAISE, id, wish.priority, wish.wishes);
}

function settleTwins(tx: WriteHandle, id: number, row: HeldRow, now: number): void {
  const { queue, kind, key } = row;
  if (key === null) return;
  if (tx.prepare(HAS_STUCK).get(queue, kind)) tx.run(SETTLE_TWINS, queue, kind, key, id, now);
}

function backToWaiting(
  tx: WriteHandle,
  ticket: Ticket,
  row: HeldRow,
  now: number,
  how: { at: number; uncounted: 0 | 1; outcome: string; failure?: JobFailure },
): void {
  takeInWish(tx, ticket.id, row);
  const { code = null, words = null } = how.failure ?? {};
  tx.run(TO_WAITING, ticket.id, how.at, how.uncounted, code, words, now);
  note(tx, ticket.id, row, now, how.outcome, how.failure);
}

function stuck(
  tx: WriteHandle,
  ticket: Ticket,
  row: HeldRow,
  now: number,
  how: { state: 'parked' | 'dead'; fact: string | null; failure: JobFailure },
): void {
  const { code, words } = how.failure;
  tx.run(TO_STUCK, ticket.id, how.state, how.fact, code, words, now);
  settleTwins(tx, ticket.id, row, now);
  note(tx, ticket.id, row, now, how.state, how.failure);
}

/** Refuses with `changed-meanwhile` where the claim has gone to another; then nothing of the transaction stays. */
export function endJob(tx: WriteHandle, ticket: Ticket, ending: Ending, now: number): void {
  const row = tx.prepare(READ_HELD).get<HeldRow>(ticket.id, ticket.fence);
  if (!row) throw staleClaim(ticket);
  switch (ending.type) {
    case 'done':
      tx.run(DONE, ending.result ?? null, now, ticket.id);
      return settleTwins(tx, ticket.id, row, now);
    case 'retry-at':
      return backToWaiting(tx, ticket, row, now, { ...ending, uncounted: 0, outcome: 'retry' });
    case 'wait-until':
      return backToWaiting(tx, ticket, row, now, { ...ending, uncounted: 1, outcome: 'wait' });
    case 'released':
      return backToWaiting(tx, ticket, row, now, { at: now, uncounted: 1, outcome: 'released' });
    case 'dead':
      return stuck(tx, ticket, row, now, { state: 'dead', fact: null, failure: ending.failure });
    case 'park':
      // told while it ran, by somebody who could not find it parked yet
      if (row.told.includes(`\n${ending.fact}\n`))
        return backToWaiting(tx, ticket, row, now, { ...ending, at: now, uncounted: 1, outcome: 'parked' });
      return stuck(tx, ticket, row, now, { state: 'parked', fact: ending.fact, failure: ending.failure });
    default:
      return unreachable(ending);
  }
}

/** False where the claim has gone to another. */
export const isHeld = (read: ReadHandle, { id, fence }: Ticket): boolean =>
  read.prepare(READ_HELD).get(id, fence) !== undefined;

/** Refuses like {@link endJob}, and changes nothing: for effects that are written before the ending. */
export function checkHeld(tx: WriteHandle, ticket: Ticket): void {
  if (!isHeld(tx, ticket)) throw staleClaim(ticket);
}

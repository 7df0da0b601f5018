import { and, desc, eq } from 'drizzle-orm';
import type { FeedEvent, FeedMode, FeedProblem, FeedReason } from '../domain/feed.ts';
import type { ReadHandle, WriteHandle } from './database.ts';
import { feedFetch } from './schema.ts';

export type FeedFetchRow = typeof feedFetch.$inferSelect;

/** What an answer said, kept for a person who asks why. */
export interface FeedSnapshot {
  readonly mode: FeedMode;
  readonly events: readonly FeedEvent[];
}

export interface NewFetch {
  readonly feedId: number;
  readonly at: number;
  readonly status: number | null;
  readonly verdict: 'ok' | 'suspect' | 'rejected' | 'unchanged';
  readonly reasons: readonly FeedReason[];
  readonly problems: readonly FeedProblem[];
  readonly events: number;
  readonly nightsEntered: number;
  readonly nightsLeft: number;
  readonly isQuarantined: boolean;
  readonly snapshot: FeedSnapshot | null;
}

const KEPT_FETCHES = 200;
const KEPT_SNAPSHOTS = 5;
const KEPT_PROBLEMS = 50;

export function insertFetch(tx: WriteHandle, fetch: NewFetch): number {
  const { reasons, problems, snapshot, isQuarantined, ...columns } = fetch;
  const { id } = tx.orm
    .insert(feedFetch)
    .values({
      ...columns,
      reasons: JSON.stringify(reasons),
      problems: JSON.stringify(problems.slice(0, KEPT_PROBLEMS)),
      isQuarantined: isQuarantined ? 1 : 0,
      snapshot: snapshot === null ? null : JSON.stringify(snapshot),
    })
    .returning({ id: feedFetch.id })
    .get();
  prune(tx, fetch.feedId);
  return id;
}

/** Keeps the newest fetches, the newest snapshots, and every doubted one that nobody has decided on. */
function prune(tx: WriteHandle, feedId: number): void {
  tx.run(
    `DELETE FROM feed_fetch WHERE feed_id = ?1 AND NOT (is_quarantined = 1 AND decision IS NULL)
       AND id NOT IN (SELECT id FROM feed_fetch WHERE feed_id = ?1 ORDER BY id DESC LIMIT ?2)`,
    feedId,
    KEPT_FETCHES,
  );
  tx.run(
    `UPDATE feed_fetch SET snapshot = NULL WHERE feed_id = ?1 AND snapshot IS NOT NULL AND is_quarantined = 0
       AND id NOT IN (SELECT id FROM feed_fetch WHERE feed_id = ?1 AND snapshot IS NOT NULL ORDER BY id DESC LIMIT ?2)`,
    feedId,
    KEPT_SNAPSHOTS,
  );
}

export const latestFetches = (read: ReadHandle, feedId: number, limit: number): FeedFetchRow[] =>
  read.orm
    .select()
    .from(feedFetch)
    .where(eq(feedFetch.feedId, feedId))
    .orderBy(desc(feedFetch.id))
    .limit(limit)
    .all();

export const findFetch = (read: ReadHandle, feedId: number, id: number): FeedFetchRow | undefined =>
  read.orm
    .select()
    .from(feedFetch)
    .where(and(eq(feedFetch.feedId, feedId), eq(feedFetch.id, id)))
    .get();

export function noteDecision(tx: WriteHandle, id: number, decision: 'accept' | 'refuse', at: number): void {
  tx.orm.update(feedFetch).set({ decision, decidedAt: at }).where(eq(feedFetch.id, id)).run();
}

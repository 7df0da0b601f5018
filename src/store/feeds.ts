import { eq } from 'drizzle-orm';
import type { ReadHandle, WriteHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { feed, feedItem, type feedNight, feedState } from './schema.ts';
import type { Row } from './writer.ts';

export type FeedStateRow = typeof feedState.$inferSelect;
export type FeedItemRow = typeof feedItem.$inferSelect;
export type FeedNightRow = typeof feedNight.$inferSelect;

const FEED = selectFrom(feed);

export const listFeeds = (read: ReadHandle): Row<'feed'>[] =>
  read.prepare(`${FEED} ORDER BY id`).all<Row<'feed'>>();

export const findFeed = (read: ReadHandle, id: number): Row<'feed'> | undefined =>
  read.prepare(`${FEED} WHERE id = ?`).get<Row<'feed'>>(id);

/** The calendars that stand for one unit. */
export const feedsAtUnit = (read: ReadHandle, unitId: number): Row<'feed'>[] =>
  read.orm.select().from(feed).where(eq(feed.unitId, unitId)).all();

const NEW_STATE = {
  etag: null,
  lastModified: null,
  fingerprint: '',
  mode: 'stays',
  lastAttemptAt: null,
  lastGoodAt: null,
  lastChangeAt: null,
  nextDueAt: null,
  failures: 0,
  failureCode: null,
  failureMessage: null,
  events: 0,
  quarantineFetchId: null,
  quarantinedAt: null,
  horizon: null,
} as const;

const STATE = `SELECT feed_id AS feedId, etag, last_modified AS lastModified, fingerprint, mode,
    last_attempt_at AS lastAttemptAt, last_good_at AS lastGoodAt, last_change_at AS lastChangeAt, next_due_at AS nextDueAt,
    failures, failure_code AS failureCode, failure_message AS failureMessage, events,
    quarantine_fetch_id AS quarantineFetchId, quarantined_at AS quarantinedAt, horizon
  FROM feed_state WHERE feed_id = ?`;

/** How a feed is doing; a feed that was never read has its first state. */
export const readFeedState = (read: ReadHandle, feedId: number): FeedStateRow =>
  read.prepare(STATE).get<FeedStateRow>(feedId) ?? { feedId, ...NEW_STATE };

export function saveFeedState(
  tx: WriteHandle,
  feedId: number,
  patch: Partial<Omit<FeedStateRow, 'feedId'>>,
): void {
  const insert = tx.orm.insert(feedState).values({ feedId, ...patch });
  if (Object.keys(patch).length === 0) insert.onConflictDoNothing().run();
  else insert.onConflictDoUpdate({ target: feedState.feedId, set: patch }).run();
}

/** A stay that a feed has shown, with how its reservation stands by now. */
export interface FeedItemFacts extends FeedItemRow {
  readonly reservationStatus: string | null;
}

const ITEMS = `SELECT i.id, i.feed_id AS feedId, i.key, i.uid, i.kind, i.summary, i.channel_ref AS channelRef,
    i.guest_name AS guestName, i.first_night AS firstNight, i.departure, i.state, i.missing_count AS missingCount,
    i.missing_since AS missingSince, i.first_seen_at AS firstSeenAt, i.last_seen_at AS lastSeenAt,
    i.reservation_id AS reservationId, i.block_id AS blockId, r.status AS reservationStatus
  FROM feed_item i LEFT JOIN reservation r ON r.id = i.reservation_id
  WHERE i.feed_id = ? ORDER BY i.first_night, i.id`;

/** Every stay that the feed ever showed: a name seen long ago may come back. */
export const readFeedItems = (read: ReadHandle, feedId: number): FeedItemFacts[] =>
  read.prepare(ITEMS).all<FeedItemFacts>(feedId);

export const insertFeedItem = (tx: WriteHandle, row: typeof feedItem.$inferInsert): number =>
  tx.orm.insert(feedItem).values(row).returning({ id: feedItem.id }).get().id;

export function updateFeedItem(tx: WriteHandle, id: number, patch: Partial<FeedItemRow>): void {
  tx.orm.update(feedItem).set(patch).where(eq(feedItem.id, id)).run();
}

const NIGHTS = `SELECT id, feed_id AS feedId, night, state, missing_count AS missingCount, missing_since AS missingSince, since
  FROM feed_night WHERE feed_id = ? ORDER BY night`;

export const readFeedNights = (read: ReadHandle, feedId: number): FeedNightRow[] =>
  read.prepare(NIGHTS).all<FeedNightRow>(feedId);

type NightColumns = Omit<FeedNightRow, 'id' | 'feedId'>;

const PUT_NIGHT = `INSERT INTO feed_night (feed_id, night, state, missing_count, missing_since, since)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (feed_id, night) DO UPDATE SET state = excluded.state, missing_count = excluded.missing_count,
    missing_since = excluded.missing_since, since = excluded.since`;

/** Makes the nights that a feed holds be just these, writing only what differs. */
export function saveFeedNights(tx: WriteHandle, feedId: number, nights: readonly NightColumns[]): void {
  const standing = new Map(readFeedNights(tx, feedId).map((row) => [row.night, row]));
  for (const row of nights) {
    const was = standing.get(row.night);
    standing.delete(row.night);
    const isSame =
      was?.state === row.state &&
      was.missingCount === row.missingCount &&
      was.missingSince === row.missingSince &&
      was.since === row.since;
    if (!isSame)
      tx.run(PUT_NIGHT, feedId, row.night, row.state, row.missingCount, row.missingSince, row.since);
  }
  for (const { id } of standing.values()) tx.run('DELETE FROM feed_night WHERE id = ?', id);
}

const BLOCKS = `SELECT id, kind, echo_of AS echoOf, reason, is_doubtful AS isDoubtful,
    is_pending_release AS isPendingRelease, arrival, departure
  FROM block WHERE feed_id = ? AND departure > ? ORDER BY arrival, id`;

export type FeedBlockRow = Pick<
  Row<'block'>,
  'id' | 'kind' | 'echoOf' | 'reason' | 'isDoubtful' | 'isPendingRelease' | 'arrival' | 'departure'
>;

/** The blocks of a feed that reach beyond a date, in order. */
export const readFeedBlocks = (read: ReadHandle, feedId: number, from: string): FeedBlockRow[] =>
  read.prepare(BLOCKS).all<FeedBlockRow>(feedId, from);

/** Nights held and nights waiting to be freed, from today on, per feed. */
export function countFeedNights(
  read: ReadHandle,
  today: string,
): Map<number, { blocked: number; pending: number }> {
  const rows = read
    .prepare(
      `SELECT feed_id AS id, sum(state NOT IN ('echo', 'orphan')) AS blocked, sum(state = 'pending') AS pending
       FROM feed_night WHERE night >= ? GROUP BY feed_id`,
    )
    .all<{ id: number; blocked: number; pending: number }>(today);
  return new Map(rows.map(({ id, blocked, pending }) => [id, { blocked, pending }]));
}

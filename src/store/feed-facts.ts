import { and, eq, inArray } from 'drizzle-orm';
import type { ReadHandle } from './database.ts';
import { exportFeed, exportState, feed, feedState } from './schema.ts';

/** What a conflict or a booking tells of the calendars it came through. */
export interface FeedFacts {
  readonly id: number;
  readonly label: string;
  readonly channel: string;
  readonly pollMinutes: number;
  readonly lastGoodAt: number | null;
}

export const feedWithState = (read: ReadHandle, ids: readonly number[]): FeedFacts[] =>
  ids.length === 0
    ? []
    : read.orm
        .select({
          id: feed.id,
          label: feed.label,
          channel: feed.channel,
          pollMinutes: feed.pollMinutes,
          lastGoodAt: feedState.lastGoodAt,
        })
        .from(feed)
        .leftJoin(feedState, eq(feedState.feedId, feed.id))
        .where(inArray(feed.id, [...ids]))
        .all();

/** When a channel last took our calendar, and which version that was. */
export interface PickUp {
  readonly channel: string;
  readonly unitId: number | null;
  readonly createdAt: number;
  readonly changedAt: number | null;
  readonly version: number;
  readonly fetchedAt: number | null;
  readonly fetchedVersion: number | null;
}

/** The pick-ups of a room type's calendars by these channels. */
export const pickUpsOf = (read: ReadHandle, roomTypeId: number, channels: readonly string[]): PickUp[] =>
  channels.length === 0
    ? []
    : read.orm
        .select({
          channel: exportFeed.channel,
          unitId: exportFeed.unitId,
          createdAt: exportFeed.createdAt,
          changedAt: exportState.changedAt,
          version: exportState.version,
          fetchedAt: exportState.fetchedAt,
          fetchedVersion: exportState.fetchedVersion,
        })
        .from(exportFeed)
        .innerJoin(exportState, eq(exportState.exportFeedId, exportFeed.id))
        .where(and(eq(exportFeed.roomTypeId, roomTypeId), inArray(exportFeed.channel, [...channels])))
        .all();

/** The feed's last good answer before an instant, among the readings that are still on record. */
export const lastGoodBefore = (read: ReadHandle, feedId: number, at: number): number | null =>
  read
    .prepare("SELECT max(at) FROM feed_fetch WHERE feed_id = ? AND at < ? AND verdict <> 'rejected'")
    .pluck<number | null>(feedId, at)[0] ?? null;

import type { Channel } from '../domain/channel.ts';
import { feedDescriptor } from '../providers/registry.ts';
import type { FeedStateRow } from '../store/feeds.ts';
import type { Row } from '../store/writer.ts';

export type FeedHealth = 'never' | 'fresh' | 'stale' | 'failing' | 'quarantined' | 'paused' | 'locked';

const MINUTE = 60_000;
/** A feed that is asked rarely may be silent for this many of its intervals. */
const INTERVALS = 3;

/** How long a feed may give no good answer before what it shows counts as old. */
export const staleAfterMs = (feed: Pick<Row<'feed'>, 'channel' | 'pollMinutes'>): number =>
  Math.max(feedDescriptor(feed.channel as Channel).staleAfterMinutes, INTERVALS * feed.pollMinutes) * MINUTE;

/** How a feed is doing. Fresh means a good answer not long ago; an attempt alone makes nothing fresh. */
export function feedHealth(
  feed: Row<'feed'>,
  state: FeedStateRow,
  now: number,
  isLocked: boolean,
): FeedHealth {
  if (feed.isPaused === 1) return 'paused';
  if (state.quarantineFetchId !== null) return 'quarantined';
  if (isLocked && feed.secretKey !== null) return 'locked';
  if (state.failures > 0) return 'failing';
  if (state.lastGoodAt === null) return 'never';
  return now - state.lastGoodAt > staleAfterMs(feed) ? 'stale' : 'fresh';
}

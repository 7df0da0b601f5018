import type { FeedRow } from '../contract/feeds.ts';
import type { Channel } from '../domain/channel.ts';
import type { FeedMode } from '../domain/feed.ts';
import { countFeedNights, listFeeds, readFeedState } from '../store/feeds.ts';
import { roomTypesOf, todayAt, unitsOf } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import { feedHealth } from '../sync/feed-health.ts';
import type { Surroundings } from './handler.ts';

/** Turns feeds into rows for the screen; names and counts are read once for all of them. */
function rowMaker({ store, ports, feeds }: Surroundings): (feed: Row<'feed'>) => FeedRow {
  const { read } = store;
  const now = ports.clock.now();
  const units = new Map(unitsOf(read).map(({ id, name }) => [id, name]));
  const types = new Map(roomTypesOf(read).map(({ id, name }) => [id, name]));
  const nights = countFeedNights(read, todayAt(read, now));
  const { isLocked } = ports.secrets.state();
  return (feed) => {
    const state = readFeedState(read, feed.id);
    const counted = nights.get(feed.id);
    return {
      id: feed.id,
      channel: feed.channel as Channel,
      label: feed.label,
      mask: feed.mask,
      roomTypeId: feed.roomTypeId,
      roomTypeName: types.get(feed.roomTypeId) ?? '',
      unitId: feed.unitId,
      unitName: feed.unitId === null ? null : (units.get(feed.unitId) ?? ''),
      pollMinutes: feed.pollMinutes,
      mode: (feed.mode ?? state.mode) as FeedMode,
      state: feedHealth(feed, state, now, isLocked),
      lastAttemptAt: state.lastAttemptAt,
      lastGoodAt: state.lastGoodAt,
      lastChangeAt: state.lastChangeAt,
      nextDueAt: feed.isPaused === 1 || feed.secretKey === null ? null : state.nextDueAt,
      failureMessage: state.failures > 0 ? state.failureMessage : null,
      events: state.events,
      nightsBlocked: counted?.blocked ?? 0,
      nightsPending: counted?.pending ?? 0,
      isFetching: feeds.isFetching(feed.id),
    };
  };
}

/** Every feed with how it is doing. */
export const feedRows = (here: Surroundings): FeedRow[] => listFeeds(here.store.read).map(rowMaker(here));

export const feedRow = (here: Surroundings, feed: Row<'feed'>): FeedRow => rowMaker(here)(feed);

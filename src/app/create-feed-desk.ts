import type { FeedDesk } from './feed-desk.ts';
import type { Surroundings } from './handler.ts';

/** Placeholder until the feed engine lands. */
export function createFeedDesk(_here: Omit<Surroundings, 'feeds'>): FeedDesk {
  return {
    start: () => undefined,
    stop: () => Promise.resolve(),
    refresh: () => Promise.resolve({ refreshed: 0, failed: 0 }),
    isFetching: () => false,
    lookAgain: () => undefined,
    serveFeed: () => undefined,
  };
}

import type { FeedRow } from '../contract/feeds.ts';
import type { Surroundings } from './handler.ts';

/** Placeholder until the feed engine lands. */
export function feedRows(_here: Surroundings): FeedRow[] {
  return [];
}

import type { DocumentAnswer } from '../providers/kit/http.ts';
import type { FeedReader } from '../providers/registry.ts';
import type { Publisher } from '../sync/publish-feed.ts';
import type { FeedRunner } from '../sync/feed-runner.ts';
import type { ServedFeed } from './core.ts';
import type { FeedPreviews } from './feed-previews.ts';

/** The running side of feeds, in and out; the core starts and stops it. */
export interface FeedDesk {
  start(): void;
  stop(): Promise<void>;
  /** Fetches one feed now, or all (null); tells how far it has come. A second wish for the same feed joins the first. */
  refresh(
    feedId: number | null,
    progress: (done: number, total: number, words: string) => void,
  ): Promise<{ refreshed: number; failed: number }>;
  isFetching(feedId: number): boolean;
  /** After a commit that touched nights: exports are looked at again. */
  lookAgain(): void;
  serveFeed(token: string, userAgent: string): ServedFeed | undefined;
  /** Fetches a document that is no feed of ours yet, in its host's turn. */
  fetch(address: string): Promise<DocumentAnswer>;
  readonly runner: FeedRunner;
  readonly publisher: Publisher;
  readonly previews: FeedPreviews;
  readonly reader: FeedReader;
}

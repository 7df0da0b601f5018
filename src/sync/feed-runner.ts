import { Refusal } from '../domain/failure.ts';
import { findFeed, listFeeds, readFeedState } from '../store/feeds.ts';
import type { Row } from '../store/writer.ts';
import { fetchFeed, type FeedWorld, type FetchResult } from './feed-fetch.ts';
import { createSteadyTime, type Due, gapBetweenRuns, isDue, LONGEST_NAP_MS } from './feed-schedule.ts';

/** Reads every feed when it is due, one request at a time and host, until it is stopped. */
export interface FeedRunner {
  start(): void;
  /** Ends what is under way without a trace; answers when it has ended. */
  stop(): Promise<void>;
  /** Fetches one feed now, paused or not, or all that are not paused (null). Never throws for what the world does. */
  refresh(
    feedId: number | null,
    progress: (done: number, total: number, words: string) => void,
  ): Promise<{ refreshed: number; failed: number }>;
  isFetching(feedId: number): boolean;
  /** A feed came, changed or went: its next turn is counted anew. */
  reconsider(feedId: number): void;
}

/** How long to wait with a feed that could not even be asked, such as behind a locked store of secrets. */
const RETRY_LATER_MS = 5 * 60_000;
/** A turn that lies farther ahead than this was written by a clock that has been set back since. */
const FARTHEST_MS = 26 * 3_600_000;

const isAsked = (feed: Row<'feed'>): boolean => feed.secretKey !== null;

class Runner implements FeedRunner {
  readonly #world: FeedWorld;
  readonly #changed: () => void;
  readonly #steady;
  readonly #due = new Map<number, Due>();
  readonly #goodAt = new Map<number, number>();
  readonly #underWay = new Map<number, Promise<FetchResult>>();
  #stopping = new AbortController();
  #callOff: (() => void) | undefined;

  constructor(world: FeedWorld, changed: () => void) {
    this.#world = world;
    this.#changed = changed;
    this.#steady = createSteadyTime(() => world.clock.now());
  }

  start(): void {
    if (this.#callOff || this.#stopping.signal.aborted) return;
    this.#nap();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#callOff?.();
    this.#callOff = undefined;
    await Promise.allSettled(this.#underWay.values());
  }

  isFetching(feedId: number): boolean {
    return this.#underWay.has(feedId);
  }

  reconsider(feedId: number): void {
    this.#due.delete(feedId);
    if (this.#callOff) this.#nap();
  }

  async refresh(
    feedId: number | null,
    progress: (done: number, total: number, words: string) => void,
  ): Promise<{ refreshed: number; failed: number }> {
    const { read } = this.#world.store;
    const one = feedId === null ? undefined : findFeed(read, feedId);
    if (feedId !== null && !one)
      throw new Refusal('not-found', 'This calendar is no longer there. Look again at the list.');
    if (one && !isAsked(one))
      throw new Refusal('not-possible', 'This calendar came from a file. Import the newer file instead.');
    const feeds = one ? [one] : listFeeds(read).filter((feed) => isAsked(feed) && feed.isPaused === 0);
    let done = 0;
    let failed = 0;
    progress(0, feeds.length, 'Reading calendars');
    const reading = feeds.map(async (feed) => {
      const isRead = (await this.#fetch(feed)).type === 'imported';
      done += 1;
      if (!isRead) failed += 1;
      progress(done, feeds.length, isRead ? `Read ${feed.label}` : `Could not read ${feed.label}`);
    });
    await Promise.all(reading);
    return { refreshed: feeds.length - failed, failed };
  }

  /** Two wishes for one feed are one fetch. */
  #fetch(feed: Row<'feed'>): Promise<FetchResult> {
    const same = this.#underWay.get(feed.id);
    if (same) return same;
    const run = this.#run(feed).finally(() => {
      this.#underWay.delete(feed.id);
      if (!this.#stopping.signal.aborted) this.#changed();
    });
    this.#underWay.set(feed.id, run);
    this.#changed();
    return run;
  }

  async #run(feed: Row<'feed'>): Promise<FetchResult> {
    const { log, clock } = this.#world;
    try {
      const result = await fetchFeed(this.#world, feed, () => this.#elapsed(feed.id), this.#stopping.signal);
      this.#settle(feed.id, result);
      return result;
    } catch (error) {
      // the database refused: nothing was taken in, and the next turn tries again
      const failure =
        error instanceof Refusal
          ? error.failure
          : { code: 'internal' as const, message: 'Bellhop made a mistake while reading this calendar.' };
      if (failure.code !== 'not-found')
        log.warn('A calendar could not be taken in', { feedId: feed.id, error: String(error).slice(0, 300) });
      this.#setDue(feed.id, clock.now(), RETRY_LATER_MS);
      return { type: 'dropped', failure };
    }
  }

  #settle(feedId: number, result: FetchResult): void {
    const { clock } = this.#world;
    if (result.type === 'dropped') this.#setDue(feedId, clock.now(), RETRY_LATER_MS);
    else this.#setDue(feedId, clock.now(), result.pauseMs);
    if (result.type === 'imported' && !result.outcome.isQuarantined)
      this.#goodAt.set(feedId, this.#steady.now());
  }

  /** Time since the feed's last good answer that surely went by. */
  #elapsed(feedId: number): number {
    const known = this.#goodAt.get(feedId);
    // without the naps nobody counts: then only the wall is asked, and not believed far
    if (known !== undefined && this.#callOff) return this.#steady.now() - known;
    const { store, clock } = this.#world;
    return gapBetweenRuns(readFeedState(store.read, feedId).lastGoodAt, clock.now());
  }

  #setDue(feedId: number, now: number, pauseMs: number): void {
    this.#due.set(feedId, { wallAt: now + pauseMs, steadyAt: this.#steady.now() + pauseMs });
  }

  #dueOf(feed: Row<'feed'>, now: number): Due {
    const known = this.#due.get(feed.id);
    if (known) return known;
    const { nextDueAt } = readFeedState(this.#world.store.read, feed.id);
    const pauseMs = nextDueAt === null || nextDueAt - now > FARTHEST_MS ? 0 : Math.max(0, nextDueAt - now);
    this.#setDue(feed.id, now, pauseMs);
    return this.#due.get(feed.id) as Due;
  }

  /** Asks whoever is due, then sleeps until the next one is, but never long. */
  #nap(): void {
    this.#callOff?.();
    const { clock, store } = this.#world;
    const now = clock.now();
    const steady = this.#steady.now();
    let wait = LONGEST_NAP_MS;
    for (const feed of listFeeds(store.read)) {
      if (!isAsked(feed) || feed.isPaused === 1 || this.#underWay.has(feed.id)) continue;
      const due = this.#dueOf(feed, now);
      if (isDue(due, now, steady)) void this.#fetch(feed);
      else wait = Math.min(wait, due.wallAt - now, due.steadyAt - steady);
    }
    this.#callOff = clock.after(Math.max(1_000, wait), () => this.#nap());
  }
}

/** `changed` is called when a feed begins or ends being read, so that views look again. */
export const createFeedRunner = (world: FeedWorld, changed: () => void): FeedRunner =>
  new Runner(world, changed);

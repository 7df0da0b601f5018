import type { Channel } from '../domain/channel.ts';
import { dateInZone, type StayDate } from '../domain/stay-date.ts';
import { readFeed } from '../providers/registry.ts';
import type { Store } from '../store/database.ts';
import { readFeedState, saveFeedState } from '../store/feeds.ts';
import type { Row } from '../store/writer.ts';
import { createCommit } from './commit.ts';
import { failureOfStatus } from '../providers/kit/http-failure.ts';
import { failureOfBody } from './feed-fetch.ts';
import { FEED_POLICY } from './feed-policy.ts';
import type { ImportOutcome } from './feed-outcome.ts';
import { importFeed, noteFailure } from './import-feed.ts';

/** One fetch as it once happened. */
export interface PastFetch {
  /** Epoch ms. */
  readonly at: number;
  readonly status: number;
  readonly body: string;
}

/** What Bellhop would have done after one past fetch. */
export interface ReplayedFetch {
  readonly at: number;
  readonly verdict: 'ok' | 'suspect' | 'rejected';
  readonly blocked: readonly StayDate[];
  readonly pending: readonly StayDate[];
  readonly released: readonly StayDate[];
  readonly reservations: ImportOutcome['reservations'];
  readonly alerts: readonly string[];
}

const HOST = 'calendar';

/** A hotel of one unit with one feed, in a database that is thrown away. */
function setUp(store: Store, commit: ReturnType<typeof createCommit>, zone: string): Row<'feed'> {
  const act = { commandId: null, actor: 'Bellhop', origin: 'command line', act: 'replay', why: '' };
  const feed = commit(act, (writer) => {
    const createdAt = writer.act.at;
    const property = writer.insert('property', { name: 'Replay', zone, currency: 'EUR', createdAt });
    const type = writer.insert('room_type', { propertyId: property.id, name: 'Room' });
    const unit = writer.insert('unit', { roomTypeId: type.id, name: '1' });
    return writer.insert('feed', {
      propertyId: property.id,
      channel: 'other',
      label: 'Calendar',
      roomTypeId: type.id,
      unitId: unit.id,
      mask: '',
      pollMinutes: 15,
      createdAt,
    });
  });
  store.write((tx) => saveFeedState(tx, feed.id, {}));
  return feed;
}

const replayed = (outcome: ImportOutcome): ReplayedFetch => ({
  at: outcome.at,
  verdict: outcome.verdict === 'unchanged' ? 'ok' : outcome.verdict,
  blocked: outcome.blocked,
  pending: outcome.pending,
  released: outcome.released,
  reservations: outcome.reservations,
  alerts: outcome.alerts,
});

/**
 * Plays past fetches of one feed through the very import that live ones take, on their own time, and answers after each
 * what the feed holds. The database must be empty; it is of no use afterwards.
 */
export function createReplay(store: Store, zone: string): (fetch: PastFetch) => ReplayedFetch {
  let now = 0;
  const commit = createCommit(store, { now: () => now, after: () => () => undefined }, () => undefined);
  const here = { commit, policy: FEED_POLICY };
  let feed: Row<'feed'> | undefined;
  let latest = -Infinity;

  /** The channel is whatever the first calendar says it is. */
  const recognise = (known: Row<'feed'>, channel: Channel): Row<'feed'> => {
    if (known.channel !== 'other' || channel === 'other') return known;
    const act = { commandId: null, actor: 'Bellhop', origin: 'command line', act: 'replay', why: '' };
    return commit(act, (writer) => writer.update('feed', known.id, { channel }));
  };

  return ({ at, status, body }) => {
    now = at;
    feed ??= setUp(store, commit, zone);
    const state = readFeedState(store.read, feed.id);
    // time that ran backwards is no time; it counts again where it passes the farthest it ever was
    const elapsedMs = state.lastGoodAt === null ? 0 : Math.max(0, at - Math.max(latest, state.lastGoodAt));
    const noDue = (): null => null;
    if (status === 304 && state.lastGoodAt !== null) {
      latest = Math.max(latest, at);
      return replayed(importFeed(here, feed, { parsed: null, status, elapsedMs }, noDue));
    }
    if (status !== 200) {
      const { failure } = failureOfStatus(HOST, status, undefined, at);
      return replayed(noteFailure(here, feed, { failure, status }, noDue));
    }
    const parsed = readFeed(body, { zone, asOf: dateInZone(at, zone) });
    if (parsed.verdict === 'rejected') {
      const { reasons, problems } = parsed;
      return replayed(
        noteFailure(here, feed, { failure: failureOfBody(parsed), status, reasons, problems }, noDue),
      );
    }
    if (state.lastGoodAt === null) feed = recognise(feed, parsed.channel);
    latest = Math.max(latest, at);
    return replayed(importFeed(here, feed, { parsed, status, elapsedMs }, noDue));
  };
}

import type { Chance } from '../domain/chance.ts';
import type { Clock } from '../domain/clock.ts';
import { type Failure, Refusal } from '../domain/failure.ts';
import type { ParsedFeed } from '../domain/feed.ts';
import type { Log } from '../domain/log.ts';
import type { SecretStore } from '../domain/secret-store.ts';
import { dateInZone } from '../domain/stay-date.ts';
import type { Http } from '../providers/kit/http.ts';
import type { Pacing } from '../providers/kit/pacing.ts';
import type { FeedReader } from '../providers/registry.ts';
import type { Store } from '../store/database.ts';
import { readFeedState } from '../store/feeds.ts';
import { theProperty } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import type { Commit } from './commit.ts';
import type { ImportOutcome } from './feed-outcome.ts';
import { pauseAfterDoubt, pauseAfterFailure, pauseAfterGood } from './feed-schedule.ts';
import type { FeedPolicy } from './feed-policy.ts';
import { type FeedAnswer, importFeed, noteFailure } from './import-feed.ts';

/** All that reading feeds needs of the world. */
export interface FeedWorld {
  readonly store: Store;
  readonly commit: Commit;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly secrets: SecretStore;
  readonly http: Http;
  readonly reader: FeedReader;
  readonly pacing: Pacing;
  readonly policy: FeedPolicy;
}

/** What became of one fetch. `dropped`: it left no trace, for Bellhop stops, or the secrets are locked. */
export type FetchResult =
  | { readonly type: 'imported' | 'failed'; readonly outcome: ImportOutcome; readonly pauseMs: number }
  | { readonly type: 'dropped'; readonly failure: Failure };

/** How a feed's body is to be read. */
export const readOptions = (
  feed: Pick<Row<'feed'>, 'endIsLastNight' | 'allEventsBlock' | 'timedEventsAreStays'>,
  zone: string,
  now: number,
  host: string | undefined,
) => ({
  zone,
  asOf: dateInZone(now, zone),
  ...(host === undefined ? {} : { host }),
  endIsLastNight: feed.endIsLastNight === 1,
  allEventsBlock: feed.allEventsBlock === 1,
  timedEventsAreStays: feed.timedEventsAreStays === 1,
});

/** The host of an address, for pacing and for recognising a channel. */
export const hostOf = (address: string): string | undefined =>
  URL.parse(address.replace(/^webcals?:/i, 'https:'))?.host;

/** What a body that is no calendar means, in the words of its reader. */
export function failureOfBody(parsed: ParsedFeed): Failure {
  const { code = 'not-a-calendar', message = 'This is not a calendar.' } = parsed.reasons[0] ?? {};
  const known = code === 'too-large' || code === 'too-many-events' ? code : 'not-a-calendar';
  return { code: known, message, details: { reason: code } };
}

const MISSING: Failure = {
  code: 'address-missing',
  message:
    'The address of this calendar is no longer in the store of secrets. Copy it from the channel and paste it again; what was read before stays.',
};

async function ask(world: FeedWorld, feed: Row<'feed'>, address: string, signal: AbortSignal) {
  const { etag, lastModified } = readFeedState(world.store.read, feed.id);
  const host = hostOf(address) ?? 'nowhere';
  const paced = await world.pacing.run(
    host,
    () =>
      world.http.fetchDocument({
        address,
        ...(etag === null ? {} : { etag }),
        ...(lastModified === null ? {} : { lastModified }),
        signal,
      }),
    signal,
  );
  return paced.ran ? paced.value : { ok: false as const, ...paced };
}

/** Fetches one feed, reads it and takes it in. Never throws for what the world does; the database may refuse. */
export async function fetchFeed(
  world: FeedWorld,
  feed: Row<'feed'>,
  elapsedMs: () => number,
  signal: AbortSignal,
): Promise<FetchResult> {
  const { chance } = world;
  const fail = (
    failure: Failure,
    status: number | null,
    retryAfterMs?: number,
    parsed?: ParsedFeed,
  ): FetchResult => {
    if (failure.code === 'cancelled' || signal.aborted) return { type: 'dropped', failure };
    let pauseMs = 0;
    const told = parsed ? { reasons: parsed.reasons, problems: parsed.problems } : {};
    const outcome = noteFailure(world, feed, { failure, status, ...told }, (failures, at) => {
      pauseMs = pauseAfterFailure(failures, retryAfterMs, () => chance.next());
      return at + pauseMs;
    });
    return { type: 'failed', outcome, pauseMs };
  };

  let address: string | undefined;
  try {
    address = await world.secrets.get(feed.secretKey ?? '');
  } catch (error) {
    if (error instanceof Refusal) return { type: 'dropped', failure: error.failure };
    throw error;
  }
  if (address === undefined) return fail(MISSING, null);
  const answer = await ask(world, feed, address, signal);
  if (!answer.ok) return fail(answer.failure, answer.status ?? null, answer.retryAfterMs);
  const take = (parsed: FeedAnswer['parsed']): FetchResult => {
    let pauseMs = 0;
    const { etag, lastModified, status } = answer;
    const told = {
      parsed,
      status,
      elapsedMs: elapsedMs(),
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    };
    const outcome = importFeed(world, feed, told, ({ isQuarantined, at }) => {
      pauseMs = isQuarantined
        ? pauseAfterDoubt(() => chance.next())
        : pauseAfterGood(feed.pollMinutes, () => chance.next());
      return at + pauseMs;
    });
    return { type: 'imported', outcome, pauseMs };
  };
  if (answer.status === 304) return take(null);
  const { zone } = theProperty(world.store.read);
  const options = readOptions(feed, zone, world.clock.now(), hostOf(address));
  const parsed = await world.reader.read(answer.body, options, signal).catch(() => undefined);
  if (!parsed || signal.aborted)
    return { type: 'dropped', failure: { code: 'cancelled', message: 'The reading was cancelled.' } };
  return parsed.verdict === 'rejected'
    ? fail(failureOfBody(parsed), answer.status, undefined, parsed)
    : take(parsed);
}

import type { Clock } from '../domain/clock.ts';
import { Refusal } from '../domain/failure.ts';
import type { FeedEvent, FeedProblem, ParsedFeed } from '../domain/feed.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { createHttp, userAgentOf } from '../providers/kit/http.ts';
import { readFeed } from '../providers/registry.ts';
import { openDatabase } from '../store/database.ts';
import { hostOf } from '../sync/feed-fetch.ts';
import { createReplay, type PastFetch, type ReplayedFetch } from '../sync/feed-replay.ts';

export type { PastFetch, ReplayedFetch } from '../sync/feed-replay.ts';

/** What a feed says, in the words of the command line. */
export interface Inspection {
  readonly verdict: ParsedFeed['verdict'];
  readonly channel: ParsedFeed['channel'];
  readonly producer: string;
  readonly mode: ParsedFeed['mode'];
  readonly reasons: ParsedFeed['reasons'];
  readonly events: readonly Pick<
    FeedEvent,
    'uid' | 'summary' | 'kind' | 'firstNight' | 'departure' | 'status'
  >[];
  readonly problems: readonly Omit<FeedProblem, 'isLoss'>[];
}

/** Reads one body as a feed of a property in `zone` on the day `asOf`. Nothing is kept. */
export function inspectBody(
  body: Uint8Array | string,
  zone: string,
  asOf: StayDate,
  address?: string,
): Inspection {
  const host = address === undefined ? undefined : hostOf(address);
  const parsed = readFeed(body, { zone, asOf, ...(host === undefined ? {} : { host }) });
  const { verdict, channel, producer, mode, reasons } = parsed;
  return {
    verdict,
    channel,
    producer,
    mode,
    reasons,
    events: parsed.events.map(({ uid, summary, kind, firstNight, departure, status }) => ({
      uid,
      summary,
      kind,
      firstNight,
      departure,
      status,
    })),
    problems: parsed.problems.map(({ code, message, line, uid }) => ({ code, message, line, uid })),
  };
}

/** Fetches one document by Bellhop's own rules; throws a refusal in words where that can not be. */
export async function fetchBody(
  address: string,
  options: { readonly allowLoopback: boolean; readonly version: string; readonly clock: Clock },
): Promise<Uint8Array> {
  const { allowLoopback, version, clock } = options;
  const http = createHttp({ allowLoopback, clock, userAgent: userAgentOf(version) });
  const answer = await http.fetchDocument({ address });
  if (answer.ok) return answer.body;
  const { code, message, details } = answer.failure;
  throw new Refusal(code, message, {
    ...details,
    ...(answer.status === undefined ? {} : { status: answer.status }),
  });
}

/** Opens a throw-away hotel that past fetches are played to, one after the other. */
export function openReplay(
  migrationsFolder: string,
  zone: string,
): { play(fetch: PastFetch): ReplayedFetch; close(): void } {
  const store = openDatabase(':memory:', migrationsFolder);
  const play = createReplay(store, zone);
  return { play, close: () => store.close() };
}

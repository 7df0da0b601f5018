import type { FeedPreview } from '../contract/feeds.ts';
import { channelName } from '../domain/channel.ts';
import { Refusal } from '../domain/failure.ts';
import type { ParsedFeed } from '../domain/feed.ts';
import { addNights, nightsBetween } from '../domain/stay-date.ts';
import { maskAddress } from '../providers/kit/redact.ts';
import { feedDescriptor } from '../providers/registry.ts';
import { findFeed, listFeeds } from '../store/feeds.ts';
import { findProperty } from '../store/property.ts';
import { failureOfBody, hostOf, readOptions } from '../sync/feed-fetch.ts';
import type { Preview } from './feed-previews.ts';
import type { Surroundings } from './handler.ts';

const SHOWN_EVENTS = 200;
const SHOWN_PROBLEMS = 100;

export interface Switches {
  readonly endIsLastNight?: boolean | undefined;
  readonly allEventsBlock?: boolean | undefined;
  readonly timedEventsAreStays?: boolean | undefined;
}

export const switchColumns = (switches: Switches) => ({
  endIsLastNight: switches.endIsLastNight ? 1 : 0,
  allEventsBlock: switches.allEventsBlock ? 1 : 0,
  timedEventsAreStays: switches.timedEventsAreStays ? 1 : 0,
});

/** Reads a preview's body as a feed with these switches would. */
export function readPreview(here: Surroundings, preview: Preview, switches: Switches): Promise<ParsedFeed> {
  const zone = findProperty(here.store.read)?.zone ?? 'UTC';
  const host = preview.address === null ? undefined : hostOf(preview.address);
  const options = readOptions(switchColumns(switches), zone, here.ports.clock.now(), host);
  return here.feeds.reader.read(preview.body, options);
}

/** The feed that reads this very address already, if any. */
async function readingAlready({ store, ports }: Surroundings, address: string): Promise<number | null> {
  for (const feed of listFeeds(store.read)) {
    if (feed.secretKey === null) continue;
    if ((await ports.secrets.store.get(feed.secretKey)) === address) return feed.id;
  }
  return null;
}

async function load(
  here: Surroundings,
  input: { address: string } | { fileName: string; text: string },
): Promise<Preview> {
  const at = here.ports.clock.now();
  if ('text' in input)
    return { address: null, mask: input.fileName.slice(0, 80), body: input.text, status: null, at };
  const answer = await here.feeds.fetch(input.address);
  if (!answer.ok) throw new Refusal(answer.failure.code, answer.failure.message, answer.failure.details);
  const { body, status } = answer;
  return { address: input.address, mask: maskAddress(input.address), body, status, at };
}

/** Fetches an address or reads a file, says what it is, and keeps it for a quarter of an hour. Nothing is taken in. */
export async function previewFeed(
  here: Surroundings,
  input: { address: string } | { fileName: string; text: string },
): Promise<FeedPreview> {
  const preview = await load(here, input);
  const parsed = await readPreview(here, preview, {});
  if (parsed.verdict === 'rejected') {
    const failure = failureOfBody(parsed);
    throw new Refusal(failure.code, failure.message, failure.details);
  }
  const { events, channel } = parsed;
  const departures = events.map(({ departure }) => departure).sort();
  const last = departures.at(-1);
  const alreadyFeedId = preview.address === null ? null : await readingAlready(here, preview.address);
  return {
    previewId: here.feeds.previews.keep(preview),
    mask: preview.mask,
    channel,
    producer: parsed.producer,
    mode: parsed.mode,
    verdict: parsed.verdict,
    reasons: [...parsed.reasons],
    problems: parsed.problems.slice(0, SHOWN_PROBLEMS),
    events: events.slice(0, SHOWN_EVENTS).map((event) => ({
      summary: event.summary,
      kind: event.kind,
      firstNight: event.firstNight,
      departure: event.departure,
      nights: nightsBetween(event.firstNight, event.departure),
      channelRef: event.channelRef,
      guestName: event.guestName,
    })),
    totalEvents: events.length,
    firstNight: events[0]?.firstNight ?? null,
    lastNight: last === undefined ? null : addNights(last, -1),
    suggestedLabel: channelName(channel),
    pollMinutes: feedDescriptor(channel).pollMinutes,
    alreadyFeedId: alreadyFeedId !== null && findFeed(here.store.read, alreadyFeedId) ? alreadyFeedId : null,
    isFile: preview.address === null,
  };
}

import type { FeedView } from '../contract/feeds.ts';
import { Refusal } from '../domain/failure.ts';
import { type NightRange, rangesOf, type StayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { findFeed, readFeedItems, readFeedNights, readFeedState } from '../store/feeds.ts';
import { type FeedFetchRow, findFetch, latestFetches } from '../store/feeds-fetches.ts';
import { todayAt } from '../store/property.ts';
import { sayGuest } from './say.ts';
import { feedRow } from './feed-rows.ts';
import type { Surroundings } from './handler.ts';

const SHOWN_FETCHES = 20;

type FetchView = FeedView['fetches'][number];
type Nights = ReturnType<typeof readFeedNights>;

const fetchView = (row: FeedFetchRow): FetchView => ({
  id: row.id,
  at: row.at,
  status: row.status,
  verdict: row.verdict as FetchView['verdict'],
  reasons: JSON.parse(row.reasons) as FetchView['reasons'],
  problems: JSON.parse(row.problems) as FetchView['problems'],
  events: row.events,
  nightsEntered: row.nightsEntered,
  nightsLeft: row.nightsLeft,
  isQuarantined: row.isQuarantined === 1,
  decision: row.decision as FetchView['decision'],
});

const joined = (nights: Nights): NightRange[] => rangesOf(nights.map(({ night }) => night as StayDate));

/** Nights that the calendar no longer shows, those that began waiting together in one line. */
function pendingOf(nights: Nights): FeedView['pending'] {
  const pending = nights.filter(({ state }) => state === 'pending' || state === 'kept');
  const together = Map.groupBy(
    pending,
    ({ state, missingSince, missingCount }) => `${state} ${missingSince ?? 0} ${missingCount}`,
  );
  return [...together.values()].flatMap((group) =>
    joined(group).map((range) => ({
      ...range,
      since: group[0]?.missingSince ?? 0,
      goodAnswers: group[0]?.missingCount ?? 0,
      isKept: group[0]?.state === 'kept',
    })),
  );
}

function quarantineOf(read: ReadHandle, feedId: number, nights: Nights): FeedView['quarantine'] {
  const state = readFeedState(read, feedId);
  const fetch =
    state.quarantineFetchId === null ? undefined : findFetch(read, feedId, state.quarantineFetchId);
  if (!fetch) return null;
  const held = nights.filter((night) => night.state === 'held');
  const shown = nights.filter(({ state: one }) => one === 'blocked');
  const stays = readFeedItems(read, feedId)
    .filter((item) => item.state === 'held' && item.reservationId !== null)
    .map((item) => ({
      reservationId: item.reservationId as number,
      label: item.guestName || item.channelRef || sayGuest('', findFeed(read, feedId)?.channel ?? 'other'),
      nights: { arrival: item.firstNight as StayDate, departure: item.departure as StayDate },
    }));
  return {
    fetchId: fetch.id,
    at: state.quarantinedAt ?? fetch.at,
    reasons: (JSON.parse(fetch.reasons) as { code: string; message: string }[]) ?? [],
    before: joined([...shown, ...held]),
    after: joined(shown),
    leaving: joined(held),
    stays,
  };
}

/** One feed, with what waits and what came of its latest fetches. */
export function feedView(here: Surroundings, id: number): FeedView {
  const { read } = here.store;
  const feed = findFeed(read, id);
  if (!feed) throw new Refusal('not-found', 'This calendar is no longer there. Look again at the list.');
  const today = todayAt(read, here.ports.clock.now());
  const nights = readFeedNights(read, id).filter(({ night }) => night >= today);
  return {
    ...feedRow(here, feed),
    endIsLastNight: feed.endIsLastNight === 1,
    allEventsBlock: feed.allEventsBlock === 1,
    timedEventsAreStays: feed.timedEventsAreStays === 1,
    pending: pendingOf(nights),
    quarantine: quarantineOf(read, id, nights),
    fetches: latestFetches(read, id, SHOWN_FETCHES).map(fetchView),
  };
}

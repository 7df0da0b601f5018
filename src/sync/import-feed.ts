import { type Channel, channelName } from '../domain/channel.ts';
import type { Failure } from '../domain/failure.ts';
import type { ParsedFeed } from '../domain/feed.ts';
import { dateInZone, type StayDate } from '../domain/stay-date.ts';
import { readFeedState, saveFeedNights, saveFeedState } from '../store/feeds.ts';
import { insertFetch } from '../store/feeds-fetches.ts';
import { takenElsewhere } from '../store/feeds-takers.ts';
import { theProperty } from '../store/property.ts';
import type { Row, Writer } from '../store/writer.ts';
import type { Commit } from './commit.ts';
import { quietenEarlierEchoes } from './echo-origin.ts';
import { tellFailure, tellIncidents } from './feed-incidents.ts';
import { loadMemory } from './feed-load.ts';
import { eventsStillShown, type FeedMemory } from './feed-memory.ts';
import { createPlacer } from './feed-place.ts';
import { type ImportPlan, planImport, type Seen } from './feed-plan.ts';
import { echoGraceMs, type FeedPolicy } from './feed-policy.ts';
import type { DueAfter, ImportOutcome, StayCounts } from './feed-outcome.ts';
import { windowOf } from './feed-window.ts';
import { applyBlocks } from './import-feed-blocks.ts';
import { applyStays } from './import-feed-stays.ts';

/** A readable answer; `parsed` null where the channel said "not modified". */
export interface FeedAnswer {
  readonly parsed: ParsedFeed | null;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly status: number | null;
  /** Time since the last good answer that surely went by. */
  readonly elapsedMs: number;
}

export interface ImportHere {
  readonly commit: Commit;
  readonly policy: FeedPolicy;
}

const actOf = (feed: Row<'feed'>) => ({
  commandId: null,
  actor: channelName(feed.channel as Channel),
  origin: 'feed',
  act: 'feed.import',
  why: '',
});

function seenOf(parsed: ParsedFeed | null, memory: FeedMemory, from: StayDate): Seen {
  if (parsed) return parsed;
  return { mode: memory.mode, verdict: 'ok', problems: [], events: eventsStillShown(memory, from) };
}

function planFor(writer: Writer, feed: Row<'feed'>, answer: FeedAnswer, policy: FeedPolicy) {
  const { tx, act } = writer;
  const { zone } = theProperty(tx);
  const today = dateInZone(act.at, zone);
  const window = windowOf(feed.channel as Channel, act.at, today, policy.horizonNights);
  const memory = loadMemory(tx, feed, today);
  const seen = seenOf(answer.parsed, memory, window.from);
  const placer = createPlacer(writer, feed, today);
  const place = { roomTypeId: feed.roomTypeId, unitId: placer.unitForBlocks };
  const plan = planImport(memory, seen, {
    now: act.at,
    today,
    elapsedMs: answer.elapsedMs,
    policy,
    echoGraceMs: echoGraceMs(feed.channel as Channel, feed.pollMinutes),
    isForOneUnit: placer.unitForBlocks !== null,
    takenElsewhere: takenElsewhere(tx, place, feed.id, window.from, window.to),
  });
  return { zone, today, window, memory, seen, placer, plan };
}

/** The fetch that a person is asked about: the first one, until more nights leave. */
function quarantineColumns(writer: Writer, feedId: number, plan: ImportPlan, fetchId: number) {
  if (!plan.isQuarantined) return { quarantineFetchId: null, quarantinedAt: null };
  const state = readFeedState(writer.tx, feedId);
  const isSame = state.quarantineFetchId !== null && plan.left.length === 0;
  return isSame ? {} : { quarantineFetchId: fetchId, quarantinedAt: state.quarantinedAt ?? writer.act.at };
}

function record(
  writer: Writer,
  feed: Row<'feed'>,
  answer: FeedAnswer,
  plan: ImportPlan,
  verdict: ImportOutcome['verdict'],
): number {
  const { parsed } = answer;
  return insertFetch(writer.tx, {
    feedId: feed.id,
    at: writer.act.at,
    status: answer.status,
    verdict,
    reasons: [...plan.doubts, ...(parsed?.reasons ?? [])],
    problems: parsed?.problems ?? [],
    events: parsed?.events.length ?? 0,
    nightsEntered: plan.entered.length,
    nightsLeft: plan.left.length,
    isQuarantined: plan.isQuarantined,
    snapshot: parsed && verdict !== 'unchanged' ? { mode: parsed.mode, events: parsed.events } : null,
  });
}

function verdictOf(writer: Writer, plan: ImportPlan, answer: FeedAnswer, before: string) {
  if (plan.isQuarantined || plan.isIncomplete) return 'suspect' as const;
  const isSame = answer.parsed === null || answer.parsed.fingerprint === before;
  return isSame && writer.changes.length === 0 ? ('unchanged' as const) : ('ok' as const);
}

/** Takes a readable answer in: nights, stays, blocks, echoes, incidents, all in one transaction. */
export function importFeed(
  here: ImportHere,
  feed: Row<'feed'>,
  answer: FeedAnswer,
  dueAfter: DueAfter,
): ImportOutcome {
  return here.commit(actOf(feed), (writer) =>
    takeIn(writer, writer.get('feed', feed.id), answer, here.policy, dueAfter),
  );
}

/** As {@link importFeed}, as part of an act that is under way: how a feed is added with what its preview showed. */
export function takeIn(
  writer: Writer,
  feed: Row<'feed'>,
  answer: FeedAnswer,
  policy: FeedPolicy,
  dueAfter: DueAfter,
): ImportOutcome {
  const { tx, act } = writer;
  const { zone, today, window, memory, seen, placer, plan } = planFor(writer, feed, answer, policy);
  const state = readFeedState(tx, feed.id);
  const counts: StayCounts = { created: 0, changed: 0, cancelled: 0 };
  applyStays({ writer, feed, zone, placer, counts }, plan.stays);
  applyBlocks(writer, feed, placer.unitForBlocks, memory.blocks, plan.blocks, window.from);
  saveFeedNights(tx, feed.id, plan.nights);
  quietenEarlierEchoes(writer, feed, plan, memory.lastGoodAt, window);
  const alerts = tellIncidents(writer, feed, plan);
  const verdict = verdictOf(writer, plan, answer, state.fingerprint);
  const fetchId = record(writer, feed, answer, plan, verdict);
  const outcome: ImportOutcome = {
    fetchId,
    at: act.at,
    verdict,
    isQuarantined: plan.isQuarantined,
    ...nightsHeld(plan, today),
    reservations: counts,
    alerts,
  };
  const isNews = plan.entered.length + plan.left.length + plan.released.length > 0 || counts.changed > 0;
  saveFeedState(tx, feed.id, {
    ...(plan.isQuarantined ? {} : { lastGoodAt: act.at, horizon: plan.horizon }),
    ...(plan.isQuarantined || plan.isIncomplete ? { etag: null, lastModified: null } : validatorsOf(answer)),
    ...(answer.parsed ? { fingerprint: answer.parsed.fingerprint, events: seen.events.length } : {}),
    ...quarantineColumns(writer, feed.id, plan, fetchId),
    ...(isNews ? { lastChangeAt: act.at } : {}),
    mode: plan.mode,
    lastAttemptAt: act.at,
    failures: 0,
    failureCode: null,
    failureMessage: null,
    nextDueAt: dueAfter(outcome),
  });
  return outcome;
}

const validatorsOf = ({ etag, lastModified }: FeedAnswer) => ({
  etag: etag ?? null,
  lastModified: lastModified ?? null,
});

const nightsHeld = (plan: Pick<ImportPlan, 'nights' | 'released'>, today: StayDate) => ({
  blocked: plan.nights
    .filter(({ night, state }) => night >= today && state !== 'echo' && state !== 'orphan')
    .map(({ night }) => night),
  pending: plan.nights
    .filter(({ night, state }) => night >= today && (state === 'pending' || state === 'held'))
    .map(({ night }) => night),
  released: plan.released.filter((night) => night >= today),
});

/** What came back was nothing to act on. */
export interface FeedFailure {
  readonly failure: Failure;
  readonly status: number | null;
  readonly reasons?: ParsedFeed['reasons'];
  readonly problems?: ParsedFeed['problems'];
}

/** Notes a fetch that failed or was no calendar. What the feed holds stays as it is. */
export function noteFailure(
  here: ImportHere,
  { id: feedId, ...told }: Row<'feed'>,
  failed: FeedFailure,
  dueAfter: (failures: number, at: number) => number | null,
): ImportOutcome {
  return here.commit(actOf({ id: feedId, ...told }), (writer) => {
    const { tx, act } = writer;
    const feed = writer.get('feed', feedId);
    const state = readFeedState(tx, feedId);
    const { failure, status } = failed;
    const fetchId = insertFetch(tx, {
      feedId,
      at: act.at,
      status,
      verdict: 'rejected',
      reasons: failed.reasons ?? [{ code: failure.code, message: failure.message }],
      problems: failed.problems ?? [],
      events: 0,
      nightsEntered: 0,
      nightsLeft: 0,
      isQuarantined: false,
      snapshot: null,
    });
    const failures = state.failures + 1;
    saveFeedState(tx, feedId, {
      lastAttemptAt: act.at,
      failures,
      failureCode: failure.code,
      failureMessage: failure.message,
      nextDueAt: dueAfter(failures, act.at),
    });
    const today = dateInZone(act.at, theProperty(tx).zone);
    const { nights } = loadMemory(tx, feed, today);
    return {
      fetchId,
      at: act.at,
      verdict: 'rejected',
      isQuarantined: state.quarantineFetchId !== null,
      ...nightsHeld({ nights, released: [] }, today),
      reservations: { created: 0, changed: 0, cancelled: 0 },
      alerts: tellFailure(writer, feed, failure),
    };
  });
}

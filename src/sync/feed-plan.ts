import type { Channel } from '../domain/channel.ts';
import type { FeedEvent, FeedMode, FeedReason, ParsedFeed } from '../domain/feed.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { type BlockRun, planBlocks } from './feed-blocks.ts';
import { matchStays, type Matching } from './feed-identity.ts';
import { type FeedMemory, type NightMemory, rangeOf, stillShown, type Waiting } from './feed-memory.ts';
import { type NightsPlan, stepNights } from './feed-nights.ts';
import type { FeedPolicy } from './feed-policy.ts';
import { type StayStep, stepStays } from './feed-stays.ts';
import { type FeedWindow, nightsInside, windowOf } from './feed-window.ts';
import { doubtsAbout } from './quarantine.ts';

export interface PlanContext {
  readonly now: number;
  /** Today at the property. */
  readonly today: StayDate;
  /** Time since the last good answer that surely went by: never a jump of the clock. */
  readonly elapsedMs: number;
  readonly policy: FeedPolicy;
  readonly echoGraceMs: number;
  /** One door stands behind the feed, so overlapping stays can not both be right. */
  readonly isForOneUnit: boolean;
  /** Who else takes each night at the feed's place. */
  readonly takenElsewhere: ReadonlyMap<StayDate, Channel>;
}

/** What is to be told to people. */
export interface PlanAlert {
  readonly code: 'feed-quarantined' | 'feed-incomplete' | 'stay-cancelled' | 'guest-in-house' | 'echo-stays';
  readonly nights: readonly StayDate[];
  readonly reservationId: number | null;
}

/** One good way on with the feed's memory, as data: nothing is done yet. */
export interface ImportPlan {
  readonly mode: FeedMode;
  readonly isQuarantined: boolean;
  /** Why departing nights are held; empty where they are not. */
  readonly doubts: readonly FeedReason[];
  readonly isIncomplete: boolean;
  readonly stays: readonly StayStep[];
  /** All nights that the feed holds from now on. */
  readonly nights: readonly NightMemory[];
  readonly blocks: readonly BlockRun[];
  /** Nights newly taken; those at the rolling end of the calendar are taken, but no news. */
  readonly entered: readonly StayDate[];
  /** Nights that this answer lacked first. */
  readonly left: readonly StayDate[];
  readonly released: readonly StayDate[];
  readonly horizon: StayDate | null;
  readonly alerts: readonly PlanAlert[];
}

/** How waiting is counted in one answer: good answers and trusted time, so that a jumping clock frees nothing early. */
export interface Patience {
  wait(waiting: Waiting): Waiting;
  isOver(waiting: Waiting, fetches: number, ms: number): boolean;
}

function patienceOf(memory: FeedMemory, { now, elapsedMs }: PlanContext): Patience {
  return {
    wait({ missingCount, missingSince }) {
      if (missingCount === 0 || missingSince === null) return { missingCount: 1, missingSince: now };
      const waited = Math.max(0, (memory.lastGoodAt ?? missingSince) - missingSince) + Math.max(0, elapsedMs);
      return { missingCount: missingCount + 1, missingSince: now - waited };
    },
    isOver: ({ missingCount, missingSince }, fetches, ms) =>
      missingSince !== null && missingCount >= fetches && now - missingSince >= ms,
  };
}

/** What an answer shows, ordered for the plan. */
export interface Shown {
  readonly stays: readonly FeedEvent[];
  readonly closures: readonly FeedEvent[];
  readonly nights: ReadonlySet<StayDate>;
}

function showing(seen: Seen, mode: FeedMode, window: FeedWindow): Shown {
  const events = seen.events.filter(
    (event) => event.departure >= window.today && event.firstNight < window.to,
  );
  const isStay = (event: FeedEvent): boolean => mode === 'stays' && event.kind === 'reservation';
  return {
    stays: events.filter(isStay),
    closures: events.filter((event) => !isStay(event)),
    nights: new Set(events.flatMap((event) => nightsInside(rangeOf(event), window))),
  };
}

/** What was dismissed at the desk is a closure like any other: nobody comes, but the channel goes on holding the nights. */
function withoutDismissed(shown: Shown, { matches }: Matching, channel: Channel): Shown {
  const dismissed = matches.filter(({ item, how }) => item.isDismissed && how !== 'revived');
  if (dismissed.length === 0) return shown;
  const closures = dismissed.map(({ item, event }): FeedEvent => {
    return { ...event, kind: 'block', summary: stillShown(item.guestName, channel) };
  });
  return { ...shown, closures: [...shown.closures, ...closures] };
}

/** In a feed of closed nights an event is nobody: a stay known from before is there while any of its nights is. */
function matchByNights(memory: FeedMemory, shown: Shown, window: FeedWindow): Matching {
  const present = memory.items.filter((item) => item.state !== 'gone');
  const isShown = (item: (typeof present)[number]): boolean =>
    nightsInside(rangeOf(item), window).some((night) => night >= window.sight && shown.nights.has(night));
  const matches = present.filter(isShown).map((item) => {
    const { key, uid, summary, firstNight, departure, channelRef, guestName } = item;
    const event: FeedEvent = {
      ...{ key, uid, summary, firstNight, departure, channelRef, guestName },
      ...{ kind: 'reservation', status: null },
    };
    return { item, event, how: 'same' as const };
  });
  return { matches, created: [], absent: present.filter((item) => !isShown(item)) };
}

function doubts(
  memory: FeedMemory,
  matching: Matching,
  shown: Shown,
  seen: Seen,
  window: FeedWindow,
  policy: FeedPolicy,
): FeedReason[] {
  const held = memory.nights.filter(
    ({ night, state }) => night >= window.sight && (state === 'blocked' || state === 'held'),
  );
  const moved = new Set(matching.matches.flatMap(({ item }) => nightsInside(rangeOf(item), window)));
  const leaving = held
    .map(({ night }) => night)
    .filter((night) => !shown.nights.has(night) && !moved.has(night));
  const left = new Set(leaving);
  const vanishedStays = matching.absent
    .filter((item) => item.state === 'live' || item.state === 'held')
    .map(rangeOf)
    .filter((range) => nightsInside(range, window).some((night) => left.has(night)));
  const coming = [...shown.nights].filter((night) => night >= window.sight).length;
  return doubtsAbout(
    { heldBefore: held.length, leaving, vanishedStays, shown: coming, isIncomplete: isIncomplete(seen) },
    policy,
  );
}

export type Seen = Pick<ParsedFeed, 'mode' | 'events' | 'verdict' | 'problems'>;

const isIncomplete = (seen: Seen): boolean =>
  seen.verdict === 'suspect' || seen.problems.some((problem) => problem.isLoss);

/**
 * Decides what one readable answer of a feed changes. Pure: the same memory, answer and moment give the same plan.
 * New nights are taken at once, whatever else is wrong with the answer. Nights that are gone wait for several good
 * answers, and for a person where too many went at once.
 */
export function planImport(memory: FeedMemory, seen: Seen, context: PlanContext): ImportPlan {
  const { policy } = context;
  const window = windowOf(memory.channel, context.now, context.today, policy.horizonNights);
  // once known to show closed nights, an export means no bookings again only when a person has said so
  const mode = memory.mode === 'closed-nights' ? memory.mode : seen.mode;
  const answer = showing(seen, mode, window);
  const matching =
    mode === 'stays'
      ? matchStays(memory.items, answer.stays, memory.channel, context.isForOneUnit)
      : matchByNights(memory, answer, window);
  const shown = withoutDismissed(answer, matching, memory.channel);
  const why = doubts(memory, matching, shown, seen, window, policy);
  const isQuarantined = why.length > 0;
  const patience = patienceOf(memory, context);
  const stays = stepStays(matching, { window, patience, policy, isQuarantined });
  const nights = stepNights(memory, shown, stays, {
    window,
    patience,
    context,
    isQuarantined,
    isIncomplete: isIncomplete(seen),
  });
  const { takenElsewhere } = context;
  const isDoubtfulFeed = mode === 'closed-nights';
  const blocks = planBlocks(memory, shown, stays, nights, { window, takenElsewhere, isDoubtfulFeed });
  return {
    mode,
    isQuarantined,
    doubts: why,
    isIncomplete: isIncomplete(seen),
    stays,
    nights: nights.kept,
    blocks,
    entered: nights.entered,
    left: nights.left,
    released: nights.released,
    horizon: horizonOf(seen),
    alerts: alertsOf(stays, nights, why, isIncomplete(seen)),
  };
}

const horizonOf = (seen: Seen): StayDate | null =>
  seen.events.reduce<StayDate | null>(
    (last, { departure }) => (last === null || departure > last ? departure : last),
    null,
  );

function alertsOf(
  stays: readonly StayStep[],
  nights: NightsPlan,
  why: readonly FeedReason[],
  incomplete: boolean,
): PlanAlert[] {
  const alerts: PlanAlert[] = [];
  const held = nights.kept.filter(({ state }) => state === 'held').map(({ night }) => night);
  if (why.length > 0) alerts.push({ code: 'feed-quarantined', nights: held, reservationId: null });
  else if (incomplete) alerts.push({ code: 'feed-incomplete', nights: [], reservationId: null });
  for (const step of stays)
    if (step.type === 'release')
      alerts.push({
        code: step.item.isInHouse ? 'guest-in-house' : 'stay-cancelled',
        nights: [],
        reservationId: step.item.reservationId,
      });
  if (nights.hardened.length > 0)
    alerts.push({ code: 'echo-stays', nights: nights.hardened, reservationId: null });
  return alerts;
}

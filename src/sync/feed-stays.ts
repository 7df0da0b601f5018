import type { FeedEvent } from '../domain/feed.ts';
import type { NightRange } from '../domain/stay-date.ts';
import type { Match, Matching } from './feed-identity.ts';
import { type ItemMemory, type ItemState, NOT_WAITING, rangeOf, type Waiting } from './feed-memory.ts';
import type { Patience } from './feed-plan.ts';
import type { FeedPolicy } from './feed-policy.ts';
import type { FeedWindow } from './feed-window.ts';

/** What becomes of one stay of a feed. */
export type StayStep =
  | { readonly type: 'create'; readonly event: FeedEvent }
  /** Still or again there. `isChanged`: its dates, guest or code are others now. */
  | ({ readonly type: 'show'; readonly isChanged: boolean; readonly dates: NightRange } & Match)
  /** Not shown: goes on waiting. */
  | ({ readonly type: 'wait'; readonly item: ItemMemory; readonly state: ItemState } & Waiting)
  /** Waited long enough: cancelled. */
  | ({ readonly type: 'release'; readonly item: ItemMemory } & Waiting)
  /** Its last night is over, so that it may leave the feed: no news. */
  | { readonly type: 'finish'; readonly item: ItemMemory };

export interface StayContext {
  readonly window: FeedWindow;
  readonly patience: Patience;
  readonly policy: FeedPolicy;
  readonly isQuarantined: boolean;
}

/** A running stay keeps the first night it had, where the channel shows only what is left of it. */
function datesOf({ item, event, how }: Match, { sight }: FeedWindow): NightRange {
  const isClipped = how !== 'revived' && item.firstNight < event.firstNight && event.firstNight <= sight;
  return isClipped ? { arrival: item.firstNight, departure: event.departure } : rangeOf(event);
}

function show(match: Match, window: FeedWindow): StayStep {
  const { item, event, how } = match;
  const dates = datesOf(match, window);
  const isChanged =
    how !== 'same' ||
    dates.arrival !== item.firstNight ||
    dates.departure !== item.departure ||
    (event.guestName !== '' && event.guestName !== item.guestName) ||
    (event.channelRef !== null && event.channelRef !== item.channelRef);
  return { type: 'show', isChanged, dates, ...match };
}

/** Waiting does not move while the whole answer is doubted, nor where a person refused to let go. */
function miss(item: ItemMemory, { window, patience, policy, isQuarantined }: StayContext): StayStep {
  if (item.departure <= window.sight) return { type: 'finish', item };
  const { missingCount, missingSince } = item;
  if (item.state === 'kept') return { type: 'wait', item, state: 'kept', missingCount, missingSince };
  if (isQuarantined) {
    const state = item.state === 'missing' ? 'missing' : 'held';
    return { type: 'wait', item, state, missingCount, missingSince };
  }
  const waiting = patience.wait(item.state === 'missing' ? item : NOT_WAITING);
  return patience.isOver(waiting, policy.releaseAfterFetches, policy.releaseAfterMs)
    ? { type: 'release', item, ...waiting }
    : { type: 'wait', item, state: 'missing', ...waiting };
}

const isRevived = (step: StayStep): boolean => step.type === 'show' && step.how === 'revived';

export const stepStays = (matching: Matching, context: StayContext): StayStep[] => [
  ...matching.matches.map((match) => show(match, context.window)),
  ...matching.created.map((event): StayStep => ({ type: 'create', event })),
  ...matching.absent.map((item) => miss(item, context)),
];

/** The nights that a stay of the feed takes after its step; a dismissed one takes none. */
export function rangeAfter(step: StayStep): NightRange | undefined {
  if (step.type === 'create') return rangeOf(step.event);
  if (step.item.isDismissed && !isRevived(step)) return undefined;
  if (step.type === 'show') return step.dates;
  return step.type === 'wait' ? rangeOf(step.item) : undefined;
}

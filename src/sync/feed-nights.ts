import { addNights, type StayDate } from '../domain/stay-date.ts';
import { listenForEcho } from './echo.ts';
import { type FeedMemory, type NightMemory, NOT_WAITING, rangeOf } from './feed-memory.ts';
import type { Patience, PlanContext, Shown } from './feed-plan.ts';
import { rangeAfter, type StayStep } from './feed-stays.ts';
import { type FeedWindow, nightsInside } from './feed-window.ts';

export interface NightsContext {
  readonly window: FeedWindow;
  readonly patience: Patience;
  readonly context: PlanContext;
  readonly isQuarantined: boolean;
  readonly isIncomplete: boolean;
}

export interface NightsPlan {
  readonly kept: readonly NightMemory[];
  readonly entered: readonly StayDate[];
  readonly left: readonly StayDate[];
  readonly released: readonly StayDate[];
  /** Echoes that were taken for closures of their own in the end. */
  readonly hardened: readonly StayDate[];
}

/** Nights of stays that wait: they are freed with their stay, not before it. */
function waitingNights(stays: readonly StayStep[], window: FeedWindow): Set<StayDate> {
  const nights = new Set<StayDate>();
  for (const step of stays)
    if (step.type === 'wait') for (const night of nightsInside(rangeOf(step.item), window)) nights.add(night);
  return nights;
}

/** A night that is not shown, one step on; undefined where it is free now. */
function miss(known: NightMemory, isOwned: boolean, here: NightsContext): NightMemory | undefined {
  const { patience, context, isQuarantined, isIncomplete } = here;
  const { policy } = context;
  switch (known.state) {
    case 'echo':
    case 'orphan':
      return isQuarantined || isIncomplete ? known : undefined;
    case 'kept':
      return known;
    case 'blocked':
    case 'held':
    case 'pending': {
      const isPending = known.state === 'pending';
      if (isQuarantined) return isPending ? known : { ...known, state: 'held', ...NOT_WAITING };
      const waiting = patience.wait(isPending ? known : NOT_WAITING);
      const isOver = patience.isOver(waiting, policy.releaseAfterFetches, policy.releaseAfterMs);
      return isOver && !isOwned ? undefined : { ...known, state: 'pending', ...waiting };
    }
  }
}

/** A calendar that reaches this far ahead ends where its channel stops selling. */
const FAR_NIGHTS = 80;

/** True for closed nights behind the last day that a calendar used to show: its end moves daily, and nobody closed them. */
const isRollingEnd = (night: StayDate, horizon: StayDate | null, today: StayDate): boolean =>
  horizon !== null &&
  horizon > addNights(today, FAR_NIGHTS) &&
  night >= horizon &&
  night < addNights(horizon, 7);

/** Brings every night that the feed holds one answer further. */
export function stepNights(
  memory: FeedMemory,
  shown: Shown,
  stays: readonly StayStep[],
  here: NightsContext,
): NightsPlan {
  const { window, context, patience } = here;
  const known = new Map(memory.nights.map((night) => [night.night, night]));
  const inStays = new Set<StayDate>();
  for (const step of stays) {
    const range = step.type === 'create' || step.type === 'show' ? rangeAfter(step) : undefined;
    if (range) for (const night of nightsInside(range, window)) inStays.add(night);
  }
  const closable = new Set(
    shown.closures
      .filter((event) => event.kind !== 'hold')
      .flatMap((event) => nightsInside(rangeOf(event), window)),
  );
  const owned = waitingNights(stays, window);
  const kept: NightMemory[] = [];
  const entered: StayDate[] = [];
  const left: StayDate[] = [];
  const released: StayDate[] = [];
  const hardened: StayDate[] = [];
  const echo = {
    now: context.now,
    takenElsewhere: context.takenElsewhere,
    wait: patience.wait,
    isPatienceOver: (waiting: Parameters<Patience['wait']>[0]) =>
      patience.isOver(waiting, context.policy.echoFetches, context.echoGraceMs),
  };

  for (const night of new Set([...shown.nights, ...inStays])) {
    const before = known.get(night);
    const since = before?.since ?? context.now;
    const isSure = inStays.has(night) || !closable.has(night) || owned.has(night);
    const heard = isSure
      ? { state: 'blocked' as const, waiting: NOT_WAITING }
      : listenForEcho(night, before, echo);
    kept.push({ night, since, state: heard.state, ...heard.waiting });
    const took = before?.state !== undefined && before.state !== 'echo' && before.state !== 'orphan';
    const isRolling = !inStays.has(night) && isRollingEnd(night, memory.horizon, window.today);
    if (heard.state === 'blocked' && !took && !isRolling) entered.push(night);
    if (heard.state === 'blocked' && before?.state === 'orphan' && !isSure) hardened.push(night);
  }
  for (const before of memory.nights) {
    if (shown.nights.has(before.night) || inStays.has(before.night) || before.night < window.from) continue;
    if (before.night < window.sight) {
      kept.push(before);
      continue;
    }
    const after = miss(before, owned.has(before.night), here);
    if (before.state === 'blocked') left.push(before.night);
    if (after) kept.push(after);
    else if (before.state !== 'echo' && before.state !== 'orphan') released.push(before.night);
  }
  kept.sort((a, b) => (a.night < b.night ? -1 : 1));
  return { kept, entered, left, released, hardened };
}

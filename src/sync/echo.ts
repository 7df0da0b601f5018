import type { Channel } from '../domain/channel.ts';
import type { StayDate } from '../domain/stay-date.ts';
import type { NightMemory, Waiting } from './feed-memory.ts';
import { NOT_WAITING } from './feed-memory.ts';

export interface EchoContext {
  readonly now: number;
  /** Who else takes each night at the feed's place. */
  readonly takenElsewhere: ReadonlyMap<StayDate, Channel>;
  readonly wait: (waiting: Waiting) => Waiting;
  readonly isPatienceOver: (waiting: Waiting) => boolean;
}

/**
 * What a shown closed night of a feed is. A night that somebody else took before the feed showed it is an echo: it takes
 * nothing. A night that the feed showed first stays its own. An echo outlives its origin for a while, because the other
 * side has to read our calendar before it can let go; one that is still there after that is a closure of its own.
 */
export function listenForEcho(
  night: StayDate,
  known: NightMemory | undefined,
  context: EchoContext,
): { readonly state: 'blocked' | 'echo' | 'orphan'; readonly waiting: Waiting } {
  const isTaken = context.takenElsewhere.has(night);
  if (known && known.state !== 'echo' && known.state !== 'orphan')
    return { state: 'blocked', waiting: NOT_WAITING };
  if (isTaken) return { state: 'echo', waiting: NOT_WAITING };
  if (!known) return { state: 'blocked', waiting: NOT_WAITING };
  const waiting = context.wait(known);
  return context.isPatienceOver(waiting)
    ? { state: 'blocked', waiting: NOT_WAITING }
    : { state: 'orphan', waiting };
}

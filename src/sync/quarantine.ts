import type { FeedReason } from '../domain/feed.ts';
import { rangesOf, type NightRange, type StayDate } from '../domain/stay-date.ts';
import type { FeedPolicy } from './feed-policy.ts';

/** A readable answer against what the feed held before; coming nights only, echoes and nights already waiting left out. */
export interface Drop {
  readonly heldBefore: number;
  /** Not shown any more, and not because a stay that is still there moved. */
  readonly leaving: readonly StayDate[];
  /** Nights of stays that vanished: each stay is one piece, whatever else touches it. */
  readonly vanishedStays: readonly NightRange[];
  /** Coming nights that the answer shows, of any kind. */
  readonly shown: number;
  /** Reading lost something. */
  readonly isIncomplete: boolean;
}

const words = (count: number): string => `${count} ${count === 1 ? 'night' : 'nights'}`;

/** Stays that vanished, and stretches of closed nights that vanished without touching one of them. */
function piecesOf({ leaving, vanishedStays }: Drop): number {
  const touches = (range: NightRange): boolean =>
    vanishedStays.some((stay) => stay.arrival <= range.departure && range.arrival <= stay.departure);
  return vanishedStays.length + rangesOf(leaving).filter((range) => !touches(range)).length;
}

/**
 * Why an answer's departing nights are not believed before a person has looked; empty where they may go their ordinary
 * way. A whole share of a small calendar may well be one cancelled guest, so a single piece is not doubted for its share.
 */
export function doubtsAbout(drop: Drop, policy: FeedPolicy): FeedReason[] {
  const count = drop.leaving.length;
  if (count === 0) return [];
  const doubts: FeedReason[] = [];
  if (drop.shown === 0)
    doubts.push({
      code: 'became-empty',
      message: `The calendar shows no coming night any more; it held ${words(count)}.`,
    });
  else if (count / drop.heldBefore > policy.massShare && piecesOf(drop) > 1)
    doubts.push({
      code: 'large-share-left',
      message: `${Math.round((100 * count) / drop.heldBefore)} % of its coming nights vanished at once.`,
    });
  if (count > policy.massNights)
    doubts.push({ code: 'many-nights-left', message: `${words(count)} vanished at once.` });
  if (drop.isIncomplete)
    doubts.push({
      code: 'events-lost',
      message: `${words(count)} vanished from an answer that could not be read whole.`,
    });
  return doubts;
}

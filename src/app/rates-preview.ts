import type { ConnectionId } from '../domain/connection.ts';
import type { NightWord } from '../domain/desired-state.ts';
import { type Guard, guardsFor, type WishedPrice } from '../domain/guards.ts';
import type { Diff } from '../contract/diff.ts';
import type { ReadHandle } from '../store/database.ts';
import { closedHere, hotelGuardContext, pricesThereOf } from './diff-guards.ts';
import { cellWordsOf, diffOf } from './diff-view.ts';
import {
  nightRowsOf,
  type NightWish,
  patchOf,
  type RateChangeAsked,
  rowFor,
  wishesOf,
} from './rates-change.ts';
import { hotelInput, wordOf } from './rates-lanes.ts';
import { meantConnections, movedRanges, type Overlay, overlayOf, overlayParts } from './rates-overlay.ts';

/** The hotel's own view of a change has no channel's limits. */
const NO_LIMITS = { nightsPerRange: Number.POSITIVE_INFINITY, breaksAtMonthEnd: false } as const;
export const SAYS_NOTHING = {
  priceMinor: null,
  stopSell: null,
  closedToArrival: null,
  closedToDeparture: null,
  minLos: null,
  maxLos: null,
} as const;

/** A change with all that is needed to think it through: what its nights say now, and what they would say. */
interface Thought {
  readonly asked: RateChangeAsked;
  readonly rows: ReturnType<typeof nightRowsOf>;
  readonly overlay: Overlay;
}

function wordFor(wish: NightWish, rows: Thought['rows'], asked: RateChangeAsked): NightWord {
  const said = rowFor(rows, wish) ?? SAYS_NOTHING;
  return wordOf({ ...SAYS_NOTHING, ...said, ...patchOf(asked), ...wish });
}

function thinkThrough(read: ReadHandle, asked: RateChangeAsked): Thought {
  const wishes = wishesOf(read, asked);
  const rows = nightRowsOf(read, wishes);
  const words = wishes.map((wish) => wordFor(wish, rows, asked));
  return { asked, rows, overlay: overlayOf(words, asked.connectionIds) };
}

const wishedPrices = ({ set, roomTypeIds, ratePlanIds }: RateChangeAsked): WishedPrice[] => {
  const priceMinor = set.priceMinor ?? null;
  if (priceMinor === null) return [];
  return roomTypeIds.flatMap((roomTypeId) =>
    ratePlanIds.map((ratePlanId) => ({ roomTypeId, ratePlanId, priceMinor })),
  );
};

/** Asked once, whatever channels there are: a jump of a price is the same slip on each of them. */
function hotelGuards(read: ReadHandle, thought: Thought, words: ReturnType<typeof cellWordsOf>): Guard[] {
  const { asked, rows, overlay } = thought;
  const scopes = asked.connectionIds.length === 0 ? [0] : asked.connectionIds;
  const wished = wishedPrices(asked);
  const context = {
    ...hotelGuardContext(read, words, closedHere([...rows.values()]), wished),
    ...(wished.length > 0 && {
      pricesThere: pricesThereOf(read, meantConnections(read, overlay), overlay.window),
    }),
  };
  const found = scopes.flatMap((id) => {
    const wish = { connectionId: id as ConnectionId, only: asked.roomTypeIds };
    const input = hotelInput(read, overlay.window, wish);
    return guardsFor(movedRanges(input, overlay, [], NO_LIMITS), context);
  });
  return [...new Map(found.map((guard) => [guard.id, guard])).values()];
}

/** What a person has to think of before a change of prices and restrictions. */
export const guardsOfChange = (read: ReadHandle, asked: RateChangeAsked, now: number): Guard[] =>
  hotelGuards(read, thinkThrough(read, asked), cellWordsOf(read, now));

/** What a change would tell each channel that is told, and what to think of first. Changes nothing. */
export function previewChange(read: ReadHandle, asked: RateChangeAsked, now: number): Diff {
  const thought = thinkThrough(read, asked);
  const words = cellWordsOf(read, now);
  const parts = overlayParts(read, thought.overlay, words);
  const diff = diffOf(parts, words);
  const own = hotelGuards(read, thought, words).map(({ about: _about, ...guard }) => guard);
  const summary = parts.length === 0 ? ['No channel is told yet: it is kept here.'] : diff.summary;
  return { ...diff, guards: [...own, ...diff.guards], summary };
}

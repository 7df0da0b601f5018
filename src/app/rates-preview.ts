import type { CellField } from '../domain/ari.ts';
import type { ConnectionId } from '../domain/connection.ts';
import { compactCells, type RangeChange } from '../domain/compact.ts';
import { deltaOf } from '../domain/delta.ts';
import { type DesiredInput, desiredLanes, type NightWord } from '../domain/desired-state.ts';
import { type Guard, guardsFor, type WishedPrice } from '../domain/guards.ts';
import { dayNumber, type DayNumber, stayDate } from '../domain/stay-date.ts';
import type { Diff } from '../contract/sync.ts';
import type { ProviderDescriptor } from '../providers/kit/provider.ts';
import { type ConnectionRow, listConnections } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { loadDesiredInput } from '../store/desired.ts';
import type { NightWindow } from '../store/rates.ts';
import { descriptorOf } from './connection-rows.ts';
import { closedHere, guardContext, hotelGuardContext } from './diff-guards.ts';
import { cellWordsOf, diffOf, type DiffPart } from './diff-view.ts';
import { hotelInput, wordOf } from './rates-lanes.ts';
import {
  nightRowsOf,
  type NightWish,
  patchOf,
  type RateChangeAsked,
  rowFor,
  wishesOf,
} from './rates-change.ts';
import { isToldNow } from './sync-plans.ts';

/** The hotel's own view of a change has no channel's limits. */
const NO_LIMITS = { nightsPerRange: Number.POSITIVE_INFINITY, breaksAtMonthEnd: false } as const;
const SAYS_NOTHING = {
  priceMinor: null,
  stopSell: null,
  closedToArrival: null,
  closedToDeparture: null,
  minLos: null,
  maxLos: null,
} as const;

/** A change with all that is needed to think it through: which nights, what they say now and what they would say. */
interface Thought {
  readonly asked: RateChangeAsked;
  readonly window: NightWindow;
  readonly rows: ReturnType<typeof nightRowsOf>;
  readonly words: ReadonlyMap<string, NightWord>;
}

const keyOf = ({ roomTypeId, ratePlanId, connectionId, night }: NightWord): string =>
  `${String(roomTypeId)} ${String(ratePlanId)} ${String(connectionId)} ${String(night)}`;

function wordFor(wish: NightWish, rows: Thought['rows'], asked: RateChangeAsked): NightWord {
  const said = rowFor(rows, wish) ?? SAYS_NOTHING;
  return wordOf({ ...SAYS_NOTHING, ...said, ...patchOf(asked), ...wish });
}

function thinkThrough(read: ReadHandle, asked: RateChangeAsked): Thought {
  const wishes = wishesOf(read, asked);
  const rows = nightRowsOf(read, wishes);
  const words = wishes.map((wish) => wordFor(wish, rows, asked));
  const days = words.map(({ night }) => night);
  const from = days.reduce((first, day) => Math.min(first, day), Infinity);
  const last = days.reduce((latest, day) => Math.max(latest, day), -Infinity);
  return {
    asked,
    rows,
    window: { from, to: last + 1 },
    words: new Map(words.map((word) => [keyOf(word), word])),
  };
}

/** The input as it would be after the change. */
function inputAfter(input: DesiredInput, { words }: Thought): DesiredInput {
  const kept = input.words.filter((word) => !words.has(keyOf(word)));
  const mine = [...words.values()].filter(
    ({ connectionId }) => connectionId === 0 || connectionId === input.connectionId,
  );
  return { ...input, words: [...kept, ...mine] };
}

function rangesOf(
  input: DesiredInput,
  thought: Thought,
  together: readonly (readonly CellField[])[],
  limits: { readonly nightsPerRange: number; readonly breaksAtMonthEnd: boolean },
): RangeChange[] {
  const [before, after] = [desiredLanes(input), desiredLanes(inputAfter(input, thought))];
  return compactCells(deltaOf(after, before, together), limits);
}

/** Nights that are told: from today to the connection's horizon. */
function toldWindow({ window }: Thought, horizonDays: number, today: DayNumber): NightWindow | undefined {
  const from = Math.max(window.from, today);
  const to = Math.min(window.to, today + horizonDays);
  return from < to ? { from, to } : undefined;
}

function partFor(
  read: ReadHandle,
  thought: Thought,
  connection: ConnectionRow,
  descriptor: ProviderDescriptor,
  words: ReturnType<typeof cellWordsOf>,
): DiffPart {
  const { limits, together } = descriptor;
  const window = toldWindow(thought, connection.horizonDays, dayNumber(words.today));
  const ranges = window
    ? rangesOf(loadDesiredInput(read, connection, descriptor, window), thought, together, limits)
    : [];
  const context = guardContext(read, connection, words, []);
  const guards = guardsFor([...ranges, ...unlinkedRanges(thought, connection)], context);
  return {
    connection,
    ranges,
    held: [],
    guards: guards.filter(({ kind }) => kind === 'currency' || kind === 'not-linked'),
    rangesPerCall: limits.rangesPerCall,
  };
}

/** Whoever names a channel means it: what it will not hear of is said. A change for all channels names none. */
function unlinkedRanges({ asked, words }: Thought, { id }: ConnectionRow): RangeChange[] {
  if (!asked.connectionIds.includes(id)) return [];
  const places = Map.groupBy(words.values(), ({ roomTypeId, ratePlanId }) => `${roomTypeId} ${ratePlanId}`);
  return [...places.values()].map(([first]) => {
    const { roomTypeId, ratePlanId, night } = first as NightWord;
    const at = stayDate(night);
    const nothing = { before: {}, direction: 'other', urgency: 0 } as const;
    return { roomTypeId, ratePlanId, from: at, to: at, value: { minLos: 1 }, ...nothing };
  });
}

/** What a person has to think of before a change of prices and restrictions, whatever channels there are. */
export function guardsOfChange(read: ReadHandle, asked: RateChangeAsked, now: number): Guard[] {
  const thought = thinkThrough(read, asked);
  return hotelGuards(read, thought, cellWordsOf(read, now));
}

function hotelGuards(read: ReadHandle, thought: Thought, words: ReturnType<typeof cellWordsOf>): Guard[] {
  const { asked, rows, window } = thought;
  const scopes = asked.connectionIds.length === 0 ? [0] : asked.connectionIds;
  const price = asked.set.priceMinor ?? null;
  const wished = wishedPrices(asked, price);
  const closed = closedHere([...rows.values()]);
  const found = scopes.flatMap((connectionId) => {
    const input = hotelInput(read, window, {
      connectionId: connectionId as ConnectionId,
      only: asked.roomTypeIds,
    });
    const ranges = rangesOf(input, thought, [], NO_LIMITS);
    return guardsFor(ranges, hotelGuardContext(read, words, closed, wished));
  });
  return [...new Map(found.map((guard) => [guard.id, guard])).values()];
}

const wishedPrices = (asked: RateChangeAsked, priceMinor: number | null): WishedPrice[] =>
  priceMinor === null
    ? []
    : asked.roomTypeIds.flatMap((roomTypeId) =>
        asked.ratePlanIds.map((ratePlanId) => ({ roomTypeId, ratePlanId, priceMinor })),
      );

/** What a change would tell each channel that is told, and what to think of first. Changes nothing. */
export function previewChange(read: ReadHandle, asked: RateChangeAsked, now: number): Diff {
  const thought = thinkThrough(read, asked);
  const words = cellWordsOf(read, now);
  const named = asked.connectionIds;
  const parts = listConnections(read)
    .filter((connection) => isToldNow(connection) && (named.length === 0 || named.includes(connection.id)))
    .flatMap((connection) => {
      const descriptor = descriptorOf(connection);
      return descriptor ? [partFor(read, thought, connection, descriptor, words)] : [];
    });
  const diff = diffOf(parts, words);
  const own = hotelGuards(read, thought, words).map(({ id, kind, weight, words: said }) => ({
    ...{ id, kind, weight },
    words: said,
  }));
  const summary = parts.length === 0 ? ['No channel is told yet: it is kept here.'] : diff.summary;
  return { ...diff, guards: [...own, ...diff.guards], summary };
}

import type { CellField } from '../domain/ari.ts';
import { compactCells, type CompactLimits, type RangeChange } from '../domain/compact.ts';
import { deltaOf } from '../domain/delta.ts';
import { type DesiredInput, desiredLanes, type NightWord } from '../domain/desired-state.ts';
import { guardsFor } from '../domain/guards.ts';
import { dayNumber, stayDate } from '../domain/stay-date.ts';
import { type ConnectionRow, listConnections } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { loadDesiredInput } from '../store/desired.ts';
import type { NightWindow } from '../store/rates.ts';
import { descriptorOf } from './connection-rows.ts';
import { guardContext } from './diff-guards.ts';
import type { cellWordsOf, DiffPart } from './diff-view.ts';
import { isToldNow } from './sync-plans.ts';

/** Words laid over those that stand: what people would have said of nights after a change that was not made yet. */
export interface Overlay {
  /** All nights that it speaks of lie within. */
  readonly window: NightWindow;
  readonly words: ReadonlyMap<string, NightWord>;
  /** The channels that are meant by name; none: all of them. */
  readonly named: readonly number[];
}

export const wordKey = (
  word: Pick<NightWord, 'roomTypeId' | 'ratePlanId' | 'connectionId' | 'night'>,
): string =>
  `${String(word.roomTypeId)} ${String(word.ratePlanId)} ${String(word.connectionId)} ${String(word.night)}`;

/** The overlay of some words; they must be at least one. */
export function overlayOf(words: readonly NightWord[], named: readonly number[]): Overlay {
  const from = words.reduce((first, { night }) => Math.min(first, night), Number.POSITIVE_INFINITY);
  const last = words.reduce((latest, { night }) => Math.max(latest, night), Number.NEGATIVE_INFINITY);
  return {
    window: { from, to: last + 1 },
    words: new Map(words.map((word) => [wordKey(word), word])),
    named,
  };
}

/** The input as it would be with the overlay. */
export function inputAfter(input: DesiredInput, { words }: Pick<Overlay, 'words'>): DesiredInput {
  const kept = input.words.filter((word) => !words.has(wordKey(word)));
  const mine = [...words.values()].filter(
    ({ connectionId }) => connectionId === 0 || connectionId === input.connectionId,
  );
  return { ...input, words: [...kept, ...mine] };
}

/** What the overlay moves in what should be shown. */
export function movedRanges(
  input: DesiredInput,
  overlay: Pick<Overlay, 'words'>,
  together: readonly (readonly CellField[])[],
  limits: CompactLimits,
): RangeChange[] {
  const [before, after] = [desiredLanes(input), desiredLanes(inputAfter(input, overlay))];
  return compactCells(deltaOf(after, before, together), limits);
}

/** Whoever names a channel means it: what it will not hear of is said. A change for all channels names none. */
function unlinkedRanges({ named, words }: Overlay, { id }: ConnectionRow): RangeChange[] {
  if (!named.includes(id)) return [];
  const places = Map.groupBy(words.values(), ({ roomTypeId, ratePlanId }) => `${roomTypeId} ${ratePlanId}`);
  return [...places.values()].map(([first]) => {
    const { roomTypeId, ratePlanId, night } = first as NightWord;
    const at = stayDate(night);
    const nothing = { before: {}, direction: 'other', urgency: 0 } as const;
    return { roomTypeId, ratePlanId, from: at, to: at, value: { minLos: 1 }, ...nothing };
  });
}

/** Nights that are told: from today to the connection's horizon. */
function toldWindow({ window }: Overlay, horizonDays: number, today: number): NightWindow | undefined {
  const from = Math.max(window.from, today);
  const to = Math.min(window.to, today + horizonDays);
  return from < to ? { from, to } : undefined;
}

function partFor(
  read: ReadHandle,
  overlay: Overlay,
  connection: ConnectionRow,
  words: ReturnType<typeof cellWordsOf>,
): DiffPart | undefined {
  const descriptor = descriptorOf(connection);
  if (!descriptor) return undefined;
  const { limits, together } = descriptor;
  const window = toldWindow(overlay, connection.horizonDays, dayNumber(words.today));
  const ranges = window
    ? movedRanges(loadDesiredInput(read, connection, descriptor, window), overlay, together, limits)
    : [];
  const context = guardContext(read, connection, words, []);
  const guards = guardsFor([...ranges, ...unlinkedRanges(overlay, connection)], context);
  return {
    connection,
    ranges,
    held: [],
    // the rest is asked once for the hotel, not once for each channel
    guards: guards.filter(({ kind }) => kind === 'currency' || kind === 'not-linked'),
    rangesPerCall: limits.rangesPerCall,
  };
}

/** The channels that are told and meant. */
export const meantConnections = (read: ReadHandle, { named }: Pick<Overlay, 'named'>): ConnectionRow[] =>
  listConnections(read).filter((row) => isToldNow(row) && (named.length === 0 || named.includes(row.id)));

/** What each channel that is told and meant would be told. */
export const overlayParts = (
  read: ReadHandle,
  overlay: Overlay,
  words: ReturnType<typeof cellWordsOf>,
): DiffPart[] => meantConnections(read, overlay).flatMap((row) => partFor(read, overlay, row, words) ?? []);

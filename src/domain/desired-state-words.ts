import { NO_PLAN, UNKNOWN } from './ari.ts';
import type { ConnectionId } from './connection.ts';
import { HIGHEST_PRICE } from './derive-price.ts';
import type { RatePlanId } from './rate-plan.ts';
import type { RoomTypeId } from './property.ts';
import type { DayNumber } from './stay-date.ts';

/**
 * What people said of one night. `ratePlanId` {@link NO_PLAN} is every plan of the room type, `connectionId` 0 every
 * channel. A null field says nothing.
 */
export interface NightWord {
  readonly roomTypeId: RoomTypeId;
  readonly ratePlanId: RatePlanId | typeof NO_PLAN;
  readonly connectionId: ConnectionId | 0;
  readonly night: DayNumber;
  readonly priceMinor: number | null;
  readonly stopSell: boolean | null;
  readonly closedToArrival: boolean | null;
  readonly closedToDeparture: boolean | null;
  readonly minLos: number | null;
  readonly maxLos: number | null;
}

/** One number a night for each thing that a person can say; {@link UNKNOWN} where nobody did. */
export interface SaidColumns {
  readonly priceMinor: Int32Array;
  readonly stopSell: Int32Array;
  readonly closedToArrival: Int32Array;
  readonly closedToDeparture: Int32Array;
  readonly minLos: Int32Array;
  readonly maxLos: Int32Array;
}

const blank = (nights: number): Int32Array => new Int32Array(nights).fill(UNKNOWN);
const columnsOf = (nights: number): SaidColumns => ({
  priceMinor: blank(nights),
  stopSell: blank(nights),
  closedToArrival: blank(nights),
  closedToDeparture: blank(nights),
  minLos: blank(nights),
  maxLos: blank(nights),
});

/** Words of one room type that hold for one connection, sorted by what they name. */
export interface WordPile {
  readonly everywhere: readonly NightWord[];
  readonly here: readonly NightWord[];
  readonly ofPlan: ReadonlyMap<number, { readonly everywhere: NightWord[]; readonly here: NightWord[] }>;
}

/** Piles up the words by room type; those for other connections and other nights are left out. */
export function pileWords(
  words: readonly NightWord[],
  connectionId: ConnectionId,
  from: DayNumber,
  nights: number,
): ReadonlyMap<RoomTypeId, WordPile> {
  const piles = new Map<
    RoomTypeId,
    {
      everywhere: NightWord[];
      here: NightWord[];
      ofPlan: Map<number, { everywhere: NightWord[]; here: NightWord[] }>;
    }
  >();
  for (const word of words) {
    if (word.connectionId !== 0 && word.connectionId !== connectionId) continue;
    if (word.night < from || word.night >= from + nights) continue;
    let pile = piles.get(word.roomTypeId);
    if (!pile) piles.set(word.roomTypeId, (pile = { everywhere: [], here: [], ofPlan: new Map() }));
    let part: { everywhere: NightWord[]; here: NightWord[] } = pile;
    if (word.ratePlanId !== NO_PLAN) {
      const known = pile.ofPlan.get(word.ratePlanId);
      part = known ?? { everywhere: [], here: [] };
      if (!known) pile.ofPlan.set(word.ratePlanId, part);
    }
    (word.connectionId === 0 ? part.everywhere : part.here).push(word);
  }
  return piles;
}

function say(
  columns: SaidColumns,
  from: DayNumber,
  words: readonly NightWord[] | undefined,
  takesPrice: boolean,
): void {
  if (!words) return;
  for (const word of words) {
    const at = word.night - from;
    const { priceMinor, stopSell } = word;
    if (takesPrice && priceMinor !== null && priceMinor >= 0 && priceMinor <= HIGHEST_PRICE)
      columns.priceMinor[at] = priceMinor;
    // a stop-sell anywhere stops: no word takes another's away
    if (stopSell !== null && columns.stopSell[at] !== 1) columns.stopSell[at] = stopSell ? 1 : 0;
    if (word.closedToArrival !== null) columns.closedToArrival[at] = word.closedToArrival ? 1 : 0;
    if (word.closedToDeparture !== null) columns.closedToDeparture[at] = word.closedToDeparture ? 1 : 0;
    if (word.minLos !== null) columns.minLos[at] = word.minLos;
    if (word.maxLos !== null) columns.maxLos[at] = word.maxLos;
  }
}

/**
 * What holds for a plan of a room type, or for the room type itself (`ratePlanId` {@link NO_PLAN}), at one connection.
 *
 * Of several words for a night, field by field, the one that names more wins: plan and connection, then the connection,
 * then the plan, then neither. A stop-sell in any of them stops. Words for a plan say nothing of the room type itself. A
 * price without a plan holds for plans that derive from no other; a derived plan's own price must name the plan.
 */
export function saidOf(
  pile: WordPile | undefined,
  ratePlanId: number,
  isDerived: boolean,
  from: DayNumber,
  nights: number,
): SaidColumns {
  const columns = columnsOf(nights);
  if (!pile) return columns;
  const ofPlan = ratePlanId === NO_PLAN ? undefined : pile.ofPlan.get(ratePlanId);
  say(columns, from, pile.everywhere, !isDerived);
  say(columns, from, ofPlan?.everywhere, true);
  say(columns, from, pile.here, !isDerived);
  say(columns, from, ofPlan?.here, true);
  return columns;
}

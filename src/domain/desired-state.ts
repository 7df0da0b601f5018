import { type CellField, type Lane, NO_PLAN, UNKNOWN } from './ari.ts';
import { offeredUnits, type SellRule } from './allotment.ts';
import type { ConnectionId } from './connection.ts';
import { derivePrice, flooredPrice, planCircles } from './derive-price.ts';
import { type NightWord, pileWords, type SaidColumns, saidOf, type WordPile } from './desired-state-words.ts';
import type { RoomTypeId } from './property.ts';
import type { RatePlan } from './rate-plan.ts';
import type { DayNumber } from './stay-date.ts';

export type { SellRule } from './allotment.ts';
export type { NightWord } from './desired-state-words.ts';

/** Which cells of a channel carry a field, as its descriptor says; a field that is absent is not taken. */
export type FieldPlaces = Readonly<Partial<Record<CellField, 'room-type' | 'rate-plan'>>>;

/** A room type that is linked at the connection. */
export interface DesiredRoomType {
  readonly roomTypeId: RoomTypeId;
  /** Units free of stays and blocks, a night each from the input's first; negative where it is overbooked. */
  readonly left: Int32Array;
  readonly rule: SellRule;
  /** The plans that are linked there. */
  readonly ratePlanIds: readonly number[];
}

export interface DesiredInput {
  readonly connectionId: ConnectionId;
  readonly from: DayNumber;
  readonly nights: number;
  readonly roomTypes: readonly DesiredRoomType[];
  /** All plans of the property: prices may come from one that is not linked. */
  readonly plans: readonly RatePlan[];
  readonly words: readonly NightWord[];
  readonly fields: FieldPlaces;
  /** True: the connection is being closed before it is let go; nothing is offered. */
  readonly isClosing: boolean;
}

/** A plan, and the one that its price comes from: none where plans derive from each other in a circle. */
interface PricedPlan {
  readonly plan: RatePlan;
  readonly parentId: number | null;
}

type Columns = Partial<Record<CellField, Int32Array>>;

/** What one room type's lanes are built from. */
class RoomTypeNights {
  readonly #input: DesiredInput;
  readonly #plans: ReadonlyMap<number, PricedPlan>;
  readonly #pile: WordPile | undefined;
  readonly #said = new Map<number, SaidColumns>();
  readonly #prices = new Map<number, Int32Array>();

  constructor(input: DesiredInput, plans: ReadonlyMap<number, PricedPlan>, pile: WordPile | undefined) {
    this.#input = input;
    this.#plans = plans;
    this.#pile = pile;
  }

  said(ratePlanId: number): SaidColumns {
    let said = this.#said.get(ratePlanId);
    if (!said) {
      const isDerived = (this.#plans.get(ratePlanId)?.plan.parentId ?? null) !== null;
      said = saidOf(this.#pile, ratePlanId, isDerived, this.#input.from, this.#input.nights);
      this.#said.set(ratePlanId, said);
    }
    return said;
  }

  /**
   * A plan's prices: its own word of the night, else from its parent's price, never below its floor. Nobody priced the
   * night, or the plans derive from each other in a circle: unknown.
   */
  prices(ratePlanId: number): Int32Array {
    const known = this.#prices.get(ratePlanId);
    if (known) return known;
    const priced = this.#plans.get(ratePlanId);
    const prices = this.said(ratePlanId).priceMinor.slice();
    const { plan, parentId = null } = priced ?? {};
    const parents = parentId === null ? undefined : this.prices(parentId);
    for (let at = 0; plan && at < prices.length; at++) {
      let price = prices[at] as number;
      const parentPrice = parents?.[at] ?? UNKNOWN;
      if (price === UNKNOWN && parentPrice !== UNKNOWN) price = derivePrice(parentPrice, plan) ?? UNKNOWN;
      if (price !== UNKNOWN) prices[at] = flooredPrice(price, plan.floorMinor);
    }
    this.#prices.set(ratePlanId, prices);
    return prices;
  }
}

/** Unknown becomes what holds where nobody said anything. */
function orElse(column: Int32Array, usual: number): Int32Array {
  const filled = column.slice();
  for (let at = 0; at < filled.length; at++) if (filled[at] === UNKNOWN) filled[at] = usual;
  return filled;
}

/** The longer of the two shortest stays. */
function strictestMinLos(column: Int32Array, ofPlan: number): Int32Array {
  const strict = orElse(column, 1);
  for (let at = 0; at < strict.length; at++) strict[at] = Math.max(1, ofPlan, strict[at] as number);
  return strict;
}

/** The shorter of the two longest stays; 0 is no limit. */
function strictestMaxLos(column: Int32Array, ofPlan: number): Int32Array {
  const strict = orElse(column, 0);
  const limit = Math.max(0, ofPlan);
  for (let at = 0; at < strict.length; at++) {
    const own = Math.max(0, strict[at] as number);
    strict[at] = own === 0 ? limit : limit === 0 ? own : Math.min(own, limit);
  }
  return strict;
}

function offers(input: DesiredInput, roomType: DesiredRoomType): Int32Array {
  const offered = new Int32Array(input.nights);
  if (input.isClosing) return offered;
  for (let at = 0; at < offered.length; at++)
    offered[at] = offeredUnits(roomType.left[at] ?? 0, roomType.rule);
  return offered;
}

/** Nothing where the other column says 1. */
function zeroWhere(column: Int32Array, isStopped: Int32Array): void {
  for (let at = 0; at < column.length; at++) if (isStopped[at] === 1) column[at] = 0;
}

function lane(
  input: DesiredInput,
  roomType: DesiredRoomType,
  nights: RoomTypeNights,
  ratePlanId: number,
  place: 'room-type' | 'rate-plan',
  plan: RatePlan | undefined,
): Lane | undefined {
  const { fields } = input;
  const said = nights.said(ratePlanId);
  const columns: Columns = {};
  if (fields.available === place) {
    columns.available = offers(input, roomType);
    // who has no switch for it is told that nothing is left
    if (fields.stopSell === undefined) zeroWhere(columns.available, said.stopSell);
  }
  if (fields.priceMinor === place)
    columns.priceMinor = nights.prices(
      place === 'rate-plan' ? ratePlanId : (roomType.ratePlanIds[0] ?? NO_PLAN),
    );
  if (fields.stopSell === place)
    columns.stopSell = input.isClosing ? new Int32Array(input.nights).fill(1) : orElse(said.stopSell, 0);
  if (fields.closedToArrival === place) columns.closedToArrival = orElse(said.closedToArrival, 0);
  if (fields.closedToDeparture === place) columns.closedToDeparture = orElse(said.closedToDeparture, 0);
  if (fields.minLos === place) columns.minLos = strictestMinLos(said.minLos, plan?.minLos ?? 1);
  if (fields.maxLos === place) columns.maxLos = strictestMaxLos(said.maxLos, plan?.maxLos ?? 0);
  if (Object.keys(columns).length === 0) return undefined;
  return { roomTypeId: roomType.roomTypeId, ratePlanId, from: input.from, nights: input.nights, columns };
}

/**
 * What a channel should show: per linked room type one lane for the room type itself and one for each linked plan, with
 * the columns that the channel takes there. A night that nobody priced has an unknown price, which is left as it is.
 *
 * Where a channel keeps a restriction per room type, only words for the room type itself count: a word for one plan must
 * not bind the others. A channel that keeps one price per room type gets that of its first linked plan.
 */
export function desiredLanes(input: DesiredInput): Lane[] {
  const circling = new Set<number>(planCircles(input.plans).flat());
  const plans = new Map<number, PricedPlan>(
    input.plans.map((plan) => [plan.id, { plan, parentId: circling.has(plan.id) ? null : plan.parentId }]),
  );
  const piles = pileWords(input.words, input.connectionId, input.from, input.nights);
  const lanes: Lane[] = [];
  for (const roomType of input.roomTypes) {
    const nights = new RoomTypeNights(input, plans, piles.get(roomType.roomTypeId));
    const own = lane(input, roomType, nights, NO_PLAN, 'room-type', undefined);
    if (own) lanes.push(own);
    for (const ratePlanId of roomType.ratePlanIds) {
      const ofPlan = lane(input, roomType, nights, ratePlanId, 'rate-plan', plans.get(ratePlanId)?.plan);
      if (ofPlan) lanes.push(ofPlan);
    }
  }
  return lanes;
}

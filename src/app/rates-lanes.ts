import type { CellField, Lane } from '../domain/ari.ts';
import { NO_PLAN, UNKNOWN } from '../domain/ari.ts';
import type { ConnectionId } from '../domain/connection.ts';
import {
  type DesiredInput,
  desiredLanes,
  type FieldPlaces,
  type NightWord,
} from '../domain/desired-state.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { type DayNumber, dayNumber, type StayDate } from '../domain/stay-date.ts';
import type { OutputOf } from '../contract/index.ts';
import type { ReadHandle } from '../store/database.ts';
import { roomTypesOf } from '../store/property.ts';
import { ariNightsFor, type NightWindow, ratePlansOf } from '../store/rates.ts';
import type { Row } from '../store/writer.ts';

type RateLane = OutputOf<'rates.read'>['lanes'][number];

const RESTRICTIONS = ['stopSell', 'closedToArrival', 'closedToDeparture', 'minLos', 'maxLos'] as const;
const OF_TYPE: FieldPlaces = Object.fromEntries(RESTRICTIONS.map((field) => [field, 'room-type']));
const OF_PLAN: FieldPlaces = Object.fromEntries(
  [...RESTRICTIONS, 'priceMinor' as const].map((field) => [field, 'rate-plan']),
);
/** No channel: what holds for all of them. */
const EVERY_CHANNEL = 0 as ConnectionId;

const switched = (value: number | null): boolean | null => (value === null ? null : value === 1);

/** A row of the table as the rules read it. */
export const wordOf = (row: Omit<Row<'ari_night'>, 'id' | 'reason' | 'setBy' | 'setAt'>): NightWord => ({
  roomTypeId: row.roomTypeId as RoomTypeId,
  ratePlanId: row.ratePlanId as NightWord['ratePlanId'],
  connectionId: row.connectionId as NightWord['connectionId'],
  night: dayNumber(row.night as StayDate),
  priceMinor: row.priceMinor,
  stopSell: switched(row.stopSell),
  closedToArrival: switched(row.closedToArrival),
  closedToDeparture: switched(row.closedToDeparture),
  minLos: row.minLos,
  maxLos: row.maxLos,
});

/** Which channel's words count, and which room types; every channel and all of them where nothing is said. */
export interface LaneWish {
  readonly connectionId?: ConnectionId;
  readonly only?: readonly number[] | undefined;
}

/** What decides prices and restrictions of every room type and plan, linked anywhere or not. Units are not looked at. */
export function hotelInput(read: ReadHandle, window: NightWindow, wish: LaneWish = {}): DesiredInput {
  const { connectionId = EVERY_CHANNEL, only } = wish;
  const plans = ratePlansOf(read);
  const nights = window.to - window.from;
  return {
    connectionId,
    from: window.from as DayNumber,
    nights,
    roomTypes: roomTypesOf(read)
      .filter(({ id }) => only === undefined || only.includes(id))
      .map(({ id }) => ({
        roomTypeId: id as RoomTypeId,
        left: new Int32Array(nights),
        rule: { buffer: 0, directReserve: 0, allotment: null, closeAtLeft: 0 },
        ratePlanIds: plans.map((plan) => plan.id),
      })),
    plans,
    words: ariNightsFor(read, connectionId, window).map(wordOf),
    fields: OF_PLAN,
    isClosing: false,
  };
}

const filled = (lane: Lane, field: CellField, usual: number): Int32Array =>
  lane.columns[field] ?? new Int32Array(lane.nights).fill(usual);

/** −1 stands for "none is set" on the screen. */
const pricesOf = (lane: Lane): Int32Array =>
  filled(lane, 'priceMinor', UNKNOWN).map((price) => (price === UNKNOWN ? -1 : price));

const shownLane = (lane: Lane): RateLane => ({
  roomTypeId: lane.roomTypeId,
  ratePlanId: lane.ratePlanId,
  priceMinor: pricesOf(lane),
  stopSell: filled(lane, 'stopSell', 0),
  closedToArrival: filled(lane, 'closedToArrival', 0),
  closedToDeparture: filled(lane, 'closedToDeparture', 0),
  minLos: filled(lane, 'minLos', 1),
  maxLos: filled(lane, 'maxLos', 0),
});

/**
 * Prices and restrictions of a window of nights as they hold for every channel: of each room type first itself, then each
 * rate plan with its own and its derived prices.
 */
export function rateLanes(read: ReadHandle, window: NightWindow, roomTypeId?: number): RateLane[] {
  const input = hotelInput(read, window, { only: roomTypeId === undefined ? undefined : [roomTypeId] });
  const ofType = desiredLanes({ ...input, fields: OF_TYPE }).filter(
    ({ ratePlanId }) => ratePlanId === NO_PLAN,
  );
  const ofPlans = Map.groupBy(desiredLanes(input), (lane) => lane.roomTypeId);
  return ofType.flatMap((lane) => [lane, ...(ofPlans.get(lane.roomTypeId) ?? [])].map(shownLane));
}

import type { ConnectionId } from '../domain/connection.ts';
import type { DesiredInput, DesiredRoomType, NightWord, SellRule } from '../domain/desired-state.ts';
import type { RoomTypeId } from '../domain/property.ts';
import type { DayNumber } from '../domain/stay-date.ts';
import { type ConnectionRow, externalRoomsOf, rateLinksOf, roomLinksOf } from './connections.ts';
import type { ReadHandle } from './database.ts';
import { loadOccupancy } from './occupancy.ts';
import { type NightWindow, ratePlansOf, sellRules } from './rates.ts';
import type { Row } from './writer.ts';

/** One of our room types and the room of the channel that it is sold as. */
export interface SoldRoomType {
  readonly roomTypeId: number;
  readonly externalRoomId: string;
  /** The plans that are written there, by our number, with every price of the channel's that each one is. */
  readonly plans: ReadonlyMap<number, readonly string[]>;
}

/**
 * What is sold at a connection: linked rooms that are still there, and of their linked prices those that the channel does
 * not compute itself.
 */
export function soldRoomTypes(read: ReadHandle, connectionId: number): SoldRoomType[] {
  const rooms = new Map(externalRoomsOf(read, connectionId).map((room) => [room.externalId, room]));
  const rateLinks = rateLinksOf(read, connectionId);
  return roomLinksOf(read, connectionId).flatMap(({ externalId, roomTypeId }) => {
    const room = rooms.get(externalId);
    if (roomTypeId === null || (room && room.goneAt !== null)) return [];
    const computed = new Set(room?.plans.filter(({ isLinked }) => isLinked).map((plan) => plan.externalId));
    const plans = new Map<number, string[]>();
    for (const link of rateLinks)
      if (link.externalRoomId === externalId && !computed.has(link.externalPlanId))
        plans.set(link.ratePlanId, [...(plans.get(link.ratePlanId) ?? []), link.externalPlanId]);
    return [{ roomTypeId, externalRoomId: externalId, plans }];
  });
}

const least = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

/**
 * What is held back of a room type at one connection. What holds for all channels and what holds for this one both hold:
 * the stricter of the two counts. From how many left it closes is said by the nearest that says it.
 */
export function ruleFor(
  rules: readonly Row<'sell_rule'>[],
  roomTypeId: number,
  connection: Pick<ConnectionRow, 'id' | 'closeAtLeft'>,
): SellRule {
  const of = (connectionId: number): Row<'sell_rule'> | undefined =>
    rules.find((rule) => rule.roomTypeId === roomTypeId && rule.connectionId === connectionId);
  const [all, own] = [of(0), of(connection.id)];
  return {
    buffer: Math.max(all?.buffer ?? 0, own?.buffer ?? 0),
    directReserve: Math.max(all?.directReserve ?? 0, own?.directReserve ?? 0),
    allotment: least(all?.allotment ?? null, own?.allotment ?? null),
    closeAtLeft: own?.closeAtLeft ?? all?.closeAtLeft ?? connection.closeAtLeft,
  };
}

type WordRow = readonly [
  ...[roomTypeId: number, ratePlanId: number, connectionId: number, night: number, priceMinor: number | null],
  ...[stopSell: number | null, closedToArrival: number | null, closedToDeparture: number | null],
  ...[minLos: number | null, maxLos: number | null],
];

/** The night's day number is counted by SQLite, as for the stays; thousands of words at a time, so without the mapper. */
const WORDS = `SELECT room_type_id, rate_plan_id, connection_id, CAST(julianday(night) - 2440587.5 AS INTEGER),
    price_minor, stop_sell, closed_to_arrival, closed_to_departure, min_los, max_los
  FROM ari_night
  WHERE connection_id IN (0, ?) AND night >= date(?, 'unixepoch') AND night < date(?, 'unixepoch') ORDER BY night, id`;
const DAY_S = 86_400;

const switched = (value: number | null): boolean | null => (value === null ? null : value === 1);

function wordsFor(read: ReadHandle, connectionId: number, { from, to }: NightWindow): NightWord[] {
  return read
    .prepare(WORDS)
    .raw<WordRow>(connectionId, from * DAY_S, to * DAY_S)
    .map((row) => ({
      roomTypeId: row[0] as RoomTypeId,
      ratePlanId: row[1] as NightWord['ratePlanId'],
      connectionId: row[2] as NightWord['connectionId'],
      night: row[3] as DayNumber,
      priceMinor: row[4],
      stopSell: switched(row[5]),
      closedToArrival: switched(row[6]),
      closedToDeparture: switched(row[7]),
      minLos: row[8],
      maxLos: row[9],
    }));
}

/**
 * All that decides what a channel should show in a window of nights (day numbers, half-open): of the room types linked
 * there what is left of stays, blocks and holds, what is held back, the rate plans, and what people said of the nights.
 */
export function loadDesiredInput(
  read: ReadHandle,
  connection: ConnectionRow,
  descriptor: { readonly fields: DesiredInput['fields'] },
  window: NightWindow,
): DesiredInput {
  const { from, to } = window;
  const sold = soldRoomTypes(read, connection.id);
  const rules = sellRules(read);
  const occupancy = loadOccupancy(
    read,
    window,
    sold.map(({ roomTypeId }) => roomTypeId),
  );
  const roomTypes = sold.map(({ roomTypeId, plans }): DesiredRoomType => ({
    roomTypeId: roomTypeId as RoomTypeId,
    left: occupancy.left(roomTypeId as RoomTypeId, from, to),
    rule: ruleFor(rules, roomTypeId, connection),
    ratePlanIds: [...plans.keys()],
  }));
  return {
    connectionId: connection.id as ConnectionId,
    from: from as DayNumber,
    nights: Math.max(0, to - from),
    roomTypes,
    plans: ratePlansOf(read).filter(({ propertyId }) => propertyId === connection.propertyId),
    words: wordsFor(read, connection.id, window),
    fields: descriptor.fields,
    isClosing: connection.isClosing === 1,
  };
}

import type { RatePlan } from '../domain/rate-plan.ts';
import { stayDate, type DayNumber } from '../domain/stay-date.ts';
import type { ReadHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { ariNight, ratePlan, sellRule } from './schema.ts';
import type { Row } from './writer.ts';

/** Day numbers, half-open. */
export interface NightWindow {
  readonly from: number;
  readonly to: number;
}

const PLANS = `${selectFrom(ratePlan)} ORDER BY position, id`;

/** The rate plans in the hotel's order. */
export const ratePlansOf = (read: ReadHandle): (RatePlan & { readonly position: number })[] =>
  read.prepare(PLANS).all();

const NIGHTS = `${selectFrom(ariNight)} WHERE night >= ? AND night < ?`;

/** What people said of nights of a window, for every room type, plan and channel, by night. */
export const ariNightsIn = (read: ReadHandle, { from, to }: NightWindow): Row<'ari_night'>[] =>
  read
    .prepare(`${NIGHTS} ORDER BY night, id`)
    .all<Row<'ari_night'>>(stayDate(from as DayNumber), stayDate(to as DayNumber));

/** As {@link ariNightsIn}, but only what holds for one channel: its own words, and those for all. */
export const ariNightsFor = (
  read: ReadHandle,
  connectionId: number,
  { from, to }: NightWindow,
): Row<'ari_night'>[] =>
  read
    .prepare(`${NIGHTS} AND connection_id IN (0, ?) ORDER BY night, id`)
    .all<Row<'ari_night'>>(stayDate(from as DayNumber), stayDate(to as DayNumber), connectionId);

/** Which word: 0 as the plan or the connection is every one. */
export interface AriNightKey {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly connectionId: number;
  readonly night: string;
}

const ONE = `${selectFrom(ariNight)} WHERE room_type_id = ? AND rate_plan_id = ? AND connection_id = ? AND night = ?`;

export const findAriNight = (read: ReadHandle, key: AriNightKey): Row<'ari_night'> | undefined =>
  read.prepare(ONE).get<Row<'ari_night'>>(key.roomTypeId, key.ratePlanId, key.connectionId, key.night);

/** What is held back of room types: for all channels (connection 0) and for single ones. */
export const sellRules = (read: ReadHandle): Row<'sell_rule'>[] =>
  read.prepare(`${selectFrom(sellRule)} ORDER BY room_type_id, connection_id`).all();

export const findSellRule = (
  read: ReadHandle,
  roomTypeId: number,
  connectionId: number,
): Row<'sell_rule'> | undefined =>
  read
    .prepare(`${selectFrom(sellRule)} WHERE room_type_id = ? AND connection_id = ?`)
    .get(roomTypeId, connectionId);

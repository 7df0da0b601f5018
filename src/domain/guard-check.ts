import type { RangeChange } from './compact.ts';
import type { ConnectionId } from './connection.ts';
import { formatMoney } from './money.ts';
import { nightsOfRange, sayCellNights, sayCellPlace, type CellWords } from './say-cell.ts';
import type { DayNumber, StayDate } from './stay-date.ts';

/** Nights that a person closed. */
export interface ClosedByHand {
  readonly roomTypeId: number;
  /** 0: every plan. */
  readonly ratePlanId: number;
  readonly from: StayDate;
  /** The last night, included. */
  readonly to: StayDate;
  /** Who, as staff know them: a name, or "somebody at Beds24"; empty where it is not known. */
  readonly by: string;
  /** The channel shows them closed and was never told otherwise: nobody here can know why. */
  readonly isFoundThere?: boolean;
}

/** A price that was typed, before floors: what goes out instead is the floor. */
export interface WishedPrice {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly priceMinor: number;
}

/** What the channels in question ask for a night now, one for each that sells it; undefined: nobody here knows. */
export type PricesThere = (
  roomTypeId: number,
  ratePlanId: number,
  night: DayNumber,
) => readonly (number | undefined)[];

export interface GuardContext extends CellWords {
  readonly connectionId: ConnectionId;
  readonly connectionName: string;
  readonly today: StayDate;
  /** ISO 4217, as the channel says; empty where it does not. */
  readonly channelCurrency: string;
  /** A plan's floor; null where it has none. */
  readonly floorMinor: (ratePlanId: number) => number | null;
  readonly isLinked: (roomTypeId: number, ratePlanId: number) => boolean;
  readonly closedByHand: readonly ClosedByHand[];
  readonly wished?: readonly WishedPrice[];
  /** A price that moves by more is asked about. */
  readonly jumpPercent?: number;
  /** Given: a night without a price before is measured by these. */
  readonly pricesThere?: PricesThere;
}

/** What one check has found. */
export interface Finding {
  readonly weight: 'stop' | 'ask';
  readonly words: string;
  /** Which of the ranges, by their place. */
  readonly about: readonly number[];
}
export type Check = (ranges: readonly RangeChange[], context: GuardContext) => Finding | undefined;

/** Indexes of the ranges that meet a condition. */
export const indexesOf = (
  ranges: readonly RangeChange[],
  isMeant: (range: RangeChange) => boolean,
): number[] => ranges.flatMap((range, index) => (isMeant(range) ? [index] : []));

/** "Double, BAR: 10 and 11 Dec", and how many more like it. */
export function sayWhere(range: RangeChange, found: number, context: GuardContext): string {
  const where = `${sayCellPlace(range, context)}: ${sayCellNights([nightsOfRange(range)], context.today)}`;
  return found > 1 ? `${where}, and ${found - 1} more like it` : where;
}

export const money = (minor: number, { currency }: GuardContext): string => formatMoney({ minor, currency });

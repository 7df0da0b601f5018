import type { RoomTypeId } from './property.ts';
import type { DayNumber } from './stay-date.ts';

/**
 * ARI: availability, rates and inventory. One cell is what a channel shows, or should show, of one room type (and, for
 * prices, one rate plan of it) on one night. A field that is absent is not known, or not spoken about; it is never zero.
 */
export interface CellValue {
  /** Units left to sell, 0 or more. */
  readonly available?: number;
  /** Minor units of the property's currency, for one night at the plan's usual occupancy. */
  readonly priceMinor?: number;
  /** Nothing is sold for this night, whatever is left. */
  readonly stopSell?: boolean;
  /** No stay may begin on this night. */
  readonly closedToArrival?: boolean;
  /** No stay may end on this date. */
  readonly closedToDeparture?: boolean;
  /** Nights, for stays that begin on this night; 1 is no limit. */
  readonly minLos?: number;
  /** Nights, for stays that begin on this night; 0 is no limit. */
  readonly maxLos?: number;
}

export const CELL_FIELDS = [
  'available',
  'priceMinor',
  'stopSell',
  'closedToArrival',
  'closedToDeparture',
  'minLos',
  'maxLos',
] as const satisfies readonly (keyof CellValue)[];
export type CellField = (typeof CELL_FIELDS)[number];

/** 0: the room type itself, where availability and restrictions stand when a channel keeps them per room type. */
export const NO_PLAN = 0;

/** Which cell. `ratePlanId` is {@link NO_PLAN} for the room type itself. */
export interface CellKey {
  readonly roomTypeId: RoomTypeId;
  readonly ratePlanId: number;
  readonly night: DayNumber;
}

/** The number that stands for "not known" in a {@link Lane}'s columns. */
export const UNKNOWN = -0x8000_0000;

/**
 * Many nights of one room type and rate plan, one number a night from `from` in each column: switches are 0 and 1, what
 * is not known is {@link UNKNOWN}. A column that a channel does not take is left out.
 */
export interface Lane {
  readonly roomTypeId: RoomTypeId;
  readonly ratePlanId: number;
  readonly from: DayNumber;
  readonly nights: number;
  readonly columns: Readonly<Partial<Record<CellField, Int32Array>>>;
}

/**
 * What is known of what a channel shows: they told it (read back), they confirmed what we told (acknowledged), we told it
 * and heard nothing (sent), we are about to tell it (queued), a person did it (by hand), or nothing (unknown).
 */
export const CERTAINTIES = ['read-back', 'acknowledged', 'sent', 'queued', 'by-hand', 'unknown'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

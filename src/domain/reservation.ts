import type { Channel } from './channel.ts';
import type { Id, PropertyId, RoomTypeId, UnitId } from './property.ts';
import type { StayDate } from './stay-date.ts';

export type ReservationId = Id<'reservation'>;
export type RoomStayId = Id<'room-stay'>;
export type BlockId = Id<'block'>;
export type FeedId = Id<'feed'>;

export const RESERVATION_STATUSES = ['confirmed', 'in-house', 'departed', 'cancelled', 'no-show'] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** The agreement with a guest. A feed's reservation knows little more than its nights. */
export interface Reservation {
  readonly id: ReservationId;
  readonly propertyId: PropertyId;
  readonly channel: Channel;
  /** The feed that brings it, null for a booking taken at the desk. */
  readonly feedId: FeedId | null;
  /** The channel's own booking code where it tells one, such as Airbnb's `HM…`. */
  readonly channelRef: string | null;
  readonly status: ReservationStatus;
  readonly guestName: string;
  readonly guests: number;
  /** The whole price in minor units of the property's currency, null where the channel does not say. */
  readonly priceMinor: number | null;
  readonly note: string;
  /** When the guest booked, where known (epoch ms). */
  readonly bookedAt: number | null;
  /** When Bellhop first knew of it (epoch ms). */
  readonly receivedAt: number;
  /** Counts every change; a command that names an older one is refused. */
  readonly revision: number;
}

/** One room type for its nights within a reservation, in a unit or still parked (`unitId` null). */
export interface RoomStay {
  readonly id: RoomStayId;
  readonly reservationId: ReservationId;
  readonly roomTypeId: RoomTypeId;
  readonly unitId: UnitId | null;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  /** A locked stay is never moved by a suggestion. */
  readonly isLocked: boolean;
}

/**
 * Why nights are taken without a guest. `block`: staff or a channel closed them. `hold`: an enquiry, may still become a
 * booking. `echo`: our own export or another channel's booking coming back; shown as a shadow, takes nothing.
 */
export const BLOCK_KINDS = ['block', 'hold', 'echo'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** A status that occupies its nights. */
export const takesNights = (status: ReservationStatus): boolean =>
  status === 'confirmed' || status === 'in-house' || status === 'departed';

const MOVES: Readonly<Record<ReservationStatus, readonly ReservationStatus[]>> = {
  confirmed: ['in-house', 'departed', 'cancelled', 'no-show'],
  'in-house': ['departed', 'confirmed'],
  departed: ['in-house', 'confirmed'],
  cancelled: ['confirmed'],
  'no-show': ['confirmed'],
};

/** True where staff may move a reservation from one status to the other. */
export const canMove = (from: ReservationStatus, to: ReservationStatus): boolean => MOVES[from].includes(to);

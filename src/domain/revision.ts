import type { Channel } from './channel.ts';
import type { StayDate } from './stay-date.ts';

/**
 * What a booking at a channel amounts to. `request` takes nights like a booking; `inquiry` takes none; `block` is nights
 * closed there without a guest; `unknown` is a word nobody foresaw: it takes nights until a person has looked.
 */
export const REVISION_STATUSES = [
  'confirmed',
  'request',
  'inquiry',
  'block',
  'cancelled',
  'no-show',
  'unknown',
] as const;
export type RevisionStatus = (typeof REVISION_STATUSES)[number];

export interface RevisionGuest {
  /** The channel's own number for the guest, empty where it has none. */
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  /** As written there. */
  readonly phone: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
}

/** One booking of one room at a channel, as it stands after its latest change. Every provider speaks in these. */
export interface ReservationRevision {
  readonly externalId: string;
  readonly externalPropertyId: string;
  readonly externalRoomId: string;
  /** The same for all bookings that were made together; null alone. */
  readonly groupRef: string | null;
  /** Units of that room, 1 or more. */
  readonly units: number;
  readonly status: RevisionStatus;
  /** The channel's own word. */
  readonly rawStatus: string;
  /** Who sold it; `direct` for what was taken in the channel manager itself. */
  readonly channel: Channel;
  /** The seller's booking number. */
  readonly channelRef: string | null;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  readonly adults: number;
  readonly children: number;
  readonly guest: RevisionGuest;
  /** Minor units of the property's currency, null where it is not told. */
  readonly priceMinor: number | null;
  readonly commissionMinor: number | null;
  readonly note: string;
  readonly bookedAt: number | null;
  /**
   * When it last changed there (epoch ms), by the channel's clock, and the same as text that sorts: the newer mark wins, the
   * same mark again changes nothing.
   */
  readonly modifiedAt: number | null;
  readonly modifiedMark: string;
  /** Our own reference, where this booking was made by us. */
  readonly ownRef: string | null;
}

/** One thing in an answer that could not be read; the rest was. */
export interface RevisionProblem {
  readonly externalId: string;
  readonly code: 'no-id' | 'dates' | 'dates-inverted' | 'shape';
  /** For staff. */
  readonly words: string;
}

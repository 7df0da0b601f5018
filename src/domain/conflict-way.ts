import type { Channel } from './channel.ts';
import type { Party } from './conflict.ts';
import type { OutFeed } from './conflict-effect.ts';
import type { Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import type { RepairMove } from './repair.ts';
import type { ReservationStatus } from './reservation.ts';
import type { DayNumber } from './stay-date.ts';

export const WAY_ACTS = [
  'move',
  'park',
  'turn-into-block',
  'same-stay',
  'cancel',
  'take-theirs',
  'keep-ours',
  'accept',
] as const;
export type WayAct = (typeof WAY_ACTS)[number];

/** One way out of a conflict, in words that say what it will do and where. */
export interface WayOut {
  /** Says the act, whom and where to: the same way out has the same id while the calendar stays as it is. */
  readonly id: string;
  readonly act: WayAct;
  readonly title: string;
  readonly effect: string;
  readonly needsReason: boolean;
  /** Whom the act is about; null for `move` (see `moves`), for `same-stay` and for `accept`. */
  readonly party: Party | null;
  /** For `move`: every stay that changes its unit. Empty otherwise. */
  readonly moves: readonly RepairMove[];
}

/** What staff know of one side. */
export interface WayParty extends Party {
  /** "Iyer"; for a block its reason. */
  readonly label: string;
  readonly channel: Channel;
  readonly isFromFeed: boolean;
  /** Channels that hold the booking and are told by Bellhop itself that it is cancelled. Left out: none. */
  readonly tells?: readonly string[];
  /** null for blocks. */
  readonly status: ReservationStatus | null;
  readonly guests: number | null;
  readonly receivedAt: number;
}

export interface WayType {
  readonly id: RoomTypeId;
  readonly name: string;
  readonly sleeps: number;
  readonly position: number;
}

export interface WayContext {
  /** Everybody who takes nights around the conflict, the parties too. Used as a draft and left as it was. */
  readonly index: OccupancyIndex;
  readonly parties: readonly WayParty[];
  readonly roomTypes: readonly WayType[];
  readonly unitName: (unitId: UnitId) => string;
  readonly guestName: (roomStayId: number) => string;
  /** False for whoever is in house, gone or locked. */
  readonly canMove: (occupant: Occupant) => boolean;
  readonly outFeeds: readonly OutFeed[];
  readonly today: DayNumber;
}

/** One party with where it lies. */
export interface Side {
  readonly party: WayParty;
  readonly occupant: Occupant;
}

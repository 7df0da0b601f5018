import type { Channel } from './channel.ts';
import type { Id, PropertyId } from './property.ts';

export type ConnectionId = Id<'connection'>;

/** Credentials of the one never meet the other: they are kept under different names and sent to different hosts. */
export const ENVIRONMENTS = ['production', 'sandbox'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const CONNECTION_STATES = ['active', 'paused', 'needs-sign-in', 'disconnected'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** Our link to one account of a channel for one property. */
export interface Connection {
  readonly id: ConnectionId;
  readonly propertyId: PropertyId;
  /** A provider's id, `beds24`. */
  readonly provider: string;
  readonly channel: Channel;
  readonly name: string;
  readonly environment: Environment;
  readonly baseUrl: string;
  /** The property's id at the channel, empty until one was chosen. */
  readonly externalPropertyId: string;
  readonly state: ConnectionState;
  /** False: it is read, nothing is told to it. */
  readonly isTold: boolean;
  /** From so many units left it sells nothing more; 0 sells to the last. */
  readonly closeAtLeft: number;
  /** Nights from today that are told. */
  readonly horizonDays: number;
}

/** A room as the channel knows it. */
export interface ExternalRoom {
  readonly externalId: string;
  readonly name: string;
  /** Units there. */
  readonly quantity: number;
  readonly sleeps: number | null;
  readonly plans: readonly ExternalPlan[];
}

/** A price as the channel knows it, such as one of a room's price slots. */
export interface ExternalPlan {
  readonly externalId: string;
  readonly name: string;
  /** The channel computes it from another; it is not written. */
  readonly isLinked: boolean;
}

export interface ExternalProperty {
  readonly externalId: string;
  readonly name: string;
  /** ISO 4217, empty where the channel does not say. */
  readonly currency: string;
  /** IANA, empty where the channel does not say. */
  readonly zone: string;
}

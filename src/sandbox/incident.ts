import type { IsFreeAtDesk } from './free-nights.ts';
import type { Sandbox } from './server.ts';

export const INCIDENT_IDS = [
  'new-booking',
  'double-booking',
  'echo-chain',
  'genuine-cancellation',
  'empty-feed',
  'frozen-feed',
] as const;
export type IncidentId = (typeof INCIDENT_IDS)[number];

/** Something that happens at the channels of the demo hotel. May be played again; each time it finds other nights. */
export interface Incident {
  readonly id: IncidentId;
  readonly title: string;
  /** For staff: what is going to happen, and what to watch. */
  readonly story: string;
  /** Plays it. `said` tells what happened where; nothing has reached the desk yet. */
  play(sandbox: Sandbox): Promise<{ readonly said: string }>;
  /** Takes back what the latest play did at the channels. */
  undo?(sandbox: Sandbox): Promise<{ readonly said: string }>;
}

/** What an incident needs of the hotel around it. */
export interface Stage {
  readonly isFreeAtDesk: IsFreeAtDesk;
  readonly units: readonly string[];
  readonly newGuest: () => string;
}

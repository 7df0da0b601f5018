import type { CellField } from '../../domain/ari.ts';
import type { Channel } from '../../domain/channel.ts';
import type { Environment } from '../../domain/connection.ts';

/** A field of the sign-in form. */
export interface SignInField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly isSecret: boolean;
  /** A regular expression that the whole text must match. */
  readonly pattern: string;
  readonly isOptional?: boolean;
}

export const CAPABILITIES = [
  'pull-changes',
  'pull-all',
  'push-availability',
  'push-rates',
  'push-stop-sell',
  'push-cta',
  'push-ctd',
  'push-min-los',
  'push-max-los',
  'push-reservations',
  'read-back',
  'webhooks',
  'room-discovery',
  'rate-discovery',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Everything about a channel that is not code. */
export interface ProviderDescriptor {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly transport: 'http' | 'feed' | 'human';
  readonly documents: readonly { readonly title: string; readonly href: string }[];
  readonly capabilities: readonly Capability[];
  readonly environments: readonly { readonly environment: Environment; readonly baseUrl: string | null }[];
  readonly auth: {
    readonly kind:
      'api-key' | 'basic' | 'oauth2-code' | 'oauth2-client' | 'invite-code' | 'feed-url' | 'none';
    readonly fields: readonly SignInField[];
    /** Where in the channel's own screens it is found, step by step, in its words. */
    readonly whereToFind: readonly string[];
  };
  readonly limits: {
    /** Points that calls cost, per account or per property. Null: nothing is known. */
    readonly budget: {
      readonly points: number;
      readonly windowMs: number;
      readonly per: 'account' | 'property';
    } | null;
    readonly parallel: number;
    /** Nights to one range, ranges (or cells) to one call, rooms to one call. */
    readonly nightsPerRange: number;
    readonly rangesPerCall: number;
    readonly horizonDays: number;
    /** True: a range may not reach across the end of a month. */
    readonly breaksAtMonthEnd: boolean;
  };
  /** Five-field cron, in the property's zone, spread by chance within `jitterMs`. */
  readonly schedules: readonly {
    readonly kind: ScheduleKind;
    readonly cron: string;
    readonly jitterMs: number;
  }[];
  /** Which cells carry a field: those of the room type, or those of a rate plan. A field that is absent is not taken. */
  readonly fields: Readonly<Partial<Record<CellField, 'room-type' | 'rate-plan'>>>;
  /** Fields that travel together: where one of them is sent, all are. */
  readonly together: readonly (readonly CellField[])[];
  readonly mapping: { readonly roomTypes: boolean; readonly ratePlans: boolean };
  /** The header that carries our secret with every delivery, where the channel sends any. */
  readonly webhookHeader?: string;
  /** Without a good answer for this long it is shown as silent. */
  readonly staleAfterMinutes: number;
}
export const SCHEDULE_KINDS = ['pull', 'reconcile', 'rates', 'inventory', 'content'] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

import type { StayDate } from '../domain/stay-date.ts';
import type { FeedAlertCode } from './feed-incidents.ts';

/** What one import did to bookings. */
export interface StayCounts {
  created: number;
  changed: number;
  cancelled: number;
}

/** What one fetch of a feed came to. */
export interface ImportOutcome {
  readonly fetchId: number;
  readonly at: number;
  readonly verdict: 'ok' | 'suspect' | 'rejected' | 'unchanged';
  readonly isQuarantined: boolean;
  /** Nights held from today on, those that wait to be freed among them. */
  readonly blocked: readonly StayDate[];
  readonly pending: readonly StayDate[];
  readonly released: readonly StayDate[];
  readonly reservations: StayCounts;
  /** What people are told now; a trouble that goes on is told once. */
  readonly alerts: readonly FeedAlertCode[];
}

/** When to ask again, from what came; null where nobody asks. */
export type DueAfter = (outcome: Pick<ImportOutcome, 'isQuarantined' | 'verdict' | 'at'>) => number | null;

import type { Channel } from './channel.ts';
import type { StayDate } from './stay-date.ts';

/** What an event in a feed stands for. For display and severity only: every kind takes its nights. */
export const EVENT_KINDS = ['reservation', 'block', 'hold', 'unknown'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * What a feed can be trusted to mean. `stays`: each event is a stay or a block of its own. `closed-nights`: only the
 * union of its nights means anything (Booking.com "booked and closed dates", which merges and clips what it shows).
 */
export const FEED_MODES = ['stays', 'closed-nights'] as const;
export type FeedMode = (typeof FEED_MODES)[number];

/** One event that takes nights at the property. */
export interface FeedEvent {
  /** As the channel wrote it; null where it wrote none. Unique only together with its feed, and not always there. */
  readonly uid: string | null;
  /** Who the event is, within its feed: the UID, or dates and text where there is none or it stands twice. */
  readonly key: string;
  readonly summary: string;
  readonly kind: EventKind;
  readonly firstNight: StayDate;
  /** Exclusive. */
  readonly departure: StayDate;
  /** The event's own STATUS in capitals, null where it has none. */
  readonly status: string | null;
  /** The channel's booking code where the event tells one (Airbnb `HM…`). */
  readonly channelRef: string | null;
  /** The guest's name where the channel gives one in its summary (Vrbo: first name). Empty otherwise. */
  readonly guestName: string;
}

/** Something in a feed that was left out, repaired or looks wrong. `isLoss`: nights may be missing because of it. */
export interface FeedProblem {
  readonly code: string;
  /** For staff. */
  readonly message: string;
  /** Line in the body as received, from 1; null where no line can be named. */
  readonly line: number | null;
  readonly uid: string | null;
  readonly isLoss: boolean;
}

/** `ok`: whole and plausible. `suspect`: readable, but something may be missing. `rejected`: not a calendar to act on. */
export type FeedVerdict = 'ok' | 'suspect' | 'rejected';

export interface FeedReason {
  readonly code: string;
  readonly message: string;
}

/** What one body of a feed says. */
export interface ParsedFeed {
  readonly verdict: FeedVerdict;
  readonly channel: Channel;
  /** PRODID, shortened; empty where there is none. */
  readonly producer: string;
  readonly mode: FeedMode;
  /** Why it is not `ok`, and what staff should know about it (such as the Booking.com export mode). */
  readonly reasons: readonly FeedReason[];
  /** In order of first night. */
  readonly events: readonly FeedEvent[];
  readonly problems: readonly FeedProblem[];
  /** SHA-256 over the sorted events without DTSTAMP: equal where nothing changed. Empty when rejected. */
  readonly fingerprint: string;
}

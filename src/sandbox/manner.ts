import { nightsOf, type NightRange, rangesOf, type StayDate } from '../domain/stay-date.ts';
import type { EventLines } from './calendar-text.ts';

/** The hosts that the sandbox plays. */
export const HOST_CHANNELS = ['airbnb', 'booking', 'vrbo', 'other'] as const;
export type HostChannel = (typeof HOST_CHANNELS)[number];

/** A guest's stay as its channel holds it. */
export interface ChannelStay extends NightRange {
  /** The channel's booking code; Airbnb's is the `HM…` that stands in its feed. */
  readonly code: string;
  readonly guest: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** Counts date changes. */
  readonly edition: number;
}

/** What a listing holds at the moment of a fetch. Cancelled stays are left out already. */
export interface ListingBook {
  /** Never changes, never shown: what the listing's UIDs are made from. */
  readonly id: string;
  readonly stays: readonly ChannelStay[];
  /** Nights that the host closed by hand. */
  readonly blocks: readonly NightRange[];
  /** Nights closed because a calendar read from elsewhere has them. */
  readonly imported: readonly NightRange[];
}

export interface Moment {
  readonly now: number;
  /** What the channel writes as DTSTAMP: the time of the fetch, unless the listing keeps its stamps. */
  readonly stampAt: number;
  /** The property's zone. */
  readonly zone: string;
  readonly query: URLSearchParams;
}

/** How one channel writes its feed. */
export interface Manner {
  readonly header: (moment: Moment) => readonly string[];
  readonly footer?: (moment: Moment) => readonly string[];
  readonly events: (book: ListingBook, moment: Moment) => readonly EventLines[];
  /** Nights closed by the channel's own rules: preparation, notice, the end of the booking window. */
  readonly closedByRule: (book: ListingBook, moment: Moment) => readonly NightRange[];
}

/** The nights of `ranges` without those of `without`, in the fewest ranges. */
export function without(ranges: readonly NightRange[], taken: readonly NightRange[]): NightRange[] {
  const gone = new Set<StayDate>(taken.flatMap(nightsOf));
  return rangesOf(ranges.flatMap(nightsOf).filter((night) => !gone.has(night)));
}

/** The part of a range from `from` to `to`, or nothing. */
export function clip(range: NightRange, from: StayDate, to: StayDate): NightRange[] {
  const arrival = range.arrival > from ? range.arrival : from;
  const departure = range.departure < to ? range.departure : to;
  return arrival < departure ? [{ arrival, departure }] : [];
}

export const byArrival = (a: NightRange, b: NightRange): number =>
  a.arrival < b.arrival ? -1 : a.arrival > b.arrival ? 1 : a.departure < b.departure ? -1 : 1;

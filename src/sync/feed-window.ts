import type { Channel } from '../domain/channel.ts';
import { addNights, dateInZone, nightsOf, type NightRange, type StayDate } from '../domain/stay-date.ts';

/** Which nights of a feed are looked at. */
export interface FeedWindow {
  readonly today: StayDate;
  /** Yesterday: what was slept before is history. */
  readonly from: StayDate;
  /** Earlier nights a channel may drop without meaning anything by it: they are over where it keeps its days. */
  readonly sight: StayDate;
  /** Exclusive. */
  readonly to: StayDate;
}

/** Booking.com cuts running nights off at this zone's midnight, wherever the property stands. */
const BOOKING_ZONE = 'Europe/Amsterdam';

export function windowOf(channel: Channel, now: number, today: StayDate, horizonNights: number): FeedWindow {
  const there = channel === 'booking' ? dateInZone(now, BOOKING_ZONE) : today;
  const sight = there > today && there <= addNights(today, 1) ? there : today;
  return { today, from: addNights(today, -1), sight, to: addNights(today, horizonNights) };
}

/** The nights of a range that lie in the window. */
export function nightsInside({ arrival, departure }: NightRange, window: FeedWindow): StayDate[] {
  const from = arrival > window.from ? arrival : window.from;
  const to = departure < window.to ? departure : window.to;
  return from < to ? nightsOf({ arrival: from, departure: to }) : [];
}

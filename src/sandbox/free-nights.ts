import {
  addNights,
  dateInZone,
  type NightRange,
  nightsOf,
  overlaps,
  type StayDate,
} from '../domain/stay-date.ts';
import type { DemoHotel } from './demo-hotel.ts';
import type { FeedChannel } from './demo-rooms.ts';
import type { Listing } from './listing.ts';
import type { Sandbox } from './server.ts';

/** Says whether the desk has the nights of a unit free; the hotel's own calendar knows more than its first plan. */
export type IsFreeAtDesk = (unit: string, range: NightRange) => boolean;

export interface FreeNights {
  readonly unit: string;
  readonly range: NightRange;
  /** The unit's listings, by channel. */
  readonly on: Readonly<Partial<Record<FeedChannel, Listing>>>;
}

const FIRST_DAY = 2;
const LAST_DAY = 300;
const CHANNELS: readonly FeedChannel[] = ['vrbo', 'airbnb', 'booking'];

/** The desk's side as the demo was planned. */
export function plannedDesk(hotel: DemoHotel): IsFreeAtDesk {
  const taken = [
    ...hotel.reservations.filter(({ status }) => status === 'confirmed' || status === 'in-house'),
    ...hotel.blocks,
  ];
  return (unit, range) => !taken.some((other) => other.unit === unit && overlaps(other, range));
}

function listingsOf(sandbox: Sandbox, unit: string): Partial<Record<FeedChannel, Listing>> {
  const found: Partial<Record<FeedChannel, Listing>> = {};
  for (const channel of CHANNELS) {
    const listing = sandbox.listing(channel, unit);
    if (listing) found[channel] = listing;
  }
  return found;
}

/** The first nights in the near future that the desk and every channel of a unit have free, on the units given. */
export function findFreeNights(
  sandbox: Sandbox,
  isFreeAtDesk: IsFreeAtDesk,
  wanted: { readonly units: readonly string[]; readonly nights: readonly number[] },
): FreeNights | undefined {
  const today = dateInZone(sandbox.now(), sandbox.zone);
  const units = wanted.units.map((unit) => ({ unit, on: listingsOf(sandbox, unit) }));
  for (let day = FIRST_DAY; day < LAST_DAY; day++) {
    const arrival = addNights(today, day);
    for (const nights of wanted.nights)
      for (const { unit, on } of units) {
        const range = { arrival, departure: addNights(arrival, nights) };
        const isFree = Object.values(on).every((listing) => listing.isFree(range));
        if (isFree && isFreeAtDesk(unit, range)) return { unit, range, on };
      }
  }
  return undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthOf = (night: StayDate): string => MONTHS[Number(night.slice(5, 7)) - 1] ?? '';
const dayOf = (night: StayDate): string => String(Number(night.slice(8)));

/** Nights in words: `26 and 27 Nov`, `30 Nov and 1 Dec`, `1, 2 and 3 Dec`. */
export function sayNights(range: NightRange): string {
  const nights = nightsOf(range);
  const words = nights.map((night, index) => {
    const following = nights[index + 1];
    const isLastOfMonth = following === undefined || monthOf(following) !== monthOf(night);
    return isLastOfMonth ? `${dayOf(night)} ${monthOf(night)}` : dayOf(night);
  });
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}

import { airbnbManner, type AirbnbOptions } from './airbnb.ts';
import { bookingManner, type BookingOptions } from './booking.ts';
import type { Manner } from './manner.ts';
import { otherManner, type OtherOptions } from './other-calendar.ts';
import { vrboManner, type VrboOptions } from './vrbo.ts';

/** Which listing to open, on which host, with that host's manners. */
export type ListingSpec = {
  /** Unique on its host; the same name always gets the same address. */
  readonly name: string;
  /** DTSTAMP stays until the listing changes, and the host offers an ETag and answers 304. No real host is known to. */
  readonly stableDtstamp?: boolean;
  /** False plays a channel that exports its own bookings and blocks only. */
  readonly exportsImports?: boolean;
} & (
  | ({ readonly channel: 'airbnb' } & AirbnbOptions)
  | ({ readonly channel: 'booking' } & BookingOptions)
  | ({ readonly channel: 'vrbo' } & VrboOptions)
  | ({ readonly channel: 'other' } & OtherOptions)
);

export function mannerOf(spec: ListingSpec): Manner {
  switch (spec.channel) {
    case 'airbnb':
      return airbnbManner(spec);
    case 'booking':
      return bookingManner(spec);
    case 'vrbo':
      return vrboManner(spec);
    case 'other':
      return otherManner(spec);
  }
}

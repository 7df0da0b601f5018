import { z } from 'zod';

/** Who sells. `direct` is the desk itself: phone, walk-in, the hotel's own site. `other` is any calendar we cannot name. */
export const CHANNELS = [
  'direct',
  'airbnb',
  'vrbo',
  'booking',
  'expedia',
  'agoda',
  'gommt',
  'octorate',
  'beds24',
  'other',
] as const;
export type Channel = (typeof CHANNELS)[number];
export const channelSchema = z.enum(CHANNELS);

interface ChannelFacts {
  readonly name: string;
  /** One or two characters in the channel's square; never its logo. */
  readonly letter: string;
  /** How long the channel takes to fetch our feed, in minutes. Nobody guarantees it; shown as an expectation. */
  readonly pickUpMinutes: { readonly usual: number; readonly worst: number } | undefined;
}

/** Pick-up times are reported by hosts and vendors, not promised by the channels; staff may change them. */
export const CHANNEL_FACTS: Readonly<Record<Channel, ChannelFacts>> = {
  direct: { name: 'Desk', letter: 'D', pickUpMinutes: undefined },
  airbnb: { name: 'Airbnb', letter: 'A', pickUpMinutes: { usual: 180, worst: 240 } },
  vrbo: { name: 'Vrbo', letter: 'V', pickUpMinutes: { usual: 60, worst: 360 } },
  booking: { name: 'Booking.com', letter: 'B', pickUpMinutes: { usual: 120, worst: 360 } },
  expedia: { name: 'Expedia', letter: 'E', pickUpMinutes: undefined },
  agoda: { name: 'Agoda', letter: 'G', pickUpMinutes: { usual: 180, worst: 1440 } },
  gommt: { name: 'GoMMT', letter: 'M', pickUpMinutes: undefined },
  octorate: { name: 'Octorate', letter: 'O', pickUpMinutes: undefined },
  beds24: { name: 'Beds24', letter: '24', pickUpMinutes: { usual: 20, worst: 60 } },
  other: { name: 'Other calendar', letter: '?', pickUpMinutes: { usual: 360, worst: 1440 } },
};

export const channelName = (channel: Channel): string => CHANNEL_FACTS[channel].name;

import { type Channel, channelName } from '../domain/channel.ts';

/** "Marlow (Airbnb)"; a feed's guest without a name is "A guest (Airbnb)". */
export const sayGuest = (name: string, channel: string): string =>
  channel === 'direct' ? name || 'A guest' : `${name || 'A guest'} (${channelName(channel as Channel)})`;

/** "1 night", "3 nights". */
export const sayCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

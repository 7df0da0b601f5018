import { type Channel, channelName } from '../domain/channel.ts';
import { guestLabel } from '../domain/guest-label.ts';

/** "Marlow (Airbnb)"; without a name "Airbnb guest HMABCD1234"; at the desk just "Marlow". */
export function sayGuest(guestName: string, channel: string, channelRef: string | null = null): string {
  const from = channel as Channel;
  const label = guestLabel({ guestName, channel: from, channelRef });
  return guestName === '' || from === 'direct' ? label : `${label} (${channelName(from)})`;
}

/** "1 night", "3 nights". */
export const sayCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

import { type Channel, channelName } from '../domain/channel.ts';
import { guestLabel } from '../domain/guest-label.ts';
import { sayNights } from '../domain/say-nights.ts';
import type { NightRange } from '../domain/stay-date.ts';
import { todayAt } from '../store/property.ts';
import type { Writer } from '../store/writer.ts';

/** "Marlow (Airbnb)"; without a name "Airbnb guest HMABCD1234"; at the desk just "Marlow". */
export function sayGuest(guestName: string, channel: string, channelRef: string | null = null): string {
  const from = channel as Channel;
  const label = guestLabel({ guestName, channel: from, channelRef });
  return guestName === '' || from === 'direct' ? label : `${label} (${channelName(from)})`;
}

/** "1 night", "3 nights". */
export const sayCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The nights that an act is about, with their year where it is another one than that of the act. */
export const sayActNights = (
  { tx, act }: Pick<Writer, 'tx' | 'act'>,
  { arrival, departure }: { readonly arrival: string; readonly departure: string },
): string => sayNights({ arrival, departure } as NightRange, todayAt(tx, act.at));

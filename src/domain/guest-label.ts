import { type Channel, channelName } from './channel.ts';

interface KnownGuest {
  readonly guestName: string;
  readonly channel: Channel;
  readonly channelRef: string | null;
}

/** Who a stay is for: the guest's name, or where the channel keeps it to itself "Airbnb guest HMABCD1234". */
export function guestLabel({ guestName, channel, channelRef }: KnownGuest): string {
  if (guestName !== '') return guestName;
  if (channel === 'direct') return 'A guest';
  return `${channelName(channel)} guest${channelRef ? ` ${channelRef}` : ''}`;
}

/** The same within a sentence: "Iyer", "the Airbnb guest". */
export function guestInSentence({ guestName, channel }: Omit<KnownGuest, 'channelRef'>): string {
  if (guestName !== '') return guestName;
  return channel === 'direct' ? 'the guest' : `the ${channelName(channel)} guest`;
}

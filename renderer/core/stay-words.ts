import type { ReservationRow } from '../../src/contract/reservations.ts';
import { channelName, type Channel } from '../../src/domain/channel.ts';
import { formatMoney } from '../../src/domain/money.ts';
import { lengthOfStay } from '../../src/domain/stay-date.ts';
import { count } from './words.ts';

interface Named {
  readonly guestName: string;
  readonly channel: Channel;
  readonly channelRef: string | null;
}

/** The guest, or what is known where a feed tells no name: "Airbnb guest HM4K". */
export function guestLabel({ guestName, channel, channelRef }: Named): string {
  if (guestName !== '') return guestName;
  return `${channelName(channel)} guest${channelRef === null ? '' : ` ${channelRef}`}`;
}

/** "Tanaka, 2 guests, 5 nights". */
export const stayTitle = (row: ReservationRow): string =>
  `${guestLabel(row)}, ${count(row.guests, 'guest')}, ${count(lengthOfStay(row), 'night')}`;

/** "301 Deluxe king", or where it waits. */
export const placeWords = (row: {
  readonly unitName: string | null;
  readonly roomTypeName: string;
}): string =>
  row.unitName === null ? `${row.roomTypeName}, no unit yet` : `${row.unitName} ${row.roomTypeName}`;

/** "paid", "€120.00 to pay"; empty where the channel does not say a price. */
export function paidWords(
  { priceMinor, paidMinor }: { readonly priceMinor: number | null; readonly paidMinor: number },
  currency: string,
): string {
  if (priceMinor === null) return '';
  const open = priceMinor - paidMinor;
  return open <= 0 ? 'paid' : `${formatMoney({ minor: open, currency })} to pay`;
}

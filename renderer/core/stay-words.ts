import type { ReservationRow } from '../../src/contract/reservations.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { formatMoney } from '../../src/domain/money.ts';
import { lengthOfStay } from '../../src/domain/stay-date.ts';
import { count } from './words.ts';

/** "Tanaka, 2 guests, 5 nights". */
export const stayTitle = (row: ReservationRow): string =>
  [guestLabel(row), row.guests > 0 ? count(row.guests, 'guest') : '', count(lengthOfStay(row), 'night')]
    .filter((part) => part !== '')
    .join(', ');

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

/** "Deluxe king sleeps 2: 3 guests need an extra bed or another room."; null where they have room or nobody said how many it sleeps. */
export function crowdWords(
  guests: number,
  type: { readonly name: string; readonly sleeps: number } | undefined,
): string | null {
  if (!type || type.sleeps < 1 || guests <= type.sleeps) return null;
  return `${type.name} sleeps ${type.sleeps}: ${guests} guests need an extra bed or another room.`;
}

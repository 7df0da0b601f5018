import type { ReservationOrder } from '../kit/provider.ts';
import { amountOf } from './amount.ts';
import { OWN_REF_CODE } from './revision.ts';

const LONGEST_NAME = 100;
const LONGEST_NOTE = 2_000;
const MOST_PEOPLE = 99;

const cut = (text: string, most: number): string => text.trim().slice(0, most);

/** The last word is the family name there. A name of one word is that. */
export function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const words = name.trim().split(/\s+/);
  const lastName = words.pop() ?? '';
  return { firstName: cut(words.join(' '), LONGEST_NAME), lastName: cut(lastName, LONGEST_NAME) };
}

const people = (count: number): number => Math.min(MOST_PEOPLE, Math.max(0, Math.trunc(count)));

const filled = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

/** What is told of a booking, whether it is made or changed. Of a guest what we do not know is left as it is there. */
function told(order: ReservationOrder, currency: string): Record<string, unknown> {
  const { guest, priceMinor } = order;
  const price = priceMinor === null || priceMinor < 0 ? undefined : amountOf(priceMinor, currency);
  return {
    roomId: Number(order.externalRoomId),
    arrival: order.arrival,
    departure: order.departure,
    numAdult: people(order.adults),
    numChild: people(order.children),
    notes: cut(order.note, LONGEST_NOTE),
    ...filled({
      ...(guest.name.trim() === '' ? {} : splitName(guest.name)),
      email: cut(guest.email, LONGEST_NAME),
      phone: cut(guest.phone, LONGEST_NAME),
    }),
    ...(price !== undefined && { price }),
  };
}

/**
 * A new booking, with our reference in it. Beds24 is not asked to check whether there is room: the guest has the booking
 * already, and by then the night has often been closed there because of it. Refused, it would be missing there, and nobody
 * would see the double booking. No mail is sent, and no webhook that would bring it back to us.
 */
export const newItem = (order: ReservationOrder, currency: string): Record<string, unknown> => ({
  ...told(order, currency),
  status: order.status,
  infoItems: [{ code: OWN_REF_CODE, text: order.ownRef }],
});

/**
 * A change. The status goes along only for what we made: said of a booking that somebody else made, it would accept a
 * request that nobody decided about, or bring back what its seller has just cancelled.
 */
export const changedItem = (
  id: string,
  order: ReservationOrder,
  currency: string,
): Record<string, unknown> => ({
  id: Number(id),
  ...told(order, currency),
  ...(order.ownRef !== '' && { status: order.status }),
});

/** Cancelling touches nothing else; the row stays there, with the time of it. */
export const cancelledItem = (id: string): Record<string, unknown> => ({
  id: Number(id),
  status: 'cancelled',
});

import type { GuestRow } from '../../src/contract/guests.ts';
import { count } from '../core/words.ts';

/** What tells one guest from another of the same name: "nora@example.com · +351 912 345 678 · 2 stays". */
export const guestWords = ({
  email,
  phone,
  country,
  bookings,
}: Pick<GuestRow, 'email' | 'phone' | 'country' | 'bookings'>): string =>
  [email, phone, country, count(bookings, 'stay')].filter((part) => part !== '').join(' · ');

/** What merging leaves: "One guest, Nora Marlow, with 3 stays." */
export const mergedWords = (keep: GuestRow, gone: GuestRow): string =>
  `One guest, ${keep.name || gone.name || 'without a name'}, with ${count(keep.bookings + gone.bookings, 'stay')}.`;

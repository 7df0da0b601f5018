import type { ReadHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { guest, guestLink } from './schema.ts';
import type { Row } from './writer.ts';

const GUEST = selectFrom(guest);
const LINK = selectFrom(guestLink);
/** A chain of merges is short; a ring, which nobody can make by hand, must not hang the desk. */
const MOST_MERGES = 50;

/** The guest, or whom they were found to be the same as. */
export function findGuest(read: ReadHandle, id: number): Row<'guest'> | undefined {
  let found = read.prepare(`${GUEST} WHERE id = ?`).get<Row<'guest'>>(id);
  for (let step = 0; found && found.mergedIntoId !== null && step < MOST_MERGES; step += 1)
    found = read.prepare(`${GUEST} WHERE id = ?`).get<Row<'guest'>>(found.mergedIntoId);
  return found;
}

/** Which guest a channel's own number stands for. */
export const findGuestLink = (
  read: ReadHandle,
  connectionId: number,
  externalGuestId: string,
): Row<'guest_link'> | undefined =>
  read
    .prepare(`${LINK} WHERE connection_id = ? AND external_guest_id = ?`)
    .get(connectionId, externalGuestId);

export const linksOfGuest = (read: ReadHandle, guestId: number): Row<'guest_link'>[] =>
  read.prepare(`${LINK} WHERE guest_id = ? ORDER BY id`).all(guestId);

/** Guests with this e-mail (in lower case), oldest first; those that were merged into another are left out. */
export const guestsByEmail = (read: ReadHandle, email: string): Row<'guest'>[] =>
  email === ''
    ? []
    : read.prepare(`${GUEST} WHERE email = ? AND merged_into_id IS NULL ORDER BY id`).all(email);

/** Guests with this number (E.164), oldest first; those that were merged into another are left out. */
export const guestsByPhone = (read: ReadHandle, phone: string): Row<'guest'>[] =>
  phone === ''
    ? []
    : read.prepare(`${GUEST} WHERE phone = ? AND merged_into_id IS NULL ORDER BY id`).all(phone);

/** Who was merged into a guest, so that a split can undo it. */
export const mergedInto = (read: ReadHandle, guestId: number): Row<'guest'>[] =>
  read.prepare(`${GUEST} WHERE merged_into_id = ? ORDER BY id`).all(guestId);

/** The bookings of a guest, by number. */
export const reservationsOfGuest = (read: ReadHandle, guestId: number): number[] =>
  read.prepare('SELECT id FROM reservation WHERE guest_id = ? ORDER BY id').pluck<number>(guestId);

import { countryOf, matchGuest, phoneNumber, plainEmail } from '../domain/guest-match.ts';
import { Refusal } from '../domain/failure.ts';
import type { RevisionGuest } from '../domain/revision.ts';
import { bookingsOfReservation, latestOf } from '../store/channel-bookings.ts';
import {
  findGuest,
  findGuestLink,
  guestsByEmail,
  guestsByPhone,
  linksOfGuest,
  reservationsOfGuest,
} from '../store/guests.ts';
import { theProperty } from '../store/property.ts';
import type { Row, Writer } from '../store/writer.ts';

/** Fills what we do not know of a guest yet; what is known is never overwritten by a channel. */
function complete(writer: Writer, guest: Row<'guest'>, told: Omit<Row<'guest'>, 'id'>): void {
  const patch = {
    ...(guest.name === '' ? { name: told.name } : {}),
    ...(guest.email === '' ? { email: told.email } : {}),
    ...(guest.phone === '' ? { phone: told.phone } : {}),
    ...(guest.country === '' ? { country: told.country } : {}),
  };
  if (Object.keys(patch).length > 0) writer.update('guest', guest.id, patch);
}

/**
 * The guest whom a channel tells of: found by its own number, by e-mail, by telephone, or made. Null where it says nothing
 * that would tell one guest from another.
 */
export function guestFor(writer: Writer, connectionId: number, told: RevisionGuest): number | null {
  const { tx, act } = writer;
  const email = plainEmail(told.email);
  const property = theProperty(tx);
  const phone = phoneNumber(told.phone, told.country, told.phone === '' ? '' : countryOf(property.zone));
  const name = told.name.trim();
  if (name === '' && email === '' && phone === '' && told.externalId === '') return null;
  const link = told.externalId === '' ? undefined : findGuestLink(tx, connectionId, told.externalId);
  const linked = link && findGuest(tx, link.guestId);
  const known = linked ? [] : [...guestsByEmail(tx, email), ...guestsByPhone(tx, phone)];
  const match = matchGuest({ email, phone }, linked?.id, known);
  const country = told.country.toUpperCase();
  const facts = { propertyId: property.id, name, email, phone, country };
  const row = { ...facts, mergedIntoId: null, createdAt: act.at };
  const guest = match.by === 'new' ? undefined : (linked ?? known.find(({ id }) => id === match.guestId));
  if (guest) complete(writer, guest, row);
  const id = guest?.id ?? writer.insert('guest', row).id;
  if (told.externalId !== '' && !link)
    writer.insert('guest_link', { connectionId, externalGuestId: told.externalId, guestId: id });
  return id;
}

const moveReservations = (writer: Writer, ids: readonly number[], guestId: number, why: string): void => {
  for (const id of ids) {
    const { revision } = writer.get('reservation', id);
    writer.update('reservation', id, { guestId, revision: revision + 1 }, why);
  }
};

/** Two entries were one person: everything of `goneId` becomes `keepId`'s. */
export function mergeGuests(writer: Writer, keepId: number, goneId: number, why: string): void {
  const keep = writer.get('guest', keepId);
  const gone = writer.get('guest', goneId);
  if (keepId === goneId || keep.mergedIntoId !== null || gone.mergedIntoId !== null)
    throw new Refusal('not-possible', 'These two are one guest already. Look at the guest again.');
  complete(writer, keep, gone);
  for (const { id } of linksOfGuest(writer.tx, goneId))
    writer.update('guest_link', id, { guestId: keepId, isByHand: 1 }, why);
  moveReservations(writer, reservationsOfGuest(writer.tx, goneId), keepId, why);
  writer.update('guest', goneId, { mergedIntoId: keepId }, why);
}

/**
 * Some bookings of a guest are somebody else's: they get a guest of their own, made from what the first of them says, and the
 * channel's numbers for it. Answers the new guest.
 */
export function splitGuest(
  writer: Writer,
  guestId: number,
  reservationIds: readonly number[],
  why: string,
): number {
  const { propertyId } = writer.get('guest', guestId);
  const owned = new Set(reservationsOfGuest(writer.tx, guestId));
  const [firstId] = reservationIds;
  if (firstId === undefined || !reservationIds.every((id) => owned.has(id)))
    throw new Refusal('changed-meanwhile', 'These bookings are no longer this guest’s. Look again.');
  if (owned.size === new Set(reservationIds).size)
    throw new Refusal('not-possible', 'Leave the guest at least one booking.');
  const bookings = reservationIds.flatMap((id) => bookingsOfReservation(writer.tx, id));
  const told = bookings.map(latestOf).find((revision) => revision !== null)?.guest;
  const { zone } = theProperty(writer.tx);
  const made = writer.insert(
    'guest',
    {
      propertyId,
      name: told?.name || writer.get('reservation', firstId).guestName,
      email: plainEmail(told?.email ?? ''),
      phone: phoneNumber(told?.phone ?? '', told?.country ?? '', countryOf(zone)),
      country: told?.country ?? '',
      createdAt: writer.act.at,
    },
    why,
  );
  for (const booking of bookings) {
    const externalGuestId = latestOf(booking)?.guest.externalId ?? '';
    const link =
      externalGuestId === '' ? undefined : findGuestLink(writer.tx, booking.connectionId, externalGuestId);
    if (link?.guestId === guestId)
      writer.update('guest_link', link.id, { guestId: made.id, isByHand: 1 }, why);
  }
  moveReservations(writer, reservationIds, made.id, why);
  return made.id;
}

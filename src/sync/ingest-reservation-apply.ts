import { type Channel, channelName } from '../domain/channel.ts';
import type { BookingFields } from '../domain/merge-rules.ts';
import type { Merged } from '../domain/reservation-merge.ts';
import type { ReservationRevision, RevisionGuest } from '../domain/revision.ts';
import type { NewRow, Row, Writer } from '../store/writer.ts';
import { guestFor } from './guests.ts';
import { type BothSides, effectOf } from './ingest-reservation-fields.ts';
import { freeStays, isHeldElsewhere } from './two-sided-cancel.ts';
import { changeStays, makeStays } from './ingest-reservation-stays.ts';

export type Connection = Row<'connection'>;

export const nameOfSource = (connection: Pick<Connection, 'channel'>): string =>
  channelName(connection.channel as Channel);

/** What stands in the booking's field for reaching the guest. */
const contactOf = ({ email, phone }: RevisionGuest): string =>
  [email, phone].filter((part) => part !== '').join(' · ');

/** Why a booking takes no nights any more. */
function endWords(revision: ReservationRevision, name: string): string {
  if (revision.status === 'no-show') return `Did not come, says ${name}`;
  if (effectOf(revision.status) === 'block') return `Became closed nights in ${name}`;
  return revision.status === 'inquiry' ? `Only an enquiry in ${name} now` : `Cancelled in ${name}`;
}

const statusColumns = (
  status: BookingFields['status'],
  revision: ReservationRevision,
  at: number,
  name: string,
): Partial<NewRow<'reservation'>> =>
  status === 'booked'
    ? { status: 'confirmed', cancelledAt: null, cancelReason: '', otherSide: '', otherSideReason: '' }
    : {
        status,
        cancelledAt: status === 'cancelled' ? at : null,
        cancelReason: status === 'cancelled' ? endWords(revision, name) : '',
        otherSide: '',
      };

/** Facts that are only ever the channel's. */
const channelFacts = (revision: ReservationRevision) => ({
  ...(revision.channelRef === null ? {} : { channelRef: revision.channelRef }),
  ...(revision.groupRef === null ? {} : { groupRef: revision.groupRef }),
  ...(revision.commissionMinor === null ? {} : { commissionMinor: revision.commissionMinor }),
  ...(revision.bookedAt === null ? {} : { bookedAt: revision.bookedAt }),
});

/** Makes a reservation with its stays out of a channel's booking. Answers its number. */
export function book(
  writer: Writer,
  connection: Connection,
  channelBookingId: number,
  revision: ReservationRevision,
  fields: BookingFields,
  isProvisional: boolean,
): number {
  const name = nameOfSource(connection);
  const why = `New in ${name}`;
  const { act } = writer;
  const { status: _, ...ended } = statusColumns(fields.status, revision, act.at, name);
  const made = writer.insert(
    'reservation',
    {
      ...ended,
      ...channelFacts(revision),
      propertyId: connection.propertyId,
      connectionId: connection.id,
      channel: revision.channel,
      status: fields.status === 'booked' ? 'confirmed' : fields.status,
      guestName: fields.guestName,
      contact: contactOf(revision.guest),
      guests: fields.guests,
      priceMinor: fields.priceMinor,
      note: fields.note,
      receivedAt: act.at,
      guestId: guestFor(writer, connection.id, revision.guest),
    },
    why,
  );
  makeStays(writer, {
    reservationId: made.id,
    channelBookingId,
    fields,
    isProvisional,
    isGuestHere: false,
    why,
  });
  return made.id;
}

function guestPatch(
  writer: Writer,
  connection: Connection,
  sides: BothSides,
  before: ReservationRevision | null,
): Partial<NewRow<'reservation'>> {
  const { reservation, revision } = sides;
  const [told, was] = [revision.guest, before?.guest];
  const contact = contactOf(told);
  const isContactTheirs = reservation.contact === '' || (was && reservation.contact === contactOf(was));
  const isNewGuest = was !== undefined && was.externalId !== told.externalId && told.externalId !== '';
  return {
    ...(contact !== '' && isContactTheirs ? { contact } : {}),
    // a guest who was matched, or put right by hand, stays: a later message does not look for another one
    ...(reservation.guestId === null || isNewGuest ? { guestId: guestFor(writer, connection.id, told) } : {}),
  };
}

export interface MergeManner {
  readonly isProvisional: boolean;
  /** The revision that we knew. */
  readonly before: ReservationRevision | null;
  /** Why it ends, where the channel did not end it. */
  readonly endReason?: string;
  /** For the journal, where a person decided. */
  readonly why?: string;
}

/** Makes a reservation be as a merge decided. */
export function applyMerge(
  writer: Writer,
  connection: Connection,
  sides: BothSides,
  fields: Merged['fields'],
  how: MergeManner,
): void {
  const { reservation, chains, ours, theirs, revision, booking } = sides;
  const { isProvisional, before, endReason } = how;
  const name = nameOfSource(connection);
  const isEnded = fields.status !== ours.status && fields.status !== 'booked';
  const why = how.why ?? whyOf(sides, fields, name, isEnded ? endReason : undefined);
  const marked = writer.changes.length;
  const isHeld =
    reservation.otherSide === 'waiting' && isHeldElsewhere(writer.tx, reservation.id, booking.id);
  const isConfirmedGone = ours.status !== 'booked' && theirs.status !== 'booked' && !isHeld;
  changeStays(writer, chains, ours, {
    reservationId: reservation.id,
    channelBookingId: booking.id,
    // cancelled here and not yet there: the nights stay taken until the channel has let go
    fields: isHeld || isStillHeld(sides, fields) ? { ...fields, status: 'booked' } : fields,
    isProvisional,
    isGuestHere: reservation.status === 'in-house',
    why,
  });
  if (isConfirmedGone && reservation.otherSide === 'waiting') freeStays(writer, reservation.id, why);
  const { priceMinor, guestName, guests, note } = fields;
  writer.update(
    'reservation',
    reservation.id,
    {
      ...channelFacts(revision),
      ...guestPatch(writer, connection, sides, before),
      ...{ priceMinor, guestName, guests, note },
      ...(fields.status === ours.status ? {} : statusColumns(fields.status, revision, writer.act.at, name)),
      ...(isEnded && endReason ? { cancelReason: endReason } : {}),
      ...(isConfirmedGone ? { otherSide: '' } : {}),
    },
    why,
  );
  if (writer.changes.length > marked)
    writer.update('reservation', reservation.id, { revision: reservation.revision + 1 }, why);
}

const isStillHeld = ({ reservation, theirs }: BothSides, fields: BookingFields): boolean =>
  fields.status === 'cancelled' && reservation.otherSide === 'waiting' && theirs.status === 'booked';

function whyOf(
  { ours, revision }: BothSides,
  fields: BookingFields,
  name: string,
  endReason?: string,
): string {
  if (endReason !== undefined) return endReason;
  if (fields.status === ours.status) return `Changed in ${name}`;
  return fields.status === 'booked' ? `Booked again in ${name}` : endWords(revision, name);
}

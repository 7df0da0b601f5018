import type { ReservationRevision } from '../domain/revision.ts';
import {
  changeChannelBooking,
  type ChannelBookingRow,
  findByExternalId,
  findByOwnRef,
  findChannelBooking,
  latestOf,
  saveChannelBooking,
} from '../store/channel-bookings.ts';
import type { Writer } from '../store/writer.ts';
import type { Connection } from './ingest-reservation-apply.ts';
import { effectOf } from './ingest-reservation-fields.ts';
import { type Ingested, reportOf, takeIn } from './ingest-reservation-follow.ts';
import { tellAbout } from './ingest-reservation-incidents.ts';

export type { Ingested, IngestedType } from './ingest-reservation-follow.ts';
export { replayBookings } from './replay-bookings.ts';

export interface Ingest {
  readonly connection: Connection;
  readonly revision: ReservationRevision;
  readonly at: number;
}

type Located =
  | { readonly type: 'new' }
  | { readonly type: 'known'; readonly booking: ChannelBookingRow }
  /** Our own booking, there a second time; `booking` where the second one was seen before. */
  | { readonly type: 'twice'; readonly booking: ChannelBookingRow | undefined };

function locate(writer: Writer, { connection, revision }: Ingest): Located {
  const booking = findByExternalId(writer.tx, connection.id, revision.externalId);
  const found = revision.ownRef === null ? undefined : findByOwnRef(writer.tx, revision.ownRef);
  const own = found?.connectionId === connection.id ? found : undefined;
  if (own && own.externalId !== null && own.externalId !== revision.externalId)
    return { type: 'twice', booking };
  const known = booking ?? own;
  return known ? { type: 'known', booking: known } : { type: 'new' };
}

/**
 * How a revision stands to the one that is known. Of two with the same mark but other words the one that came later wins: a
 * channel's clock may be too coarse to tell two changes apart, and a reading is the state of the moment.
 */
function compareMarks(booking: ChannelBookingRow, revision: ReservationRevision): 'newer' | 'same' | 'older' {
  if (booking.latest === null) return 'newer';
  if (revision.modifiedMark < booking.modifiedMark) return 'older';
  return booking.latest === JSON.stringify(revision) ? 'same' : 'newer';
}

function remember(writer: Writer, { connection, revision, at }: Ingest, located: Located): ChannelBookingRow {
  const told = {
    externalId: revision.externalId,
    externalRoomId: revision.externalRoomId,
    groupRef: revision.groupRef,
    rawStatus: revision.rawStatus,
    modifiedMark: revision.modifiedMark,
    latest: JSON.stringify(revision),
    seenAt: at,
  };
  if (located.type !== 'new' && located.booking) {
    changeChannelBooking(writer.tx, located.booking.id, told);
    return { ...located.booking, ...told };
  }
  const row = { ...told, connectionId: connection.id, firstSeenAt: at };
  return findChannelBooking(writer.tx, saveChannelBooking(writer.tx, row)) as ChannelBookingRow;
}

/**
 * The only door by which bookings come in from channels. Safe to call any number of times with the same revision, and in any
 * order: the newest mark wins. Room, stays, guest, conflicts and incidents follow in the writer's own act. What we told a
 * channel ourselves and what comes back of it is never a new booking.
 */
export function ingestReservation(writer: Writer, ingest: Ingest): Ingested {
  const located = locate(writer, ingest);
  const marked = writer.changes.length;
  const known = located.type === 'new' ? undefined : located.booking;
  if (known) {
    const order = compareMarks(known, ingest.revision);
    if (order !== 'newer') {
      if (order === 'same') changeChannelBooking(writer.tx, known.id, { seenAt: ingest.at });
      const type = order === 'same' ? 'unchanged' : 'stale';
      return reportOf(writer, marked, type, known, false);
    }
  }
  const before = known ? latestOf(known) : null;
  const booking = remember(writer, ingest, located);
  tellAbout(writer, ingest.connection, 'twice', ingest.revision, located.type === 'twice' && isAlive(ingest));
  if (located.type === 'twice') return reportOf(writer, marked, 'kept', booking, false);
  return takeIn(writer, ingest.connection, booking, ingest.revision, before);
}

const isAlive = ({ revision }: Ingest): boolean => effectOf(revision.status) === 'stay';

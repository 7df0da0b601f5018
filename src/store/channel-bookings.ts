import type { ReservationRevision } from '../domain/revision.ts';
import type { ReadHandle, WriteHandle } from './database.ts';
import { insertInto, selectFrom, updateById } from './row-writing.ts';
import { channelBooking } from './schema.ts';

export type ChannelBookingRow = typeof channelBooking.$inferSelect;
export type NewChannelBooking = typeof channelBooking.$inferInsert;

const ALL = selectFrom(channelBooking);

export const findChannelBooking = (read: ReadHandle, id: number): ChannelBookingRow | undefined =>
  read.prepare(`${ALL} WHERE id = ?`).get<ChannelBookingRow>(id);

export const findByExternalId = (
  read: ReadHandle,
  connectionId: number,
  externalId: string,
): ChannelBookingRow | undefined =>
  read
    .prepare(`${ALL} WHERE connection_id = ? AND external_id = ?`)
    .get<ChannelBookingRow>(connectionId, externalId);

/** A booking that we made, by the reference that we gave it. */
export const findByOwnRef = (read: ReadHandle, ownRef: string): ChannelBookingRow | undefined =>
  read.prepare(`${ALL} WHERE own_ref = ?`).get<ChannelBookingRow>(ownRef);

export const bookingsOfReservation = (read: ReadHandle, reservationId: number): ChannelBookingRow[] =>
  read.prepare(`${ALL} WHERE reservation_id = ? ORDER BY id`).all<ChannelBookingRow>(reservationId);

/** The bookings of a room of the channel, as they came. */
export const bookingsOfRoom = (
  read: ReadHandle,
  connectionId: number,
  externalRoomId: string,
): ChannelBookingRow[] =>
  read
    .prepare(`${ALL} WHERE connection_id = ? AND external_room_id = ? ORDER BY id`)
    .all<ChannelBookingRow>(connectionId, externalRoomId);

/** All bookings of a connection, as they came. */
export const bookingsOfConnection = (read: ReadHandle, connectionId: number): ChannelBookingRow[] =>
  read.prepare(`${ALL} WHERE connection_id = ? ORDER BY id`).all<ChannelBookingRow>(connectionId);

/** Bookings of ours in this state of being told, as they came. */
export const bookingsToTell = (
  read: ReadHandle,
  connectionId: number,
  pushState: string,
): ChannelBookingRow[] =>
  read
    .prepare(`${ALL} WHERE connection_id = ? AND push_state = ? ORDER BY id`)
    .all<ChannelBookingRow>(connectionId, pushState);

/** How many bookings wait for their room to be linked, by the channel's room. */
export const unmappedBookings = (read: ReadHandle, connectionId: number): Map<string, number> =>
  new Map(
    read
      .prepare(
        `SELECT external_room_id, count(*) FROM channel_booking WHERE connection_id = ? AND is_unmapped = 1
         GROUP BY external_room_id`,
      )
      .raw<[string, number]>(connectionId),
  );

/** Keeps a new one; answers its number. The same external id twice at a connection is refused by the table. */
export const saveChannelBooking = (tx: WriteHandle, row: NewChannelBooking): number =>
  insertInto(tx, channelBooking, row);

/** Changes the named columns only. */
export const changeChannelBooking = (tx: WriteHandle, id: number, patch: Partial<NewChannelBooking>): void =>
  void updateById(tx, channelBooking, id, patch);

/** The revision as the channel told it last; null before the first. */
export const latestOf = (row: ChannelBookingRow): ReservationRevision | null =>
  row.latest === null ? null : (JSON.parse(row.latest) as ReservationRevision);

/**
 * The bookings of a connection that was let go are those of another from now on. Where that one has the same booking already
 * it stays as it is.
 */
export const moveChannelBookings = (tx: WriteHandle, from: number, to: number): void =>
  void tx.run('UPDATE OR IGNORE channel_booking SET connection_id = ? WHERE connection_id = ?', to, from);

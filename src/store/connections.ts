import type { ExternalPlan, ExternalRoom } from '../domain/connection.ts';
import type { ReadHandle, WriteHandle } from './database.ts';
import { columnsOf, putInto, selectFrom } from './row-writing.ts';
import { connection, connectionState, externalRoom, rateLink, roomLink } from './schema.ts';
import type { Row } from './writer.ts';

export type ConnectionRow = Row<'connection'>;
export type ConnectionStateRow = typeof connectionState.$inferSelect;

const CONNECTION = selectFrom(connection);

/** Every connection, the disconnected ones too, by id. */
export const listConnections = (read: ReadHandle): ConnectionRow[] =>
  read.prepare(`${CONNECTION} ORDER BY id`).all<ConnectionRow>();

export const findConnection = (read: ReadHandle, id: number): ConnectionRow | undefined =>
  read.prepare(`${CONNECTION} WHERE id = ?`).get<ConnectionRow>(id);

/** Those that are told what to show now: active, and somebody said that they are told. */
export const toldConnections = (read: ReadHandle): ConnectionRow[] =>
  read.prepare(`${CONNECTION} WHERE state = 'active' AND is_told = 1 ORDER BY id`).all<ConnectionRow>();

/** Those that are told now or will be when somebody lets them go on or signs in: what concerns them waits in their queue. */
export const toldInTheEnd = (read: ReadHandle): ConnectionRow[] =>
  read
    .prepare(`${CONNECTION} WHERE state <> 'disconnected' AND is_told = 1 ORDER BY id`)
    .all<ConnectionRow>();

const NEW_STATE = {
  cursor: null,
  pulledAt: null,
  pullOkAt: null,
  fullOkAt: null,
  pushedAt: null,
  pushOkAt: null,
  readBackAt: null,
  webhookAt: null,
  roomsAt: null,
  failures: 0,
  failingSince: null,
  failureCode: null,
  failureWords: null,
  pullNeededSince: null,
  pointsRemaining: null,
  pointsResetAt: null,
  breaker: 'closed',
  breakerUntil: null,
} as const;

const STATE = `${selectFrom(connectionState)} WHERE connection_id = ?`;

/** How a connection is doing; one that nothing was done with yet has its first state. */
export const connectionStateOf = (read: ReadHandle, id: number): ConnectionStateRow =>
  read.prepare(STATE).get<ConnectionStateRow>(id) ?? { connectionId: id, ...NEW_STATE };

/** Changes the named columns only. */
export const saveConnectionState = (
  tx: WriteHandle,
  id: number,
  patch: Partial<Omit<ConnectionStateRow, 'connectionId'>>,
): void => putInto(tx, connectionState, { connectionId: id }, patch);

/** A room as the channel told it last; `goneAt` where it was not there the last time. */
export interface ExternalRoomRow extends ExternalRoom {
  readonly id: number;
  readonly connectionId: number;
  readonly seenAt: number;
  readonly goneAt: number | null;
}

type KeptRoom = typeof externalRoom.$inferSelect;
const ROOMS = `SELECT ${columnsOf(externalRoom)} FROM external_room WHERE connection_id = ? ORDER BY id`;

/** Every room that the channel ever showed, in the order in which they were first seen. */
export const externalRoomsOf = (read: ReadHandle, connectionId: number): ExternalRoomRow[] =>
  read
    .prepare(ROOMS)
    .all<KeptRoom>(connectionId)
    .map((row) => ({ ...row, plans: JSON.parse(row.plans) as ExternalPlan[] }));

/** What a new reading of the rooms changed. */
export interface RoomsChanged {
  readonly added: readonly string[];
  /** There before, not there now; their links and bookings stay. */
  readonly gone: readonly string[];
  readonly back: readonly string[];
}

/** Takes the channel's whole list: rooms that are not on it are gone since now. */
export function saveExternalRooms(
  tx: WriteHandle,
  connectionId: number,
  rooms: readonly ExternalRoom[],
  at: number,
): RoomsChanged {
  const known = new Map(externalRoomsOf(tx, connectionId).map((room) => [room.externalId, room]));
  const named = new Set(rooms.map(({ externalId }) => externalId));
  for (const { externalId, name, quantity, sleeps, plans } of rooms)
    putInto(
      tx,
      externalRoom,
      { connectionId, externalId },
      { name, quantity, sleeps, plans: JSON.stringify(plans), seenAt: at, goneAt: null },
    );
  const gone = [...known.values()].filter((room) => !named.has(room.externalId) && room.goneAt === null);
  for (const { id } of gone) tx.run('UPDATE external_room SET gone_at = ? WHERE id = ?', at, id);
  saveConnectionState(tx, connectionId, { roomsAt: at });
  return {
    added: [...named].filter((externalId) => !known.has(externalId)),
    gone: gone.map(({ externalId }) => externalId),
    back: [...known.values()]
      .filter((room) => named.has(room.externalId) && room.goneAt !== null)
      .map(({ externalId }) => externalId),
  };
}

/** What people said the channel's rooms are. A room without a row: nobody has said yet. */
export const roomLinksOf = (read: ReadHandle, connectionId: number): Row<'room_link'>[] =>
  read.prepare(`${selectFrom(roomLink)} WHERE connection_id = ? ORDER BY id`).all(connectionId);

export const rateLinksOf = (read: ReadHandle, connectionId: number): Row<'rate_link'>[] =>
  read.prepare(`${selectFrom(rateLink)} WHERE connection_id = ? ORDER BY id`).all(connectionId);

const OPEN_ROOMS = `SELECT external_id FROM external_room e WHERE connection_id = ? AND gone_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM room_link l WHERE l.connection_id = e.connection_id AND l.external_id = e.external_id)
  ORDER BY id`;

/** Rooms of the channel of which nobody has said what they are. */
export const unlinkedRooms = (read: ReadHandle, connectionId: number): string[] =>
  read.prepare(OPEN_ROOMS).pluck<string>(connectionId);

/** What the rooms were called when they were last read, for a connection that follows another. */
export function copyExternalRooms(tx: WriteHandle, from: number, to: number): void {
  for (const { externalId, name, quantity, sleeps, plans, seenAt, goneAt } of tx
    .prepare(ROOMS)
    .all<KeptRoom>(from))
    putInto(
      tx,
      externalRoom,
      { connectionId: to, externalId },
      { name, quantity, sleeps, plans, seenAt, goneAt },
    );
}

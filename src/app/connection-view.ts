import type { ConnectionView } from '../contract/connections.ts';
import { Refusal } from '../domain/failure.ts';
import type { ScheduleKind } from '../providers/kit/provider.ts';
import { unmappedBookings } from '../store/channel-bookings.ts';
import {
  type ConnectionRow,
  connectionStateOf,
  externalRoomsOf,
  type ExternalRoomRow,
  findConnection,
  rateLinksOf,
  roomLinksOf,
} from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { roomTypesOf, unitsOf } from '../store/property.ts';
import { scheduleOf } from '../store/schedules.ts';
import { lastRun } from '../store/sync-runs.ts';
import { JOB_OF_SCHEDULE } from '../sync/schedule-runner.ts';
import { connectionRow, descriptorOf } from './connection-rows.ts';
import { suggestLinks } from './connection-suggest.ts';
import { SCHEDULE_NAMES } from './connection-words.ts';
import type { Surroundings } from './handler.ts';

type RoomView = ConnectionView['rooms'][number];

/** A room type of ours with the number of its units. */
export interface CountedType {
  readonly id: number;
  readonly name: string;
  readonly quantity: number;
}

export function countedTypes(read: ReadHandle): CountedType[] {
  const units = Map.groupBy(unitsOf(read), ({ roomTypeId }) => roomTypeId);
  return roomTypesOf(read).map(({ id, name }) => ({ id, name, quantity: units.get(id)?.length ?? 0 }));
}

/** A connection that is there; refused in words where it is not. */
export function theConnection(read: ReadHandle, id: number): ConnectionRow {
  const found = findConnection(read, id);
  if (!found) throw new Refusal('not-found', 'This connection is no longer there. Look again at the list.');
  return found;
}

/** What is to be thought of where a room there and a room type here are not the same number of units. */
export function linkWarning(
  there: { readonly quantity: number },
  here: CountedType,
  isTold: boolean,
): string {
  const tooMany = there.quantity - here.quantity;
  if (tooMany === 0) return '';
  const counts = `${String(there.quantity)} there, ${String(here.quantity)} here`;
  if (tooMany < 0) return `${counts}: the channel can not sell more than ${String(there.quantity)} at once.`;
  if (isTold)
    return `${counts}: the channel is told what is left here, so it sells none that does not exist.`;
  const missing = tooMany === 1 ? 'one that does not exist' : `${String(tooMany)} that do not exist`;
  return `${counts}: until it is told what is left, the channel could sell ${missing}.`;
}

function roomWarning(room: ExternalRoomRow, type: CountedType | undefined, isTold: boolean): string {
  if (room.goneAt !== null)
    return type
      ? 'It is no longer there. What is told about it arrives nowhere: link another room, or none.'
      : 'It is no longer there.';
  return type ? linkWarning(room, type, isTold) : '';
}

function roomViews(read: ReadHandle, connection: ConnectionRow, types: readonly CountedType[]): RoomView[] {
  const { id } = connection;
  const links = new Map(roomLinksOf(read, id).map((link) => [link.externalId, link]));
  const plans = rateLinksOf(read, id);
  const waiting = unmappedBookings(read, id);
  const rooms = externalRoomsOf(read, id);
  const used = new Set([...links.values()].map(({ roomTypeId }) => roomTypeId));
  const guesses = suggestLinks(
    rooms.filter((room) => !links.has(room.externalId) && room.goneAt === null),
    types.filter((type) => !used.has(type.id)),
  );
  return rooms
    .filter((room) => room.goneAt === null || links.has(room.externalId) || waiting.has(room.externalId))
    .map((room) => {
      const link = links.get(room.externalId);
      const type = types.find((own) => own.id === link?.roomTypeId);
      return {
        externalId: room.externalId,
        name: room.name,
        quantity: room.quantity,
        isGone: room.goneAt !== null,
        link: link === undefined ? 'open' : link.roomTypeId === null ? 'ignored' : 'linked',
        roomTypeId: link?.roomTypeId ?? null,
        suggestedRoomTypeId: guesses.get(room)?.id ?? null,
        warning: roomWarning(room, type, connection.isTold === 1),
        bookingsWaiting: waiting.get(room.externalId) ?? 0,
        plans: room.plans.map((plan) => ({
          ...plan,
          ratePlanId:
            plans.find(
              (own) => own.externalRoomId === room.externalId && own.externalPlanId === plan.externalId,
            )?.ratePlanId ?? null,
        })),
      };
    });
}

/** When this kind of work ended last, whoever began it: the clock, a person, or a change that was to be told. */
function ranAt(read: ReadHandle, connectionId: number, kind: ScheduleKind): number | null {
  const job = JOB_OF_SCHEDULE[kind].kind;
  const { pulledAt, pushedAt, roomsAt } = connectionStateOf(read, connectionId);
  // a run with nothing to tell leaves no line in the history
  const worked = { pull: pulledAt, push: pushedAt, rooms: roomsAt }[job];
  const run = lastRun(read, connectionId, job);
  const times = [scheduleOf(read, connectionId, kind).lastRunAt, run?.endedAt ?? null, worked ?? null];
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function scheduleViews(read: ReadHandle, connection: ConnectionRow): ConnectionView['schedules'] {
  return (descriptorOf(connection)?.schedules ?? []).map(({ kind, cron }) => {
    const kept = scheduleOf(read, connection.id, kind);
    return {
      kind,
      name: SCHEDULE_NAMES[kind satisfies ScheduleKind],
      cron: kept.cron ?? cron,
      isDefault: kept.cron === null,
      isPaused: kept.isPaused === 1,
      lastRunAt: ranAt(read, connection.id, kind),
      nextRunAt: kept.isPaused === 1 || connection.state !== 'active' ? null : kept.nextRunAt,
    };
  });
}

/** One connection whole: its rooms and prices with their links, its schedules and limits. */
export function connectionView(here: Surroundings, id: number): ConnectionView {
  const { read } = here.store;
  const connection = theConnection(read, id);
  const types = countedTypes(read);
  const rooms = roomViews(read, connection, types);
  const sold = new Set(rooms.map(({ roomTypeId }) => roomTypeId));
  return {
    ...connectionRow(here, connection),
    baseUrl: connection.baseUrl,
    externalPropertyId: connection.externalPropertyId,
    currency: connection.currency,
    closeAtLeft: connection.closeAtLeft,
    horizonDays: connection.horizonDays,
    rooms,
    roomsReadAt: connectionStateOf(read, id).roomsAt,
    unsoldRoomTypeIds: types.filter((type) => !sold.has(type.id)).map((type) => type.id),
    schedules: scheduleViews(read, connection),
    hasOldCredential: connection.previousSecretKey !== null,
  };
}

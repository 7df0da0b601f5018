import type { OutputOf } from '../contract/index.ts';
import { NO_PLAN, UNKNOWN } from '../domain/ari.ts';
import type { Channel } from '../domain/channel.ts';
import type { ConnectionId } from '../domain/connection.ts';
import { desiredLanes } from '../domain/desired-state.ts';
import { type ExposureLane, exposureOf, mayShow, sayExposed } from '../domain/exposure.ts';
import { type DayNumber } from '../domain/stay-date.ts';
import {
  type ConnectionRow,
  connectionStateOf,
  externalRoomsOf,
  listConnections,
} from '../store/connections.ts';
import { loadDesiredInput, soldRoomTypes } from '../store/desired.ts';
import { loadLedger, type LedgerRow } from '../store/ledger.ts';
import { roomTypesOf, todayNumberAt } from '../store/property.ts';
import { isFailing, sayTalk } from './connection-health.ts';
import { descriptorOf } from './connection-rows.ts';
import type { Surroundings } from './handler.ts';
import { propertyTimeSayer } from './say-time.ts';
import { isToldNow } from './sync-plans.ts';

type ExposureView = OutputOf<'sync.exposure'>;

/** The worst are read out; nobody goes through hundreds of nights one by one. */
const SHOWN_LINES = 100;

function laneFor(
  connection: ConnectionRow,
  roomType: { readonly id: number; readonly name: string },
  left: Int32Array,
  from: DayNumber,
  units: number | null,
  closed: Int32Array | undefined,
  rows: readonly LedgerRow[],
): ExposureLane {
  const shown = new Int32Array(left.length).fill(UNKNOWN);
  const sentAt = new Map<number, number>();
  for (const row of rows) {
    const at = row.day - from;
    shown[at] = mayShow(row);
    if (row.sent !== null && row.sentAt !== null) sentAt.set(at, row.sentAt);
  }
  return {
    connectionId: connection.id as ConnectionId,
    connectionName: connection.name,
    roomTypeId: roomType.id as ExposureLane['roomTypeId'],
    roomTypeName: roomType.name,
    ...{ from, shown, left, units },
    ...(closed && { closed }),
    sentAt: (at) => sentAt.get(at) ?? null,
  };
}

/** One lane for each room type that is sold at the connection, from today to its horizon. */
function lanesOf(here: Surroundings, connection: ConnectionRow): ExposureLane[] {
  const { read } = here.store;
  const descriptor = descriptorOf(connection);
  if (descriptor?.fields.available === undefined) return [];
  const from = todayNumberAt(read, here.ports.clock.now());
  const window = { from, to: from + Math.min(connection.horizonDays, descriptor.limits.horizonDays) };
  const names = new Map(roomTypesOf(read).map(({ id, name }) => [id, name]));
  const quantities = new Map(
    externalRoomsOf(read, connection.id).map((room) => [room.externalId, room.quantity]),
  );
  const sold = new Map(
    soldRoomTypes(read, connection.id).map((room) => [room.roomTypeId, room.externalRoomId]),
  );
  const rows = Map.groupBy(
    loadLedger(read, connection.id, window).filter(({ ratePlanId }) => ratePlanId === NO_PLAN),
    ({ roomTypeId }) => roomTypeId,
  );
  const input = loadDesiredInput(read, connection, descriptor, window);
  const stops = new Map(
    desiredLanes(input)
      .filter(({ ratePlanId }) => ratePlanId === NO_PLAN)
      .map(({ roomTypeId, columns }) => [roomTypeId, columns.stopSell]),
  );
  return input.roomTypes.map(({ roomTypeId, left }) => {
    const roomType = { id: roomTypeId, name: names.get(roomTypeId) ?? '' };
    const units = quantities.get(sold.get(roomTypeId) ?? '') ?? null;
    const closed = stops.get(roomTypeId);
    return laneFor(connection, roomType, left, from as DayNumber, units, closed, rows.get(roomTypeId) ?? []);
  });
}

/** "Beds24 has not answered since 14:02. What you change here goes out when it does." Empty where all answer. */
function offlineWords(
  here: Surroundings,
  silent: readonly ConnectionRow[],
  time: (at: number) => string,
): string {
  return silent
    .map(({ id, name }) => {
      const since = sayTalk(name, connectionStateOf(here.store.read, id), time);
      return `${since}. What you change here goes out when it does.`;
    })
    .join(' ');
}

/** What can still be sold wrongly at channels that are told, worst first. */
export function readExposure(here: Surroundings): ExposureView {
  const { read } = here.store;
  const time = propertyTimeSayer(read, here.ports.clock.now());
  const told = new Map(
    listConnections(read)
      .filter(isToldNow)
      .map((row) => [row.id, row]),
  );
  const lanes = [...told.values()].flatMap((connection) => lanesOf(here, connection));
  const exposed = exposureOf(lanes, { sayTime: time });
  const { total, lines } = exposed;
  const names = new Map(lanes.map(({ roomTypeId, roomTypeName }) => [roomTypeId, roomTypeName]));
  const unanswering = [...told.values()].filter(
    ({ id, state }) => state === 'active' && isFailing(connectionStateOf(read, id)),
  );
  return {
    isOffline: unanswering.length > 0,
    total,
    lines: lines.slice(0, SHOWN_LINES).map((line) => ({
      connectionId: line.connectionId,
      channel: (told.get(line.connectionId)?.channel ?? 'other') as Channel,
      name: told.get(line.connectionId)?.name ?? '',
      roomTypeId: line.roomTypeId,
      roomTypeName: names.get(line.roomTypeId) ?? '',
      night: line.night,
      units: line.units,
      words: line.words,
    })),
    words: offlineWords(here, unanswering, time),
    sumWords: sayExposed(exposed),
  };
}

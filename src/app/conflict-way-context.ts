import type { Channel } from '../domain/channel.ts';
import type { WayContext, WayParty } from '../domain/conflict-way.ts';
import { guestInSentence } from '../domain/guest-label.ts';
import type { Occupant, OccupancyIndex } from '../domain/occupancy-index.ts';
import type { RoomTypeId, UnitId } from '../domain/property.ts';
import type { ReservationStatus } from '../domain/reservation.ts';
import { dayNumber, type StayDate } from '../domain/stay-date.ts';
import { partiesOf } from '../store/conflicts.ts';
import type { ReadHandle } from '../store/database.ts';
import { toldConnections } from '../store/connections.ts';
import { soldRoomTypes } from '../store/desired.ts';
import { allRows } from '../store/find.ts';
import { loadOccupancy } from '../store/occupancy.ts';
import { roomTypesOf, todayNumberAt, unitsOf } from '../store/property.ts';
import { movableStays } from '../store/stays.ts';
import type { Row } from '../store/writer.ts';
import { aliveElsewhere } from '../sync/two-sided-cancel.ts';
import { channelOf, type PartyRows, readParties } from './conflict-words.ts';

/** Nights around a conflict that a repair may rearrange. */
const MARGIN = 60;

function wayParty(read: ReadHandle, party: PartyRows): WayParty {
  const channel = channelOf(party);
  if (party.kind === 'block') {
    const { id, reason, feedId, receivedAt } = party.block;
    return {
      kind: 'block',
      id,
      label: reason,
      channel,
      isFromFeed: feedId !== null,
      status: null,
      guests: null,
      receivedAt,
    };
  }
  const { stay, reservation } = party;
  const { guestName, feedId, status, guests, receivedAt } = reservation;
  const holding = new Set(aliveElsewhere(read, reservation.id).map(({ connectionId }) => connectionId));
  const told = toldConnections(read).filter(({ id }) => holding.has(id));
  return {
    kind: 'stay',
    id: stay.id,
    label: guestInSentence({ guestName, channel }),
    channel,
    isFromFeed: feedId !== null,
    tells: told.map(({ name }) => name),
    status: status as ReservationStatus,
    guests: feedId === null ? guests : null,
    receivedAt,
  };
}

/** All that the ways out of a conflict are worked out from. */
export function wayContext(
  read: ReadHandle,
  row: Row<'conflict'>,
  at: number,
): WayContext & { readonly index: OccupancyIndex } {
  const from = dayNumber(row.firstNight as StayDate) - MARGIN;
  const to = dayNumber(row.departure as StayDate) + MARGIN;
  const types = roomTypesOf(read);
  const units = new Map(unitsOf(read).map((unit) => [unit.id, unit.name]));
  const typeNames = new Map(types.map((type) => [type.id, type.name]));
  const movable = movableStays(read, from, to);
  const unitName = (id: number): string => units.get(id) ?? '?';
  return {
    index: loadOccupancy(read, { from, to }),
    parties: readParties(read, partiesOf(row)).map((party) => wayParty(read, party)),
    roomTypes: types.map(({ id, name, sleeps, position }) => ({
      id: id as RoomTypeId,
      name,
      sleeps,
      position,
    })),
    unitName,
    guestName: (stayId) => movable.get(stayId)?.guestName || 'a guest',
    canMove: (occupant: Occupant) => occupant.kind === 'stay' && movable.get(occupant.id)?.isMovable === true,
    outFeeds: [
      ...allRows(read, 'export_feed').map(({ channel, unitId, roomTypeId }) => ({
        channel: channel as Channel,
        unitId: unitId as UnitId | null,
        roomTypeId: roomTypeId as RoomTypeId,
        placeName: unitId === null ? (typeNames.get(roomTypeId) ?? '') : unitName(unitId),
      })),
      ...toldConnections(read).flatMap(({ id, channel, name }) =>
        soldRoomTypes(read, id).map(({ roomTypeId }) => ({
          channel: channel as Channel,
          unitId: null,
          roomTypeId: roomTypeId as RoomTypeId,
          placeName: typeNames.get(roomTypeId) ?? '',
          told: name,
        })),
      ),
    ],
    today: todayNumberAt(read, at) as WayContext['today'],
  };
}

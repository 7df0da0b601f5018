import { chooseUnit, keepOrChooseUnit } from '../domain/allocation.ts';
import type { Occupant, OccupancyIndex } from '../domain/occupancy-index.ts';
import type { RoomTypeId, UnitId } from '../domain/property.ts';
import { dayNumber, type NightRange, type StayDate } from '../domain/stay-date.ts';
import { externalRoomsOf, roomLinksOf } from '../store/connections.ts';
import { loadOccupancy } from '../store/occupancy.ts';
import { roomTypesOf, todayNumberAt } from '../store/property.ts';
import type { Change, Row, Writer } from '../store/writer.ts';

/** Days around today that are looked at from the start; farther ones are looked up when they come. */
const BEFORE = 60;
const AHEAD = 800;
const MARGIN = 400;

/** Which unit is free, within one act. Follows every change of the act's writer, whoever made it. */
export interface Placement {
  /** The tightest free unit; null parks it. */
  unitForNew(roomTypeId: number, dates: NightRange): number | null;
  /** The desk's unit while it is free, also one of another type; else another free one; null parks it. */
  unitAfterChange(stay: Row<'room_stay'>, roomTypeId: number, dates: NightRange): number | null;
  /** Units left on the fullest of these nights. */
  left(roomTypeId: number, dates: NightRange): number;
}

const PLACEMENTS = new WeakMap<Writer, Placement>();

/** One occupancy index for a whole page of bookings. */
export function placementOf(writer: Writer): Placement {
  const known = PLACEMENTS.get(writer);
  if (known) return known;
  const made = createPlacement(writer);
  PLACEMENTS.set(writer, made);
  return made;
}

function follow(index: OccupancyIndex, { entity, id, new: now }: Change): void {
  if (entity !== 'room_stay' && entity !== 'block') return;
  const kind = entity === 'room_stay' ? 'stay' : 'block';
  const row = now as Row<'room_stay'> | Row<'block'> | null;
  const isTaking = row !== null && ('isTaking' in row ? row.isTaking === 1 : row.kind !== 'echo');
  if (!isTaking) {
    index.remove(kind, id);
    return;
  }
  const unitId = row.unitId as UnitId | null;
  const sold = row.roomTypeId as RoomTypeId;
  const occupant: Occupant = {
    kind,
    id,
    roomTypeId: (unitId === null ? undefined : index.roomTypeOf(unitId)) ?? sold,
    unitId,
    arrival: dayNumber(row.arrival as StayDate),
    departure: dayNumber(row.departure as StayDate),
    isUncertain: false,
    isByStaff: false,
  };
  index.put(occupant);
}

function createPlacement(writer: Writer): Placement {
  const today = todayNumberAt(writer.tx, writer.act.at);
  let from = today - BEFORE;
  let to = today + AHEAD;
  let index: OccupancyIndex | undefined;
  let followed = 0;

  const around = (dates: NightRange): OccupancyIndex => {
    const arrival = dayNumber(dates.arrival);
    const departure = dayNumber(dates.departure);
    if (arrival < from || departure > to) {
      from = Math.min(from, arrival - MARGIN);
      to = Math.max(to, departure + MARGIN);
      index = undefined;
    }
    if (!index) {
      index = loadOccupancy(writer.tx, { from, to });
      followed = writer.changes.length;
    }
    for (; followed < writer.changes.length; followed += 1) follow(index, writer.changes[followed] as Change);
    return index;
  };
  const wanted = (roomTypeId: number, { arrival, departure }: NightRange) => ({
    roomTypeId: roomTypeId as RoomTypeId,
    arrival: dayNumber(arrival),
    departure: dayNumber(departure),
  });

  return {
    unitForNew: (roomTypeId, dates) => chooseUnit(around(dates), wanted(roomTypeId, dates)),
    unitAfterChange(stay, roomTypeId, dates) {
      const held = around(dates);
      const current = stay.unitId as UnitId | null;
      const isMovedType = stay.roomTypeId !== roomTypeId;
      // the guest now pays for another type: the old door stays theirs only where it is of that type
      const isOfType = current !== null && held.roomTypeOf(current) === roomTypeId;
      const keepable = isMovedType && !isOfType ? null : current;
      return keepOrChooseUnit(held, { kind: 'stay', id: stay.id }, wanted(roomTypeId, dates), keepable);
    },
    left(roomTypeId, dates) {
      const { arrival, departure } = wanted(roomTypeId, dates);
      return Math.min(...around(dates).left(roomTypeId as RoomTypeId, arrival, departure));
    },
  };
}

/** What a channel's room is here. */
export type RoomHere =
  | { readonly type: 'linked'; readonly roomTypeId: number }
  /** Somebody said that it is none of ours. */
  | { readonly type: 'left-out' }
  /** Nobody has said: the best guess, null where there is no room type at all. */
  | { readonly type: 'open'; readonly roomTypeId: number | null };

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();

/** By name, else the room type with most left, so that the guess closes a room where that hurts least. */
function guess(
  writer: Writer,
  connectionId: number,
  externalRoomId: string,
  dates: NightRange,
): number | null {
  const types = roomTypesOf(writer.tx);
  const room = externalRoomsOf(writer.tx, connectionId).find(
    ({ externalId }) => externalId === externalRoomId,
  );
  const name = plain(room?.name ?? '');
  const named =
    name === ''
      ? undefined
      : (types.find((type) => plain(type.name) === name) ??
        types.find((type) => {
          const ours = plain(type.name);
          return ours !== '' && (name.includes(ours) || ours.includes(name));
        }));
  if (named) return named.id;
  const placement = placementOf(writer);
  const byLeft = types
    .map(({ id }) => ({ id, left: placement.left(id, dates) }))
    .sort((a, b) => b.left - a.left || a.id - b.id);
  return byLeft[0]?.id ?? null;
}

/** `known` keeps an earlier guess: a booking does not wander between room types while nobody has linked its room. */
export function roomHere(
  writer: Writer,
  connectionId: number,
  externalRoomId: string,
  dates: NightRange,
  known: number | null = null,
): RoomHere {
  const link = roomLinksOf(writer.tx, connectionId).find((one) => one.externalId === externalRoomId);
  if (link)
    return link.roomTypeId === null ? { type: 'left-out' } : { type: 'linked', roomTypeId: link.roomTypeId };
  return { type: 'open', roomTypeId: known ?? guess(writer, connectionId, externalRoomId, dates) };
}

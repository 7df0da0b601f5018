import { Refusal } from '../domain/failure.ts';
import { externalRoomsOf, type ExternalRoomRow, rateLinksOf, roomLinksOf } from '../store/connections.ts';
import { EVERY_NIGHT, forgetCells, retryRefused } from '../store/ledger.ts';
import { roomTypesOf, theProperty, unitsOf } from '../store/property.ts';
import type { Row, Writer } from '../store/writer.ts';
import { countedTypes, linkWarning } from './connection-view.ts';
import { sayCount } from './say.ts';

export type LinkTo = number | 'new' | 'none' | 'open';

/** The room as the channel told it; refused in words where it never did. */
export function theExternalRoom(writer: Writer, connectionId: number, externalId: string): ExternalRoomRow {
  const room = externalRoomsOf(writer.tx, connectionId).find((known) => known.externalId === externalId);
  if (!room)
    throw new Refusal(
      'not-found',
      'The channel has no such room. Read its rooms again, then look once more.',
    );
  return room;
}

const LONGEST_UNIT_NAME = 20;

/** "Double 1", "Double 2" …; a room of one unit keeps its name. None is called as a unit that is there already. */
export function unitNamesFor(name: string, quantity: number, taken: ReadonlySet<string>): string[] {
  const fitted = (number: number | null): string => {
    const end = number === null ? '' : ` ${String(number)}`;
    return `${name.slice(0, LONGEST_UNIT_NAME - end.length).trim()}${end}`;
  };
  const names: string[] = [];
  if (quantity === 1 && !taken.has(fitted(null))) return [fitted(null)];
  for (let number = 1; names.length < quantity; number += 1)
    if (!taken.has(fitted(number))) names.push(fitted(number));
  return names;
}

/** Makes a room type after a room of the channel: its name, its beds, as many units as it has there. */
function makeRoomType(writer: Writer, room: ExternalRoomRow, connectionName: string): Row<'room_type'> {
  const types = roomTypesOf(writer.tx);
  const isTaken = types.some((type) => type.name === room.name);
  const name = isTaken ? `${room.name} (${connectionName})`.slice(0, 80) : room.name;
  const made = writer.insert('room_type', {
    propertyId: theProperty(writer.tx).id,
    name,
    sleeps: Math.min(30, Math.max(1, room.sleeps ?? 2)),
    position: types.length,
  });
  const units = unitsOf(writer.tx);
  const names = unitNamesFor(room.name, room.quantity, new Set(units.map((unit) => unit.name)));
  for (const [index, unit] of names.entries())
    writer.insert('unit', { roomTypeId: made.id, name: unit, position: units.length + index });
  return made;
}

/** Prices of a room that is linked elsewhere from now on mean nothing any more. */
function dropPlanLinks(writer: Writer, connectionId: number, externalRoomId: string): void {
  for (const link of rateLinksOf(writer.tx, connectionId))
    if (link.externalRoomId === externalRoomId) writer.remove('rate_link', link.id);
}

function assertFreeFor(
  writer: Writer,
  connection: Row<'connection'>,
  room: ExternalRoomRow,
  id: number,
): void {
  const other = roomLinksOf(writer.tx, connection.id).find(
    (link) => link.roomTypeId === id && link.externalId !== room.externalId,
  );
  if (!other) return;
  const rooms = externalRoomsOf(writer.tx, connection.id);
  const otherName = rooms.find(({ externalId }) => externalId === other.externalId)?.name ?? other.externalId;
  const { name } = writer.get('room_type', id);
  throw new Refusal(
    'not-possible',
    `${name} is linked to ${otherName} already. One room type sells as one room of ${connection.name}: take that link away first.`,
  );
}

export interface Linked {
  /** Null where it is linked to none of ours. */
  readonly roomType: { readonly id: number; readonly name: string } | null;
  /** The room type that it was linked to before. */
  readonly before: number | null;
  /** What was done and what to think of, in words. */
  readonly words: string;
}

function putLink(writer: Writer, connectionId: number, externalId: string, roomTypeId: number | null): void {
  const known = roomLinksOf(writer.tx, connectionId).find((link) => link.externalId === externalId);
  if (known) writer.update('room_link', known.id, { roomTypeId });
  else writer.insert('room_link', { connectionId, externalId, roomTypeId });
}

/** What the channel goes on showing where a room is no longer told. */
const leftBehind = (connection: Row<'connection'>, before: number | null): string =>
  before === null || connection.isTold === 0
    ? ''
    : ` ${connection.name} goes on showing what it was told last: close it there if it must not be sold.`;

/** Says what a room of the channel is. `new` makes a room type after it, `none` leaves it out, `open` takes the word back. */
export function linkRoom(
  writer: Writer,
  connection: Row<'connection'>,
  room: ExternalRoomRow,
  to: LinkTo,
): Linked {
  const known = roomLinksOf(writer.tx, connection.id).find((link) => link.externalId === room.externalId);
  const before = known?.roomTypeId ?? null;
  if (to === 'open' || to === 'none') {
    dropPlanLinks(writer, connection.id, room.externalId);
    if (to === 'none') putLink(writer, connection.id, room.externalId, null);
    else if (known) writer.remove('room_link', known.id);
    const said = to === 'none' ? `${room.name} is left out.` : `${room.name} is not linked any more.`;
    return { roomType: null, before, words: `${said}${leftBehind(connection, before)}` };
  }
  const type = to === 'new' ? makeRoomType(writer, room, connection.name) : writer.get('room_type', to);
  assertFreeFor(writer, connection, room, type.id);
  if (before !== null && before !== type.id) dropPlanLinks(writer, connection.id, room.externalId);
  putLink(writer, connection.id, room.externalId, type.id);
  const counted = countedTypes(writer.tx).find(({ id }) => id === type.id);
  const warning = counted ? linkWarning(room, counted, connection.isTold === 1) : '';
  const made = to === 'new' ? `Made ${type.name} with ${sayCount(room.quantity, 'unit')} and linked it.` : '';
  const said = made === '' ? `${room.name} is ${type.name}.` : made;
  return { roomType: type, before, words: warning === '' ? said : `${said} ${warning}` };
}

/** Says which rate plan a price of the channel is; null takes the link away. */
export function linkPlan(
  writer: Writer,
  connection: Row<'connection'>,
  room: ExternalRoomRow,
  externalPlanId: string,
  ratePlanId: number | null,
): string {
  const plan = room.plans.find(({ externalId }) => externalId === externalPlanId);
  if (!plan) throw new Refusal('not-found', `${room.name} has no such price at ${connection.name}.`);
  const links = rateLinksOf(writer.tx, connection.id).filter(
    (link) => link.externalRoomId === room.externalId,
  );
  const known = links.find((link) => link.externalPlanId === externalPlanId);
  if (ratePlanId === null) {
    if (known) writer.remove('rate_link', known.id);
    return `${plan.name} of ${room.name} is linked to no rate plan.`;
  }
  const { name } = writer.get('rate_plan', ratePlanId);
  if (plan.isLinked)
    throw new Refusal(
      'not-possible',
      `${connection.name} computes ${plan.name} from another price. Set that one, or change the rule there.`,
    );
  const twin = links.find((link) => link.ratePlanId === ratePlanId && link.externalPlanId !== externalPlanId);
  if (twin) {
    const twinName = room.plans.find(({ externalId }) => externalId === twin.externalPlanId)?.name;
    throw new Refusal('not-possible', `${name} is ${twinName ?? 'another price'} of ${room.name} already.`);
  }
  const link = { connectionId: connection.id, externalRoomId: room.externalId, externalPlanId, ratePlanId };
  if (known) writer.update('rate_link', known.id, { ratePlanId });
  else writer.insert('rate_link', link);
  return `${plan.name} of ${room.name} is ${name}.`;
}

/**
 * What a channel showed of a room type was said of the room that it was linked to. After a link has changed, also by an
 * undo, nothing is known of it any more and all is told anew.
 */
export function forgetRelinked(writer: Writer): void {
  for (const { entity, old, new: now } of writer.changes) {
    if (entity !== 'room_link' && entity !== 'rate_link') continue;
    const { connectionId } = (now ?? old) as Row<'room_link'> | Row<'rate_link'>;
    const rooms =
      entity === 'room_link'
        ? [old, now].map((row) => (row as Row<'room_link'> | null)?.roomTypeId)
        : [roomTypeOf(writer, connectionId, ((now ?? old) as Row<'rate_link'>).externalRoomId)];
    for (const roomTypeId of new Set(rooms))
      if (roomTypeId !== null && roomTypeId !== undefined) {
        forgetCells(writer.tx, connectionId, { roomTypeId, ...EVERY_NIGHT });
        // what one room would not take another may
        retryRefused(writer.tx, connectionId, { roomTypeId, ...EVERY_NIGHT });
      }
  }
}

const roomTypeOf = (writer: Writer, connectionId: number, externalRoomId: string): number | null =>
  roomLinksOf(writer.tx, connectionId).find(({ externalId }) => externalId === externalRoomId)?.roomTypeId ??
  null;

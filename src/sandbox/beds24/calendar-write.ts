import { addNights, type StayDate } from '../../domain/stay-date.ts';
import type { ItemError, ItemResult } from './answer.ts';
import {
  amount,
  type Check,
  date,
  isItem,
  type Item,
  list,
  oneOf,
  orNull,
  whole,
  wrongFields,
} from './fields.ts';
import type { Hotel } from './hotel.ts';
import { CHANNELS, type Night, type Override, OVERRIDES, type RoomType } from './room-type.ts';

const ACTION = 'modify calendar';
const SLOTS = Array.from({ length: 16 }, (_, index) => index + 1);

const channels: Check = (value) => {
  if (!isItem(value)) return 'must be an object';
  const isRight = Object.entries(value).every(
    ([slug, cap]) =>
      Object.hasOwn(CHANNELS, slug) &&
      isItem(cap) &&
      Object.keys(cap).join() === 'maxBookings' &&
      orNull(whole(0))(cap['maxBookings']) === undefined,
  );
  return isRight ? undefined : 'must be {<channel>: {maxBookings: integer or null}}';
};

const CHECKS: Readonly<Record<string, Check>> = {
  from: date,
  to: date,
  numAvail: orNull(whole(0)),
  ...Object.fromEntries(SLOTS.map((slot) => [`price${slot}`, orNull(amount(0, 99_999_999.99))])),
  minStay: orNull(whole(1, 365)),
  maxStay: orNull(whole(1, 364)),
  multiplier: orNull(amount(0.1, 100)),
  override: orNull(oneOf(OVERRIDES)),
  channels,
};

const problem = (field: string, message: string): ItemError => ({ action: ACTION, field, message });

function wrongWith(room: RoomType, range: unknown): ItemError[] {
  if (!isItem(range)) return [problem('calendar', 'must hold objects')];
  const errors = wrongFields(range, CHECKS, ACTION);
  for (const field of ['from', 'to'])
    if (range[field] === undefined) errors.push(problem(field, 'is required'));
  if (errors.length === 0 && String(range['to']) < String(range['from']))
    errors.push(problem('to', 'must not be before from'));
  for (const slot of SLOTS)
    if (range[`price${slot}`] !== undefined && room.linkOf(slot))
      errors.push(problem(`price${slot}`, 'is linked to another price'));
  return errors;
}

function setAvailable(room: RoomType, night: Night, at: StayDate, wanted: number | null): boolean {
  const free = Math.max(0, room.free(at));
  night.withheld = wanted === null ? 0 : Math.max(0, free - wanted);
  return wanted !== null && wanted > free;
}

/** Writes one night; true where `numAvail` was more than rooms minus bookings and had to be cut. */
function writeNight(room: RoomType, at: StayDate, range: Item): boolean {
  const night = room.edit(at);
  let isCut = false;
  if (range['override'] !== undefined) {
    const next = (range['override'] ?? 'none') as Override;
    // opening after a blackout forgets what was held back, unless it is told again
    if (night.override === 'blackout' && next === 'none') night.withheld = 0;
    night.override = next;
  }
  if (range['numAvail'] !== undefined)
    isCut = setAvailable(room, night, at, range['numAvail'] as number | null);
  for (const field of ['minStay', 'maxStay', 'multiplier'] as const)
    if (range[field] !== undefined) night[field] = range[field] as number | null;
  for (const slot of SLOTS) {
    const price = range[`price${slot}`] as number | null | undefined;
    if (price === null) night.prices.delete(slot);
    else if (price !== undefined) night.prices.set(slot, price);
  }
  for (const [slug, cap] of Object.entries((range['channels'] ?? {}) as Record<string, Item>)) {
    if (cap['maxBookings'] === null) night.caps.delete(slug);
    else night.caps.set(slug, cap['maxBookings'] as number);
  }
  return isCut;
}

const movesStock = (range: Item): boolean =>
  Object.keys(range).some((name) => name === 'numAvail' || /^price\d+$/.test(name));

function writeRoom(hotel: Hotel, item: unknown): ItemResult {
  if (!isItem(item)) return { success: false, errors: [problem('', 'item must be an object')] };
  const shape = wrongFields(item, { roomId: whole(1), calendar: list }, ACTION);
  for (const field of ['roomId', 'calendar'])
    if (item[field] === undefined) shape.push(problem(field, 'is required'));
  if (shape.length > 0) return { success: false, errors: shape };
  const room = hotel.roomType(item['roomId'] as number);
  if (!room) return { success: false, errors: [problem('roomId', 'room not accessible')] };
  const errors: ItemError[] = [];
  const warnings: ItemError[] = [];
  const written: Item[] = [];
  for (const range of item['calendar'] as readonly unknown[]) {
    const wrong = wrongWith(room, range);
    errors.push(...wrong);
    if (wrong.length > 0) continue;
    const item = range as Item & { from: StayDate; to: StayDate };
    let isCut = false;
    for (let at = item.from; at <= item.to; at = addNights(at, 1))
      isCut = writeNight(room, at, item) || isCut;
    if (isCut) warnings.push(problem('numAvail', `cut to what is free, ${item.from} to ${item.to}`));
    written.push(item);
  }
  if (written.some(movesStock)) hotel.hearer?.inventory(room);
  return {
    success: errors.length === 0,
    ...(written.length > 0 && { modified: { roomId: room.id } }),
    ...(errors.length > 0 && { errors }),
    ...(warnings.length > 0 && { warnings }),
  };
}

/**
 * `POST /inventory/rooms/calendar`: one result for each room, both ends of a range included. Not known, and taken at its
 * strictest: a wrong range is left out while the right ones of the same room are written and the room is reported
 * `success: false`; a price in a linked slot is an error; `numAvail` above rooms minus bookings is cut, with a warning.
 */
export const writeCalendar = (hotel: Hotel, items: readonly unknown[]): ItemResult[] =>
  items.map((item) => writeRoom(hotel, item));

import { dateInZone, dayNumber, type StayDate } from '../domain/stay-date.ts';
import { Refusal } from '../domain/failure.ts';
import type { ReadHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { property, roomType } from './schema.ts';
import type { Row } from './writer.ts';

const PROPERTY = `${selectFrom(property)} ORDER BY id LIMIT 1`;

/** The property, or undefined on the first run. */
export const findProperty = (read: ReadHandle): Row<'property'> | undefined =>
  read.prepare(PROPERTY).get<Row<'property'>>();

/** The property; refuses with words where none is set up yet. */
export function theProperty(read: ReadHandle): Row<'property'> {
  const found = findProperty(read);
  if (!found) throw new Refusal('not-possible', 'Set up your hotel first: its name, room types and units.');
  return found;
}

/** Today at the property, at an instant. Before the first run: in UTC. */
export const todayAt = (read: ReadHandle, at: number): StayDate =>
  dateInZone(at, findProperty(read)?.zone ?? 'UTC');

export const todayNumberAt = (read: ReadHandle, at: number): number => dayNumber(todayAt(read, at));

const ROOM_TYPES = `${selectFrom(roomType)} ORDER BY position, id`;

export const roomTypesOf = (read: ReadHandle): Row<'room_type'>[] =>
  read.prepare(ROOM_TYPES).all<Row<'room_type'>>();

/** Read on every look at the calendar, so without the mapper. */
export const unitsOf = (read: ReadHandle): Row<'unit'>[] =>
  read
    .prepare('SELECT id, room_type_id AS roomTypeId, name, note, position FROM unit ORDER BY position, id')
    .all<Row<'unit'>>();

/** The room type that a unit is of; undefined where it is gone. */
export const typeOfUnit = (read: ReadHandle, unitId: number): number | undefined =>
  read.prepare('SELECT room_type_id FROM unit WHERE id = ?').pluck<number>(unitId)[0];

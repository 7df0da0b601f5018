import { compareConflicts, type Conflict, isCoveredBy } from '../domain/conflict.ts';
import { unitConflicts } from '../domain/conflict-find.ts';
import { conflictsAround } from '../domain/conflict-recheck.ts';
import type { OccupancyIndex } from '../domain/occupancy-index.ts';
import type { RoomTypeId, UnitId } from '../domain/property.ts';
import type { NightRange } from '../domain/stay-date.ts';
import { conflictOf, factColumns, findConflict, unclosedConflicts } from '../store/conflicts.ts';
import { loadOccupancy } from '../store/occupancy.ts';
import { findProperty, todayNumberAt, unitsOf } from '../store/property.ts';
import { type Change, createWriter, type Row, type Writer } from '../store/writer.ts';
import { lookAtChannels, lookAtUnmapped } from './channel-conflicts-look.ts';

/** Nights beyond this many days from today are not looked at: no channel sells them yet. */
const HORIZON_DAYS = 800;

interface Places {
  readonly units: Set<number>;
  readonly types: Set<number>;
}

function placesTouched(changes: readonly Change[], typeOfUnit: ReadonlyMap<number, number>): Places {
  const units = new Set<number>();
  const types = new Set<number>();
  const touch = (unitId: number | null, roomTypeId: number): void => {
    if (unitId !== null) units.add(unitId);
    types.add(roomTypeId).add((unitId !== null && typeOfUnit.get(unitId)) || roomTypeId);
  };
  for (const { entity, id, old, new: now } of changes)
    for (const row of [old, now]) {
      if (!row) continue;
      if (entity === 'room_stay' || entity === 'block') {
        const { unitId, roomTypeId } = row as Row<'room_stay'> | Row<'block'>;
        touch(unitId, roomTypeId);
      } else if (entity === 'unit') touch(id, (row as Row<'unit'>).roomTypeId);
    }
  return { units, types };
}

function findNow(index: OccupancyIndex, places: Places, today: number): Conflict[] {
  const to = today + HORIZON_DAYS;
  const inUnits = [...places.units].flatMap((id) => {
    const unitId = id as UnitId;
    const roomTypeId = index.roomTypeOf(unitId);
    return roomTypeId === undefined
      ? []
      : unitConflicts(unitId, roomTypeId, index.sharing(unitId, today, to));
  });
  const ofTypes = [...places.types].flatMap((id) =>
    conflictsAround(index, { unitId: null, roomTypeId: id as RoomTypeId, from: today, to }),
  );
  return [...inUnits, ...ofTypes];
}

function open(derived: Writer, found: Conflict, propertyId: number, knowinglyReason: string): void {
  const at = derived.act.at;
  const facts = factColumns(found);
  const known = findConflict(derived.tx, found.key);
  if (known) {
    const seen = { seenAt: at, seenCount: known.seenCount + 1, closedAt: null };
    derived.update('conflict', known.id, { ...facts, ...seen, state: 'open' }, 'seen again');
  } else
    derived.insert('conflict', {
      ...facts,
      propertyId,
      state: 'open',
      openedAt: at,
      seenAt: at,
      knowinglyReason,
    });
}

function change(derived: Writer, row: Row<'conflict'>, found: Conflict): void {
  const accepted = JSON.parse(row.acceptedNights) as NightRange[];
  const state = row.state === 'accepted' && !isCoveredBy(found.nights, accepted) ? 'open' : row.state;
  derived.update('conflict', row.id, { ...factColumns(found), state, seenAt: derived.act.at }, 'changed');
}

/**
 * Opens, changes and closes the conflicts of every place that an act touched, in the act's own transaction: one conflict per
 * set of stays, seen again and not opened again, closed when the fact is gone. Its entries in the journal are Bellhop's,
 * not the person's: taking the act back does not take these back, it makes them be looked at again. Answers them.
 */
export function raiseConflicts(writer: Writer): readonly Change[] {
  const { tx, act } = writer;
  if (writer.changes.length === 0) return [];
  const derived = createWriter(tx, { ...act, commandId: null, actor: 'Bellhop', act: 'conflicts.look' });
  const places = placesTouched(writer.changes, new Map(unitsOf(tx).map((row) => [row.id, row.roomTypeId])));
  if (places.types.size > 0) recheck(derived, places, act.why);
  lookAtChannels(derived, writer.changes);
  return derived.changes;
}

/** Looks at every unit and room type anew: at start-up, and when the day changes. */
export function recheckAll(writer: Writer): void {
  const units = unitsOf(writer.tx);
  const types = new Set(units.map((row) => row.roomTypeId));
  if (types.size > 0) recheck(writer, { units: new Set(units.map((row) => row.id)), types }, '');
  lookAtUnmapped(writer);
}

function recheck(derived: Writer, places: Places, knowinglyReason: string): void {
  const { tx, act } = derived;
  const property = findProperty(tx);
  if (!property) return;
  const today = todayNumberAt(tx, act.at);
  const index = loadOccupancy(tx, { from: today, to: today + HORIZON_DAYS }, [...places.types]);
  const rows = unclosedConflicts(tx, [...places.units], [...places.types]);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const { opened, changed, closed } = compareConflicts(rows.map(conflictOf), findNow(index, places, today));
  for (const found of opened) open(derived, found, property.id, knowinglyReason);
  for (const found of changed) change(derived, byKey.get(found.key) as Row<'conflict'>, found);
  for (const { key } of closed)
    derived.update(
      'conflict',
      (byKey.get(key) as Row<'conflict'>).id,
      { state: 'closed', closedAt: act.at },
      'the fact is gone',
    );
}

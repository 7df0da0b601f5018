import type { PropertyView } from '../../contract/property.ts';
import { Refusal } from '../../domain/failure.ts';
import { hasAnyPrice, staysByUnit } from '../../store/stays.ts';
import { findProperty, roomTypesOf, theProperty, unitsOf } from '../../store/property.ts';
import { rowsWhere } from '../../store/find.ts';
import type { ReadHandle } from '../../store/database.ts';
import type { Writer } from '../../store/writer.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { sayCount } from '../say.ts';

function readProperty(read: ReadHandle): PropertyView {
  const property = findProperty(read);
  const stays = staysByUnit(read);
  const units = unitsOf(read);
  return {
    property: property
      ? { id: property.id, name: property.name, zone: property.zone, currency: property.currency }
      : null,
    roomTypes: roomTypesOf(read).map(({ id, name, sleeps }) => ({
      id,
      name,
      sleeps,
      units: units
        .filter((row) => row.roomTypeId === id)
        .map((row) => ({ id: row.id, name: row.name, note: row.note, stays: stays.get(row.id) ?? 0 })),
    })),
  };
}

/** Tables that may point at a unit or room type; what they hold must go first. */
const USERS = [
  ['room_stay', 'stays'],
  ['block', 'blocks'],
  ['feed', 'calendars in'],
  ['export_feed', 'calendars out'],
] as const;

function assertUnused(writer: Writer, column: 'unitId' | 'roomTypeId', id: number, name: string): void {
  for (const [entity, what] of USERS)
    if (rowsWhere(writer.tx, entity, column, [id]).length > 0)
      throw new Refusal(
        'not-possible',
        `${name} still has ${what}, past or coming. Move or remove them first.`,
        {
          what,
        },
      );
}

function addUnits(writer: Writer, roomTypeId: number, names: readonly string[]): void {
  const taken = new Set(unitsOf(writer.tx).map((row) => row.name));
  const start = unitsOf(writer.tx).length;
  for (const [index, name] of [...new Set(names)].entries()) {
    if (taken.has(name))
      throw new Refusal('not-possible', `There is a unit ${name} already. Give each unit its own name.`, {
        name,
      });
    writer.insert('unit', { roomTypeId, name, position: start + index });
  }
}

export const propertyHandlers = {
  'property.read': (_input, { store }) => readProperty(store.read),

  'property.save': commandHandler<'property.save'>({
    canUndo: true,
    write(writer, input) {
      const known = findProperty(writer.tx);
      if (known && known.currency !== input.currency && hasPrices(writer))
        throw new Refusal(
          'not-possible',
          `There are prices in ${known.currency} already. The currency can not change now.`,
        );
      if (known) writer.update('property', known.id, input);
      else writer.insert('property', { ...input, createdAt: writer.act.at });
      return { message: `Saved ${input.name}.`, undoId: null };
    },
  }),

  'roomTypes.save': commandHandler<'roomTypes.save'>({
    canUndo: true,
    write(writer, { id, name, sleeps, addUnits: names }) {
      const property = theProperty(writer.tx);
      if (roomTypesOf(writer.tx).some((row) => row.name === name && row.id !== id))
        throw new Refusal('not-possible', `There is a room type ${name} already.`, { name });
      const row =
        id === undefined
          ? writer.insert('room_type', {
              propertyId: property.id,
              name,
              sleeps,
              position: roomTypesOf(writer.tx).length,
            })
          : writer.update('room_type', id, { name, sleeps });
      addUnits(writer, row.id, names ?? []);
      const units = names && names.length > 0 ? ` with ${sayCount(names.length, 'unit')}` : '';
      return { id: row.id, message: `Saved ${name}${units}.`, undoId: null };
    },
  }),

  'roomTypes.remove': commandHandler<'roomTypes.remove'>({
    canUndo: true,
    write(writer, { id }) {
      const { name } = writer.get('room_type', id);
      assertUnused(writer, 'roomTypeId', id, name);
      for (const row of rowsWhere(writer.tx, 'unit', 'roomTypeId', [id])) {
        assertUnused(writer, 'unitId', row.id, row.name);
        writer.remove('unit', row.id);
      }
      writer.remove('room_type', id);
      return { message: `Removed ${name}.`, undoId: null };
    },
  }),

  'units.save': commandHandler<'units.save'>({
    canUndo: true,
    write(writer, { id, ...patch }) {
      if (
        patch.name !== undefined &&
        unitsOf(writer.tx).some((row) => row.name === patch.name && row.id !== id)
      )
        throw new Refusal(
          'not-possible',
          `There is a unit ${patch.name} already. Give each unit its own name.`,
        );
      if (patch.roomTypeId !== undefined) writer.get('room_type', patch.roomTypeId);
      const changed = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const row = writer.update('unit', id, changed);
      return { message: `Saved ${row.name}.`, undoId: null };
    },
  }),

  'units.remove': commandHandler<'units.remove'>({
    canUndo: true,
    write(writer, { id }) {
      const { name } = writer.get('unit', id);
      assertUnused(writer, 'unitId', id, name);
      writer.remove('unit', id);
      return { message: `Removed ${name}.`, undoId: null };
    },
  }),
} satisfies Partial<Handlers>;

const hasPrices = (writer: Writer): boolean => hasAnyPrice(writer.tx);

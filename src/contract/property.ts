import { z } from 'zod';
import { currencySchema } from '../domain/money.ts';
import { isZone } from '../domain/stay-date.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { idSchema, nameSchema, textSchema } from './fields.ts';

export const unitSchema = z.object({ id: z.int(), name: z.string(), note: z.string(), stays: z.int() });
export const roomTypeSchema = z.object({
  id: z.int(),
  name: z.string(),
  sleeps: z.int(),
  units: z.array(unitSchema),
});
export const propertySchema = z.object({
  /** Null on the first run. */
  property: z.object({ id: z.int(), name: z.string(), zone: z.string(), currency: z.string() }).nullable(),
  roomTypes: z.array(roomTypeSchema),
});
export type PropertyView = z.infer<typeof propertySchema>;

export const propertyCalls = {
  'property.read': query({
    says: 'The property, its room types and units.',
    input: nothing,
    output: propertySchema,
  }),
  'property.save': command({
    says: 'Names the property, its time zone and currency.',
    input: z.object({
      name: nameSchema(),
      zone: z.string().refine(isZone, 'Choose a time zone such as Europe/Lisbon.'),
      currency: currencySchema,
    }),
    output: doneSchema,
  }),
  'roomTypes.save': command({
    says: 'Adds a room type (no id) or changes one. New unit names are added; units are never removed by it.',
    input: z.object({
      id: idSchema.optional(),
      name: nameSchema(),
      sleeps: z.int().min(1).max(30),
      addUnits: z.array(nameSchema(20)).max(500).optional(),
    }),
    output: doneSchema.extend({ id: z.int() }),
  }),
  'roomTypes.remove': command({
    says: 'Removes a room type that holds no stays, blocks or feeds.',
    input: z.object({ id: idSchema }),
    output: doneSchema,
  }),
  'units.save': command({
    says: 'Renames a unit, notes something on it, or moves it to another room type.',
    input: z.object({
      id: idSchema,
      roomTypeId: idSchema.optional(),
      name: nameSchema(20).optional(),
      note: textSchema(60).optional(),
    }),
    output: doneSchema,
  }),
  'units.remove': command({
    says: 'Removes a unit that holds no stays, blocks or feeds.',
    input: z.object({ id: idSchema }),
    output: doneSchema,
  }),
};

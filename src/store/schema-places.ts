import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { id } from './schema-columns.ts';

export const property = sqliteTable('property', {
  id: id(),
  name: text().notNull(),
  zone: text().notNull(),
  currency: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

export const roomType = sqliteTable('room_type', {
  id: id(),
  propertyId: integer('property_id')
    .notNull()
    .references(() => property.id),
  name: text().notNull(),
  sleeps: integer().notNull().default(2),
  position: integer().notNull().default(0),
});

export const unit = sqliteTable(
  'unit',
  {
    id: id(),
    roomTypeId: integer('room_type_id')
      .notNull()
      .references(() => roomType.id),
    name: text().notNull(),
    note: text().notNull().default(''),
    position: integer().notNull().default(0),
  },
  (t) => [index('unit_by_room_type').on(t.roomTypeId)],
);

import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { flag, id } from './schema-columns.ts';

/** Who works at the desk. */
export const person = sqliteTable('person', {
  id: id(),
  name: text().notNull(),
  /** `clerk` | `manager` | `owner`. */
  role: text().notNull(),
  /** Salted and slow to guess; null until one was chosen. */
  pinHash: text('pin_hash'),
  failedTries: integer('failed_tries').notNull().default(0),
  lockedUntil: integer('locked_until'),
  isActive: flag('is_active'),
  createdAt: integer('created_at').notNull(),
});

/** A shift handed over: what was open then, and who signed. */
export const shiftHandover = sqliteTable(
  'shift_handover',
  {
    id: id(),
    at: integer().notNull(),
    fromPerson: text('from_person').notNull(),
    toPerson: text('to_person').notNull().default(''),
    /** JSON: open conflicts, unsent, unproven, changes since the one before. */
    sheet: text().notNull(),
    note: text().notNull().default(''),
    signedAt: integer('signed_at'),
  },
  (t) => [index('shift_handover_by_time').on(t.at)],
);

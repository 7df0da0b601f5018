import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { flag, id } from './schema-columns.ts';

/** Append-only: triggers refuse a change or a removal. */
export const journal = sqliteTable(
  'journal',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** Who: a person's name, or `Bellhop`. */
    actor: text().notNull(),
    /** From where: `desktop`, `browser`, `command line`, `feed`. */
    origin: text().notNull(),
    commandId: text('command_id'),
    /** The call, or the job. */
    act: text().notNull(),
    entity: text().notNull(),
    entityId: integer('entity_id').notNull(),
    old: text(),
    new: text(),
    why: text().notNull().default(''),
  },
  (t) => [index('journal_by_command').on(t.commandId), index('journal_by_entity').on(t.entity, t.entityId)],
);

/** Commands that were carried out, with their answer: the same id again is answered, not repeated. */
export const commandLog = sqliteTable('command_log', {
  commandId: text('command_id').primaryKey(),
  name: text().notNull(),
  inputHash: text('input_hash').notNull(),
  reply: text().notNull(),
  at: integer().notNull(),
  /** 1 where the journal entries of this command can be turned back. */
  canUndo: flag('can_undo'),
  undoneBy: text('undone_by'),
  message: text().notNull().default(''),
});

/** One row per cause of trouble, however often it shows; closed only when the fact is gone. */
export const incident = sqliteTable('incident', {
  id: id(),
  cause: text().notNull().unique(),
  code: text().notNull(),
  title: text().notNull(),
  text: text().notNull(),
  feedId: integer('feed_id'),
  connectionId: integer('connection_id'),
  openedAt: integer('opened_at').notNull(),
  seenAt: integer('seen_at').notNull(),
  count: integer().notNull().default(1),
  closedAt: integer('closed_at'),
});

export const setting = sqliteTable('setting', {
  key: text().primaryKey(),
  value: text().notNull(),
});

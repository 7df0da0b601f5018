import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { flag, id } from './schema-columns.ts';

/**
 * What a person has to do in a channel's own extranet: one visit, with all that is to be entered there. While it is open its
 * edits are made anew with every change; what was ticked stands in {@link manualStep} and is never changed.
 */
export const manualTask = sqliteTable(
  'manual_task',
  {
    id: id(),
    connectionId: integer('connection_id').notNull(),
    /** `update` | `sweep` | `conflict`. */
    kind: text().notNull(),
    /** `open` | `done` | `done-unverified` | `done-with-deviation` | `blocked` | `gone`. */
    state: text().notNull().default('open'),
    /** JSON: the edits as they are needed now; when it has ended, as they were. */
    edits: text().notNull().default('[]'),
    /** When the first of its needs came up. */
    neededAt: integer('needed_at').notNull(),
    dueAt: integer('due_at').notNull(),
    /** What it is about, in words for staff. */
    words: text().notNull().default(''),
    /** JSON: what brought it about, newest last. */
    causes: text().notNull().default('[]'),
    /** JSON: ids and versions of the templates that it is done by, fixed with its first tick. */
    templates: text().notNull().default('{}'),
    /** Who does it now, and since when they were last seen at it. Empty: nobody. */
    holder: text().notNull().default(''),
    heldAt: integer('held_at'),
    begunAt: integer('begun_at'),
    endedAt: integer('ended_at'),
    endedBy: text('ended_by').notNull().default(''),
    /** The second person, where one was needed. */
    secondBy: text('second_by').notNull().default(''),
    /** Counts the changes of its edits: a screen that shows older ones has to look again. */
    version: integer().notNull().default(1),
  },
  (t) => [
    index('manual_task_by_connection').on(t.connectionId, t.state),
    index('manual_task_by_end').on(t.endedAt),
  ],
);

/** One line of what was done: only ever added. A correction is a line of its own. */
export const manualStep = sqliteTable(
  'manual_step',
  {
    id: id(),
    taskId: integer('task_id').notNull(),
    /** The template's step, and behind an @ the edit that it is done for. */
    step: text().notNull(),
    at: integer().notNull(),
    by: text().notNull(),
    /** `ticked` | `skipped` | `differs` | `corrected` | `noted` | `begun` | `paused` | `taken-over`. */
    act: text().notNull(),
    /** JSON: the values that were seen, by the name of the field or the night. */
    seen: text().notNull().default('{}'),
    note: text().notNull().default(''),
    evidenceId: integer('evidence_id'),
  },
  (t) => [index('manual_step_by_task').on(t.taskId)],
);

/** A picture that was added to a step. The file lies beside the database under its digest. */
export const evidence = sqliteTable(
  'evidence',
  {
    id: id(),
    taskId: integer('task_id').notNull(),
    digest: text().notNull(),
    mediaType: text('media_type').notNull(),
    bytes: integer().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    at: integer().notNull(),
    by: text().notNull(),
  },
  (t) => [index('evidence_by_task').on(t.taskId)],
);

/** Templates that staff have changed, every version; ours come with the program. */
export const checklistTemplate = sqliteTable(
  'checklist_template',
  {
    /** `agoda.close`. */
    templateId: text('template_id').notNull(),
    version: integer().notNull(),
    /** The version of ours that it was made from. */
    basedOn: integer('based_on').notNull(),
    body: text().notNull(),
    isUsed: flag('is_used'),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.templateId, t.version] })],
);

/** What the hotel has told about its extranet, each answer with when and by whom it was last checked. */
export const channelProfile = sqliteTable('channel_profile', {
  connectionId: integer('connection_id').primaryKey(),
  body: text().notNull(),
  changedAt: integer('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});

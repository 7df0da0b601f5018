import type { ReadHandle, WriteHandle } from './database.ts';
import { insertInto, selectFrom, updateById } from './row-writing.ts';
import { evidence, manualStep, manualTask } from './schema.ts';

export type ManualTaskRow = typeof manualTask.$inferSelect;
export type ManualStepRow = typeof manualStep.$inferSelect;
export type EvidenceRow = typeof evidence.$inferSelect;

const ALL = selectFrom(manualTask);

export const findTask = (read: ReadHandle, id: number): ManualTaskRow | undefined =>
  read.prepare(`${ALL} WHERE id = ?`).get<ManualTaskRow>(id);

/** The one visit of a channel that has not ended: open, or stopped until something is cleared up. */
export const openVisit = (read: ReadHandle, connectionId: number): ManualTaskRow | undefined =>
  read
    .prepare(`${ALL} WHERE connection_id = ? AND kind = 'update' AND ended_at IS NULL`)
    .get<ManualTaskRow>(connectionId);

/** Every task that has not ended, the most pressing first. */
export const openTasks = (read: ReadHandle): ManualTaskRow[] =>
  read.prepare(`${ALL} WHERE ended_at IS NULL ORDER BY due_at, id`).all<ManualTaskRow>();

/** Tasks that have ended since an instant, newest first. */
export const endedTasks = (read: ReadHandle, since: number, limit: number): ManualTaskRow[] =>
  read
    .prepare(`${ALL} WHERE ended_at >= ? ORDER BY ended_at DESC, id DESC LIMIT ?`)
    .all<ManualTaskRow>(since, limit);

/** The last that ended of a channel and kind. */
export const lastEnded = (read: ReadHandle, connectionId: number, kind: string): ManualTaskRow | undefined =>
  read
    .prepare(
      `${ALL} WHERE connection_id = ? AND kind = ? AND ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT 1`,
    )
    .get<ManualTaskRow>(connectionId, kind);

export const addTask = (tx: WriteHandle, row: typeof manualTask.$inferInsert): number =>
  insertInto(tx, manualTask, row);

export const changeTask = (tx: WriteHandle, id: number, patch: Partial<ManualTaskRow>): boolean =>
  updateById(tx, manualTask, id, patch);

/** What was done for a task, in the order in which it was done. */
export const stepsOf = (read: ReadHandle, taskId: number): ManualStepRow[] =>
  read.prepare(`${selectFrom(manualStep)} WHERE task_id = ? ORDER BY id`).all<ManualStepRow>(taskId);

export const addStep = (tx: WriteHandle, row: typeof manualStep.$inferInsert): number =>
  insertInto(tx, manualStep, row);

export const evidenceOf = (read: ReadHandle, taskId: number): EvidenceRow[] =>
  read.prepare(`${selectFrom(evidence)} WHERE task_id = ? ORDER BY id`).all<EvidenceRow>(taskId);

export const addEvidence = (tx: WriteHandle, row: typeof evidence.$inferInsert): number =>
  insertInto(tx, evidence, row);

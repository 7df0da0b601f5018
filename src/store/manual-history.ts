import type { ReadHandle } from './database.ts';
import type { EvidenceRow, ManualStepRow, ManualTaskRow } from './manual-tasks.ts';
import { selectFrom } from './row-writing.ts';
import { evidence, manualStep, manualTask } from './schema.ts';

/** Tasks that came up within some time, of one channel or of all, newest first. */
export const tasksNeeded = (
  read: ReadHandle,
  {
    from,
    until,
    connectionId,
  }: { readonly from: number; readonly until: number; readonly connectionId?: number },
): ManualTaskRow[] =>
  read
    .prepare(
      `${selectFrom(manualTask)} WHERE needed_at >= ? AND needed_at < ? AND (? IS NULL OR connection_id = ?)
       ORDER BY needed_at DESC, id DESC`,
    )
    .all<ManualTaskRow>(from, until, connectionId ?? null, connectionId ?? null);

/** What was done for those tasks, all at once. */
export const stepsOfTasks = (read: ReadHandle, taskIds: readonly number[]): ManualStepRow[] =>
  read
    .prepare(`${selectFrom(manualStep)} WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY id`)
    .all<ManualStepRow>(JSON.stringify(taskIds));

export const findEvidence = (read: ReadHandle, id: number): EvidenceRow | undefined =>
  read.prepare(`${selectFrom(evidence)} WHERE id = ?`).get<EvidenceRow>(id);

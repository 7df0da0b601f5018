import type { ReadHandle, WriteHandle } from './database.ts';
import { putInto, selectFrom } from './row-writing.ts';
import { scheduleState } from './schema.ts';

export type ScheduleRow = typeof scheduleState.$inferSelect;

const OF = `${selectFrom(scheduleState)} WHERE connection_id = ?`;

/** What is kept of a connection's schedules. One without a row is as the provider proposes and never ran. */
export const schedulesOf = (read: ReadHandle, connectionId: number): ScheduleRow[] =>
  read.prepare(`${OF} ORDER BY kind`).all<ScheduleRow>(connectionId);

/** One schedule; as the provider proposes where nothing is kept of it. */
export const scheduleOf = (read: ReadHandle, connectionId: number, kind: string): ScheduleRow =>
  read.prepare(`${OF} AND kind = ?`).get<ScheduleRow>(connectionId, kind) ?? {
    ...{ connectionId, kind, cron: null, isPaused: 0, lastRunAt: null, nextRunAt: null },
  };

/** Changes the named columns only. */
export const saveSchedule = (
  tx: WriteHandle,
  connectionId: number,
  kind: string,
  patch: Partial<Omit<ScheduleRow, 'connectionId' | 'kind'>>,
): void => putInto(tx, scheduleState, { connectionId, kind }, patch);

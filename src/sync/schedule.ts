import { type Cron, nextRun } from './schedule-cron.ts';

export interface Schedule {
  /** Its own name, such as `7:reconcile`: no two wait the same time. */
  readonly id: string;
  readonly cron: Cron;
  readonly zone: string;
  /** Each run comes up to so much later than the schedule says; shorter than the time between two runs. */
  readonly jitterMs: number;
}

export interface ScheduleState {
  /** Since when it is there: what lay before was not missed. */
  readonly addedAt: number;
  readonly lastRunAt: number | null;
  readonly isPaused: boolean;
}

export interface Look {
  readonly isDue: boolean;
  /** When it runs next, if not now; null while it is paused. */
  readonly nextAt: number | null;
  /** Runs that came and went, such as while the computer slept; all of them are made up for by one. At most 99. */
  readonly missed: number;
}

/** The same for the same schedule and run, so that the next run that people see is the one that comes. */
export function jitterOf(id: string, runAt: number, jitterMs: number): number {
  let hash = 0x811c9dc5;
  for (const char of `${id}@${runAt}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  // its low bits hardly differ between neighbours
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return Math.floor((((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32) * jitterMs);
}

const MOST_MISSED = 99;

/** What a schedule wants now. After a run, `lastRunAt` is the time at which that was decided. */
export function look(schedule: Schedule, state: ScheduleState, now: number): Look {
  const { id, cron, zone, jitterMs } = schedule;
  // a run in the future was written before the clock was set back: it is not waited for
  const since = Math.min(state.lastRunAt ?? state.addedAt, now);
  if (state.isPaused) return { isDue: false, nextAt: null, missed: 0 };
  let runAt = nextRun(cron, zone, since);
  const dueAt = runAt + jitterOf(id, runAt, jitterMs);
  if (dueAt > now) return { isDue: false, nextAt: dueAt, missed: 0 };
  let missed = -1;
  let comingAt = dueAt;
  while (comingAt <= now && missed < MOST_MISSED) {
    missed += 1;
    runAt = nextRun(cron, zone, runAt);
    comingAt = runAt + jitterOf(id, runAt, jitterMs);
  }
  if (comingAt <= now) {
    runAt = nextRun(cron, zone, now);
    comingAt = runAt + jitterOf(id, runAt, jitterMs);
  }
  return { isDue: true, nextAt: comingAt, missed };
}

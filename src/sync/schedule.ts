import type { Cron } from './schedule-cron.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
/** 29 February on a given weekday comes after 28 years, after 40 across a century that has none. */
const FARTHEST_DAYS = 41 * 366;

const earliest = (instants: readonly number[], after: number): number | undefined => {
  let found: number | undefined;
  for (const at of instants) if (at > after && (found === undefined || at < found)) found = at;
  return found;
};

/** The first whole minute of real time on this date at which the clock on the wall shows a minute of the schedule. */
function firstMinuteOfDay(
  cron: Cron,
  date: Temporal.PlainDate,
  zone: string,
  after: number,
): number | undefined {
  const from = date.toZonedDateTime(zone).epochMilliseconds;
  const until = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  const skipped = Math.max(0, Math.floor((after - from) / QUARTER));
  // the offset moves by whole quarters of an hour only, so within one it is asked once
  for (let quarter = from + skipped * QUARTER; quarter < until; quarter += QUARTER) {
    const shown = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone).minute;
    for (let minute = 0; minute < 15; minute += 1) {
      const instant = quarter + minute * MINUTE;
      if (instant > after && cron.minutes.includes((shown + minute) % 60)) return instant;
    }
  }
  return undefined;
}

/**
 * Fixed times of day: each once a day. One that the clock jumps over comes as much later as it jumps; of one that comes
 * twice, the first.
 */
function timesOfDay(cron: Cron, date: Temporal.PlainDate, zone: string): number[] {
  return cron.hours.flatMap((hour) =>
    cron.minutes.map(
      (minute) => date.toPlainDateTime({ hour, minute }).toZonedDateTime(zone).epochMilliseconds,
    ),
  );
}

/** The first moment after `after` (epoch milliseconds) that the schedule names, on the property's clock. */
export function nextRun(cron: Cron, zone: string, after: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  // from the day before: a jump over midnight moves a fixed time into the next day
  let date = cron.isHourly ? today : today.subtract({ days: 1 });
  for (let day = 0; day < FARTHEST_DAYS; day += 1, date = date.add({ days: 1 })) {
    if (!cron.isOn(date)) continue;
    const found = cron.isHourly
      ? firstMinuteOfDay(cron, date, zone, after)
      : earliest(timesOfDay(cron, date, zone), after);
    if (found !== undefined) return found;
  }
  return Number.POSITIVE_INFINITY;
}

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

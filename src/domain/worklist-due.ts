import type { DayNumber } from './stay-date.ts';
import type { WorkEdit, WorkNight } from './worklist.ts';

/** `now`: a guest may book a room that is not there, or stands at the desk soon. `later`: far off, with rooms to spare. */
export type Danger = 'now' | 'soon' | 'later';

/** When a visit has to be done, when it is called in mind, and when somebody else is told. Instants. */
export interface Due {
  readonly dueAt: number;
  readonly warnAt: number;
  readonly escalateAt: number;
  readonly danger: Danger;
}

const MINUTE_MS = 60_000;
const MINUTES: Readonly<Record<Danger, number>> = { now: 5, soon: 15, later: 60 };
const WARN_MINUTES = 10;
const ESCALATE_MINUTES = 20;
/** What has an hour is warned of shortly before the end, not after ten minutes. */
const AROUND_DUE_MINUTES = 5;
const SOON_NIGHTS = 2;
const FAR_NIGHTS = 30;
const SPARE_UNITS = 2;

function dangerOf({ direction }: WorkEdit, night: WorkNight, today: DayNumber): Danger {
  const ahead = night.night - today;
  if (ahead <= SOON_NIGHTS || (night.isLastUnit && night.isRisky)) return 'now';
  const hasSpare = direction === 'opens' ? (night.expected ?? 0) > 0 : night.target >= SPARE_UNITS;
  return ahead >= FAR_NIGHTS && hasSpare ? 'later' : 'soon';
}

/**
 * When the edits of one visit are due: that of the night which is due first. What opens is due like what closes: a room that
 * nobody re-opens is lost in silence. Undefined where there is nothing to do.
 */
export function dueOf(
  edits: readonly WorkEdit[],
  { today, now }: { readonly today: DayNumber; readonly now: number },
): Due | undefined {
  let due: Due | undefined;
  for (const edit of edits) {
    for (const night of edit.nights) {
      const danger = dangerOf(edit, night, today);
      const minutes = MINUTES[danger];
      // a clock that was set back must not put it off
      const since = Math.min(night.since, now);
      const at = (after: number): number => since + after * MINUTE_MS;
      const dueAt = at(minutes);
      const warnAt = at(Math.max(WARN_MINUTES, minutes - AROUND_DUE_MINUTES));
      const escalateAt = at(Math.max(ESCALATE_MINUTES, minutes + AROUND_DUE_MINUTES));
      due = due
        ? {
            dueAt: Math.min(due.dueAt, dueAt),
            warnAt: Math.min(due.warnAt, warnAt),
            escalateAt: Math.min(due.escalateAt, escalateAt),
            danger: MINUTES[due.danger] <= minutes ? due.danger : danger,
          }
        : { dueAt, warnAt, escalateAt, danger };
    }
  }
  return due;
}

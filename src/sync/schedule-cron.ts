import { Cron as Croner } from 'croner';
import { Refusal } from '../domain/failure.ts';

/**
 * A schedule of five fields: minute, hour, day of the month, month, weekday (0 or 7 is Sunday). Each is `*`, a number, a
 * range, a list or steps; months and weekdays may be named in English. Where both kinds of day are given, either will do.
 */
export interface Cron {
  readonly text: string;
}

const wrong = (text: string, words: string): Refusal =>
  new Refusal('invalid-input', `“${text.slice(0, 60)}” is not a schedule: ${words}.`);

/** What people know as five fields; the library knows signs beyond these, which nobody here has to read. */
const FIELD = /^(?:\*|[a-z]{3}|\d{1,2})(?:-(?:[a-z]{3}|\d{1,2}))?(?:\/\d{1,2})?$/i;
const NAMES = ['minute', 'hour', 'day of the month', 'month', 'weekday'] as const;
/** Any leap year's 29 February is found from here. */
const FIRST = Date.UTC(2026, 0, 1);

const known = new Map<string, Croner>();

/** Read once: the same few schedules are asked for all day. Time is always handed in, never taken from the machine. */
function cronerOf(text: string, zone: string): Croner {
  const key = `${zone} ${text}`;
  let croner = known.get(key);
  if (!croner) {
    croner = new Croner(text, { timezone: zone, paused: true, mode: '5-part', sloppyRanges: true });
    known.set(key, croner);
  }
  return croner;
}

/** Refuses what is not a schedule, and one that never comes, in words. */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) throw wrong(text, 'it has five fields, with spaces between them');
  for (const [at, field] of fields.entries())
    if (!field.split(',').every((part) => FIELD.test(part)))
      throw wrong(text, `the ${NAMES[at] ?? ''} is a number, a range such as 1-5, a list or *`);
  const written = fields.join(' ');
  let first: Date | null;
  try {
    first = cronerOf(written, 'UTC').nextRun(new Date(FIRST));
  } catch {
    throw wrong(text, 'a number is out of its range, or a range runs backwards');
  }
  if (first === null) throw wrong(text, 'there is no such day');
  return { text: written };
}

/**
 * The first moment after `after` (epoch milliseconds) that the schedule names, on the property's clock. Of a time that comes
 * twice the first counts; one that the clock jumps over comes as soon as the jump is over.
 */
export function nextRun(cron: Cron, zone: string, after: number): number {
  return cronerOf(cron.text, zone).nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;
}

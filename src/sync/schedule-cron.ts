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

interface Known {
  readonly croner: Croner;
  /** Its last answer holds for every moment between the one that was asked for and the run itself. */
  after: number;
  runAt: number;
}

const known = new Map<string, Known>();
const parsed = new Map<string, Cron>();
/** A person who tries schedules out must not fill the memory with them. */
const MOST_KNOWN = 500;

/** Read once: the same few schedules are asked for all day. Time is always handed in, never taken from the machine. */
function knownOf(text: string, zone: string): Known {
  const key = `${zone} ${text}`;
  let one = known.get(key);
  if (!one) {
    if (known.size >= MOST_KNOWN) known.clear();
    const croner = new Croner(text, { timezone: zone, paused: true, mode: '5-part', sloppyRanges: true });
    one = { croner, after: Number.NaN, runAt: Number.NaN };
    known.set(key, one);
  }
  return one;
}

/** Refuses what is not a schedule, and one that never comes, in words. */
export function parseCron(text: string): Cron {
  let cron = parsed.get(text);
  if (!cron) {
    cron = readCron(text);
    if (parsed.size >= MOST_KNOWN) parsed.clear();
    parsed.set(text, cron);
  }
  return cron;
}

function readCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) throw wrong(text, 'it has five fields, with spaces between them');
  for (const [at, field] of fields.entries())
    if (!field.split(',').every((part) => FIELD.test(part)))
      throw wrong(text, `the ${NAMES[at] ?? ''} is a number, a range such as 1-5, a list or *`);
  const written = fields.join(' ');
  let first: Date | null;
  try {
    first = knownOf(written, 'UTC').croner.nextRun(new Date(FIRST));
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
  const one = knownOf(cron.text, zone);
  if (!(one.after <= after && after < one.runAt)) {
    one.runAt = one.croner.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;
    one.after = after;
  }
  return one.runAt;
}

import type { FeedProblem } from '../../domain/feed.ts';
import { MAX_PROBLEMS } from './feed-limits.ts';

interface ProblemKind {
  readonly message: string;
  /** Whether nights may be missing because of it. */
  readonly isLoss: boolean;
}

const loss = (message: string): ProblemKind => ({ message, isLoss: true });
const note = (message: string): ProblemKind => ({ message, isLoss: false });

/** Everything that can be wrong inside a readable calendar, and whether nights may be missing because of it. */
const KINDS = {
  // the file
  'bad-encoding': note('Some characters are not valid UTF-8; names may look wrong.'),
  'line-too-long': loss('This line is longer than 256 kB; the rest of it was left out.'),
  'comment-line': note('A comment stands between the lines; it was left out.'),
  'junk-line': loss('This line is not part of a calendar; something else may have been lost here.'),
  'junk-in-text': note('A text was broken over several lines; the rest of it was left out.'),
  'foreign-text': loss('Foreign text stands in this line; what followed it was read, more may be lost.'),
  'text-after-end': note('Text stands after the end of the calendar; it was left out.'),
  'calendar-not-closed': loss('A second calendar begins before the first one ends.'),
  'component-not-closed': loss('This part of the calendar never ends; what follows was read all the same.'),
  'end-without-begin': loss('Something ends here that never began; an event may be lost.'),
  'unknown-component': loss('This part of the calendar has an unknown name; it may have been an event.'),
  'busy-list-not-read': loss('A list of busy times stands here; only events are read.'),
  'event-outside-calendar': loss('This event stands outside the calendar; it was read all the same.'),
  'event-not-found': loss('An event begins in the middle of this line and could not be read.'),
  'zone-not-read': note('The description of this time zone could not be read.'),
  // one event
  'bad-parameter': note('A property is not well written; its value was read all the same.'),
  'bad-property': loss('A property of this event could not be read.'),
  'no-start': loss('This event has no start; its nights are unknown.'),
  'bad-start': loss('The start of this event is not a date; its nights are unknown.'),
  'two-starts': loss('This event has two different starts; the first was used.'),
  'bad-end': loss('The end of this event is not a date; its nights are unknown.'),
  'two-ends': loss('This event has two different ends; the first was used.'),
  'end-maybe-lost': loss('This event has no readable end; it was taken for one night.'),
  'end-before-start': loss('This event ends before it starts; it was left out.'),
  'end-equals-start': note('This event ends on the day it starts; it was taken for one night.'),
  'date-out-of-range': loss('A date of this event lies outside 2000 to 2100; it was left out.'),
  'spaced-date': note('A date is not written as calendars write it; it was read all the same.'),
  'date-without-value': note('A date stands without VALUE=DATE; it was read as a date.'),
  'date-with-time': note('A date has a time although it says it has none; the date was used.'),
  'unknown-zone': note(
    'The time zone of this event is unknown; its times were read as local to the property.',
  ),
  'no-uid': note('This event has no UID; it is known by its dates and text.'),
  // repeating events
  'bad-rule': loss('The rule by which this event repeats could not be read; only its first date was used.'),
  'rule-not-read': loss(
    'This event repeats by a rule that Bellhop does not read; only its first date was used.',
  ),
  'repeat-too-dense': loss('This event repeats within the day; only its first date was used.'),
  'repeat-cut': loss('This event repeats too often; its later dates were left out.'),
  // events that mean no night
  'cancelled-event': note('This event is cancelled; it takes no night.'),
  'transparent-event': note('This event is marked as free; it takes no night.'),
  'not-overnight': note('This event starts and ends on one day; it is no stay.'),
  'event-unreadable': loss('This event could not be read.'),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof KINDS;

export interface ProblemList {
  /** `line` counts from 1 in the body as received. */
  readonly add: (code: ProblemCode, line: number | null, uid?: string | null) => void;
  readonly hasLoss: () => boolean;
  /** Events that could not be used although they may mean nights. */
  readonly listed: () => readonly FeedProblem[];
}

/** Collects problems in the order found. Losses are never pushed out by mere notes. */
export function createProblemList(): ProblemList {
  const losses: FeedProblem[] = [];
  const notes: FeedProblem[] = [];
  let more = 0;
  return {
    add(code, line, uid = null) {
      const { message, isLoss } = KINDS[code];
      const kept = isLoss ? losses : notes;
      if (kept.length < MAX_PROBLEMS) kept.push({ code, message, line, uid, isLoss });
      else more += 1;
    },
    hasLoss: () => losses.length > 0,
    listed() {
      const all = [...losses, ...notes].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
      if (more === 0) return all;
      const message = `${more} more problems of these kinds are not listed one by one.`;
      return [...all, { code: 'more-problems', message, line: null, uid: null, isLoss: losses.length > 0 }];
    },
  };
}

import { EARLIEST_YEAR, type StayDate } from '../../domain/stay-date.ts';
import { bookingCodeIn } from './classify.ts';
import { MAX_SUMMARY_LENGTH, MAX_UID_LENGTH } from './feed-limits.ts';
import { type NightRules, type Nights, readNights } from './nights.ts';
import type { ProblemList } from './problem-list.ts';
import { parameter, type Property, readProperty, textOf } from './properties.ts';
import type { ContentLine, RawEvent } from './read-components.ts';
import { datesOf, expandRepetition, type RepeatBudget } from './repeat.ts';

/** An event that takes nights, not yet sorted into kinds. */
export interface EventDraft {
  readonly uid: string | null;
  readonly summary: string;
  /** What looks like a booking code of Airbnb in its description; nothing else of a description is kept. */
  readonly code: string | null;
  readonly status: string | null;
  readonly firstNight: StayDate;
  readonly departure: StayDate;
  /** One of several that the same event stands for. */
  readonly isOccurrence: boolean;
}

export interface EventContext {
  readonly problems: ProblemList;
  readonly rules: NightRules;
  readonly allEventsBlock: boolean;
  readonly budget: RepeatBudget;
  /** Occurrences that another event of the same UID replaces, by UID. */
  readonly replaced: Map<string, Set<StayDate>>;
}

/** The lines of an event by what they are; of several the first counts. */
interface Sorted {
  start?: ContentLine;
  end?: ContentLine;
  duration?: ContentLine;
  uid?: ContentLine;
  summary?: ContentLine;
  description?: ContentLine;
  status?: ContentLine;
  transparency?: ContentLine;
  replaces?: ContentLine;
  readonly rules: ContentLine[];
  readonly extra: ContentLine[];
  readonly except: ContentLine[];
}

const FIELDS = new Map<string, Exclude<keyof Sorted, 'rules' | 'extra' | 'except'>>([
  ['DTSTART', 'start'],
  ['DTEND', 'end'],
  ['DURATION', 'duration'],
  ['UID', 'uid'],
  ['SUMMARY', 'summary'],
  ['DESCRIPTION', 'description'],
  ['STATUS', 'status'],
  ['TRANSP', 'transparency'],
  ['RECURRENCE-ID', 'replaces'],
]);

const valueOf = (text: string): string => text.slice(text.indexOf(':') + 1).trim();

function sortLines(event: RawEvent): { sorted: Sorted; twice: ContentLine[] } {
  const sorted: Sorted = { rules: [], extra: [], except: [] };
  const twice: ContentLine[] = [];
  for (const content of event.properties) {
    const field = FIELDS.get(content.name);
    if (field === undefined) {
      if (content.name === 'RRULE') sorted.rules.push(content);
      else if (content.name === 'RDATE') sorted.extra.push(content);
      else sorted.except.push(content);
    } else if (sorted[field] === undefined) sorted[field] = content;
    else if (valueOf(sorted[field].text) !== valueOf(content.text)) twice.push(content);
  }
  return { sorted, twice };
}

const EARLIEST_NIGHT = `${EARLIEST_YEAR}-01-01`;
/** Lines remembered; beyond that many a feed has few that are alike. */
const MAX_KNOWN = 1000;
const REPEATED: ReadonlySet<string> = new Set(['SUMMARY', 'STATUS', 'TRANSP']);
const LONGEST_KNOWN = 80;

/** Reads the events of one feed, one by one. */
export class EventReader {
  private readonly context: EventContext;
  /** Lines already parsed: the texts of a channel are mostly the same few. */
  private readonly known = new Map<string, Property | undefined>();
  private uid: string | null = null;

  constructor(context: EventContext) {
    this.context = context;
  }

  /** The nights of one event; none where it means none, with a problem that says why. */
  read(event: RawEvent): EventDraft[] {
    this.uid = null;
    try {
      return this.readSorted(event);
    } catch {
      this.note('event-unreadable', event.line);
      return [];
    }
  }

  private note(code: Parameters<ProblemList['add']>[0], line: number): void {
    this.context.problems.add(code, line, this.uid);
  }

  private readSorted(event: RawEvent): EventDraft[] {
    const { sorted, twice } = sortLines(event);
    const uid = this.textAt(sorted.uid);
    this.uid = uid === '' ? null : shortened(uid, MAX_UID_LENGTH);
    for (const { code, line } of event.notes) this.note(code, line);
    for (const { name, line } of twice) {
      if (name === 'DTSTART') this.note('two-starts', line);
      else if (name === 'DTEND' || name === 'DURATION') this.note('two-ends', line);
    }
    const status = this.textAt(sorted.status).toUpperCase();
    this.rememberReplaced(sorted.replaces);
    if (status === 'CANCELLED' || status === 'CANCELED') this.note('cancelled-event', event.line);
    else if (this.textAt(sorted.transparency).toUpperCase() === 'TRANSPARENT' && !this.context.allEventsBlock)
      this.note('transparent-event', event.line);
    else return this.readDated(event, sorted, status);
    return [];
  }

  private readDated(event: RawEvent, sorted: Sorted, status: string): EventDraft[] {
    const isRepeating = sorted.rules.length + sorted.extra.length + sorted.except.length > 0;
    const nights = this.nightsOf(event, sorted, isRepeating);
    if (!nights) return [];
    if (this.uid === null) this.note('no-uid', event.line);
    const base = {
      uid: this.uid,
      summary: shortened(this.textAt(sorted.summary), MAX_SUMMARY_LENGTH),
      code: sorted.description ? bookingCodeIn(sorted.description.text) : null,
      status: status === '' ? null : shortened(status, 20),
    };
    if (!isRepeating) {
      const { firstNight, departure } = nights;
      return [{ ...base, firstNight, departure, isOccurrence: false }];
    }
    return this.repeated(event, sorted, nights).map((range) => ({ ...base, ...range, isOccurrence: true }));
  }

  private repeated(
    event: RawEvent,
    sorted: Sorted,
    nights: Nights,
  ): Pick<EventDraft, 'firstNight' | 'departure'>[] {
    const repetition = {
      rules: this.propertiesOf(sorted.rules),
      extra: this.propertiesOf(sorted.extra),
      except: this.propertiesOf(sorted.except),
    };
    const { ranges, codes } = expandRepetition(nights, repetition, this.context.budget);
    for (const code of codes) this.note(code, sorted.rules[0]?.line ?? sorted.extra[0]?.line ?? event.line);
    return [...ranges];
  }

  private nightsOf(event: RawEvent, sorted: Sorted, isRepeating: boolean): Nights | undefined {
    const start = this.propertyAt(sorted.start);
    if (!start) {
      this.note('no-start', sorted.start?.line ?? event.line);
      return undefined;
    }
    const end = this.propertyAt(sorted.end);
    const duration = end ? undefined : this.propertyAt(sorted.duration);
    if (sorted.end && !end) {
      this.note('bad-end', sorted.end.line);
      return undefined;
    }
    const { nights, codes } = readNights(start, end, duration, this.context.budget.zones, this.context.rules);
    const startLine = sorted.start?.line ?? event.line;
    const endLine = sorted.end?.line ?? sorted.duration?.line ?? startLine;
    for (const code of codes) this.note(code, code.includes('end') ? endLine : startLine);
    if (nights && !isRepeating && nights.firstNight < EARLIEST_NIGHT) {
      this.note('date-out-of-range', startLine);
      return undefined;
    }
    if (nights?.isEndMissing && mayHaveLostEnd(event)) this.note('end-maybe-lost', event.line);
    return nights;
  }

  /** Remembers which occurrence this event stands for instead. */
  private rememberReplaced(content: ContentLine | undefined): void {
    const property = this.propertyAt(content);
    if (!property || !content || this.uid === null) return;
    if (parameter(property, 'range') !== '') this.note('rule-not-read', content.line);
    const dates = this.context.replaced.get(this.uid) ?? new Set();
    for (const date of datesOf(property, this.context.budget.zones)) dates.add(date);
    this.context.replaced.set(this.uid, dates);
  }

  private propertyAt(content: ContentLine | undefined): Property | undefined {
    if (!content) return undefined;
    const property = this.parsed(content);
    if (!property) this.note('bad-property', content.line);
    else if (property.isDamaged && content.name !== 'RRULE') this.note('bad-parameter', content.line);
    return property;
  }

  private parsed(content: ContentLine): Property | undefined {
    const { name, text } = content;
    if (!REPEATED.has(name) || text.length > LONGEST_KNOWN) return readProperty(content);
    const known = this.known.get(text);
    if (known) return known;
    const property = readProperty(content);
    if (this.known.size < MAX_KNOWN) this.known.set(text, property);
    return property;
  }

  private propertiesOf(contents: readonly ContentLine[]): Property[] {
    return contents.map((content) => this.propertyAt(content)).filter((property) => property !== undefined);
  }

  private textAt(content: ContentLine | undefined): string {
    const property = this.propertyAt(content);
    return property ? textOf(property) : '';
  }
}

/** An end may hide in an odd line, or at the end of another property that lost its line end. */
function mayHaveLostEnd(event: RawEvent): boolean {
  return event.hasOddLine || event.properties.some(({ text }) => text.includes('DTEND'));
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).toWellFormed()}…` : text;
}

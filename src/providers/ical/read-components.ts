import { COMPONENTS, PASSED_OVER, WANTED } from './calendar-words.ts';
import { eachContentLine, eachLine } from './content-lines.ts';
import type { ProblemCode, ProblemList } from './problem-list.ts';

/** One unfolded line that holds a property. */
export interface ContentLine {
  /** In capitals. */
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** The lines of one VEVENT, nothing in them read yet. */
export interface RawEvent {
  readonly line: number;
  readonly properties: ContentLine[];
  /** Found before the UID was known. */
  notes: readonly { readonly code: ProblemCode; readonly line: number }[];
  /** A line stands in it that may have been its end. */
  hasOddLine: boolean;
}

export interface RawCalendar {
  /** Events that began. */
  readonly eventCount: number;
  /** First PRODID line. */
  readonly producer: string;
  /** Calendars that began, and whether the last one also ended. */
  readonly calendars: number;
  readonly isClosed: boolean;
}

/** Takes what is found while the lines are gone through. */
export interface Findings {
  readonly problems: ProblemList;
  /** Called as each event ends, so that none has to be kept. Zones that it names may still follow. */
  readonly onEvent: (event: RawEvent) => void;
  /** Gains the lines of each VTIMEZONE, wherever it stands; `BEGIN` starts each of its parts. */
  readonly zones: ContentLine[][];
}

/** Parts within parts; deeper ones are not told apart. */
const MAX_DEPTH = 20;
/** Properties whose text often breaks over lines where a writer forgets to escape it. */
const TEXTS = /^(?:DESCRIPTION|SUMMARY|LOCATION|COMMENT|CONTACT|X-.*)$/;

const MARKERS = /(BEGIN|END):(VEVENT|VCALENDAR|VTIMEZONE)/gi;
const GLUED =
  /(?:DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|SUMMARY|STATUS|TRANSP|UID)[;:].*$/is;
const GLUED_NAME = /[^-](?:DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|SUMMARY|STATUS|TRANSP|UID)$/;
const COMMENT = /^(?:\/\/|<!--)/;
const COMPONENT_NAME = /^[A-Z0-9-]+$/;

/** Where the name of a property ends, or -1 where the line has no name. */
function endOfName(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isName =
      (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45;
    if (!isName) return index > 0 && (code === 58 || code === 59) ? index : -1;
  }
  return -1;
}

const NO_NOTES: RawEvent['notes'] = [];

/** Sorts lines into components. Never gives up: what does not fit is noted, and the next BEGIN:VEVENT starts afresh. */
class ComponentReader {
  readonly startLines = new Set<number>();
  producer = '';
  calendars = 0;
  eventCount = 0;
  private readonly stack: string[] = [];
  private event: RawEvent | undefined;
  private isAfterText = false;
  private hasEnded = false;
  private readonly problems: ProblemList;
  private readonly zones: ContentLine[][];
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.problems = findings.problems;
    this.zones = findings.zones;
    this.findings = findings;
  }

  get isClosed(): boolean {
    return this.stack.length === 0;
  }

  take(text: string, line: number, isCut: boolean): void {
    const end = endOfName(text);
    if (end === -1) return this.foreign(text, line);
    const name = text.slice(0, end).toUpperCase();
    if (isCut && !TEXTS.test(name)) this.note('line-too-long', line);
    if (name === 'BEGIN' || name === 'END') return this.marker(name, text, line);
    this.property(name, text, line);
  }

  private marker(name: 'BEGIN' | 'END', text: string, line: number): void {
    this.isAfterText = false;
    const component = text
      .slice(name.length + 1)
      .trim()
      .toUpperCase();
    if (!COMPONENT_NAME.test(component)) return this.foreign(text, line);
    if (name === 'BEGIN') this.begin(component, line);
    else this.end(component, line);
  }

  private begin(component: string, line: number): void {
    if (component === 'VEVENT') return this.beginEvent(line);
    if (component === 'VCALENDAR') {
      if (this.stack.length > 0) this.problems.add('calendar-not-closed', line);
      this.unwind(0, line);
      this.calendars += 1;
    } else if (component === 'VFREEBUSY') this.problems.add('busy-list-not-read', line);
    else if (!COMPONENTS.has(component) && !component.startsWith('X-')) this.note('unknown-component', line);
    if (this.stack.length >= MAX_DEPTH) return;
    if (component === 'VTIMEZONE') this.zones.push([]);
    else if (this.stack.includes('VTIMEZONE'))
      this.zones.at(-1)?.push({ name: 'BEGIN', text: component, line });
    this.stack.push(component);
  }

  private beginEvent(line: number): void {
    this.startLines.add(line);
    this.eventCount += 1;
    if (this.stack.length === 0) this.problems.add('event-outside-calendar', line);
    else this.unwind(1, line);
    this.event = { line, properties: [], notes: NO_NOTES, hasOddLine: false };
    this.stack.push('VEVENT');
  }

  private end(component: string, line: number): void {
    const at = this.stack.lastIndexOf(component);
    if (at === -1) return this.note('end-without-begin', line);
    this.unwind(at + 1, line);
    this.stack.pop();
    if (component === 'VEVENT') this.endEvent();
  }

  private endEvent(): void {
    const { event } = this;
    this.event = undefined;
    if (event) this.findings.onEvent(event);
  }

  /** Closes what is still open above `depth`. */
  private unwind(depth: number, line: number): void {
    while (this.stack.length > depth) {
      this.note('component-not-closed', line);
      if (this.stack.pop() === 'VEVENT') this.endEvent();
    }
  }

  private property(name: string, text: string, line: number): void {
    const top = this.stack[this.stack.length - 1];
    this.isAfterText = TEXTS.test(name);
    if (top === 'VEVENT' && this.event) this.eventProperty(this.event, { name, text, line });
    else if (top === 'VCALENDAR') {
      if (name === 'PRODID' && this.producer === '') this.producer = text;
    } else if (top === undefined) this.afterEnd(line);
    else if (this.stack.includes('VTIMEZONE')) this.zones.at(-1)?.push({ name, text, line });
  }

  private eventProperty(event: RawEvent, property: ContentLine): void {
    if (WANTED.has(property.name)) event.properties.push(property);
    else if (PASSED_OVER.has(property.name) || property.name.startsWith('X-')) {
      if (property.text.includes('DTEND')) event.hasOddLine = true;
    } else if (GLUED_NAME.test(property.name)) this.foreign(property.text, property.line);
    else event.hasOddLine = true;
  }

  /** A line that is no property: find what of it belongs to the calendar. */
  private foreign(text: string, line: number): void {
    if (text.startsWith('#')) return this.note('comment-line', line);
    const markers = [...text.matchAll(MARKERS)];
    if (markers.length > 0) {
      this.note('foreign-text', line);
      for (const [, name, component = ''] of markers) {
        if (name?.toUpperCase() === 'BEGIN') this.begin(component.toUpperCase(), line);
        else this.end(component.toUpperCase(), line);
      }
      return;
    }
    const bare = text.trim().toUpperCase();
    const glued = WANTED.has(bare) ? `${bare}:` : this.event ? GLUED.exec(text)?.[0] : undefined;
    if (glued !== undefined && this.event) {
      this.note('foreign-text', line);
      const name = glued.slice(0, endOfName(glued)).toUpperCase();
      this.event.properties.push({ name, text: glued, line });
    } else this.junk(text, line);
  }

  private junk(text: string, line: number): void {
    if (this.stack.length === 0) return this.afterEnd(line);
    if (COMMENT.test(text)) return this.note('comment-line', line);
    if (this.event) this.event.hasOddLine = true;
    this.note(this.isAfterText && this.event ? 'junk-in-text' : 'junk-line', line);
  }

  /** One entry says it all, however much text follows. */
  private afterEnd(line: number): void {
    if (!this.hasEnded) this.problems.add('text-after-end', line);
    this.hasEnded = true;
  }

  private note(code: ProblemCode, line: number): void {
    if (this.event) this.event.notes = [...this.event.notes, { code, line }];
    else this.problems.add(code, line);
  }
}

const EVENT_START = 'BEGIN:VEVENT';
const EVENT_START_AT_END = /BEGIN:VEVENT[ \t]*$/i;

/** How often an event begins, wherever on its line that stands; small letters are not counted. */
export function countEventStarts(text: string): number {
  let count = 0;
  for (let at = text.indexOf(EVENT_START); at !== -1; at = text.indexOf(EVENT_START, at + EVENT_START.length))
    count += 1;
  return count;
}

/** Lists the lines that begin an event which the reader never saw: swallowed by a fold or by text before it. */
function listSwallowed(text: string, seen: ReadonlySet<number>, problems: ProblemList): void {
  eachLine(text, (start, end, line) => {
    if (!seen.has(line) && EVENT_START_AT_END.test(text.slice(start, end)))
      problems.add('event-not-found', line);
  });
}

/** Goes through the lines of a body. An event's own problems are left in its notes, until its UID is known. */
export function readComponents(text: string, findings: Findings): RawCalendar {
  const reader = new ComponentReader(findings);
  eachContentLine(text, (content, line, isCut) => reader.take(content, line, isCut));
  const { producer, calendars, isClosed, startLines } = reader;
  if (countEventStarts(text) !== startLines.size) listSwallowed(text, startLines, findings.problems);
  return { eventCount: reader.eventCount, producer, calendars, isClosed };
}

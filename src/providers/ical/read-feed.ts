import type { FeedEvent, FeedReason, ParsedFeed } from '../../domain/feed.ts';
import type { StayDate } from '../../domain/stay-date.ts';
import { classifyEvent } from './classify.ts';
import { decodeBody } from './decode-body.ts';
import { fingerprintOf, keysOf } from './event-keys.ts';
import { type EventDraft, EventReader } from './event-reader.ts';
import { MAX_BODY_BYTES, MAX_EVENTS, MAX_REPEAT_STEPS } from './feed-limits.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';
import { readProperty, textOf } from './properties.ts';
import {
  type ContentLine,
  countEventStarts,
  type RawCalendar,
  type RawEvent,
  readComponents,
} from './read-components.ts';
import { CLOSED_NIGHTS_REASON, detectMode, recogniseChannel } from './recognise.ts';
import { firstLineOf, rejectedFeed, type RejectionCode } from './rejected-feed.ts';
import { createZones } from './zones.ts';

export interface ReadFeedOptions {
  /** IANA zone of the property: times become nights on its clock. */
  readonly zone: string;
  /** Today at the property. */
  readonly asOf: StayDate;
  /** Host of the address, for calendars that do not say who made them. */
  readonly host?: string;
  /** The feed writes the last night where others write the departure. */
  readonly endIsLastNight?: boolean;
  /** Events marked as free take their nights as well. */
  readonly allEventsBlock?: boolean;
  /** Events within one day take that night. */
  readonly timedEventsAreStays?: boolean;
}

const MAX_PRODUCER_LENGTH = 80;
const TZID = /^[A-Z-]+;[^:]*TZID=/i;
/** Where the text behind blank lines and comments starts; hand-made calendars begin with such lines. */
function contentStart(text: string): number {
  const visible = /[^\s\0]/g;
  for (;;) {
    const found = visible.exec(text);
    if (!found) return text.length;
    if (found[0] !== '#') return found.index;
    const ending = /[\r\n]/g;
    ending.lastIndex = found.index;
    visible.lastIndex = ending.exec(text)?.index ?? text.length;
  }
}

function rejectionOf(text: string): RejectionCode | undefined {
  const start = contentStart(text);
  const first = text[start];
  if (first === undefined) return 'empty-body';
  if (/^BEGIN:VCALENDAR/i.test(text.slice(start, start + 15))) return undefined;
  if (first === '<') return 'html';
  return first === '{' || first === '[' ? 'json' : 'not-a-calendar';
}

const isTooLarge = (body: Uint8Array | string): boolean =>
  body.length > MAX_BODY_BYTES || (typeof body === 'string' && Buffer.byteLength(body) > MAX_BODY_BYTES);

/** What one going through of a body's lines gives. */
interface Reading {
  readonly calendar: RawCalendar;
  readonly drafts: EventDraft[];
}

/** Events are read as they end; only those that name a zone wait, for its description may stand behind them. */
function readEvents(text: string, options: ReadFeedOptions, problems: ProblemList): Reading {
  const described: ContentLine[][] = [];
  const zones = createZones(options.zone, described);
  const replaced = new Map<string, Set<StayDate>>();
  const { endIsLastNight = false, timedEventsAreStays = false, allEventsBlock = false } = options;
  const reader = new EventReader({
    problems,
    rules: { endIsLastNight, timedEventsAreStays },
    allEventsBlock,
    budget: { asOf: options.asOf, zones, work: { left: MAX_REPEAT_STEPS }, occurrencesLeft: MAX_EVENTS },
    replaced,
  });
  const drafts: EventDraft[] = [];
  const waiting: RawEvent[] = [];
  const read = (event: RawEvent): void => {
    for (const draft of reader.read(event)) drafts.push(draft);
  };
  const onEvent = (event: RawEvent): void => {
    if (namesZone(event)) waiting.push(event);
    else read(event);
  };
  const calendar = readComponents(text, { problems, onEvent, zones: described });
  waiting.forEach(read);
  return { calendar, drafts: replaced.size === 0 ? drafts : withoutReplaced(drafts, replaced) };
}

function withoutReplaced(
  drafts: readonly EventDraft[],
  replaced: ReadonlyMap<string, ReadonlySet<StayDate>>,
): EventDraft[] {
  return drafts.filter(
    ({ uid, isOccurrence, firstNight }) =>
      !isOccurrence || uid === null || !replaced.get(uid)?.has(firstNight),
  );
}

const namesZone = ({ properties }: RawEvent): boolean => properties.some(({ text }) => TZID.test(text));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inOrder(drafts: EventDraft[]): EventDraft[] {
  return drafts.sort(
    (a, b) =>
      compare(a.firstNight, b.firstNight) ||
      compare(a.departure, b.departure) ||
      compare(a.uid ?? '', b.uid ?? '') ||
      compare(a.summary, b.summary),
  );
}

function producerOf(line: string): string {
  const property = line === '' ? undefined : readProperty({ name: 'PRODID', text: line, line: 0 });
  return property ? textOf(property).slice(0, MAX_PRODUCER_LENGTH).toWellFormed() : '';
}

function reasonsOf(calendar: RawCalendar, problems: ProblemList, isClosedNights: boolean): FeedReason[] {
  const reasons: FeedReason[] = [];
  if (problems.hasLoss())
    reasons.push({
      code: 'nights-may-be-missing',
      message:
        'Part of the calendar could not be read, so nights may be missing. New nights are taken over; none is freed.',
    });
  if (isClosedNights) reasons.push(CLOSED_NIGHTS_REASON);
  if (calendar.eventCount === 0)
    reasons.push({ code: 'empty-feed', message: 'The calendar is valid and holds no event.' });
  return reasons;
}

function readCalendar(text: string, isRepaired: boolean, options: ReadFeedOptions): ParsedFeed {
  if (countEventStarts(text) > MAX_EVENTS) return rejectedFeed('too-many-events');
  const problems = createProblemList();
  if (isRepaired) problems.add('bad-encoding', null);
  const { calendar, drafts } = readEvents(text, options, problems);
  if (!calendar.isClosed) return rejectedFeed('truncated');
  if (calendar.eventCount > MAX_EVENTS) return rejectedFeed('too-many-events');
  const producer = producerOf(calendar.producer);
  const channel = recogniseChannel(calendar.producer, options.host);
  inOrder(drafts);
  const mode = detectMode(channel, drafts, options.asOf);
  const keys = keysOf(drafts);
  const events = drafts.map((draft, index): FeedEvent => {
    const { uid, summary, firstNight, departure, status } = draft;
    const { kind, channelRef, guestName } = classifyEvent(channel, mode, draft);
    const key = keys[index] as string;
    return { uid, key, summary, kind, firstNight, departure, status, channelRef, guestName };
  });
  return {
    verdict: problems.hasLoss() ? 'suspect' : 'ok',
    channel,
    producer,
    mode,
    reasons: reasonsOf(calendar, problems, mode === 'closed-nights'),
    events,
    problems: problems.listed(),
    fingerprint: fingerprintOf(events),
  };
}

/**
 * What one body of a feed says: its events as nights at the property, everything that is wrong with it, and whether it
 * may be acted on. Never throws and never takes long, whatever the body holds; a damaged event costs nothing but itself.
 * `suspect` means that nights may be missing: nothing may be freed because of such a body.
 */
export function readFeed(body: Uint8Array | string, options: ReadFeedOptions): ParsedFeed {
  try {
    if (isTooLarge(body)) return rejectedFeed('too-large');
    const { text, isRepaired } = decodeBody(body);
    const rejection = rejectionOf(text);
    if (rejection) return rejectedFeed(rejection, firstLineOf(text));
    return readCalendar(text, isRepaired, options);
  } catch {
    return rejectedFeed('reader-failed');
  }
}

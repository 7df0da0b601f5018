import { addNights, type StayDate } from '../domain/stay-date.ts';
import { compactDate, type EventLines, utcStamp } from './calendar-text.ts';
import type { Fault } from './faults.ts';

/** What a feed would have said, in parts, so that a fault can spoil one of them. */
export interface Draft {
  readonly events: readonly EventLines[];
  readonly today: StayDate;
  readonly now: number;
  readonly write: (events: readonly EventLines[]) => string;
}

const HTML = `<!DOCTYPE html>
<html lang="en"><head><title>Log in</title></head>
<body><form action="/login" method="post"><input name="email"><input name="password" type="password"></form></body></html>
`;
const JSON_ERROR =
  '{"code":500,"message":"There was an error processing your request. Please try again in a few minutes."}';

function event(draft: Draft, uid: string, first: number, nights: number, summary: string): EventLines {
  const start = addNights(draft.today, first);
  return [
    `UID:${uid}`,
    `DTSTAMP:${utcStamp(draft.now)}`,
    `DTSTART;VALUE=DATE:${compactDate(start)}`,
    `DTEND;VALUE=DATE:${compactDate(addNights(start, nights))}`,
    `SUMMARY:${summary}`,
  ];
}

const withUid = (lines: EventLines, uid: string): EventLines =>
  lines.map((line) => (line.startsWith('UID:') ? `UID:${uid}` : line));

const uidOf = (lines: EventLines): string =>
  lines.find((line) => line.startsWith('UID:'))?.slice('UID:'.length) ?? '';

/** Events with one of them spoilt. */
function spoiltEvents(kind: Fault['kind'], draft: Draft): readonly EventLines[] | undefined {
  const { events, today } = draft;
  const [first, second, ...rest] = events;
  const extra = (uid: string, first = 30, nights = 2): EventLines =>
    event(draft, uid, first, nights, 'Reserved');
  switch (kind) {
    case 'empty-calendar':
      return [];
    case 'half-gone':
      return events.filter((_event, index) => index % 2 === 1);
    case 'month-13': {
      const year = today.slice(0, 4);
      const dates = [`DTSTART;VALUE=DATE:${year}1301`, `DTEND;VALUE=DATE:${year}1304`];
      return [...events, ['UID:month-13', `DTSTAMP:${utcStamp(draft.now)}`, ...dates, 'SUMMARY:Reserved']];
    }
    case 'end-before-start':
      return [...events, extra('end-before-start', 30, -2)];
    case 'end-equals-start':
      return [...events, extra('end-equals-start', 30, 0)];
    case 'missing-uid':
      return [...events, extra('').slice(1)];
    case 'proto-uid':
      return first ? [withUid(first, '__proto__'), ...events.slice(1)] : [extra('__proto__')];
    case 'duplicate-uids':
      if (first && second) return [first, withUid(second, uidOf(first)), ...rest];
      return [...events, extra('twice'), extra('twice', 40)];
    default:
      return undefined;
  }
}

/** Folds after 75 octets, be it in the middle of a character: legal, and some readers choke on it. */
function foldOctets(text: string): Buffer {
  const pieces: Buffer[] = [];
  for (const line of text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)) {
    let rest = Buffer.from(line);
    for (let room = 75; rest.length > room; room = 74) {
      pieces.push(rest.subarray(0, room), Buffer.from('\r\n '));
      rest = rest.subarray(room);
    }
    pieces.push(rest, Buffer.from('\r\n'));
  }
  return Buffer.concat(pieces);
}

function hugeBody(draft: Draft, bytes: number): string {
  const filler = event(draft, 'huge', 60, 1, 'Reserved');
  const description = `DESCRIPTION:${'All work and no play. '.repeat(10_000)}`;
  const count = Math.ceil(bytes / description.length);
  const extra = Array.from({ length: count }, (_one, index) => [
    ...withUid(filler, `huge-${index}`),
    description,
  ]);
  return draft.write([...draft.events, ...extra]);
}

function manyEvents(draft: Draft, count: number): string {
  const extra = Array.from({ length: Math.max(0, count - draft.events.length) }, (_one, index) =>
    event(draft, `many-${index}`, 1 + (index % 360), 1, 'Reserved'),
  );
  return draft.write([...draft.events, ...extra]);
}

/** The body that a fault makes of a feed, or undefined where the fault leaves the body alone. */
export function brokenBody(fault: Fault, draft: Draft): string | Buffer | undefined {
  const spoilt = spoiltEvents(fault.kind, draft);
  if (spoilt) return draft.write(spoilt);
  const text = (): string => draft.write(draft.events);
  switch (fault.kind) {
    case 'html':
      return HTML;
    case 'json-error':
      return JSON_ERROR;
    case 'empty-body':
      return '';
    case 'one-newline':
      return '\n';
    case 'one-word':
      return 'Unavailable';
    case 'bom':
      return `\uFEFF${text()}`;
    case 'cr-only':
      return text().replaceAll('\r\n', '\r');
    case 'lf-only':
      return text().replaceAll('\r\n', '\n');
    case 'no-final-newline':
      return text().slice(0, -2);
    case 'folded-inside-characters':
      return foldOctets(text());
    case 'junk-line':
      return text().replace(/(?<=\r\n)(END:VEVENT\r\n|END:VCALENDAR\r\n)/, '# written by hand, sorry\r\n$1');
    case 'text-after-end':
      return `${text()}<!-- cached -->\r\n`;
    case 'truncated':
      return text().slice(0, Math.floor(text().length * 0.6));
    case 'huge':
      return hugeBody(draft, fault.bytes ?? 5_500_000);
    case 'many-events':
      return manyEvents(draft, fault.count ?? 20_001);
    case 'rewrite':
      return fault.rewrite(text());
    default:
      return undefined;
  }
}

/** Status-200 bodies that are no calendar do not claim to be one. */
export function contentTypeOf(fault: Fault | undefined): string {
  switch (fault?.kind) {
    case 'html':
      return 'text/html; charset=utf-8';
    case 'json-error':
      return 'application/json';
    case 'wrong-content-type':
      return fault.type ?? 'application/octet-stream';
    default:
      return 'text/calendar; charset=utf-8';
  }
}

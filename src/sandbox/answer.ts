import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { dateInZone } from '../domain/stay-date.ts';
import { brokenBody, contentTypeOf, type Draft } from './broken-bodies.ts';
import { writeCalendar } from './calendar-text.ts';
import type { Fault } from './faults.ts';
import type { Listing } from './listing.ts';

/** How an answer ends on the wire. */
type Ending = 'whole' | 'never' | 'reset' | 'endless';

/** One HTTP answer, decided before a byte of it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly ending: Ending;
  readonly delayMs: number;
}

export interface FeedRequest {
  readonly listing: Listing;
  readonly fault: Fault | undefined;
  readonly now: number;
  readonly url: URL;
  readonly ifNoneMatch: string | undefined;
  /** The same sandbox on another loopback port. */
  readonly otherOrigin: string;
}

const BOMB_BYTES = 64 * 1024 * 1024;
let bomb: Buffer | undefined;
/** 64 MB of nothing much in 64 kB. */
function gzipBomb(): Buffer {
  bomb ??= gzipSync(Buffer.concat([Buffer.from('BEGIN:VCALENDAR\r\n'), Buffer.alloc(BOMB_BYTES, ' ')]));
  return bomb;
}

export function plainAnswer(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    body: Buffer.from(text),
    ending: 'whole',
    delayMs: 0,
  };
}

function retryAfter(fault: Fault & { kind: 'status' }, now: number): Record<string, string> {
  if (fault.retryAfter === undefined) return {};
  const text = fault.retryAfter === 'date' ? new Date(now + 120_000).toUTCString() : String(fault.retryAfter);
  return { 'retry-after': text };
}

function redirect(fault: Fault & { kind: 'redirect' }, request: FeedRequest): Answer {
  const { pathname, search } = request.url;
  const place = (): string => {
    if (typeof fault.to === 'object') return fault.to.location;
    if (fault.to === 'chain') return `/hop/2${pathname}${search}`;
    if (fault.to === 'loop') return `${pathname}${search}`;
    if (fault.to === 'other-port') return `${request.otherOrigin}${pathname}${search}`;
    return `http://192.168.0.10${pathname}${search}`;
  };
  return plainAnswer(302, 'Found', { location: place() });
}

function draftOf({ listing, now, url }: FeedRequest): Draft {
  const { events, moment } = listing.eventsAt(now, url.searchParams);
  const footer = listing.manner.footer?.(moment) ?? [];
  return {
    events,
    now,
    today: dateInZone(now, moment.zone),
    write: (kept) => writeCalendar(listing.manner.header(moment), kept, footer),
  };
}

function calendarAnswer(request: FeedRequest): Answer {
  const { fault, listing } = request;
  const draft = draftOf(request);
  const body = Buffer.from((fault && brokenBody(fault, draft)) ?? draft.write(draft.events));
  const headers: Record<string, string> = { 'content-type': contentTypeOf(fault) };
  const whole: Answer = { status: 200, headers, body, ending: 'whole', delayMs: 0 };
  if (listing.hasStableStamps) {
    headers['etag'] = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if (request.ifNoneMatch === headers['etag']) return { ...whole, status: 304, body: Buffer.alloc(0) };
  }
  switch (fault?.kind) {
    case 'gzip':
      return { ...whole, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body) };
    case 'gzip-bomb':
      return { ...whole, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipBomb() };
    case 'slow':
      return { ...whole, delayMs: fault.ms };
    case 'timeout':
      return { ...whole, ending: 'never' };
    case 'reset':
    case 'endless':
      return { ...whole, ending: fault.kind };
    default:
      return whole;
  }
}

/** Decides what a host answers to one request for a listing's feed. */
export function answerFor(request: FeedRequest): Answer {
  const { fault } = request;
  if (fault?.kind === 'status')
    return plainAnswer(fault.status, `The host answers ${fault.status}.`, retryAfter(fault, request.now));
  if (fault?.kind === 'redirect') return redirect(fault, request);
  return calendarAnswer(request);
}

function sendEndlessly(response: ServerResponse, body: Buffer): void {
  const filler = Buffer.from('X-FILLER:and so it goes on and on and on\r\n'.repeat(400));
  // the calendar never ends: its last line is held back
  response.write(body.subarray(0, Math.max(0, body.length - 'END:VCALENDAR\r\n'.length)));
  const more = (): void => {
    while (!response.destroyed) if (!response.write(filler)) return;
  };
  response.on('drain', more);
  more();
}

/** Puts an answer on the wire. */
export function send(response: ServerResponse, answer: Answer): void {
  const { status, headers, body, ending, delayMs } = answer;
  if (ending === 'never') return;
  if (ending === 'endless') {
    response.writeHead(status, headers);
    sendEndlessly(response, body);
    return;
  }
  const write = (): void => {
    if (response.destroyed) return;
    // a 304 has no body, hence no length
    response.writeHead(status, status === 304 ? headers : { ...headers, 'content-length': body.length });
    if (ending === 'whole') response.end(body);
    else response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  };
  if (delayMs > 0) {
    const timer = setTimeout(write, delayMs);
    response.on('close', () => clearTimeout(timer));
  } else write();
}

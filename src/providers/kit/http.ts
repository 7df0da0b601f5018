import type { Dispatcher } from 'undici';
import type { Clock } from '../../domain/clock.ts';
import { Refusal } from '../../domain/failure.ts';
import { parseFeedAddress } from './http-address.ts';
import { ACCEPT_ENCODING, readBody } from './http-body.ts';
import { createConnecting, resolveByMachine, type Resolve } from './http-connect.ts';
import { failureOfError } from './http-error.ts';
import { failureOfStatus, fetchFailure, type FetchFailure } from './http-failure.ts';

export interface FetchLimits {
  /** For everything together: finding the host, connecting, redirects, and the body to its end. */
  readonly timeoutMs: number;
  /** Of the body, as it arrives and as it is unpacked. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

export const DEFAULT_LIMITS: FetchLimits = { timeoutMs: 30_000, maxBytes: 5 * 2 ** 20, maxRedirects: 5 };

export interface DocumentRequest {
  /** A secret. Appears in no failure and in no log. */
  readonly address: string;
  /** From the last good answer; with one of the two, the host may answer 304. */
  readonly etag?: string;
  readonly lastModified?: string;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<FetchLimits>;
}

export interface FetchedDocument {
  readonly ok: true;
  /** 304: nothing new, the body is empty. */
  readonly status: 200 | 304;
  /** Unpacked, in a buffer of its own. Whether it is a calendar is for its reader to say. */
  readonly body: Uint8Array;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly contentType?: string;
  /** Who answered in the end, after redirects. */
  readonly finalHost: string;
}

export type DocumentAnswer = FetchedDocument | FetchFailure;

export interface Http {
  /** Fetches one document. Never throws: whatever happens is an answer or a failure with words for staff. */
  fetchDocument(request: DocumentRequest): Promise<DocumentAnswer>;
}

export interface HttpOptions {
  /** Practice mode: hosts on this computer may be asked as well. Other machines of the local network never. */
  readonly allowLoopback: boolean;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly resolve?: Resolve;
}

/** Says who asks. The first word is there because some calendar hosts turn away whatever does not begin with it. */
export const userAgentOf = (version: string): string =>
  `Mozilla/5.0 (compatible; Bellhop/${version}; hotel calendar reader)`;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MAX_HEADER_BYTES = 32 * 1_024;
const LONGEST_VALIDATOR = 512;

type Headers = Dispatcher.ResponseData['headers'];

const headerOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** What may be stored and sent back as a header: short, printable, plain. */
const isValidator = (text: string | undefined): text is string =>
  text !== undefined && text.length <= LONGEST_VALIDATOR && /^[\x20-\x7e]+$/.test(text);

/** One request with everything it needs on its way through the redirects. */
interface Errand {
  readonly options: HttpOptions;
  readonly request: DocumentRequest;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal;
  /** Where it is at the moment; for the words of a failure. */
  at: { host: string; hasAnswered: boolean };
}

type Step = { readonly next: URL } | { readonly answer: DocumentAnswer };

/** Where a redirect leads, if Bellhop may go there. Never from a protected address to an unprotected one. */
function followRedirect(from: URL, location: string | undefined, errand: Errand): Step {
  const host = from.host;
  const target = location === undefined ? null : URL.parse(location.replace(/^webcals?:/i, 'https:'), from);
  if (location === undefined) {
    return { answer: fetchFailure('not-understood', { host, reason: 'redirect to nowhere' }) };
  }
  const parsed = target ? parseFeedAddress(target.href, errand.options) : undefined;
  if (parsed?.ok !== true) {
    const failure = parsed?.failure;
    if (failure?.code === 'address-private') return { answer: { ok: false, failure } };
    return { answer: fetchFailure('redirect-elsewhere', { host }) };
  }
  if (from.protocol === 'https:' && parsed.url.protocol === 'http:') {
    return { answer: fetchFailure('redirect-downgrade', { host }) };
  }
  return { next: parsed.url };
}

function requestHeaders({ options, request }: Errand): Record<string, string> {
  return {
    'user-agent': options.userAgent,
    accept: 'text/calendar, text/plain;q=0.9, */*;q=0.5',
    'accept-encoding': ACCEPT_ENCODING,
    ...(isValidator(request.etag) && { 'if-none-match': request.etag }),
    ...(isValidator(request.lastModified) && { 'if-modified-since': request.lastModified }),
  };
}

async function readAnswer(
  url: URL,
  response: Dispatcher.ResponseData,
  errand: Errand,
): Promise<DocumentAnswer> {
  const { request, limits, options } = errand;
  const { statusCode: status, headers } = response;
  const host = url.host;
  const wasConditional = isValidator(request.etag) || isValidator(request.lastModified);
  if (status !== 200 && !(status === 304 && wasConditional)) {
    return failureOfStatus(host, status, headerOf(headers, 'retry-after'), options.clock.now());
  }
  if (Number(headerOf(headers, 'content-length') ?? 0) > limits.maxBytes) {
    return fetchFailure('too-large', { host, bytes: limits.maxBytes, status });
  }
  const encoding = [headers['content-encoding'] ?? []].flat().join(',');
  const body = status === 304 ? new Uint8Array(0) : await readBody(response.body, encoding, limits.maxBytes);
  // a 304 need not repeat what it confirms
  const etag = headerOf(headers, 'etag') ?? (status === 304 ? request.etag : undefined);
  const lastModified =
    headerOf(headers, 'last-modified') ?? (status === 304 ? request.lastModified : undefined);
  const contentType = headerOf(headers, 'content-type');
  return {
    ok: true,
    status,
    body,
    ...(isValidator(etag) && { etag }),
    ...(isValidator(lastModified) && { lastModified }),
    ...(contentType !== undefined && { contentType }),
    finalHost: host,
  };
}

/** Asks one address once, over a connection of its own that is gone afterwards. */
async function ask(url: URL, errand: Errand): Promise<Step> {
  const { options, signal } = errand;
  const connecting = createConnecting(options.resolve ?? resolveByMachine, options, signal);
  // loaded at the first fetch, so that a start does not wait for it
  const { Client } = await import('undici');
  const client = new Client(url.origin, {
    connect: connecting.connector,
    // time is counted by the clock port, for the whole errand
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  try {
    const path = url.pathname + url.search;
    const response = await client.request({
      method: 'GET',
      path,
      headers: requestHeaders(errand),
      signal,
      reset: true,
    });
    // it is ended below without being read; that is not an error
    response.body.on('error', () => undefined);
    errand.at.hasAnswered = true;
    return REDIRECTS.has(response.statusCode)
      ? followRedirect(url, headerOf(response.headers, 'location'), errand)
      : { answer: await readAnswer(url, response, errand) };
  } finally {
    connecting.close();
    client.destroy().catch(() => undefined);
  }
}

async function run(start: URL, errand: Errand): Promise<DocumentAnswer> {
  const seen = new Set<string>();
  for (let url = start; ;) {
    errand.at = { host: url.host, hasAnswered: false };
    if (seen.has(url.href) || seen.size > errand.limits.maxRedirects) {
      return fetchFailure('redirect-endless', { host: start.host });
    }
    seen.add(url.href);
    const step = await ask(url, errand);
    if ('answer' in step) return step.answer;
    url = step.next;
  }
}

function failureOf(error: unknown, errand: Errand): FetchFailure {
  if (error instanceof Refusal) return { ok: false, failure: error.failure };
  return failureOfError(error, {
    host: errand.at.host,
    ms: errand.limits.timeoutMs,
    bytes: errand.limits.maxBytes,
  });
}

async function fetchDocument(options: HttpOptions, request: DocumentRequest): Promise<DocumentAnswer> {
  const parsed = parseFeedAddress(request.address, options);
  if (!parsed.ok) return parsed;
  const stop = new AbortController();
  const limits = { ...DEFAULT_LIMITS, ...request.limits };
  const at = { host: parsed.url.host, hasAnswered: false };
  const errand: Errand = { options, request, limits, signal: stop.signal, at };

  let stopped: FetchFailure | undefined;
  const end = (problem: 'cancelled' | 'no-answer' | 'slow-answer'): void => {
    stopped ??= fetchFailure(problem, { host: errand.at.host, ms: limits.timeoutMs });
    stop.abort(new Error(problem));
  };
  const onAbort = (): void => end('cancelled');
  if (request.signal?.aborted) onAbort();
  request.signal?.addEventListener('abort', onAbort);
  const takeBack = options.clock.after(limits.timeoutMs, () =>
    end(errand.at.hasAnswered ? 'slow-answer' : 'no-answer'),
  );
  try {
    const answer = await run(parsed.url, errand);
    return stopped ?? answer;
  } catch (error) {
    return stopped ?? failureOf(error, errand);
  } finally {
    takeBack();
    request.signal?.removeEventListener('abort', onAbort);
  }
}

/** The one door by which Bellhop asks the world. Keeps no connection and no cookie between two requests. */
export function createHttp(options: HttpOptions): Http {
  return { fetchDocument: (request) => fetchDocument(options, request) };
}

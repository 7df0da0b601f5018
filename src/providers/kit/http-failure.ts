import { channelName, type Channel } from '../../domain/channel.ts';
import type { Failure, FailureCode } from '../../domain/failure.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A host that asks for more than a day is asked again after a day all the same. */
const LONGEST_RETRY_AFTER = 24 * HOUR;

export interface FetchFailure {
  readonly ok: false;
  readonly failure: Failure;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** How long the host asked to be left alone, at most a day. */
  readonly retryAfterMs?: number;
}

const ENDING = String.raw`(?:com|[a-z]{2}|com?\.[a-z]{2})$`;
const HOSTS: readonly (readonly [RegExp, Channel])[] = [
  [new RegExp(String.raw`(?:^|\.)airbnb\.${ENDING}`), 'airbnb'],
  [new RegExp(String.raw`(?:^|\.)(?:vrbo|homeaway|abritel|fewo-direkt|stayz|bookabach)\.${ENDING}`), 'vrbo'],
  [/(?:^|\.)booking\.com$/, 'booking'],
  [new RegExp(String.raw`(?:^|\.)expedia\.${ENDING}`), 'expedia'],
  [/(?:^|\.)agoda\.com$/, 'agoda'],
  [/(?:^|\.)(?:makemytrip|goibibo)\.com$/, 'gommt'],
  [/(?:^|\.)octorate\.com$/, 'octorate'],
  [/(?:^|\.)beds24\.com$/, 'beds24'],
];

/** Whose calendar host this is, by its name; `other` where the name says nothing. */
export const channelOfHost = (host: string): Channel =>
  HOSTS.find(([pattern]) => pattern.test(host.toLowerCase().replace(/:\d+$/, '')))?.[1] ?? 'other';

/** The host as the subject of a sentence. */
function subject(host: string): string {
  const channel = channelOfHost(host);
  return channel === 'other' ? `The calendar host ${host}` : `${channelName(channel)}'s calendar host`;
}

function inWords(ms: number): string {
  const [size, unit] =
    ms < 2 * MINUTE ? [SECOND, 'second'] : ms < 2 * HOUR ? [MINUTE, 'minute'] : [HOUR, 'hour'];
  const count = Math.max(1, Math.ceil(ms / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/**
 * Everything that can go wrong between the door and an answer, by its name. The code decides what Bellhop does next; the
 * words say what happened, what it means and what to do.
 */
const WORDS = {
  'no-answer': ['timed-out', 'did not answer for {time}.', 'Try again in a few minutes. {check}'],
  'slow-answer': [
    'timed-out',
    'began to answer, but was not done after {time}.',
    'Try again in a few minutes. {check}',
  ],
  cancelled: ['cancelled', 'was not asked to the end: the request was cancelled.', ''],
  'unknown-name': [
    'address-unknown-host',
    'cannot be found on the internet under that name.',
    'Compare the address with the one the channel shows. {check}',
  ],
  offline: ['unavailable', 'cannot be reached from this computer.', '{check}'],
  refused: [
    'unavailable',
    'is there, but does not take connections at the moment.',
    'Try again in a few minutes.',
  ],
  'cut-off': [
    'unavailable',
    'broke off before its answer was complete.',
    'Try again in a few minutes. {check}',
  ],
  certificate: [
    'unavailable',
    'could not prove that it is who it claims to be, so Bellhop did not ask it.',
    'A wrong clock on this computer, a sign-in page of the network or a virus scanner can cause this; see to that first.',
  ],
  'too-large': [
    'too-large',
    'sent more than {size}, which no calendar of a single room needs.',
    'Check that the address is that of a calendar.',
  ],
  'redirect-downgrade': [
    'redirect-refused',
    'leads from a protected address to an unprotected one, where others could read along.',
    'Copy the calendar address from the channel again.',
  ],
  'redirect-elsewhere': [
    'redirect-refused',
    'leads to something that is not a web address Bellhop may fetch.',
    'Copy the calendar address from the channel again.',
  ],
  'redirect-endless': [
    'redirect-refused',
    'sends Bellhop from one address to the next without end.',
    'Copy the calendar address from the channel again.',
  ],
  'not-understood': [
    'unexpected-answer',
    'answered in a way Bellhop cannot read{in}.',
    'Try again later. If it stays so, copy the calendar address from the channel again.',
  ],
  'signed-out': [
    'unauthorised',
    'asks for a sign-in (401). Calendar addresses work without one, so this one is probably no longer valid.',
    'Copy the calendar address from the channel again and paste it.',
  ],
  forbidden: [
    'forbidden',
    'refuses to hand out this calendar (403). That can pass, or the address is no longer valid.',
    'If it stays so for an hour, copy the calendar address from the channel again and paste it.',
  ],
  gone: [
    'gone',
    'has no calendar at this address any more ({status}). The channel has probably reset the address.',
    'Ask for the new one there and paste it.',
  ],
  'too-often': [
    'rate-limited',
    'has been asked too often and wants to be left alone{wait}.',
    'There is nothing to do: it is asked again when the time is over.',
  ],
  broken: [
    'unavailable',
    'has a problem of its own ({status}).',
    'There is nothing to do here. Try again later.',
  ],
} as const satisfies Readonly<Record<string, readonly [FailureCode, string, string]>>;

export type FetchProblem = keyof typeof WORDS;

export interface ProblemFacts {
  readonly host: string;
  readonly ms?: number;
  readonly bytes?: number;
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
  /** A short technical word: an error code, never a text that came from outside. */
  readonly reason?: string;
}

const CHECK = 'If other pages do not open either, check the internet connection of this computer.';

/** The failure for a problem, in words for staff. Knows the host and nothing else of the address. */
export function fetchFailure(problem: FetchProblem, facts: ProblemFacts): FetchFailure {
  const [code, happened, todo] = WORDS[problem];
  const { host, ms = 0, bytes = 0, status, retryAfterMs, reason } = facts;
  const fill = (text: string): string =>
    text
      .replace('{time}', inWords(ms))
      .replace('{size}', bytes >= 2 ** 20 ? `${Math.round(bytes / 2 ** 20)} MB` : `${bytes} bytes`)
      .replace('{status}', String(status ?? ''))
      .replace('{in}', status === undefined ? '' : ` (${status})`)
      .replace('{wait}', retryAfterMs === undefined ? ' for a while' : ` for ${inWords(retryAfterMs)}`)
      .replace('{check}', CHECK);
  const message = [`${subject(host)} ${fill(happened)}`, 'Nothing was changed.', fill(todo)]
    .filter(Boolean)
    .join(' ');
  const details = {
    host,
    problem,
    ...(status !== undefined && { status }),
    ...(reason !== undefined && { reason }),
  };
  return {
    ok: false,
    failure: { code, message, details },
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** `Retry-After` in seconds or as a date; undefined where it is missing, past or nonsense. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  const ms = /^\d{1,12}$/.test(text)
    ? Number(text) * SECOND
    : /[a-z]/i.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return ms > 0 ? Math.min(ms, LONGEST_RETRY_AFTER) : undefined;
}

/** What an answer other than 200, 304 and a redirect means. */
export function failureOfStatus(
  host: string,
  status: number,
  retryAfter: string | undefined,
  now: number,
): FetchFailure {
  const facts = { host, status };
  if (status === 401) return fetchFailure('signed-out', facts);
  if (status === 403 || status === 451) return fetchFailure('forbidden', facts);
  if (status === 404 || status === 410) return fetchFailure('gone', facts);
  const retryAfterMs = parseRetryAfter(retryAfter, now);
  if (status === 429) return fetchFailure('too-often', { ...facts, retryAfterMs });
  if (status >= 500 || status === 408) return fetchFailure('broken', { ...facts, retryAfterMs });
  return fetchFailure('not-understood', { ...facts, reason: `status ${status}` });
}

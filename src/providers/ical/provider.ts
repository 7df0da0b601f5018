import { failureOfStatus } from '../kit/http-failure.ts';
import type { Provider, ProviderDescriptor, ProviderFailure, WireAnswer } from '../kit/provider.ts';
import { feedDescriptor } from './descriptor.ts';
import { MAX_EVENTS } from './feed-limits.ts';
import { readFeed } from './read-feed.ts';
import { renderFeed } from './render.ts';

const GENERAL = feedDescriptor('other');

/** Calendars in iCal without code. How a single channel writes and reads them stands in its {@link feedDescriptor}. */
export const icalDescriptor: ProviderDescriptor = {
  id: 'ical',
  name: 'Calendar address',
  channel: 'other',
  transport: 'feed',
  documents: [
    { title: 'RFC 5545, the format of calendars', href: 'https://www.rfc-editor.org/rfc/rfc5545' },
    { title: 'RFC 7986, names and refresh times', href: 'https://www.rfc-editor.org/rfc/rfc7986' },
  ],
  // each answer is the complete set; a change is seen only by comparing, and nobody confirms what they read
  capabilities: ['pull-all', 'push-availability'],
  environments: [{ environment: 'production', baseUrl: null }],
  auth: {
    kind: 'feed-url',
    fields: [
      {
        name: 'address',
        label: 'Calendar address',
        help: 'The secret address that the channel gives for this room; it may begin with https or webcal.',
        isSecret: true,
        pattern: '\\s*<?(?:https?|webcals?)://\\S+\\s*',
      },
    ],
    whereToFind: [GENERAL.whereToFind, GENERAL.whereToPaste],
  },
  limits: {
    budget: null,
    parallel: 1,
    // one event holds a stay however long, and a document holds all of them
    nightsPerRange: 800,
    rangesPerCall: MAX_EVENTS,
    horizonDays: 730,
    breaksAtMonthEnd: false,
  },
  schedules: [{ kind: 'pull', cron: `*/${GENERAL.pollMinutes} * * * *`, jitterMs: 60_000 }],
  fields: { available: 'room-type' },
  together: [],
  mapping: { roomTypes: true, ratePlans: false },
  staleAfterMinutes: GENERAL.staleAfterMinutes,
};

/** What the answer to a fetch says before its body is read; whether that is a calendar is for `readDocument`. */
function classify({ status, headers }: WireAnswer, now: number): ProviderFailure | undefined {
  if (status === 200 || status === 304) return undefined;
  const { failure, retryAfterMs } = failureOfStatus('of the channel', status, headers['retry-after'], now);
  const waitMs = retryAfterMs ?? (status === 429 ? GENERAL.pollMinutes * 60_000 : undefined);
  return {
    code: failure.code,
    words: failure.message,
    mayHaveHappened: false,
    ...(waitMs !== undefined && { retryAt: now + waitMs }),
    details: { status },
  };
}

/** Calendars in iCal: read by fetching an address, told by publishing one. */
export const ical: Provider = {
  descriptor: icalDescriptor,
  classify,
  readDocument: readFeed,
  renderDocument: renderFeed,
};

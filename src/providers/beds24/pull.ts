import { z } from 'zod';
import type { ReservationRevision, RevisionProblem } from '../../domain/revision.ts';
import { addNights, dateInZone, isZone, parseStayDate } from '../../domain/stay-date.ts';
import type { Outcome, ProviderContext, PullPage } from '../kit/provider.ts';
import { done, failed, notPossible, strangeAnswer } from './failures.ts';
import { filterTime, instantOf, markOf } from './instant.ts';
import { getAll, getPage, pageProblem, printOf, type Query, repeated } from './pages.ts';
import { revisionOf, STATUSES } from './revision.ts';

const MINUTE = 60_000;
/** Changes that were written while we read, or stamped by another of their machines. */
const OVERLAP_MS = 10 * MINUTE;
/** Once, after a complete reading: the zone of the filter is not stated, and a day covers every zone there is. */
const FIRST_OVERLAP_MS = 24 * 60 * MINUTE;
/** Days back of departure: at the first reading, and when everything is compared. */
const FIRST_HISTORY_DAYS = 400;
const COMPARED_HISTORY_DAYS = 30;
/** Naming a date lifts Beds24's rule that only coming stays are told; this one leaves out none. */
const LONG_AGO = parseStayDate('2000-01-01') as string;

export const ALL_STATUSES = repeated('status', STATUSES);

/** Where a round has got to, between its pages. */
const tokenSchema = z.object({
  number: z.int().min(2),
  since: z.string(),
  departureFrom: z.string(),
  mark: z.string(),
  prints: z.array(z.string()),
});
type Token = z.output<typeof tokenSchema>;

/** `2027-03-01T10:00:00.000Z`, with `+` behind it after a complete reading. */
const CURSOR = /^(\S+Z)(\+?)$/;
const isFirst = (cursor: string | null): boolean => instantOfCursor(cursor) === null;

function instantOfCursor(cursor: string | null): number | null {
  return instantOf(CURSOR.exec(cursor ?? '')?.[1]);
}

function sinceOf(cursor: string | null): string {
  const at = instantOfCursor(cursor);
  if (at === null) return '';
  return filterTime(at - (cursor?.endsWith('+') ? FIRST_OVERLAP_MS : OVERLAP_MS));
}

function firstToken(
  { clock, connection }: ProviderContext,
  cursor: string | null,
  reach: 'changes' | 'all',
): Token {
  const isPart = reach === 'changes' && !isFirst(cursor);
  const zone = isZone(connection.zone) ? connection.zone : 'UTC';
  const back = isFirst(cursor) ? FIRST_HISTORY_DAYS : COMPARED_HISTORY_DAYS;
  return {
    number: 1,
    since: isPart ? sinceOf(cursor) : '',
    departureFrom: isPart ? LONG_AGO : addNights(dateInZone(clock.now(), zone), -back),
    mark: cursor ?? '',
    prints: [],
  };
}

function tokenOf(page: string): Token | undefined {
  try {
    return tokenSchema.safeParse(JSON.parse(page)).data;
  } catch {
    return undefined;
  }
}

const NAMES_NO_PROPERTY = notPossible(
  'No property of the Beds24 account was chosen yet. Choose one, and Bellhop reads its bookings.',
);

const queryOf = (propertyId: string, { since, departureFrom }: Token): Query => [
  ['propertyId', propertyId],
  ...ALL_STATUSES,
  ...(since === '' ? [] : [['modifiedFrom', since] as const]),
  ['departureFrom', departureFrom],
  ['includeInfoItems', 'true'],
  ['includeBookingGroup', 'true'],
];

/** Sorts the rows of a page. Rows of another property of the account are none of ours. */
function readRows(
  rows: readonly unknown[],
  { externalPropertyId, currency }: ProviderContext['connection'],
): { readonly revisions: ReservationRevision[]; readonly problems: RevisionProblem[] } {
  const revisions: ReservationRevision[] = [];
  const problems: RevisionProblem[] = [];
  for (const row of rows) {
    const read = revisionOf(row, currency);
    if (read.type === 'problem') problems.push(read.problem);
    else if (['', externalPropertyId].includes(read.revision.externalPropertyId))
      revisions.push(read.revision);
  }
  return { revisions, problems };
}

/**
 * The latest change so far; a `+` stays until a reading has used it up. A time beyond our own now was written while their
 * clock ran ahead: to go by it would pass over what comes when it is right again, and to go by less only reads more.
 */
function nextMark(token: Token, revisions: readonly ReservationRevision[], now: number): string {
  const known = instantOfCursor(token.mark) ?? -Infinity;
  const seen = revisions.map(({ modifiedAt }) => Math.min(now, modifiedAt ?? -Infinity));
  const latest = seen.reduce((most, at) => Math.max(most, at), known);
  return latest === -Infinity ? '' : `${markOf(latest)}${token.since === '' ? '+' : ''}`;
}

/**
 * One page of bookings: those that changed since the cursor (less an overlap, so the same revision comes more than once),
 * or with `reach: 'all'` or without a cursor all that depart in the future or did so lately. The next cursor is the latest
 * change that was seen.
 */
export async function pull(
  context: ProviderContext,
  ask: { readonly cursor: string | null; readonly page: string | null; readonly reach: 'changes' | 'all' },
): Promise<Outcome<PullPage>> {
  const { externalPropertyId } = context.connection;
  if (externalPropertyId === '') return failed(NAMES_NO_PROPERTY);
  const token = ask.page === null ? firstToken(context, ask.cursor, ask.reach) : tokenOf(ask.page);
  if (!token)
    return failed(notPossible('Bellhop lost its place between two pages. It begins anew.', 'internal'));
  const request = { path: '/bookings', query: queryOf(externalPropertyId, token), purpose: 'read bookings' };
  const page = await getPage(context, request, token.number);
  if (!page.ok) return page;
  const problem = pageProblem(page.value, token.number, token.prints);
  if (problem !== undefined) return failed(strangeAnswer(problem));
  const { revisions, problems } = readRows(page.value.rows, context.connection);
  const cursor = nextMark(token, revisions, context.clock.now());
  const prints = [...token.prints, printOf(page.value)];
  const next: Token = { ...token, number: token.number + 1, mark: cursor, prints };
  return done({ revisions, problems, next: page.value.hasMore ? JSON.stringify(next) : null, cursor });
}

/** One booking as it stands, cancelled or not. What can not be read as a booking is a failure here, not a gap. */
export async function pullOne(
  context: ProviderContext,
  externalId: string,
): Promise<Outcome<ReservationRevision | null>> {
  if (!/^\d+$/.test(externalId)) return done(null);
  const query: Query = [
    ['id', externalId],
    ...ALL_STATUSES,
    ['includeInfoItems', 'true'],
    ['includeBookingGroup', 'true'],
  ];
  const rows = await getAll(context, { path: '/bookings', query, purpose: 'read one booking' });
  if (!rows.ok) return rows;
  const { revisions, problems } = readRows(rows.value, context.connection);
  const found = revisions.find((revision) => revision.externalId === externalId);
  const [problem] = problems;
  if (!found && problem)
    return failed({ code: 'unexpected-answer', words: problem.words, mayHaveHappened: false });
  return done(found ?? null);
}

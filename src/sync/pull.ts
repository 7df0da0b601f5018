import type { ReservationRevision, RevisionProblem } from '../domain/revision.ts';
import { dayNumber } from '../domain/stay-date.ts';
import type { Outcome, ProviderFailure, PullPage } from '../providers/kit/provider.ts';
import { bookingsToTell, findByExternalId, latestOf } from '../store/channel-bookings.ts';
import { connectionStateOf, roomLinksOf, saveConnectionState } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import { endDelivery, newDeliveries } from '../store/inbox.ts';
import { closeIncident, raiseIncident } from '../store/incidents.ts';
import { forgetCells } from '../store/ledger.ts';
import type { Writer } from '../store/writer.ts';
import { failed, queueOf, type Task, type WorkResult } from './engine-world.ts';
import { ingestReservation, type Ingested } from './ingest-reservation.ts';
import { hasMovedUnseen, readBackSoon } from './moved-unseen.ts';
import { planPush } from './plan-push.ts';
import { effectOf, hasSoundDates } from './ingest-reservation-fields.ts';
import { lookForMissing } from './pull-missing.ts';
import { beginRound, breakRound, type PullRound } from './pull-progress.ts';
import { askToTell } from './push-reservation-wishes.ts';
import { reassertLater } from './reassert.ts';

/** More pages than any hotel has; beyond it a channel repeats itself. */
const MOST_PAGES = 2_000;

/** Reads what has changed since the last round. */
export async function pull(task: Task): Promise<WorkResult> {
  const { round, failure } = await pullRound(task, 'changes');
  if (failure) return failed(failure, round.seen.size > 0 ? sayRound(round) : undefined);
  return { type: 'done', words: sayRound(round), report: round.counts };
}

/** Reads every booking, however old its last change, and looks at those of ours that were not among them. */
export async function pullAll(task: Task): Promise<WorkResult> {
  const { round, failure } = await pullRound(task, 'all');
  if (failure) return failed(failure, round.seen.size > 0 ? sayRound(round) : undefined);
  const { failure: notLooked, gone } = await lookForMissing(task, round);
  if (notLooked) return failed(notLooked, sayRound(round));
  const words = gone === 0 ? '' : ` ${gone} of ours are not there any more; a person should look.`;
  return { type: 'done', words: `${sayRound(round)}${words}`, report: { ...round.counts, gone } };
}

/** Reads a round to its end, or from where the last one was broken off. */
export async function pullRound(
  task: Task,
  reach: 'changes' | 'all',
): Promise<{ readonly round: PullRound; readonly failure: ProviderFailure | undefined }> {
  const { world, connection, startedAt } = task;
  const { cursor } = connectionStateOf(world.store.read, connection.id);
  const key = `${connection.id}:${reach}:${cursor}`;
  const round = beginRound(world, key, startedAt);
  const failure = await pullPages(task, { reach, cursor }, round);
  if (failure) breakRound(world, key, round, failure.code);
  return { failure, round };
}

async function pullPages(
  task: Task,
  { reach, cursor }: { readonly reach: 'changes' | 'all'; readonly cursor: string | null },
  round: PullRound,
): Promise<ProviderFailure | undefined> {
  const { provider, context } = task;
  if (!provider.pull) return { code: 'not-possible', words: 'This channel does not tell its bookings.' };
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const outcome: Outcome<PullPage> = await provider.pull(context, { cursor, page: round.page, reach });
    if (!outcome.ok) return outcome.failure;
    const { value } = outcome;
    // the first page after a break was read before
    if (pages > 0 && isRepeated(value, round)) return REPEATS;
    takePage(task, value, reach, round);
    if (value.next === null) return undefined;
    round.before = round.page;
    round.page = value.next;
  }
  return REPEATS;
}

const REPEATS: ProviderFailure = {
  code: 'unexpected-answer',
  words:
    'The channel shows the same bookings over and over. What it told is kept; Bellhop tries again by itself.',
};

/** A page of which every line was on an earlier one would go on for ever. */
const isRepeated = ({ revisions, next }: PullPage, { seen }: PullRound): boolean =>
  next !== null &&
  revisions.length > 0 &&
  revisions.every(({ externalId, modifiedMark }) => seen.get(externalId) === modifiedMark);

/** One page in one commit; with the last one the cursor moves, so that nothing can fall between two rounds. */
function takePage(task: Task, page: PullPage, reach: 'changes' | 'all', round: PullRound): void {
  const { world, claim, connection } = task;
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'pull', why: '' };
  const counts = { ...round.counts };
  world.commit(act, (writer) => {
    world.queue.within(writer.tx).mustHold(claim);
    for (const revision of page.revisions) takeRevision(task, writer, revision, counts);
    for (const problem of page.problems) noteProblem(writer.tx, connection.id, problem, writer.act.at);
    counts.problems += page.problems.length;
    if (page.next === null) endRound(task, writer.tx, reach, page.cursor, round.startedAt);
  });
  Object.assign(round.counts, counts);
  for (const { externalId, modifiedMark } of page.revisions) round.seen.set(externalId, modifiedMark);
}

/** Takes one revision in, wherever it came from: a page, a webhook, a look at one booking. */
export function takeRevision(
  task: Task,
  writer: Writer,
  revision: ReservationRevision,
  counts: PullRound['counts'],
  /** False straight after it was told: what it did not take it would not take again. */
  mayTell = true,
): Ingested {
  const { connection } = task;
  const { at } = writer.act;
  const known = findByExternalId(writer.tx, connection.id, revision.externalId);
  const before = known ? latestOf(known) : null;
  const ingested = ingestReservation(writer, { connection, revision, at });
  closeIncident(writer.tx, unreadable(connection.id, revision.externalId), at);
  if (ingested.type === 'created' || ingested.type === 'changed' || ingested.type === 'cancelled')
    counts[ingested.type] += 1;
  else counts.unchanged += 1;
  if (before?.modifiedMark !== revision.modifiedMark) forgetTheirs(task, writer, before, revision);
  if (hasMovedUnseen(before, revision)) readBackSoon(task, writer);
  forgetTouched(task, writer, ingested);
  if (ingested.hasNewsForThem && mayTell)
    askToTell(writer.tx, task.world.queue, {
      id: ingested.channelBookingId,
      connectionId: connection.id,
    });
  return ingested;
}

/**
 * A booking that is new or has changed there has moved the channel's own numbers, also where nothing changes here: one of
 * ours whose making was never answered, or one that was made and cancelled there between two readings.
 */
function forgetTheirs(
  task: Task,
  writer: Writer,
  before: ReservationRevision | null,
  revision: ReservationRevision,
): void {
  const { world, connection } = task;
  const isGone = effectOf(revision.status) === 'nothing';
  const rooms = new Map(
    roomLinksOf(writer.tx, connection.id).map((link) => [link.externalId, link.roomTypeId]),
  );
  let forgotten = 0;
  for (const one of [before, revision]) {
    const roomTypeId = one && rooms.get(one.externalRoomId);
    if (!one || roomTypeId === undefined || roomTypeId === null || !hasSoundDates(one)) continue;
    const { arrival, departure } = one;
    const nights = { roomTypeId, arrival, departure };
    forgotten += forgetCells(writer.tx, connection.id, spanOf(nights));
    if (isGone) reassertLater(task, writer, spanOf(nights));
  }
  if (forgotten === 0 || connection.isTold === 0) return;
  const subject = { connectionId: connection.id };
  world.queue
    .within(writer.tx)
    .add({ kind: 'push', queue: queueOf(connection.id), key: 'push', subject, priority: 'critical' });
}

/**
 * A booking there moves the channel's own numbers, so what it confirmed of these nights holds no more: it is told again.
 * Where a stay went, once more later, because some channels put the unit back by themselves.
 */
function forgetTouched(task: Task, writer: Writer, ingested: Ingested): void {
  for (const nights of ingested.nights) forgetCells(writer.tx, task.connection.id, spanOf(nights));
  for (const nights of ingested.freed) reassertLater(task, writer, spanOf(nights));
}

const spanOf = ({ roomTypeId, arrival, departure }: Ingested['nights'][number]) => ({
  roomTypeId,
  from: dayNumber(arrival),
  to: dayNumber(departure),
});

function endRound(
  task: Task,
  tx: WriteHandle,
  reach: 'changes' | 'all',
  cursor: string,
  startedAt: number,
): void {
  const { world, connection, provider } = task;
  const now = world.clock.now();
  const { pullNeededSince } = connectionStateOf(tx, connection.id);
  // trouble that came while this was read may hide bookings that it does not show
  const isAnswered = pullNeededSince === null || pullNeededSince <= startedAt;
  saveConnectionState(tx, connection.id, {
    cursor,
    pulledAt: now,
    pullOkAt: now,
    ...(reach === 'all' ? { fullOkAt: now } : {}),
    ...(isAnswered ? { pullNeededSince: null } : {}),
  });
  for (const delivery of newDeliveries(tx, connection.id))
    if (delivery.receivedAt < startedAt) endDelivery(tx, delivery.id, { state: 'done', at: now });
  const queue = queueOf(connection.id);
  const subject = { connectionId: connection.id };
  // a round that began before the trouble is followed by one that began after it
  if (!isAnswered)
    world.queue.within(tx).add({ kind: 'pull', queue, key: 'pull', subject, priority: 'critical' });
  if (connection.isTold === 0 || !provider.push) return;
  // given up on while the channel was away
  if (pullNeededSince !== null && isAnswered)
    for (const booking of bookingsToTell(tx, connection.id, 'pending')) askToTell(tx, world.queue, booking);
  // what waited for this, and whatever else has not been told
  const plan = planPush(tx, connection, provider.descriptor, now);
  if (plan.ranges.length + plan.held.length === 0) return;
  world.queue.within(tx).add({ kind: 'push', queue, key: 'push', subject, priority: 'high' });
}

const unreadable = (connectionId: number, externalId: string): string =>
  `connection:${connectionId}:unreadable:${externalId}`;

/** One incident for each booking that cannot be read, however often it comes. */
function noteProblem(tx: WriteHandle, connectionId: number, problem: RevisionProblem, at: number): void {
  raiseIncident(
    tx,
    {
      cause: unreadable(connectionId, problem.externalId),
      code: 'unexpected-answer',
      title: 'A booking could not be read',
      text: problem.words,
      feedId: null,
      connectionId,
    },
    at,
  );
}

/** "2 new, 1 changed, 1 cancelled" */
export function sayRound({ counts }: PullRound): string {
  const parts = [
    counts.created > 0 ? `${counts.created} new` : '',
    counts.changed > 0 ? `${counts.changed} changed` : '',
    counts.cancelled > 0 ? `${counts.cancelled} cancelled` : '',
    counts.problems > 0 ? `${counts.problems} not readable` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Read the bookings: nothing new.' : `Read the bookings: ${parts.join(', ')}.`;
}

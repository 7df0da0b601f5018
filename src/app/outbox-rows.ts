import { isByHand } from './checklist-channels.ts';
import type { OutboxItem } from '../contract/sync.ts';
import type { OutputOf, ParsedInputOf } from '../contract/index.ts';
import { Refusal } from '../domain/failure.ts';
import type { JobState } from '../queue/job.ts';
import { countJobs, findJob, type JobView, listAttempts, listJobs } from '../queue/job-view.ts';
import { type ConnectionRow, listConnections } from '../store/connections.ts';
import { connectionOfQueue, queueOf } from '../sync/engine-world.ts';
import { cellWordsOf } from './diff-view.ts';
import type { Surroundings } from './handler.ts';
import { jobWords, type WordWorld } from './outbox-words.ts';
import { sayCount } from './say.ts';
import { cellsIn, planFor, refusalOf } from './sync-plans.ts';

/** In the order in which a person wants to see them: what needs them, what goes on, what comes. */
const OPEN_STATES: readonly JobState[] = ['dead', 'parked', 'running', 'waiting'];
const ENDED_STATES: readonly JobState[] = ['done', 'cancelled', 'settled'];
const USUAL_LIMIT = 100;

/** A waiting job that has failed before is being tried again. */
function stateOf(job: JobView): OutboxItem['state'] {
  if (job.state === 'waiting') return job.attempts > 0 ? 'retrying' : 'waiting';
  return job.state === 'settled' ? 'done' : job.state;
}

/** What was given up is not tried again before somebody says so or a later round takes it up. */
function failureWordsOf({ state, attempts, failure }: JobView): string | null {
  if (!failure) return null;
  if (state !== 'dead') return failure.words;
  return failure.words.replace(
    'Bellhop tries again by itself',
    `Bellhop gave it up after ${attempts === 1 ? 'one try' : `${String(attempts)} tries`}`,
  );
}

const worldOf = (here: Surroundings): WordWorld => ({
  here,
  words: cellWordsOf(here.store.read, here.ports.clock.now()),
  connections: new Map(listConnections(here.store.read).map((row) => [row.id, row])),
});

function itemOf(world: WordWorld, job: JobView): OutboxItem {
  const connectionId = connectionOfQueue(job.queue) ?? 0;
  return {
    jobId: job.id,
    connectionId,
    kind: job.kind,
    ...jobWords(world, job, connectionId),
    state: stateOf(job),
    priority: job.priority,
    dueAt: job.dueAt,
    addedAt: job.addedAt,
    endedAt: job.endedAt,
    attempts: job.attempts,
    failureCode: job.failure?.code ?? null,
    failureWords: failureWordsOf(job),
  };
}

/** "3 nights wait for Beds24; 1 night waits until its bookings were read". */
function summaryOf(here: Surroundings, connection: ConnectionRow): string {
  const plan = planFor(here, connection);
  if (plan === null) return `${connection.name} is only read.`;
  const [now, held, refused] = [cellsIn(plan.ranges), cellsIn(plan.held), refusalOf(plan)];
  const parts = [
    now === 0 ? '' : `${sayCount(now, 'night')} ${now === 1 ? 'waits' : 'wait'} for ${connection.name}`,
    held === 0
      ? ''
      : `${sayCount(held, 'night')} ${held === 1 ? 'waits' : 'wait'} until ${now === 0 ? `the bookings of ${connection.name}` : 'its bookings'} were read`,
    refused === null
      ? ''
      : `${sayCount(refused.cells, 'night')} ${refused.cells === 1 ? 'was' : 'were'} refused`,
  ].filter((part) => part !== '');
  return parts.length === 0
    ? `${connection.name} knows everything.`
    : `${parts.join('; ')}. ${refused?.reasons ?? ''}`.trim();
}

/** The outbox by channel and state, with what each item will say. */
export function readOutbox(
  here: Surroundings,
  { connectionId, show, limit = USUAL_LIMIT }: ParsedInputOf<'sync.outbox'>,
): OutputOf<'sync.outbox'> {
  const { read } = here.store;
  const world = worldOf(here);
  const queue = connectionId === null ? {} : { queue: queueOf(connectionId) };
  const states = show === 'open' ? OPEN_STATES : ENDED_STATES;
  // what people enter stands on their lists; nothing of it ever goes out
  const isSent = (id: number | undefined): boolean => {
    const row = id === undefined ? undefined : world.connections.get(id);
    return !row || !isByHand(row);
  };
  const jobs = states
    .flatMap((state) => listJobs(read, { state, limit, ...queue }))
    .filter((job) => isSent(connectionOfQueue(job.queue)));
  if (show === 'ended') jobs.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || b.id - a.id);
  const isMeant = (id: number | undefined): boolean =>
    (connectionId === null || id === connectionId) && isSent(id);
  const counted = countJobs(read).filter((row) => isMeant(connectionOfQueue(row.queue)));
  const sum = (pick: (row: (typeof counted)[number]) => number): number =>
    counted.reduce((total, row) => total + pick(row), 0);
  const told = [...world.connections.values()].filter(
    (row) => row.state !== 'disconnected' && isMeant(row.id),
  );
  return {
    items: jobs.slice(0, limit).map((job) => itemOf(world, job)),
    summary: told.map((row) => ({ connectionId: row.id, words: summaryOf(here, row) })),
    counts: {
      waiting: sum((row) => row.waiting),
      running: sum((row) => row.running),
      parked: sum((row) => row.parked),
      dead: sum((row) => row.dead),
      refused: told.reduce((cells, row) => cells + (refusalOf(planFor(here, row))?.cells ?? 0), 0),
    },
  };
}

/** One job, or a refusal in words where its history is over. */
export function theJob(here: Surroundings, jobId: number): JobView {
  const job = findJob(here.store.read, jobId);
  if (!job) throw new Refusal('not-found', 'This item is no longer in the outbox. Look again at the list.');
  return job;
}

/** What an item is called, for the notice after somebody did something with it. */
export const titleOf = (here: Surroundings, job: JobView): string =>
  jobWords(worldOf(here), job, connectionOfQueue(job.queue) ?? 0).title;

const OUTCOMES: Readonly<Record<string, string>> = {
  retry: 'failed, tried again',
  wait: 'asked to wait',
  parked: 'waits for something else',
  dead: 'given up',
  released: 'given back',
  lost: 'broken off',
};

/** One item with its attempts and their reasons, oldest first. */
export function readItem(here: Surroundings, jobId: number): OutputOf<'sync.item'> {
  const job = theJob(here, jobId);
  return {
    ...itemOf(worldOf(here), job),
    tries: listAttempts(here.store.read, jobId).map(({ startedAt, endedAt, outcome, failure }) => ({
      startedAt,
      endedAt,
      outcome: OUTCOMES[outcome] ?? outcome,
      code: failure?.code ?? null,
      words: failure?.words ?? null,
    })),
  };
}

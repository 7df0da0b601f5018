import { Refusal } from '../domain/failure.ts';
import type { Provider, ProviderFailure } from '../providers/kit/provider.ts';
import type { Claim, Ending, JobFailure } from '../queue/job.ts';
import { findConnection, saveConnectionState } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import { beginRun, endRun } from '../store/sync-runs.ts';
import { createWriter } from '../store/writer.ts';
import type { Doors } from './connection-world.ts';
import {
  connectionOfQueue,
  type ConnectionRow,
  type EngineWorld,
  failed,
  linkFact,
  queueOf,
  type Task,
  type WorkResult,
} from './engine-world.ts';
import { isOutage, noteGood, noteTrouble } from './note-health.ts';
import { judge, type Verdict } from './retry-policy.ts';
import { policyFor } from './retry-policy-defaults.ts';
import { isJobKind, type JobKind, TASKS } from './tasks.ts';

/** What whoever waits for an attempt is told. */
export interface AttemptEnded {
  readonly runId: number | null;
  readonly isGood: boolean;
  readonly words: string;
}

interface Attempt extends Task {
  readonly kind: JobKind;
  readonly runId: number | null;
}

const jobFailure = ({ code, words }: ProviderFailure): JobFailure => ({ code, words });

function failureOf(error: unknown): ProviderFailure {
  if (error instanceof Refusal) {
    const { code, message, details } = error.failure;
    return details === undefined ? { code, words: message } : { code, words: message, details };
  }
  throw error;
}

/** Does one job and writes how it went: the run, the state of the connection and the job's end, in one commit. */
export async function attempt(
  world: EngineWorld,
  doors: Doors,
  claim: Claim,
  signal: AbortSignal,
): Promise<{ readonly ending: Ending | 'ended'; readonly told: AttemptEnded }> {
  const connectionId = connectionOfQueue(claim.queue);
  const connection = connectionId === undefined ? undefined : findConnection(world.store.read, connectionId);
  const provider = connection && world.providerOf(connection.provider);
  if (!connection || !provider || !isJobKind(claim.kind) || connection.state === 'disconnected') {
    const words = 'This channel is no longer connected.';
    return { ending: { type: 'done', result: words }, told: { runId: null, isGood: false, words } };
  }
  const begun = begin(world, doors, claim, { connection, provider, kind: claim.kind }, signal);
  let result: WorkResult;
  try {
    result = await TASKS[begun.kind].run(begun);
  } catch (error) {
    if (isStale(error) || !(error instanceof Refusal)) throw atMistake(begun, error);
    result = failed(failureOf(error));
  }
  if (signal.aborted && result.type === 'failed') result = failed(cancelledBy(signal), result.words);
  try {
    return { ending: 'ended', told: settle(begun, result) };
  } catch (error) {
    throw isStale(error) ? atMistake(begun, error) : error;
  }
}

const cancelledBy = (signal: AbortSignal): ProviderFailure => {
  const reason: unknown = signal.reason;
  return reason instanceof Refusal
    ? failureOf(reason)
    : { code: 'cancelled', words: 'This was broken off because Bellhop is being closed.' };
};

function begin(
  world: EngineWorld,
  doors: Doors,
  claim: Claim,
  about: { connection: ConnectionRow; provider: Provider; kind: JobKind },
  signal: AbortSignal,
): Attempt {
  const startedAt = world.clock.now();
  const { connection, kind } = about;
  const ask = { priority: claim.priority, signal };
  const context = doors.context(connection, ask);
  const guardedContext = (mayLeave: () => boolean) => doors.context(connection, { ...ask, mayLeave });
  const task = { world, claim, ...about, context, guardedContext, startedAt, found: {} };
  // a list is written anew without a call: what was done there stands in its own history
  const isCall = about.provider.descriptor.transport !== 'human';
  const isWritten = TASKS[kind].isTold && isCall && TASKS[kind].isIdle?.(task) !== true;
  const runId = isWritten
    ? world.store.write((tx) =>
        beginRun(tx, { connectionId: connection.id, jobId: claim.id, kind, at: startedAt }),
      )
    : null;
  return { ...task, runId };
}

/** Another run holds the job now. */
const isStale = (error: unknown): boolean =>
  error instanceof Refusal && error.failure.code === 'changed-meanwhile';

/** A mistake of ours, or a job that was taken over: the run says so; the worker decides what becomes of the job. */
function atMistake({ world, runId }: Attempt, error: unknown): unknown {
  if (runId === null) return error;
  const [failureCode, words] = isStale(error)
    ? ['changed-meanwhile', 'Another run took this over; its outcome counts.']
    : ['internal', 'Bellhop made a mistake while doing this.'];
  world.store.write((tx) =>
    endRun(tx, runId, { at: world.clock.now(), outcome: 'failed', words, failureCode }),
  );
  return error;
}

function settle(begun: Attempt, result: WorkResult): AttemptEnded {
  const { world, claim, runId } = begun;
  const told: AttemptEnded = {
    runId,
    isGood: result.type === 'done',
    words: result.type === 'done' ? result.words : result.failure.words,
  };
  world.store.write((tx) => {
    const moves = world.queue.within(tx);
    moves.mustHold(claim);
    if (runId !== null) writeRun(tx, begun, runId, result);
    if (result.type === 'done') {
      noteGood(tx, begun, claim);
      // also where nothing was to be told: staff read when it was looked at last
      if (begun.kind === 'push')
        saveConnectionState(tx, begun.connection.id, { pushedAt: world.clock.now() });
      moves.end(claim, { type: 'done', result: result.words });
    } else moves.end(claim, endingOf(tx, begun, result.failure));
  });
  return told;
}

function writeRun(tx: WriteHandle, { world }: Attempt, runId: number, result: WorkResult): void {
  const at = world.clock.now();
  const changes = result.changes === undefined ? {} : { changes: result.changes };
  if (result.type === 'failed') {
    const { failure, words } = result;
    const said = words === undefined ? failure.words : `${words} ${failure.words}`;
    const isPartly = (result.changes?.length ?? 0) > 0;
    const outcome = isPartly ? 'partly' : 'failed';
    endRun(tx, runId, { at, outcome, words: said, failureCode: failure.code, ...changes });
    return;
  }
  const report = result.report === undefined ? {} : { report: result.report };
  endRun(tx, runId, { at, outcome: result.outcome ?? 'done', words: result.words, ...report, ...changes });
}

/** What becomes of the job, and of the connection. */
function endingOf(tx: WriteHandle, begun: Attempt, failure: ProviderFailure): Ending {
  const { world, claim, connection, provider, kind } = begun;
  const now = world.clock.now();
  const policy = policyFor(provider.descriptor.id, TASKS[kind].work);
  // the door has asked for a new session already, once for all who waited
  const state = { attempts: claim.attempts, hasRenewed: true };
  const told = failure.code === 'unmapped' ? { ...failure, fact: linkFact(connection.id) } : failure;
  const verdict = judge(told, state, policy, now, () => world.chance.next());
  if (verdict.type !== 'release') noteTrouble(tx, begun, failure);
  if (verdict.type === 'pause' || verdict.type === 'renew') signOut(tx, world, connection, failure);
  if (verdict.type === 'retry' || verdict.type === 'wait') readFirst(tx, begun, failure, verdict.at);
  return endingFor(verdict, jobFailure(failure), now);
}

/** What came in during an outage is read before anything else is done, or openings would wait for the next schedule. */
function readFirst(
  tx: WriteHandle,
  { world, connection, kind }: Attempt,
  failure: ProviderFailure,
  dueAt: number,
): void {
  if (!isOutage(failure) || kind === 'pull') return;
  const subject = { connectionId: connection.id };
  const queue = queueOf(connection.id);
  world.queue.within(tx).add({ kind: 'pull', queue, key: 'pull', subject, priority: 'critical', dueAt });
}

function endingFor(verdict: Verdict, failure: JobFailure, now: number): Ending {
  switch (verdict.type) {
    case 'retry':
      return { type: 'retry-at', at: verdict.at, failure };
    case 'wait':
      return { type: 'wait-until', at: verdict.at, failure };
    case 'renew':
    case 'pause':
      // the queue stands still until somebody has signed in; then this is due at once
      return { type: 'wait-until', at: now, failure };
    case 'park':
      return { type: 'park', fact: verdict.fact, failure };
    case 'dead':
      return { type: 'dead', failure };
    case 'release':
      return { type: 'released' };
  }
}

/** In the journal, as Bellhop: the connection stops until a person has signed in. Its jobs stay. */
function signOut(
  tx: WriteHandle,
  world: EngineWorld,
  connection: ConnectionRow,
  failure: ProviderFailure,
): void {
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'connections.signOut', why: '' };
  const writer = createWriter(tx, { ...act, at: world.clock.now() });
  const now = writer.find('connection', connection.id);
  if (now?.state !== 'active') return;
  writer.update('connection', connection.id, { state: 'needs-sign-in', stateReason: failure.words });
}

import { Refusal } from '../domain/failure.ts';
import type { Claim, Ending, Priority } from '../queue/job.ts';
import { createWorker, type Worker } from '../queue/worker.ts';
import { findConnection, listConnections, saveConnectionState } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import { endLostRuns } from '../store/sync-runs.ts';
import { createDoors, type Doors } from './connection-world.ts';
import { attempt, type AttemptEnded } from './engine-attempt.ts';
import { connectionOfQueue, type EngineWorld, queueOf } from './engine-world.ts';
import { createScheduleRunner, type ScheduleRunner } from './schedule-runner.ts';
import { isJobKind, type JobKind, type RunKind, TASKS } from './tasks.ts';

export { RUN_KINDS, type RunKind } from './tasks.ts';

/** Does all work with channels that are reached by an API: one job at a time for each, several channels side by side. */
export interface Engine {
  /** Nothing is opened anywhere before the bookings of each channel have been read again. */
  start(): void;
  /** Breaks off what runs, gives it back, and answers when it has ended. */
  stop(): Promise<void>;
  /** Jobs were added or a connection has changed: looks at once. */
  wake(): void;
  /** Does a kind of work now. Awaited, it answers after one attempt; else null at once. */
  run(connectionId: number, kind: RunKind, isAwaited: boolean): Promise<AttemptEnded | null>;
  isRunning(connectionId: number): boolean;
  readonly doors: Doors;
}

/** Longer than any one request may take; a whole first import goes in pages, and the lease is renewed meanwhile. */
const JOB_TIMEOUT_MS = 15 * 60_000;
/** Several claims and endings in a moment are one news for the views. */
const TELL_AFTER_MS = 20;

interface Waiting {
  readonly connectionId: number;
  readonly kind: JobKind;
  readonly resolve: (told: AttemptEnded) => void;
  readonly reject: (error: Refusal) => void;
}

class TheEngine implements Engine {
  readonly doors: Doors;
  readonly #world: EngineWorld;
  readonly #worker: Worker;
  readonly #schedules: ScheduleRunner;
  readonly #running = new Map<number, JobKind>();
  #waiting: Waiting[] = [];
  #isTelling = false;
  #isStopped = false;

  constructor(world: EngineWorld) {
    this.#world = world;
    this.doors = createDoors(world);
    const { queue, clock, log } = world;
    this.#worker = createWorker({
      queue,
      clock,
      log,
      name: `desk since ${world.clock.now()}`,
      run: (claim, { signal }) => this.#run(claim, signal),
      timeoutMs: () => JOB_TIMEOUT_MS,
      isPaused: (name) => this.#isPaused(name),
      changed: () => this.#tell(),
    });
    this.#schedules = createScheduleRunner(world, () => this.#worker.wake());
  }

  start(): void {
    this.#world.store.write((tx) => {
      const now = this.#world.clock.now();
      endLostRuns(tx, now);
      // the data folder is ours alone: whoever held these has ended
      this.#world.queue.within(tx).endLeases();
      for (const { id, state, provider } of listConnections(tx))
        if (state !== 'disconnected' && this.#world.providerOf(provider)?.pull) this.#askAnew(tx, id, now);
    });
    this.#worker.start();
    this.#schedules.start();
  }

  /** While we were away the channel went on selling. */
  #askAnew(tx: WriteHandle, connectionId: number, now: number): void {
    saveConnectionState(tx, connectionId, { pullNeededSince: now });
    this.#add(tx, connectionId, 'pull', 'critical');
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#schedules.stop();
    await this.#worker.stop();
    this.doors.close();
    for (const { reject } of this.#waiting.splice(0))
      reject(new Refusal('cancelled', 'Bellhop is being closed. The work stays in the outbox.'));
  }

  wake(): void {
    this.#schedules.wake();
    this.#worker.wake();
  }

  isRunning(connectionId: number): boolean {
    return this.#running.has(connectionId);
  }

  async run(connectionId: number, kind: RunKind, isAwaited: boolean): Promise<AttemptEnded | null> {
    const { store, queue } = this.#world;
    const connection = findConnection(store.read, connectionId);
    if (!connection || connection.state === 'disconnected')
      throw new Refusal('not-found', 'This channel is no longer connected. Look again at the list.');
    if (connection.state === 'paused')
      throw new Refusal('not-possible', `${connection.name} is paused. Let it go on first.`);
    if (connection.state === 'needs-sign-in')
      throw new Refusal('not-possible', `${connection.name} wants a new sign-in first.`);
    const ended = isAwaited ? this.#wait(connectionId, kind) : Promise.resolve(null);
    store.write((tx) => {
      const { id } = this.#add(tx, connectionId, kind, 'high');
      // one that waits out a failure is tried at once
      queue.within(tx).revive(id);
    });
    this.#worker.wake();
    return ended;
  }

  #add(tx: WriteHandle, connectionId: number, kind: JobKind, priority: Priority) {
    const subject = { connectionId };
    return this.#world.queue
      .within(tx)
      .add({ kind, queue: queueOf(connectionId), key: kind, subject, priority });
  }

  #wait(connectionId: number, kind: JobKind): Promise<AttemptEnded> {
    return new Promise((resolve, reject) => this.#waiting.push({ connectionId, kind, resolve, reject }));
  }

  #isPaused(name: string): boolean {
    const id = connectionOfQueue(name);
    const state = id === undefined ? undefined : findConnection(this.#world.store.read, id)?.state;
    return state === 'paused' || state === 'needs-sign-in';
  }

  async #run(claim: Claim, signal: AbortSignal): Promise<Ending | 'ended'> {
    const connectionId = connectionOfQueue(claim.queue);
    if (connectionId === undefined || !isJobKind(claim.kind))
      return { type: 'dead', failure: { code: 'internal', words: 'Bellhop knows no such work.' } };
    const { kind } = claim;
    // who asks from now on waits for the next attempt: this one may have read before
    const waiting = this.#waiting.filter((one) => one.connectionId === connectionId && one.kind === kind);
    this.#waiting = this.#waiting.filter((one) => !waiting.includes(one));
    this.#running.set(connectionId, kind);
    try {
      const { ending, told } = await attempt(this.#world, this.doors, claim, signal);
      for (const { resolve } of waiting) resolve(told);
      if (this.#isPaused(claim.queue)) this.#giveUpWaiting(connectionId, told);
      return ending;
    } catch (error) {
      const words = 'Bellhop made a mistake while doing this. It tries again by itself.';
      for (const { resolve } of waiting) resolve({ runId: null, isGood: false, words });
      throw error;
    } finally {
      this.#running.delete(connectionId);
    }
  }

  /** Somebody has to sign in first: whoever waits is not kept waiting for that. */
  #giveUpWaiting(connectionId: number, told: AttemptEnded): void {
    const waiting = this.#waiting.filter((one) => one.connectionId === connectionId);
    this.#waiting = this.#waiting.filter((one) => one.connectionId !== connectionId);
    for (const { resolve } of waiting) resolve({ ...told, runId: null });
  }

  #tell(): void {
    if (this.#isTelling || this.#isStopped) return;
    this.#isTelling = true;
    this.#world.clock.after(TELL_AFTER_MS, () => {
      this.#isTelling = false;
      if (!this.#isStopped) this.#world.announce(['sync', 'connections', 'calendar']);
    });
  }
}

/** Nothing is sent before {@link Engine.start}. */
export const createEngine = (world: EngineWorld): Engine => new TheEngine(world);

/** What a kind of work is for: how urgent it is where nobody says otherwise. */
export const usualPriority = (kind: JobKind): Priority => TASKS[kind].priority;

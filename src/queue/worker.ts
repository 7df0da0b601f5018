import type { Clock } from '../domain/clock.ts';
import { Refusal } from '../domain/failure.ts';
import type { Log } from '../domain/log.ts';
import type { Claim, Ending } from './job.ts';
import type { Queue } from './queue.ts';
import { createTurn, type Turn } from './worker-turn.ts';

/** What a job's work is given besides the job. */
export interface WorkContext {
  /** Aborted when the worker stops, when the job's time is up, or when the job has gone to another. */
  readonly signal: AbortSignal;
}

export interface WorkerPorts {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells this worker from others in the job list. */
  readonly name: string;
  /**
   * Does one job and says how it ended. `ended` where the work has ended the job itself, in its own transaction. It
   * should not throw: what it throws is taken for a mistake of ours.
   */
  readonly run: (claim: Claim, context: WorkContext) => Promise<Ending | 'ended'>;
  readonly timeoutMs: (claim: Claim) => number;
  /** A paused queue keeps its jobs. */
  readonly isPaused?: (queue: string) => boolean;
  /** Told after every claim and ending, when it is on disk. */
  readonly changed?: () => void;
  /** Queues served at once. */
  readonly parallel?: number;
}

export interface Worker {
  start(): void;
  /** Aborts what runs and gives it back; answers when it has ended, or has been given up. */
  stop(): Promise<void>;
  /** Jobs were added, or a pause has ended: looks at once. */
  wake(): void;
}

const PARALLEL = 4;
/** Looks around at least this often, so that a clock that was set or a sleep that ended is noticed. */
const LONGEST_NAP_MS = 60_000;
const FORGET_EVERY_MS = 3_600_000;
/** A clock that corrects itself by seconds is no news. */
const SET_BACK_MS = 5000;

class Loop implements Worker {
  readonly #ports: WorkerPorts;
  readonly #turns = new Map<string, Turn>();
  #callOff: (() => void) | undefined;
  #state: 'new' | 'started' | 'stopped' = 'new';
  #lookedAt = 0;
  #forgotAt = 0;
  /** Queues that are due and found no place. */
  #queued = 0;

  constructor(ports: WorkerPorts) {
    this.#ports = ports;
  }

  start(): void {
    if (this.#state !== 'new') return;
    this.#state = 'started';
    this.#lookedAt = this.#ports.clock.now();
    this.#nap(0);
  }

  wake(): void {
    if (this.#state === 'started') this.#nap(0);
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    this.#callOff?.();
    const turns = [...this.#turns.values()];
    for (const turn of turns) turn.stop();
    await Promise.all(turns.map((turn) => turn.ended));
  }

  #nap(ms: number): void {
    this.#callOff?.();
    this.#callOff = this.#ports.clock.after(ms, () => {
      this.#callOff = undefined;
      this.#look();
    });
  }

  #look(): void {
    let nap = LONGEST_NAP_MS;
    try {
      this.#noticeClock();
      nap = this.#serve();
    } catch (error) {
      // busy or full: the jobs are where they were, and the next look tries again
      this.#ports.log.warn('The job queue could not be read', { reason: wordsOf(error) });
      nap = 1000;
    }
    if (this.#state === 'started') this.#nap(nap);
  }

  #noticeClock(): void {
    const { clock, queue } = this.#ports;
    const now = clock.now();
    const setBack = this.#lookedAt - now;
    this.#lookedAt = now;
    if (setBack > SET_BACK_MS) {
      queue.pullForward(setBack);
      this.#forgotAt = Math.min(this.#forgotAt, now);
    }
    if (now - this.#forgotAt < FORGET_EVERY_MS) return;
    // a whole batch went: there may be more
    if (queue.forget() === 0) this.#forgotAt = now;
  }

  /** Gives every due queue a place; answers how long nothing will be due. */
  #serve(): number {
    const { queue, clock, parallel = PARALLEL, isPaused } = this.#ports;
    const now = clock.now();
    let nap = LONGEST_NAP_MS;
    this.#queued = 0;
    for (const turn of queue.nextTurns()) {
      if (this.#turns.has(turn.queue) || isPaused?.(turn.queue)) continue;
      if (turn.at > now) nap = Math.min(nap, turn.at - now);
      else if (this.#turns.size >= parallel) this.#queued += 1;
      else this.#begin(turn.queue);
    }
    return Math.max(nap, 1);
  }

  #begin(name: string): void {
    const turn = createTurn(this.#ports, name, () => this.#mayGoOn(name));
    if (!turn) return;
    this.#turns.set(name, turn);
    const over = (): void => {
      this.#turns.delete(name);
      if (this.#state === 'started') this.#nap(0);
    };
    // whatever has happened: a queue that kept its place would stand still for ever
    turn.ended.then(over, over);
  }

  /** A queue keeps its place as long as nobody waits for one. */
  #mayGoOn(name: string): boolean {
    return this.#state === 'started' && this.#queued === 0 && !this.#ports.isPaused?.(name);
  }
}

/** For the log: the sentence of a refusal, else the kind of error; never what an error quotes. */
const wordsOf = (error: unknown): string =>
  error instanceof Refusal ? error.failure.message : error instanceof Error ? error.name : 'unknown';

/** Serves all serial queues, each one job at a time and several side by side. Any number of workers may share a file. */
export const createWorker = (ports: WorkerPorts): Worker => new Loop(ports);

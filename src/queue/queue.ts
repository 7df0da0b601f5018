import type { Clock } from '../domain/clock.ts';
import type { Store, WriteHandle } from '../store/database.ts';
import { addJob, checkJob } from './job-add.ts';
import { claimJob, endLeases, type NextTurn, nextTurns, pullForward, renewLease } from './job-claim.ts';
import { checkHeld, endJob, isHeld } from './job-ending.ts';
import { cancelJob, forgetEnded, reviveJob, unparkJobs } from './job-move.ts';
import {
  type AttemptView,
  countJobs,
  findJob,
  type JobView,
  listAttempts,
  listJobs,
  type ListWish,
  type QueueCounts,
} from './job-view.ts';
import type { Added, Claim, Ending, JobFailure, NewJob, Ticket } from './job.ts';

/**
 * Everything that changes a job. What ends an attempt asks for the ticket of its claim and refuses with
 * `changed-meanwhile` where another run has taken the job over since.
 */
export interface JobMoves {
  add(job: NewJob): Added;
  /** The next due job of a serial queue; undefined where none is due, or one is running. */
  claim(queue: string, worker: string): Claim | undefined;
  /** Moves the lease's end to a full lease from now. False: the job has gone to another, stop. */
  renew(ticket: Ticket): boolean;
  /** Refuses where the claim is not the holder's any more. */
  mustHold(ticket: Ticket): void;
  end(ticket: Ticket, ending: Ending): void;
  complete(ticket: Ticket, result?: string): void;
  retryAt(ticket: Ticket, at: number, failure: JobFailure): void;
  /** As {@link JobMoves.retryAt}, the attempt not counted: the provider said when to come again. */
  waitUntil(ticket: Ticket, at: number, failure: JobFailure): void;
  park(ticket: Ticket, fact: string, failure: JobFailure): void;
  kill(ticket: Ticket, failure: JobFailure): void;
  /**
   * Lets all that runs be taken over at once, without waiting for its lease: for whoever has just begun and knows that all
   * others who worked with this file have ended. Answers how many. Should one of them live, it finds its claim stale.
   */
  endLeases(): number;
  /** Says that a fact has come true; answers how many jobs had waited for it. Jobs that run now hear of it too. */
  unpark(fact: string): number;
  /** A person's "try now": for dead, parked and waiting jobs. */
  revive(id: number): void;
  /** Not for a running job: what has begun cannot be taken back. */
  cancel(id: number): void;
}

export interface Queue extends JobMoves {
  /** The same moves in the caller's transaction: they happen with the rest of it, or not at all. */
  within(tx: WriteHandle): JobMoves;
  /** Adds durably together with all others of the same turn, in one commit. */
  addSoon(job: NewJob): Promise<Added>;
  /** Ends one attempt and takes the queue's next job, in one commit. */
  endAndClaim(ticket: Ticket, ending: Ending, queue: string, worker: string): Claim | undefined;
  /** A look without a transaction: the last before something leaves that can not be taken back. */
  holds(ticket: Ticket): boolean;
  readonly leaseMs: number;
  nextTurns(): NextTurn[];
  /** For a clock that was set back: what waits becomes due that much earlier. */
  pullForward(byMs: number): void;
  /** Lets go of some of what ended longer ago than the history is kept; answers how many. */
  forget(): number;
  list(wish: ListWish): JobView[];
  find(id: number): JobView | undefined;
  attempts(id: number): AttemptView[];
  counts(): QueueCounts[];
}

export interface QueueOptions {
  readonly leaseMs?: number;
  /** How long ended jobs can be read. */
  readonly keepMs?: number;
  /** Runs once, after all that is under way in this turn. */
  readonly later?: (run: () => void) => void;
}

const LEASE_MS = 60_000;
const KEEP_MS = 14 * 24 * 3_600_000;
const FORGET_AT_ONCE = 500;

function movesOf(tx: WriteHandle, clock: Clock, leaseMs: number): JobMoves {
  const end = (ticket: Ticket, ending: Ending): void => endJob(tx, ticket, ending, clock.now());
  return {
    add: (job) => addJob(tx, job, clock.now()),
    claim: (queue, worker) => claimJob(tx, queue, worker, leaseMs, clock.now()),
    renew: (ticket) => renewLease(tx, ticket, clock.now() + leaseMs),
    mustHold: (ticket) => checkHeld(tx, ticket),
    end,
    complete: (ticket, result) =>
      end(ticket, result === undefined ? { type: 'done' } : { type: 'done', result }),
    retryAt: (ticket, at, failure) => end(ticket, { type: 'retry-at', at, failure }),
    waitUntil: (ticket, at, failure) => end(ticket, { type: 'wait-until', at, failure }),
    park: (ticket, fact, failure) => end(ticket, { type: 'park', fact, failure }),
    kill: (ticket, failure) => end(ticket, { type: 'dead', failure }),
    endLeases: () => endLeases(tx, clock.now()),
    unpark: (fact) => unparkJobs(tx, fact, clock.now()),
    revive: (id) => reviveJob(tx, id, clock.now()),
    cancel: (id) => cancelJob(tx, id, clock.now()),
  };
}

interface Wish {
  readonly job: NewJob;
  readonly resolve: (added: Added) => void;
  readonly reject: (error: unknown) => void;
}

/** All wishes of one turn become one commit; each is told only after it is on disk. */
function createBatch(
  write: (adds: (moves: JobMoves) => Added[]) => Added[],
  later: (run: () => void) => void,
): (job: NewJob) => Promise<Added> {
  let wishes: Wish[] = [];
  const flush = (): void => {
    const batch = wishes;
    wishes = [];
    try {
      const added = write((moves) => batch.map(({ job }) => moves.add(job)));
      batch.forEach(({ resolve }, at) => resolve(added[at] as Added));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  };
  return (job) =>
    new Promise((resolve, reject) => {
      // here, so that one job that cannot be does not take the others with it
      checkJob(job);
      if (wishes.push({ job, resolve, reject }) === 1) later(flush);
    });
}

/** The queue over the hotel's database. */
export function createQueue(store: Store, clock: Clock, options: QueueOptions = {}): Queue {
  const { leaseMs = LEASE_MS, keepMs = KEEP_MS, later = (run) => void clock.after(0, run) } = options;
  const kept = new WeakMap<WriteHandle, JobMoves>();
  const within = (tx: WriteHandle): JobMoves => {
    let moves = kept.get(tx);
    if (!moves) kept.set(tx, (moves = movesOf(tx, clock, leaseMs)));
    return moves;
  };
  const own = <T>(work: (moves: JobMoves) => T): T => store.write((tx) => work(within(tx)));
  return {
    within,
    leaseMs,
    addSoon: createBatch(own, later),
    add: (job) => own((moves) => moves.add(job)),
    claim: (queue, worker) => own((moves) => moves.claim(queue, worker)),
    renew: (ticket) => own((moves) => moves.renew(ticket)),
    mustHold: (ticket) => own((moves) => moves.mustHold(ticket)),
    end: (ticket, ending) => own((moves) => moves.end(ticket, ending)),
    complete: (ticket, result) => own((moves) => moves.complete(ticket, result)),
    retryAt: (ticket, at, failure) => own((moves) => moves.retryAt(ticket, at, failure)),
    waitUntil: (ticket, at, failure) => own((moves) => moves.waitUntil(ticket, at, failure)),
    park: (ticket, fact, failure) => own((moves) => moves.park(ticket, fact, failure)),
    kill: (ticket, failure) => own((moves) => moves.kill(ticket, failure)),
    endLeases: () => own((moves) => moves.endLeases()),
    unpark: (fact) => own((moves) => moves.unpark(fact)),
    revive: (id) => own((moves) => moves.revive(id)),
    cancel: (id) => own((moves) => moves.cancel(id)),
    endAndClaim: (ticket, ending, queue, worker) =>
      own((moves) => {
        moves.end(ticket, ending);
        return moves.claim(queue, worker);
      }),
    holds: (ticket) => isHeld(store.read, ticket),
    nextTurns: () => nextTurns(store.read, leaseMs, clock.now()),
    pullForward: (byMs) => void store.write((tx) => pullForward(tx, byMs)),
    forget: () => store.write((tx) => forgetEnded(tx, clock.now() - keepMs, FORGET_AT_ONCE)),
    list: (wish) => listJobs(store.read, wish),
    find: (id) => findJob(store.read, id),
    attempts: (id) => listAttempts(store.read, id),
    counts: () => countJobs(store.read),
  };
}

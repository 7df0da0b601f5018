import type { Ending, JobState, NewJob, Ticket } from './job.ts';
import { rankOf } from './job.ts';

/** What a queue has to do, said once more over a plain list: slow, obvious, sharing nothing with the real one. */
export interface ModelJob {
  id: number;
  readonly kind: string;
  readonly queue: string;
  readonly key: string | null;
  rank: number;
  state: JobState;
  dueAt: number;
  leaseEndsAt: number;
  attempts: number;
  fence: number;
  wishes: number;
  hasFailed: boolean;
  fact: string | null;
  told: Set<string>;
}

const isSame = (a: { kind: string; queue: string; key: string | null }, b: ModelJob): boolean =>
  a.key !== null && a.kind === b.kind && a.queue === b.queue && a.key === b.key;

export class QueueModel {
  jobs: ModelJob[] = [];
  readonly #leaseMs: number;

  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs;
  }

  /** `newId` is what the real queue calls it, should it be a new one: SQLite leaves out numbers. */
  add(job: NewJob, now: number, newId: number): number {
    const dueAt = job.dueAt ?? now;
    const waiting = this.jobs.find((other) => other.state === 'waiting' && isSame(job, other));
    if (waiting) {
      waiting.wishes += 1;
      waiting.rank = Math.min(waiting.rank, rankOf(job.priority));
      if (!waiting.hasFailed) waiting.dueAt = Math.min(waiting.dueAt, dueAt);
      return waiting.id;
    }
    const { kind, queue, key } = job;
    this.jobs.push({
      ...{ id: newId, kind, queue, key, rank: rankOf(job.priority), state: 'waiting', dueAt },
      ...{ leaseEndsAt: 0, attempts: 0, fence: 0, wishes: 1, hasFailed: false, fact: null, told: new Set() },
    });
    return newId;
  }

  claim(queue: string, now: number): ModelJob | undefined {
    const running = this.jobs.find((job) => job.queue === queue && job.state === 'running');
    const isOver = running && (running.leaseEndsAt <= now || running.leaseEndsAt > now + 2 * this.#leaseMs);
    const [due] = this.jobs
      .filter((job) => job.queue === queue && job.state === 'waiting' && job.dueAt <= now)
      .sort((a, b) => a.rank - b.rank || a.dueAt - b.dueAt || a.id - b.id);
    const next = running ? (isOver ? running : undefined) : due;
    if (!next) return undefined;
    next.state = 'running';
    next.fence += 1;
    next.attempts += 1;
    next.leaseEndsAt = now + this.#leaseMs;
    next.told = new Set();
    return next;
  }

  held({ id, fence }: Ticket): ModelJob | undefined {
    return this.jobs.find((job) => job.id === id && job.fence === fence && job.state === 'running');
  }

  /** False where the ticket is stale. */
  end(ticket: Ticket, ending: Ending, now: number): boolean {
    const job = this.held(ticket);
    if (!job) return false;
    const isTold = ending.type === 'park' && job.told.has(ending.fact);
    if (ending.type === 'done' || ending.type === 'dead' || (ending.type === 'park' && !isTold)) {
      job.state = ending.type === 'park' ? 'parked' : ending.type;
      job.fact = ending.type === 'park' ? ending.fact : null;
      job.hasFailed = ending.type !== 'done';
      for (const other of this.jobs)
        if (other !== job && isSame(job, other) && (other.state === 'dead' || other.state === 'parked'))
          this.#settle(other);
      return true;
    }
    const wish = this.jobs.find((other) => other.state === 'waiting' && isSame(job, other));
    if (wish) {
      job.rank = Math.min(job.rank, wish.rank);
      job.wishes += wish.wishes;
      this.jobs = this.jobs.filter((other) => other !== wish);
    }
    job.state = 'waiting';
    job.dueAt = ending.type === 'retry-at' || ending.type === 'wait-until' ? ending.at : now;
    if (ending.type !== 'retry-at') job.attempts -= 1;
    if (ending.type !== 'released') job.hasFailed = true;
    return true;
  }

  unpark(fact: string, now: number): void {
    for (const job of this.jobs) if (job.state === 'running') job.told.add(fact);
    for (const job of this.jobs.filter((each) => each.state === 'parked' && each.fact === fact))
      this.#wake(job, now);
  }

  /** False where the job's state does not allow it. */
  revive(id: number, now: number): boolean {
    const job = this.jobs.find((each) => each.id === id);
    if (job?.state === 'waiting') job.dueAt = Math.min(job.dueAt, now);
    else if (job?.state === 'dead' || job?.state === 'parked') this.#wake(job, now);
    else return false;
    return true;
  }

  cancel(id: number): boolean {
    const job = this.jobs.find((each) => each.id === id);
    if (job?.state !== 'waiting' && job?.state !== 'dead' && job?.state !== 'parked') return false;
    job.state = 'cancelled';
    job.fact = null;
    return true;
  }

  #settle(job: ModelJob): void {
    job.state = 'settled';
    job.fact = null;
  }

  #wake(job: ModelJob, now: number): void {
    const twin = this.jobs.find((other) => other.state === 'waiting' && isSame(job, other));
    if (twin) {
      twin.dueAt = Math.min(twin.dueAt, now);
      twin.rank = Math.min(twin.rank, job.rank);
      this.#settle(job);
      return;
    }
    job.state = 'waiting';
    job.dueAt = now;
    job.attempts = 0;
    job.fact = null;
  }
}

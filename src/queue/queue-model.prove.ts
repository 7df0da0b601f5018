import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '../domain/failure.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { rounds } from '../testing/proof.ts';
import { type Ending, PRIORITIES, type Ticket } from './job.ts';
import { type QueueForTest, queueForTest } from './queue-for-test.ts';
import { QueueModel } from './queue-model-for-test.ts';

const LEASE = 1000;
const QUEUES = ['a', 'b'];
const KEYS = ['x', 'y', null];
const FACTS = ['f', 'g'];
const FAILURE = { code: 'unavailable', words: 'Waiting.' };

type Step =
  | {
      readonly do: 'add';
      queue: string;
      key: string | null;
      priority: (typeof PRIORITIES)[number];
      in: number;
    }
  | { readonly do: 'claim'; queue: string; worker: 0 | 1 }
  | { readonly do: 'end'; ticket: number; ending: Ending; in: number }
  | { readonly do: 'renew'; ticket: number }
  | { readonly do: 'unpark'; fact: string }
  | { readonly do: 'revive' | 'cancel'; id: number }
  | { readonly do: 'advance'; ms: number }
  | { readonly do: 'jump'; ms: number }
  | { readonly do: 'crash' };

const wait = fc.integer({ min: -500, max: 3000 });
const ticket = fc.nat(30);
const ending: fc.Arbitrary<Ending> = fc.oneof(
  fc.constant<Ending>({ type: 'done' }),
  fc.constant<Ending>({ type: 'released' }),
  fc.constant<Ending>({ type: 'retry-at', at: 0, failure: FAILURE }),
  fc.constant<Ending>({ type: 'wait-until', at: 0, failure: FAILURE }),
  fc.constant<Ending>({ type: 'dead', failure: FAILURE }),
  fc.constantFrom(...FACTS).map<Ending>((fact) => ({ type: 'park', fact, failure: FAILURE })),
);
const queue = fc.constantFrom(...QUEUES);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      queue,
      key: fc.constantFrom(...KEYS),
      priority: fc.constantFrom(...PRIORITIES),
      in: wait,
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('claim' as const), queue, worker: fc.constantFrom(0, 1) }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('end' as const), ticket, ending, in: wait }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('renew' as const), ticket }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('unpark' as const), fact: fc.constantFrom(...FACTS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('revive' as const, 'cancel' as const),
      id: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 1500 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.integer({ min: -9000, max: 9000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
);

/** True where it was carried out, false where it was refused. */
function isDone(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** The real queue, through two connections to one file, and the model beside it. */
class Pair {
  readonly model = new QueueModel(LEASE);
  /** Kept for ever, so that holders come back long after they have lost their claim. */
  readonly tickets: Ticket[] = [];
  readonly test: QueueForTest;
  readonly clock: ManualClock;
  #second;

  constructor(clock: ManualClock) {
    this.clock = clock;
    this.test = queueForTest(clock, { leaseMs: LEASE });
    this.#second = this.test.other();
  }

  async take(step: Step): Promise<void> {
    const now = this.clock.now();
    const real = this.test.queue();
    const { model } = this;
    switch (step.do) {
      case 'add': {
        const { queue, key, priority } = step;
        const job = { kind: 'k', queue, key, priority, subject: { id: 1 }, dueAt: now + step.in };
        const known = model.jobs.length;
        const { id, isNew } = real.add(job);
        expect(id).toBe(model.add(job, now, id));
        expect(isNew).toBe(model.jobs.length > known);
        return;
      }
      case 'claim': {
        const taken = (step.worker === 0 ? real : this.#second).claim(step.queue, `w${step.worker}`);
        const expected = model.claim(step.queue, now);
        expect(taken?.id).toBe(expected?.id);
        expect([taken?.fence, taken?.attempts]).toEqual([expected?.fence, expected?.attempts]);
        if (taken) this.tickets.push({ id: taken.id, fence: taken.fence });
        return;
      }
      case 'end': {
        const held = this.tickets.at(-1 - (step.ticket % 4));
        if (!held) return;
        const { ending } = step;
        const timed = 'at' in ending ? { ...ending, at: now + step.in } : ending;
        expect(isDone(() => real.end(held, timed))).toBe(model.end(held, timed, now));
        return;
      }
      case 'renew': {
        const held = this.tickets.at(-1 - (step.ticket % 4));
        if (!held) return;
        const expected = model.held(held);
        expect(real.renew(held)).toBe(expected !== undefined);
        if (expected) expected.leaseEndsAt = now + LEASE;
        return;
      }
      case 'unpark':
        real.unpark(step.fact);
        model.unpark(step.fact, now);
        return;
      case 'revive':
        expect(isDone(() => real.revive(step.id))).toBe(model.revive(step.id, now));
        return;
      case 'cancel':
        expect(isDone(() => real.cancel(step.id))).toBe(model.cancel(step.id));
        return;
      case 'advance':
        await this.clock.advance(step.ms);
        return;
      case 'jump':
        this.clock.jumpTo(new Date(now + step.ms).toISOString());
        return;
      case 'crash':
        this.test.crash();
        this.#second = this.test.other();
    }
  }

  compare(): void {
    const columns = 'id, state, priority, attempts, fence, wishes, parked_until, visible_at';
    const inFile = this.test.store().read.prepare(`SELECT ${columns} FROM job ORDER BY id`).raw();
    const inModel = this.model.jobs.map((job) => [
      ...[job.id, job.state, job.rank, job.attempts, job.fence, job.wishes, job.fact],
      job.state === 'waiting' ? job.dueAt : job.state === 'running' ? job.leaseEndsAt : null,
    ]);
    expect(inFile).toEqual(inModel);
  }
}

it('does what the model does, whoever does what when, through crashes and jumps of the clock', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const pair = new Pair(createManualClock('2027-03-01T08:00:00Z'));
      try {
        for (const each of steps) {
          await pair.take(each);
          pair.compare();
        }
      } finally {
        pair.test.close();
      }
    }),
    { numRuns: rounds(1500, 60) },
  );
});

it('brings every job to an end, once whatever failed works again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
      const pair = new Pair(createManualClock('2027-03-01T08:00:00Z'));
      try {
        for (const each of steps) await pair.take(each);
        const queue = pair.test.queue();
        for (const fact of FACTS) queue.unpark(fact);
        for (const { id } of queue.list({ state: 'dead' })) queue.revive(id);
        // farther than any due time or lease in the steps
        await pair.clock.advance(60_000);
        for (const name of QUEUES)
          for (let claim = queue.claim(name, 'last'); claim; claim = queue.claim(name, 'last')) {
            queue.complete(claim);
          }
        expect(queue.counts()).toEqual([]);
      } finally {
        pair.test.close();
      }
    }),
    { numRuns: rounds(500, 20) },
  );
});

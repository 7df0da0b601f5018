import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../domain/failure.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import type { Claim } from './job.ts';
import { jobOf, QUEUE, type QueueForTest, queueForTest } from './queue-for-test.ts';

const SECOND = 1000;
const LEASE = 60 * SECOND;
const FAILURE = { code: 'unavailable', words: 'Waiting for the channel.' };

let clock: ManualClock;
let test: QueueForTest;
beforeEach(() => {
  clock = createManualClock('2027-03-01T08:00:00Z');
  test = queueForTest(clock, { leaseMs: LEASE });
});
afterEach(() => test.close());

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.failure.code;
    throw error;
  }
  return 'done';
};
const claim = (queue = QUEUE): Claim => {
  const claimed = test.queue().claim(queue, 'desk');
  if (!claimed) throw new Error('nothing was due');
  return claimed;
};

describe('adding', () => {
  it('takes a second wish for the same key into the waiting job, with the higher priority and earlier time', () => {
    const queue = test.queue();
    const now = clock.now();
    const first = queue.add(jobOf({ key: 'deliver', priority: 'low', dueAt: now + 9 * SECOND }));
    const second = queue.add(jobOf({ key: 'deliver', priority: 'high', dueAt: now + 20 * SECOND }));
    expect(second).toEqual({ id: first.id, isNew: false });
    expect(queue.find(first.id)).toMatchObject({ priority: 'high', dueAt: now + 9 * SECOND, wishes: 2 });
  });

  it('keeps jobs of another queue, another kind or without a key apart', () => {
    const queue = test.queue();
    const ids = [
      jobOf({ key: 'a' }),
      jobOf({ key: 'a', kind: 'pull' }),
      jobOf({ key: 'a', queue: 'ical:2' }),
      jobOf(),
      jobOf(),
    ].map((job) => queue.add(job).id);
    expect(new Set(ids).size).toBe(5);
  });

  it('leaves one more to run where the same is asked while it runs, however often', () => {
    const queue = test.queue();
    queue.add(jobOf({ key: 'a' }));
    const running = claim();
    const again = queue.add(jobOf({ key: 'a' }));
    expect(queue.add(jobOf({ key: 'a' })).id).toBe(again.id);
    expect(queue.claim(QUEUE, 'other')).toBeUndefined();
    queue.complete(running);
    expect(claim().id).toBe(again.id);
    expect(queue.claim(QUEUE, 'other')).toBeUndefined();
  });

  it('does not bring a job forward that waits out a failure', () => {
    const queue = test.queue();
    queue.add(jobOf({ key: 'a' }));
    const at = clock.now() + 25 * SECOND;
    queue.retryAt(claim(), at, FAILURE);
    const { id } = queue.add(jobOf({ key: 'a', priority: 'critical' }));
    expect(queue.find(id)).toMatchObject({ dueAt: at, priority: 'critical' });
  });

  it('is undone with the transaction that wanted it', () => {
    const attempt = () =>
      test.store().write((tx) => {
        test.queue().within(tx).add(jobOf());
        throw new Refusal('not-possible', 'No.');
      });
    expect(codeOf(attempt)).toBe('not-possible');
    expect(test.queue().counts()).toEqual([]);
  });

  it.each([
    ['a price with cents', { price: 99.5 }],
    ['an object', { stay: { guest: 'Ada' } as unknown as string }],
    ['a long text', { body: 'x'.repeat(201) }],
    ['a long list', Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`id${at}`, at]))],
  ])('refuses %s: a job carries identities', (_, subject) => {
    expect(codeOf(() => test.queue().add(jobOf({ subject })))).toBe('invalid-input');
  });

  it('writes all wishes of one turn in one commit, and refuses one without the others', async () => {
    const soon = ['a', 'b', 'a'].map((key) => test.queue().addSoon(jobOf({ key })));
    const refused = test.queue().addSoon(jobOf({ kind: '' }));
    expect(test.queue().counts()).toEqual([]);
    await Promise.all([expect(refused).rejects.toBeInstanceOf(Refusal), clock.advance(0)]);
    const added = await Promise.all(soon);
    expect(added.map(({ isNew }) => isNew)).toEqual([true, true, false]);
    expect(test.queue().counts()).toMatchObject([{ queue: QUEUE, waiting: 2 }]);
  });
});

describe('claiming', () => {
  it('takes what is due, most urgent first, then earliest, and nothing early', async () => {
    const queue = test.queue();
    const now = clock.now();
    const wishes = [
      ['low', 0],
      ['medium', -2],
      ['critical', 5],
      ['medium', -3],
      ['high', 0],
    ] as const;
    for (const [priority, due] of wishes) queue.add(jobOf({ priority, dueAt: now + due * SECOND }));
    const order: string[] = [];
    for (let taken = queue.claim(QUEUE, 'a'); taken; taken = queue.claim(QUEUE, 'a')) {
      order.push(`${taken.priority} ${taken.id}`);
      queue.complete(taken);
    }
    expect(order).toEqual(['high 5', 'medium 4', 'medium 2', 'low 1']);
    await clock.advance(5 * SECOND);
    expect(claim().priority).toBe('critical');
  });

  it('gives a job to one of two processes only', () => {
    const queues = [test.queue(), test.other()];
    for (let at = 0; at < 20; at += 1) test.queue().add(jobOf({ queue: `q${at % 5}` }));
    const seen: number[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const queue = queues[turn % 2];
      const taken = queue?.claim(`q${turn % 5}`, `w${turn % 2}`);
      if (taken) seen.push(taken.id);
      if (taken) expect(queues[(turn + 1) % 2]?.claim(taken.queue, 'thief')).toBeUndefined();
      if (taken) queue?.complete(taken);
    }
    expect(seen.length).toBe(20);
    expect(new Set(seen).size).toBe(20);
  });

  it('takes over at once where all others are known to have ended', () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf());
    const first = claim();
    expect(queue.endLeases()).toBe(1);
    expect(queue.endLeases()).toBe(0);
    expect(queue.claim(QUEUE, 'other')).toMatchObject({ id, attempts: 2, isTakenOver: true });
    expect(() => queue.complete(first)).toThrow();
  });

  it('takes over after the lease, and refuses the first holder from then on', async () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf());
    const first = claim();
    await clock.advance(LEASE - 1);
    expect(queue.claim(QUEUE, 'other')).toBeUndefined();
    await clock.advance(1);
    const second = queue.claim(QUEUE, 'other');
    expect(second).toMatchObject({ id, attempts: 2, isTakenOver: true });
    expect(queue.renew(first)).toBe(false);
    const stale = [
      () => queue.complete(first),
      () => queue.retryAt(first, 0, FAILURE),
      () => queue.waitUntil(first, 0, FAILURE),
      () => queue.park(first, 'fact', FAILURE),
      () => queue.kill(first, FAILURE),
      () => queue.end(first, { type: 'released' }),
      () => queue.mustHold(first),
    ].map(codeOf);
    expect(new Set(stale)).toEqual(new Set(['changed-meanwhile']));
    expect(queue.find(id)).toMatchObject({ state: 'running', worker: 'other' });
    expect(queue.attempts(id)).toMatchObject([{ outcome: 'lost' }]);
  });

  it('undoes what a stale holder wrote in the same transaction', async () => {
    const queue = test.queue();
    queue.add(jobOf());
    const first = claim();
    await clock.advance(LEASE);
    claim();
    const late = () =>
      test.store().write((tx) => {
        queue.within(tx).add(jobOf({ kind: 'follow-up' }));
        queue.within(tx).complete(first);
      });
    expect(codeOf(late)).toBe('changed-meanwhile');
    expect(queue.list({ state: 'waiting' })).toEqual([]);
  });

  it('looks at what was cut off before anything more urgent', async () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf({ priority: 'low' }));
    claim();
    queue.add(jobOf({ priority: 'critical' }));
    test.crash();
    await clock.advance(LEASE);
    expect(claim().id).toBe(id);
  });

  it('keeps a renewed lease, and does not wait a day for a clock that was set back', async () => {
    const queue = test.queue();
    queue.add(jobOf());
    const running = claim();
    await clock.advance(LEASE - 1);
    expect(queue.renew(running)).toBe(true);
    await clock.advance(LEASE - 1);
    expect(queue.claim(QUEUE, 'other')).toBeUndefined();
    clock.jumpTo('2027-02-28T08:00:00Z');
    expect(claim().isTakenOver).toBe(true);
  });
});

it('names the queues that want a worker, the urgent first', () => {
  const queue = test.queue();
  const now = clock.now();
  queue.add(jobOf({ queue: 'a', priority: 'low' }));
  queue.add(jobOf({ queue: 'b', priority: 'critical', dueAt: now + SECOND }));
  queue.add(jobOf({ queue: 'c', priority: 'high' }));
  queue.add(jobOf({ queue: 'd' }));
  claim('d');
  expect(queue.nextTurns()).toEqual([
    { queue: 'c', at: now, priority: 'high' },
    { queue: 'a', at: now, priority: 'low' },
    { queue: 'b', at: now + SECOND, priority: 'critical' },
    { queue: 'd', at: now + LEASE, priority: 'critical' },
  ]);
});

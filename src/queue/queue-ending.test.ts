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

describe('an attempt that fails', () => {
  it('waits, counts, and keeps the reason and the history', async () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf());
    queue.retryAt(claim(), clock.now() + 5 * SECOND, FAILURE);
    expect(queue.claim(QUEUE, 'desk')).toBeUndefined();
    await clock.advance(5 * SECOND);
    const second = claim();
    expect(second.attempts).toBe(2);
    queue.waitUntil(second, clock.now() + SECOND, { code: 'rate-limited', words: 'Sending slowly.' });
    await clock.advance(SECOND);
    const third = claim();
    expect(third.attempts).toBe(2);
    queue.kill(third, FAILURE);
    expect(queue.find(id)).toMatchObject({ state: 'dead', attempts: 2, failure: FAILURE });
    expect(queue.attempts(id).map(({ outcome }) => outcome)).toEqual(['retry', 'wait', 'dead']);
  });

  it('takes in what was asked for meanwhile, so that one waits and not two', () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf({ key: 'a', priority: 'low' }));
    const running = claim();
    queue.add(jobOf({ key: 'a', priority: 'high' }));
    const at = clock.now() + 5 * SECOND;
    queue.retryAt(running, at, FAILURE);
    expect(queue.list({ state: 'waiting' })).toMatchObject([{ id, dueAt: at, priority: 'high', wishes: 2 }]);
  });

  it('goes back whole when it is released', () => {
    const queue = test.queue();
    queue.add(jobOf());
    queue.end(claim(), { type: 'released' });
    expect(claim().attempts).toBe(1);
  });
});

describe('parked and dead jobs', () => {
  it('sleeps until its fact is told, and starts counting anew', () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf());
    queue.park(claim(), 'mapping:7', { code: 'unmapped', words: 'Link this room type.' });
    expect(queue.unpark('mapping:8')).toBe(0);
    expect(queue.find(id)).toMatchObject({ state: 'parked', parkedUntil: 'mapping:7' });
    expect(queue.unpark('mapping:7')).toBe(1);
    expect(claim()).toMatchObject({ id, attempts: 1 });
  });

  it('does not sleep through a fact that was told while it ran', () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf());
    const running = claim();
    queue.unpark('mapping:71');
    queue.unpark('mapping:7');
    queue.park(running, 'mapping:7', FAILURE);
    const again = claim();
    expect(again.id).toBe(id);
    queue.park(again, 'mapping:7', FAILURE);
    expect(queue.find(id)?.state).toBe('parked');
  });

  it('is settled by a later run of the same key', () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf({ key: 'a' }));
    queue.kill(claim(), FAILURE);
    queue.add(jobOf({ key: 'a' }));
    queue.complete(claim());
    expect(queue.find(id)?.state).toBe('settled');
    expect(queue.list({ state: 'dead' })).toEqual([]);
  });

  it('comes back to life when a person says so, or hurries the one that waits to do the same', () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf({ key: 'a' }));
    queue.kill(claim(), FAILURE);
    queue.revive(id);
    const revived = claim();
    expect(revived).toMatchObject({ id, attempts: 1 });
    queue.kill(revived, FAILURE);
    const twin = queue.add(jobOf({ key: 'a', dueAt: clock.now() + LEASE }));
    queue.revive(id);
    expect(queue.find(id)?.state).toBe('settled');
    expect(claim().id).toBe(twin.id);
  });

  it('can be cancelled, a running one can not', () => {
    const queue = test.queue();
    const { id } = queue.add(jobOf());
    const running = claim();
    expect(codeOf(() => queue.cancel(id))).toBe('not-possible');
    queue.kill(running, FAILURE);
    queue.cancel(id);
    expect(queue.find(id)?.state).toBe('cancelled');
    expect(codeOf(() => queue.revive(id))).toBe('not-possible');
    expect(codeOf(() => queue.cancel(99))).toBe('not-found');
  });
});

it('lists, counts and forgets for people', async () => {
  const queue = test.queue();
  for (let at = 0; at < 3; at += 1) queue.add(jobOf({ key: `k${at}` }));
  queue.add(jobOf({ queue: 'ical:2' }));
  queue.complete(claim(), '3 nights sent');
  const killed = claim();
  queue.kill(killed, FAILURE);
  claim('ical:2');
  expect(queue.counts()).toEqual([
    { queue: QUEUE, waiting: 1, running: 0, parked: 0, dead: 1 },
    { queue: 'ical:2', waiting: 0, running: 1, parked: 0, dead: 0 },
  ]);
  expect(queue.list({ state: 'done' })).toMatchObject([{ result: '3 nights sent' }]);
  expect(queue.list({ state: 'running', queue: QUEUE })).toEqual([]);
  await clock.advance(15 * 24 * 3600 * SECOND);
  expect(queue.forget()).toBe(1);
  expect(queue.list({ state: 'done' })).toEqual([]);
  expect(queue.list({ state: 'dead' })).toHaveLength(1);
});

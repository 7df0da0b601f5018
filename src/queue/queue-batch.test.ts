import { afterEach, beforeEach, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import type { DueJob } from './job-batch.ts';
import type { NewJob } from './job.ts';
import { jobOf, QUEUE, type QueueForTest, queueForTest } from './queue-for-test.ts';

const FAILURE = { code: 'rejected', words: 'No.' };

let clock: ManualClock;
let test: QueueForTest;
beforeEach(() => {
  clock = createManualClock('2027-03-01T08:00:00Z');
  test = queueForTest(clock, { leaseMs: 60_000 });
});
afterEach(() => test.close());

const add = (patch: Partial<NewJob> = {}): number =>
  test.queue().add(jobOf({ kind: 'webhook', ...patch })).id;
const seen: DueJob[] = [];
beforeEach(() => void seen.splice(0));
const workOff = (limit = 10, work: (job: DueJob) => void = (job) => void seen.push(job)): number =>
  test.queue().workOff({ queue: QUEUE, kind: 'webhook', worker: 'desk', limit }, work);
const stateOf = (id: number): string | undefined => test.queue().find(id)?.state;

it('does what is due in the order of claims, at most so many, and nothing early', async () => {
  const now = clock.now();
  const ids = [
    add({ priority: 'low', subject: { inboxId: 4 } }),
    add({ dueAt: now - 5 }),
    add({ priority: 'critical', dueAt: now + 1000 }),
    add({ dueAt: now - 9 }),
  ];
  expect(workOff(2)).toBe(2);
  expect(seen.map(({ id }) => id)).toEqual([ids[3], ids[1]]);
  expect(workOff()).toBe(1);
  expect(seen.at(-1)).toEqual({ id: ids[0], key: null, subject: { inboxId: 4 }, priority: 'low' });
  expect(workOff()).toBe(0);
  expect(ids.map(stateOf)).toEqual(['done', 'done', 'waiting', 'done']);
  expect(test.queue().find(ids[0] as number)).toMatchObject({ attempts: 1, endedAt: now });
  await clock.advance(1000);
  expect(workOff()).toBe(1);
});

it('stops before work of another kind, and leaves the queue alone while a job of it runs', () => {
  const first = add();
  test.queue().add(jobOf({ kind: 'pull' }));
  const last = add();
  expect(workOff()).toBe(1);
  expect(seen.map(({ id }) => id)).toEqual([first]);
  expect(workOff()).toBe(0);
  const pull = test.queue().claim(QUEUE, 'other');
  expect(pull?.kind).toBe('pull');
  expect(workOff()).toBe(0);
  if (pull) test.queue().complete(pull);
  expect(workOff()).toBe(1);
  expect(seen.at(-1)?.id).toBe(last);
});

it('undoes all of it where one fails: the jobs wait as before, uncounted', () => {
  const ids = [add(), add()];
  const fails = (job: DueJob): void => {
    if (job.id === ids[1]) throw new Error('half-way');
    test.queue().counts();
  };
  expect(() => workOff(10, fails)).toThrow('half-way');
  expect(ids.map(stateOf)).toEqual(['waiting', 'waiting']);
  expect(test.queue().claim(QUEUE, 'desk')).toMatchObject({ id: ids[0], attempts: 1, fence: 1 });
});

it('writes its effects with the endings, and what it adds under its own key waits anew', () => {
  const id = add({ key: 'a' });
  test.store().write((tx) =>
    test
      .queue()
      .within(tx)
      .workOff({ queue: QUEUE, kind: 'webhook', worker: 'desk', limit: 5 }, () => {
        test
          .queue()
          .within(tx)
          .add(jobOf({ kind: 'webhook', key: 'a' }));
      }),
  );
  expect(stateOf(id)).toBe('done');
  expect(test.queue().counts()).toMatchObject([{ queue: QUEUE, waiting: 1 }]);
});

it('settles what was stuck under the same key, and nothing else', () => {
  const stuck = (key: string): number => {
    const id = add({ key });
    const claim = test.queue().claim(QUEUE, 'desk');
    if (claim) test.queue().kill(claim, FAILURE);
    return id;
  };
  const [same, other] = [stuck('a'), stuck('b')];
  add({ key: 'a' });
  expect(workOff()).toBe(1);
  expect([same, other].map(stateOf)).toEqual(['settled', 'dead']);
});

it('refuses to work off none', () => {
  expect(() => workOff(0)).toThrow();
});

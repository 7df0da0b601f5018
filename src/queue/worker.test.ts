import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../domain/log.ts';
import { createManualClock, type ManualClock, settle } from '../testing/manual-clock.ts';
import type { Claim, Ending } from './job.ts';
import { jobOf, QUEUE, type QueueForTest, queueForTest } from './queue-for-test.ts';
import { createWorker, type WorkContext, type Worker, type WorkerPorts } from './worker.ts';

const SECOND = 1000;
const LEASE = 60 * SECOND;
const FAILURE = { code: 'unavailable', words: 'Waiting for the channel.' };

let clock: ManualClock;
let test: QueueForTest;
let warnings: string[];
const workers: Worker[] = [];
beforeEach(() => {
  clock = createManualClock('2027-03-01T08:00:00Z');
  test = queueForTest(clock, { leaseMs: LEASE });
  warnings = [];
});
afterEach(async () => {
  const stopping = workers.splice(0).map((worker) => worker.stop());
  await clock.advance(2 * LEASE);
  await Promise.all(stopping);
  test.close();
});

const log: Log = { info: () => undefined, warn: (words) => void warnings.push(words) };
type Run = WorkerPorts['run'];
function work(run: Run, more: Partial<WorkerPorts> = {}): Worker {
  const ports = { queue: test.queue(), clock, log, name: 'desk', timeoutMs: () => 10 * LEASE, run, ...more };
  const worker = createWorker(ports);
  workers.push(worker);
  worker.start();
  return worker;
}

/** Work that ends when told. */
function gates() {
  const open = new Map<number, { end: (ending: Ending) => void; claim: Claim; context: WorkContext }>();
  const run: Run = (claim, context) => {
    const { promise, resolve } = Promise.withResolvers<Ending>();
    open.set(claim.id, { end: resolve, claim, context });
    return promise;
  };
  return {
    run,
    open,
    async end(id: number, ending: Ending = { type: 'done' }) {
      open.get(id)?.end(ending);
      open.delete(id);
      await settle();
    },
  };
}

describe('a worker', () => {
  it('does what is due, in order, and what comes due later', async () => {
    const done: number[] = [];
    test.queue().add(jobOf({ priority: 'low' }));
    test.queue().add(jobOf({ priority: 'critical' }));
    test.queue().add(jobOf({ dueAt: clock.now() + 300 * SECOND }));
    work((claim) => {
      done.push(claim.id);
      return Promise.resolve({ type: 'done' });
    });
    await clock.advance(299 * SECOND);
    expect(done).toEqual([2, 1]);
    await clock.advance(SECOND);
    expect(done).toEqual([2, 1, 3]);
  });

  it('goes on where the database could not be asked between two jobs', async () => {
    const done: number[] = [];
    test.queue().add(jobOf());
    test.queue().add(jobOf());
    let asked = 0;
    const isPaused = (): boolean => {
      // the first look, and then the one after the first job
      if ((asked += 1) === 2) throw new Error('busy');
      return false;
    };
    work((claim) => (done.push(claim.id), Promise.resolve({ type: 'done' })), { isPaused });
    await clock.advance(3 * LEASE);
    expect(done).toEqual([1, 1, 2]);
  });

  it('runs one job of a queue at a time, and so many queues as it may', async () => {
    const gate = gates();
    for (const queue of ['a', 'a', 'b', 'c']) test.queue().add(jobOf({ queue }));
    work(gate.run, { parallel: 2 });
    await clock.advance(0);
    expect([...gate.open.values()].map(({ claim }) => claim.queue)).toEqual(['a', 'b']);
    await gate.end(1);
    await clock.advance(0);
    // `a` has more, but `c` was waiting for a place
    expect([...gate.open.values()].map(({ claim }) => claim.queue).sort()).toHaveLength(2);
    await gate.end(3);
    await clock.advance(0);
    expect([...gate.open.keys()].sort()).toEqual([2, 4]);
  });

  it('does not steal from another worker on the same file', async () => {
    const gate = gates();
    for (let at = 0; at < 6; at += 1) test.queue().add(jobOf({ queue: `q${at % 3}` }));
    work(gate.run);
    work(gate.run, { queue: test.other(), name: 'second' });
    const seen: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      await clock.advance(SECOND);
      const queues = [...gate.open.values()].map(({ claim }) => claim.queue);
      expect(new Set(queues).size).toBe(queues.length);
      const [next] = gate.open.keys();
      if (next === undefined) break;
      seen.push(next);
      await gate.end(next);
    }
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('keeps its lease through long work, and takes over from a worker that crashed', async () => {
    const gate = gates();
    test.queue().add(jobOf());
    expect(test.queue().claim(QUEUE, 'crashed')).toBeDefined();
    work(gate.run);
    await clock.advance(LEASE - 1);
    expect(gate.open.size).toBe(0);
    await clock.advance(1);
    expect(gate.open.get(1)?.claim.isTakenOver).toBe(true);
    await clock.advance(5 * LEASE);
    expect(test.queue().claim(QUEUE, 'thief')).toBeUndefined();
    await gate.end(1);
    expect(test.queue().find(1)?.state).toBe('done');
  });

  it('tells work that another took over to stop, and writes nothing of it', async () => {
    const gate = gates();
    test.queue().add(jobOf());
    work(gate.run);
    await clock.advance(0);
    clock.jumpTo('2027-03-01T12:00:00Z');
    const thief = test.queue().claim(QUEUE, 'thief');
    expect(thief).toBeDefined();
    await clock.advance(LEASE / 3);
    expect(gate.open.get(1)?.context.signal.aborted).toBe(true);
    await gate.end(1);
    expect(test.queue().find(1)).toMatchObject({ state: 'running', worker: 'thief' });
    expect(warnings).toEqual(['How a job ended could not be written']);
  });

  it('gives back what it must leave when it stops, attempt uncounted', async () => {
    test.queue().add(jobOf());
    const worker = work(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    await clock.advance(0);
    await worker.stop();
    expect(test.queue().find(1)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(clock.pending()).toBe(0);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'keeps nobody waiting who stops it just as work ends (%i turns after)',
    async (turns) => {
      test.queue().add(jobOf());
      const ended = Promise.withResolvers<Ending>();
      const worker = work(() => ended.promise);
      await clock.advance(0);
      ended.resolve({ type: 'done' });
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await worker.stop();
      expect(clock.pending()).toBe(0);
    },
  );

  it('breaks work off that takes too long, and leaves work behind that does not listen', async () => {
    test.queue().add(jobOf());
    test.queue().add(jobOf());
    const seen: number[] = [];
    work(
      (claim) => {
        seen.push(claim.id);
        return claim.id === 1 && claim.attempts === 1
          ? new Promise(() => undefined)
          : Promise.resolve({ type: 'done' });
      },
      { timeoutMs: () => 10 * SECOND },
    );
    await clock.advance(10 * SECOND + LEASE + SECOND);
    expect(seen).toEqual([1, 1, 2]);
    expect(test.queue().attempts(1)).toMatchObject([{ outcome: 'lost' }]);
  });

  it('says so where work throws, tries again, then leaves it dead with its reason', async () => {
    test.queue().add(jobOf());
    work(() => Promise.reject(new Error('guest Ada')));
    await clock.advance(10 * 60 * SECOND);
    expect(test.queue().find(1)).toMatchObject({ state: 'dead', attempts: 3, failure: { code: 'internal' } });
    expect(JSON.stringify(test.queue().attempts(1))).not.toContain('Ada');
  });

  it('does not try for ever what ends Bellhop each time', async () => {
    const run: Run = () => Promise.resolve({ type: 'done' });
    test.queue().add(jobOf());
    for (let crash = 0; crash < 6; crash += 1) {
      expect(test.queue().claim(QUEUE, 'crashing')).toBeDefined();
      await clock.advance(LEASE);
    }
    work(run);
    await clock.advance(SECOND);
    expect(test.queue().find(1)).toMatchObject({ state: 'dead', attempts: 7 });
  });

  it('leaves a paused queue alone until it is woken', async () => {
    let paused = true;
    test.queue().add(jobOf());
    const worker = work(() => Promise.resolve({ type: 'done' }), { isPaused: () => paused });
    await clock.advance(5 * LEASE);
    expect(test.queue().find(1)?.state).toBe('waiting');
    paused = false;
    worker.wake();
    await clock.advance(0);
    expect(test.queue().find(1)?.state).toBe('done');
  });

  it('retries in a minute and not in a day when the clock is set back', async () => {
    let fails = true;
    test.queue().add(jobOf());
    work(() => {
      const ending: Ending = fails
        ? { type: 'retry-at', at: clock.now() + 90 * SECOND, failure: FAILURE }
        : { type: 'done' };
      fails = false;
      return Promise.resolve(ending);
    });
    await clock.advance(SECOND);
    clock.jumpTo('2027-02-27T08:00:00Z');
    await clock.advance(160 * SECOND);
    expect(test.queue().find(1)?.state).toBe('done');
  });
});

import { resolve } from 'node:path';
import type { Clock } from '../src/domain/clock.ts';
import type { NewJob } from '../src/queue/job.ts';
import { createQueue, type Queue } from '../src/queue/queue.ts';
import { openDatabase, type Store } from '../src/store/database.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../drizzle');
export const QUEUE = 'beds24:1';

const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
export const jobOf = (at: number): NewJob => ({
  kind: 'deliver',
  queue: QUEUE,
  key: `k${at}`,
  subject: { connectionId: 1, roomTypeId: at },
  priority: 'medium',
});

/** Our queue in a file of its own, as the host opens it. */
export interface Opened {
  readonly store: Store;
  readonly queue: Queue;
}
export function open(file: string): Opened {
  const store = openDatabase(file, MIGRATIONS);
  return { store, queue: createQueue(store, clock, { later: (run) => void setImmediate(run) }) };
}
export const counted = (store: Store, state: string): number =>
  store.read.prepare('SELECT count(*) FROM job WHERE state = ?').pluck<number>(state)[0] ?? 0;

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../domain/clock.ts';
import { openDatabase, type Store } from '../store/database.ts';
import type { NewJob } from './job.ts';
import { createQueue, type Queue, type QueueOptions } from './queue.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../drizzle');

export interface QueueForTest {
  store(): Store;
  queue(): Queue;
  /** Another connection to the same file, as another process would have. */
  other(): Queue;
  /** Ends without a word and opens the file again. */
  crash(): void;
  close(): void;
}

export const QUEUE = 'beds24:1';
export const jobOf = (patch: Partial<NewJob> = {}): NewJob => ({
  kind: 'deliver',
  queue: QUEUE,
  key: null,
  subject: { connectionId: 1 },
  priority: 'medium',
  ...patch,
});

/** A queue on a real file. */
export function queueForTest(clock: Clock, options: QueueOptions = {}): QueueForTest {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-queue-'));
  const opened: Store[] = [];
  const open = (): { store: Store; queue: Queue } => {
    const store = openDatabase(join(folder, 'bellhop.db'), MIGRATIONS);
    opened.push(store);
    return { store, queue: createQueue(store, clock, options) };
  };
  const closeAll = (): void => opened.splice(0).forEach((each) => each.close());
  let current = open();
  return {
    store: () => current.store,
    queue: () => current.queue,
    other: () => open().queue,
    crash() {
      closeAll();
      current = open();
    },
    close() {
      closeAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

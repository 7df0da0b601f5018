import assert from 'node:assert/strict';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { buildDBClient, SqliteQueue } from 'liteque';
import { better, type Connection, defineQueue, type Queue } from 'plainjob';
import type { Implementation } from './result.ts';

export const PEERS = 'plainjob 0.0.14, liteque 0.8.0, both on better-sqlite3 13.2.0';

/** `NORMAL` is what plainjob sets for itself; `FULL` is what our commits wait for. */
export type Durability = 'NORMAL' | 'FULL';

const quiet = { error() {}, warn() {}, info() {}, debug() {} };

function openPlainjob(folder: string, durability: Durability): { db: Database.Database; queue: Queue } {
  const db = new Database(join(folder, `plainjob-${durability}.db`));
  const connection: Connection = better(db);
  const queue = defineQueue({
    connection,
    logger: quiet,
    // beyond any run: no maintenance between the measured jobs
    maintenanceInterval: 86_400_000,
  });
  db.pragma(`synchronous = ${durability}`);
  db.pragma('fullfsync = ON');
  return { db, queue };
}

/** Its worker's own steps for a job, without the worker's sleep and its look at scheduled jobs: the kindest reading. */
function drain(queue: Queue): number {
  let done = 0;
  for (
    let next = queue.getAndMarkJobAsProcessing('deliver');
    next;
    next = queue.getAndMarkJobAsProcessing('deliver')
  ) {
    const job = queue.getJobById(next.id);
    assert.ok(job);
    queue.markJobAsDone(next.id);
    done += 1;
  }
  return done;
}

export interface PlainjobPeer {
  readonly drains: Implementation;
  readonly adds: Implementation;
  readonly addsMany: Implementation;
  close(): void;
}

export function plainjobPeer(
  folder: string,
  durability: Durability,
  counts: { readonly drained: number; readonly added: number; readonly batch: number },
  subjectOf: (at: number) => unknown,
): PlainjobPeer {
  const { db, queue } = openPlainjob(folder, durability);
  const empty = (): void => void db.exec('DELETE FROM plainjob_jobs');
  const counted = (): number => queue.countJobs({ type: 'deliver', status: 0 });
  return {
    drains: {
      name: `plainjob, ${durability}: claim and complete`,
      prepare() {
        empty();
        queue.addMany(
          'deliver',
          Array.from({ length: counts.drained }, (_, at) => subjectOf(at)),
        );
      },
      run: () => drain(queue),
      check: (done) => assert.deepEqual([done, counted()], [counts.drained, 0]),
    },
    adds: {
      name: `plainjob, ${durability}: add, 1 at a time`,
      prepare: empty,
      run() {
        for (let at = 0; at < counts.added; at += 1) queue.add('deliver', subjectOf(at));
      },
      check: () => assert.equal(counted(), counts.added),
    },
    addsMany: {
      name: `plainjob, ${durability}: addMany, ${counts.batch} at a time`,
      prepare: empty,
      run() {
        for (let turn = 0; turn < counts.added; turn += 1)
          queue.addMany(
            'deliver',
            Array.from({ length: counts.batch }, (_, at) => subjectOf(turn * counts.batch + at)),
          );
      },
      check: () => assert.equal(counted(), counts.added * counts.batch),
    },
    close() {
      queue.close();
      if (db.open) db.close();
    },
  };
}

export interface LitequePeer {
  readonly adds: Implementation;
  /** What it said when asked for a job; empty where it gave one. */
  readonly refusal: string;
}

/** Adds with it; and asks it once for a job, to see whether it can at all on this better-sqlite3. */
export async function litequePeer(
  folder: string,
  added: number,
  subjectOf: (at: number) => unknown,
): Promise<LitequePeer> {
  const file = join(folder, 'liteque.db');
  const queue = new SqliteQueue('deliver', buildDBClient(file, { runMigrations: true }), {
    defaultJobArgs: { numRetries: 3 },
    keepFailedJobs: false,
  });
  // its own connection stays at NORMAL, which it sets and gives no way to change
  const beside = new Database(file);
  await queue.enqueue({ at: 0 });
  let refusal = '';
  try {
    await queue.attemptDequeue({ timeoutSecs: 60 });
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  return {
    refusal,
    adds: {
      name: 'liteque, NORMAL: add, 1 at a time',
      prepare: () => void beside.exec('DELETE FROM tasks'),
      async run() {
        for (let at = 0; at < added; at += 1) await queue.enqueue(subjectOf(at));
      },
      check: () => assert.equal(beside.prepare('SELECT count(*) FROM tasks').pluck().get(), added),
    },
  };
}

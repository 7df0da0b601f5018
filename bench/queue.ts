import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PRAGMAS } from '../src/store/database.ts';
import { backlog } from './queue-backlog.ts';
import { counted, jobOf, open, type Opened, QUEUE } from './queue-file.ts';
import { litequePeer, PEERS, plainjobPeer } from './queue-peers.ts';
import { type BenchResult, figure, type Implementation, interleave } from './result.ts';

const BATCH = 64;
const ONE_BY_ONE = 256;
const IN_BATCHES = 100 * BATCH;
/** Times as many jobs as plainjob: in batches at FULL against its NORMAL, one by one at equal durability. */
const BATCHES_AT_LEAST = 10;
const SINGLE_AT_LEAST = 1.5;
const ADD_TURNS = 128;

const refill = ({ store, queue }: Opened, count: number): void =>
  store.write((tx) => {
    tx.run('DELETE FROM job');
    const moves = queue.within(tx);
    for (let at = 0; at < count; at += 1) moves.add(jobOf(at));
  });

/** The least that a durable queue has to do for a job: claim it, finish it, each in a commit of its own. */
function plainLoop(file: string): Implementation {
  const db = new Database(file);
  for (const pragma of PRAGMAS) db.pragma(pragma);
  db.exec(`CREATE TABLE plain (id integer PRIMARY KEY, state text NOT NULL, visible_at integer, subject text) STRICT;
    CREATE INDEX plain_by_due ON plain (visible_at) WHERE visible_at IS NOT NULL`);
  const add = db.prepare(`INSERT INTO plain (state, visible_at, subject) VALUES ('waiting', ?, ?)`);
  const claim = db.prepare(`UPDATE plain SET state = 'running', visible_at = ? + 60000 WHERE id =
    (SELECT id FROM plain WHERE visible_at <= ? ORDER BY visible_at LIMIT 1) RETURNING id, subject`);
  const finish = db.prepare(
    `UPDATE plain SET state = 'done', visible_at = NULL WHERE id = ? AND state = 'running'`,
  );
  return {
    name: 'plain loop, one by one',
    prepare: () =>
      db.transaction(() => {
        db.exec('DELETE FROM plain');
        for (let at = 0; at < ONE_BY_ONE; at += 1) add.run(Date.now(), JSON.stringify(jobOf(at).subject));
      })(),
    run() {
      let done = 0;
      for (;;) {
        const now = Date.now();
        const row = claim.get(now, now) as { id: number } | undefined;
        if (!row) return done;
        done += finish.run(row.id).changes;
      }
    },
    check: (done) => assert.equal(done, ONE_BY_ONE),
  };
}

function oneByOne(opened: Opened): Implementation {
  const { queue, store } = opened;
  return {
    name: 'claim and complete, one by one',
    prepare: () => refill(opened, ONE_BY_ONE),
    run() {
      for (let job = queue.claim(QUEUE, 'b'); job; job = queue.claim(QUEUE, 'b')) queue.complete(job);
    },
    check: () => assert.equal(counted(store, 'done'), ONE_BY_ONE),
  };
}

function fused(opened: Opened): Implementation {
  const { queue, store } = opened;
  return {
    name: 'finish fused with next claim',
    prepare: () => refill(opened, ONE_BY_ONE),
    run() {
      let job = queue.claim(QUEUE, 'b');
      while (job) job = queue.endAndClaim(job, { type: 'done' }, QUEUE, 'b');
    },
    check: () => assert.equal(counted(store, 'done'), ONE_BY_ONE),
  };
}

function batches(opened: Opened): Implementation {
  const { queue, store } = opened;
  return {
    name: `claim and complete, ${BATCH} a commit`,
    prepare: () => refill(opened, IN_BATCHES),
    run() {
      for (let at = 0; at < IN_BATCHES; at += BATCH)
        store.write((tx) => {
          const moves = queue.within(tx);
          for (let more = 0; more < BATCH; more += 1) {
            const job = moves.claim(QUEUE, 'b');
            if (job) moves.complete(job);
          }
        });
    },
    check: () => assert.equal(counted(store, 'done'), IN_BATCHES),
  };
}

function adds(opened: Opened, producers: number): Implementation {
  const { queue, store } = opened;
  const count = producers * ADD_TURNS;
  return {
    name: `add, ${producers} at a time`,
    prepare: () => refill(opened, 0),
    async run() {
      for (let turn = 0; turn < ADD_TURNS; turn += 1)
        await Promise.all(
          Array.from({ length: producers }, (_, at) => queue.addSoon(jobOf(turn * producers + at))),
        );
    },
    check: () => assert.equal(counted(store, 'waiting'), count),
  };
}

async function throughput(folder: string, rounds: number): Promise<BenchResult> {
  const opened = open(join(folder, 'jobs.db'));
  const counts = { drained: ONE_BY_ONE, added: ADD_TURNS, batch: BATCH };
  const subjectOf = (at: number): unknown => jobOf(at).subject;
  const [normal, full] = (['NORMAL', 'FULL'] as const).map((durability) =>
    plainjobPeer(folder, durability, counts, subjectOf),
  ) as [ReturnType<typeof plainjobPeer>, ReturnType<typeof plainjobPeer>];
  const liteque = await litequePeer(folder, ADD_TURNS, subjectOf);
  try {
    const own = [oneByOne, fused, batches].map((way) => way(opened));
    const figures = await interleave(rounds, 2, [
      ...[plainLoop(join(folder, 'plain.db')), ...own, adds(opened, 1), adds(opened, BATCH)],
      ...[normal.drains, full.drains, full.adds, full.addsMany, liteque.adds],
    ]);
    const each = (name: string, jobs: number): number => (figures[name]?.median ?? Number.NaN) / jobs;
    const inBatches = each(`claim and complete, ${BATCH} a commit`, IN_BATCHES);
    const single = each('finish fused with next claim', ONE_BY_ONE);
    const unfused = each('claim and complete, one by one', ONE_BY_ONE);
    const peerNormal = each(normal.drains.name, ONE_BY_ONE);
    const peerFull = each(full.drains.name, ONE_BY_ONE);
    const [many, alone] = [peerNormal / inBatches, peerFull / single];
    const added = each('add, 1 at a time', 1) / each(full.adds.name, 1);
    return {
      id: 'Q1',
      title: 'Queue on disk: add, claim and complete',
      target: `at FULL in batches ≥ ${BATCHES_AT_LEAST} × plainjob at NORMAL, one by one ≥ ${SINGLE_AT_LEAST} × plainjob at FULL`,
      met: many >= BATCHES_AT_LEAST && alone >= SINGLE_AT_LEAST,
      figures: {
        ...figures,
        'drained in batches': figure([1000 / inBatches], 'jobs/s'),
        'drained one by one': figure([1000 / single], 'jobs/s'),
        'plainjob, NORMAL: drained': figure([1000 / peerNormal], 'jobs/s'),
        'plainjob, FULL: drained': figure([1000 / peerFull], 'jobs/s'),
      },
      ratio: [
        { name: 'in batches, at least', value: many, limit: BATCHES_AT_LEAST },
        { name: 'one by one, fused, at least', value: alone, limit: SINGLE_AT_LEAST },
        { name: 'one by one, apart, at least', value: peerFull / unfused, limit: SINGLE_AT_LEAST },
        { name: 'add, of plainjob at FULL', value: added, limit: 1.5 },
      ],
      peer: `${PEERS}${liteque.refusal === '' ? '' : `; liteque gives out no job here (“${liteque.refusal}”), so it is measured adding only`}`,
    };
  } finally {
    normal.close();
    full.close();
    opened.store.close();
  }
}

/** Q1 and Q2: what a job costs on disk, and that a backlog does not make it dearer. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'));
  try {
    return [await throughput(folder, rounds), backlog(folder, rounds)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

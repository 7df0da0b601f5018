import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededChance } from '../testing/core-for-test.ts';
import { proofSeed, rounds } from '../testing/proof.ts';
import { openDatabase } from './database.ts';
import { createWriter } from './writer.ts';

/**
 * A machine that loses power leaves a log whose end is cut or wrong. Whatever is done to the end of it, the database that
 * opens again holds the first so many transactions, each whole, and none of the rest.
 */
const MIGRATIONS = resolve(import.meta.dirname, '../../drizzle');
const TRANSACTIONS = 60;

let folder: string;
let whole: { readonly base: string; readonly wal: Buffer };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-torn-'));
  whole = writeHistory();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What transaction `n` leaves behind: several tables, so that half of it would show. */
function writeHistory(): { base: string; wal: Buffer } {
  const file = join(folder, 'history.db');
  openDatabase(file, MIGRATIONS).close();
  const store = openDatabase(file, MIGRATIONS);
  // nothing goes from the log into the file meanwhile
  store.read.prepare('PRAGMA wal_autocheckpoint = 0').all();
  const base = join(folder, 'base.db');
  const empty = new Database(file, { readonly: true });
  empty.close();
  copyFileSync(file, base);
  for (let n = 1; n <= TRANSACTIONS; n++) {
    store.write((tx) => {
      const act = { commandId: null, actor: 'Proof', origin: 'test', act: 'proof', at: n, why: '' };
      const writer = createWriter(tx, act);
      writer.insert('rate_plan', { propertyId: propertyOf(writer), name: `Plan ${n}`, position: n });
      tx.run(
        `INSERT INTO ledger_cell (connection_id, room_type_id, rate_plan_id, day, acked, acked_at) VALUES (1, 1, 0, 1, ?1, ?2)
         ON CONFLICT DO UPDATE SET acked = ?1, acked_at = ?2`,
        JSON.stringify({ available: n }),
        n,
      );
      tx.run(
        'INSERT INTO inbox (connection_id, delivery_id, received_at, body) VALUES (1, ?, ?, ?)',
        `d${n}`,
        n,
        '{}',
      );
    });
  }
  const wal = readFileSync(`${file}-wal`);
  store.close();
  return { base, wal };
}

function propertyOf(writer: ReturnType<typeof createWriter>): number {
  const [id] = writer.tx.prepare('SELECT id FROM property').pluck<number>();
  return id ?? writer.insert('property', { name: 'Casa', zone: 'UTC', currency: 'EUR', createdAt: 1 }).id;
}

/** How many transactions are there; fails where one is there in part. */
function prefixOf(file: string): number {
  const db = new Database(file);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const one = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0);
    const plans = one('SELECT count(*) FROM rate_plan');
    expect(one('SELECT max(position) FROM rate_plan')).toBe(plans);
    expect(one('SELECT count(*) FROM inbox')).toBe(plans);
    expect(one("SELECT coalesce(json_extract(acked, '$.available'), 0) FROM ledger_cell")).toBe(plans);
    expect(one("SELECT count(*) FROM journal WHERE entity = 'rate_plan'")).toBe(plans);
    return plans;
  } finally {
    db.close();
  }
}

function damage(wal: Buffer, chance: ReturnType<typeof seededChance>): Buffer {
  const at = Math.floor(chance.next() * wal.length);
  const how = chance.next();
  if (how < 0.4) return wal.subarray(0, at);
  const torn = Buffer.from(wal);
  if (how < 0.6) torn.fill(0, at);
  else if (how < 0.8) torn.writeUInt8((torn.readUInt8(at) + 1) % 256, at);
  else
    for (let place = at; place < Math.min(wal.length, at + 4096); place++)
      torn[place] = Math.floor(chance.next() * 256);
  return torn;
}

it('opens to an exact prefix of its transactions, however the end of the log is torn', () => {
  const chance = seededChance(proofSeed());
  const trials = rounds(10_000, 150);
  const seen = new Set<number>();
  for (let trial = 0; trial < trials; trial++) {
    const file = join(folder, `trial-${trial}.db`);
    copyFileSync(whole.base, file);
    writeFileSync(`${file}-wal`, damage(whole.wal, chance));
    seen.add(prefixOf(file));
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  }
  const file = join(folder, 'untouched.db');
  copyFileSync(whole.base, file);
  writeFileSync(`${file}-wal`, whole.wal);
  expect(prefixOf(file)).toBe(TRANSACTIONS);
  expect(seen.size).toBeGreaterThan(Math.min(20, TRANSACTIONS / 2));
  console.info(`${trials} torn logs, ${seen.size} different prefixes of ${TRANSACTIONS} transactions`);
});

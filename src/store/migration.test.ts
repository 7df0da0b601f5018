import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import * as schema from './schema.ts';
import { createWriter } from './writer.ts';
import { day, MIGRATIONS } from './store-for-test.ts';

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}
type Rows = Record<string, unknown>[];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-migration-'));
  file = join(folder, 'bellhop.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The migrations as a program knew them that came out with the first `count` of them. */
function migrationsOf(count: number): string {
  const then = join(folder, `migrations-${count}`);
  cpSync(MIGRATIONS, then, { recursive: true });
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as Journal;
  writeFileSync(
    join(then, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }),
  );
  return then;
}

const TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
  AND name <> '__drizzle_migrations' ORDER BY name`;
const tablesOf = (db: Database.Database): string[] => db.prepare(TABLES).pluck().all() as string[];

interface Column {
  readonly name: string;
  readonly type: string;
  readonly hidden: number;
}
const columnsOf = (db: Database.Database, table: string): Column[] =>
  db.prepare('SELECT name, type, hidden FROM pragma_table_xinfo(?)').all(table) as Column[];

function valueFor({ name, type }: Column, row: number): string | number {
  if (name === 'id' || name === 'seq') return row;
  if (name === 'arrival') return `2027-03-0${row}`;
  if (name === 'departure') return `2027-03-1${row}`;
  // whatever points to another row points to the one of the same number
  return type === 'INTEGER' ? row : `${name} of ${row}, “naïve”`;
}

/** Two rows in every table, every column filled. */
function fill(db: Database.Database): void {
  db.pragma('foreign_keys = OFF');
  for (const table of tablesOf(db)) {
    const columns = columnsOf(db, table).filter(({ hidden }) => hidden === 0);
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const insert = db.prepare(
      `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of [1, 2]) insert.run(...columns.map((column) => valueFor(column, row)));
  }
  expect(db.pragma('foreign_key_check')).toEqual([]);
}

const everythingIn = (db: Database.Database): Map<string, Rows> =>
  new Map(tablesOf(db).map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all() as Rows]));

function look<T>(at: string, use: (db: Database.Database) => T): T {
  const db = new Database(at);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

describe('a hotel of the first version', () => {
  const openFirst = (): Map<string, Rows> => {
    openDatabase(file, migrationsOf(1)).close();
    return look(file, (db) => {
      fill(db);
      return everythingIn(db);
    });
  };

  it('opens with everything that it had, and a copy of what it was', () => {
    const before = openFirst();
    expect(before.size).toBeGreaterThan(15);
    openDatabase(file, MIGRATIONS).close();
    const after = look(file, everythingIn);
    for (const [table, rows] of before) expect(after.get(table), table).toMatchObject(rows);
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(1);
    const [backup] = readdirSync(join(folder, 'backups'));
    expect(backup).toMatch(/^before-update-1-to-\d+\.db$/);
    expect(look(join(folder, 'backups', backup as string), everythingIn)).toEqual(before);
  });

  it('has its bookings as ones that only we know, and nothing of any channel', () => {
    openFirst();
    const store = openDatabase(file, MIGRATIONS);
    const [row] = store.read
      .prepare('SELECT connection_id, guest_id, group_ref, other_side FROM reservation')
      .raw();
    expect(row).toEqual([null, null, null, '']);
    expect(store.read.prepare('SELECT is_provisional FROM room_stay').pluck()).toEqual([0, 0]);
    expect(store.read.prepare('SELECT details FROM conflict').pluck()).toEqual(['{}', '{}']);
    for (const table of ['connection', 'ledger_cell', 'channel_booking', 'inbox', 'job', 'rate_plan'])
      expect(store.read.prepare(`SELECT count(*) FROM ${table}`).pluck(), table).toEqual([0]);
    store.close();
  });

  it('can be worked with: a change is journaled, ids go on from where they were, old rows point where they did', () => {
    openFirst();
    const store = openDatabase(file, MIGRATIONS);
    const made = store.write((tx) => {
      const act = { commandId: null, actor: 'Test', origin: 'test', act: 'test', at: 0, why: '' };
      const writer = createWriter(tx, act);
      writer.update('reservation', 1, { guestName: 'Marlow' });
      return writer.insert('room_type', { propertyId: 1, name: 'Suite', sleeps: 2 }).id;
    });
    expect(made).toBe(3);
    expect(store.read.prepare('SELECT count(*) FROM journal').pluck()).toEqual([4]);
    expect(() => store.write((tx) => tx.run('DELETE FROM journal'))).toThrow(/append-only/);
    expect(store.read.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    expect(store.read.prepare('SELECT arrival_day FROM room_stay WHERE id = 1').pluck()).toEqual([
      day('2027-03-01'),
    ]);
    store.close();
  });

  it('writes one copy only, however often it is opened', () => {
    openFirst();
    for (let time = 0; time < 3; time += 1) openDatabase(file, MIGRATIONS).close();
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(1);
  });
});

it('makes the very columns that the schema says, table by table', () => {
  openDatabase(file, MIGRATIONS).close();
  const said = Object.values(schema)
    .filter((each) => is(each, SQLiteTable))
    .map((table) => [getTableName(table), Object.values(getTableColumns(table)).map(({ name }) => name)]);
  const made = look(file, (db) =>
    tablesOf(db).map((table) => [table, columnsOf(db, table).map(({ name }) => name)]),
  );
  const sorted = (of: readonly unknown[][]): unknown =>
    of.map(([table, names]) => [table, [...(names as string[])].sort()]);
  const jobs = new Set<unknown>(['job', 'job_attempt']);
  expect(sorted(made.filter(([table]) => !jobs.has(table)))).toEqual(
    sorted(said.sort(([a], [b]) => String(a).localeCompare(String(b)))),
  );
});

it('finds the bookings of a guest without looking through all of them', () => {
  const store = openDatabase(file, MIGRATIONS);
  const steps = store.read
    .prepare('EXPLAIN QUERY PLAN SELECT id FROM reservation WHERE guest_id = ? ORDER BY id')
    .all<{ detail: string }>(1);
  store.close();
  expect(steps.map(({ detail }) => detail).join()).toContain('reservation_by_guest');
});

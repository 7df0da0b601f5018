import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../domain/failure.ts';
import { openDatabase, type Store } from './database.ts';
import { ENTITIES, createWriter } from './writer.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../drizzle');
let folder: string;
let file: string;
const opened: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-store-'));
  file = join(folder, 'bellhop.db');
});
afterEach(() => {
  opened.splice(0).forEach((store) => store.close());
  rmSync(folder, { recursive: true, force: true });
});

const open = (): Store => {
  const store = openDatabase(file, MIGRATIONS);
  opened.push(store);
  return store;
};
const closeAll = (): void => opened.splice(0).forEach((store) => store.close());
const refusal = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.failure;
    throw error;
  }
  throw new Error('was not refused');
};
const act = { commandId: null, actor: 'Test', origin: 'test', act: 'test', at: 0, why: '' };
const addProperty = (store: Store, name = 'Casa Prova'): void =>
  store.write((tx) => {
    createWriter(tx, act).insert('property', { name, zone: 'Europe/Rome', currency: 'EUR', createdAt: 0 });
  });

describe('every connection', () => {
  it('is durable: a commit is on disk before anybody is told', () => {
    const store = open();
    for (const handle of [store.read, ...store.write((tx) => [tx])]) {
      expect(handle.prepare('PRAGMA synchronous').pluck()).toEqual([2]);
      expect(handle.prepare('PRAGMA foreign_keys').pluck()).toEqual([1]);
      expect(handle.prepare('PRAGMA journal_mode').pluck()).toEqual(['wal']);
      expect(handle.prepare('PRAGMA busy_timeout').pluck()).toEqual([5000]);
    }
  });

  it('makes strict tables only, and a file that is nobody else’s', () => {
    const store = open();
    const loose = store.read
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
      .pluck<string>()
      .filter((name) => !name.startsWith('sqlite_') && name !== '__drizzle_migrations');
    expect(loose).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('reads through a handle that can not write', () => {
    const store = open();
    expect(() => store.read.prepare('DELETE FROM property').all()).toThrow();
  });
});

describe('a transaction', () => {
  it('leaves nothing of itself when it fails', () => {
    const store = open();
    expect(() =>
      store.write((tx) => {
        createWriter(tx, act).insert('property', { name: 'x', zone: 'UTC', currency: 'EUR', createdAt: 0 });
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(store.read.prepare('SELECT count(*) FROM property').pluck()).toEqual([0]);
    expect(store.read.prepare('SELECT count(*) FROM journal').pluck()).toEqual([0]);
  });

  it('journals every journaled table, and the journal never changes', () => {
    const store = open();
    addProperty(store);
    expect(Object.keys(ENTITIES)).toContain('room_stay');
    expect(store.read.prepare('SELECT count(*) FROM journal').pluck()).toEqual([1]);
    expect(() => store.write((tx) => tx.run("UPDATE journal SET why = 'x'"))).toThrow(/append-only/);
    expect(() => store.write((tx) => tx.run('DELETE FROM journal'))).toThrow(/append-only/);
  });
});

describe('opening', () => {
  it('refuses a database of a newer program and leaves it alone', () => {
    addProperty(open());
    closeAll();
    const db = new Database(file);
    db.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', 9999999999999)");
    db.close();
    const before = readFileSync(file);
    expect(refusal(open).code).toBe('database-newer');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a damaged file, names the newest backup, and overwrites nothing', () => {
    const store = open();
    addProperty(store);
    mkdirSync(join(folder, 'backups'));
    store.backup(join(folder, 'backups', 'monday.db'));
    closeAll();
    const bytes = Buffer.concat([
      Buffer.from('this is not a database at all'),
      readFileSync(file).subarray(30),
    ]);
    writeFileSync(file, bytes);
    const refused = refusal(open);
    expect(refused.code).toBe('database-corrupt');
    expect(refused.message).toContain('monday.db');
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('says that another program holds the data, and changes nothing', () => {
    const store = open();
    addProperty(store);
    store.write((tx) => tx.prepare('SELECT 1').all());
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const hasty = openDatabase(file, MIGRATIONS, { busyTimeoutMs: 1 });
    opened.push(hasty);
    expect(refusal(() => addProperty(hasty)).code).toBe('database-busy');
    other.exec('ROLLBACK');
    other.close();
    addProperty(hasty, 'Casa Seconda');
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not write', () => {
    addProperty(open());
    closeAll();
    chmodSync(folder, 0o500);
    chmodSync(file, 0o400);
    expect(refusal(open).code).toBe('database-read-only');
    chmodSync(folder, 0o700);
  });

  it('writes a whole copy, once', () => {
    const store = open();
    addProperty(store, 'Casa Copia');
    const copy = join(folder, 'copy.db');
    store.backup(copy);
    expect(refusal(() => store.backup(copy)).code).toBe('file-unwritable');
    const db = new Database(copy, { readonly: true });
    expect(db.prepare('SELECT name FROM property').pluck().get()).toBe('Casa Copia');
    db.close();
  });

  it('backs an older database up before it migrates', () => {
    const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as {
      entries: { tag: string }[];
    };
    addProperty(open());
    closeAll();
    // the same database, as a program with one migration more sees it
    const later = mkdtempSync(join(tmpdir(), 'bellhop-migrations-'));
    cpSync(MIGRATIONS, later, { recursive: true });
    const next = {
      ...journal.entries.at(-1),
      idx: journal.entries.length,
      tag: '9999_later',
      when: 9_999_999_999_999,
    };
    writeFileSync(
      join(later, 'meta/_journal.json'),
      JSON.stringify({ ...journal, entries: [...journal.entries, next] }),
    );
    writeFileSync(join(later, '9999_later.sql'), 'CREATE TABLE later (id INTEGER) STRICT;');
    opened.push(openDatabase(file, later));
    const [backup] = readdirSync(join(folder, 'backups'));
    const db = new Database(join(folder, 'backups', backup as string), { readonly: true });
    expect(db.prepare('SELECT name FROM property').pluck().get()).toBe('Casa Prova');
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").pluck().get()).toBe(0);
    db.close();
    rmSync(later, { recursive: true, force: true });
  });
});

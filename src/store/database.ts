import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { Refusal } from '../domain/failure.ts';
import { refusalOf } from './database-failure.ts';
import * as schema from './schema.ts';

type Orm = BetterSQLite3Database<typeof schema>;
type Value = string | number | null;

/** A statement that only reads. `.pluck()` answers the first column, `.raw()` rows as arrays: the fast ways. */
export interface ReadStatement {
  all<T>(...values: Value[]): T[];
  get<T>(...values: Value[]): T | undefined;
  pluck<T>(...values: Value[]): T[];
  raw<T>(...values: Value[]): T[];
}

export interface ReadHandle {
  readonly orm: Pick<Orm, 'select' | 'selectDistinct'>;
  /** A prepared statement, kept as long as the connection. */
  prepare(sql: string): ReadStatement;
  /** All that `look` reads is of one moment, and costs half: each reading outside of it takes and lets go of the file. */
  atOnce<T>(look: () => T): T;
}

/** Exists only inside {@link Store.write}. */
export interface WriteHandle extends ReadHandle {
  readonly orm: Pick<Orm, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;
  run(sql: string, ...values: Value[]): { changes: number; id: number };
}

export interface Store {
  readonly read: ReadHandle;
  /** One transaction, synchronous: what `work` throws undoes all of it. What it returns is on disk. */
  write<T>(work: (tx: WriteHandle) => T): T;
  /** Writes a whole, consistent copy to a file that must not exist. */
  backup(file: string): void;
  close(): void;
}

/** Set on every connection: a commit is on disk before anybody is told of it. */
export const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'fullfsync = ON',
  'checkpoint_fullfsync = ON',
] as const;

function connect(file: string, readonly: boolean, busyTimeoutMs: number): Database.Database {
  const db = new Database(file, { readonly, timeout: busyTimeoutMs });
  for (const pragma of PRAGMAS) if (!readonly || !pragma.startsWith('journal_mode')) db.pragma(pragma);
  return db;
}

type Binder = (values: Value[]) => (Value | Record<string, Value>)[];
const inOrder: Binder = (values) => values;
/** SQLite takes `?1` for a name; the binding then wants one object. */
const byNumber: Binder = (values) => [
  Object.fromEntries(values.map((value, index) => [String(index + 1), value])),
];
const binderOf = (sql: string): Binder => (/\?\d/.test(sql) ? byNumber : inOrder);

type Shape = 'rows' | 'values' | 'arrays';
interface Kept {
  readonly bind: Binder;
  readonly shaped: Partial<Record<Shape, Database.Statement>>;
}

/** Only in the shapes that are asked for: to prepare costs more than to run. */
function shaped(db: Database.Database, sql: string, kept: Kept, shape: Shape): Database.Statement {
  let statement = kept.shaped[shape];
  if (!statement) {
    statement = db.prepare(sql);
    if (statement.reader && shape === 'values') statement.pluck();
    if (statement.reader && shape === 'arrays') statement.raw();
    kept.shaped[shape] = statement;
  }
  return statement;
}

function handleOf(db: Database.Database): WriteHandle {
  const known = new Map<string, ReadStatement>();
  const prepare = (sql: string): ReadStatement => {
    let statement = known.get(sql);
    if (!statement) {
      const kept: Kept = { bind: binderOf(sql), shaped: {} };
      // a disk that is busy or broken is said in words wherever it shows, while reading too
      const ask = (shape: Shape, how: 'all' | 'get', bound: Value[]): unknown => {
        try {
          return shaped(db, sql, kept, shape)[how](...kept.bind(bound));
        } catch (error) {
          throw refusalOf(error, db.name);
        }
      };
      statement = {
        all: <T>(...bound: Value[]) => ask('rows', 'all', bound) as T[],
        get: <T>(...bound: Value[]) => ask('rows', 'get', bound) as T | undefined,
        pluck: <T>(...bound: Value[]) => ask('values', 'all', bound) as T[],
        raw: <T>(...bound: Value[]) => ask('arrays', 'all', bound) as T[],
      };
      known.set(sql, statement);
    }
    return statement;
  };
  const runners = new Map<string, Database.Statement>();
  const inOne = db.transaction((look: () => unknown) => look());
  return {
    orm: drizzle(db, { schema }),
    prepare,
    atOnce<T>(look: () => T): T {
      if (db.inTransaction) return look();
      try {
        return inOne.deferred(look) as T;
      } catch (error) {
        throw refusalOf(error, db.name);
      }
    },
    run(sql, ...values) {
      let statement = runners.get(sql);
      if (!statement) runners.set(sql, (statement = db.prepare(sql)));
      const result = statement.run(...binderOf(sql)(values));
      return { changes: result.changes, id: Number(result.lastInsertRowid) };
    },
  };
}

/** Migrations applied to this file, and those that this program knows. */
function migrationCounts(db: Database.Database, folder: string): { applied: number; known: number } {
  const known = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: unknown[];
  };
  const table = db
    .prepare("SELECT count(*) FROM sqlite_schema WHERE name = '__drizzle_migrations'")
    .pluck()
    .get();
  const applied = table ? db.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() : 0;
  return { applied: Number(applied), known: known.entries.length };
}

function bringUpToDate(db: Database.Database, file: string, folder: string): void {
  const { applied, known } = migrationCounts(db, folder);
  if (applied > known)
    throw new Refusal(
      'database-newer',
      'These data were written by a newer Bellhop. Install the newer version; nothing was changed.',
      { applied, known },
    );
  if (applied === known) return;
  if (applied > 0 && file !== ':memory:') {
    const copy = join(dirname(file), 'backups', `before-update-${applied}-to-${known}.db`);
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
    if (!existsSync(copy)) db.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
  }
  migrate(drizzle(db), { migrationsFolder: folder });
}

/**
 * Opens the hotel's database, bringing an older one up to date after a backup beside it. Refuses in words: busy,
 * read-only, full, corrupt, or written by a newer Bellhop. `:memory:` is for tests.
 */
export function openDatabase(
  file: string,
  migrationsFolder: string,
  { busyTimeoutMs = 5000 }: { readonly busyTimeoutMs?: number } = {},
): Store {
  const opened: Database.Database[] = [];
  const open = (readonly: boolean): Database.Database => {
    const db = connect(file, readonly, busyTimeoutMs);
    opened.push(db);
    return db;
  };
  /** The writer last: it folds the write-ahead log into the file. */
  const closeAll = (): void => opened.reverse().forEach((each) => each.close());
  try {
    const db = open(false);
    if (file !== ':memory:') {
      chmodSync(file, 0o600);
      const health = db.pragma('quick_check(1)', { simple: true });
      if (health !== 'ok') throw new Refusal('database-corrupt', 'damaged', { health });
    }
    bringUpToDate(db, file, migrationsFolder);
    const write = handleOf(db);
    const read = file === ':memory:' ? write : handleOf(open(true));
    return storeOf(db, read, write, closeAll);
  } catch (error) {
    closeAll();
    throw refusalOf(error, file);
  }
}

function storeOf(db: Database.Database, read: ReadHandle, write: WriteHandle, close: () => void): Store {
  const inOne = db.transaction((work: (tx: WriteHandle) => unknown) => work(write));
  return {
    read,
    write<T>(work: (tx: WriteHandle) => T): T {
      try {
        return inOne.immediate(work) as T;
      } catch (error) {
        throw refusalOf(error, db.name);
      }
    },
    backup: (file) => copyInto(db, file),
    close,
  };
}

function copyInto(db: Database.Database, file: string): void {
  if (existsSync(file))
    throw new Refusal('file-unwritable', 'There is a file of that name already. Choose another name.');
  try {
    db.prepare('VACUUM INTO ?').run(file);
    chmodSync(file, 0o600);
  } catch (error) {
    throw refusalOf(error, file);
  }
}

/** Copies a database that another Bellhop may be working with: reads only, and waits for nobody. */
export function copyDatabase(from: string, to: string): void {
  const db = connect(from, true, 5000);
  try {
    copyInto(db, to);
  } finally {
    db.close();
  }
}

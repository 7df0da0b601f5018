import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../domain/failure.ts';
import { refusalOf } from './database-failure.ts';

export const LOCK_FILE = 'bellhop.lock';

export interface FolderLock {
  /** Lets the next Bellhop in. Calling it again does nothing. */
  release(): void;
}

const inUse = (folder: string): Refusal =>
  new Refusal(
    'data-folder-in-use',
    'Another Bellhop is working with this data folder. Use that one, or stop it first. Nothing was changed.',
    { folder },
  );

function refusalFor(error: unknown, folder: string): unknown {
  const code = (error as { code?: string }).code ?? '';
  return /^SQLITE_(BUSY|LOCKED)/.test(code) ? inUse(folder) : refusalOf(error, join(folder, LOCK_FILE));
}

/**
 * Keeps a data folder for one Bellhop. The lock is an open exclusive transaction on an empty database: the operating
 * system lets go of it when the process ends, however it ends, so no stale lock is ever left behind. Refuses with
 * `data-folder-in-use` where another process, or another core in this one, holds it.
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, LOCK_FILE);
  let database: Database.Database | undefined;
  try {
    const isNew = !existsSync(file);
    database = new Database(file, { timeout: 0 });
    if (isNew && process.platform !== 'win32') chmodSync(file, 0o600);
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    throw refusalFor(error, folder);
  }
  const held = database;
  return { release: () => void (held.open && held.close()) };
}

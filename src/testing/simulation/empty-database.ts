import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../../app/create-core.ts';
import { openDatabase } from '../../store/database.ts';
import { MIGRATIONS } from '../core-for-test.ts';

// a program dies here, not its machine: waiting for a disk would prove nothing and take most of the time
export const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** An empty database with its tables, made once: to make them takes longer than half a story. */
let empty: Buffer | undefined;
export function emptyDatabase(): Buffer {
  if (empty) return empty;
  const folder = mkdtempSync(join(PLACE, 'bellhop-empty-'));
  try {
    openDatabase(databaseFile(folder), MIGRATIONS).close();
    return (empty = readFileSync(databaseFile(folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { statSync } from 'node:fs';
import { copyDatabase } from '../store/database.ts';
import { databaseFile } from './create-core.ts';

/** Writes a whole, consistent copy of a folder's hotel, whether or not a Bellhop is working with it. */
export function copyHotel(folder: string, file: string): { file: string; bytes: number } {
  copyDatabase(databaseFile(folder), file);
  return { file, bytes: statSync(file).size };
}

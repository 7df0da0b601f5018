import type { ReadHandle } from './database.ts';

/**
 * Another text after every commit, whoever made it: what was computed from the database under one version still holds
 * under the same. Costs microseconds.
 */
export function dataVersion(read: ReadHandle): string {
  const [others] = read.prepare('PRAGMA data_version').pluck<number>();
  // a database in memory is written through the very connection that reads
  const [own] = read.prepare('SELECT total_changes()').pluck<number>();
  return `${String(others)}:${String(own)}`;
}

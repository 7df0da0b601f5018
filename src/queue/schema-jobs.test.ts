import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { type QueueForTest, queueForTest } from './queue-for-test.ts';
import { job, jobAttempt } from './schema-jobs.ts';

let test: QueueForTest;
beforeEach(() => (test = queueForTest(createManualClock('2027-03-01T08:00:00Z'))));
afterEach(() => test.close());

it.each([job, jobAttempt])('says the same in SQL and in the schema, column by column', (table) => {
  const inFile = test
    .store()
    .read.prepare(`SELECT name, lower(type), "notnull", pk, dflt_value FROM pragma_table_info(?)`)
    .raw<[string, string, number, number, string | null]>(getTableName(table));
  const inSchema = Object.values(getTableColumns(table)).map((column) => [
    column.name,
    column.getSQLType(),
    column.notNull ? 1 : 0,
    column.primary ? 1 : 0,
    !column.hasDefault || column.primary
      ? null
      : typeof column.default === 'string'
        ? `'${column.default}'`
        : String(column.default),
  ]);
  expect(inFile).toEqual(inSchema);
});

it.each([job, jobAttempt])('has the same indexes in SQL and in the schema', (table) => {
  const { read } = test.store();
  const inFile = read
    .prepare(`SELECT name, "unique", partial FROM pragma_index_list(?) WHERE origin = 'c'`)
    .raw<[string, number, number]>(getTableName(table))
    .map(([name, unique, partial]) => {
      const columns = read.prepare('SELECT name FROM pragma_index_info(?)').pluck<string>(name);
      return { name, unique, partial, columns };
    });
  const inSchema = getTableConfig(table).indexes.map(({ config }) => ({
    name: config.name,
    unique: config.unique ? 1 : 0,
    partial: config.where ? 1 : 0,
    columns: config.columns.map((column) => ('name' in column ? column.name : '')),
  }));
  const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
  expect(inFile.sort(byName)).toEqual(inSchema.sort(byName));
});

it('is strict', () => {
  const strict = test
    .store()
    .read.prepare(`SELECT name FROM pragma_table_list WHERE strict = 1 AND name LIKE 'job%' ORDER BY name`)
    .pluck();
  expect(strict).toEqual(['job', 'job_attempt']);
});

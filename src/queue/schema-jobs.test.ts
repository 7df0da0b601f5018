import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { type QueueForTest, queueForTest } from './queue-for-test.ts';
import { job, jobAttempt } from './schema-jobs.ts';

let test: QueueForTest;
beforeEach(() => (test = queueForTest(createManualClock('2027-03-01T08:00:00Z'))));
afterEach(() => test.close());

it.each([job, jobAttempt])('has in a migrated file the columns of the schema, one by one', (table) => {
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

it.each([job, jobAttempt])(
  'has in a migrated file the indexes of the schema, with their conditions',
  (table) => {
    const { read } = test.store();
    const inFile = read
      .prepare(
        `SELECT i.name, i."unique", s.sql FROM pragma_index_list(?) i JOIN sqlite_schema s ON s.name = i.name
       WHERE i.origin = 'c'`,
      )
      .raw<[string, number, string]>(getTableName(table))
      .map(([name, unique, sql]) => {
        const columns = read.prepare('SELECT name FROM pragma_index_info(?)').pluck<string>(name);
        return { name, unique, columns, condition: / WHERE (.*)$/s.exec(sql)?.[1] ?? '' };
      });
    const dialect = new SQLiteSyncDialect();
    const inSchema = getTableConfig(table).indexes.map(({ config }) => ({
      name: config.name,
      unique: config.unique ? 1 : 0,
      columns: config.columns.map((column) => ('name' in column ? column.name : '')),
      condition: config.where ? dialect.sqlToQuery(config.where).sql : '',
    }));
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(inFile.sort(byName)).toEqual(inSchema.sort(byName));
  },
);

it('is strict', () => {
  const strict = test
    .store()
    .read.prepare(`SELECT name FROM pragma_table_list WHERE strict = 1 AND name LIKE 'job%' ORDER BY name`)
    .pluck();
  expect(strict).toEqual(['job', 'job_attempt']);
});

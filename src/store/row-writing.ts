import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { WriteHandle } from './database.ts';

type Value = string | number | null;
type Values = Readonly<Record<string, Value | undefined>>;

/**
 * Prepared statements out of the schema, for tables that are written often and are not journaled: the mapper costs ten
 * times the statement. Property names are the schema's, so that what is read is a row of the table's type.
 */
export const columnsOf = (table: SQLiteTable): string =>
  Object.entries(getTableColumns(table))
    .map(([property, column]) => (column.name === property ? column.name : `${column.name} AS ${property}`))
    .join(', ');

/** `SELECT … FROM …`, to be followed by a condition. */
export const selectFrom = (table: SQLiteTable): string =>
  `SELECT ${columnsOf(table)} FROM ${getTableName(table)}`;

function given(table: SQLiteTable, row: Values): { columns: string[]; values: Value[] } {
  const known = getTableColumns(table);
  const columns: string[] = [];
  const values: Value[] = [];
  for (const [property, value] of Object.entries(row)) {
    const column = known[property];
    if (!column) throw new Error(`${getTableName(table)} has no ${property}`);
    if (value === undefined) continue;
    columns.push(column.name);
    values.push(value);
  }
  return { columns, values };
}

/** Writes a new row; answers its number. What is left out takes its default. */
export function insertInto<T extends SQLiteTable>(tx: WriteHandle, table: T, row: T['$inferInsert']): number {
  const { columns, values } = given(table, row as Values);
  const marks = columns.map(() => '?').join(', ');
  return tx.run(`INSERT INTO ${getTableName(table)} (${columns.join(', ')}) VALUES (${marks})`, ...values).id;
}

/** Changes the columns that are given; true where there was such a row. An empty patch changes nothing. */
export function updateById<T extends SQLiteTable>(
  tx: WriteHandle,
  table: T,
  id: number,
  patch: Partial<T['$inferInsert']>,
): boolean {
  const { columns, values } = given(table, patch as Values);
  if (columns.length === 0) return false;
  const sets = columns.map((column) => `${column} = ?`).join(', ');
  return tx.run(`UPDATE ${getTableName(table)} SET ${sets} WHERE id = ?`, ...values, id).changes === 1;
}

/** Writes a row, or changes the given columns of the one that has the same key. */
export function putInto<T extends SQLiteTable>(
  tx: WriteHandle,
  table: T,
  key: Partial<T['$inferInsert']>,
  patch: Partial<T['$inferInsert']>,
): void {
  const { columns: keys, values: named } = given(table, key as Values);
  const { columns, values } = given(table, patch as Values);
  const all = [...keys, ...columns];
  const then =
    columns.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  tx.run(
    `INSERT INTO ${getTableName(table)} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})
     ON CONFLICT (${keys.join(', ')}) DO ${then}`,
    ...named,
    ...values,
  );
}

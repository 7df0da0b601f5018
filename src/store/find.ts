import type { ReadHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { ENTITIES, type EntityName, type Row } from './writer.ts';

/** Prepared statements, for they are asked at every step; the mapper would cost ten times as much. */
const SELECT = new Map<EntityName, string>();
function selectOf(entity: EntityName): string {
  let sql = SELECT.get(entity);
  if (sql === undefined) SELECT.set(entity, (sql = selectFrom(ENTITIES[entity])));
  return sql;
}

/** One row by its id. */
export const findRow = <E extends EntityName>(read: ReadHandle, entity: E, id: number): Row<E> | undefined =>
  read.prepare(`${selectOf(entity)} WHERE id = ?`).get<Row<E>>(id);

/** Every row whose column is one of the values, by id; none for no values. */
export function rowsWhere<E extends EntityName, C extends keyof Row<E> & string>(
  read: ReadHandle,
  entity: E,
  column: C,
  values: readonly Row<E>[C][],
): Row<E>[] {
  if (values.length === 0) return [];
  const { name } = ENTITIES[entity][column as never] as { readonly name: string };
  // one statement for any number of values
  const sql = `${selectOf(entity)} WHERE ${name} IN (SELECT value FROM json_each(?)) ORDER BY id`;
  return read.prepare(sql).all<Row<E>>(JSON.stringify(values));
}

/** Every row of a table, by id. For the small ones: feeds, exports. */
export const allRows = <E extends EntityName>(read: ReadHandle, entity: E): Row<E>[] =>
  read.prepare(`${selectOf(entity)} ORDER BY id`).all<Row<E>>();

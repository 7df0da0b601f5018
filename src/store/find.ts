import { eq, inArray } from 'drizzle-orm';
import type { ReadHandle } from './database.ts';
import { ENTITIES, type EntityName, type Row } from './writer.ts';

/** One row by its id. */
export function findRow<E extends EntityName>(read: ReadHandle, entity: E, id: number): Row<E> | undefined {
  const table = ENTITIES[entity];
  return read.orm.select().from(table).where(eq(table.id, id)).get() as Row<E> | undefined;
}

/** Every row whose column is one of the values, by id; none for no values. */
export function rowsWhere<E extends EntityName, C extends keyof Row<E> & string>(
  read: ReadHandle,
  entity: E,
  column: C,
  values: readonly Row<E>[C][],
): Row<E>[] {
  if (values.length === 0) return [];
  const table = ENTITIES[entity];
  const compared = table[column as never] as (typeof table)['id'];
  const rows = read.orm
    .select()
    .from(table)
    .where(inArray(compared, values as never))
    .orderBy(table.id)
    .all();
  return rows as Row<E>[];
}

/** Every row of a table, by id. For the small ones: feeds, exports. */
export function allRows<E extends EntityName>(read: ReadHandle, entity: E): Row<E>[] {
  const table = ENTITIES[entity];
  return read.orm.select().from(table).orderBy(table.id).all() as Row<E>[];
}

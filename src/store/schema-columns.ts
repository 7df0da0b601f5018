import { sql } from 'drizzle-orm';
import { integer } from 'drizzle-orm/sqlite-core';

/**
 * Columns that tables share. All tables are STRICT (the migration script adds the word). Dates are ISO text, instants epoch
 * milliseconds in `…_at`, money minor units in `…_minor`. Ids are never reused, so that an undone removal can come back as
 * itself.
 */
export const id = () => integer().primaryKey({ autoIncrement: true });

export const flag = (name: string) => integer(name).notNull().default(0);

/** The day number of a date column, kept by SQLite. */
export const day = (name: string, of: string) =>
  integer(name).generatedAlwaysAs(sql.raw(`(CAST(julianday(${of}) - 2440587.5 AS INTEGER))`), {
    mode: 'stored',
  });

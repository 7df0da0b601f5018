import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * Work to be done, one row a job for all its life. `visible_at` is the one time that a claim looks at: when a waiting job
 * is due, when a running job's lease ends (so a crash needs no reaper), null for all that nobody may take.
 */
export const job = sqliteTable(
  'job',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text().notNull(),
    /** The serial queue, such as one connection's: at most one of its jobs runs at a time. */
    queue: text().notNull(),
    /** Of two waiting jobs with one kind and key in a queue there is only ever one. Null: never the same as another. */
    key: text(),
    /** Which things it is about, as JSON. Identities only: what is sent is decided when it is sent. */
    subject: text().notNull(),
    /** 0 critical · 1 high · 2 medium · 3 low. */
    priority: integer().notNull(),
    /** `waiting` · `running` · `parked` · `dead` · `done` · `cancelled` · `settled` (another job did the same). */
    state: text().notNull().default('waiting'),
    visibleAt: integer('visible_at'),
    attempts: integer().notNull().default(0),
    /** Counts the claims; who holds an older number has lost the job. */
    fence: integer().notNull().default(0),
    /** How often it was asked for while it waited. */
    wishes: integer().notNull().default(1),
    worker: text(),
    /** The fact that a parked job waits for. */
    parkedUntil: text('parked_until'),
    /** Facts told while it ran, each between line ends: a job that parks on one of them is not to sleep through it. */
    told: text().notNull().default(''),
    failureCode: text('failure_code'),
    failureWords: text('failure_words'),
    failedAt: integer('failed_at'),
    result: text(),
    addedAt: integer('added_at').notNull(),
    startedAt: integer('started_at'),
    endedAt: integer('ended_at'),
  },
  (t) => [
    index('job_by_due')
      .on(t.queue, t.priority, t.visibleAt)
      .where(sql`visible_at IS NOT NULL`),
    uniqueIndex('job_running_once')
      .on(t.queue)
      .where(sql`state = 'running'`),
    uniqueIndex('job_waiting_once')
      .on(t.queue, t.kind, t.key)
      .where(sql`state = 'waiting' AND key IS NOT NULL`),
    index('job_stuck')
      .on(t.queue, t.kind, t.key, t.state)
      .where(sql`state IN ('parked', 'dead')`),
    index('job_by_fact')
      .on(t.parkedUntil)
      .where(sql`parked_until IS NOT NULL`),
    index('job_by_end')
      .on(t.endedAt)
      .where(sql`ended_at IS NOT NULL`),
  ],
);

/** An attempt that did not end with `done`, and why. */
export const jobAttempt = sqliteTable(
  'job_attempt',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    jobId: integer('job_id')
      .notNull()
      .references(() => job.id, { onDelete: 'cascade' }),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at').notNull(),
    /** `retry` · `wait` · `parked` · `dead` · `released` · `lost` (the lease ran out). */
    outcome: text().notNull(),
    failureCode: text('failure_code'),
    failureWords: text('failure_words'),
  },
  (t) => [index('job_attempt_by_job').on(t.jobId)],
);

/** The same tables as SQL, for a database that has not been migrated to them. Statements end with `;` at a line's end. */
export const JOB_TABLES_SQL = `
CREATE TABLE IF NOT EXISTS job (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  kind text NOT NULL,
  queue text NOT NULL,
  key text,
  subject text NOT NULL,
  priority integer NOT NULL,
  state text DEFAULT 'waiting' NOT NULL,
  visible_at integer,
  attempts integer DEFAULT 0 NOT NULL,
  fence integer DEFAULT 0 NOT NULL,
  wishes integer DEFAULT 1 NOT NULL,
  worker text,
  parked_until text,
  told text DEFAULT '' NOT NULL,
  failure_code text,
  failure_words text,
  failed_at integer,
  result text,
  added_at integer NOT NULL,
  started_at integer,
  ended_at integer
) STRICT;
CREATE INDEX IF NOT EXISTS job_by_due ON job (queue, priority, visible_at) WHERE visible_at IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS job_running_once ON job (queue) WHERE state = 'running';
CREATE UNIQUE INDEX IF NOT EXISTS job_waiting_once ON job (queue, kind, key)
  WHERE state = 'waiting' AND key IS NOT NULL;
CREATE INDEX IF NOT EXISTS job_stuck ON job (queue, kind, key, state) WHERE state IN ('parked', 'dead');
CREATE INDEX IF NOT EXISTS job_by_fact ON job (parked_until) WHERE parked_until IS NOT NULL;
CREATE INDEX IF NOT EXISTS job_by_end ON job (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS job_attempt (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  job_id integer NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  started_at integer NOT NULL,
  ended_at integer NOT NULL,
  outcome text NOT NULL,
  failure_code text,
  failure_words text
) STRICT;
CREATE INDEX IF NOT EXISTS job_attempt_by_job ON job_attempt (job_id);
`;

/** {@link JOB_TABLES_SQL}, statement by statement. */
export const jobTableStatements = (): string[] =>
  JOB_TABLES_SQL.split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

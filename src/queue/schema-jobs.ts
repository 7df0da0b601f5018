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

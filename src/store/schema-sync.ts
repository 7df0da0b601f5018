import { index, integer, sqliteTable, text, uniqueIndex, primaryKey } from 'drizzle-orm/sqlite-core';
import { flag, id } from './schema-columns.ts';

/** Deliveries as they came, until they are worked off and for a week after: the same one is never worked off twice. */
export const inbox = sqliteTable(
  'inbox',
  {
    id: id(),
    connectionId: integer('connection_id').notNull(),
    deliveryId: text('delivery_id').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** Without card data; emptied once it is worked off. */
    body: text().notNull(),
    headers: text().notNull().default('{}'),
    /** `new` | `done` | `refused`. */
    state: text().notNull().default('new'),
    doneAt: integer('done_at'),
    words: text().notNull().default(''),
  },
  (t) => [
    uniqueIndex('inbox_once').on(t.connectionId, t.deliveryId),
    index('inbox_by_state').on(t.state, t.connectionId),
  ],
);

/** One round of work with a channel, for people to read. */
export const syncRun = sqliteTable(
  'sync_run',
  {
    id: id(),
    connectionId: integer('connection_id').notNull(),
    jobId: integer('job_id'),
    /** `pull` | `pull-all` | `push` | `push-reservation` | `read-back` | `reconcile` | `rooms` | `webhook`. */
    kind: text().notNull(),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    /** `running` | `done` | `partly` | `failed`. */
    outcome: text().notNull().default('running'),
    failureCode: text('failure_code'),
    words: text().notNull().default(''),
    /** JSON: counts, and for a reconciliation its whole report. */
    report: text().notNull().default('{}'),
    /** JSON: for a push, what changed where, from and to, so that it can be taken back. */
    changes: text().notNull().default('[]'),
  },
  (t) => [index('sync_run_by_connection').on(t.connectionId, t.startedAt)],
);

/** The last requests, redacted. */
export const requestLog = sqliteTable(
  'request_log',
  {
    id: id(),
    connectionId: integer('connection_id').notNull(),
    at: integer().notNull(),
    method: text().notNull(),
    path: text().notNull(),
    purpose: text().notNull(),
    /** Null where no answer came. */
    status: integer(),
    ms: integer().notNull(),
    costThousandths: integer('cost_thousandths'),
    failureCode: text('failure_code'),
    /** Shortened and redacted. */
    sent: text().notNull().default(''),
    answer: text().notNull().default(''),
  },
  (t) => [index('request_log_by_connection').on(t.connectionId, t.at)],
);

export const scheduleState = sqliteTable(
  'schedule_state',
  {
    connectionId: integer('connection_id').notNull(),
    kind: text().notNull(),
    /** Null: as the provider proposes. */
    cron: text(),
    isPaused: flag('is_paused'),
    lastRunAt: integer('last_run_at'),
    nextRunAt: integer('next_run_at'),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.kind] })],
);

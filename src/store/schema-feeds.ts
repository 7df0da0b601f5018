import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, id } from './schema-columns.ts';
import { property, roomType, unit } from './schema-places.ts';

/** A calendar that we read. Its address lives behind the secrets port under `secret_key`; here only what may be shown. */
export const feed = sqliteTable('feed', {
  id: id(),
  propertyId: integer('property_id')
    .notNull()
    .references(() => property.id),
  channel: text().notNull(),
  label: text().notNull(),
  roomTypeId: integer('room_type_id')
    .notNull()
    .references(() => roomType.id),
  /** Null where the feed stands for a room type: its stays are given a free unit. */
  unitId: integer('unit_id').references(() => unit.id),
  /** Host and last four characters. */
  mask: text().notNull(),
  /** Null for a file that was taken in once. */
  secretKey: text('secret_key'),
  pollMinutes: integer('poll_minutes').notNull(),
  isPaused: flag('is_paused'),
  /** `stays` | `closed-nights`; null: as each fetch is recognised. */
  mode: text(),
  endIsLastNight: flag('end_is_last_night'),
  allEventsBlock: flag('all_events_block'),
  timedEventsAreStays: flag('timed_events_are_stays'),
  createdAt: integer('created_at').notNull(),
});

/** How a feed is doing. Not journaled: it moves with every fetch. */
export const feedState = sqliteTable('feed_state', {
  feedId: integer('feed_id')
    .primaryKey()
    .references(() => feed.id, { onDelete: 'cascade' }),
  etag: text(),
  lastModified: text('last_modified'),
  fingerprint: text().notNull().default(''),
  mode: text().notNull().default('stays'),
  lastAttemptAt: integer('last_attempt_at'),
  lastGoodAt: integer('last_good_at'),
  lastChangeAt: integer('last_change_at'),
  nextDueAt: integer('next_due_at'),
  failures: integer().notNull().default(0),
  failureCode: text('failure_code'),
  failureMessage: text('failure_message'),
  events: integer().notNull().default(0),
  /** The fetch whose departing nights wait for a person. */
  quarantineFetchId: integer('quarantine_fetch_id'),
  quarantinedAt: integer('quarantined_at'),
  /** Farthest departure that the last good fetch showed: nights beyond it are the rolling horizon, not news. */
  horizon: text(),
});

/** One fetch, good or bad. `snapshot` is the parsed events as JSON; kept for the newest fetches and quarantined ones. */
export const feedFetch = sqliteTable(
  'feed_fetch',
  {
    id: id(),
    feedId: integer('feed_id')
      .notNull()
      .references(() => feed.id, { onDelete: 'cascade' }),
    at: integer().notNull(),
    status: integer(),
    verdict: text().notNull(),
    reasons: text().notNull().default('[]'),
    problems: text().notNull().default('[]'),
    events: integer().notNull().default(0),
    nightsEntered: integer('nights_entered').notNull().default(0),
    nightsLeft: integer('nights_left').notNull().default(0),
    isQuarantined: flag('is_quarantined'),
    decision: text(),
    decidedAt: integer('decided_at'),
    snapshot: text(),
  },
  (t) => [index('feed_fetch_by_feed').on(t.feedId, t.at)],
);

/** What a feed has shown, by its own identity, with what we made of it. */
export const feedItem = sqliteTable(
  'feed_item',
  {
    id: id(),
    feedId: integer('feed_id')
      .notNull()
      .references(() => feed.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    uid: text(),
    kind: text().notNull(),
    summary: text().notNull().default(''),
    channelRef: text('channel_ref'),
    guestName: text('guest_name').notNull().default(''),
    firstNight: text('first_night').notNull(),
    departure: text().notNull(),
    /** `live` in the last good fetch · `missing`, waiting · `gone`, released · revived ones are `live` again. */
    state: text().notNull(),
    missingCount: integer('missing_count').notNull().default(0),
    missingSince: integer('missing_since'),
    firstSeenAt: integer('first_seen_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    reservationId: integer('reservation_id'),
    blockId: integer('block_id'),
  },
  (t) => [index('feed_item_by_feed').on(t.feedId, t.state), index('feed_item_by_key').on(t.feedId, t.key)],
);

/** The nights that a feed holds: the accepted set, and those waiting to be freed. */
export const feedNight = sqliteTable(
  'feed_night',
  {
    id: id(),
    feedId: integer('feed_id')
      .notNull()
      .references(() => feed.id, { onDelete: 'cascade' }),
    night: text().notNull(),
    /** `blocked` | `pending` (release). */
    state: text().notNull(),
    missingCount: integer('missing_count').notNull().default(0),
    missingSince: integer('missing_since'),
    since: integer().notNull(),
  },
  (t) => [uniqueIndex('feed_night_once').on(t.feedId, t.night)],
);

/** A calendar that one channel reads from us for one unit or room type. */
export const exportFeed = sqliteTable('export_feed', {
  id: id(),
  propertyId: integer('property_id')
    .notNull()
    .references(() => property.id),
  channel: text().notNull(),
  roomTypeId: integer('room_type_id')
    .notNull()
    .references(() => roomType.id),
  unitId: integer('unit_id').references(() => unit.id),
  secretKey: text('secret_key').notNull(),
  showGuestNames: flag('show_guest_names'),
  withTimes: flag('with_times'),
  createdAt: integer('created_at').notNull(),
});

export const exportState = sqliteTable('export_state', {
  exportFeedId: integer('export_feed_id')
    .primaryKey()
    .references(() => exportFeed.id, { onDelete: 'cascade' }),
  version: integer().notNull().default(0),
  hash: text().notNull().default(''),
  changedAt: integer('changed_at'),
  writtenAt: integer('written_at'),
  writeFailure: text('write_failure'),
  fetchedAt: integer('fetched_at'),
  fetchedBy: text('fetched_by'),
  fetchedVersion: integer('fetched_version'),
});

/** One run of taken nights in an export, with the UID that it keeps for life. */
export const exportRun = sqliteTable(
  'export_run',
  {
    id: id(),
    exportFeedId: integer('export_feed_id')
      .notNull()
      .references(() => exportFeed.id, { onDelete: 'cascade' }),
    uid: text().notNull().unique(),
    arrival: text().notNull(),
    departure: text().notNull(),
    summary: text().notNull().default(''),
    sequence: integer().notNull().default(0),
    changedAt: integer('changed_at').notNull(),
  },
  (t) => [index('export_run_by_feed').on(t.exportFeedId)],
);

import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * Every table. All are STRICT (the migration script adds the word). Dates are ISO text, instants epoch milliseconds in
 * `…_at`, money minor units in `…_minor`. Ids are never reused, so that an undone removal can come back as itself.
 */
const id = () => integer().primaryKey({ autoIncrement: true });
const flag = (name: string) => integer(name).notNull().default(0);
const day = (name: string, of: string) =>
  integer(name).generatedAlwaysAs(sql.raw(`(CAST(julianday(${of}) - 2440587.5 AS INTEGER))`), {
    mode: 'stored',
  });

export const property = sqliteTable('property', {
  id: id(),
  name: text().notNull(),
  zone: text().notNull(),
  currency: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

export const roomType = sqliteTable('room_type', {
  id: id(),
  propertyId: integer('property_id')
    .notNull()
    .references(() => property.id),
  name: text().notNull(),
  sleeps: integer().notNull().default(2),
  position: integer().notNull().default(0),
});

export const unit = sqliteTable(
  'unit',
  {
    id: id(),
    roomTypeId: integer('room_type_id')
      .notNull()
      .references(() => roomType.id),
    name: text().notNull(),
    note: text().notNull().default(''),
    position: integer().notNull().default(0),
  },
  (t) => [index('unit_by_room_type').on(t.roomTypeId)],
);

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

export const reservation = sqliteTable(
  'reservation',
  {
    id: id(),
    propertyId: integer('property_id')
      .notNull()
      .references(() => property.id),
    channel: text().notNull(),
    /** How a desk booking came: `phone`, `walk-in`, `mail`; empty for the rest. */
    source: text().notNull().default(''),
    feedId: integer('feed_id').references(() => feed.id),
    channelRef: text('channel_ref'),
    status: text().notNull(),
    guestName: text('guest_name').notNull().default(''),
    contact: text().notNull().default(''),
    guests: integer().notNull().default(1),
    priceMinor: integer('price_minor'),
    paidMinor: integer('paid_minor').notNull().default(0),
    note: text().notNull().default(''),
    bookedAt: integer('booked_at'),
    receivedAt: integer('received_at').notNull(),
    cancelledAt: integer('cancelled_at'),
    cancelReason: text('cancel_reason').notNull().default(''),
    revision: integer().notNull().default(1),
  },
  (t) => [index('reservation_by_status').on(t.status), index('reservation_by_feed').on(t.feedId)],
);

export const roomStay = sqliteTable(
  'room_stay',
  {
    id: id(),
    reservationId: integer('reservation_id')
      .notNull()
      .references(() => reservation.id),
    roomTypeId: integer('room_type_id')
      .notNull()
      .references(() => roomType.id),
    unitId: integer('unit_id').references(() => unit.id),
    arrival: text().notNull(),
    departure: text().notNull(),
    arrivalDay: day('arrival_day', 'arrival'),
    departureDay: day('departure_day', 'departure'),
    isLocked: flag('is_locked'),
    /** 1 while its reservation takes nights: kept here so that the window and the sweeps read one table. */
    isTaking: integer('is_taking').notNull().default(1),
    /** 1 while its feed no longer shows it and its nights wait to be freed. */
    isPendingRelease: flag('is_pending_release'),
  },
  (t) => [
    index('room_stay_by_night').on(t.isTaking, t.arrivalDay, t.departureDay),
    index('room_stay_by_unit').on(t.unitId, t.arrivalDay),
    index('room_stay_by_room_type').on(t.roomTypeId, t.arrivalDay),
    index('room_stay_by_reservation').on(t.reservationId),
    index('room_stay_by_length').on(sql`(departure_day - arrival_day)`),
  ],
);

/** Nights taken without a guest. `echo` takes nothing. */
export const block = sqliteTable(
  'block',
  {
    id: id(),
    roomTypeId: integer('room_type_id')
      .notNull()
      .references(() => roomType.id),
    unitId: integer('unit_id').references(() => unit.id),
    kind: text().notNull(),
    channel: text().notNull(),
    feedId: integer('feed_id').references(() => feed.id),
    /** For an echo: whose nights they are. */
    echoOf: text('echo_of'),
    reason: text().notNull().default(''),
    /** 1 where the feed can not tell a stay from a closure: a shared night is a possible conflict, not a sure one. */
    isDoubtful: flag('is_doubtful'),
    isPendingRelease: flag('is_pending_release'),
    arrival: text().notNull(),
    departure: text().notNull(),
    arrivalDay: day('arrival_day', 'arrival'),
    departureDay: day('departure_day', 'departure'),
    receivedAt: integer('received_at').notNull(),
  },
  (t) => [
    index('block_by_night').on(t.arrivalDay, t.departureDay),
    index('block_by_unit').on(t.unitId, t.arrivalDay),
    index('block_by_room_type').on(t.roomTypeId, t.arrivalDay),
    index('block_by_length').on(sql`(departure_day - arrival_day)`),
  ],
);

export const conflict = sqliteTable(
  'conflict',
  {
    id: id(),
    propertyId: integer('property_id')
      .notNull()
      .references(() => property.id),
    /** Kind, place and parties in one text: the same set of stays is the same conflict. */
    key: text().notNull().unique(),
    kind: text().notNull(),
    severity: text().notNull(),
    roomTypeId: integer('room_type_id').notNull(),
    unitId: integer('unit_id'),
    firstNight: text('first_night').notNull(),
    departure: text().notNull(),
    /** JSON: the nights in question, `[{ "arrival": …, "departure": … }]`. */
    nights: text().notNull(),
    /** JSON: `[{ "kind": "stay" | "block", "id": n }]`. */
    parties: text().notNull(),
    /** `open` | `accepted` (a person said so, with a reason) | `closed` (the fact is gone). */
    state: text().notNull(),
    openedAt: integer('opened_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    seenCount: integer('seen_count').notNull().default(1),
    closedAt: integer('closed_at'),
    /** JSON: the nights that stood when a person accepted it; later ones open it again. */
    acceptedNights: text('accepted_nights').notNull().default('[]'),
    acceptedReason: text('accepted_reason').notNull().default(''),
    /** Why the stays that make it up were entered all the same, where staff were warned. */
    knowinglyReason: text('knowingly_reason').notNull().default(''),
  },
  (t) => [index('conflict_by_state').on(t.state), index('conflict_by_room_type').on(t.roomTypeId, t.state)],
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

/** Append-only: triggers refuse a change or a removal. */
export const journal = sqliteTable(
  'journal',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** Who: a person's name, or `Bellhop`. */
    actor: text().notNull(),
    /** From where: `desktop`, `browser`, `command line`, `feed`. */
    origin: text().notNull(),
    commandId: text('command_id'),
    /** The call, or the job. */
    act: text().notNull(),
    entity: text().notNull(),
    entityId: integer('entity_id').notNull(),
    old: text(),
    new: text(),
    why: text().notNull().default(''),
  },
  (t) => [index('journal_by_command').on(t.commandId), index('journal_by_entity').on(t.entity, t.entityId)],
);

/** Commands that were carried out, with their answer: the same id again is answered, not repeated. */
export const commandLog = sqliteTable('command_log', {
  commandId: text('command_id').primaryKey(),
  name: text().notNull(),
  inputHash: text('input_hash').notNull(),
  reply: text().notNull(),
  at: integer().notNull(),
  /** 1 where the journal entries of this command can be turned back. */
  canUndo: flag('can_undo'),
  undoneBy: text('undone_by'),
  message: text().notNull().default(''),
});

/** One row per cause of trouble, however often it shows; closed only when the fact is gone. */
export const incident = sqliteTable('incident', {
  id: id(),
  cause: text().notNull().unique(),
  code: text().notNull(),
  title: text().notNull(),
  text: text().notNull(),
  feedId: integer('feed_id'),
  openedAt: integer('opened_at').notNull(),
  seenAt: integer('seen_at').notNull(),
  count: integer().notNull().default(1),
  closedAt: integer('closed_at'),
});

export const setting = sqliteTable('setting', {
  key: text().primaryKey(),
  value: text().notNull(),
});

import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, id } from './schema-columns.ts';
import { property, roomType } from './schema-places.ts';

/** Our link to one account of a channel. Credentials stand in the secrets under `secret_key`, never here. */
export const connection = sqliteTable('connection', {
  id: id(),
  propertyId: integer('property_id')
    .notNull()
    .references(() => property.id),
  provider: text().notNull(),
  channel: text().notNull(),
  name: text().notNull(),
  environment: text().notNull(),
  baseUrl: text('base_url').notNull(),
  externalPropertyId: text('external_property_id').notNull().default(''),
  externalPropertyName: text('external_property_name').notNull().default(''),
  /** ISO 4217, as the channel says; empty where it does not. */
  currency: text().notNull().default(''),
  secretKey: text('secret_key').notNull(),
  /** `active` | `paused` | `needs-sign-in` | `disconnected`. */
  state: text().notNull().default('active'),
  stateReason: text('state_reason').notNull().default(''),
  /** 1: it is told what to show. 0: it is only read. */
  isTold: flag('is_told'),
  /** 1: it is being closed before it is let go: everything desired there is zero. */
  isClosing: flag('is_closing'),
  closeAtLeft: integer('close_at_left').notNull().default(0),
  horizonDays: integer('horizon_days').notNull().default(365),
  createdAt: integer('created_at').notNull(),
  /** When its credentials were last changed: a reminder after 60 days, due after 90. */
  credentialAt: integer('credential_at').notNull(),
  /** The credentials before the last rotation, until the new ones are confirmed. */
  previousSecretKey: text('previous_secret_key'),
});

/** How a connection is doing. Moves with every call; not part of the journal. */
export const connectionState = sqliteTable('connection_state', {
  connectionId: integer('connection_id')
    .primaryKey()
    .references(() => connection.id, { onDelete: 'cascade' }),
  /** Where the next pull begins: the channel's own marks. */
  cursor: text(),
  pulledAt: integer('pulled_at'),
  pullOkAt: integer('pull_ok_at'),
  fullOkAt: integer('full_ok_at'),
  pushedAt: integer('pushed_at'),
  pushOkAt: integer('push_ok_at'),
  readBackAt: integer('read_back_at'),
  webhookAt: integer('webhook_at'),
  roomsAt: integer('rooms_at'),
  /** In a row, and since when. */
  failures: integer().notNull().default(0),
  failingSince: integer('failing_since'),
  failureCode: text('failure_code'),
  failureWords: text('failure_words'),
  /** No opening leaves before a pull that was good after this. */
  pullNeededSince: integer('pull_needed_since'),
  pointsRemaining: integer('points_remaining_thousandths'),
  pointsResetAt: integer('points_reset_at'),
  /** `closed` | `open` | `half-open`. */
  breaker: text().notNull().default('closed'),
  breakerUntil: integer('breaker_until'),
});

/** A room as the channel told it last. */
export const externalRoom = sqliteTable(
  'external_room',
  {
    id: id(),
    connectionId: integer('connection_id')
      .notNull()
      .references(() => connection.id, { onDelete: 'cascade' }),
    externalId: text('external_id').notNull(),
    name: text().notNull(),
    quantity: integer().notNull(),
    sleeps: integer(),
    /** JSON: `[{ "externalId": …, "name": …, "isLinked": … }]`. */
    plans: text().notNull().default('[]'),
    seenAt: integer('seen_at').notNull(),
    goneAt: integer('gone_at'),
  },
  (t) => [uniqueIndex('external_room_once').on(t.connectionId, t.externalId)],
);

/** What a person said a channel's room is. No row: nobody has said yet. `room_type_id` null: knowingly left out. */
export const roomLink = sqliteTable(
  'room_link',
  {
    id: id(),
    connectionId: integer('connection_id')
      .notNull()
      .references(() => connection.id),
    externalId: text('external_id').notNull(),
    roomTypeId: integer('room_type_id').references(() => roomType.id),
  },
  (t) => [
    uniqueIndex('room_link_once').on(t.connectionId, t.externalId),
    uniqueIndex('room_link_one_type')
      .on(t.connectionId, t.roomTypeId)
      .where(sql`room_type_id IS NOT NULL`),
  ],
);

/** Which of our rate plans a price of the channel's is. */
export const rateLink = sqliteTable(
  'rate_link',
  {
    id: id(),
    connectionId: integer('connection_id')
      .notNull()
      .references(() => connection.id),
    externalRoomId: text('external_room_id').notNull(),
    externalPlanId: text('external_plan_id').notNull(),
    ratePlanId: integer('rate_plan_id').notNull(),
  },
  (t) => [uniqueIndex('rate_link_once').on(t.connectionId, t.externalRoomId, t.externalPlanId)],
);

/**
 * The ledger: for every cell what we last told a channel, what it last confirmed, and what it last told us, each as a
 * small JSON object of the fields that are known. Only a receipt moves `acked`; only a reading moves `read`.
 */
export const ledgerCell = sqliteTable(
  'ledger_cell',
  {
    connectionId: integer('connection_id').notNull(),
    roomTypeId: integer('room_type_id').notNull(),
    /** 0: the room type itself. */
    ratePlanId: integer('rate_plan_id').notNull(),
    day: integer().notNull(),
    acked: text(),
    ackedAt: integer('acked_at'),
    read: text(),
    readAt: integer('read_at'),
    /** Told and not confirmed: until a receipt comes, the channel may show the one or the other. */
    sent: text(),
    sentAt: integer('sent_at'),
    /** What the channel would not take, and why; the same value is not sent again. */
    refused: text(),
    refusedAt: integer('refused_at'),
    refusedCode: text('refused_code'),
    refusedWords: text('refused_words'),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.roomTypeId, t.ratePlanId, t.day] })],
);

/** One booking at a channel, and which of ours it is. */
export const channelBooking = sqliteTable(
  'channel_booking',
  {
    id: id(),
    connectionId: integer('connection_id').notNull(),
    /** Theirs. Null while a booking of ours is not there yet. */
    externalId: text('external_id'),
    reservationId: integer('reservation_id'),
    externalRoomId: text('external_room_id').notNull(),
    groupRef: text('group_ref'),
    /** Our own reference where we made it. */
    ownRef: text('own_ref').unique(),
    rawStatus: text('raw_status').notNull().default(''),
    modifiedMark: text('modified_mark').notNull().default(''),
    /** JSON: the revision as they told it last, without anything that is no business of the desk. */
    latest: text(),
    /** JSON: what both sides last agreed on, per field: the base of the three-way merge. */
    agreed: text(),
    /** `none` | `pending` | `pushed` | `confirmed` | `failed`. */
    pushState: text('push_state').notNull().default('none'),
    pushWords: text('push_words').notNull().default(''),
    pushedAt: integer('pushed_at'),
    /** 1: its room is not linked; it holds a room of a type that was guessed. */
    isUnmapped: flag('is_unmapped'),
    firstSeenAt: integer('first_seen_at').notNull(),
    seenAt: integer('seen_at').notNull(),
  },
  (t) => [
    uniqueIndex('channel_booking_once').on(t.connectionId, t.externalId),
    index('channel_booking_by_reservation').on(t.reservationId),
    index('channel_booking_by_room').on(t.connectionId, t.externalRoomId),
  ],
);

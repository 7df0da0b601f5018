import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { day, flag, id } from './schema-columns.ts';
import { feed } from './schema-feeds.ts';
import { property, roomType, unit } from './schema-places.ts';

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
    /** 0 where the channel does not say. */
    guests: integer().notNull().default(1),
    priceMinor: integer('price_minor'),
    paidMinor: integer('paid_minor').notNull().default(0),
    note: text().notNull().default(''),
    bookedAt: integer('booked_at'),
    receivedAt: integer('received_at').notNull(),
    cancelledAt: integer('cancelled_at'),
    cancelReason: text('cancel_reason').notNull().default(''),
    revision: integer().notNull().default(1),
    /** The connection that brings it and hears of its changes; null for a booking that only we know. */
    connectionId: integer('connection_id'),
    guestId: integer('guest_id'),
    /** The same for bookings that were made together at a channel. */
    groupRef: text('group_ref'),
    commissionMinor: integer('commission_minor'),
    /**
     * `waiting`: cancelled on one side, the other has not confirmed it, and its nights stay taken. `overridden`: a person
     * freed them all the same.
     */
    otherSide: text('other_side').notNull().default(''),
    otherSideReason: text('other_side_reason').notNull().default(''),
  },
  (t) => [
    index('reservation_by_status').on(t.status),
    index('reservation_by_feed').on(t.feedId),
    index('reservation_by_connection').on(t.connectionId),
    index('reservation_by_guest').on(t.guestId),
  ],
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
    /** The booking at a channel that this stay is, or is one unit of. */
    channelBookingId: integer('channel_booking_id'),
    /** 1: the room at the channel is not linked, so its room type was guessed. */
    isProvisional: flag('is_provisional'),
  },
  (t) => [
    index('room_stay_by_channel_booking').on(t.channelBookingId),
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
    /** For what is between us and a channel: which connection, and both sides' words, as JSON. */
    connectionId: integer('connection_id'),
    details: text().notNull().default('{}'),
  },
  (t) => [index('conflict_by_state').on(t.state), index('conflict_by_room_type').on(t.roomTypeId, t.state)],
);

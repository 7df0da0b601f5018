import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, id } from './schema-columns.ts';
import { property, roomType } from './schema-places.ts';

export const ratePlan = sqliteTable('rate_plan', {
  id: id(),
  propertyId: integer('property_id')
    .notNull()
    .references(() => property.id),
  name: text().notNull(),
  kind: text().notNull().default('bar'),
  mealPlan: text('meal_plan').notNull().default('room-only'),
  cancellation: text().notNull().default('flexible'),
  parentId: integer('parent_id'),
  /** Hundredths of a percent on the parent's price. */
  adjustBasisPoints: integer('adjust_basis_points').notNull().default(0),
  adjustMinor: integer('adjust_minor').notNull().default(0),
  minLos: integer('min_los').notNull().default(1),
  maxLos: integer('max_los').notNull().default(0),
  advanceMinDays: integer('advance_min_days'),
  advanceMaxDays: integer('advance_max_days'),
  floorMinor: integer('floor_minor'),
  position: integer().notNull().default(0),
});

/**
 * What people said of one night. 0 in `rate_plan_id` is every plan of the room type, 0 in `connection_id` every channel. A
 * null field says nothing; of two rows that speak, the one that names more wins, except that a stop-sell anywhere stops.
 */
export const ariNight = sqliteTable(
  'ari_night',
  {
    id: id(),
    roomTypeId: integer('room_type_id')
      .notNull()
      .references(() => roomType.id),
    ratePlanId: integer('rate_plan_id').notNull().default(0),
    connectionId: integer('connection_id').notNull().default(0),
    night: text().notNull(),
    priceMinor: integer('price_minor'),
    stopSell: integer('stop_sell'),
    closedToArrival: integer('closed_to_arrival'),
    closedToDeparture: integer('closed_to_departure'),
    minLos: integer('min_los'),
    maxLos: integer('max_los'),
    reason: text().notNull().default(''),
    setBy: text('set_by').notNull().default(''),
    setAt: integer('set_at').notNull(),
  },
  (t) => [
    uniqueIndex('ari_night_once').on(t.roomTypeId, t.ratePlanId, t.connectionId, t.night),
    index('ari_night_by_night').on(t.night),
  ],
);

/** What is held back of a room type; `connection_id` 0 holds for all channels. */
export const sellRule = sqliteTable(
  'sell_rule',
  {
    id: id(),
    roomTypeId: integer('room_type_id')
      .notNull()
      .references(() => roomType.id),
    connectionId: integer('connection_id').notNull().default(0),
    /** Units never offered to a channel: against overbooking, and for the desk. */
    buffer: integer().notNull().default(0),
    directReserve: integer('direct_reserve').notNull().default(0),
    /** The most that is offered to this channel; null pools. */
    allotment: integer(),
    /** From so many left nothing is offered to it; null takes the connection's. */
    closeAtLeft: integer('close_at_left'),
  },
  (t) => [uniqueIndex('sell_rule_once').on(t.roomTypeId, t.connectionId)],
);

export const guest = sqliteTable(
  'guest',
  {
    id: id(),
    propertyId: integer('property_id')
      .notNull()
      .references(() => property.id),
    name: text().notNull(),
    /** Lower case. */
    email: text().notNull().default(''),
    /** E.164, or empty where it could not be read as a number. */
    phone: text().notNull().default(''),
    country: text().notNull().default(''),
    /** Whom it was found to be the same as. */
    mergedIntoId: integer('merged_into_id'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('guest_by_email').on(t.email), index('guest_by_phone').on(t.phone)],
);

/** A channel's own number for a guest. */
export const guestLink = sqliteTable(
  'guest_link',
  {
    id: id(),
    connectionId: integer('connection_id').notNull(),
    externalGuestId: text('external_guest_id').notNull(),
    guestId: integer('guest_id')
      .notNull()
      .references(() => guest.id),
    isByHand: flag('is_by_hand'),
  },
  (t) => [uniqueIndex('guest_link_once').on(t.connectionId, t.externalGuestId)],
);

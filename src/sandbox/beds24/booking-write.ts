import { nightsOf, type StayDate } from '../../domain/stay-date.ts';
import type { ItemError, ItemResult } from './answer.ts';
import { type Booking, MONEY_FIELDS, movesInventory, PERSONAL_FIELDS } from './booking.ts';
import { BOOKING_CHECKS, WRITABLE_TEXT } from './booking-fields.ts';
import { isItem, type Item, missingFields, wrongFields } from './fields.ts';
import type { Hotel } from './hotel.ts';
import { applySubItems } from './sub-items.ts';
import type { Caller } from './sign-in.ts';

const CORE_FIELDS = [
  'roomId',
  'unitId',
  'roomQty',
  'masterId',
  'status',
  'subStatus',
  'arrival',
  'departure',
  'numAdult',
  'numChild',
  ...MONEY_FIELDS,
] as const;

const chosen = (item: Item, names: readonly string[]): Record<string, never> =>
  Object.fromEntries(
    names.filter((name) => item[name] !== undefined).map((name) => [name, item[name] as never]),
  );

const isSet = (item: Item, action: string): boolean =>
  (item['actions'] as Item | undefined)?.[action] === true;

function emptyBooking(hotel: Hotel): Booking {
  const at = hotel.stamp();
  return {
    ...{ id: 0, propertyId: 0, roomId: 0, unitId: 0, roomQty: 1, masterId: null },
    ...{ channel: 'direct', apiReference: '', status: 'confirmed', subStatus: 'none' },
    ...{ arrival: '' as StayDate, departure: '' as StayDate, numAdult: 1, numChild: 0 },
    ...{ price: 0, deposit: 0, tax: 0, commission: 0 },
    ...{ bookingTime: at, modifiedTime: at, cancelTime: null },
    ...{ details: {}, infoItems: [], invoiceItems: [] },
  } as const;
}

/** The booking as it would be after the item. */
function merged(hotel: Hotel, before: Booking, item: Item): Booking {
  const next = {
    ...before,
    ...chosen(item, CORE_FIELDS),
    details: { ...before.details, ...chosen(item, WRITABLE_TEXT) },
    modifiedTime: hotel.stamp(),
  };
  const propertyId = hotel.roomType(next.roomId)?.propertyId ?? 0;
  const cancelTime = next.status === 'cancelled' ? (before.cancelTime ?? hotel.stamp()) : null;
  // a unit belongs to its room type: moved elsewhere, the booking waits for a new one
  const unitId = next.roomId !== before.roomId && item['unitId'] === undefined ? 0 : next.unitId;
  return { ...next, propertyId, cancelTime, unitId };
}

function scopeErrors(item: Item, caller: Caller, action: string): ItemError[] {
  const needs = (area: string, names: readonly string[]): ItemError[] =>
    caller.may('write', area)
      ? []
      : names
          .filter((field) => item[field] !== undefined)
          .map((field) => ({ action, field, message: `needs the scope write:${area}` }));
  return [
    ...needs('bookings-personal', PERSONAL_FIELDS),
    ...needs('bookings-financial', [
      ...MONEY_FIELDS,
      'rateDescription',
      'invoiceItems',
      'invoiceeId',
      'stripeToken',
    ]),
  ];
}

function ruleErrors(hotel: Hotel, next: Booking, item: Item, action: string): ItemError[] {
  const errors: ItemError[] = [];
  const wrong = (field: string, message: string): void => void errors.push({ action, field, message });
  const room = hotel.roomType(next.roomId);
  if (!room) wrong('roomId', 'room not accessible');
  else if (next.unitId > room.qty) wrong('unitId', 'unit not found');
  if (next.departure <= next.arrival) wrong('departure', 'must be after arrival');
  if (typeof item['masterId'] === 'number' && !hotel.bookings.has(item['masterId']))
    wrong('masterId', 'booking not found');
  const isNew = item['id'] === undefined;
  if (errors.length === 0 && isNew && isSet(item, 'checkAvailability') && room)
    if (nightsOf(next).some((date) => room.isShut(date, next.roomQty))) wrong('roomId', 'no availability');
  return errors;
}

function placed(hotel: Hotel, booking: Booking, item: Item): Booking {
  const unitId = isSet(item, 'assignBooking') ? hotel.freeUnit(booking) : booking.unitId;
  return { ...booking, unitId };
}

/** What an item makes of a booking, or what is wrong with it. */
function judge(
  hotel: Hotel,
  item: Item,
  caller: Caller,
): { readonly before: Booking | undefined; readonly next: Booking; readonly errors: readonly ItemError[] } {
  const isNew = item['id'] === undefined;
  const action = isNew ? 'new booking' : 'modify booking';
  const before = isNew ? undefined : hotel.bookings.get(item['id'] as number);
  const shape = [
    ...wrongFields(item, BOOKING_CHECKS, action),
    ...(isNew ? missingFields(item, ['roomId', 'arrival', 'departure'], action) : []),
    ...(isNew || before ? [] : [{ action, field: 'id', message: 'booking not found' }]),
    ...scopeErrors(item, caller, action),
  ];
  const base = before ?? emptyBooking(hotel);
  if (shape.length > 0) return { before, next: base, errors: shape };
  const next = merged(hotel, base, item);
  return { before, next, errors: ruleErrors(hotel, next, item, action) };
}

function charged(booking: Booking, item: Item): Item {
  if (!isSet(item, 'autoInvoiceItemCharge') || booking.price === 0) return item;
  const line = { type: 'charge', description: 'Room', amount: booking.price };
  return { ...item, invoiceItems: [...((item['invoiceItems'] as unknown[] | undefined) ?? []), line] };
}

function writeOne(hotel: Hotel, item: Item, caller: Caller, announce: (id: number) => void): ItemResult {
  const { before, next, errors } = judge(hotel, item, caller);
  if (errors.length > 0) return { success: false, errors };
  const withId = before ? next : placed(hotel, { ...next, id: hotel.nextId() }, item);
  const outcome = applySubItems(hotel, withId, charged(withId, item));
  hotel.put(outcome.booking);
  const { id, masterId } = outcome.booking;
  const master = typeof item['masterId'] === 'number' ? hotel.bookings.get(item['masterId']) : undefined;
  if (master && master.masterId === null) hotel.put({ ...master, masterId });
  if (isSet(item, 'allowWebhooks') && (!before || movesInventory(before, outcome.booking))) announce(id);
  return {
    success: outcome.errors.length === 0,
    ...(before ? { modified: { id } } : { new: { id, ...outcome.newIds } }),
    ...(outcome.errors.length > 0 && { errors: outcome.errors }),
  };
}

/**
 * `POST /bookings`: each item by itself, in order. A wrong sub-item leaves the booking written and the item
 * `success: false`. `checkAvailability` also refuses nights that are shut by blackout, by a lowered `numAvail` or for want of
 * a price. A group made in one request takes its first booking as master. What is not documented as writable is
 * refused, not left unread.
 */
export function writeBookings(hotel: Hotel, items: readonly unknown[], caller: Caller): ItemResult[] {
  const announced = new Set<number>();
  const group: number[] = [];
  const results = items.map((item): ItemResult => {
    if (!isItem(item))
      return {
        success: false,
        errors: [{ action: 'new booking', field: '', message: 'item must be an object' }],
      };
    const result = writeOne(hotel, item, caller, (id) => announced.add(id));
    if (result.new && isSet(item, 'makeGroup')) group.push(result.new['id'] as number);
    return result;
  });
  if (group.length > 1)
    for (const id of group)
      hotel.put({ ...(hotel.bookings.get(id) as Booking), masterId: group[0] as number });
  for (const id of announced) hotel.hearer?.booking(hotel.bookings.get(id) as Booking);
  return results;
}

/** `DELETE /bookings`: the rows are gone for good, and no webhook tells of it. */
export function deleteBookings(hotel: Hotel, ids: readonly number[]): ItemResult[] {
  return ids.map((id): ItemResult => {
    if (!hotel.bookings.has(id))
      return {
        success: false,
        errors: [{ action: 'delete booking', field: 'id', message: 'booking not found' }],
      };
    hotel.remove(id);
    return { success: true, modified: { id } };
  });
}

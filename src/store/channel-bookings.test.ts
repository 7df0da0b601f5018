import { afterEach, beforeEach, expect, it } from 'vitest';
import * as bookings from './channel-bookings.ts';
import type { Store } from './database.ts';
import { findGuest, findGuestLink, guestsByEmail, guestsByPhone, mergedInto } from './guests.ts';
import { type HotelForTest, hotelForTest, NOW, storeForTest, written } from './store-for-test.ts';

let store: Store;
let hotel: HotelForTest;
beforeEach(() => {
  store = storeForTest();
  hotel = hotelForTest(store);
});
afterEach(() => store.close());

const save = (patch: Partial<bookings.NewChannelBooking>): number =>
  store.write((tx) =>
    bookings.saveChannelBooking(tx, {
      ...{ connectionId: 1, externalId: 'b1', externalRoomId: 'r1', firstSeenAt: NOW, seenAt: NOW },
      ...patch,
    }),
  );

it('finds a booking by either side’s name, and the bookings of a stay and of a room', () => {
  const id = save({ reservationId: 5, ownRef: 'own-1' });
  const other = save({ externalId: 'b2', reservationId: 5, isUnmapped: 1 });
  const unborn = [save({ externalId: null, pushState: 'pending' }), save({ externalId: null })];
  const whole = bookings.findChannelBooking(store.read, id);
  expect(whole).toEqual({
    ...{ id, connectionId: 1, externalId: 'b1', reservationId: 5, externalRoomId: 'r1', groupRef: null },
    ...{ ownRef: 'own-1', rawStatus: '', modifiedMark: '', latest: null, agreed: null, pushState: 'none' },
    ...{ pushWords: '', pushedAt: null, isUnmapped: 0, firstSeenAt: NOW, seenAt: NOW },
  });
  expect(bookings.findByExternalId(store.read, 1, 'b1')).toEqual(whole);
  expect(bookings.findByExternalId(store.read, 2, 'b1')).toBeUndefined();
  expect(bookings.findByOwnRef(store.read, 'own-1')).toEqual(whole);
  expect(bookings.bookingsOfReservation(store.read, 5).map((row) => row.id)).toEqual([id, other]);
  expect(bookings.bookingsOfRoom(store.read, 1, 'r1')).toHaveLength(4);
  expect(bookings.bookingsToTell(store.read, 1, 'pending').map((row) => row.id)).toEqual([unborn[0]]);
  expect(bookings.unmappedBookings(store.read, 1)).toEqual(new Map([['r1', 1]]));
});

it('keeps each booking of a connection once, and each own reference', () => {
  save({ ownRef: 'own-1' });
  expect(() => save({})).toThrow();
  expect(() => save({ externalId: 'b2', ownRef: 'own-1' })).toThrow();
  expect(save({ connectionId: 2 })).toBeGreaterThan(0);
});

it('changes what is named and nothing else, and refuses what the table does not have', () => {
  const id = save({ latest: JSON.stringify({ externalId: 'b1', units: 2 }) });
  const before = bookings.findChannelBooking(store.read, id) as bookings.ChannelBookingRow;
  store.write((tx) => bookings.changeChannelBooking(tx, id, { pushState: 'failed', pushWords: 'No.' }));
  store.write((tx) => bookings.changeChannelBooking(tx, id, {}));
  const after = bookings.findChannelBooking(store.read, id) as bookings.ChannelBookingRow;
  expect(after).toEqual({ ...before, pushState: 'failed', pushWords: 'No.' });
  expect(bookings.latestOf(after)).toEqual({ externalId: 'b1', units: 2 });
  const wrong = { guestName: 'x' } as Partial<bookings.NewChannelBooking>;
  expect(() => store.write((tx) => bookings.changeChannelBooking(tx, id, wrong))).toThrow(/guestName/);
});

it('finds guests by what names them, and follows a merge', () => {
  const { propertyId } = hotel;
  const [first, second] = written(store, (writer) => {
    const guest = (name: string, email: string) =>
      writer.insert('guest', { propertyId, name, email, phone: '+351910000000', createdAt: NOW }).id;
    const ids = [guest('Ada Prova', 'ada@example.test'), guest('A. Prova', '')];
    writer.insert('guest_link', { connectionId: 1, externalGuestId: 'g9', guestId: ids[1] as number });
    return ids as [number, number];
  });
  expect(guestsByEmail(store.read, 'ada@example.test').map(({ id }) => id)).toEqual([first]);
  expect(guestsByEmail(store.read, '')).toEqual([]);
  expect(guestsByPhone(store.read, '+351910000000')).toHaveLength(2);
  written(store, (writer) => writer.update('guest', second, { mergedIntoId: first }));
  expect(guestsByPhone(store.read, '+351910000000').map(({ id }) => id)).toEqual([first]);
  expect(findGuest(store.read, findGuestLink(store.read, 1, 'g9')?.guestId ?? 0)?.id).toBe(first);
  expect(mergedInto(store.read, first).map(({ id }) => id)).toEqual([second]);
  // a ring that nobody should make does not hang the desk
  written(store, (writer) => writer.update('guest', first, { mergedIntoId: second }));
  expect(findGuest(store.read, first)).toBeDefined();
});

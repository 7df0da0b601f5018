import { beforeEach, expect, it } from 'vitest';
import type { ReservationRevision, RevisionGuest } from '../domain/revision.ts';
import { findGuestLink, reservationsOfGuest } from '../store/guests.ts';
import { mergeGuests, splitGuest } from './guests.ts';
import { ingestHotel, type IngestHotel, revisionOf } from './ingest-reservation-for-test.ts';

let hotel: IngestHotel;
beforeEach(() => {
  hotel = ingestHotel({ Double: ['1', '2'] }, { Double: 'R1' });
});
let nextId = 0;
const book = (guest: Partial<RevisionGuest>, patch: Partial<ReservationRevision> = {}): number => {
  const told = { externalId: '', name: 'Iyer', email: '', phone: '', country: '', ...guest };
  const externalId = `g${++nextId}`;
  const { reservationId } = hotel.ingest(revisionOf({ externalId, guest: told, ...patch }));
  return reservationId as number;
};
const guestOf = (reservationId: number) => hotel.reservation(reservationId).guestId as number;

it('is found by the channel’s number, then e-mail, then telephone', () => {
  const first = guestOf(book({ externalId: '5', email: 'Iyer@Example.org', phone: '912 345 678' }));
  expect(guestOf(book({ externalId: '5', name: 'somebody', email: 'other@example.org' }))).toBe(first);
  expect(guestOf(book({ email: 'iyer@example.ORG' }))).toBe(first);
  expect(guestOf(book({ phone: '+351912345678' }))).toBe(first);
  expect(guestOf(book({ name: 'Iyer' }))).not.toBe(first);
});

it('a guest of whom nothing is told is none', () => {
  expect(guestOf(book({ name: '' }))).toBeNull();
});

it('two that were one are merged by hand, and later bookings follow', () => {
  const a = book({ externalId: '5', email: 'a@example.org' });
  const b = book({ externalId: '6', email: 'b@example.org', phone: '912345678' });
  const keep = guestOf(a);
  hotel.write((writer) => mergeGuests(writer, keep, guestOf(b), 'the same person'));
  expect(guestOf(b)).toBe(keep);
  expect(guestOf(book({ externalId: '6' }))).toBe(keep);
  expect(guestOf(book({ phone: '912345678' }))).toBe(keep);
  expect(() => hotel.write((writer) => mergeGuests(writer, keep, keep, ''))).toThrow(/one guest already/);
});

it('one that was two is split by hand, and stays so through later words', () => {
  const a = book({ externalId: '5', email: 'family@example.org' });
  const b = book({ externalId: '6', email: 'family@example.org', name: 'Marlow' });
  const whole = guestOf(a);
  expect(guestOf(b)).toBe(whole);
  const made = hotel.write((writer) => splitGuest(writer, whole, [b], 'father and son'));
  expect(reservationsOfGuest(hotel.store.read, made)).toEqual([b]);
  expect(findGuestLink(hotel.store.read, hotel.connection.id, '6')).toMatchObject({
    guestId: made,
    isByHand: 1,
  });
  expect(guestOf(book({ externalId: '6', email: 'family@example.org' }))).toBe(made);
  expect(guestOf(book({ externalId: '5', email: 'family@example.org' }))).toBe(whole);
});

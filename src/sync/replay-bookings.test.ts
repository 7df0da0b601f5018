import { beforeEach, describe, expect, it } from 'vitest';
import type { ReservationRevision } from '../domain/revision.ts';
import { ingestHotel, type IngestHotel, revisionOf } from './ingest-reservation-for-test.ts';
import { replayBookings } from './replay-bookings.ts';

let hotel: IngestHotel;
beforeEach(() => {
  hotel = ingestHotel({ Double: ['1'], Suite: ['S', 'T', 'U'] }, {});
});
const ingest = (patch: Partial<ReservationRevision> = {}) => hotel.ingest(revisionOf(patch));
const replay = () => hotel.write((writer) => replayBookings(writer, hotel.connection.id, 'R1'));

describe('a booking of a room that nobody has linked', () => {
  it('takes a room provisionally, where most are left, and is shouted about once', () => {
    ingest();
    ingest({ externalId: 'b2' });
    expect(hotel.stays()).toEqual([
      'Iyer · S · 2027-03-10 to 2027-03-13',
      'Iyer · T · 2027-03-10 to 2027-03-13',
    ]);
    expect(hotel.conflicts()).toEqual(['unmapped']);
    expect(hotel.booking()?.isUnmapped).toBe(1);
  });

  it('does not wander to another type when it changes', () => {
    ingest();
    ingest({ externalId: 'b2' });
    ingest({ modifiedMark: '2', priceMinor: 31_000 });
    expect(hotel.stays()).toContain('Iyer · S · 2027-03-10 to 2027-03-13');
  });

  it('moves to its own type when the room is linked, and the conflict is gone', () => {
    ingest();
    hotel.link('R1', 'Double');
    replay();
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-10 to 2027-03-13']);
    expect(hotel.conflicts()).toEqual([]);
    expect(hotel.booking()?.isUnmapped).toBe(0);
    expect(replay().map(({ type }) => type)).toEqual(['unchanged']);
  });

  it('keeps the unit that the desk chose where that is of the linked type', () => {
    ingest();
    hotel.write((writer) =>
      writer.update('room_stay', hotel.stayIds()[0] as number, { unitId: hotel.unit('T') }),
    );
    hotel.link('R1', 'Suite');
    replay();
    expect(hotel.stays()).toEqual(['Iyer · T · 2027-03-10 to 2027-03-13']);
  });

  it('lets go of its nights when the room is left out on purpose', () => {
    ingest();
    hotel.link('R1', null);
    expect(replay()[0]?.freed).toHaveLength(1);
    expect(hotel.stays()).toEqual([]);
    expect(hotel.conflicts()).toEqual([]);
    expect(hotel.reservation().cancelReason).toContain('none of ours');
  });

  it('goes through the same for closed nights', () => {
    ingest({ status: 'block' });
    expect(hotel.blocks()).toEqual(['S · 2027-03-10 to 2027-03-13']);
    expect(hotel.conflicts()).toEqual(['unmapped']);
    hotel.link('R1', 'Double');
    replay();
    expect(hotel.blocks()).toEqual(['1 · 2027-03-10 to 2027-03-13']);
    expect(hotel.conflicts()).toEqual([]);
  });
});

it('without any room type a booking is kept, told, and takes its place later', () => {
  const empty = ingestHotel({}, {});
  expect(empty.ingest(revisionOf({})).type).toBe('kept');
  expect(empty.incidents()).toEqual(['booking-unreadable']);
  empty.write((writer) => {
    const type = writer.insert('room_type', { propertyId: 1, name: 'Double' });
    writer.insert('unit', { roomTypeId: type.id, name: '1' });
  });
  empty.link('R1', 'Double');
  empty.write((writer) => replayBookings(writer, empty.connection.id, 'R1'));
  expect(empty.stays()).toEqual(['Iyer · 1 · 2027-03-10 to 2027-03-13']);
  expect(empty.incidents()).toEqual([]);
});

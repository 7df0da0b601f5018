import { beforeEach, describe, expect, it } from 'vitest';
import type { ReservationRevision } from '../domain/revision.ts';
import { saveChannelBooking } from '../store/channel-bookings.ts';
import type { Writer } from '../store/writer.ts';
import { dismissReservation } from './dismiss-stay.ts';
import { ingestHotel, type IngestHotel, revisionOf } from './ingest-reservation-for-test.ts';
import { confirmOtherSide, overrideOtherSide } from './two-sided-cancel.ts';

let hotel: IngestHotel;
const ingest = (patch: Partial<ReservationRevision> = {}) => hotel.ingest(revisionOf(patch));
const cancelHere = (): void =>
  hotel.write((writer) => dismissReservation(writer, hotel.reservation(), 'the guest rang'));
beforeEach(() => {
  hotel = ingestHotel({ Double: ['1', '2'] }, { Double: 'R1' });
  ingest();
});
const nights = [{ roomTypeId: 1, arrival: '2027-03-10', departure: '2027-03-13' }];

describe('a booking of a channel that is cancelled at the desk', () => {
  it('keeps its nights until the channel has let go', () => {
    cancelHere();
    expect(hotel.reservation()).toMatchObject({ status: 'cancelled', otherSide: 'waiting' });
    expect(hotel.booking()?.pushState).toBe('pending');
    expect(hotel.stays()).toHaveLength(1);
    const { freed, type } = ingest({ status: 'cancelled', modifiedMark: '2' });
    expect({ freed, type }).toEqual({ freed: nights, type: 'cancelled' });
    expect(hotel.stays()).toEqual([]);
    expect(hotel.reservation()).toMatchObject({
      status: 'cancelled',
      otherSide: '',
      cancelReason: 'the guest rang',
    });
  });

  it('is freed by what the channel answers to our own cancellation', () => {
    cancelHere();
    const freed = hotel.write((writer) => confirmOtherSide(writer, 1, 'Beds24 confirmed it'));
    expect(freed).toEqual(nights);
    expect(hotel.stays()).toEqual([]);
    expect(hotel.write((writer) => confirmOtherSide(writer, 1, 'again'))).toEqual([]);
  });

  it('is freed by a person who gives a reason, and asked about when the channel shows it alive', () => {
    cancelHere();
    expect(() => hotel.write((writer) => overrideOtherSide(writer, 1, ' '))).toThrow(/reason/);
    expect(hotel.write((writer) => overrideOtherSide(writer, 1, 'cancelled by telephone'))).toEqual(nights);
    expect(hotel.stays()).toEqual([]);
    ingest({ modifiedMark: '2', adults: 3 });
    expect(hotel.conflicts()).toEqual(['status-mismatch']);
    expect(hotel.stays()).toEqual([]);
    ingest({ modifiedMark: '3', status: 'cancelled' });
    expect(hotel.conflicts()).toEqual([]);
  });

  it('waits on through other changes there, and follows its dates', () => {
    cancelHere();
    ingest({ modifiedMark: '2', departure: '2027-03-14' as ReservationRevision['departure'] });
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-10 to 2027-03-14']);
    expect(hotel.reservation().otherSide).toBe('waiting');
  });
});

it('a booking that the channel cancelled already is freed at once', () => {
  const other = hotel.ingest(revisionOf({ externalId: 'b2', modifiedMark: '1' }));
  hotel.ingest(revisionOf({ externalId: 'b2', modifiedMark: '2', status: 'cancelled' }));
  hotel.write((writer) =>
    writer.update('reservation', other.reservationId as number, { status: 'confirmed' }),
  );
  hotel.write((writer) =>
    dismissReservation(writer, hotel.reservation(other.reservationId as number), 'gone'),
  );
  expect(hotel.reservation(other.reservationId as number).otherSide).toBe('');
});

it('a guest in the house is not put out by a cancellation at the channel', () => {
  hotel.write((writer) => writer.update('reservation', 1, { status: 'in-house' }));
  ingest({ status: 'cancelled', modifiedMark: '2' });
  expect(hotel.stays()).toHaveLength(1);
  expect(hotel.conflicts()).toEqual(['status-mismatch']);
  ingest({ modifiedMark: '3' });
  expect(hotel.conflicts()).toEqual([]);
});

it('a booking of ours at two channels is free when both have let go', () => {
  const id = hotel.bookHere('own-1');
  const second = hotel.write((writer) =>
    saveChannelBooking(writer.tx, {
      connectionId: secondConnection(writer),
      reservationId: id,
      externalRoomId: 'R1',
      ownRef: 'own-2',
      externalId: '99',
      pushState: 'pushed',
      pushedAt: 1,
      firstSeenAt: 1,
      seenAt: 1,
    }),
  );
  const own = { ownRef: 'own-1', externalId: '77', channel: 'direct' } as const;
  ingest(own);
  hotel.write((writer) => dismissReservation(writer, hotel.reservation(id), 'the guest rang'));
  ingest({ ...own, status: 'cancelled', modifiedMark: '2' });
  expect(hotel.reservation(id).otherSide).toBe('waiting');
  expect(hotel.stays()).toHaveLength(2);
  const freed = hotel.write((writer) => confirmOtherSide(writer, id, 'it never came to be there', second));
  expect(freed).toEqual(nights);
  expect(hotel.reservation(id).otherSide).toBe('');
});

it('a booking of ours that no channel has heard of is free at once', () => {
  const id = hotel.bookHere('own-1');
  hotel.write((writer) => dismissReservation(writer, hotel.reservation(id), 'a slip'));
  expect(hotel.reservation(id).otherSide).toBe('');
  expect(hotel.stays()).toHaveLength(1);
});

function secondConnection(writer: Writer): number {
  const { id: _, ...same } = writer.get('connection', hotel.connection.id);
  return writer.insert('connection', { ...same, name: 'Other' }).id;
}

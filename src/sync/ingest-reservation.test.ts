import { beforeEach, describe, expect, it } from 'vitest';
import type { ReservationRevision } from '../domain/revision.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { ingestHotel, type IngestHotel, revisionOf } from './ingest-reservation-for-test.ts';

let hotel: IngestHotel;
beforeEach(() => {
  hotel = ingestHotel({ Double: ['1', '2'], Suite: ['S'] }, { Double: 'R1', Suite: 'R2' });
});
const date = (text: string): StayDate => text as StayDate;
const ingest = (patch: Partial<ReservationRevision> = {}) => hotel.ingest(revisionOf(patch));

describe('a booking that a channel brings', () => {
  it('becomes a reservation with a stay in a free unit', () => {
    const result = ingest();
    expect(result.type).toBe('created');
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-10 to 2027-03-13']);
    expect(result.nights).toEqual([{ roomTypeId: 1, arrival: '2027-03-10', departure: '2027-03-13' }]);
    expect(hotel.reservation().connectionId).toBe(hotel.connection.id);
  });

  it('is taken in once, however often it comes', () => {
    ingest();
    expect(ingest().type).toBe('unchanged');
    expect(hotel.stays()).toHaveLength(1);
  });

  it('does not go back to an older word', () => {
    ingest({ modifiedMark: '2', departure: date('2027-03-14') });
    expect(ingest({ modifiedMark: '1' }).type).toBe('stale');
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-10 to 2027-03-14']);
  });

  it('takes one unit for each that was sold, and gives back what is sold no longer', () => {
    ingest({ units: 2 });
    expect(hotel.stays()).toHaveLength(2);
    const { freed } = ingest({ units: 1, modifiedMark: '2' });
    expect(hotel.stays()).toHaveLength(1);
    expect(freed).toHaveLength(1);
  });

  it('frees its nights when it is cancelled there, and takes them when it comes back', () => {
    ingest();
    const result = ingest({ status: 'cancelled', modifiedMark: '2' });
    expect(result.type).toBe('cancelled');
    expect(result.freed).toEqual([{ roomTypeId: 1, arrival: '2027-03-10', departure: '2027-03-13' }]);
    expect(hotel.stays()).toEqual([]);
    ingest({ modifiedMark: '3' });
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-10 to 2027-03-13']);
  });

  it.each(['request', 'unknown'] as const)('takes its nights as a %s', (status) => {
    ingest({ status, rawStatus: 'weird' });
    expect(hotel.stays()).toHaveLength(1);
    expect(hotel.incidents()).toEqual(status === 'unknown' ? ['booking-status-unknown'] : []);
    ingest({ modifiedMark: '2' });
    expect(hotel.incidents()).toEqual([]);
  });

  it('takes nothing as an enquiry, and its nights when it is confirmed', () => {
    expect(ingest({ status: 'inquiry' }).type).toBe('kept');
    expect(hotel.stays()).toEqual([]);
    expect(ingest({ modifiedMark: '2' }).type).toBe('created');
    expect(hotel.stays()).toHaveLength(1);
  });

  it('with inverted dates takes nothing, is kept and told, and is put right by the next word', () => {
    const result = ingest({ departure: date('2027-03-08') });
    expect(result.type).toBe('problem');
    expect(hotel.stays()).toEqual([]);
    expect(hotel.incidents()).toEqual(['booking-unreadable']);
    expect(hotel.booking()?.latest).toContain('2027-03-08');
    ingest({ modifiedMark: '2' });
    expect(hotel.stays()).toHaveLength(1);
    expect(hotel.incidents()).toEqual([]);
  });

  it('is cancelled also by a word whose dates make no sense', () => {
    ingest();
    ingest({ status: 'cancelled', modifiedMark: '2', departure: date('2027-03-01') });
    expect(hotel.stays()).toEqual([]);
  });

  it('stands where no unit is left without a door, as an overbooking', () => {
    ingest({ units: 2 });
    ingest({ externalId: 'b2', guest: { ...revisionOf({}).guest, externalId: 'g2', name: 'Marlow' } });
    expect(hotel.stays()).toContain('Marlow · parked · 2027-03-10 to 2027-03-13');
    expect(hotel.conflicts()).toEqual(['overbooking']);
  });
});

describe('closed nights without a guest', () => {
  it('are blocks that follow the channel', () => {
    ingest({ status: 'block', note: 'painting', units: 2 });
    expect(hotel.blocks()).toEqual(['1 · 2027-03-10 to 2027-03-13', '2 · 2027-03-10 to 2027-03-13']);
    ingest({ status: 'block', modifiedMark: '2', departure: date('2027-03-12') });
    expect(hotel.blocks()).toEqual(['1 · 2027-03-10 to 2027-03-12']);
    const { freed } = ingest({ status: 'cancelled', modifiedMark: '3' });
    expect(hotel.blocks()).toEqual([]);
    expect(freed).toHaveLength(1);
  });

  it('become a booking, and a booking becomes closed nights', () => {
    ingest({ status: 'block' });
    ingest({ modifiedMark: '2' });
    expect([hotel.blocks(), hotel.stays()]).toEqual([[], ['Iyer · 1 · 2027-03-10 to 2027-03-13']]);
    ingest({ status: 'block', modifiedMark: '3' });
    expect([hotel.blocks(), hotel.stays()]).toEqual([['1 · 2027-03-10 to 2027-03-13'], []]);
  });
});

describe('the unit that the desk chose', () => {
  it('is kept through a change of dates while it is free', () => {
    ingest();
    hotel.write((writer) =>
      writer.update('room_stay', hotel.stayIds()[0] as number, { unitId: hotel.unit('2') }),
    );
    ingest({ modifiedMark: '2', departure: date('2027-03-15') });
    expect(hotel.stays()).toEqual(['Iyer · 2 · 2027-03-10 to 2027-03-15']);
  });

  it('gives way to another where it is taken on the new nights', () => {
    ingest();
    ingest({ externalId: 'b2', arrival: date('2027-03-13'), departure: date('2027-03-15') });
    expect(hotel.stays().filter((stay) => stay.includes(' 1 '))).toHaveLength(2);
    ingest({ modifiedMark: '2', departure: date('2027-03-14') });
    expect(hotel.stays()).toContain('Iyer · 2 · 2027-03-10 to 2027-03-14');
    expect(hotel.conflicts()).toEqual([]);
  });

  it('is not taken from a guest who is in it', () => {
    ingest();
    hotel.write((writer) => writer.update('reservation', 1, { status: 'in-house' }));
    ingest({ externalId: 'b2', arrival: date('2027-03-13'), departure: date('2027-03-15') });
    ingest({ modifiedMark: '2', departure: date('2027-03-14') });
    expect(hotel.stays()).toContain('Iyer · 1 · 2027-03-10 to 2027-03-14');
    expect(hotel.conflicts()).toEqual(['double-booking']);
  });

  it('follows the type that the guest pays for now', () => {
    ingest();
    ingest({ modifiedMark: '2', externalRoomId: 'R2' });
    expect(hotel.stays()).toEqual(['Iyer · S · 2027-03-10 to 2027-03-13']);
  });
});

describe('no echo', () => {
  it('our own booking that comes back is the one that we have', () => {
    const reservationId = hotel.bookHere('own-1');
    const result = ingest({ ownRef: 'own-1', externalId: '77', channel: 'direct' });
    expect(result).toMatchObject({ reservationId, hasNewsForThem: false });
    expect(hotel.stays()).toHaveLength(1);
    expect(hotel.booking()).toMatchObject({ externalId: '77', pushState: 'confirmed' });
  });

  it('our own booking that is there twice takes no second room, and is told', () => {
    hotel.bookHere('own-1');
    ingest({ ownRef: 'own-1', externalId: '77', channel: 'direct' });
    expect(ingest({ ownRef: 'own-1', externalId: '78', channel: 'direct' }).type).toBe('kept');
    expect(hotel.stays()).toHaveLength(1);
    expect(hotel.incidents()).toEqual(['booking-twice']);
    ingest({ ownRef: 'own-1', externalId: '78', channel: 'direct', status: 'cancelled', modifiedMark: '2' });
    expect(hotel.incidents()).toEqual([]);
    expect(hotel.stays()).toHaveLength(1);
  });

  it('a booking that another Bellhop made at the same account is an ordinary one', () => {
    expect(ingest({ ownRef: 'somebody-else', channel: 'direct' }).type).toBe('created');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { conflictRowSchema, conflictSchema } from '../contract/conflicts.ts';
import { CHANNEL_CONFLICT_KINDS } from '../domain/conflict.ts';
import type { ReservationRevision } from '../domain/revision.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { allRows } from '../store/find.ts';
import type { Row } from '../store/writer.ts';
import { bookingConflictKey } from '../sync/channel-conflicts-booking.ts';
import { mergeByHand } from '../sync/channel-conflicts-merge.ts';
import { openChannelConflict, closeChannelConflict } from '../sync/channel-conflicts.ts';
import { ingestHotel, type IngestHotel, revisionOf } from '../sync/ingest-reservation-for-test.ts';
import { conflictHandlers } from './handlers/conflicts.ts';
import { conflictRow } from './conflict-row.ts';
import { readConflict } from './read-conflict.ts';

const NOW = Date.parse('2027-03-01T08:00:00Z');
let hotel: IngestHotel;
beforeEach(() => {
  hotel = ingestHotel({ Double: ['1', '2'] }, { Double: 'R1' });
});
const ingest = (patch: Partial<ReservationRevision> = {}) => hotel.ingest(revisionOf(patch));
const date = (text: string): StayDate => text as StayDate;
const row = (): Row<'conflict'> => allRows(hotel.store.read, 'conflict').at(-1) as Row<'conflict'>;
const read = () => conflictSchema.parse(readConflict(hotel.store.read, row().id, NOW));
const asked = () => read().between?.fields.filter(({ outcome }) => outcome === 'ask') ?? [];
const merge = (choose: Parameters<typeof mergeByHand>[2]) =>
  hotel.write((writer) => mergeByHand(writer, row(), choose, ''));
const moveHere = (arrival: string, departure: string): void =>
  hotel.write((writer) => {
    writer.update('room_stay', hotel.stayIds()[0] as number, { arrival, departure });
  });

describe('dates that were changed here and there', () => {
  beforeEach(() => {
    ingest();
    moveHere('2027-03-11', '2027-03-14');
    ingest({ modifiedMark: '2', arrival: date('2027-03-09'), departure: date('2027-03-12') });
  });

  it('are shown field by field, and ours stands meanwhile', () => {
    expect(row().kind).toBe('edited-on-both-sides');
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-11 to 2027-03-14']);
    expect(asked()).toMatchObject([
      {
        name: 'Arrival',
        ours: '11 Mar 2027',
        theirs: '9 Mar 2027',
        agreed: '10 Mar 2027',
        suggestion: 'theirs',
      },
      { name: 'Departure', ours: '14 Mar 2027', theirs: '12 Mar 2027', agreed: '13 Mar 2027' },
    ]);
    expect(read().between?.unitWords).toBe('Keeps 1: it is free on 9 to 11 Mar (3 nights).');
    expect(read().waysOut.map(({ act }) => act)).toEqual(['take-theirs', 'keep-ours', 'accept']);
    expect(read().title).toBe('Iyer (Airbnb): changed here and in Beds24');
  });

  it('are settled by taking theirs, in the desk’s unit', () => {
    expect(merge({ arrival: 'theirs', departure: 'theirs' })).toBe(true);
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-09 to 2027-03-12']);
    expect(hotel.conflicts()).toEqual([]);
  });

  it('are settled by keeping ours, stay settled, and the channel is to be told', () => {
    merge({ arrival: 'ours', departure: 'ours' });
    expect(hotel.conflicts()).toEqual([]);
    expect(hotel.booking()?.pushState).toBe('pending');
    const again = ingest({
      modifiedMark: '3',
      arrival: date('2027-03-09'),
      departure: date('2027-03-12'),
      adults: 1,
    });
    expect(again.hasNewsForThem).toBe(true);
    expect(hotel.conflicts()).toEqual([]);
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-11 to 2027-03-14']);
  });

  it.each([
    ['take-theirs', 'Iyer · 1 · 2027-03-09 to 2027-03-12'],
    ['keep-ours', 'Iyer · 1 · 2027-03-11 to 2027-03-14'],
  ])('are settled whole by the way out %s', (wayOutId, stay) => {
    const resolve = conflictHandlers['conflicts.resolve'];
    hotel.write((writer) => resolve.write(writer, { id: row().id, wayOutId }, undefined, undefined as never));
    expect(hotel.stays()).toEqual([stay]);
    expect(hotel.conflicts()).toEqual([]);
  });

  it('are settled field by field by the command, and only while they are open', () => {
    const command = conflictHandlers['conflicts.merge'];
    const choose = { arrival: 'theirs', departure: 'theirs' } as const;
    const give = () =>
      hotel.write((writer) => command.write(writer, { id: row().id, choose }, undefined, undefined as never));
    expect(give().message).toBe('Settled.');
    expect(give).toThrow(/settled already/);
  });

  it('may be settled in part; what is left stays open', () => {
    expect(merge({ arrival: 'theirs' })).toBe(false);
    expect(asked().map(({ field }) => field)).toEqual(['departure']);
    expect(() => merge({ arrival: 'ours' })).toThrow(/no longer in question/);
    expect(merge({ departure: 'theirs' })).toBe(true);
    expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-09 to 2027-03-12']);
  });

  it('refuse a mixture that no stay can have', () => {
    ingest({ modifiedMark: '3', arrival: date('2027-03-20'), departure: date('2027-03-22') });
    expect(() => merge({ arrival: 'theirs', departure: 'ours' })).toThrow(/departure must be after/);
  });

  it('are no conflict any more when the desk does what the channel says', () => {
    moveHere('2027-03-09', '2027-03-12');
    expect(hotel.conflicts()).toEqual([]);
  });

  it('stay a question when the desk only goes back to where it was', () => {
    moveHere('2027-03-10', '2027-03-13');
    expect(hotel.conflicts()).toHaveLength(1);
  });

  it('are gone when the channel cancels', () => {
    ingest({ modifiedMark: '3', status: 'cancelled' });
    expect(hotel.conflicts()).toEqual([]);
    expect(hotel.stays()).toEqual([]);
  });
});

it('an amount of ours more than 5 % away from the channel’s is asked about, a smaller one is not', () => {
  const pricedAt = (priceMinor: number): void =>
    hotel.write((writer) => {
      writer.update('reservation', 1, { priceMinor });
    });
  ingest();
  pricedAt(40_000);
  ingest({ modifiedMark: '2', priceMinor: 41_000 });
  expect(hotel.conflicts()).toEqual([]);
  expect(hotel.reservation().priceMinor).toBe(41_000);
  pricedAt(60_000);
  ingest({ modifiedMark: '3', priceMinor: 50_000 });
  expect(row().kind).toBe('amount-differs');
  expect(read().title).toBe('Iyer (Airbnb): €600.00 here, €500.00 in Beds24');
  merge({ priceMinor: 'theirs' });
  expect(hotel.reservation().priceMinor).toBe(50_000);
});

it('a change that somebody made in the channel to a booking of ours is asked about', () => {
  hotel.bookHere('own-1');
  ingest({ ownRef: 'own-1', externalId: '77', channel: 'direct' });
  ingest({
    ownRef: 'own-1',
    externalId: '77',
    channel: 'direct',
    modifiedMark: '2',
    departure: date('2027-03-15'),
  });
  expect(row().kind).toBe('dates-differ');
  expect(asked()).toMatchObject([{ field: 'departure', suggestion: 'ours' }]);
  expect(hotel.stays()).toEqual(['Iyer · 1 · 2027-03-10 to 2027-03-13']);
});

describe('what is between us and a channel as a whole', () => {
  it.each(CHANNEL_CONFLICT_KINDS)('a conflict of the kind %s can be listed and read', (kind) => {
    const wish = {
      key: `channel:1:test:${kind}`,
      kind,
      connectionId: hotel.connection.id,
      roomTypeId: 1,
      nights: [],
      details: { words: 'Look at it there.' },
    };
    hotel.write((writer) => openChannelConflict(writer, wish));
    hotel.write((writer) => openChannelConflict(writer, wish));
    expect(row().seenCount).toBe(1);
    const listed = conflictRowSchema.parse(conflictRow(hotel.store.read, row()));
    expect(listed).toMatchObject({ kind, text: 'Look at it there.', channels: ['beds24'] });
    expect(listed.title).toMatch(/^[A-Z].*[^.]$/);
    const sides = kind === 'drift' ? ['keep-ours', 'take-theirs'] : [];
    expect(read().waysOut.map(({ act }) => act)).toEqual([...sides, 'accept']);
    expect(hotel.write((writer) => closeChannelConflict(writer, wish.key))).toBe(true);
    hotel.write((writer) => openChannelConflict(writer, wish));
    expect(row()).toMatchObject({ state: 'open', seenCount: 2 });
  });

  it('is left alone by the look at units and types', () => {
    hotel.write((writer) =>
      openChannelConflict(writer, {
        key: 'channel:1:cells:1',
        kind: 'drift',
        connectionId: hotel.connection.id,
        roomTypeId: 1,
        nights: [{ arrival: date('2027-03-10'), departure: date('2027-03-11') }],
        details: {},
      }),
    );
    ingest();
    expect(hotel.conflicts()).toEqual(['drift']);
  });
});

it('a booking that the channel does not show any more is cancelled or kept by a person', () => {
  ingest();
  const booking = hotel.booking();
  const { connection } = hotel;
  const tell = () =>
    hotel.write((writer) =>
      openChannelConflict(writer, {
        key: bookingConflictKey(connection.id, booking?.id ?? 0),
        kind: 'status-mismatch',
        connectionId: connection.id,
        roomTypeId: 1,
        nights: [{ arrival: date('2027-03-10'), departure: date('2027-03-13') }],
        details: {
          words: 'It is not there any more.',
          channelBookingId: booking?.id ?? 0,
          fields: [{ field: 'status', ours: 'booked', theirs: 'gone', agreed: 'booked' }],
        },
      }),
    );
  tell();
  moveHere('2027-03-10', '2027-03-13');
  hotel.write((writer) => writer.update('reservation', 1, { note: 'rang them' }));
  expect(hotel.conflicts()).toEqual(['status-mismatch']);
  expect(read().text).toBe('It is not there any more.');
  expect(asked().map(({ field }) => field)).toEqual(['status']);
  merge({ status: 'theirs' });
  expect(hotel.stays()).toEqual([]);
  expect(hotel.conflicts()).toEqual([]);
});

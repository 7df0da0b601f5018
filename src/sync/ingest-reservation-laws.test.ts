import fc from 'fast-check';
import { expect, it } from 'vitest';
import { REVISION_STATUSES, type ReservationRevision } from '../domain/revision.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { allRows } from '../store/find.ts';
import { ingestReservation } from './ingest-reservation.ts';
import { ingestHotel, type IngestHotel, revisionOf } from './ingest-reservation-for-test.ts';

const newHotel = (): IngestHotel =>
  ingestHotel({ Double: ['1', '2', '3'], Suite: ['S', 'T', 'U'] }, { Double: 'R1', Suite: 'R2' });

const anyRevision: fc.Arbitrary<Partial<ReservationRevision>> = fc.record({
  status: fc.constantFrom(...REVISION_STATUSES),
  externalRoomId: fc.constantFrom('R1', 'R2', 'R-unlinked'),
  units: fc.integer({ min: 1, max: 3 }),
  arrival: fc.integer({ min: 10, max: 20 }).map((day) => `2027-03-${day}` as StayDate),
  departure: fc.integer({ min: 12, max: 24 }).map((day) => `2027-03-${day}` as StayDate),
  adults: fc.integer({ min: 1, max: 4 }),
  priceMinor: fc.integer({ min: 1, max: 90_000 }),
  note: fc.constantFrom('', 'late', 'cot'),
});

/** All that staff and channels see of it. Who came by which way to which door is not part of it. */
function stateOf(hotel: IngestHotel) {
  const { read } = hotel.store;
  const taken = allRows(read, 'room_stay')
    .filter(({ isTaking }) => isTaking === 1)
    .map(({ roomTypeId, arrival, departure, isProvisional }) => ({
      roomTypeId,
      arrival,
      departure,
      isProvisional,
    }));
  const reservation = allRows(read, 'reservation').at(-1);
  const isAlive = reservation !== undefined && taken.length > 0;
  return {
    taken,
    blocks: hotel.blocks().map((block) => block.replace(/^\S+/, 'unit')),
    reservations: allRows(read, 'reservation').length > 1 ? 'several' : 'one at most',
    facts: isAlive
      ? {
          status: reservation.status,
          guests: reservation.guests,
          priceMinor: reservation.priceMinor,
          note: reservation.note,
        }
      : null,
    mark: hotel.booking()?.modifiedMark,
    unmapped: hotel.booking()?.isUnmapped,
    conflicts: hotel.conflicts(),
    incidents: hotel.incidents(),
  };
}

/** Room types of an unlinked room are guessed when it is first seen; only which one may depend on the way there. */
const withoutGuess = (state: ReturnType<typeof stateOf>) => ({
  ...state,
  taken: state.taken.map((stay) => (stay.isProvisional === 1 ? { ...stay, roomTypeId: 0 } : stay)),
});

it('revisions in any order and any number of times end as the newest alone', () => {
  const story = fc
    .array(anyRevision, { minLength: 1, maxLength: 6 })
    .chain((words) =>
      fc.tuple(
        fc.constant(words.map((word, at) => revisionOf({ ...word, modifiedMark: `2027-02-0${at + 1}` }))),
        fc.array(fc.nat(words.length - 1), { maxLength: 8 }),
        fc.nat(8),
      ),
    );
  fc.assert(
    fc.property(story, ([words, order, place]) => {
      const newest = words.at(-1) as ReservationRevision;
      const told = order.map((at) => words[at] as ReservationRevision);
      told.splice(Math.min(place, told.length), 0, newest);
      const sound = (one: ReservationRevision): boolean =>
        one.arrival < one.departure || ['cancelled', 'no-show', 'inquiry'].includes(one.status);
      // a word that can not be true leaves what was known before: that is not the newest alone
      fc.pre(sound(newest));
      const [one, other] = [newHotel(), newHotel()];
      for (const word of told) one.ingest(word);
      other.ingest(newest);
      expect(withoutGuess(stateOf(one))).toEqual(withoutGuess(stateOf(other)));
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('a page in one act ends as the same bookings one by one', () => {
  const page = Array.from({ length: 60 }, (_, at) =>
    revisionOf({
      externalId: `b${at}`,
      arrival: `2027-03-${10 + (at % 15)}` as StayDate,
      departure: `2027-03-${11 + (at % 15)}` as StayDate,
      externalRoomId: at % 3 === 0 ? 'R2' : 'R1',
      guest: { ...revisionOf({}).guest, externalId: `g${at}`, name: `Guest ${at}`, email: '' },
    }),
  );
  const [whole, single] = [newHotel(), newHotel()];
  whole.write((writer) => {
    for (const revision of page)
      ingestReservation(writer, { connection: whole.connection, revision, at: writer.act.at });
  });
  for (const revision of page) single.ingest(revision);
  expect(whole.stays()).toEqual(single.stays());
  expect(whole.conflicts().sort()).toEqual(single.conflicts().sort());
});

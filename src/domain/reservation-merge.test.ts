import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOKING_ORIGINS, type BookingFields, MERGE_FIELDS, MERGE_RULES } from './merge-rules.ts';
import {
  amountsDiffer,
  mergeConflictKind,
  type MergeInput,
  mergeReservation,
  settleByHand,
} from './reservation-merge.ts';

const booked: BookingFields = {
  status: 'booked',
  arrival: '2027-03-10',
  departure: '2027-03-13',
  roomTypeId: 1,
  units: 1,
  priceMinor: 30_000,
  guestName: 'Iyer',
  guests: 2,
  note: '',
};
const merge = (patch: Partial<MergeInput>) =>
  mergeReservation({
    origin: 'ota',
    base: booked,
    ours: booked,
    theirs: booked,
    isStatusForPerson: false,
    ...patch,
  });
const kindOf = (patch: Partial<MergeInput>) => mergeConflictKind(merge(patch).merges);

describe('one field at a time', () => {
  it.each([
    ['an OTA moves its booking', 'ota', {}, { departure: '2027-03-14' }, '2027-03-14', undefined],
    ['the desk moves an OTA’s booking', 'ota', { departure: '2027-03-14' }, {}, '2027-03-14', undefined],
    [
      'both move it alike',
      'ota',
      { departure: '2027-03-14' },
      { departure: '2027-03-14' },
      '2027-03-14',
      undefined,
    ],
    [
      'both move it',
      'ota',
      { departure: '2027-03-14' },
      { departure: '2027-03-15' },
      '2027-03-14',
      'edited-on-both-sides',
    ],
    [
      'somebody moves ours in the channel',
      'ours',
      {},
      { departure: '2027-03-15' },
      '2027-03-13',
      'dates-differ',
    ],
    [
      'one moves its beginning, the other its end',
      'ota',
      { arrival: '2027-03-11' },
      { departure: '2027-03-15' },
      '2027-03-13',
      'edited-on-both-sides',
    ],
  ] as const)('%s', (_, origin, ours, theirs, departure, kind) => {
    const input = { origin, ours: { ...booked, ...ours }, theirs: { ...booked, ...theirs } };
    expect(merge(input).fields.departure).toBe(departure);
    expect(kindOf(input)).toBe(kind);
  });

  it.each([
    ['within 5 %', 'ota', 31_000, 31_500, 31_500, undefined],
    ['farther apart', 'ota', 31_000, 36_000, 31_000, 'amount-differs'],
    ['within 5 %, our booking', 'ours', 31_000, 31_500, 31_000, undefined],
    ['farther apart, our booking', 'ours', 31_000, 36_000, 31_000, 'amount-differs'],
  ] as const)('amounts changed on both sides %s', (_, origin, ours, theirs, priceMinor, kind) => {
    const input = {
      origin,
      ours: { ...booked, priceMinor: ours },
      theirs: { ...booked, priceMinor: theirs },
    };
    expect(merge(input).fields.priceMinor).toBe(priceMinor);
    expect(kindOf(input)).toBe(kind);
  });

  it('a channel that does not tell a name, a price or a number of guests says nothing against ours', () => {
    const theirs = { ...booked, guestName: '', priceMinor: null, guests: 0 };
    expect(merge({ theirs }).fields).toEqual(booked);
    expect(merge({ theirs }).agreed).toEqual(booked);
  });

  it('a cancellation there is taken over, unless the guest is here or the booking is ours', () => {
    const theirs: BookingFields = { ...booked, status: 'cancelled' };
    expect(merge({ theirs }).fields.status).toBe('cancelled');
    expect(kindOf({ theirs, isStatusForPerson: true })).toBe('status-mismatch');
    expect(kindOf({ theirs, origin: 'ours' })).toBe('status-mismatch');
  });

  it('a guest who did not come here and is cancelled there is no quarrel', () => {
    const ours: BookingFields = { ...booked, status: 'no-show' };
    const theirs: BookingFields = { ...booked, status: 'cancelled' };
    expect(kindOf({ ours, theirs })).toBeUndefined();
    expect(merge({ ours, theirs }).fields.status).toBe('no-show');
  });

  it('about the nights of a booking that both have ended nobody is asked', () => {
    const ours: BookingFields = { ...booked, departure: '2027-03-15' };
    const theirs: BookingFields = { ...booked, status: 'cancelled', departure: '2027-03-14' };
    expect(kindOf({ ours, theirs })).toBeUndefined();
  });

  it('without a base whatever differs was changed by both', () => {
    expect(kindOf({ base: {}, ours: { ...booked, departure: '2027-03-15' } })).toBe('edited-on-both-sides');
    expect(kindOf({ base: {} })).toBeUndefined();
  });
});

it.each([
  [null, 100, false],
  [10_000, 10_500, false],
  [10_000, 10_600, true],
  [0, 1, true],
  [-100, 100, true],
])('amounts %s and %s differ: %s', (a, b, differ) => {
  expect(amountsDiffer(a, b)).toBe(differ);
  expect(amountsDiffer(b, a)).toBe(differ);
});

const day = fc.integer({ min: 10, max: 14 });
const anyFields: fc.Arbitrary<BookingFields> = fc.record({
  status: fc.constantFrom('booked', 'cancelled', 'no-show'),
  arrival: day.map((date) => `2027-03-${date}`),
  departure: day.map((date) => `2027-03-${date + 5}`),
  roomTypeId: fc.integer({ min: 1, max: 2 }),
  units: fc.integer({ min: 1, max: 2 }),
  priceMinor: fc.constantFrom(null, 30_000, 30_500, 50_000),
  guestName: fc.constantFrom('', 'Iyer', 'Marlow'),
  guests: fc.integer({ min: 0, max: 2 }),
  note: fc.constantFrom('', 'late'),
});
const anyInput: fc.Arbitrary<MergeInput> = fc.record({
  origin: fc.constantFrom(...BOOKING_ORIGINS),
  base: fc.oneof(anyFields, fc.constant({})),
  ours: anyFields,
  theirs: anyFields,
  isStatusForPerson: fc.boolean(),
});
const forAll = (law: (input: MergeInput) => void): void => {
  fc.assert(fc.property(anyInput, law), { numRuns: 2000 });
};

describe('the laws of merging', () => {
  it('what is merged, merged again, stays as it is and asks the same', () => {
    forAll((input) => {
      const once = mergeReservation(input);
      const twice = mergeReservation({ ...input, base: once.agreed, ours: once.fields });
      expect(twice.fields).toEqual(once.fields);
      const asked = (merged: typeof once) =>
        merged.merges.filter(({ outcome }) => outcome === 'ask').map(({ field }) => field);
      expect(asked(twice)).toEqual(asked(once));
    });
  });

  it('every field comes from one of the two sides, and none gets lost', () => {
    forAll((input) => {
      const { fields, merges } = mergeReservation(input);
      expect(Object.keys(fields).sort()).toEqual([...MERGE_FIELDS].sort());
      expect(merges.map(({ field }) => field)).toEqual([...MERGE_FIELDS]);
      for (const field of MERGE_FIELDS)
        expect([input.ours[field], input.theirs[field]]).toContain(fields[field]);
    });
  });

  it('where nobody is asked, dates are never put together from both sides', () => {
    forAll((input) => {
      const { fields, merges } = mergeReservation(input);
      const { ours, theirs } = input;
      if (mergeConflictKind(merges) !== undefined) return;
      const pair = `${fields.arrival}/${fields.departure}`;
      expect([`${ours.arrival}/${ours.departure}`, `${theirs.arrival}/${theirs.departure}`]).toContain(pair);
    });
  });

  it('changes of different fields come out the same whichever side made which', () => {
    const told = anyFields.filter(
      (one) => one.priceMinor !== null && one.guestName !== '' && one.guests !== 0,
    );
    fc.assert(
      fc.property(
        told,
        told,
        told,
        fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
        (base, a, b, turns) => {
          const pick = (from: BookingFields, mine: boolean): BookingFields => {
            const values = MERGE_FIELDS.map((field, at) => {
              // both dates are one wish
              const turn = field === 'departure' ? turns[MERGE_FIELDS.indexOf('arrival')] : turns[at];
              return [field, turn === mine ? from[field] : base[field]];
            });
            return Object.fromEntries(values) as unknown as BookingFields;
          };
          const [ours, theirs] = [pick(a, true), pick(b, false)];
          const here = merge({ base, ours, theirs });
          const there = merge({ base, ours: theirs, theirs: ours });
          expect(mergeConflictKind(here.merges)).toBeUndefined();
          expect(here.fields).toEqual(there.fields);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('what a person chose is not asked again while the channel says the same', () => {
    fc.assert(
      fc.property(anyInput, fc.constantFrom('ours', 'theirs'), (input, side) => {
        const given = { ...input, isStatusForPerson: false };
        const merged = mergeReservation(given);
        const asked = merged.merges.filter(({ outcome }) => outcome === 'ask');
        const choose = Object.fromEntries(asked.map(({ field }) => [field, side]));
        const { fields, agreed } = settleByHand(merged, given.theirs, choose);
        const again = mergeReservation({ ...given, base: agreed, ours: fields });
        expect(again.fields).toEqual(fields);
        expect(mergeConflictKind(again.merges)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('every origin has a rule for every field', () => {
    for (const origin of BOOKING_ORIGINS)
      expect(Object.keys(MERGE_RULES[origin]).sort()).toEqual([...MERGE_FIELDS].sort());
  });
});

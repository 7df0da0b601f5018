import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNights, nightsOf, parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import { chanceFrom } from '../chance.ts';
import { Clerk, type Instruction } from './clerk.ts';
import { CLERK_MANNERS, type ClerkKind, type ClerkManner } from './clerk-manner.ts';
import { Extranet, EXTRANET_KINDS, type ExtranetSpec } from './extranet.ts';

const FIRST = parseStayDate('2027-07-10') as StayDate;
const NIGHTS = 6;
const CONTRACTS = ['B2C', 'Corporate'];

function extranetOf(spec: Partial<ExtranetSpec> = {}): Extranet {
  const contractTypes = spec.kind === 'gommt' ? CONTRACTS : [];
  const room = (id: string, name: string) => ({ id, name, units: 3, priceMinor: 9_900, contractTypes });
  return new Extranet({
    ...{
      kind: 'agoda',
      propertyId: '4711',
      propertyName: 'Hotel Sample',
      countsEndDate: true,
      putsBack: false,
    },
    rooms: [room('75', 'Standard Double Room'), room('77', 'Standard Twin Room')],
    ...spec,
  });
}
const clerkAt = (on: Extranet, manner: ClerkKind | ClerkManner, seed = 'desk'): Clerk =>
  new Clerk(on, typeof manner === 'string' ? CLERK_MANNERS[manner] : manner, chanceFrom(seed).next);

const nightsTo = (targets: readonly number[]): Instruction['nights'] =>
  targets.map((target, at) => ({ night: addNights(FIRST, at), target }));
const step = (does: Instruction['does'], targets: readonly number[] = [0, 0, 0]): Instruction => ({
  ...{ key: does, does, roomName: 'Standard Double Room', nights: nightsTo(targets) },
});
const seen = (on: Extranet, roomId = '75', nights = NIGHTS): number[] =>
  nightsOf({ arrival: FIRST, departure: addNights(FIRST, nights) }).map(
    (night) => on.see(roomId, night).left,
  );

describe('a diligent clerk', () => {
  it('leads every extranet from any state to the targets, and nothing else', () => {
    const state = fc.array(fc.nat(4), { minLength: NIGHTS, maxLength: NIGHTS });
    fc.assert(
      fc.property(
        fc.constantFrom(...EXTRANET_KINDS),
        fc.boolean(),
        state,
        fc.array(fc.option(fc.nat(4)), { minLength: NIGHTS, maxLength: NIGHTS }),
        (kind, countsEndDate, before, targets) => {
          const on = extranetOf({ kind, countsEndDate });
          before.forEach((left, at) => {
            for (const contractType of on.contractTypes('75'))
              on.click('75', addNights(FIRST, at), { row: 'rooms', left, contractType });
          });
          const nights = targets.flatMap((target, at) =>
            target === null ? [] : [{ night: addNights(FIRST, at), target }],
          );
          const clerk = clerkAt(on, 'diligent');
          for (const contractType of on.contractTypes('75'))
            clerk.perform({ ...step('set'), contractType, nights });
          expect(seen(on)).toEqual(targets.map((target, at) => target ?? before[at]));
          expect(seen(on, '77')).toEqual(new Array(NIGHTS).fill(3));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('reads what is there, and takes some seconds for it', () => {
    const on = extranetOf();
    const { answer, tookMs, key } = clerkAt(on, 'diligent').perform(step('before', [0, 0]));
    expect(answer).toEqual({
      type: 'numbers',
      isAroundUnchanged: true,
      values: nightsTo([3, 3]).map(({ night, target }) => ({ night, value: target })),
    });
    expect([key, tookMs >= 4_000 && tookMs <= 15_000]).toEqual(['before', true]);
  });

  it('finds bookings that the hotel does not know, and looks as a guest', () => {
    const on = extranetOf({ putsBack: true });
    const clerk = clerkAt(on, 'diligent');
    const stay = {
      roomId: '75',
      guest: 'Ada Invented',
      bookedAt: 1,
      arrival: FIRST,
      departure: addNights(FIRST, 1),
    };
    for (const code of ['A1', 'A2', 'A3']) on.book({ ...stay, code });
    on.cancel('A3');
    const look = step('bookings');
    expect(clerk.perform({ ...look, knownCodes: ['A1'] }).answer).toEqual({
      type: 'unknown-bookings',
      codes: ['A2'],
    });
    expect(clerk.perform({ ...look, knownCodes: ['A1', 'A2'] }).answer).toEqual({ type: 'ticked' });
    expect(clerk.perform(step('guest')).answer).toEqual({ type: 'guest-view', isOffered: true });
    clerk.perform(step('set'));
    expect(clerk.perform(step('guest')).answer).toEqual({ type: 'guest-view', isOffered: false });
  });

  it('says so where the room is not on the screen or the extranet refuses', () => {
    expect(clerkAt(extranetOf(), 'diligent').perform({ ...step('set'), roomName: 'Suite' }).answer.type).toBe(
      'stuck',
    );
    const on = extranetOf({ isManagedElsewhere: true });
    expect(clerkAt(on, 'diligent').perform(step('set')).answer.type).toBe('stuck');
  });

  it('closes only the contract type that was named', () => {
    const on = extranetOf({ kind: 'gommt' });
    clerkAt(on, 'diligent').perform({ ...step('set', [0]), contractType: 'B2C' });
    expect(CONTRACTS.map((contractType) => on.see('75', FIRST, contractType).left)).toEqual([0, 3]);
  });

  it('closes a room at Booking.com by its status, which a cancellation alone does not undo', () => {
    const on = extranetOf({ kind: 'booking' });
    const clerk = clerkAt(on, 'diligent');
    clerk.perform(step('set', [0]));
    expect(on.see('75', FIRST)).toMatchObject({ left: 0, label: 'closed' });
    clerk.perform(step('set', [1]));
    expect(on.see('75', FIRST)).toMatchObject({ left: 1, label: 'bookable' });
  });
});

describe('other clerks', () => {
  const always = (patch: Partial<ClerkManner>): ClerkManner => ({ ...CLERK_MANNERS.diligent, ...patch });

  it('skip with a reason', () => {
    const on = extranetOf();
    expect(clerkAt(on, always({ skips: 1 })).perform(step('set')).answer).toMatchObject({ type: 'skipped' });
    expect(seen(on, '75', 3)).toEqual([3, 3, 3]);
  });

  it('tick what they did not save', () => {
    const on = extranetOf();
    expect(clerkAt(on, always({ forgetsToSave: 1 })).perform(step('set')).answer.type).toBe('ticked');
    expect(seen(on, '75', 3)).toEqual([3, 3, 3]);
  });

  it('mistype a number, misread one, but never into the one that was asked for', () => {
    const on = extranetOf();
    clerkAt(on, always({ typos: 1 })).perform(step('set', [2]));
    expect(seen(on, '75', 1)[0]).not.toBe(2);
    for (let seed = 0; seed < 40; seed += 1) {
      const { answer } = clerkAt(extranetOf(), always({ misreads: 1 }), String(seed)).perform(
        step('after', [2]),
      );
      expect(answer).toMatchObject({ type: 'numbers' });
      if (answer.type === 'numbers') expect(answer.values[0]?.value).not.toBe(2);
    }
  });

  it('take the neighbour for the room, and the price for the number', () => {
    const on = extranetOf();
    clerkAt(on, always({ wrongRooms: 1 })).perform(step('set', [0]));
    expect([seen(on, '75', 1), seen(on, '77', 1)]).toEqual([[3], [0]]);
    clerkAt(on, always({ wrongRows: 1 })).perform(step('set', [2]));
    expect(on.see('75', FIRST)).toMatchObject({ left: 3, priceMinor: 200 });
  });

  it('leave out the last night where the form does, and never hear of it', () => {
    const on = extranetOf({ countsEndDate: false });
    clerkAt(on, always({ comparesNightCount: false })).perform(step('set'));
    expect(seen(on, '75', 3)).toEqual([0, 0, 3]);
  });

  it('type the end that they are told, and see afterwards that another night was changed', () => {
    const on = extranetOf();
    const told = { ...step('set'), endDate: addNights(FIRST, 3) };
    const trusting = clerkAt(on, always({ comparesNightCount: false }));
    trusting.perform(step('before'));
    trusting.perform(told);
    expect(seen(on, '75', 4)).toEqual([0, 0, 0, 0]);
    expect(trusting.perform(step('after')).answer).toMatchObject({ isAroundUnchanged: false });
    const careful = extranetOf();
    clerkAt(careful, 'diligent').perform(told);
    expect(seen(careful, '75', 4)).toEqual([0, 0, 0, 3]);
  });

  it('walk away after setting, until they come back', () => {
    const on = extranetOf();
    const clerk = clerkAt(on, always({ leavesAfterSet: 1 }));
    expect(clerk.perform(step('set')).answer.type).toBe('ticked');
    expect(clerk.perform(step('after')).answer.type).toBe('left');
    expect(seen(on, '75', 3)).toEqual([0, 0, 0]);
    clerk.comeBack();
    expect(clerk.perform(step('after')).answer.type).toBe('numbers');
  });

  it('get there in the end when what differs is asked again, whoever they are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(CLERK_MANNERS) as ClerkKind[])),
        fc.constantFrom(...EXTRANET_KINDS),
        fc.boolean(),
        fc.integer(),
        (kind, extranetKind, countsEndDate, seed) => {
          const on = extranetOf({ kind: extranetKind, countsEndDate });
          const clerk = clerkAt(on, kind, String(seed));
          let open = nightsTo([0, 2, 2, 0, 1, 4]);
          const goal = open.map(({ target }) => target);
          for (let visit = 0; visit < 200 && open.length > 0; visit += 1) {
            clerk.comeBack();
            for (const contractType of on.contractTypes('75'))
              clerk.perform({ ...step('set'), contractType, nights: open });
            const answers = on
              .contractTypes('75')
              .map((contractType) => clerk.perform({ ...step('after'), contractType, nights: open }).answer);
            open = open.filter(({ night, target }) =>
              answers.some(
                (answer) =>
                  answer.type !== 'numbers' ||
                  answer.values.find((value) => value.night === night)?.value !== target,
              ),
            );
          }
          expect(open).toEqual([]);
          expect(seen(on)).toEqual(goal);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('do the same again from the same seed', () => {
    const story = (): unknown => {
      const on = extranetOf();
      const clerk = clerkAt(on, 'wrong-numbers', 'seed');
      return ['before', 'set', 'after'].map((does) =>
        clerk.perform(step(does as Instruction['does'], [1, 2, 0])),
      );
    };
    expect(story()).toEqual(story());
  });
});

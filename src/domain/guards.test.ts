import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from './ari.ts';
import type { RangeChange } from './compact.ts';
import type { ConnectionId } from './connection.ts';
import { type GuardContext, guardsFor, rangesAllowed } from './guards.ts';
import type { RoomTypeId } from './property.ts';
import { dayNumber, type StayDate } from './stay-date.ts';

const date = (text: string): StayDate => `2026-${text}` as StayDate;
const CONTEXT: GuardContext = {
  connectionId: 4 as ConnectionId,
  connectionName: 'Beds24',
  today: date('12-01'),
  currency: 'EUR',
  channelCurrency: 'EUR',
  roomTypeName: () => 'Double',
  ratePlanName: () => 'BAR',
  floorMinor: () => null,
  isLinked: () => true,
  closedByHand: [],
};
const context = (set: Partial<GuardContext>): GuardContext => ({ ...CONTEXT, ...set });
const range = (value: CellValue, set: Partial<RangeChange> = {}): RangeChange => ({
  roomTypeId: 1 as RoomTypeId,
  ratePlanId: value.priceMinor === undefined ? 0 : 3,
  from: date('12-10'),
  to: date('12-11'),
  value,
  before: {},
  direction: value.priceMinor === undefined ? 'opens' : 'other',
  urgency: 1,
  ...set,
});
const priced = (after: number, before?: number): RangeChange =>
  range({ priceMinor: after }, { before: before === undefined ? {} : { priceMinor: before } });
const found = (ranges: RangeChange[], set: Partial<GuardContext> = {}) =>
  guardsFor(ranges, context(set)).map(({ kind, weight, about }) => [kind, weight, about]);

it('has nothing to say of an ordinary change', () =>
  expect(found([priced(11_000, 10_000), range({ available: 2 })])).toEqual([]));

it.each([
  [13_000, 10_000, false],
  [13_001, 10_000, true],
  [7_000, 10_000, false],
  [6_999, 10_000, true],
  [5_000, 0, true],
  [5_000, undefined, false],
])('a price of %i after %i is asked about: %s', (after, before, isAsked) =>
  expect(found([priced(after, before)])).toEqual(isAsked ? [['price-jump', 'ask', [0]]] : []),
);

describe('a first price', () => {
  const unknownOn = (day: string) => (_type: number, _plan: number, night: number) =>
    night === dayNumber(date(day)) ? [undefined] : [];

  it('is asked about where a channel’s own is not known, and not where one was set', () => {
    const pricesThere = unknownOn('12-11');
    const [guard, ...others] = guardsFor([priced(1_900)], context({ pricesThere }));
    expect(others).toEqual([]);
    expect(guard).toMatchObject({ kind: 'first-price', weight: 'ask', about: [0] });
    expect(guard?.words).toBe(
      'No price is known for these nights: is €19.00 right? (Double, BAR: 10 and 11 Dec)',
    );
    expect(found([priced(1_900, 2_000)], { pricesThere })).toEqual([]);
    expect(found([priced(1_900)], { pricesThere: unknownOn('12-12') })).toEqual([]);
  });

  it('asks about the lowest of them, beside a jump elsewhere', () => {
    const pricesThere = unknownOn('12-10');
    const guards = guardsFor([priced(9_000), priced(900), priced(1_900, 19_000)], context({ pricesThere }));
    expect(guards).toMatchObject([
      { kind: 'price-jump', about: [2] },
      { kind: 'first-price', about: [0, 1] },
    ]);
    expect(guards[1]?.words).toContain('is €9.00 right? (Double, BAR: 10 and 11 Dec, and 1 more like it)');
  });

  it('is measured by what the channel asks now, where that is known', () => {
    const [guard] = guardsFor([priced(1_290)], context({ pricesThere: () => [12_900] }));
    expect(guard).toMatchObject({ kind: 'price-jump' });
    expect(guard?.words).toContain('from €129.00 to €12.90');
    expect(found([priced(12_000)], { pricesThere: () => [12_900] })).toEqual([]);
  });
});

it('says of nights that a channel shows closed that telling would open them', () => {
  const closed = { roomTypeId: 1, ratePlanId: 0, from: date('12-11'), to: date('12-11'), by: '' };
  const closedByHand = [{ ...closed, isFoundThere: true }];
  const [guard] = guardsFor([range({ available: 2 })], context({ closedByHand }));
  expect(guard).toMatchObject({ kind: 'opens-closed-by-hand', weight: 'ask' });
  expect(guard?.words).toBe(
    'Beds24 shows these nights closed; telling would open them (Double: 10 and 11 Dec). Make sure that they may be sold.',
  );
});

it('measures a jump by the percent that is set, and night by night', () => {
  expect(found([priced(12_000, 10_000)], { jumpPercent: 10 })).toEqual([['price-jump', 'ask', [0]]]);
  const byNight = { beforeByNight: [{ priceMinor: 10_000 }, { priceMinor: 2_000 }] };
  const [guard] = guardsFor([range({ priceMinor: 10_000 }, byNight)], CONTEXT);
  expect(guard?.words).toBe(
    'A price moves by more than 30 %, from €20.00 to €100.00 (Double, BAR: 10 and 11 Dec). Check it before it goes to Beds24.',
  );
});

it('names the worst jump, and how many more there are', () => {
  const [guard] = guardsFor([priced(14_000, 10_000), priced(90_000, 10_000)], CONTEXT);
  expect(guard?.about).toEqual([0, 1]);
  expect(guard?.words).toContain('from €100.00 to €900.00 (Double, BAR: 10 and 11 Dec, and 1 more like it)');
});

it('stops a price below the floor, sent or typed, and a price of nothing', () => {
  const floorMinor = (): number => 8_000;
  expect(found([priced(7_999), priced(8_000)], { floorMinor })).toEqual([['below-floor', 'stop', [0]]]);
  const wished = [{ roomTypeId: 1, ratePlanId: 3, priceMinor: 5_000 }];
  const [guard] = guardsFor([priced(8_000)], context({ floorMinor, wished }));
  expect(guard?.words).toBe(
    '€50.00 is below the floor of €80.00 (Double, BAR). Set a price at or above the floor, or lower the floor first.',
  );
  expect(found([priced(0)])).toEqual([['below-floor', 'stop', [0]]]);
});

it('stops prices, and only prices, where the channel counts in another currency', () => {
  const ranges = [range({ available: 1 }), priced(9_000)];
  expect(found(ranges, { channelCurrency: 'USD' })).toEqual([['currency', 'stop', [1]]]);
  expect(found(ranges, { channelCurrency: '' })).toEqual([]);
});

it('asks before it opens what a person closed', () => {
  const closedByHand = [{ roomTypeId: 1, ratePlanId: 0, from: date('12-11'), to: date('12-20'), by: 'Ana' }];
  expect(found([range({ available: 1 })], { closedByHand })).toEqual([['opens-closed-by-hand', 'ask', [0]]]);
  expect(found([range({ stopSell: false })], { closedByHand })).toEqual([
    ['opens-closed-by-hand', 'ask', [0]],
  ]);
  expect(found([range({ minLos: 1 })], { closedByHand })).toEqual([]);
  expect(found([range({ available: 0 }, { direction: 'closes' })], { closedByHand })).toEqual([]);
  expect(found([range({ available: 1 }, { direction: 'closes' })], { closedByHand })).toEqual([]);
  expect(found([range({ available: 1 }, { to: date('12-10') })], { closedByHand })).toEqual([]);
  const ofPlan = closedByHand.map((closed) => ({ ...closed, ratePlanId: 9 }));
  expect(found([range({ available: 1 })], { closedByHand: ofPlan })).toEqual([]);
});

it('stops nights that are over, and what is not linked', () => {
  expect(found([range({ available: 1 }, { from: date('11-30') })])).toEqual([['past-nights', 'stop', [0]]]);
  expect(found([range({ available: 1 }, { from: date('12-01'), to: date('12-01') })])).toEqual([]);
  expect(found([range({ available: 1 })], { isLinked: () => false })).toEqual([['not-linked', 'stop', [0]]]);
});

it('gives another id to another finding, and the same to the same', () => {
  const idOf = (range: RangeChange): string | undefined => guardsFor([range], CONTEXT)[0]?.id;
  expect(idOf(priced(20_000, 10_000))).toBe(idOf(priced(20_000, 10_000)));
  expect(idOf(priced(20_000, 10_000))).not.toBe(idOf(priced(20_001, 10_000)));
});

it('lets go what nothing stops and what a person said yes to', () => {
  const ranges = [
    priced(20_000, 10_000),
    range({ available: 1 }, { from: date('11-30') }),
    range({ available: 3 }),
  ];
  const guards = guardsFor(ranges, CONTEXT);
  expect(rangesAllowed(ranges, guards, [])).toEqual([ranges[2]]);
  expect(
    rangesAllowed(
      ranges,
      guards,
      guards.map(({ id }) => id),
    ),
  ).toEqual([ranges[0], ranges[2]]);
});

it('never has more than one guard of a kind, each about ranges that are there, with an id short enough to send', () => {
  const value = fc.record(
    { available: fc.nat(2), priceMinor: fc.nat(30_000), stopSell: fc.boolean() },
    { requiredKeys: [] },
  );
  const anyRange = fc
    .record({
      value,
      before: value,
      day: fc.integer({ min: 10, max: 28 }),
      direction: fc.constantFrom('opens' as const, 'closes' as const),
    })
    .map(({ value, before, day, direction }) =>
      range(value, { before, direction, from: date(`11-${day}`), to: date(`12-${day}`) }),
    );
  fc.assert(
    fc.property(fc.array(anyRange, { maxLength: 20 }), (ranges) => {
      const guards = guardsFor(ranges, context({ floorMinor: () => 5_000, channelCurrency: 'USD' }));
      expect(new Set(guards.map(({ kind }) => kind)).size).toBe(guards.length);
      for (const { about, id, words } of guards) {
        expect(about.every((index) => ranges[index] !== undefined)).toBe(true);
        expect(id.length).toBeLessThanOrEqual(120);
        expect(words.endsWith('.')).toBe(true);
      }
    }),
  );
});

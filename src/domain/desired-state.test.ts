import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CELL_FIELDS, type CellField, type Lane, NO_PLAN, UNKNOWN } from './ari.ts';
import type { ConnectionId } from './connection.ts';
import { type DesiredInput, desiredLanes, type FieldPlaces, type NightWord } from './desired-state.ts';
import type { PropertyId, RoomTypeId } from './property.ts';
import type { RatePlan, RatePlanId } from './rate-plan.ts';
import type { DayNumber } from './stay-date.ts';

const HERE = 7 as ConnectionId;
const ELSEWHERE = 8 as ConnectionId;
const DOUBLE = 1 as RoomTypeId;
const FROM = 20_777 as DayNumber;
const [BAR, SAVER, LONG] = [11, 12, 13] as RatePlanId[] as [RatePlanId, RatePlanId, RatePlanId];

const ALL_PER_PLAN: FieldPlaces = {
  available: 'room-type',
  ...Object.fromEntries(
    CELL_FIELDS.filter((field) => field !== 'available').map((field) => [field, 'rate-plan']),
  ),
};
const ALL_PER_ROOM_TYPE: FieldPlaces = {
  ...Object.fromEntries(CELL_FIELDS.map((field) => [field, 'room-type'])),
  priceMinor: 'rate-plan',
};

const plan = (id: RatePlanId, set: Partial<RatePlan> = {}): RatePlan => ({
  id,
  propertyId: 1 as PropertyId,
  name: `plan ${id}`,
  kind: 'bar',
  mealPlan: 'room-only',
  cancellation: 'flexible',
  parentId: null,
  adjustBasisPoints: 0,
  adjustMinor: 0,
  minLos: 1,
  maxLos: 0,
  advanceMinDays: null,
  advanceMaxDays: null,
  floorMinor: null,
  ...set,
});

const word = (at: number, set: Partial<NightWord>): NightWord => ({
  roomTypeId: DOUBLE,
  ratePlanId: NO_PLAN,
  connectionId: 0,
  night: (FROM + at) as DayNumber,
  priceMinor: null,
  stopSell: null,
  closedToArrival: null,
  closedToDeparture: null,
  minLos: null,
  maxLos: null,
  ...set,
});

function input(set: Partial<DesiredInput> & { left?: number[]; ratePlanIds?: number[] } = {}): DesiredInput {
  const { left = [3, 3, 3], ratePlanIds = [BAR], ...rest } = set;
  return {
    connectionId: HERE,
    from: FROM,
    nights: left.length,
    roomTypes: [
      {
        roomTypeId: DOUBLE,
        left: Int32Array.from(left),
        rule: { buffer: 0, directReserve: 0, allotment: null, closeAtLeft: 0 },
        ratePlanIds,
      },
    ],
    plans: [plan(BAR)],
    words: [],
    fields: ALL_PER_PLAN,
    isClosing: false,
    ...rest,
  };
}

const column = (lanes: readonly Lane[], ratePlanId: number, field: CellField): number[] | undefined => {
  const found = lanes.find((lane) => lane.ratePlanId === ratePlanId)?.columns[field];
  return found && [...found];
};

it('offers what is left, and restricts nothing that nobody restricted', () => {
  const lanes = desiredLanes(input({ left: [3, 0, -1] }));
  expect(lanes).toHaveLength(2);
  expect(column(lanes, NO_PLAN, 'available')).toEqual([3, 0, 0]);
  expect(column(lanes, BAR, 'priceMinor')).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
  expect(column(lanes, BAR, 'stopSell')).toEqual([0, 0, 0]);
  expect(column(lanes, BAR, 'closedToArrival')).toEqual([0, 0, 0]);
  expect(column(lanes, BAR, 'closedToDeparture')).toEqual([0, 0, 0]);
  expect(column(lanes, BAR, 'minLos')).toEqual([1, 1, 1]);
  expect(column(lanes, BAR, 'maxLos')).toEqual([0, 0, 0]);
});

it('has only the columns that the channel takes, and no lane without one', () => {
  const fields: FieldPlaces = { available: 'room-type', minLos: 'room-type' };
  const lanes = desiredLanes(input({ fields }));
  expect(lanes.map((lane) => [lane.ratePlanId, Object.keys(lane.columns)])).toEqual([
    [NO_PLAN, ['available', 'minLos']],
  ]);
  expect(desiredLanes(input({ fields: {} }))).toEqual([]);
});

it('offers nothing on a night with stop-sell where the channel has no switch for it', () => {
  const words = [word(1, { stopSell: true }), word(2, { stopSell: false })];
  const lanes = desiredLanes(input({ words, fields: { available: 'room-type' } }));
  expect(column(lanes, NO_PLAN, 'available')).toEqual([3, 0, 3]);
  const switched = desiredLanes(input({ words, fields: ALL_PER_ROOM_TYPE }));
  expect(column(switched, NO_PLAN, 'available')).toEqual([3, 3, 3]);
});

it('offers nothing and stops while a connection is being closed', () => {
  const lanes = desiredLanes(
    input({ isClosing: true, words: [word(0, { stopSell: false })], fields: ALL_PER_ROOM_TYPE }),
  );
  expect(column(lanes, NO_PLAN, 'available')).toEqual([0, 0, 0]);
  expect(column(lanes, NO_PLAN, 'stopSell')).toEqual([1, 1, 1]);
});

it('lets the word that names more win: plan and connection, connection, plan, neither', () => {
  const general = word(0, { minLos: 2 });
  const ofPlan = word(0, { ratePlanId: BAR, minLos: 3 });
  const here = word(0, { connectionId: HERE, minLos: 4 });
  const both = word(0, { ratePlanId: BAR, connectionId: HERE, minLos: 5 });
  const minLos = (words: NightWord[]) => column(desiredLanes(input({ words })), BAR, 'minLos')?.[0];
  expect(minLos([general])).toBe(2);
  expect(minLos([ofPlan, general])).toBe(3);
  expect(minLos([here, ofPlan, general])).toBe(4);
  expect(minLos([both, here, ofPlan, general])).toBe(5);
});

it('takes each field from the word that speaks of it', () => {
  const words = [
    word(0, { minLos: 2, closedToArrival: true, maxLos: 9 }),
    word(0, { ratePlanId: BAR, connectionId: HERE, closedToArrival: false }),
  ];
  const lanes = desiredLanes(input({ words }));
  expect(column(lanes, BAR, 'minLos')?.[0]).toBe(2);
  expect(column(lanes, BAR, 'maxLos')?.[0]).toBe(9);
  expect(column(lanes, BAR, 'closedToArrival')?.[0]).toBe(0);
});

it('hears no words for other connections, plans, room types and nights', () => {
  const words = [
    word(0, { connectionId: ELSEWHERE, stopSell: true, minLos: 9 }),
    word(0, { ratePlanId: SAVER, stopSell: true, minLos: 9 }),
    word(0, { roomTypeId: 2 as RoomTypeId, stopSell: true, minLos: 9 }),
    word(-1, { stopSell: true, minLos: 9 }),
    word(3, { stopSell: true, minLos: 9 }),
  ];
  expect(desiredLanes(input({ words }))).toEqual(desiredLanes(input()));
});

it('stops where any word stops, whatever another says', () => {
  const words = [
    word(0, { stopSell: true }),
    word(0, { ratePlanId: BAR, connectionId: HERE, stopSell: false }),
    word(1, { stopSell: false }),
    word(1, { connectionId: HERE, stopSell: true }),
    word(2, { ratePlanId: BAR, stopSell: false }),
  ];
  expect(column(desiredLanes(input({ words })), BAR, 'stopSell')).toEqual([1, 1, 0]);
});

it('holds the stricter of what a plan and a night say of the length of stay', () => {
  const words = [
    word(0, { minLos: 2, maxLos: 20 }),
    word(1, { minLos: 5, maxLos: 7 }),
    word(2, { minLos: 1, maxLos: 0 }),
  ];
  const lanes = desiredLanes(input({ words, plans: [plan(BAR, { minLos: 3, maxLos: 10 })] }));
  expect(column(lanes, BAR, 'minLos')).toEqual([3, 5, 3]);
  expect(column(lanes, BAR, 'maxLos')).toEqual([10, 7, 10]);
});

it('lets a word for one plan say nothing of the room type where restrictions are kept there', () => {
  const words = [
    word(0, { ratePlanId: BAR, stopSell: true, minLos: 4, closedToArrival: true }),
    word(1, { stopSell: true, minLos: 3 }),
  ];
  const plans = [plan(BAR, { minLos: 6 })];
  const lanes = desiredLanes(input({ words, plans, fields: ALL_PER_ROOM_TYPE }));
  expect(column(lanes, NO_PLAN, 'stopSell')).toEqual([0, 1, 0]);
  expect(column(lanes, NO_PLAN, 'minLos')).toEqual([1, 3, 1]);
  expect(column(lanes, NO_PLAN, 'closedToArrival')).toEqual([0, 0, 0]);
  expect(Object.keys(lanes[1]?.columns ?? {})).toEqual(['priceMinor']);
});

const FAMILY = [
  plan(BAR),
  plan(SAVER, { parentId: BAR, adjustBasisPoints: -1500, floorMinor: 8_000 }),
  plan(LONG, { parentId: SAVER, adjustMinor: -500 }),
];

it('derives a price from the parent’s, below no floor, and from there on', () => {
  const words = [
    word(0, { ratePlanId: BAR, priceMinor: 12_000 }),
    word(1, { ratePlanId: BAR, priceMinor: 9_000 }),
  ];
  const lanes = desiredLanes(input({ words, plans: FAMILY, ratePlanIds: [LONG, SAVER] }));
  expect(column(lanes, SAVER, 'priceMinor')).toEqual([10_200, 8_000, UNKNOWN]);
  expect(column(lanes, LONG, 'priceMinor')).toEqual([9_700, 7_500, UNKNOWN]);
});

it('prefers a plan’s own price, and derives from the price that this connection gets', () => {
  const words = [
    word(0, { ratePlanId: BAR, priceMinor: 10_000 }),
    word(0, { ratePlanId: BAR, connectionId: HERE, priceMinor: 20_000 }),
    word(0, { ratePlanId: BAR, connectionId: ELSEWHERE, priceMinor: 30_000 }),
    word(1, { ratePlanId: BAR, priceMinor: 10_000 }),
    word(1, { ratePlanId: SAVER, priceMinor: 9_900 }),
    word(2, { priceMinor: 10_000 }),
  ];
  const lanes = desiredLanes(input({ words, plans: FAMILY, ratePlanIds: [BAR, SAVER] }));
  expect(column(lanes, BAR, 'priceMinor')).toEqual([20_000, 10_000, 10_000]);
  expect(column(lanes, SAVER, 'priceMinor')).toEqual([17_000, 9_900, 8_500]);
});

it('raises a typed price to the floor too', () => {
  const words = [word(0, { ratePlanId: SAVER, priceMinor: 7_000 })];
  const lanes = desiredLanes(input({ words, plans: FAMILY, ratePlanIds: [SAVER] }));
  expect(column(lanes, SAVER, 'priceMinor')?.[0]).toBe(8_000);
});

it('takes no price from a parent within a circle, whichever plan is asked first', () => {
  const circle = [
    plan(BAR, { parentId: SAVER }),
    plan(SAVER, { parentId: BAR }),
    plan(LONG, { parentId: BAR }),
  ];
  const words = [word(0, { ratePlanId: BAR, priceMinor: 10_000 })];
  for (const ratePlanIds of [
    [BAR, SAVER, LONG],
    [LONG, SAVER, BAR],
  ]) {
    const lanes = desiredLanes(input({ words, plans: circle, ratePlanIds }));
    expect(column(lanes, BAR, 'priceMinor')?.[0]).toBe(10_000);
    expect(column(lanes, SAVER, 'priceMinor')?.[0]).toBe(UNKNOWN);
    expect(column(lanes, LONG, 'priceMinor')?.[0]).toBe(10_000);
  }
});

it('takes a price that no column can hold for none', () => {
  const words = [
    word(0, { ratePlanId: BAR, priceMinor: 5_000_000_000 }),
    word(1, { ratePlanId: BAR, priceMinor: -1 }),
  ];
  expect(column(desiredLanes(input({ words })), BAR, 'priceMinor')).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
});

it('gives a channel that keeps one price per room type that of its first linked plan', () => {
  const fields: FieldPlaces = { priceMinor: 'room-type' };
  const words = [
    word(0, { ratePlanId: BAR, priceMinor: 10_000 }),
    word(0, { ratePlanId: SAVER, priceMinor: 9_000 }),
  ];
  const lanes = desiredLanes(input({ words, fields, plans: FAMILY, ratePlanIds: [SAVER, BAR] }));
  expect(column(lanes, NO_PLAN, 'priceMinor')?.[0]).toBe(9_000);
});

const anyWord = fc
  .record({
    at: fc.integer({ min: -1, max: 6 }),
    ratePlanId: fc.constantFrom<NightWord['ratePlanId'][]>(NO_PLAN, BAR, SAVER),
    connectionId: fc.constantFrom<NightWord['connectionId'][]>(0, HERE, ELSEWHERE),
    priceMinor: fc.option(fc.nat(50_000)),
    stopSell: fc.option(fc.boolean()),
    minLos: fc.option(fc.integer({ min: 1, max: 9 })),
    maxLos: fc.option(fc.nat(9)),
  })
  .map(({ at, ...set }) => word(at, set));

it('never offers more than is free less the buffer, in any combination', () => {
  const units = fc.integer({ min: 0, max: 8 });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -3, max: 12 }), { minLength: 6, maxLength: 6 }),
      fc.record({ buffer: units, directReserve: units, allotment: fc.option(units), closeAtLeft: units }),
      fc.array(anyWord, { maxLength: 30 }),
      fc.boolean(),
      fc.constantFrom(ALL_PER_PLAN, ALL_PER_ROOM_TYPE),
      (left, rule, words, isClosing, fields) => {
        const given = input({ words, isClosing, fields, plans: FAMILY, left });
        const roomTypes = given.roomTypes.map((roomType) => ({ ...roomType, rule }));
        const lanes = desiredLanes({ ...given, roomTypes });
        const offered = column(lanes, NO_PLAN, 'available') ?? [];
        expect(offered).toHaveLength(6);
        offered.forEach((count, at) => {
          const most = isClosing ? 0 : Math.max(0, (left[at] as number) - rule.buffer);
          expect(count).toBeGreaterThanOrEqual(0);
          expect(count).toBeLessThanOrEqual(most);
        });
      },
    ),
  );
});

it('does not depend on the order of the words', () => {
  const unique = fc.uniqueArray(anyWord, {
    maxLength: 30,
    selector: ({ ratePlanId, connectionId, night }) => `${ratePlanId}/${connectionId}/${night}`,
  });
  fc.assert(
    fc.property(unique, (words) => {
      const given = input({ plans: FAMILY, ratePlanIds: [BAR, SAVER, LONG], left: [1, 2, 3, 4, 5, 6] });
      expect(desiredLanes({ ...given, words: words.toReversed() })).toEqual(
        desiredLanes({ ...given, words }),
      );
    }),
  );
});

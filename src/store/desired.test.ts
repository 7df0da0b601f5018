import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExternalRoom } from '../domain/connection.ts';
import { desiredLanes, type DesiredInput } from '../domain/desired-state.ts';
import { type ConnectionRow, findConnection, saveExternalRooms } from './connections.ts';
import type { Store } from './database.ts';
import { loadDesiredInput, soldRoomTypes } from './desired.ts';
import { ariNightsFor, ariNightsIn, findAriNight, ratePlansOf } from './rates.ts';
import {
  connectionForTest,
  day,
  type HotelForTest,
  hotelForTest,
  NOW,
  storeForTest,
  written,
} from './store-for-test.ts';
import type { NewRow, Writer } from './writer.ts';

const WINDOW = { from: day('2027-03-01'), to: day('2027-03-05') };
const FIELDS = { fields: { available: 'room-type', minLos: 'room-type', priceMinor: 'rate-plan' } } as const;

let store: Store;
let hotel: HotelForTest;
let barId: number;
beforeEach(() => {
  store = storeForTest();
  hotel = hotelForTest(store);
  const { propertyId, connectionId } = hotel;
  barId = written(store, (writer) => writer.insert('rate_plan', { propertyId, name: 'BAR' }).id);
  const plan = (externalId: string, isLinked = false) => ({ externalId, name: externalId, isLinked });
  const room = (externalId: string): ExternalRoom => ({
    ...{
      externalId,
      name: externalId,
      quantity: 3,
      sleeps: 2,
      plans: [plan('1'), plan('2'), plan('3', true)],
    },
  });
  store.write((tx) => saveExternalRooms(tx, connectionId, [room('r1'), room('r2')], NOW));
});
afterEach(() => store.close());

const link = (writer: Writer, externalId: string, roomTypeId: number | null): void =>
  void writer.insert('room_link', { connectionId: hotel.connectionId, externalId, roomTypeId });
const linkPlan = (writer: Writer, externalPlanId: string, ratePlanId: number): void =>
  void writer.insert('rate_link', {
    ...{ connectionId: hotel.connectionId, externalRoomId: 'r1', externalPlanId, ratePlanId },
  });
const connection = (): ConnectionRow => findConnection(store.read, hotel.connectionId) as ConnectionRow;
const load = (): DesiredInput => loadDesiredInput(store.read, connection(), FIELDS, WINDOW);
const linkDouble = (): void => written(store, (writer) => link(writer, 'r1', hotel.doubleId));

function addStay(writer: Writer, patch: Partial<NewRow<'room_stay'>>): void {
  const { propertyId, doubleId } = hotel;
  const reservation = { propertyId, channel: 'direct', status: 'confirmed', receivedAt: NOW };
  writer.insert('room_stay', {
    ...{ reservationId: writer.insert('reservation', reservation).id, roomTypeId: doubleId },
    ...{ arrival: '2027-03-02', departure: '2027-03-04', ...patch },
  });
}
function addBlock(writer: Writer, patch: Partial<NewRow<'block'>>): void {
  writer.insert('block', {
    ...{ roomTypeId: hotel.doubleId, kind: 'closed', channel: 'direct', receivedAt: NOW },
    ...{ arrival: '2027-03-01', departure: '2027-03-02', ...patch },
  });
}

describe('what is sold at a connection', () => {
  it('is only what is linked there, and not what was left out on purpose', () => {
    expect(load().roomTypes).toEqual([]);
    written(store, (writer) => {
      link(writer, 'r1', hotel.doubleId);
      link(writer, 'r2', null);
    });
    expect(load().roomTypes.map(({ roomTypeId }) => roomTypeId)).toEqual([hotel.doubleId]);
  });

  it('is not a room that the channel no longer has', () => {
    linkDouble();
    store.write((tx) => saveExternalRooms(tx, hotel.connectionId, [], NOW + 1));
    expect(load().roomTypes).toEqual([]);
  });

  it('has the linked plans, but not a price that the channel computes itself', () => {
    const other = written(store, (writer) => {
      link(writer, 'r1', hotel.doubleId);
      const id = writer.insert('rate_plan', { propertyId: hotel.propertyId, name: 'NR', parentId: barId }).id;
      linkPlan(writer, '1', barId);
      linkPlan(writer, '2', barId);
      linkPlan(writer, '3', id);
      return id;
    });
    expect(load().roomTypes[0]?.ratePlanIds).toEqual([barId]);
    expect(soldRoomTypes(store.read, hotel.connectionId)[0]?.plans).toEqual(new Map([[barId, ['1', '2']]]));
    // all plans of the house: a price may come from one that is not linked
    expect(load().plans.map(({ id }) => id)).toEqual([barId, other]);
  });
});

describe('what is left', () => {
  it('is the units less stays, blocks and holds, those without a unit too, night by night', () => {
    const [first, second] = hotel.doubleUnits as [number, number];
    written(store, (writer) => {
      link(writer, 'r1', hotel.doubleId);
      addStay(writer, { unitId: first });
      addStay(writer, { unitId: null, departure: '2027-03-03' });
      addStay(writer, { unitId: second, isTaking: 0 });
      addBlock(writer, { unitId: second });
      addBlock(writer, { kind: 'hold', arrival: '2027-03-04', departure: '2027-03-06' });
      addBlock(writer, { kind: 'echo' });
      // of another room type
      addStay(writer, { roomTypeId: hotel.suiteId, unitId: hotel.suiteUnits[0] as number });
    });
    expect([...(load().roomTypes[0]?.left ?? [])]).toEqual([2, 1, 2, 2]);
  });

  it('goes below zero where more is sold than there is', () => {
    written(store, (writer) => {
      link(writer, 'r1', hotel.doubleId);
      for (let at = 0; at < 5; at += 1) addStay(writer, {});
    });
    expect([...(load().roomTypes[0]?.left ?? [])]).toEqual([3, -2, -2, 3]);
  });
});

describe('what is held back', () => {
  const rule = (connectionId: number, patch: Partial<NewRow<'sell_rule'>>): void =>
    void written(store, (writer) =>
      writer.insert('sell_rule', { roomTypeId: hotel.doubleId, connectionId, ...patch }),
    );
  const loaded = () => load().roomTypes[0]?.rule;

  it('is what the connection says where nobody said more', () => {
    linkDouble();
    written(store, (writer) => writer.update('connection', hotel.connectionId, { closeAtLeft: 2 }));
    expect(loaded()).toEqual({ buffer: 0, directReserve: 0, allotment: null, closeAtLeft: 2 });
  });

  it('is the stricter of what holds for all channels and for this one', () => {
    linkDouble();
    rule(0, { buffer: 1, directReserve: 2, allotment: 4, closeAtLeft: 3 });
    expect(loaded()).toEqual({ buffer: 1, directReserve: 2, allotment: 4, closeAtLeft: 3 });
    rule(hotel.connectionId, { buffer: 0, directReserve: 3, allotment: 6, closeAtLeft: 0 });
    expect(loaded()).toEqual({ buffer: 1, directReserve: 3, allotment: 4, closeAtLeft: 0 });
    rule(hotel.connectionId + 1, { buffer: 9 });
    expect(loaded()?.buffer).toBe(1);
  });
});

describe('what people said of nights', () => {
  const say = (patch: Partial<NewRow<'ari_night'>>): void =>
    void written(store, (writer) =>
      writer.insert('ari_night', { roomTypeId: hotel.doubleId, night: '2027-03-02', setAt: NOW, ...patch }),
    );

  it('comes with its own words and those for all channels, of the window only', () => {
    linkDouble();
    const otherId = written(store, (writer) => connectionForTest(writer, hotel.propertyId, 'other'));
    say({ minLos: 2, stopSell: 0 });
    say({ connectionId: hotel.connectionId, ratePlanId: barId, priceMinor: 9000, stopSell: 1 });
    say({ connectionId: otherId, minLos: 9 });
    say({ night: '2027-03-05', minLos: 9 });
    say({ night: '2027-02-28', minLos: 9 });
    const silent = { closedToArrival: null, closedToDeparture: null, maxLos: null };
    const at = { roomTypeId: hotel.doubleId, night: WINDOW.from + 1, ...silent };
    const own = { ratePlanId: barId, connectionId: hotel.connectionId };
    expect(load().words).toEqual([
      { ...at, ratePlanId: 0, connectionId: 0, priceMinor: null, stopSell: false, minLos: 2 },
      { ...at, ...own, priceMinor: 9000, stopSell: true, minLos: null },
    ]);
    expect(ariNightsIn(store.read, WINDOW)).toHaveLength(3);
    expect(ariNightsFor(store.read, otherId, WINDOW)).toHaveLength(2);
    const key = { roomTypeId: hotel.doubleId, ratePlanId: 0, connectionId: otherId, night: '2027-03-02' };
    expect(findAriNight(store.read, key)?.minLos).toBe(9);
  });

  it('becomes lanes: left, prices, and the shortest stay', () => {
    written(store, (writer) => {
      link(writer, 'r1', hotel.doubleId);
      linkPlan(writer, '1', barId);
      addStay(writer, {});
    });
    say({ ratePlanId: barId, priceMinor: 9000 });
    say({ minLos: 3 });
    const [own, bar] = desiredLanes(load());
    expect([...(own?.columns.available ?? [])]).toEqual([3, 2, 2, 3]);
    expect([...(own?.columns.minLos ?? [])]).toEqual([1, 3, 1, 1]);
    expect(bar).toMatchObject({ ratePlanId: barId });
    expect(bar?.columns.priceMinor?.[1]).toBe(9000);
  });

  it('offers nothing while the connection is being closed', () => {
    linkDouble();
    written(store, (writer) => writer.update('connection', hotel.connectionId, { isClosing: 1 }));
    expect(load().isClosing).toBe(true);
    expect([...(desiredLanes(load())[0]?.columns.available ?? [])]).toEqual([0, 0, 0, 0]);
  });
});

it('answers the rate plans in the hotel’s order', () => {
  const { propertyId } = hotel;
  const first = written(store, (writer) =>
    writer.insert('rate_plan', {
      propertyId,
      name: 'NR',
      parentId: barId,
      adjustBasisPoints: -1500,
      position: -1,
    }),
  );
  expect(ratePlansOf(store.read)).toMatchObject([
    {
      id: first.id,
      parentId: barId,
      adjustBasisPoints: -1500,
      kind: 'bar',
      mealPlan: 'room-only',
      minLos: 1,
    },
    { id: barId, parentId: null },
  ]);
});

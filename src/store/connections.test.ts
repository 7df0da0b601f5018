import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExternalRoom } from '../domain/connection.ts';
import {
  connectionStateOf,
  externalRoomsOf,
  findConnection,
  listConnections,
  rateLinksOf,
  roomLinksOf,
  saveConnectionState,
  saveExternalRooms,
  toldConnections,
  unlinkedRooms,
} from './connections.ts';
import type { Store } from './database.ts';
import { saveSchedule, scheduleOf, schedulesOf } from './schedules.ts';
import {
  connectionForTest,
  type HotelForTest,
  hotelForTest,
  NOW,
  storeForTest,
  written,
} from './store-for-test.ts';

let store: Store;
let hotel: HotelForTest;
beforeEach(() => {
  store = storeForTest();
  hotel = hotelForTest(store);
});
afterEach(() => store.close());

const room = (externalId: string, quantity = 3): ExternalRoom => ({
  ...{ externalId, name: `Room ${externalId}`, quantity, sleeps: null },
  plans: [{ externalId: '1', name: 'Price 1', isLinked: false }],
});

it('answers the connections as the schema’s rows, and those that are told', () => {
  const { connectionId, propertyId } = hotel;
  const row = findConnection(store.read, connectionId);
  expect(row).toEqual(written(store, (writer) => writer.get('connection', connectionId)));
  const [paused, told] = written(store, (writer) => {
    const ids = ['a', 'b'].map((name) => connectionForTest(writer, propertyId, name));
    writer.update('connection', ids[0] as number, { isTold: 1, state: 'paused' });
    writer.update('connection', ids[1] as number, { isTold: 1 });
    return ids;
  });
  expect(listConnections(store.read).map(({ id }) => id)).toEqual([connectionId, paused, told]);
  expect(toldConnections(store.read).map(({ id }) => id)).toEqual([told]);
  expect(findConnection(store.read, 99)).toBeUndefined();
});

it('has a first state of a connection that nothing was done with, and changes only what is named', () => {
  const { connectionId } = hotel;
  expect(connectionStateOf(store.read, connectionId)).toMatchObject({
    failures: 0,
    breaker: 'closed',
    cursor: null,
  });
  store.write((tx) => saveConnectionState(tx, connectionId, {}));
  const fresh = connectionStateOf(store.read, connectionId);
  expect(fresh).toEqual({ ...connectionStateOf(store.read, 99), connectionId });
  store.write((tx) => {
    saveConnectionState(tx, connectionId, { cursor: 'c', failures: 2, pullNeededSince: NOW });
    saveConnectionState(tx, connectionId, { failures: 3, pullNeededSince: null });
  });
  expect(connectionStateOf(store.read, connectionId)).toEqual({ ...fresh, cursor: 'c', failures: 3 });
});

describe('the channel’s rooms', () => {
  const save = (rooms: readonly ExternalRoom[], at: number) =>
    store.write((tx) => saveExternalRooms(tx, hotel.connectionId, rooms, at));

  it('are the whole list: new ones come, missing ones are gone, and may come back as themselves', () => {
    expect(save([room('r1'), room('r2')], NOW)).toEqual({ added: ['r1', 'r2'], gone: [], back: [] });
    expect(save([room('r2', 5)], NOW + 1)).toEqual({ added: [], gone: ['r1'], back: [] });
    expect(save([room('r2', 5)], NOW + 2).gone).toEqual([]);
    const [first, second] = externalRoomsOf(store.read, hotel.connectionId);
    expect(first).toMatchObject({ externalId: 'r1', goneAt: NOW + 1, seenAt: NOW });
    expect(second).toMatchObject({ externalId: 'r2', quantity: 5, goneAt: null, plans: room('r2').plans });
    expect(save([room('r1'), room('r2')], NOW + 3).back).toEqual(['r1']);
    expect(externalRoomsOf(store.read, hotel.connectionId)[0]).toMatchObject({ id: first?.id, goneAt: null });
    expect(connectionStateOf(store.read, hotel.connectionId).roomsAt).toBe(NOW + 3);
  });

  it('are open until somebody says what they are, or that they are nothing', () => {
    const { connectionId, doubleId } = hotel;
    save([room('r1'), room('r2'), room('r3')], NOW);
    written(store, (writer) => {
      writer.insert('room_link', { connectionId, externalId: 'r1', roomTypeId: doubleId });
      writer.insert('room_link', { connectionId, externalId: 'r2', roomTypeId: null });
      writer.insert('rate_link', { connectionId, externalRoomId: 'r1', externalPlanId: '1', ratePlanId: 4 });
    });
    expect(unlinkedRooms(store.read, connectionId)).toEqual(['r3']);
    expect(roomLinksOf(store.read, connectionId)).toMatchObject([
      { roomTypeId: doubleId },
      { roomTypeId: null },
    ]);
    expect(rateLinksOf(store.read, connectionId)).toMatchObject([{ externalRoomId: 'r1', ratePlanId: 4 }]);
    save([room('r1')], NOW + 1);
    expect(unlinkedRooms(store.read, connectionId)).toEqual([]);
  });
});

it('keeps of a schedule what differs from the proposal', () => {
  const { connectionId } = hotel;
  const proposed = { connectionId, kind: 'pull', cron: null, isPaused: 0, lastRunAt: null, nextRunAt: null };
  expect(scheduleOf(store.read, connectionId, 'pull')).toEqual(proposed);
  store.write((tx) => {
    saveSchedule(tx, connectionId, 'pull', { nextRunAt: NOW });
    saveSchedule(tx, connectionId, 'pull', { cron: '*/10 * * * *', isPaused: 1 });
    saveSchedule(tx, connectionId, 'content', { lastRunAt: NOW });
  });
  expect(schedulesOf(store.read, connectionId)).toEqual([
    { ...proposed, kind: 'content', lastRunAt: NOW },
    { ...proposed, cron: '*/10 * * * *', isPaused: 1, nextRunAt: NOW },
  ]);
});

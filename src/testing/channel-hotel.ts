import { join } from 'node:path';
import { type Beds24Sandbox, startBeds24 } from '../sandbox/beds24/server.ts';
import type { ApiTransport } from '../providers/kit/api-http.ts';
import { createTransport } from '../providers/kit/transport.ts';
import type { RoomType } from '../sandbox/beds24/room-type.ts';
import { createQueue } from '../queue/queue.ts';
import { openDatabase, type Store } from '../store/database.ts';
import { listConnections } from '../store/connections.ts';
import { coreForTest, type CoreForTest, MIGRATIONS } from './core-for-test.ts';

export const PROPERTY_ID = 40_001;
export const DOUBLES = 501_101;
export const SUITES = 501_102;

/** A hotel on a manual clock and a simulated channel manager on loopback, with real requests between them. */
export interface ChannelHotel extends CoreForTest {
  readonly beds24: Beds24Sandbox;
  /** The same database, to look into. */
  readonly store: Store;
  readonly roomTypes: { readonly doubles: number; readonly suites: number };
  /** Signs in and keeps it, links both rooms, and begins to tell; answers the connection. */
  connect(how?: { readonly isTold?: boolean; readonly isLinked?: boolean }): Promise<number>;
  /** Lets time stand nearly still until a promise has ended. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Until no job runs or is due; what waits out a failure stays. */
  quiet(): Promise<void>;
  /** Lets time go by, a minute at a time, with all that it brings. */
  pass(minutes: number): Promise<void>;
  /** What the channel shows as left, night by night. */
  left(roomId: number, from: string, to: string): number[];
  unitOf(roomTypeId: number, index?: number): number;
  /** Puts a kind of work into the queue, as the schedule would, and lets it be done. */
  run(connectionId: number, kind: string): Promise<void>;
  /** The channel's own side of a room, to be changed by hand there. */
  roomThere(roomId: number): RoomType;
}

const MOST_STEPS = 20_000;
const BUSY = `SELECT count(*) FROM job WHERE state = 'running' OR (state = 'waiting' AND visible_at <= ?
  AND queue NOT IN (SELECT 'connection:' || id FROM connection WHERE state IN ('paused', 'needs-sign-in')))`;

const OPEN = `SELECT kind, key, state, attempts, failure_code, failure_words FROM job WHERE visible_at IS NOT NULL`;

async function setUp(desk: CoreForTest) {
  const { client } = desk;
  await client.call('property.save', { name: 'Casa Prova', zone: 'Europe/Lisbon', currency: 'EUR' });
  const doubles = await client.call('roomTypes.save', {
    name: 'Double',
    sleeps: 2,
    addUnits: ['101', '102', '103', '104'],
  });
  const suites = await client.call('roomTypes.save', { name: 'Suite', sleeps: 4, addUnits: ['201', '202'] });
  return { doubles: doubles.id, suites: suites.id };
}

function addRooms(beds24: Beds24Sandbox): readonly RoomType[] {
  return beds24.addProperty({
    id: PROPERTY_ID,
    name: 'Casa Prova',
    currency: 'EUR',
    zone: 'Europe/Lisbon',
    roomTypes: [
      { id: DOUBLES, name: 'Double', qty: 4, dailyPrice: 90 },
      { id: SUITES, name: 'Suite', qty: 2, dailyPrice: 160 },
    ],
  }).roomTypes;
}

export interface ChannelHotelSetup {
  readonly start?: string;
  /** Called before a request is carried: what happens meanwhile. */
  readonly meanwhile?: (request: Parameters<ApiTransport>[0]) => Promise<void>;
}

export async function channelHotel({
  start = '2027-03-01T08:00:00Z',
  meanwhile,
}: ChannelHotelSetup = {}): Promise<ChannelHotel> {
  const later: { carry?: ApiTransport } = {};
  const transport: ApiTransport = async (request) => {
    await meanwhile?.(request);
    if (!later.carry) throw new Error('Nothing carries requests yet.');
    return later.carry(request);
  };
  const desk = await coreForTest({ start, ...(meanwhile && { transport }) });
  const { client, clock, folder } = desk;
  later.carry = createTransport({ allowLoopback: true, userAgent: 'Bellhop test', clock });
  const roomTypes = await setUp(desk);
  const beds24 = await startBeds24({ clock, zone: 'Europe/Lisbon' });
  const rooms = addRooms(beds24);
  desk.core.start();
  const store = openDatabase(join(folder, 'bellhop.db'), MIGRATIONS);

  const until = async <T>(promise: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    promise.then(over, over);
    for (let step = 0; step < MOST_STEPS && !isOver; step += 1) await clock.advance(1);
    if (!isOver) throw new Error('It did not end.');
    return promise;
  };
  const isBusy = (): boolean => (store.read.prepare(BUSY).pluck<number>(clock.now())[0] ?? 0) > 0;
  const quiet = async (): Promise<void> => {
    // the worker looks at the queue by the clock, and what it does may queue more
    for (let calm = 0, step = 0; calm < 5; step += 1) {
      if (step > MOST_STEPS)
        throw new Error(`The queue did not come to rest: ${JSON.stringify(store.read.prepare(OPEN).all())}`);
      await clock.advance(1);
      calm = isBusy() ? 0 : calm + 1;
    }
  };
  const { roomTypes: known } = await client.call('property.read', {});
  return {
    ...desk,
    beds24,
    store,
    roomTypes,
    until,
    quiet,
    async connect({ isTold = true, isLinked = true } = {}) {
      const fields = { inviteCode: beds24.signIn.inviteCode() };
      const ask = { provider: 'beds24', environment: 'sandbox', baseUrl: beds24.baseUrl, fields } as const;
      const { testId } = await until(client.call('connections.test', ask));
      const externalPropertyId = String(PROPERTY_ID);
      const { id } = await client.call('connections.add', { testId, externalPropertyId, name: 'Beds24' });
      await quiet();
      const links = { [DOUBLES]: roomTypes.doubles, [SUITES]: roomTypes.suites };
      if (isLinked)
        for (const [externalRoomId, to] of Object.entries(links))
          await client.call('connections.linkRoom', { id, externalRoomId, to });
      if (isTold) await client.call('connections.tell', { id, isTold });
      await quiet();
      return id;
    },
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        await clock.advance(60_000);
        await quiet();
      }
    },
    left: (roomId, from, to) =>
      beds24.state.calendar(roomId, from as never, to as never).map(({ numAvail }) => Number(numAvail)),
    unitOf(roomTypeId, index = 0) {
      return known.find(({ id }) => id === roomTypeId)?.units[index]?.id ?? 0;
    },
    async run(connectionId, kind) {
      const queue = `connection:${connectionId}`;
      createQueue(store, clock).add({ kind, queue, key: kind, subject: { connectionId }, priority: 'high' });
      await clock.advance(60_000);
      await quiet();
    },
    roomThere: (roomId) => rooms.find(({ id }) => id === roomId) as RoomType,
    async close() {
      await until(desk.core.stop());
      store.close();
      await beds24.close();
      await desk.close();
    },
  };
}

export const connectionsOf = ({ store }: ChannelHotel) => listConnections(store.read);

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { addNights, dateInZone } from '../src/domain/stay-date.ts';
import { createClock } from '../src/host/clock.ts';
import { type Beds24Sandbox, startBeds24 } from '../src/sandbox/beds24/server.ts';
import { PRAGMAS } from '../src/store/database.ts';
import { coreForTest, type CoreForTest } from '../src/testing/core-for-test.ts';
import { type BenchResult, type Implementation, interleave } from './result.ts';

const ZONE = 'Europe/Lisbon';
const MOST_GROWTH = 12;
const TYPES = 20;
const UNITS_EACH = 20;

interface Account {
  readonly server: Beds24Sandbox;
  readonly count: number;
  readonly propertyId: number;
  readonly rooms: readonly number[];
}

/** An account with so many coming bookings, none of them in another's room. */
async function openAccount(count: number): Promise<Account> {
  const clock = createClock();
  const server = await startBeds24({ clock, zone: ZONE });
  // what is measured is the work, not the waiting for the next window of credits
  server.credits.limit = 1_000_000;
  const property = server.addProperty({
    ...{ name: 'Casa Grande', currency: 'EUR', zone: ZONE },
    roomTypes: Array.from({ length: TYPES }, (_, index) => ({
      ...{ name: `Type ${index + 1}`, qty: UNITS_EACH, dailyPrice: 90 + index },
    })),
  });
  const rooms = property.roomTypes.map((room) => room.id);
  const today = dateInZone(clock.now(), ZONE);
  for (let index = 0; index < count; index++) {
    const roomId = rooms[index % TYPES] ?? 0;
    const arrival = addNights(today, 1 + 2 * Math.floor(index / (TYPES * UNITS_EACH)));
    const guest = { firstName: 'Ines', lastName: `Prova ${index}`, email: `guest${index}@example.org` };
    server.ota.book({ roomId, arrival, departure: addNights(arrival, 2), channel: 'booking', guest });
  }
  return { server, count, propertyId: property.id, rooms };
}

/** A way to import, made ready before each run and let go of before the next. */
interface Way {
  prepare(): Promise<void>;
  run(): Promise<number>;
  close(): Promise<void>;
}

/** The whole first import: signed in and linked before, then every booking through the one door, with unit, guest and conflicts. */
function bellhop({ server, propertyId, rooms }: Account): Way {
  let desk: CoreForTest | undefined;
  let connectionId = 0;
  const close = async (): Promise<void> => {
    await desk?.close();
    desk = undefined;
  };
  return {
    close,
    async prepare() {
      await close();
      desk = await coreForTest({ clock: createClock() });
      const { client } = desk;
      await client.call('property.save', { name: 'Casa Grande', zone: ZONE, currency: 'EUR' });
      for (const index of rooms.keys()) {
        const addUnits = Array.from({ length: UNITS_EACH }, (_, unit) => `${index + 1}-${unit + 1}`);
        await client.call('roomTypes.save', { name: `Type ${index + 1}`, sleeps: 2, addUnits });
      }
      const { roomTypes } = await client.call('property.read', {});
      const fields = { inviteCode: server.signIn.inviteCode() };
      const ask = { provider: 'beds24', environment: 'sandbox', baseUrl: server.baseUrl, fields } as const;
      const { testId } = await client.call('connections.test', ask);
      const add = { testId, externalPropertyId: String(propertyId), name: 'Beds24' };
      // the rooms are read and linked first, as a person does; the bookings are kept back until the clock runs
      server.faults.inject({ kind: 'status', status: 503 }, 'until-cleared', { path: '/bookings' });
      desk.core.start();
      connectionId = (await client.call('connections.add', add)).id;
      await client.call('sync.run', { connectionId, kind: 'rooms', isAwaited: true });
      for (const [index, roomId] of rooms.entries()) {
        const to = roomTypes[index]?.id ?? 0;
        await client.call('connections.linkRoom', { id: connectionId, externalRoomId: String(roomId), to });
      }
    },
    async run() {
      if (!desk) return 0;
      server.faults.clear();
      await desk.client.call('sync.run', { connectionId, kind: 'pull', isAwaited: true });
      return (await desk.client.call('reservations.list', { filter: 'all' })).total;
    },
  };
}

/** The least that anybody could do: ask for the pages, read them, keep one row for each booking, page by page on disk. */
function plain({ server, propertyId }: Account): Way {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-import-'));
  let db: Database.Database | undefined;
  let token = '';
  let runs = 0;
  return {
    async prepare() {
      db?.close();
      db = new Database(join(folder, `${(runs += 1)}.db`));
      for (const pragma of PRAGMAS) db.pragma(pragma);
      db.exec('CREATE TABLE booking (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
      const headers = { code: server.signIn.inviteCode() };
      const signed = await fetch(`${server.baseUrl}/authentication/setup`, { headers });
      token = ((await signed.json()) as { token: string }).token;
    },
    async run() {
      const insert = db?.prepare('INSERT INTO booking VALUES (?, ?)');
      let count = 0;
      for (let page = 1, hasMore = true; hasMore; page++) {
        const address = `${server.baseUrl}/bookings?propertyId=${propertyId}&page=${page}`;
        const answer = (await (await fetch(address, { headers: { token } })).json()) as Page;
        db?.transaction(() => {
          for (const booking of answer.data) insert?.run(booking.id, JSON.stringify(booking));
        })();
        count += answer.data.length;
        hasMore = answer.pages.nextPageExists;
      }
      return count;
    },
    async close() {
      db?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
interface Page {
  readonly data: readonly { readonly id: number }[];
  readonly pages: { readonly nextPageExists: boolean };
}

/** The first import of 10,000 bookings over loopback HTTP, in pages of 100. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const [large, small] = [await openAccount(10_000), await openAccount(1_000)];
  const ways = [
    { name: 'Bellhop, 10,000', way: bellhop(large), count: large.count },
    { name: 'Bellhop, 1,000', way: bellhop(small), count: small.count },
    { name: 'fetch and insert, 10,000', way: plain(large), count: large.count },
  ];
  try {
    const implementations = ways.map(({ name, way, count }): Implementation => ({
      name,
      prepare: () => way.prepare(),
      run: () => way.run(),
      check: (answer) => assert.equal(answer, count),
    }));
    const figures = await interleave(rounds, 1, implementations);
    const median = (name: string): number => figures[name]?.median ?? Number.NaN;
    const growth = median('Bellhop, 10,000') / median('Bellhop, 1,000');
    const overPlain = median('Bellhop, 10,000') / median('fetch and insert, 10,000');
    return [
      {
        id: 'I1',
        title: 'first import of 10,000 bookings',
        target: `grows linearly: t(10k)/t(1k) ≤ ${MOST_GROWTH}`,
        met: growth <= MOST_GROWTH,
        peer: 'fetch and one insert for each booking, the same pages',
        figures,
        ratio: [
          { name: 't(10k)/t(1k)', value: growth, limit: MOST_GROWTH },
          { name: '× fetch and insert (no target)', value: overPlain, limit: 1_000 },
        ],
      },
    ];
  } finally {
    for (const { way } of ways) await way.close();
    await large.server.close();
    await small.server.close();
  }
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiTransport } from '../providers/kit/api-http.ts';
import { createTransport } from '../providers/kit/transport.ts';
import { startBeds24, type Beds24Sandbox } from '../sandbox/beds24/server.ts';
import { DOUBLES, PROPERTY_ID, SUITES } from '../testing/channel-hotel.ts';
import { type CoreForTest, coreForTest, seededChance } from '../testing/core-for-test.ts';
import { createManualClock, type ManualClock, settle } from '../testing/manual-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = '2027-03-01T08:00:00Z';

/** One of two desks that sell the same house through the same account and know nothing of each other. */
interface Desk {
  readonly name: string;
  readonly core: CoreForTest;
  readonly roomTypes: { readonly doubles: number; readonly suites: number };
  readonly units: ReadonlyMap<string, number>;
  readonly id: number;
}

let clock: ManualClock;
let account: Beds24Sandbox;
let first: Desk;
let second: Desk;
const cores: CoreForTest[] = [];

/** Far more turns than an answer on loopback takes. */
const MOST_TURNS = 400;
let underWay = 0;
const carry = (): ApiTransport => {
  const transport = createTransport({ allowLoopback: true, userAgent: 'Bellhop test', clock });
  return async (order) => {
    underWay += 1;
    try {
      return await transport(order);
    } finally {
      underWay -= 1;
    }
  };
};

/** Time goes by for all three; whatever is under way over real sockets gets to its end before each step. */
async function elapse(ms: number): Promise<void> {
  const until = clock.now() + ms;
  for (;;) {
    await settle();
    for (let turn = 0; turn < MOST_TURNS && underWay > 0; turn += 1) await settle();
    const left = until - clock.now();
    if (left <= 0) return;
    await clock.advance(Math.max(1, Math.min(left, clock.nextIn() ?? left)));
  }
}

async function meanwhile<T>(promise: Promise<T>): Promise<T> {
  let isOver = false;
  promise.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  for (let step = 0; step < 10_000 && !isOver; step += 1) await clock.advance(1);
  return promise;
}

async function openDesk(name: string, seed: number): Promise<Desk> {
  const core = await coreForTest({ start: START, clock, chance: seededChance(seed), transport: carry() });
  cores.push(core);
  const { client } = core;
  await client.call('property.save', { name: 'Casa Prova', zone: 'Europe/Lisbon', currency: 'EUR' });
  const addDoubles = { name: 'Double', sleeps: 2, addUnits: ['101', '102', '103', '104'] };
  const doubles = await client.call('roomTypes.save', addDoubles);
  const suites = await client.call('roomTypes.save', { name: 'Suite', sleeps: 4, addUnits: ['201', '202'] });
  core.core.start();
  const fields = { inviteCode: account.signIn.inviteCode() };
  const ask = { provider: 'beds24', environment: 'sandbox', baseUrl: account.baseUrl, fields } as const;
  const { testId } = await meanwhile(client.call('connections.test', ask));
  const externalPropertyId = String(PROPERTY_ID);
  const { id } = await client.call('connections.add', { testId, externalPropertyId, name: 'Beds24' });
  await elapse(5 * SECOND);
  for (const [externalRoomId, to] of [
    [DOUBLES, doubles.id],
    [SUITES, suites.id],
  ] as const)
    await client.call('connections.linkRoom', { id, externalRoomId: String(externalRoomId), to });
  await client.call('connections.tell', { id, isTold: true });
  await elapse(5 * SECOND);
  const { roomTypes } = await client.call('property.read', {});
  const units = new Map(roomTypes.flatMap((type) => type.units.map((unit) => [unit.name, unit.id] as const)));
  return { name, core, roomTypes: { doubles: doubles.id, suites: suites.id }, units, id };
}

beforeEach(async () => {
  clock = createManualClock(START);
  account = await startBeds24({ clock, zone: 'Europe/Lisbon' });
  account.addProperty({
    ...{ id: PROPERTY_ID, name: 'Casa Prova', currency: 'EUR', zone: 'Europe/Lisbon' },
    roomTypes: [
      { id: DOUBLES, name: 'Double', qty: 4, dailyPrice: 90 },
      { id: SUITES, name: 'Suite', qty: 2, dailyPrice: 160 },
    ],
  });
  first = await openDesk('first', 1);
  second = await openDesk('second', 2);
});
afterEach(async () => {
  for (const core of cores.splice(0)) {
    await meanwhile(core.core.stop());
    await core.close();
  }
  await account.close();
});

const take = ({ core, roomTypes, units }: Desk, guestName: string, unit: string, nights: [string, string]) =>
  core.client.call('reservations.create', {
    ...{ roomTypeId: unit.startsWith('1') ? roomTypes.doubles : roomTypes.suites },
    ...{ unitId: units.get(unit) ?? null, arrival: nights[0], departure: nights[1], guestName },
    ...{ contact: '', guests: 2, priceMinor: 18_000, paidMinor: 0, note: '', source: 'phone' },
  } as never) as Promise<{ readonly id: number }>;
const there = (status = 'confirmed') =>
  account.state.bookings.filter((one) => one['channel'] === 'direct' && one['status'] === status);
const left = (roomId: number, from: string, to: string) =>
  account.state.calendar(roomId, from as never, to as never).map(({ numAvail }) => Number(numAvail));
const stays = async ({ core }: Desk) =>
  (await core.client.call('reservations.list', { filter: 'upcoming' } as never)).rows;
const rowOf = async ({ core, id }: Desk) =>
  (await core.client.call('connections.list', {})).rows.find((row) => row.id === id);
const conflicts = async ({ core }: Desk) =>
  (await core.client.call('conflicts.list', { state: 'open' })).rows;
/** Calls that changed something there since an instant. */
const writesSince = (since: number): number =>
  account.requests.filter(({ at, method }) => at >= since && method === 'POST').length;
const close = ({ core, roomTypes }: Desk, stopSell: boolean, night = '2027-03-20') =>
  core.client.call('rates.set', {
    ...{ roomTypeIds: [roomTypes.doubles], ratePlanIds: [], connectionIds: [] },
    ...{ nights: [{ arrival: night, departure: '2027-03-22' }], reason: 'Painting', set: { stopSell } },
  } as never);

describe('two Bellhops against one account', () => {
  it('make one booking there of one taken at a desk, and both know it', async () => {
    const made = await take(first, 'Ines Prova', '101', ['2027-03-14', '2027-03-16']);
    await take(second, 'Nele Prova', '102', ['2027-03-14', '2027-03-15']);
    await elapse(30 * MINUTE);
    expect(there().map(({ arrival, departure }) => [arrival, departure])).toEqual([
      ['2027-03-14', '2027-03-16'],
      ['2027-03-14', '2027-03-15'],
    ]);
    for (const desk of [first, second]) {
      expect((await stays(desk)).map(({ guestName }) => guestName).sort()).toEqual([
        'Ines Prova',
        'Nele Prova',
      ]);
      expect(await rowOf(desk)).toMatchObject({ health: 'healthy', waitingCells: 0, failedJobs: 0 });
      expect(await conflicts(desk)).toEqual([]);
    }
    expect(left(DOUBLES, '2027-03-14', '2027-03-16')).toEqual([2, 3, 4]);

    await first.core.client.call('reservations.cancel', { id: made.id, reason: 'Ill' });
    await elapse(30 * MINUTE);
    expect(there()).toHaveLength(1);
    expect(await stays(second)).toHaveLength(1);
    expect(left(DOUBLES, '2027-03-14', '2027-03-16')).toEqual([3, 4, 4]);
  });

  it('that sell the same last room at the same time both say so, and make nothing twice', async () => {
    for (const desk of [first, second]) {
      await take(desk, `Of the ${desk.name}`, '201', ['2027-03-14', '2027-03-15']);
      await take(desk, `Also of the ${desk.name}`, '202', ['2027-03-14', '2027-03-15']);
    }
    await elapse(40 * MINUTE);
    expect(there()).toHaveLength(4);
    for (const desk of [first, second]) {
      expect(await stays(desk)).toHaveLength(4);
      expect((await conflicts(desk)).length).toBeGreaterThan(0);
    }
    expect(left(SUITES, '2027-03-14', '2027-03-14')[0]).toBeLessThanOrEqual(0);
    const since = clock.now();
    await elapse(2 * HOUR);
    expect(there()).toHaveLength(4);
    expect(writesSince(since)).toBeLessThanOrEqual(4);
  });

  it('that want the opposite do not tell it for ever: one asks a person', async () => {
    const since = clock.now();
    await close(first, true);
    await elapse(10 * MINUTE);
    expect(account.state.calendar(DOUBLES, '2027-03-20' as never, '2027-03-20' as never)[0]).toMatchObject({
      override: 'blackout',
    });
    // a booking on the night makes the second desk say what it wants of it: open
    account.ota.book({
      ...{ roomId: DOUBLES, arrival: '2027-03-21' as never, departure: '2027-03-22' as never, force: true },
      guest: { firstName: 'Nora', lastName: 'Marlow' },
    });
    for (let round = 0; round < 6; round += 1) {
      const kind = round % 2 === 0 ? 'read-back' : 'reconcile';
      for (const desk of [first, second])
        await desk.core.client.call('sync.run', { connectionId: desk.id, kind });
      await elapse(20 * MINUTE);
    }
    const asked = account.requests.filter(({ at }) => at >= since);
    const told = asked.filter(({ method }) => method === 'POST');
    expect(told.length).toBeLessThanOrEqual(6);
    // after the first rounds nobody says anything any more
    expect(told.filter(({ at }) => at - since > HOUR)).toEqual([]);
    expect(asked.length / ((clock.now() - since) / HOUR)).toBeLessThanOrEqual(60);
    const words = (await Promise.all([first, second].map(conflicts))).flat();
    expect(words.map(({ kind }) => kind)).toContain('drift');
    // the one that wants it closed has its way, until a person has decided
    expect(account.state.calendar(DOUBLES, '2027-03-20' as never, '2027-03-20' as never)[0]).toMatchObject({
      override: 'blackout',
    });
    for (const desk of [first, second]) expect(await stays(desk)).toHaveLength(1);
  });
});

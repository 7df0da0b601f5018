import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addNights, dateInZone, type StayDate } from '../domain/stay-date.ts';
import { type Beds24Sandbox, startBeds24 } from '../sandbox/beds24/server.ts';
import { seededChance } from '../testing/core-for-test.ts';
import { type KillableHost, must, startKillableHost } from '../testing/killable-host.ts';
import { proofSeed, rounds } from '../testing/proof.ts';

/**
 * The host is killed (SIGKILL) at a random moment of its work with a channel manager: while it reads, while it tells,
 * between the two. Each time the database must open whole; and at the end both sides agree on every booking and every night.
 */
const ZONE = 'Europe/Lisbon';
const UNITS = ['101', '102', '103', '104', '105', '106'];
const NIGHTS = 40;

let folder: string;
let channel: Beds24Sandbox;
let host: KillableHost | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-sync-kill-'));
  channel = await startBeds24({ clock: { now: () => Date.now() }, zone: ZONE });
  // thousands of calls in minutes are not what is proved here
  channel.credits.limit = 1_000_000;
});
afterAll(async () => {
  host?.child.kill('SIGKILL');
  await channel.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Connected {
  readonly connectionId: number;
  readonly roomTypeId: number;
  readonly roomId: number;
}

async function connect(first: KillableHost): Promise<Connected> {
  const property = channel.addProperty({
    ...{ name: 'Casa Prova', currency: 'EUR', zone: ZONE },
    roomTypes: [{ name: 'Double', qty: UNITS.length, dailyPrice: 90 }],
  });
  const roomId = property.roomTypes[0]?.id ?? 0;
  await must(first.call('property.save', { name: 'Casa Prova', zone: ZONE, currency: 'EUR' }));
  const room = { name: 'Double', sleeps: 2, addUnits: UNITS };
  const roomTypeId = Number((await must(first.call('roomTypes.save', room)))['id']);
  const signIn = {
    ...{ provider: 'beds24', environment: 'sandbox', baseUrl: channel.baseUrl },
    fields: { inviteCode: channel.signIn.inviteCode() },
  };
  const { testId } = await must(first.call('connections.test', signIn));
  const add = { testId, externalPropertyId: String(property.id), name: 'Beds24' };
  const connectionId = Number((await must(first.call('connections.add', add)))['id']);
  await must(first.call('sync.run', { connectionId, kind: 'rooms', isAwaited: true }));
  await must(
    first.call('connections.linkRoom', { id: connectionId, externalRoomId: String(roomId), to: roomTypeId }),
  );
  await must(first.call('sync.run', { connectionId, kind: 'pull', isAwaited: true }));
  await must(first.call('connections.change', { id: connectionId, horizonDays: NIGHTS }));
  await must(first.call('connections.tell', { id: connectionId, isTold: true }));
  return { connectionId, roomTypeId, roomId };
}

/** Looks at the file itself, while nobody has it open. */
function inspect(): void {
  const database = new Database(join(folder, 'bellhop.db'));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const twice = database
      .prepare(
        'SELECT connection_id, external_id, count(*) FROM channel_booking WHERE external_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1',
      )
      .all();
    expect(twice).toEqual([]);
    const running = database
      .prepare("SELECT count(*) FROM job WHERE state = 'running' GROUP BY queue")
      .pluck()
      .all();
    expect(running.filter((count) => Number(count) > 1)).toEqual([]);
  } finally {
    database.close();
  }
}

/** Both sides, when all is quiet: the same bookings, the same nights left. */
function disagreements({ roomId }: Connected, today: StayDate): string[] {
  const database = new Database(join(folder, 'bellhop.db'), { readonly: true });
  try {
    const ours = database
      .prepare(
        `SELECT b.external_id || ' ' || s.arrival || ' ' || s.departure FROM channel_booking b
         JOIN room_stay s ON s.channel_booking_id = b.id
           OR s.channel_booking_id IS NULL AND s.reservation_id = b.reservation_id AND b.own_ref IS NOT NULL
         WHERE s.is_taking = 1 AND b.external_id IS NOT NULL ORDER BY 1`,
      )
      .pluck()
      .all() as string[];
    const theirs = channel.state.bookings
      .filter((booking) => booking['status'] !== 'cancelled')
      .map(
        (booking) => `${String(booking['id'])} ${String(booking['arrival'])} ${String(booking['departure'])}`,
      )
      .sort();
    const bookings =
      JSON.stringify(ours) === JSON.stringify(theirs)
        ? []
        : [`bookings: ${ours.length} here, ${theirs.length} there`];
    const taken = database.prepare(
      `SELECT (SELECT count(*) FROM room_stay WHERE is_taking = 1 AND arrival <= ?1 AND departure > ?1)
            + (SELECT count(*) FROM block WHERE kind <> 'echo' AND arrival <= ?1 AND departure > ?1)`,
    );
    const nights = channel.state.calendar(roomId, today, addNights(today, NIGHTS - 1)).flatMap((night) => {
      const left = Math.max(0, UNITS.length - Number(taken.pluck().get({ 1: night['date'] })));
      const shown = Math.max(0, Number(night['numAvail']));
      return left === shown ? [] : [`${String(night['date'])}: ${left} left here, ${shown} shown there`];
    });
    return [...bookings, ...nights];
  } finally {
    database.close();
  }
}

it('agrees with the channel in the end, killed at any moment of its work', async () => {
  const chance = seededChance(proofSeed());
  const count = rounds(300, 4);
  const today = dateInZone(Date.now(), ZONE);
  const night = (): StayDate => addNights(today, 1 + Math.floor(chance.next() * (NIGHTS - 4)));
  host = await startKillableHost(folder);
  const connected = await connect(host);
  const { connectionId, roomTypeId, roomId } = connected;
  let blocks = 0;

  for (let round = 0; round < count; round += 1) {
    const running = host;
    const arrival = night();
    const stay = { roomId, arrival, departure: addNights(arrival, 2), channel: 'expedia', price: 180 };
    if (channel.ota.obstacle(stay) === undefined)
      channel.ota.book({ ...stay, guest: { firstName: 'Ana', lastName: 'Prova' } });
    const coming = channel.state.bookings.filter(({ status }) => status !== 'cancelled');
    const leaving = coming[Math.floor(chance.next() * coming.length)];
    if (leaving && leaving['channel'] === 'expedia' && chance.next() < 0.4)
      channel.ota.cancel(Number(leaving['id']));
    const deskNight = night();
    const desk = running
      .call('reservations.create', {
        ...{
          roomTypeId,
          unitId: null,
          arrival: deskNight,
          departure: addNights(deskNight, 1),
          guestName: `Guest ${round}`,
        },
        ...{
          contact: '',
          guests: 1,
          priceMinor: null,
          paidMinor: 0,
          note: '',
          source: 'phone',
          knowinglyReason: 'proof',
        },
      })
      .then((reply) => (blocks += reply.ok ? 1 : 0))
      .catch(() => undefined);
    const pull = running.call('sync.run', { connectionId, kind: 'pull' }).catch(() => undefined);
    await new Promise((done) => setTimeout(done, Math.floor(chance.next() * 250)));
    running.child.kill('SIGKILL');
    await Promise.all([once(running.child, 'exit'), desk, pull]);
    inspect();
    host = await startKillableHost(folder);
  }

  // whatever was under a lease when it was killed is taken over when the lease has ended
  const until = Date.now() + 240_000;
  for (let isQuiet = false; !isQuiet;) {
    await must(host.call('sync.run', { connectionId, kind: 'pull' }));
    await new Promise((done) => setTimeout(done, 1_000));
    const { items } = (await must(host.call('sync.outbox', { connectionId, show: 'open' }))) as {
      items: { state: string; jobId: number; kind: string }[];
    };
    for (const { state, jobId } of items)
      if (state === 'dead') await must(host.call('sync.retry', { jobId }));
    // the second look after a cancellation comes ten minutes later
    const open = items.filter(({ kind }) => kind !== 'reassert');
    isQuiet = (open.length === 0 && disagreements(connected, today).length === 0) || Date.now() > until;
  }
  host.child.kill('SIGTERM');
  await once(host.child, 'exit');
  inspect();
  expect(disagreements(connected, today)).toEqual([]);
  console.info(
    `${count} kills, ${channel.state.bookings.length} bookings at the channel, ${blocks} acknowledged at the desk`,
  );
});

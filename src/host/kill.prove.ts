import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addNights, type StayDate } from '../domain/stay-date.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { seededChance } from '../testing/core-for-test.ts';
import { type KillableHost, must, startKillableHost } from '../testing/killable-host.ts';
import { proofSeed, rounds } from '../testing/proof.ts';

/**
 * The host is killed (SIGKILL) at a random moment while commands and refreshes are under way, again and again on one data
 * folder. Each time the database must open whole; what was acknowledged must be there; what was sent twice, applied once.
 */
const TODAY = '2027-03-01' as StayDate;

interface Sent {
  readonly commandId: string;
  readonly guestName: string;
  readonly input: Readonly<Record<string, unknown>>;
  isAcknowledged: boolean;
}

let folder: string;
let sandbox: Sandbox;
let host: KillableHost | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-kill-'));
  sandbox = await startSandbox({
    clock: { now: () => Date.parse(`${TODAY}T09:00:00Z`) },
    zone: 'Europe/Lisbon',
  });
});
afterAll(async () => {
  host?.child.kill('SIGKILL');
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function setUp(first: KillableHost): Promise<number> {
  await must(first.call('property.save', { name: 'Casa Prova', zone: 'Europe/Lisbon', currency: 'EUR' }));
  const room = { name: 'Double', sleeps: 2, addUnits: ['101', '102', '103', '104'] };
  const roomTypeId = Number((await must(first.call('roomTypes.save', room)))['id']);
  for (const [index, channel] of (['airbnb', 'vrbo', 'booking'] as const).entries()) {
    const listing = sandbox.addListing({ channel, name: `10${index + 1}` });
    listing.book({ arrival: addNights(TODAY, 3), departure: addNights(TODAY, 5), guest: 'Ana Prova' });
    const { previewId } = await must(first.call('feeds.preview', { address: listing.address }));
    await must(first.call('feeds.add', { previewId, channel, label: channel, roomTypeId, unitId: null }));
  }
  return roomTypeId;
}

/** Looks at the file itself, while nobody has it open: whole, every acknowledged booking once, none twice. */
function inspect(sent: readonly Sent[]): void {
  const database = new Database(join(folder, 'bellhop.db'));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const rows = database
      .prepare("SELECT guest_name, count(*) FROM reservation WHERE source = 'phone' GROUP BY guest_name")
      .raw()
      .all() as [string, number][];
    const found = new Map(rows);
    const lost = sent.filter((one) => one.isAcknowledged && found.get(one.guestName) !== 1);
    expect(lost).toEqual([]);
    expect(rows.filter(([, count]) => count !== 1)).toEqual([]);
    const twice = database
      .prepare("SELECT feed_id, key FROM feed_item WHERE state = 'live' GROUP BY 1, 2 HAVING count(*) > 1")
      .all();
    expect(twice).toEqual([]);
    const unwritten = database
      .prepare(
        "SELECT count(*) FROM reservation WHERE id NOT IN (SELECT entity_id FROM journal WHERE entity = 'reservation')",
      )
      .pluck()
      .get();
    expect(unwritten).toBe(0);
  } finally {
    database.close();
  }
}

it('loses nothing and does nothing twice, killed at any moment', async () => {
  const chance = seededChance(proofSeed());
  const count = rounds(200, 4);
  const sent: Sent[] = [];
  host = await startKillableHost(folder);
  const roomTypeId = await setUp(host);

  const send = async (to: KillableHost, one: Sent): Promise<void> => {
    const reply = await to.call('reservations.create', one.input, one.commandId);
    expect(reply.ok ? 'ok' : reply.failure).toBe('ok');
    one.isAcknowledged = true;
  };
  const book = (round: number, index: number): Sent => {
    const arrival = addNights(TODAY, 30 + Math.floor(chance.next() * 300));
    const guestName = `Guest ${round}-${index}`;
    const input = {
      roomTypeId,
      unitId: null,
      arrival,
      departure: addNights(arrival, 1),
      guestName,
      contact: '',
    };
    const rest = {
      guests: 1,
      priceMinor: null,
      paidMinor: 0,
      note: '',
      source: 'phone',
      knowinglyReason: 'proof',
    };
    const one = { commandId: chance.uuid(), guestName, input: { ...input, ...rest }, isAcknowledged: false };
    sent.push(one);
    return one;
  };

  for (let round = 0; round < count; round += 1) {
    const running = host;
    // the channels move on meanwhile
    const listing = sandbox.listings[round % sandbox.listings.length];
    const night = addNights(TODAY, 10 + 2 * Math.floor(round / sandbox.listings.length));
    listing?.book({ arrival: night, departure: addNights(night, 1), guest: `Guest ${round}` });
    let isOver = false;
    const desk = (async () => {
      for (let index = 0; !isOver && index < 200; index += 1) await send(running, book(round, index));
    })().catch(() => undefined);
    const refresh = running.call('feeds.refresh', { id: null }).catch(() => undefined);
    await new Promise((done) => setTimeout(done, Math.floor(chance.next() * 300)));
    running.child.kill('SIGKILL');
    isOver = true;
    await Promise.all([once(running.child, 'exit'), desk, refresh]);

    inspect(sent);
    host = await startKillableHost(folder);
    // whoever got no answer asks again, with the same id
    for (const one of sent.filter(({ isAcknowledged }) => !isAcknowledged)) await send(host, one);
  }

  await must(host.call('feeds.refresh', { id: null }));
  host.child.kill('SIGTERM');
  await once(host.child, 'exit');
  inspect(sent);
  const database = new Database(join(folder, 'bellhop.db'), { readonly: true });
  const fromFeeds = database.prepare('SELECT count(*) FROM feed_item WHERE state = ?').pluck().get('live');
  database.close();
  expect(fromFeeds).toBe(sandbox.listings.reduce((sum, { stays }) => sum + stays.length, 0));
  console.info(`${count} kills, ${sent.length} bookings sent, ${sandbox.listings.length} feeds read`);
});

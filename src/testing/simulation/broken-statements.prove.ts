import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addNights, dateInZone } from '../../domain/stay-date.ts';
import { seededChance } from '../core-for-test.ts';
import { isProving, proofSeed } from '../proof.ts';
import { wrongWith } from './check-world.ts';
import { openSimulatedHotel, type SimulatedHotel } from './simulated-hotel.ts';

/** What a disk, or another program, can do to a statement. */
const DISK_FAULTS = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'] as const;
type DiskFault = (typeof DISK_FAULTS)[number];

type Method = (this: { readonly source: string }, ...values: unknown[]) => unknown;
const METHODS = ['run', 'get', 'all', 'iterate'] as const;

/** Breaks statements of every database of this process, until it is let go of. */
interface BrokenStatements {
  /** Counts from here on; where given, fails from the `first` on, `count` times. */
  arm(fault?: { readonly code: DiskFault; readonly first: number; readonly count: number }): void;
  /** From here on all is well. Answers how many statements ran since {@link arm}, and how many of them failed. */
  disarm(): { readonly ran: number; readonly failed: number };
  letGo(): void;
}

/** Puts itself between the driver's statements and SQLite; what fails has not been carried out. */
function breakStatements(): BrokenStatements {
  const database = new Database(':memory:');
  const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as Record<string, Method>;
  database.close();
  let isArmed = false;
  let fault: Parameters<BrokenStatements['arm']>[0];
  let [ran, failed] = [0, 0];
  const look = (sql: string): void => {
    // taking back is the one thing that SQLite does not need the disk for
    if (!isArmed || sql.startsWith('ROLLBACK')) return;
    ran += 1;
    if (!fault || ran < fault.first || ran >= fault.first + fault.count) return;
    failed += 1;
    throw new Database.SqliteError('planned', fault.code);
  };
  const whole = METHODS.map((name) => [name, prototype[name]] as const);
  for (const [name, method] of whole)
    prototype[name] = function (...values) {
      look(this.source);
      return method?.apply(this, values);
    };
  return {
    arm(next) {
      [isArmed, fault, ran, failed] = [true, next, 0, 0];
    },
    disarm() {
      isArmed = false;
      return { ran, failed };
    },
    letGo() {
      isArmed = false;
      for (const [name, method] of whole) if (method) prototype[name] = method;
    },
  };
}

/**
 * A disk that is busy, full or broken at any one statement of a whole synchronisation, or at a row of them: a new booking is
 * read, and every other channel is told. What fails is said with its code; nothing is lost, and it goes on when the disk does.
 */
const SHARE = 12;
const SEED = 3;
const ROUND_MS = 8_000;
const MOST_QUIET_MINUTES = 80;
const CODES = ['database-busy', 'database-full', 'database-read-only'];

let disk: BrokenStatements;
beforeAll(() => {
  disk = breakStatements();
});
afterAll(() => disk.letGo());

/** A guest books at the first channel, the desk takes a booking, and both are worked off. */
async function synchronise(hotel: SimulatedHotel, said: string[]): Promise<void> {
  const [first] = hotel.connections;
  const type = hotel.roomTypes[0];
  if (!first || !type) throw new Error('There is no hotel.');
  const arrival = addNights(dateInZone(hotel.clock.now(), 'Europe/Lisbon'), 3);
  const range = { arrival, departure: addNights(arrival, 2) };
  first.channel.ota.book({ roomId: first.rooms[0] ?? 0, ...range, channel: 'booking', price: 100 });
  const note = (error: unknown): void => {
    const { failure } = error as { failure?: { code: string } };
    said.push(failure?.code ?? String(error));
  };
  hotel.client
    .call('reservations.create', {
      ...{ ...range, roomTypeId: type.id, unitId: null, guestName: 'Marlow', contact: '', guests: 2 },
      ...{ priceMinor: 20_000, paidMinor: 0, note: '', source: 'phone' },
    })
    .catch(note);
  hotel.client.call('sync.run', { connectionId: first.id, kind: 'pull', isAwaited: false }).catch(note);
  await hotel.clock.advance(ROUND_MS);
}

interface Trial {
  readonly ran: number;
  readonly wrong: readonly string[];
}

async function trial(fault?: { code: DiskFault; first: number; count: number }): Promise<Trial> {
  const hotel = await openSimulatedHotel(SEED);
  const said: string[] = [];
  const told = {
    call: () => undefined,
    blocks: new Set<number>(),
    deskBookings: new Set<number>(),
    undoable: [],
    isRevoked: false,
  };
  try {
    disk.arm(fault);
    await synchronise(hotel, said);
    const { ran, failed } = disk.disarm();
    let wrong: string[] = ['it was never looked at'];
    for (let minute = 0; minute < MOST_QUIET_MINUTES && wrong.length > 0; minute += 12) {
      await hotel.clock.advance(12 * 60_000);
      wrong = wrongWith(hotel, told);
    }
    const uncoded = said.filter((code) => !CODES.includes(code));
    const runs = hotel.store.read
      .prepare("SELECT DISTINCT failure_code FROM sync_run WHERE failure_code = 'internal'")
      .pluck<string>();
    return {
      ran,
      wrong: [
        ...wrong,
        ...hotel.mistakes,
        ...uncoded.map((words) => `said without a code: ${words}`),
        ...runs.map((code) => `a run failed as ${code}`),
        ...(fault && failed === 0 ? ['nothing failed'] : []),
      ],
    };
  } finally {
    disk.disarm();
    await hotel.close();
  }
}

/** Every statement in turn, or a few by chance. */
function placesOf(ran: number): number[] {
  if (isProving) return Array.from({ length: ran }, (_, at) => at + 1);
  const chance = seededChance(proofSeed());
  return Array.from({ length: SHARE }, () => 1 + Math.floor(chance.next() * ran));
}

it('loses nothing where the disk fails at any statement', async () => {
  const whole = await trial();
  expect(whole.wrong).toEqual([]);
  expect(whole.ran).toBeGreaterThan(200);
  const wrong: string[] = [];
  const places = placesOf(whole.ran);
  for (const [at, first] of places.entries())
    for (const code of isProving ? DISK_FAULTS : [DISK_FAULTS[at % 3] as DiskFault])
      for (const count of isProving ? [1, 25] : [at % 2 === 0 ? 1 : 25]) {
        const tried = await trial({ code, first, count });
        for (const words of tried.wrong) wrong.push(`${code} at ${first} (${count}): ${words}`);
      }
  expect(wrong).toEqual([]);
  console.info(`${whole.ran} statements in a synchronisation, ${places.length} places tried`);
});

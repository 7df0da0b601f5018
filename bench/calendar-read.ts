import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCalendar } from '../src/app/handlers/calendar.ts';
import { splitTexts } from '../src/contract/columns.ts';
import { type DayNumber, stayDate } from '../src/domain/stay-date.ts';
import { STAYS_IN_WINDOW } from '../src/store/calendar.ts';
import { openDatabase, type Store } from '../src/store/database.ts';
import { type BenchResult, interleave } from './result.ts';

const UNITS = 300;
const STAYS = 100_000;
const WINDOW = 60;
const FIRST_DAY = 20_000;
const READ_LIMIT = 1.5;
const TRANSFER_LIMIT = 0.25;

/** Ten room types of thirty units, each unit filled from the first day on, stays of 1 to 6 nights with some gaps. */
function fill(store: Store): void {
  store.write((tx) => {
    tx.run("INSERT INTO property (name, zone, currency, created_at) VALUES ('Bench', 'UTC', 'EUR', 0)");
    for (let type = 1; type <= 10; type++)
      tx.run('INSERT INTO room_type (property_id, name, position) VALUES (1, ?, ?)', `Type ${type}`, type);
    for (let unit = 0; unit < UNITS; unit++)
      tx.run(
        'INSERT INTO unit (room_type_id, name, position) VALUES (?, ?, ?)',
        1 + (unit % 10),
        `U${unit}`,
        unit,
      );
    const perUnit = Math.ceil(STAYS / UNITS);
    for (let unit = 0; unit < UNITS; unit++) {
      let day = FIRST_DAY + (unit % 5);
      for (let count = 0; count < perUnit; count++) {
        const nights = 1 + ((unit * 7 + count * 13) % 6);
        const guest = `Guest ${unit}-${count}`;
        const { id } = tx.run(
          "INSERT INTO reservation (property_id, channel, status, guest_name, received_at) VALUES (1, 'airbnb', 'confirmed', ?, 0)",
          guest,
        );
        tx.run(
          'INSERT INTO room_stay (reservation_id, room_type_id, unit_id, arrival, departure) VALUES (?, ?, ?, ?, ?)',
          id,
          1 + (unit % 10),
          unit + 1,
          stayDate(day as DayNumber),
          stayDate((day + nights) as DayNumber),
        );
        day += nights + (count % 3 === 0 ? 1 : 0);
      }
    }
  });
}

/** D2: a window of the calendar against its own SQL, and its journey to the window against that of row objects. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'));
  const store = openDatabase(join(folder, 'bench.db'), resolve(import.meta.dirname, '../drizzle'));
  try {
    fill(store);
    const from = FIRST_DAY + 600;
    const raw = store.read.prepare(STAYS_IN_WINDOW);
    const dates = [stayDate(from as DayNumber), stayDate((from + WINDOW) as DayNumber)] as const;
    const expected = raw.raw(from, from + WINDOW).length;
    const read = (): ReturnType<typeof readCalendar> => readCalendar(store.read, ...dates, 0);
    const { bars } = read();
    const names = splitTexts(bars.label, bars.count);
    const objects = names.map((label, row) => ({
      id: bars.id[row],
      kind: 'stay',
      reservationId: bars.reservationId[row],
      unitId: bars.unitId[row],
      roomTypeId: bars.roomTypeId[row],
      arrival: stayDate(bars.arrival[row] as DayNumber),
      departure: stayDate(bars.departure[row] as DayNumber),
      channel: 'airbnb',
      status: 'confirmed',
      flags: bars.flags[row],
      guests: bars.guests[row],
      label,
    }));
    const count = (rows: number) => (answer: unknown) =>
      assert.equal((answer as { length: number }).length, rows);
    const figures = await interleave(rounds, 5, [
      { name: 'raw statement', run: () => raw.raw(from, from + WINDOW), check: count(expected) },
      {
        name: 'calendar.read',
        run: read,
        check: (answer) => assert.equal((answer as ReturnType<typeof read>).bars.count, expected),
      },
      { name: 'clone of row objects', run: () => structuredClone(objects), check: count(expected) },
      {
        name: 'clone of columns',
        run: () => structuredClone(bars),
        check: (answer) => assert.equal((answer as typeof bars).id.length, expected),
      },
    ]);
    const median = (name: string): number => figures[name]?.median ?? Number.NaN;
    const ratio = [
      {
        name: 'calendar.read / raw statement',
        value: median('calendar.read') / median('raw statement'),
        limit: READ_LIMIT,
      },
      {
        name: 'columns / row objects',
        value: median('clone of columns') / median('clone of row objects'),
        limit: TRANSFER_LIMIT,
      },
    ];
    return [
      {
        id: 'D2',
        title: `calendar.read of ${UNITS} units × ${WINDOW} nights out of ${STAYS.toLocaleString('en')} stays`,
        target: `≤ ${READ_LIMIT} × the raw prepared statement; its transfer ≤ ${TRANSFER_LIMIT} × structured clone of row objects`,
        met: ratio.every(({ value, limit }) => value <= limit),
        figures,
        ratio,
        peer: 'better-sqlite3, the same statement',
      },
    ];
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

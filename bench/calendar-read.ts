import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCalendar } from '../src/app/handlers/calendar.ts';
import { splitTexts } from '../src/contract/columns.ts';
import { type DayNumber, stayDate } from '../src/domain/stay-date.ts';
import { STAYS_IN_WINDOW } from '../src/store/calendar.ts';
import { openDatabase } from '../src/store/database.ts';
import { fillHotel } from './calendar-hotel.ts';
import { type BenchResult, interleave } from './result.ts';

const UNITS = 300;
const STAYS = 100_000;
const WINDOW = 60;
const FIRST_DAY = 20_000;
const READ_LIMIT = 1.5;
const TRANSFER_LIMIT = 0.25;

/** D2: a window of the calendar against its own SQL, and its journey to the window against that of row objects. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'));
  const store = openDatabase(join(folder, 'bench.db'), resolve(import.meta.dirname, '../drizzle'));
  try {
    fillHotel(store, { units: UNITS, stays: STAYS, firstDay: FIRST_DAY });
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

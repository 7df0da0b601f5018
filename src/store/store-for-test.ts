import { resolve } from 'node:path';
import { dayNumber, parseStayDate, type DayNumber } from '../domain/stay-date.ts';
import { openDatabase, type Store, type WriteHandle } from './database.ts';
import { createWriter, type Writer } from './writer.ts';

export const MIGRATIONS = resolve(import.meta.dirname, '../../drizzle');

/** A migrated database in memory. */
export const storeForTest = (): Store => openDatabase(':memory:', MIGRATIONS);

/** The number of a date that a test writes down. */
export function day(text: string): DayNumber {
  const date = parseStayDate(text);
  if (!date) throw new Error(`${text} is no date`);
  return dayNumber(date);
}

export const NOW = Date.UTC(2027, 2, 1, 8);

/** One transaction with a journaling writer. */
export const written = <T>(store: Store, work: (writer: Writer, tx: WriteHandle) => T): T =>
  store.write((tx) => {
    const act = { commandId: null, actor: 'Test', origin: 'test', act: 'test', at: NOW, why: '' };
    return work(createWriter(tx, act), tx);
  });

export interface HotelForTest {
  readonly propertyId: number;
  readonly doubleId: number;
  readonly suiteId: number;
  /** Three doors of the double, one of the suite. */
  readonly doubleUnits: readonly number[];
  readonly suiteUnits: readonly number[];
  readonly connectionId: number;
}

/** A hotel of three doubles and a suite with one connection, nothing linked. */
export const hotelForTest = (store: Store): HotelForTest =>
  written(store, (writer) => {
    const at = { createdAt: NOW };
    const property = { name: 'Casa Prova', zone: 'Europe/Lisbon', currency: 'EUR', ...at };
    const propertyId = writer.insert('property', property).id;
    const type = (name: string, position: number): number =>
      writer.insert('room_type', { propertyId, name, sleeps: 2, position }).id;
    const [doubleId, suiteId] = [type('Double', 0), type('Suite', 1)];
    const unit = (roomTypeId: number, name: string): number =>
      writer.insert('unit', { roomTypeId, name, position: Number(name) }).id;
    return {
      propertyId,
      doubleId,
      suiteId,
      doubleUnits: ['101', '102', '103'].map((name) => unit(doubleId, name)),
      suiteUnits: [unit(suiteId, '201')],
      connectionId: connectionForTest(writer, propertyId),
    };
  });

export const connectionForTest = (writer: Writer, propertyId: number, name = 'Beds24'): number =>
  writer.insert('connection', {
    ...{ propertyId, provider: 'beds24', channel: 'beds24', name, environment: 'sandbox' },
    ...{
      baseUrl: 'https://example.test',
      secretKey: `connection:${name}`,
      createdAt: NOW,
      credentialAt: NOW,
    },
  }).id;

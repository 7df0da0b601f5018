import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stayDate } from '../domain/stay-date.ts';
import type { Store } from './database.ts';
import * as ledger from './ledger.ts';
import { day, storeForTest } from './store-for-test.ts';

const DOUBLE = 7;
const FIRST = day('2027-03-01');
const WINDOW = { from: FIRST, to: FIRST + 10 };

let store: Store;
beforeEach(() => (store = storeForTest()));
afterEach(() => store.close());

const range = (available: number, nights = 1, roomTypeId = DOUBLE): ledger.CellRange => ({
  ...{ roomTypeId, ratePlanId: 0, value: { available } },
  from: stayDate(FIRST),
  to: stayDate(day(`2027-03-0${nights}`)),
});
const rows = (): ledger.LedgerRow[] => ledger.loadLedger(store.read, 1, WINDOW);

describe('the table', () => {
  it('keeps channels apart, and answers the room types and nights that are asked for', () => {
    const write = (connectionId: number, roomTypeId: number, nights: number): void => {
      const item = { range: range(connectionId, nights, roomTypeId), receipt: { type: 'taken' } } as const;
      store.write((tx) => ledger.applyReceipts(tx, connectionId, [item], 1000));
    };
    write(1, DOUBLE, 3);
    write(1, 8, 3);
    write(2, DOUBLE, 3);
    const found = ledger.loadLedger(store.read, 1, { from: FIRST + 1, to: FIRST + 2 }, [DOUBLE]);
    expect(found).toMatchObject([{ roomTypeId: DOUBLE, day: FIRST + 1, acked: { available: 1 } }]);
    expect(ledger.loadLedger(store.read, 1, WINDOW)).toHaveLength(6);
    expect(store.write((tx) => ledger.forgetLedger(tx, 1))).toBe(6);
    expect(ledger.loadLedger(store.read, 2, WINDOW)).toHaveLength(3);
  });

  it('lets go of nights that are over', () => {
    store.write((tx) => ledger.markSent(tx, 1, [range(1, 4)], 1000));
    expect(store.write((tx) => ledger.forgetPastCells(tx, FIRST + 3))).toBe(3);
    expect(rows().map((row) => row.day)).toEqual([FIRST + 3]);
  });

  it('keeps nothing of a transaction that fails half-way', () => {
    expect(() =>
      store.write((tx) => {
        ledger.markSent(tx, 1, [range(1)], 1000);
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(rows()).toEqual([]);
  });

  it('owes again what it owed before, where what was told surely did not leave', () => {
    store.write((tx) => ledger.markSent(tx, 1, [range(2, 2)], 1000));
    const before = rows();
    store.write((tx) => ledger.markSent(tx, 1, [range(0, 3)], 2000));
    store.write((tx) => ledger.markUnsent(tx, 1, [range(0, 3)], before));
    expect(rows()).toEqual(before);
    expect(before).toMatchObject([{ sent: { available: 2 }, sentAt: 1000 }, { sent: { available: 2 } }]);
  });
});

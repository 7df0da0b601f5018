import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CellValue, type Lane, UNKNOWN } from '../domain/ari.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { addNights, stayDate } from '../domain/stay-date.ts';
import type { Store } from './database.ts';
import type { LedgerReceipt } from './ledger-cell.ts';
import { asIfTaken, shownLanes, shownOf, standingRefusals } from './ledger-lanes.ts';
import * as ledger from './ledger.ts';
import { day, storeForTest } from './store-for-test.ts';

const CONNECTION = 1;
const DOUBLE = 7 as RoomTypeId;
const FIRST = day('2027-03-01');
const KEY = { roomTypeId: DOUBLE, ratePlanId: 0, night: FIRST };
const WINDOW = { from: FIRST, to: FIRST + 10 };

let store: Store;
let at: number;
beforeEach(() => {
  store = storeForTest();
  at = 1000;
});
afterEach(() => store.close());

const range = (value: CellValue, nights = 1, ratePlanId = 0): ledger.CellRange => {
  const from = stayDate(FIRST);
  return { roomTypeId: DOUBLE, ratePlanId, from, to: addNights(from, nights - 1), value };
};
const send = (value: CellValue, nights = 1): void =>
  store.write((tx) => ledger.markSent(tx, CONNECTION, [range(value, nights)], (at += 10)));
const answer = (value: CellValue, receipt: LedgerReceipt, nights = 1): void =>
  store.write((tx) =>
    ledger.applyReceipts(tx, CONNECTION, [{ range: range(value, nights), receipt }], (at += 10)),
  );
const told = (value: CellValue): void => {
  send(value);
  answer(value, { type: 'taken' });
};
const read = (value: CellValue): void =>
  store.write((tx) => ledger.saveReading(tx, CONNECTION, [{ key: KEY, value }], (at += 10)));
const cell = (): ledger.LedgerRow | undefined => ledger.findCell(store.read, CONNECTION, KEY);
const shown = (): CellValue => shownOf(cell());
const refused = (words: string): LedgerReceipt => ({ type: 'refused', failure: { code: 'rejected', words } });

const lane = (columns: Record<string, readonly number[]>): Lane => ({
  ...{ roomTypeId: DOUBLE, ratePlanId: 0, from: FIRST, nights: Object.values(columns)[0]?.length ?? 0 },
  columns: Object.fromEntries(Object.entries(columns).map(([field, of]) => [field, Int32Array.from(of)])),
});
const rows = (): ledger.LedgerRow[] => ledger.loadLedger(store.read, CONNECTION, WINDOW);

describe('what a channel is known to show', () => {
  it('is nothing before anything was confirmed or read', () => {
    expect(shown()).toEqual({});
    expect(shownLanes(rows(), [lane({ available: [2, 2] })])[0]?.columns.available).toEqual(
      Int32Array.from([UNKNOWN, UNKNOWN]),
    );
  });

  it('is what a receipt confirmed, and not what was only told', () => {
    send({ available: 2, stopSell: false });
    expect(cell()).toMatchObject({ acked: null, sent: { available: 2, stopSell: false }, sentAt: 1010 });
    expect(shown()).toEqual({});
    answer({ available: 2, stopSell: false }, { type: 'taken' });
    expect(cell()).toMatchObject({ acked: { available: 2, stopSell: false }, ackedAt: 1020, sent: null });
    expect(shown()).toEqual({ available: 2, stopSell: false });
  });

  it('stays unknown where Bellhop was stopped between telling and the answer, for those fields only', () => {
    told({ available: 2, minLos: 3 });
    send({ available: 0 });
    expect(shown()).toEqual({ minLos: 3 });
    // after the start the same or a newer value is told again, and that one is answered
    told({ available: 1 });
    expect(shown()).toEqual({ available: 1, minLos: 3 });
    expect(cell()?.sent).toBeNull();
  });

  it('stays unknown where the answer was unsure', () => {
    told({ available: 2 });
    send({ available: 0 });
    answer({ available: 0 }, { type: 'unsure' });
    expect(shown()).toEqual({});
    expect(cell()).toMatchObject({ acked: { available: 2 }, sent: { available: 0 } });
  });

  it('stays owed where a late answer is about an older value than the one told since', () => {
    send({ available: 2 });
    send({ available: 0 });
    answer({ available: 2 }, { type: 'taken' });
    expect(shown()).toEqual({});
    answer({ available: 0 }, { type: 'taken' });
    expect(shown()).toEqual({ available: 0 });
  });

  it('is the newer of confirmed and read, field by field', () => {
    told({ available: 2, minLos: 2 });
    read({ available: 5 });
    expect(shown()).toEqual({ available: 5, minLos: 2 });
    // confirming another field does not bring the older word of this one back
    told({ minLos: 4 });
    expect(shown()).toEqual({ available: 5, minLos: 4 });
    read({ maxLos: 7 });
    expect(shown()).toEqual({ available: 5, minLos: 4, maxLos: 7 });
    told({ available: 1 });
    expect(shown()).toEqual({ available: 1, minLos: 4, maxLos: 7 });
  });

  it('goes by what was written later, also where the clock was set back or stood still', () => {
    read({ available: 5 });
    at = 10;
    told({ available: 1 });
    expect(shown()).toEqual({ available: 1 });
    at = 0;
    read({ available: 3 });
    expect(shown()).toEqual({ available: 3 });
  });

  it('is known again where the channel itself shows what was told', () => {
    send({ available: 0, minLos: 2 });
    read({ available: 0, minLos: 1 });
    // the shorter stay is shown still; what was told may be under way
    expect(shown()).toEqual({ available: 0 });
    expect(cell()?.sent).toEqual({ minLos: 2 });
  });

  it('is cut where the channel took less, and what was cut is not told again', () => {
    send({ available: 9 });
    answer({ available: 9 }, { type: 'taken', cutTo: { available: 5 }, words: 'Five rooms exist there.' });
    expect(shown()).toEqual({ available: 5 });
    expect(standingRefusals(rows(), [lane({ available: [9] })])).toMatchObject([
      { key: KEY, value: { available: 9 }, words: 'Five rooms exist there.' },
    ]);
    expect(standingRefusals(rows(), [lane({ available: [4] })])).toEqual([]);
  });

  it('is forgotten on request, so that it is told anew, but what is owed and refused stays', () => {
    told({ available: 2 });
    read({ minLos: 2 });
    send({ stopSell: true });
    answer({ priceMinor: 100 }, refused('Too cheap.'));
    const nights = { roomTypeId: DOUBLE, from: FIRST, to: FIRST + 1 };
    expect(store.write((tx) => ledger.forgetCells(tx, CONNECTION, nights))).toBe(1);
    expect(shown()).toEqual({});
    expect(cell()).toMatchObject({ sent: { stopSell: true }, refused: { priceMinor: 100 } });
  });

  it('leaves no row of a cell of which nothing is known any more', () => {
    told({ available: 2 });
    store.write((tx) =>
      ledger.forgetCells(tx, CONNECTION, { roomTypeId: DOUBLE, from: FIRST, to: FIRST + 1 }),
    );
    expect(rows()).toEqual([]);
  });

  it('answers in the shape that is asked for, one number a night', () => {
    send({ available: 2, stopSell: true, priceMinor: 900 }, 3);
    answer({ available: 2, stopSell: true, priceMinor: 900 }, { type: 'taken' }, 3);
    send({ available: 1 }, 1);
    const shape = lane({ available: [0, 0, 0, 0], stopSell: [0, 0, 0, 0] });
    const elsewhere: Lane = { ...shape, ratePlanId: 4 };
    const [found, other] = shownLanes(rows(), [shape, elsewhere]);
    expect(found?.columns).toEqual({
      available: Int32Array.from([UNKNOWN, 2, 2, UNKNOWN]),
      stopSell: Int32Array.from([1, 1, 1, UNKNOWN]),
    });
    expect(other?.columns.available).toEqual(new Int32Array(4).fill(UNKNOWN));
  });
});

describe('a refusal', () => {
  it('keeps what was confirmed, and the channel’s reason', () => {
    told({ priceMinor: 9000 });
    send({ priceMinor: 100 });
    answer({ priceMinor: 100 }, refused('Below the lowest price that is set at the channel.'));
    expect(shown()).toEqual({ priceMinor: 9000 });
    expect(cell()).toMatchObject({
      sent: null,
      refused: { priceMinor: 100 },
      refusedCode: 'rejected',
      refusedWords: 'Below the lowest price that is set at the channel.',
    });
  });

  it('stands while the same is desired, as if it had been taken; and no longer', () => {
    told({ priceMinor: 9000 });
    answer({ priceMinor: 100 }, refused('Too cheap.'));
    const desired = [lane({ priceMinor: [100, 100] })];
    const standing = standingRefusals(rows(), desired);
    expect(standing).toHaveLength(1);
    const shownNow = shownLanes(rows(), desired);
    expect(asIfTaken(shownNow, standing)[0]?.columns.priceMinor).toEqual(Int32Array.from([100, UNKNOWN]));
    expect(shownNow[0]?.columns.priceMinor).toEqual(Int32Array.from([9000, UNKNOWN]));
    expect(standingRefusals(rows(), [lane({ priceMinor: [101] })])).toEqual([]);
  });

  it('of several fields is over when one of them is desired otherwise', () => {
    answer({ priceMinor: 100, minLos: 9 }, refused('No.'));
    expect(standingRefusals(rows(), [lane({ priceMinor: [100], minLos: [9] })])).toHaveLength(1);
    expect(standingRefusals(rows(), [lane({ priceMinor: [100], minLos: [2] })])).toEqual([]);
  });

  it('is over when the field was taken, was shown, or a person tries again', () => {
    const nights = { roomTypeId: DOUBLE, from: FIRST, to: FIRST + 1 };
    const again = (): void => answer({ priceMinor: 100 }, refused('No.'));
    again();
    told({ priceMinor: 200 });
    expect(cell()?.refused).toBeNull();
    again();
    read({ priceMinor: 100 });
    expect(cell()).toMatchObject({ refused: null, refusedWords: null });
    again();
    store.write((tx) => ledger.retryRefused(tx, CONNECTION, nights));
    expect(cell()).toMatchObject({ refused: null, read: { priceMinor: 100 } });
  });

  it('parks its own cell and no other', () => {
    store.write((tx) =>
      ledger.applyReceipts(
        tx,
        CONNECTION,
        [
          { range: range({ available: 1 }, 2), receipt: { type: 'taken' } },
          { range: range({ priceMinor: 100 }, 2, 4), receipt: refused('No.') },
        ],
        at,
      ),
    );
    const desired = [lane({ available: [1, 1] }), { ...lane({ priceMinor: [100, 200] }), ratePlanId: 4 }];
    expect(standingRefusals(rows(), desired).map(({ key }) => key)).toEqual([{ ...KEY, ratePlanId: 4 }]);
    expect(shownLanes(rows(), desired)[0]?.columns.available).toEqual(Int32Array.from([1, 1]));
  });
});

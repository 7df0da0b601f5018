import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CELL_FIELDS, type CellField, type CellValue, type Lane, UNKNOWN } from '../domain/ari.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { type DayNumber, stayDate } from '../domain/stay-date.ts';
import { rounds } from '../testing/proof.ts';
import type { Store } from './database.ts';
import type { LedgerReceipt } from './ledger-cell.ts';
import { shownLanes, standingRefusals } from './ledger-lanes.ts';
import { applyReceipts, type CellRange, forgetCells, loadLedger, markSent, saveReading } from './ledger.ts';
import { day, storeForTest } from './store-for-test.ts';

const FROM = day('2027-12-29');
const NIGHTS = 2;
const TYPES = [3];
const PLANS = [0, 9];
const FIELDS: readonly CellField[] = ['available', 'priceMinor', 'stopSell', 'minLos'];

type Known = Map<CellField, number | boolean>;
const entries = (value: CellValue): [CellField, number | boolean][] =>
  CELL_FIELDS.flatMap((field) => (value[field] === undefined ? [] : [[field, value[field]]]));

/**
 * The ledger as one would say it: of each field the last word that somebody gave, and what is owed an answer. It knows
 * neither times nor parts.
 */
class Model {
  readonly #cells = new Map<string, { last: Known; owed: Known; refused: Known }>();

  cell(roomTypeId: number, ratePlanId: number, night: number) {
    const key = `${roomTypeId}:${ratePlanId}:${night}`;
    let cell = this.#cells.get(key);
    if (!cell) this.#cells.set(key, (cell = { last: new Map(), owed: new Map(), refused: new Map() }));
    return cell;
  }

  send(at: At, value: CellValue): void {
    const { owed } = this.cell(...at);
    for (const [field, told] of entries(value)) owed.set(field, told);
  }

  answer(at: At, value: CellValue, receipt: LedgerReceipt): void {
    const { last, owed, refused } = this.cell(...at);
    if (receipt.type === 'unsure') return;
    for (const [field, told] of entries(value)) {
      if (owed.get(field) === told) owed.delete(field);
      if (receipt.type === 'refused') refused.set(field, told);
      else {
        last.set(field, told);
        refused.delete(field);
      }
    }
    if (receipt.type === 'refused') return;
    for (const [field, cut] of entries(receipt.cutTo ?? {})) {
      last.set(field, cut);
      if (value[field] !== undefined && value[field] !== cut) refused.set(field, value[field]);
    }
  }

  read(at: At, value: CellValue): void {
    const { last, owed, refused } = this.cell(...at);
    for (const [field, shown] of entries(value)) {
      last.set(field, shown);
      if (owed.get(field) === shown) owed.delete(field);
      if (refused.get(field) === shown) refused.delete(field);
    }
  }

  shown(at: At, field: CellField): number {
    const { last, owed } = this.cell(...at);
    const value = owed.has(field) ? undefined : last.get(field);
    return value === undefined ? UNKNOWN : Number(value);
  }
}
type At = readonly [roomTypeId: number, ratePlanId: number, night: number];

interface Place {
  readonly type: number;
  readonly plan: number;
  readonly first: number;
  readonly nights: number;
}
type Step = {
  readonly clock: number;
  readonly place: Place;
  readonly value: CellValue;
  readonly fails: boolean;
} & (
  { readonly do: 'send' | 'read' | 'forget' } | { readonly do: 'answer'; readonly receipt: LedgerReceipt }
);

const small = fc.integer({ min: 0, max: 2 });
const value: fc.Arbitrary<CellValue> = fc
  .record(
    { available: small, priceMinor: small, stopSell: fc.boolean(), minLos: small },
    { requiredKeys: [] },
  )
  .filter((each) => Object.keys(each).length > 0);
const place: fc.Arbitrary<Place> = fc.record({
  type: fc.constantFrom(...TYPES),
  plan: fc.constantFrom(...PLANS),
  first: fc.nat(NIGHTS - 1),
  nights: fc.integer({ min: 1, max: 2 }),
});
const failure = { code: 'rejected', words: 'No.' };
const receipt: fc.Arbitrary<LedgerReceipt> = fc.oneof(
  fc.constant<LedgerReceipt>({ type: 'taken' }),
  value.map<LedgerReceipt>((cutTo) => ({ type: 'taken', cutTo })),
  fc.constant<LedgerReceipt>({ type: 'refused', failure }),
  fc.constant<LedgerReceipt>({ type: 'unsure' }),
);
const common = {
  // the clock may stand still and may be set back
  clock: fc.integer({ min: 0, max: 5 }),
  place,
  value,
  /** The transaction breaks after its work: a crash before it was on disk. */
  fails: fc.integer({ min: 0, max: 7 }).map((one) => one === 0),
};
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('send' as const, 'read' as const, 'forget' as const), ...common }),
  fc.record({ do: fc.constant('answer' as const), receipt, ...common }),
);

const rangeOf = ({ place: { type, plan, first, nights }, value: told }: Step): CellRange => ({
  ...{ roomTypeId: type, ratePlanId: plan, value: told },
  from: stayDate((FROM + first) as DayNumber),
  to: stayDate((FROM + first + nights - 1) as DayNumber),
});
const nightsOf = ({ place: { first, nights } }: Step): number[] =>
  Array.from({ length: nights }, (_, more) => FROM + first + more);

class Crash extends Error {}

function takeReal(store: Store, each: Step): void {
  const { type, plan, first, nights } = each.place;
  const at = each.clock;
  store.write((tx) => {
    if (each.do === 'send') markSent(tx, 1, [rangeOf(each)], at);
    else if (each.do === 'answer')
      applyReceipts(tx, 1, [{ range: rangeOf(each), receipt: each.receipt }], at);
    else if (each.do === 'forget')
      forgetCells(tx, 1, { roomTypeId: type, from: FROM + first, to: FROM + first + nights });
    else {
      const cells = nightsOf(each).map((night) => ({
        key: { roomTypeId: type as RoomTypeId, ratePlanId: plan, night: night as DayNumber },
        value: each.value,
      }));
      saveReading(tx, 1, cells, at);
    }
    if (each.fails) throw new Crash();
  });
}

function takeModel(model: Model, each: Step): void {
  const { type, plan } = each.place;
  for (const night of nightsOf(each)) {
    const at = [type, plan, night] as const;
    if (each.do === 'send') model.send(at, each.value);
    else if (each.do === 'answer') model.answer(at, each.value, each.receipt);
    else if (each.do === 'read') model.read(at, each.value);
    else for (const other of PLANS) model.cell(type, other, night).last.clear();
  }
}

const shape: readonly Lane[] = TYPES.flatMap((type) =>
  PLANS.map((ratePlanId) => ({
    ...{ roomTypeId: type as RoomTypeId, ratePlanId, from: FROM, nights: NIGHTS + 3 },
    columns: Object.fromEntries(FIELDS.map((field) => [field, new Int32Array(NIGHTS + 3)])),
  })),
);

function compare(store: Store, model: Model): void {
  const rows = loadLedger(store.read, 1, { from: FROM, to: FROM + NIGHTS + 3 });
  for (const lane of shownLanes(rows, shape))
    for (const field of FIELDS) {
      const expected = Array.from({ length: lane.nights }, (_, at) =>
        model.shown([lane.roomTypeId, lane.ratePlanId, FROM + at], field),
      );
      expect([...(lane.columns[field] ?? [])], field).toEqual(expected);
    }
  for (const row of rows) {
    const { refused } = model.cell(row.roomTypeId, row.ratePlanId, row.day);
    expect(new Map(entries(row.refused ?? {}))).toEqual(new Map(entries(Object.fromEntries(refused))));
  }
}

it('says of every field what the last word was, whatever was told, answered, read, forgotten and lost', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 15, maxLength: 50 }), (steps) => {
      const store = storeForTest();
      const model = new Model();
      try {
        for (const each of steps) {
          try {
            takeReal(store, each);
            takeModel(model, each);
          } catch (error) {
            if (!(error instanceof Crash)) throw error;
          }
          compare(store, model);
        }
      } finally {
        store.close();
      }
    }),
    { numRuns: rounds(2000, 60) },
  );
});

it('lets a refusal stand exactly as long as all that was refused is desired', () => {
  fc.assert(
    fc.property(value, value, (refused, desired) => {
      const store = storeForTest();
      try {
        const night = stayDate(FROM);
        const range = { roomTypeId: 3, ratePlanId: 0, from: night, to: night, value: refused };
        store.write((tx) => applyReceipts(tx, 1, [{ range, receipt: { type: 'refused', failure } }], 0));
        const wanted = { ...shape[0], nights: 1 } as Lane;
        const columns = Object.fromEntries(
          FIELDS.map((field) => [field, Int32Array.of(Number(desired[field] ?? UNKNOWN))]),
        );
        const rows = loadLedger(store.read, 1, { from: FROM, to: FROM + 1 });
        const isWanted = entries(refused).every(([field, told]) => desired[field] === told);
        expect(standingRefusals(rows, [{ ...wanted, columns }])).toHaveLength(isWanted ? 1 : 0);
      } finally {
        store.close();
      }
    }),
    { numRuns: rounds(500, 30) },
  );
});

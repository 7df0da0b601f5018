import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CELL_FIELDS, type CellField, type CellValue, type Lane, NO_PLAN, UNKNOWN } from './ari.ts';
import { type CellDelta, deltaOf } from './delta.ts';
import type { RoomTypeId } from './property.ts';
import type { DayNumber } from './stay-date.ts';

const FROM = 20_777 as DayNumber;
const DOUBLE = 1 as RoomTypeId;
const U = UNKNOWN;
type Columns = Partial<Record<CellField, readonly number[]>>;

function lane(columns: Columns, ratePlanId: number = NO_PLAN, from: number = FROM): Lane {
  const typed = Object.fromEntries(
    Object.entries(columns).map(([field, numbers]) => [field, Int32Array.from(numbers)]),
  );
  const nights = Object.values(columns)[0]?.length ?? 0;
  return { roomTypeId: DOUBLE, ratePlanId, from: from as DayNumber, nights, columns: typed };
}

/** The delta of one lane, as night, direction and value. */
const told = (desired: Columns, shown: Columns, together: readonly (readonly CellField[])[] = []) =>
  deltaOf([lane(desired)], [lane(shown)], together).map(({ key, direction, value }) => [
    key.night - FROM,
    direction,
    value,
  ]);

it('tells what differs, and what is not known', () => {
  expect(told({ available: [2, 0, 1, 3] }, { available: [2, 1, U, 3] })).toEqual([
    [1, 'closes', { available: 0 }],
    [2, 'opens', { available: 1 }],
  ]);
  expect(told({ available: [2, 0] }, {})).toEqual([
    [1, 'closes', { available: 0 }],
    [0, 'opens', { available: 2 }],
  ]);
});

it('leaves alone what nothing is desired of', () => {
  expect(told({ priceMinor: [U, U] }, { priceMinor: [9_000, U] })).toEqual([]);
  expect(told({ available: [1] }, { available: [1], minLos: [4] })).toEqual([]);
});

it('says what was shown of the fields it tells, as far as it is known', () => {
  const [cell] = deltaOf(
    [lane({ available: [0], minLos: [3], stopSell: [1] })],
    [lane({ available: [2], minLos: [U], stopSell: [1] })],
    [['available', 'stopSell', 'minLos']],
  );
  expect(cell?.value).toEqual({ available: 0, stopSell: true, minLos: 3 });
  expect(cell?.before).toEqual({ available: 2, stopSell: true });
});

it('finds the shown lane wherever it stands and whenever it begins', () => {
  const desired = [lane({ available: [1, 1, 1] }), lane({ priceMinor: [90, 80, 70] }, 5)];
  const shown = [
    lane({ priceMinor: [1, 90, 80, 70, 2] }, 5, FROM - 1),
    lane({ available: [1, 1] }, 0, FROM + 1),
  ];
  expect(deltaOf(desired, shown, []).map(({ key }) => [key.ratePlanId, key.night])).toEqual([[0, FROM]]);
});

it.each<[CellField, number, number, string]>([
  ['available', 3, 1, 'closes'],
  ['available', 1, 3, 'opens'],
  ['stopSell', 0, 1, 'closes'],
  ['stopSell', 1, 0, 'opens'],
  ['stopSell', U, 1, 'closes'],
  ['stopSell', U, 0, 'opens'],
  ['closedToArrival', 0, 1, 'closes'],
  ['closedToArrival', 1, 0, 'opens'],
  ['closedToDeparture', 0, 1, 'closes'],
  ['closedToDeparture', 1, 0, 'opens'],
  ['minLos', 1, 3, 'closes'],
  ['minLos', 3, 1, 'opens'],
  ['minLos', U, 3, 'opens'],
  ['maxLos', 0, 7, 'closes'],
  ['maxLos', 7, 3, 'closes'],
  ['maxLos', 3, 7, 'opens'],
  ['maxLos', 7, 0, 'opens'],
  ['priceMinor', 9_000, 8_000, 'other'],
  ['priceMinor', U, 8_000, 'other'],
])('%s from %i to %i: %s', (field, before, after, direction) =>
  expect(deltaOf([lane({ [field]: [after] })], [lane({ [field]: [before] })], [])[0]?.direction).toBe(
    direction,
  ),
);

it('lets a closing that is told again stay a closing, where the most closed that may be shown is known', () => {
  const directions = (desired: Columns, least: Columns) =>
    deltaOf([lane(desired)], [lane({})], [], [lane(least)]).map(({ direction }) => direction);
  expect(directions({ available: [1, 2, 1, 1] }, { available: [1, 1, 2, U] })).toEqual([
    'closes',
    'closes',
    'opens',
    'opens',
  ]);
  expect(directions({ minLos: [3] }, { minLos: [3] })).toEqual(['closes']);
  expect(directions({ minLos: [2] }, { minLos: [3] })).toEqual(['opens']);
  expect(directions({ maxLos: [0] }, { maxLos: [7] })).toEqual(['opens']);
  expect(directions({ priceMinor: [9_000] }, { priceMinor: [9_000] })).toEqual(['other']);
});

it('parts a night that closes and opens, so that no closing waits for an opening', () => {
  expect(told({ available: [1], minLos: [1] }, { available: [3], minLos: [4] })).toEqual([
    [0, 'closes', { available: 1 }],
    [0, 'opens', { minLos: 1 }],
  ]);
  expect(told({ available: [4], stopSell: [1] }, { available: [1], stopSell: [0] })).toEqual([
    [0, 'closes', { stopSell: true }],
    [0, 'opens', { available: 4 }],
  ]);
});

it('keeps a group whole, and lets the units decide what it does', () => {
  const group = [['available', 'stopSell', 'closedToArrival']] as const;
  expect(told({ available: [1], stopSell: [0] }, { available: [3], stopSell: [1] }, group)).toEqual([
    [0, 'opens', { available: 1, stopSell: false }],
  ]);
  expect(told({ available: [4], stopSell: [1] }, { available: [1], stopSell: [0] }, group)).toEqual([
    [0, 'closes', { available: 4, stopSell: true }],
  ]);
  expect(
    told(
      { available: [1], stopSell: [0], closedToArrival: [0] },
      { available: [3], stopSell: [0], closedToArrival: [1] },
      group,
    ),
  ).toEqual([[0, 'closes', { available: 1, stopSell: false, closedToArrival: false }]]);
});

it('closes with a group of which nothing is known where nothing is left to sell', () => {
  const group = [['available', 'closedToArrival']] as const;
  expect(told({ available: [0, 1], closedToArrival: [0, 0] }, {}, group)).toEqual([
    [0, 'closes', { available: 0, closedToArrival: false }],
    [1, 'opens', { available: 1, closedToArrival: false }],
  ]);
});

it('sends along a group’s other fields, and through a shared field another group’s', () => {
  const groups = [['available', 'stopSell'] as const, ['stopSell', 'minLos'] as const];
  expect(
    told(
      { available: [1], stopSell: [0], minLos: [2], maxLos: [9] },
      { available: [2], stopSell: [0], minLos: [2], maxLos: [9] },
      groups,
    ),
  ).toEqual([[0, 'closes', { available: 1, stopSell: false, minLos: 2 }]]);
});

it('tells the last unit first, then other closings, then prices, then openings, each from the nearest night on', () => {
  const desired = [
    lane({ available: [3, 1, 0, 0, 5, 1, 1], closedToArrival: [0, 0, 0, 0, 0, 0, 1] }),
    lane({ priceMinor: [90, 80, 70, 70, 70, 70, 70] }, 5),
  ];
  const shown = [
    lane({ available: [2, 2, 1, 2, 4, 2, 1], closedToArrival: [0, 0, 0, 0, 0, 0, 0] }),
    lane({ priceMinor: [90, 90, 70, 70, 70, 70, 60] }, 5),
  ];
  const order = deltaOf(desired, shown, []).map(({ key, direction }) => [direction, key.night - FROM]);
  expect(order).toEqual([
    ['closes', 2],
    ['closes', 3],
    ['closes', 1],
    ['closes', 5],
    ['closes', 6],
    ['other', 1],
    ['other', 6],
    ['opens', 0],
    ['opens', 4],
  ]);
});

const numberOf = (field: CellField): fc.Arbitrary<number> =>
  field === 'stopSell' || field === 'closedToArrival' || field === 'closedToDeparture'
    ? fc.constantFrom(U, 0, 1)
    : fc.constantFrom(U, 0, 1, 2, 3);
const NIGHTS = 5;
const columnsWith = (fields: readonly CellField[]): fc.Arbitrary<Columns> =>
  fc.record(
    Object.fromEntries(
      fields.map((field) => [field, fc.array(numberOf(field), { minLength: NIGHTS, maxLength: NIGHTS })]),
    ),
  );
const lanesOf = (fields: readonly CellField[]): fc.Arbitrary<Lane[]> =>
  fc
    .tuple(columnsWith(fields), columnsWith(fields), columnsWith(fields))
    .map((all) => all.map((columns, at) => ({ ...lane(columns, at), nights: NIGHTS })));
const groupsOf = fc.array(fc.subarray([...CELL_FIELDS], { minLength: 1 }), { maxLength: 3 });
const anyCase = fc
  .subarray([...CELL_FIELDS], { minLength: 1 })
  .chain((fields) => fc.tuple(lanesOf(fields), lanesOf(fields), groupsOf));

/** What is shown once every cell has been taken as it was told. */
function taken(shown: readonly Lane[], deltas: readonly CellDelta[]): Lane[] {
  const after = shown.map((lane) => ({
    ...lane,
    columns: Object.fromEntries(
      Object.entries(lane.columns).map(([field, column]) => [field, column.slice()]),
    ),
  }));
  for (const { key, value } of deltas)
    for (const [field, told] of Object.entries(value)) {
      const column = after.find(({ ratePlanId }) => ratePlanId === key.ratePlanId)?.columns[field];
      if (column) column[key.night - FROM] = Number(told);
    }
  return after;
}

it('leaves nothing to tell once all receipts are in', () => {
  fc.assert(
    fc.property(anyCase, ([desired, shown, together]) => {
      const deltas = deltaOf(desired, shown, together);
      expect(deltaOf(desired, taken(shown, deltas), together)).toEqual([]);
    }),
  );
});

it('tells exactly what differs and what goes along with it, each field once', () => {
  fc.assert(
    fc.property(anyCase, ([desired, shown, together]) => {
      const deltas = deltaOf(desired, shown, together);
      const fieldsTold = new Map<string, number>();
      for (const { key, value, before } of deltas)
        for (const field of Object.keys(value) as CellField[]) {
          const name = `${key.ratePlanId}/${key.night - FROM}/${field}`;
          fieldsTold.set(name, (fieldsTold.get(name) ?? 0) + 1);
          const was = shown[key.ratePlanId]?.columns[field]?.[key.night - FROM] ?? U;
          expect(before[field] === undefined ? U : Number(before[field])).toBe(was);
        }
      for (const [plan, { columns }] of desired.entries())
        for (let at = 0; at < NIGHTS; at++) {
          const wanted = (field: CellField): number => columns[field]?.[at] ?? U;
          const sent = new Set(
            CELL_FIELDS.filter((f) => wanted(f) !== U && wanted(f) !== shown[plan]?.columns[f]?.[at]),
          );
          for (let size = -1; size !== sent.size;) {
            size = sent.size;
            // groups are said of fields, whether or not something is desired of them tonight
            const linked = together.filter((group) => group.some((field) => sent.has(field)));
            for (const group of linked) for (const field of group) sent.add(field);
          }
          for (const field of CELL_FIELDS) {
            const isTold = sent.has(field) && wanted(field) !== U;
            expect(fieldsTold.get(`${plan}/${at}/${field}`) ?? 0).toBe(isTold ? 1 : 0);
          }
        }
    }),
  );
});

it('sends closings before all else and keeps the order that its urgencies say', () => {
  fc.assert(
    fc.property(anyCase, ([desired, shown, together]) => {
      const deltas = deltaOf(desired, shown, together);
      const rank = { closes: 0, other: 1, opens: 2 };
      deltas.slice(1).forEach((delta, at) => {
        const earlier = deltas[at] as CellDelta;
        expect(rank[earlier.direction]).toBeLessThanOrEqual(rank[delta.direction]);
        expect(earlier.urgency).toBeGreaterThanOrEqual(delta.urgency);
      });
    }),
  );
});

it('calls nothing an opening that only takes away, and no closing one that only gives', () => {
  const easier: Readonly<Record<CellField, (before: number, after: number) => boolean>> = {
    available: (before, after) => after > before,
    priceMinor: () => false,
    stopSell: (before, after) => after < before,
    closedToArrival: (before, after) => after < before,
    closedToDeparture: (before, after) => after < before,
    minLos: (before, after) => after < before,
    maxLos: (before, after) => (after || Infinity) > (before || Infinity),
  };
  const isEasier = (field: CellField, before: CellValue, after: CellValue): boolean =>
    before[field] === undefined
      ? field !== 'priceMinor' && after.available !== 0
      : easier[field](Number(before[field]), Number(after[field]));
  fc.assert(
    fc.property(anyCase, ([desired, shown]) => {
      for (const { direction, value, before } of deltaOf(desired, shown, [])) {
        const fields = (Object.keys(value) as CellField[]).filter((field) => value[field] !== before[field]);
        if (direction === 'closes' || direction === 'other')
          expect(fields.some((f) => before[f] !== undefined && isEasier(f, before, value))).toBe(false);
        if (direction === 'opens') expect(fields.some((f) => isEasier(f, before, value))).toBe(true);
      }
    }),
  );
});

import assert from 'node:assert/strict';
import { CELL_FIELDS, type CellField, type Lane } from '../src/domain/ari.ts';
import { compactCells, type RangeChange } from '../src/domain/compact.ts';
import { type CellDelta, deltaOf } from '../src/domain/delta.ts';
import type { RoomTypeId } from '../src/domain/property.ts';
import { type DayNumber, dayNumber } from '../src/domain/stay-date.ts';
import { type BenchResult, type Figure, type Implementation, interleave } from './result.ts';

const CONNECTIONS = 8;
const PLANS = 40;
const NIGHTS = 730;
const CELLS = CONNECTIONS * PLANS * NIGHTS;
const FROM = 20_777 as DayNumber;
const FIELDS = CELL_FIELDS.filter((field) => field !== 'available');
/** Nights of a stretch that was repriced or closed. */
const STRETCH = 7;
const WARMUP = 8;
const DELTA_LIMIT = 3;
const LINEAR_LIMIT = 12;
const TOGETHER = [['closedToArrival', 'closedToDeparture', 'stopSell']] as const;
const LIMITS = { nightsPerRange: 365, breaksAtMonthEnd: false };

interface Side {
  readonly desired: readonly Lane[];
  readonly shown: readonly Lane[];
}
interface Hotel {
  readonly sides: readonly Side[];
  /** Cells that were made to differ, and the ranges that they make. */
  readonly planted: number;
  readonly ranges: number;
}

function columnsFor(plan: number): Record<CellField, Int32Array> {
  const column = (numberAt: (night: number) => number): Int32Array =>
    Int32Array.from({ length: NIGHTS }, (_, night) => numberAt(night));
  return {
    available: column(() => 1),
    priceMinor: column((night) => 9_000 + plan * 100 + (night % 7) * 500),
    stopSell: column(() => 0),
    closedToArrival: column((night) => (night % 7 === 5 ? 1 : 0)),
    closedToDeparture: column(() => 0),
    minLos: column((night) => 1 + (night % 3)),
    maxLos: column(() => 0),
  };
}

const laneOf = (plan: number, columns: Readonly<Record<CellField, Int32Array>>): Lane => ({
  roomTypeId: 1 as RoomTypeId,
  ratePlanId: plan + 1,
  from: FROM,
  nights: NIGHTS,
  columns: Object.fromEntries(FIELDS.map((field) => [field, columns[field]])),
});

/** A hotel of which one night in `every` stretches, on every plan, is shown at another price; 1 is all of them. */
function hotelWith(every: number, connections: number): Hotel {
  let [planted, ranges] = [0, 0];
  const sides = Array.from({ length: connections }, () => {
    const [desired, shown]: [Lane[], Lane[]] = [[], []];
    for (let plan = 0; plan < PLANS; plan++) {
      const [wanted, was] = [columnsFor(plan), columnsFor(plan)];
      for (let stretch = plan % every; every > 0 && stretch * STRETCH < NIGHTS; stretch += every) {
        const [from, to] = [stretch * STRETCH, Math.min(NIGHTS, (stretch + 1) * STRETCH)];
        // neighbours at other prices, so that every stretch is one range
        wanted.priceMinor.fill(5_000 + (stretch % 2) * 1_000, from, to);
        planted += to - from;
        ranges++;
      }
      desired.push(laneOf(plan, wanted));
      shown.push(laneOf(plan, was));
    }
    return { desired, shown };
  });
  return { sides, planted, ranges };
}

/** The least that any way must do: every number looked at beside its neighbour. */
function bareComparison({ sides }: Hotel): number {
  let different = 0;
  for (const { desired, shown } of sides)
    for (let at = 0; at < desired.length; at++) {
      const [wanted, was] = [(desired[at] as Lane).columns, (shown[at] as Lane).columns];
      for (const field of FIELDS) {
        const [a, b] = [wanted[field] as Int32Array, was[field] as Int32Array];
        for (let night = 0; night < a.length; night++) if (a[night] !== b[night]) different++;
      }
    }
  return different;
}

const deltasOf = ({ sides }: Hotel): CellDelta[][] =>
  sides.map(({ desired, shown }) => deltaOf(desired, shown, TOGETHER));

const pair = (label: string, hotel: Hotel): Implementation[] => [
  {
    name: `bare comparison, ${label}`,
    run: () => bareComparison(hotel),
    check: (answer) => assert.equal(answer, hotel.planted),
  },
  {
    name: `delta, ${label}`,
    run: () => deltasOf(hotel),
    check: (answer) => {
      const deltas = (answer as CellDelta[][]).flat();
      assert.equal(deltas.length, hotel.planted);
      for (const { value, before } of deltas) assert.notEqual(value.priceMinor, before.priceMinor);
    },
  },
];

function compaction(name: string, connections: number): Implementation {
  const hotel = hotelWith(1, connections);
  // as many plans of one channel, so that one call gets them all
  const cells = deltasOf(hotel).flatMap((deltas, at) =>
    deltas.map(({ key, ...rest }) => ({ ...rest, key: { ...key, ratePlanId: key.ratePlanId + at * PLANS } })),
  );
  return {
    name,
    run: () => compactCells(cells, LIMITS),
    check: (answer) => {
      const ranges = answer as RangeChange[];
      const nights = ranges.reduce((sum, { from, to }) => sum + dayNumber(to) - dayNumber(from) + 1, 0);
      assert.equal(nights, hotel.planted);
      assert.equal(ranges.length, hotel.ranges);
    },
  };
}

/** D1: what a push has to say, against a bare look at the same numbers; and joining it into ranges. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const [settled, usual, all] = [
    hotelWith(0, CONNECTIONS),
    hotelWith(100, CONNECTIONS),
    hotelWith(1, CONNECTIONS),
  ];
  const figures = await interleave(rounds, WARMUP, [
    ...pair('nothing differs', settled),
    ...pair('1 % differs', usual),
    ...pair('all differs', all),
    compaction('compaction of 29,200 cells', 1),
    compaction('compaction of 292,000 cells', 10),
  ]);
  return [judge(figures)];
}

function judge(figures: Record<string, Figure>): BenchResult {
  const at = (name: string): number => figures[name]?.median ?? Number.NaN;
  const ratioOf = (label: string): number => at(`delta, ${label}`) / at(`bare comparison, ${label}`);
  const ratio = [
    { name: 'delta / bare, nothing differs', value: ratioOf('nothing differs'), limit: DELTA_LIMIT },
    { name: 'delta / bare, 1 % differs', value: ratioOf('1 % differs'), limit: DELTA_LIMIT },
    {
      name: 'compaction of ten times as many',
      value: at('compaction of 292,000 cells') / at('compaction of 29,200 cells'),
      limit: LINEAR_LIMIT,
    },
  ];
  return {
    id: 'D1',
    title: `Delta of ${PLANS} rate plans × ${NIGHTS} nights × ${CONNECTIONS} connections (${CELLS.toLocaleString('en')} cells of ${FIELDS.length} fields)`,
    target: `at most ${DELTA_LIMIT} × a bare comparison of the same numbers, with nothing and with 1 % different; ten times the cells compact in at most ${LINEAR_LIMIT} × the time`,
    met: ratio.every(({ value, limit }) => value <= limit),
    figures,
    ratio,
    peer: 'bare typed-array loop (V8)',
  };
}

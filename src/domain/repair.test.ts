import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { repair, type RepairMove } from './repair.ts';
import type { DayNumber } from './stay-date.ts';

const FIRST = 20_777;
const TYPE = 1 as RoomTypeId;
const unitIds = (count: number): UnitId[] =>
  Array.from({ length: count }, (_, index) => (index + 1) as UnitId);

const stay = (
  id: number,
  unit: number,
  from: number,
  to: number,
  more: Partial<Occupant> = {},
): Occupant => ({
  kind: 'stay',
  id,
  unitId: unit === 0 ? null : (unit as UnitId),
  roomTypeId: TYPE,
  arrival: (FIRST + from) as DayNumber,
  departure: (FIRST + to) as DayNumber,
  isUncertain: false,
  isByStaff: false,
  ...more,
});

function indexOf(units: readonly UnitId[], occupants: readonly Occupant[]): OccupancyIndex {
  const index = new OccupancyIndex(units.map((id) => ({ id, roomTypeId: TYPE })));
  for (const occupant of occupants) index.put(occupant);
  return index;
}

const overlap = (a: Occupant, b: Occupant): boolean => a.arrival < b.departure && b.arrival < a.departure;

/** Applies moves: true where the stay ends alone, nobody moved meets anybody, and no fixed one was moved. */
function isSettled(
  occupants: readonly Occupant[],
  wanted: Occupant,
  moves: readonly RepairMove[],
  fixed: ReadonlySet<number>,
): boolean {
  const moved = new Map(moves.map((move) => [move.stayId, move]));
  if (moves.some((move) => fixed.has(move.stayId))) return false;
  const after = occupants.map((one) => ({
    ...one,
    unitId: one.kind === 'stay' ? (moved.get(one.id)?.to ?? one.unitId) : one.unitId,
  }));
  return after
    .filter((one) => one.kind === 'stay' && (one.id === wanted.id || moved.has(one.id)))
    .every(
      (one) =>
        one.unitId !== null &&
        !after.some((other) => other !== one && other.unitId === one.unitId && overlap(one, other)),
    );
}

/** The fewest moves by trying every seating of all stays. */
function fewestByForce(
  occupants: readonly Occupant[],
  wanted: Occupant,
  units: readonly UnitId[],
  fixed: ReadonlySet<number>,
): number | null {
  const movable = occupants.filter((one) => one.kind === 'stay' && !fixed.has(one.id));
  let best: number | null = null;
  const moves: RepairMove[] = [];
  const seat = (at: number): void => {
    if (best !== null && moves.length >= best) return;
    const one = movable[at];
    if (!one) {
      if (isSettled(occupants, wanted, moves, fixed)) best = moves.length;
      return;
    }
    seat(at + 1);
    for (const to of units) {
      if (to === one.unitId) continue;
      moves.push({ stayId: one.id, from: one.unitId, to });
      seat(at + 1);
      moves.pop();
    }
  };
  seat(0);
  return best;
}

describe('repair', () => {
  it('does nothing more than take a free unit where there is one', () => {
    const parked = stay(1, 0, 2, 5);
    const index = indexOf(unitIds(2), [parked, stay(2, 1, 0, 4)]);
    expect(repair(index, parked, unitIds(2), () => true)).toEqual({
      moves: [{ stayId: 1, from: null, to: 2 }],
      exact: true,
    });
  });

  it('moves one stay where the free nights lie in two units', () => {
    const parked = stay(1, 0, 2, 6);
    const index = indexOf(unitIds(2), [parked, stay(2, 1, 0, 3), stay(3, 2, 5, 8)]);
    expect(repair(index, parked, unitIds(2), () => true)).toEqual({
      moves: [
        { stayId: 1, from: null, to: 1 },
        { stayId: 2, from: 1, to: 2 },
      ],
      exact: true,
    });
  });

  it('knows at once that no moving helps on a night when somebody is in every unit', () => {
    const parked = stay(1, 0, 2, 6);
    const index = indexOf(unitIds(2), [parked, stay(2, 1, 0, 4), stay(3, 2, 3, 8)]);
    expect(repair(index, parked, unitIds(2), () => true, { nodeBudget: 0 })).toEqual({
      moves: null,
      exact: true,
    });
  });

  it('never moves whom it may not, and never a block', () => {
    const parked = stay(1, 0, 2, 6);
    const others = [stay(2, 1, 0, 4), stay(3, 2, 4, 8), stay(4, 3, 0, 3)];
    const index = indexOf(unitIds(3), [parked, ...others]);
    expect(repair(index, parked, unitIds(3), ({ id }) => id !== 3).moves?.map((m) => m.stayId)).not.toContain(
      3,
    );
    const blocked = indexOf(unitIds(2), [parked, stay(2, 1, 0, 9, { kind: 'block' }), stay(3, 2, 0, 3)]);
    expect(repair(blocked, parked, unitIds(2), () => true)).toEqual({ moves: null, exact: true });
  });

  it('lets a stay that must not move keep its unit while the other goes', () => {
    const inHouse = stay(1, 1, 0, 4);
    const index = indexOf(unitIds(2), [inHouse, stay(2, 1, 2, 6)]);
    expect(repair(index, inHouse, unitIds(2), ({ id }) => id !== 1)).toEqual({
      moves: [{ stayId: 2, from: 1, to: 2 }],
      exact: true,
    });
  });

  it('says so when it gave up, or when a stay reaches beyond what it looked at', () => {
    const parked = stay(1, 0, 2, 6);
    const index = indexOf(unitIds(2), [parked, stay(2, 1, 0, 3), stay(3, 2, 5, 8)]);
    expect(repair(index, parked, unitIds(2), () => true, { nodeBudget: 0 })).toEqual({
      moves: null,
      exact: false,
    });
    const long = indexOf(unitIds(2), [parked, stay(2, 1, 4, 90), stay(3, 2, 0, 3)]);
    expect(repair(long, parked, unitIds(2), ({ id }) => id !== 3)).toEqual({ moves: null, exact: false });
  });

  it('finds the fewest moves, as trying everything does', () => {
    const drawn = fc.record({
      units: fc.integer({ min: 2, max: 4 }),
      pieces: fc.array(
        fc.record({
          unit: fc.integer({ min: 1, max: 4 }),
          from: fc.integer({ min: 0, max: 7 }),
          nights: fc.integer({ min: 1, max: 4 }),
          isFixed: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
          isBlock: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
          mayMeet: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
        }),
        { minLength: 2, maxLength: 7, size: 'max' },
      ),
      unit: fc.integer({ min: -2, max: 4 }).map((unit) => Math.max(0, unit)),
      from: fc.integer({ min: 0, max: 5 }),
      nights: fc.integer({ min: 2, max: 6 }),
    });
    let solved = 0;
    fc.assert(
      fc.property(drawn, ({ units, pieces, unit, from, nights }) => {
        const pool = unitIds(units);
        const wanted = stay(1, Math.min(unit, units), from, from + nights);
        // Mostly a calendar in order, so that the work lies in the moving and not in the mess that was there.
        const others: Occupant[] = [];
        for (const [at, piece] of pieces.entries()) {
          const { unit: own, from: start, isBlock, mayMeet } = piece;
          const kind = isBlock ? 'block' : 'stay';
          const next = stay(at + 2, Math.min(own, units), start, start + piece.nights, { kind });
          if (mayMeet || !others.some((one) => one.unitId === next.unitId && overlap(one, next)))
            others.push(next);
        }
        const fixed = new Set(pieces.flatMap((piece, at) => (piece.isFixed ? [at + 2] : [])));
        const all = [wanted, ...others];
        const index = indexOf(pool, all);
        const limits = { maxMoves: 8, nodeBudget: 1_000_000 };
        const alone = !others.some((other) => other.unitId === wanted.unitId && overlap(wanted, other));
        if (wanted.unitId !== null && alone) return;
        const { moves, exact } = repair(index, wanted, pool, ({ id }) => !fixed.has(id), limits);
        const best = fewestByForce(all, wanted, pool, fixed);
        expect(exact).toBe(true);
        expect(moves?.length ?? null).toBe(best);
        if (moves) expect(isSettled(all, wanted, moves, fixed)).toBe(true);
        if (moves && moves.length > 1) solved++;
        expect(index.size).toBe(all.length);
      }),
      { numRuns: 1000 },
    );
    expect(solved).toBeGreaterThan(10);
  });
});

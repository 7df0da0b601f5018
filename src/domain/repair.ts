import type { Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { UnitId } from './property.ts';
import { type Piece, RepairSearch } from './repair-search.ts';

/** One step of a repair: `from` is null for a stay that was parked. */
export interface RepairMove {
  /** Room stay id. */
  readonly stayId: number;
  readonly from: UnitId | null;
  readonly to: UnitId;
}

export interface RepairResult {
  /** Null where no way was found. */
  readonly moves: readonly RepairMove[] | null;
  /** True where it is certain: no way with fewer moves, or no way at all within the limits asked for. */
  readonly exact: boolean;
}

export interface RepairLimits {
  /** Most moves a person would carry out. */
  readonly maxMoves?: number;
  /** Steps of search after which it gives up and says so. */
  readonly nodeBudget?: number;
  /** Nights looked at before and after the stay; one that reaches further is left where it is. */
  readonly margin?: number;
}

const MAX_MOVES = 5;
const NODE_BUDGET = 20_000;
const MARGIN = 29;

interface Board {
  readonly first: number;
  readonly nights: number;
  readonly pieces: readonly Piece[];
  readonly occupants: readonly Occupant[];
}

/**
 * The fewest unit changes that give a stay a unit of its own for all its nights. The stay may be parked or share a unit with
 * others; staying where it is while the others go counts too. `canMove` says who may be moved at all: nobody in house, gone or
 * locked; blocks never are. `units`: where anybody may go, as a rule the units of one room type. The index is not changed.
 */
export function repair(
  index: OccupancyIndex,
  stay: Occupant,
  units: readonly UnitId[],
  canMove: (occupant: Occupant) => boolean,
  limits: RepairLimits = {},
): RepairResult {
  const board = boardFor(index, stay, units, canMove, limits.margin ?? MARGIN);
  if (isFull(board, units.length)) return { moves: null, exact: true };
  const budget = limits.nodeBudget ?? NODE_BUDGET;
  const search = new RepairSearch(board.pieces, units.length, board.nights, budget);
  const own = stay.unitId === null ? -1 : units.indexOf(stay.unitId);
  const mayLeave = stay.unitId === null || canMove(stay);
  const elsewhere = units.map((_, unit) => unit).filter((unit) => mayLeave && unit !== own);
  for (let moves = 1; moves <= (limits.maxMoves ?? MAX_MOVES); moves++) {
    // Leaving its unit, or the parking row, is a move of its own; being left alone in its unit is none.
    const isFound = search.seatFirst(elsewhere, moves - 1) || (own >= 0 && search.seatFirst([own], moves));
    if (isFound) return { moves: movesOf(board, search, units), exact: !search.hasMetEdge };
    if (search.hasRunOut) return { moves: null, exact: false };
  }
  return { moves: null, exact: !search.hasMetEdge };
}

function boardFor(
  index: OccupancyIndex,
  stay: Occupant,
  units: readonly UnitId[],
  canMove: (occupant: Occupant) => boolean,
  margin: number,
): Board {
  const first = stay.arrival - margin;
  const nights = stay.departure + margin - first;
  const others = units.flatMap((unitId, unit) =>
    index
      .sharing(unitId, first, first + nights)
      .filter(({ kind, id }) => kind !== stay.kind || id !== stay.id)
      .map((occupant) => ({ occupant, unit })),
  );
  const piece = (occupant: Occupant, unit: number): Piece => ({
    unit,
    from: Math.max(0, occupant.arrival - first),
    to: Math.min(nights, occupant.departure - first),
    isMovable: occupant.kind === 'stay' && canMove(occupant),
    isCut: occupant.arrival < first || occupant.departure > first + nights,
  });
  return {
    first,
    nights,
    pieces: [piece(stay, -1), ...others.map(({ occupant, unit }) => piece(occupant, unit))],
    occupants: [stay, ...others.map(({ occupant }) => occupant)],
  };
}

/** True where on one of its nights somebody else is in every unit: whoever goes out of one must go into another. */
function isFull({ pieces }: Board, units: number): boolean {
  const [stay, ...others] = pieces as [Piece, ...Piece[]];
  for (let night = stay.from; night < stay.to; night++) {
    const here = others.filter(({ from, to }) => from <= night && night < to);
    if (new Set(here.map(({ unit }) => unit)).size >= units) return true;
  }
  return false;
}

function movesOf(board: Board, search: RepairSearch, units: readonly UnitId[]): RepairMove[] {
  const seats = search.seats();
  return board.occupants.flatMap((occupant, piece) => {
    const to = units[seats[piece] as number] as UnitId;
    return occupant.unitId === to ? [] : [{ stayId: occupant.id, from: occupant.unitId, to }];
  });
}

/** One stay or block on the board of a repair: a unit's number on the board, nights counted from the board's first. */
export interface Piece {
  /** -1 for the one that looks for a unit. */
  readonly unit: number;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly isMovable: boolean;
  /** Fixed only because the board ends before it does. */
  readonly isCut: boolean;
}

interface Seat {
  readonly unit: number;
  readonly evicted: readonly number[];
}

const NOBODY = -1;
const SEVERAL = -2;

/**
 * Deepening search for the fewest moves. Whoever looks for a unit may push out stays that can be moved; each of those looks
 * for a unit in turn, within the moves that are left. Every smallest solution has this shape: a stay that nobody pushes out
 * need not move. Piece 0 is the one that looks.
 */
export class RepairSearch {
  readonly #pieces: readonly Piece[];
  readonly #nights: number;
  readonly #units: number;
  /** Unit of each piece now, NOBODY while it looks for one. */
  readonly #seatOf: Int32Array;
  readonly #members: number[][];
  /** By unit and night: the piece there, NOBODY or SEVERAL. */
  readonly #owner: Int32Array;
  /** Pieces that found their unit in this search: they stay. */
  readonly #isPlaced: Uint8Array;
  /** Units changed on the way here. */
  readonly #changed: number[] = [];
  /** The board before any move, and by piece whether it had a free unit then (asked at first need). */
  readonly #ownerBefore: Int32Array;
  readonly #hadFree: (boolean | undefined)[] = [];
  #nodesLeft: number;
  /** A stay that crosses the board's edge stood in the way: more room to look might have helped. */
  hasMetEdge = false;

  constructor(pieces: readonly Piece[], units: number, nights: number, nodeBudget: number) {
    this.#pieces = pieces;
    this.#units = units;
    this.#nights = nights;
    this.#nodesLeft = nodeBudget;
    this.#seatOf = Int32Array.from(pieces, ({ unit }) => unit);
    this.#members = Array.from({ length: units }, () => []);
    this.#owner = new Int32Array(units * nights).fill(NOBODY);
    this.#isPlaced = new Uint8Array(pieces.length);
    for (const [piece, { unit }] of pieces.entries()) if (unit >= 0) this.#sit(piece, unit);
    this.#ownerBefore = this.#owner.slice();
  }

  get hasRunOut(): boolean {
    return this.#nodesLeft <= 0;
  }

  /** Where each piece sits: after a search that succeeded, the solution. */
  seats(): Int32Array {
    return this.#seatOf;
  }

  /** Seats piece 0 in one of `units` with at most `moves` others moved. */
  seatFirst(units: Iterable<number>, moves: number): boolean {
    for (const seat of this.#seatsFor(0, moves, units)) if (this.#trySeat(0, seat, [], moves)) return true;
    return false;
  }

  #solve(looking: readonly number[], moves: number): boolean {
    if (looking.length === 0) return true;
    if (this.#nodesLeft-- <= 0) return false;
    if (moves === 0 && !looking.every((piece) => this.#hasFree(piece))) return false;
    const piece = this.#hardest(looking);
    const others = looking.filter((other) => other !== piece);
    for (const seat of this.#seatsFor(piece, moves, undefined))
      if (this.#trySeat(piece, seat, others, moves)) return true;
    return false;
  }

  #trySeat(piece: number, { unit, evicted }: Seat, others: readonly number[], moves: number): boolean {
    const left = moves - evicted.length;
    for (const out of evicted) this.#rise(out);
    this.#sit(piece, unit);
    this.#isPlaced[piece] = 1;
    this.#changed.push(unit);
    const mayWork = left > 0 || evicted.every((out) => this.#hasFree(out));
    if (mayWork && this.#solve([...others, ...evicted], left)) return true;
    this.#changed.pop();
    this.#isPlaced[piece] = 0;
    this.#rise(piece);
    for (const out of evicted) this.#sit(out, unit);
    return false;
  }

  /** The one with the fewest units to choose from, so that dead ends show early. */
  #hardest(looking: readonly number[]): number {
    if (looking.length === 1) return looking[0] as number;
    const freeUnits = (piece: number): number => {
      let count = 0;
      for (let unit = 0; unit < this.#units; unit++) if (this.#isFree(piece, unit)) count++;
      return count;
    };
    const ranked = looking.map((piece) => ({ piece, free: freeUnits(piece) }));
    return ranked.reduce((best, next) => (next.free < best.free ? next : best)).piece;
  }

  /** Units where a piece could sit, those first that push out fewest, then the tightest fit. */
  #seatsFor(piece: number, moves: number, units: Iterable<number> | undefined): Seat[] {
    const seats: (Seat & { rank: number })[] = [];
    const consider = (unit: number): void => {
      const evicted = this.#inTheWay(piece, unit, moves);
      if (evicted) seats.push({ unit, evicted, rank: evicted.length * 4 - this.#touching(piece, unit) });
    };
    if (units) for (const unit of units) consider(unit);
    else for (let unit = 0; unit < this.#units; unit++) consider(unit);
    return seats.sort((a, b) => a.rank - b.rank);
  }

  /** Who would have to go, undefined where somebody can not or they are more than `limit`. */
  #inTheWay(piece: number, unit: number, limit: number): number[] | undefined {
    const { from, to } = this.#pieces[piece] as Piece;
    const found: number[] = [];
    let last = NOBODY;
    for (let night = from; night < to; night++) {
      const owner = this.#owner[unit * this.#nights + night] as number;
      if (owner === last || owner === NOBODY) continue;
      last = owner;
      const here = owner === SEVERAL ? this.#allAt(unit, night) : [owner];
      for (const other of here) {
        if (found.includes(other)) continue;
        if (!this.#mayGo(other) || found.push(other) > limit) return undefined;
      }
      // Two nights of several can hold different ones.
      if (owner === SEVERAL) last = NOBODY;
    }
    return found;
  }

  #mayGo(piece: number): boolean {
    const { isMovable, isCut } = this.#pieces[piece] as Piece;
    if (isMovable && isCut) this.hasMetEdge = true;
    return isMovable && !isCut && this.#isPlaced[piece] === 0;
  }

  #allAt(unit: number, night: number): number[] {
    return (this.#members[unit] as number[]).filter((piece) => {
      const { from, to } = this.#pieces[piece] as Piece;
      return from <= night && night < to;
    });
  }

  #touching(piece: number, unit: number): number {
    const { from, to } = this.#pieces[piece] as Piece;
    const base = unit * this.#nights;
    const before = from > 0 && this.#owner[base + from - 1] !== NOBODY ? 1 : 0;
    return before + (to < this.#nights && this.#owner[base + to] !== NOBODY ? 1 : 0);
  }

  #isFree(piece: number, unit: number, owner = this.#owner): boolean {
    const { from, to } = this.#pieces[piece] as Piece;
    const base = unit * this.#nights;
    for (let night = from; night < to; night++) if (owner[base + night] !== NOBODY) return false;
    return true;
  }

  /** Where there was no free unit at the start, only the units changed since can have become free. */
  #hasFree(piece: number): boolean {
    this.#hadFree[piece] ??= this.#anyFree(piece, this.#ownerBefore);
    if (this.#hadFree[piece]) return this.#anyFree(piece, this.#owner);
    return this.#changed.some((unit) => this.#isFree(piece, unit));
  }

  #anyFree(piece: number, owner: Int32Array): boolean {
    for (let unit = 0; unit < this.#units; unit++) if (this.#isFree(piece, unit, owner)) return true;
    return false;
  }

  #sit(piece: number, unit: number): void {
    this.#seatOf[piece] = unit;
    (this.#members[unit] as number[]).push(piece);
    const { from, to } = this.#pieces[piece] as Piece;
    const base = unit * this.#nights;
    for (let night = from; night < to; night++)
      this.#owner[base + night] = this.#owner[base + night] === NOBODY ? piece : SEVERAL;
  }

  #rise(piece: number): void {
    const unit = this.#seatOf[piece] as number;
    this.#seatOf[piece] = NOBODY;
    const members = this.#members[unit] as number[];
    members.splice(members.indexOf(piece), 1);
    const { from, to } = this.#pieces[piece] as Piece;
    const base = unit * this.#nights;
    for (let night = from; night < to; night++) {
      if (this.#owner[base + night] === piece) this.#owner[base + night] = NOBODY;
      else {
        const still = this.#allAt(unit, night);
        this.#owner[base + night] = still.length === 1 ? (still[0] as number) : SEVERAL;
      }
    }
  }
}

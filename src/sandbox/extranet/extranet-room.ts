import {
  type DayNumber,
  dayNumber,
  type NightRange,
  nightsOf,
  type StayDate,
} from '../../domain/stay-date.ts';

/** Why a night is not for sale, as an extranet labels it; `bookable` where it is. */
export type NightLabel =
  'bookable' | 'closed' | 'no inventory' | 'sold out' | 'no price' | 'multiple blockers';

export interface ExtranetRoomSpec {
  readonly id: string;
  readonly name: string;
  /** Rooms for sale on a night that nobody has touched. */
  readonly units: number;
  /** On a night that nobody has priced; null: no price, which is as good as closed. */
  readonly priceMinor: number | null;
  /** Pots of one room that are entered each by itself, such as contract types and hourly stays; the first is the usual one. */
  readonly contractTypes?: readonly string[];
}

/** One night as it stands on the screen. */
export interface SeenNight {
  readonly night: StayDate;
  /** "Rooms left for sale"; 0 where the room is closed. */
  readonly left: number;
  readonly priceMinor: number | null;
  readonly label: NightLabel;
}

interface Cell {
  /** One count for each contract type. */
  readonly counts: number[];
  priceMinor: number | null;
  isClosed: boolean;
  /** Sold by this channel and not cancelled. */
  sold: number;
}

export const USUAL_CONTRACT = 'Standard';

/** One room of an extranet. A night that nobody touched stands at what the room has. */
export class ExtranetRoom {
  readonly spec: ExtranetRoomSpec;
  readonly contractTypes: readonly string[];
  readonly #cells = new Map<DayNumber, Cell>();

  constructor(spec: ExtranetRoomSpec) {
    this.spec = spec;
    this.contractTypes = spec.contractTypes?.length ? spec.contractTypes : [USUAL_CONTRACT];
  }

  /** Without a contract type: the largest number of all, which is what guests can book. */
  see(night: StayDate, contractType?: string): SeenNight {
    const { counts, isClosed, priceMinor, sold } = this.#cell(night);
    const count = contractType === undefined ? Math.max(...counts) : (counts[this.#place(contractType)] ?? 0);
    const blockers: NightLabel[] = [];
    if (isClosed) blockers.push('closed');
    if (Math.max(...counts) === 0) blockers.push(sold > 0 ? 'sold out' : 'no inventory');
    if (priceMinor === null) blockers.push('no price');
    const label = blockers.length > 1 ? 'multiple blockers' : (blockers[0] ?? 'bookable');
    return { night, left: isClosed ? 0 : count, priceMinor, label };
  }

  setCount(night: StayDate, left: number, contractType?: string): void {
    this.#cell(night).counts[contractType === undefined ? 0 : this.#place(contractType)] = left;
  }

  setPrice(night: StayDate, priceMinor: number | null): void {
    this.#cell(night).priceMinor = priceMinor;
  }

  setClosed(night: StayDate, isClosed: boolean): void {
    this.#cell(night).isClosed = isClosed;
  }

  /** True where a guest can book all of these nights now. */
  isOffered(range: NightRange): boolean {
    const nights = nightsOf(range);
    return nights.length > 0 && nights.every((night) => this.see(night).label === 'bookable');
  }

  /** A guest's booking lowers the counts by itself: that it came out of, and the others no further than they have. */
  sell(range: NightRange): void {
    for (const night of nightsOf(range)) {
      const cell = this.#cell(night);
      cell.counts.forEach((count, at) => (cell.counts[at] = Math.max(0, count - 1)));
      cell.sold += 1;
    }
  }

  /** A cancelled booking; where rooms are put back, they go on sale again though somebody has closed them meanwhile. */
  unsell(range: NightRange, isPutBack: boolean): void {
    for (const night of nightsOf(range)) {
      const cell = this.#cell(night);
      cell.sold -= 1;
      if (!isPutBack) continue;
      cell.counts.forEach((count, at) => (cell.counts[at] = count + 1));
      cell.isClosed = false;
    }
  }

  #place(contractType: string): number {
    const place = this.contractTypes.indexOf(contractType);
    if (place < 0) throw new Error(`The room has no contract type "${contractType}".`);
    return place;
  }

  #cell(night: StayDate): Cell {
    const day = dayNumber(night);
    let cell = this.#cells.get(day);
    if (!cell) {
      const { units, priceMinor } = this.spec;
      const counts = this.contractTypes.map(() => units);
      this.#cells.set(day, (cell = { counts, priceMinor, isClosed: false, sold: 0 }));
    }
    return cell;
  }
}

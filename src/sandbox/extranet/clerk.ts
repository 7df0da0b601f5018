import {
  addNights,
  nightsBetween,
  type NightRange,
  rangesOf,
  type StayDate,
} from '../../domain/stay-date.ts';
import type { ClerkManner } from './clerk-manner.ts';
import type { BulkForm, Extranet, FilledForm } from './extranet.ts';

/** One step as a clerk is told it: what to do, at which room, with a number for every night. */
export interface Instruction {
  /** Comes back with the answer. */
  readonly key: string;
  /**
   * `tick`: anything without numbers. `bookings`: look for bookings that the hotel does not know. `before` and `after`: read the
   * numbers. `set`: enter the targets. `guest`: look as a guest.
   */
  readonly does: 'tick' | 'bookings' | 'before' | 'set' | 'after' | 'guest';
  /** As the extranet spells it; empty where no room is meant. */
  readonly roomName: string;
  /** Left out: the usual one is set, and the largest number of all is read. */
  readonly contractType?: string;
  readonly nights: readonly { readonly night: StayDate; readonly target: number }[];
  /** What to type as the bulk form's end, for nights in one stretch; left out: the last night. */
  readonly endDate?: StayDate;
  /** The bookings of this channel that the hotel knows. */
  readonly knownCodes?: readonly string[];
}

/** What a clerk does about a step. */
export type ClerkAnswer =
  | { readonly type: 'ticked' }
  | {
      readonly type: 'numbers';
      readonly values: readonly { readonly night: StayDate; readonly value: number }[];
      /** The nights on both sides show what this clerk read there before; true where they did not look. */
      readonly isAroundUnchanged: boolean;
    }
  /** Bookings that nobody told them of. */
  | { readonly type: 'unknown-bookings'; readonly codes: readonly string[] }
  | { readonly type: 'guest-view'; readonly isOffered: boolean }
  | { readonly type: 'skipped'; readonly reason: string }
  /** The screen does not have the room, or refuses what is entered. */
  | { readonly type: 'stuck'; readonly reason: string }
  /** Went away: neither this nor any later step is done. */
  | { readonly type: 'left' };

export interface Performed {
  readonly key: string;
  readonly answer: ClerkAnswer;
  /** How long it took; the caller's clock moves, not this one. */
  readonly tookMs: number;
}

interface FormNights {
  readonly range: NightRange;
  readonly endDate: StayDate | undefined;
}

const SKIP_REASONS = ['No time just now', 'Phone', 'Already looked this morning'] as const;

/** Somebody at the desk, doing what a run says as well as their manner lets them. `chance` answers 0 ≤ x < 1. */
export class Clerk {
  readonly #extranet: Extranet;
  readonly #manner: ClerkManner;
  readonly #chance: () => number;
  #leaves = false;
  /** What stood beside the nights of a room when they were read. */
  readonly #around = new Map<string, ReadonlyMap<StayDate, number>>();
  /** Nights that they were asked to set since they sat down: that those are another number is no surprise. */
  readonly #asked = new Set<string>();

  constructor(extranet: Extranet, manner: ClerkManner, chance: () => number) {
    this.#extranet = extranet;
    this.#manner = manner;
    this.#chance = chance;
  }

  /** Does one step. After leaving, every step of the visit answers `left`, until {@link comeBack}. */
  perform(instruction: Instruction): Performed {
    const { key } = instruction;
    if (this.#leaves) return { key, answer: { type: 'left' }, tookMs: 0 };
    const [least, most] = this.#manner.paceMs;
    const tookMs = least + Math.floor(this.#chance() * (most - least + 1));
    if (this.#happens(this.#manner.skips)) {
      const reason = SKIP_REASONS[Math.floor(this.#chance() * SKIP_REASONS.length)] ?? SKIP_REASONS[0];
      return { key, answer: { type: 'skipped', reason }, tookMs };
    }
    const answer = this.#do(instruction);
    if (instruction.does === 'set' && this.#happens(this.#manner.leavesAfterSet)) this.#leaves = true;
    return { key, answer, tookMs };
  }

  /** Sits down again, at the same visit or another. */
  comeBack(): void {
    this.#leaves = false;
    this.#around.clear();
    this.#asked.clear();
  }

  #do(instruction: Instruction): ClerkAnswer {
    const { does, roomName, nights } = instruction;
    if (does === 'tick') return { type: 'ticked' };
    if (does === 'bookings') return this.#lookForBookings(instruction);
    const roomId = this.#find(roomName);
    if (roomId === undefined) return { type: 'stuck', reason: `There is no room "${roomName}".` };
    switch (does) {
      case 'before':
      case 'after':
        return this.#read(roomId, instruction);
      case 'set':
        return this.#set(roomId, instruction);
      case 'guest':
        return {
          type: 'guest-view',
          isOffered: stretchesOf(nights).some((range) => this.#extranet.isOffered(roomId, range)),
        };
    }
  }

  /** The room of that name, or by mistake its neighbour in the list. */
  #find(name: string): string | undefined {
    const rooms = this.#extranet.rooms();
    const place = rooms.findIndex((room) => room.name === name);
    if (place < 0) return undefined;
    const neighbour = rooms[place + 1] ?? rooms[place - 1];
    return this.#happens(this.#manner.wrongRooms) && neighbour ? neighbour.id : rooms[place]?.id;
  }

  #lookForBookings({ nights, knownCodes = [] }: Instruction): ClerkAnswer {
    const found = stretchesOf(nights).flatMap((range) => this.#extranet.bookings(range));
    const codes = found
      .filter(({ status, code }) => status === 'confirmed' && !knownCodes.includes(code))
      .map(({ code }) => code);
    return codes.length > 0 ? { type: 'unknown-bookings', codes: [...new Set(codes)] } : { type: 'ticked' };
  }

  #read(roomId: string, instruction: Instruction): ClerkAnswer {
    const { nights, contractType } = instruction;
    const values = nights.map(({ night, target }) => {
      const { left } = this.#extranet.see(roomId, night, contractType);
      if (!this.#happens(this.#manner.misreads)) return { night, value: left };
      const misread = this.#mistyped(left);
      return { night, value: misread === target ? left : misread };
    });
    return { type: 'numbers', values, isAroundUnchanged: this.#lookAround(roomId, instruction) };
  }

  /** Remembers the nights on both sides before anything is changed, and compares them afterwards. */
  #lookAround(roomId: string, { does, nights, contractType }: Instruction): boolean {
    const beside = stretchesOf(nights).flatMap(({ arrival, departure }) => [
      addNights(arrival, -1),
      departure,
    ]);
    const key = JSON.stringify([roomId, contractType ?? '', beside]);
    const seen = new Map(
      beside.map((night) => [night, this.#extranet.see(roomId, night, contractType).left] as const),
    );
    if (does === 'before') this.#around.set(key, seen);
    const before = this.#around.get(key) ?? seen;
    return beside.every(
      (night) => this.#asked.has(`${roomId}/${night}`) || before.get(night) === seen.get(night),
    );
  }

  /** One bulk form for neighbouring nights of one target. */
  #set(roomId: string, { nights, contractType, endDate }: Instruction): ClerkAnswer {
    for (const { night } of nights) this.#asked.add(`${roomId}/${night}`);
    const targets = [...new Set(nights.map(({ target }) => target))];
    for (const target of targets) {
      for (const range of stretchesOf(nights.filter((night) => night.target === target))) {
        const typed = this.#happens(this.#manner.typos) ? this.#mistyped(target) : target;
        if (!this.#enter(roomId, { range, endDate }, typed, contractType))
          return { type: 'stuck', reason: 'The extranet refuses what is entered by hand.' };
      }
    }
    return { type: 'ticked' };
  }

  #enter(roomId: string, range: FormNights, left: number, contractType: string | undefined): boolean {
    if (this.#happens(this.#manner.wrongRows))
      return this.#fillIn(roomId, range, { row: 'price', priceMinor: left * 100 });
    const rooms = { row: 'rooms', left, ...(contractType === undefined ? {} : { contractType }) } as const;
    if (this.#extranet.spec.kind !== 'booking') return this.#fillIn(roomId, range, rooms);
    // there a room is closed by its status: with none to sell, a cancellation alone would open it
    if (left === 0) return this.#fillIn(roomId, range, { row: 'status', isClosed: true });
    return (
      this.#fillIn(roomId, range, rooms) && this.#fillIn(roomId, range, { row: 'status', isClosed: false })
    );
  }

  #fillIn(roomId: string, { range, endDate }: FormNights, set: BulkForm['set']): boolean {
    const lastNight = addNights(range.departure, -1);
    const asked = nightsBetween(range.arrival, range.departure);
    // one night is clicked in the grid: a form from a night to itself may change nothing
    if (asked === 1)
      return this.#happens(this.#manner.forgetsToSave) || this.#extranet.click(roomId, lastNight, set);
    const fill = (to: StayDate): FilledForm => this.#extranet.fill({ roomId, from: range.arrival, to, set });
    const asTold = fill(endDate ?? lastNight);
    const isRight = asTold.nightCount === asked || !this.#manner.comparesNightCount;
    const form = isRight
      ? asTold
      : ([lastNight, range.departure].map(fill).find(({ nightCount }) => nightCount === asked) ?? asTold);
    return this.#happens(this.#manner.forgetsToSave) || form.save();
  }

  /** Another number than the one meant, never below zero. */
  #mistyped(number: number): number {
    const slips = [number + 1, number - 1, number * 10 + 1].filter((slip) => slip >= 0 && slip !== number);
    return slips[Math.floor(this.#chance() * slips.length)] ?? number + 1;
  }

  /** Chance is asked only where it may happen, so that a diligent clerk's run has few turns. */
  #happens(share: number): boolean {
    return share > 0 && this.#chance() < share;
  }
}

const stretchesOf = (nights: Instruction['nights']): NightRange[] =>
  rangesOf(nights.map(({ night }) => night));

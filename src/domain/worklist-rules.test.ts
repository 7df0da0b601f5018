import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellValue, type Lane, NO_PLAN, UNKNOWN } from './ari.ts';
import { knownToShow } from './certainty.ts';
import { compactCells } from './compact.ts';
import { deltaOf } from './delta.ts';
import type { RoomTypeId } from './property.ts';
import type { DayNumber } from './stay-date.ts';
import { carryOver, type WorkCell, type WorkEdit, worklistOf } from './worklist.ts';

const FROM = 21_000 as DayNumber;
const NIGHTS = 8;
const ROOMS = [1, 2, 3] as readonly number[] as readonly RoomTypeId[];
const NAMES = ['Double', 'Attic', 'Cabin'];
const roomName = (id: RoomTypeId): string => NAMES[id - 1] ?? '';
const TOGETHER = [['available', 'stopSell']] as const;

const laneOf = (
  roomTypeId: RoomTypeId,
  available: readonly number[],
  stopSell?: readonly number[],
): Lane => ({
  ...{ roomTypeId, ratePlanId: NO_PLAN, from: FROM, nights: NIGHTS },
  columns: {
    available: Int32Array.from(available),
    ...(stopSell ? { stopSell: Int32Array.from(stopSell) } : {}),
  },
});

/** What the engine hands over: the delta of what is desired and what is known, in ranges. */
function listOf(desired: readonly Lane[], cells: readonly WorkCell[], at = 0): WorkEdit[] {
  const shown = desired.map((lane): Lane => {
    const known = new Map(
      cells
        .filter((cell) => cell.roomTypeId === lane.roomTypeId)
        .map((cell) => [cell.day, knownToShow(cell)]),
    );
    const column = (field: 'available' | 'stopSell'): Int32Array =>
      Int32Array.from({ length: NIGHTS }, (_, place) => {
        const value = known.get((FROM + place) as DayNumber)?.[field];
        return value === undefined ? UNKNOWN : Number(value);
      });
    return { ...lane, columns: { available: column('available'), stopSell: column('stopSell') } };
  });
  const ranges = compactCells(deltaOf(desired, shown, TOGETHER), {
    nightsPerRange: 31,
    breaksAtMonthEnd: true,
  });
  return worklistOf(ranges, { desired, cells, roomName, at });
}

const NOTHING = { acked: null, ackedAt: null, read: null, readAt: null, sent: null, sentAt: null } as const;
const cellAt = (roomTypeId: RoomTypeId, place: number, facts: Partial<WorkCell>): WorkCell => ({
  ...{ roomTypeId, ratePlanId: NO_PLAN, day: (FROM + place) as DayNumber },
  ...{ ...NOTHING, refused: null, refusedAt: null },
  ...facts,
});

const units = (value: CellValue | null): number | undefined =>
  value?.stopSell === true ? 0 : value?.available;

/** Any facts of one cell, and any number that an extranet may show under them. */
const anyCell = fc
  .record({
    acked: fc.option(fc.nat(4)),
    read: fc.option(fc.nat(4)),
    isReadNewer: fc.boolean(),
    sent: fc.option(fc.nat(4)),
    isStopped: fc.boolean(),
    anything: fc.nat(6),
    isSaved: fc.boolean(),
  })
  .map(({ acked, read, isReadNewer, sent, isStopped, anything, isSaved }) => {
    const value = (number: number | null): CellValue | null =>
      number === null ? null : { available: number, ...(isStopped ? { stopSell: true } : {}) };
    const facts = {
      ...{ acked: value(acked), ackedAt: acked === null ? null : 5 },
      ...{ read: value(read), readAt: read === null ? null : isReadNewer ? 9 : 1 },
      ...{ sent: sent === null ? null : { available: sent, stopSell: false }, sentAt: 10 },
    };
    const newer = isReadNewer ? (facts.read ?? facts.acked) : (facts.acked ?? facts.read);
    const shown = facts.sent && isSaved ? units(facts.sent) : (units(newer) ?? anything);
    return { facts, shown };
  });
const anyRoom = fc.record({
  target: fc.array(fc.nat(4), { minLength: NIGHTS, maxLength: NIGHTS }),
  stops: fc.array(fc.nat(1), { minLength: NIGHTS, maxLength: NIGHTS }),
  cells: fc.array(anyCell, { minLength: NIGHTS, maxLength: NIGHTS }),
});
const anyHotel = fc.tuple(anyRoom, anyRoom, anyRoom).map((rooms) => ({
  desired: rooms.map(({ target, stops }, at) => laneOf(ROOMS[at] as RoomTypeId, target, stops)),
  cells: rooms.flatMap((room, at) =>
    room.cells.map((cell, place) => cellAt(ROOMS[at] as RoomTypeId, place, cell.facts)),
  ),
  shown: rooms.map((room) => room.cells.map((cell) => cell.shown)),
  targets: rooms.map(({ target, stops }) => target.map((left, place) => (stops[place] ? 0 : left))),
}));

describe('from whatever is known', () => {
  it('leads an extranet in any state to what it should show, after a look where one is needed', () => {
    fc.assert(
      fc.property(anyHotel, ({ desired, cells, shown, targets }) => {
        const screen = shown.map((nights) => [...nights]);
        const facts = new Map(cells.map((cell) => [`${cell.roomTypeId}/${cell.day}`, cell]));
        const work = (): WorkEdit[] => listOf(desired, [...facts.values()]);
        // what is set is set in the first round; what is looked at is set in the second, where the look says so
        for (let round = 1; round <= 2; round += 1) {
          for (const { direction, roomTypeId, nights } of work()) {
            for (const { night, target } of nights) {
              const place = night - FROM;
              const row = screen[roomTypeId - 1] as number[];
              if (direction !== 'verify') row[place] = target;
              const seen = { available: row[place] as number, stopSell: false };
              const cell = cellAt(roomTypeId, place, { read: seen, readAt: 20 });
              facts.set(`${roomTypeId}/${night}`, cell);
            }
          }
        }
        expect(screen).toEqual(targets);
        expect(work()).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('expects only what the extranet shows, and names each night once', () => {
    fc.assert(
      fc.property(anyHotel, ({ desired, cells, shown }) => {
        const edits = listOf(desired, cells);
        const named = edits.flatMap(({ roomTypeId, nights }) =>
          nights.map((night) => ({ roomTypeId, ...night })),
        );
        for (const { roomTypeId, night, expected } of named)
          expect([null, shown[roomTypeId - 1]?.[night - FROM]]).toContain(expected);
        expect(new Set(named.map(({ roomTypeId, night }) => `${roomTypeId}/${night}`)).size).toBe(
          named.length,
        );
        expect(new Set(edits.map(({ key }) => key)).size).toBe(edits.length);
      }),
      { numRuns: 200 },
    );
  });

  it('closes before it opens, the last unit first, each kind in the order of the screen', () => {
    fc.assert(
      fc.property(anyHotel, ({ desired, cells }) => {
        const edits = listOf(desired, cells);
        const places = (has: (edit: WorkEdit) => boolean): number[] =>
          edits.flatMap((edit, at) => (has(edit) ? [at] : []));
        const isLast = ({ nights }: WorkEdit): boolean =>
          nights.some(({ isLastUnit, isRisky }) => isLastUnit && isRisky);
        const [closes, opens] = [
          places(({ direction }) => direction === 'closes'),
          places(({ direction }) => direction === 'opens'),
        ];
        expect(Math.max(-1, ...closes)).toBeLessThan(Math.min(edits.length, ...opens));
        const sold = closes.filter((at) => isLast(edits[at] as WorkEdit));
        const others = closes.filter((at) => !isLast(edits[at] as WorkEdit));
        expect(Math.max(-1, ...sold)).toBeLessThan(Math.min(edits.length, ...others));
        for (const isSet of [true, false]) {
          const names = opens
            .filter((at) => edits[at]?.isSet === isSet)
            .map((at) => roomName((edits[at] as WorkEdit).roomTypeId));
          expect(names).toEqual([...names].sort());
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Something that happens at the hotel. Places of stays and of edits wrap around. */
type Event =
  | {
      readonly type: 'book';
      readonly room: number;
      readonly first: number;
      readonly last: number;
      readonly isOwn: boolean;
    }
  | { readonly type: 'cancel'; readonly which: number }
  | {
      readonly type: 'move';
      readonly which: number;
      readonly room: number;
      readonly first: number;
      readonly last: number;
    }
  | { readonly type: 'tick'; readonly which: number; readonly isSaved: boolean }
  | { readonly type: 'finish' };
interface Stay {
  readonly room: number;
  readonly first: number;
  readonly last: number;
  readonly isOwn: boolean;
}

const nightsIn = ({ first, last }: Pick<Stay, 'first' | 'last'>): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** A hotel, one extranet, and the ledger between them: the extranet counts its own bookings by itself. */
class Hotel {
  readonly capacity = [1, 2, 4];
  readonly screen: number[][] = this.capacity.map((units) => new Array<number>(NIGHTS).fill(units));
  readonly facts: { known: number | null; told: number | null }[][] = this.screen.map((nights) =>
    nights.map((known) => ({ known, told: null })),
  );
  stays: Stay[] = [];
  /** One task for each change, as somebody without a list would write them down. */
  naive = { tasks: 0, nights: 0 };
  edits: WorkEdit[] = [];
  #at = 0;

  target(room: number, night: number): number {
    const taken = this.stays.filter(
      (stay) => stay.room === room && stay.first <= night && night <= stay.last,
    ).length;
    return Math.max(0, (this.capacity[room] as number) - taken);
  }

  targets(): number[][] {
    return this.screen.map((nights, room) => nights.map((_, night) => this.target(room, night)));
  }

  play(event: Event): void {
    if (event.type === 'book') this.#take(event);
    else if (event.type === 'cancel') this.#free(event.which);
    else if (event.type === 'move') this.#move(event.which, event);
    else if (event.type === 'tick') this.#tick(event.which, event.isSaved);
    else this.finish();
    this.rebuild();
  }

  rebuild(): void {
    this.#at += 1_000;
    const desired = this.targets().map((nights, room) => laneOf(ROOMS[room] as RoomTypeId, nights));
    const cells = this.facts.flatMap((nights, room) =>
      nights.map(({ known, told }, night) =>
        cellAt(ROOMS[room] as RoomTypeId, night, {
          ...{ acked: known === null ? null : { available: known }, ackedAt: known === null ? null : 1 },
          ...{ sent: told === null ? null : { available: told }, sentAt: told === null ? null : 2 },
        }),
      ),
    );
    this.edits = carryOver(this.edits, listOf(desired, cells, this.#at), this.#at);
  }

  finish(): void {
    this.rebuild();
    for (const { roomTypeId, nights } of this.edits)
      for (const { night, target } of nights) {
        (this.screen[roomTypeId - 1] as number[])[night - FROM] = target;
        (this.facts[roomTypeId - 1] as unknown[])[night - FROM] = { known: target, told: null };
      }
    this.naive = { tasks: 0, nights: 0 };
  }

  #note(nights: number): void {
    if (nights === 0) return;
    this.naive = { tasks: this.naive.tasks + 1, nights: this.naive.nights + nights };
  }

  #take(stay: Stay): void {
    const { room, first, last, isOwn } = stay;
    // nobody sells there what it does not show
    if (isOwn && nightsIn(stay).some((night) => this.screen[room]?.[night] === 0)) return;
    this.stays.push({ room, first, last, isOwn });
    // its own booking is a task only where something was ticked: nobody can say what the extranet took it off from
    const isTicked = nightsIn(stay).some((night) => (this.facts[room]?.[night]?.told ?? null) !== null);
    if (!isOwn || isTicked) this.#note(nightsIn(stay).length);
    if (!isOwn) return;
    for (const night of nightsIn(stay)) {
      (this.screen[room] as number[])[night] = (this.screen[room]?.[night] as number) - 1;
      const { known, told } = this.facts[room]?.[night] as { known: number | null; told: number | null };
      const less = (number: number | null): number | null =>
        number === null ? null : Math.max(0, number - 1);
      (this.facts[room] as unknown[])[night] = { known: less(known), told: less(told) };
    }
  }

  #free(which: number): void {
    const stay = this.stays[which % Math.max(1, this.stays.length)];
    if (!stay) return;
    this.stays = this.stays.filter((other) => other !== stay);
    this.#note(nightsIn(stay).length);
    // after a cancellation there nobody knows whether the room went back on sale
    if (stay.isOwn)
      for (const night of nightsIn(stay))
        (this.facts[stay.room] as unknown[])[night] = { known: null, told: null };
  }

  #move(which: number, to: Pick<Stay, 'room' | 'first' | 'last'>): void {
    const stay = this.stays[which % Math.max(1, this.stays.length)];
    if (!stay || stay.isOwn) return;
    const isKept = (night: number): boolean =>
      stay.room === to.room && stay.first <= night && night <= stay.last;
    const isStill = (night: number): boolean =>
      stay.room === to.room && to.first <= night && night <= to.last;
    this.#note(nightsIn(to).filter((night) => !isKept(night)).length);
    this.#note(nightsIn(stay).filter((night) => !isStill(night)).length);
    const { room, first, last } = to;
    this.stays = this.stays.map((other) => (other === stay ? { ...other, room, first, last } : other));
  }

  #tick(which: number, isSaved: boolean): void {
    const edit = this.edits[which % Math.max(1, this.edits.length)];
    for (const { night, target } of edit?.nights ?? []) {
      const room = (edit as WorkEdit).roomTypeId - 1;
      if (isSaved) (this.screen[room] as number[])[night - FROM] = target;
      const fact = this.facts[room]?.[night - FROM];
      (this.facts[room] as unknown[])[night - FROM] = { known: fact?.known ?? null, told: target };
    }
  }
}

const span = fc
  .tuple(fc.nat(NIGHTS - 1), fc.nat(3))
  .map(([first, more]) => ({ first, last: Math.min(NIGHTS - 1, first + more) }));
const room = fc.nat(2);
const change: fc.Arbitrary<Event> = fc.oneof(
  fc
    .tuple(room, span, fc.boolean())
    .map(([at, nights, isOwn]) => ({ type: 'book' as const, room: at, ...nights, isOwn })),
  fc.nat(9).map((which) => ({ type: 'cancel' as const, which })),
  fc
    .tuple(fc.nat(9), room, span)
    .map(([which, at, nights]) => ({ type: 'move' as const, which, room: at, ...nights })),
);
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: change },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(9), fc.boolean())
      .map(([which, isSaved]) => ({ type: 'tick' as const, which, isSaved })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'finish' as const }) },
);

describe('while bookings come and go', () => {
  it('is never longer than one task for each change, in tasks and in nights', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const hotel = new Hotel();
        for (const event of events) {
          hotel.play(event);
          expect(hotel.edits.length).toBeLessThanOrEqual(hotel.naive.tasks);
          const nights = hotel.edits.reduce((sum, edit) => sum + edit.nights.length, 0);
          expect(nights).toBeLessThanOrEqual(hotel.naive.nights);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leads the extranet to its target after any story', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const hotel = new Hotel();
        for (const event of events) hotel.play(event);
        hotel.finish();
        expect(hotel.screen).toEqual(hotel.targets());
        hotel.rebuild();
        expect(hotel.edits).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('never moves forward since when a night is needed', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const hotel = new Hotel();
        const sinceOf = (): Map<string, number> =>
          new Map(
            hotel.edits.flatMap(({ roomTypeId, nights }) =>
              nights.map(({ night, since }) => [`${roomTypeId}/${night}`, since] as const),
            ),
          );
        for (const event of events) {
          const before = sinceOf();
          hotel.play(event);
          if (event.type === 'finish') continue;
          for (const [night, since] of sinceOf())
            expect(since).toBeLessThanOrEqual(before.get(night) ?? Infinity);
          for (const { since, nights } of hotel.edits)
            expect(since).toBe(Math.min(...nights.map((night) => night.since)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('forgets a change and its reverse, but has somebody look at what was ticked between them', () => {
    const bookings = fc.array(fc.tuple(room, span), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        bookings,
        fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 3 }),
        (booked, ticks) => {
          const hotel = new Hotel();
          for (const [at, nights] of booked) hotel.play({ type: 'book', room: at, ...nights, isOwn: false });
          const ticked = new Set<string>();
          for (const [which, isSaved] of ticks) {
            const edit = hotel.edits[which % Math.max(1, hotel.edits.length)];
            for (const { night } of edit?.nights ?? []) ticked.add(`${String(edit?.roomTypeId)}/${night}`);
            hotel.play({ type: 'tick', which, isSaved });
          }
          while (hotel.stays.length > 0) hotel.play({ type: 'cancel', which: 0 });
          const left = hotel.edits.flatMap(({ roomTypeId, nights }) =>
            nights.map(({ night }) => `${roomTypeId}/${night}`),
          );
          expect(hotel.edits.every(({ direction }) => direction === 'verify')).toBe(true);
          expect(left.sort()).toEqual([...ticked].sort());
        },
      ),
      { numRuns: 200 },
    );
  });
});

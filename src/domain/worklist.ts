import { type Lane, NO_PLAN } from './ari.ts';
import type { CellFacts } from './certainty.ts';
import type { RangeChange } from './compact.ts';
import type { RoomTypeId } from './property.ts';
import { type DayNumber, dayNumber } from './stay-date.ts';
import {
  expectedOf,
  knownUnits,
  maySellTooMany,
  NOTHING_KNOWN_OF_UNITS,
  targetIn,
  type WorkDirection,
  workOf,
} from './worklist-night.ts';

export { type Due, dueOf } from './worklist-due.ts';
export { summaryOf, type SummaryWords } from './worklist-say.ts';
export type { WorkDirection } from './worklist-night.ts';

/** One night that a person has to enter or to look at. */
export interface WorkNight {
  readonly night: DayNumber;
  /** The number of rooms that they should find; null where nobody can say. */
  readonly expected: number | null;
  /** The number of rooms for sale that it shall show in the end: never "one less". */
  readonly target: number;
  /** True: nothing is left to sell. */
  readonly isLastUnit: boolean;
  /** Already ticked as set to this and not yet compared; null where nobody did. */
  readonly told: number | null;
  /** Guests may be sold more there than there is, until this is done. */
  readonly isRisky: boolean;
  /** Since when it is needed. */
  readonly since: number;
}

/** What a person does to one room on an extranet's screen. Nights are in order. */
export interface WorkEdit {
  /** Says exactly what is to be done: with other nights or another target it is another edit, and steps done for it are void. */
  readonly key: string;
  readonly direction: WorkDirection;
  readonly roomTypeId: RoomTypeId;
  /** True: ticked as set, on every night; what is left is to compare. */
  readonly isSet: boolean;
  readonly nights: readonly WorkNight[];
  /** Of the night that waits longest. */
  readonly since: number;
  /** That of its most urgent change; the higher goes first. */
  readonly urgency: number;
}

/** A ledger's row, as far as it is looked at here. */
export interface WorkCell extends CellFacts {
  readonly roomTypeId: RoomTypeId;
  readonly ratePlanId: number;
  readonly day: DayNumber;
}

export interface WorkFacts {
  /** What the extranet should show, as for the ranges. */
  readonly desired: readonly Lane[];
  /** What is known of what it shows. */
  readonly cells: readonly WorkCell[];
  /** The room's name on the extranet's screen. */
  readonly roomName: (roomTypeId: RoomTypeId) => string;
  readonly at: number;
}

type Sorted = { readonly edit: WorkEdit; readonly rank: number; readonly name: string };

/** Two listed numbers of one room type and night never meet: the rest of the number is the night. */
const NIGHTS = 0x10_0000;
const cellKey = (roomTypeId: number, night: number): number => roomTypeId * NIGHTS + night;

/** "20645-20647=0,20650=2": the nights and their targets in a few letters. */
function sayContent(nights: readonly WorkNight[]): string {
  const parts: string[] = [];
  for (let at = 0; at < nights.length;) {
    const { night: first, target } = nights[at] as WorkNight;
    let last: number = first;
    for (at += 1; nights[at]?.night === last + 1 && nights[at]?.target === target; at += 1) last += 1;
    parts.push(`${first === last ? String(first) : `${String(first)}-${String(last)}`}=${String(target)}`);
  }
  return parts.join(',');
}

/** Where an edit stands among others: what may sell a room that is not there before all else, what opens last. */
function rankOf(direction: WorkDirection, nights: readonly WorkNight[]): number {
  const isLast = nights.some(({ isLastUnit, isRisky }) => isLastUnit && isRisky);
  if (direction === 'closes') return isLast ? 0 : 2;
  if (direction === 'verify' && nights.some(({ isRisky }) => isRisky)) return isLast ? 1 : 3;
  return direction === 'opens' ? 4 : 5;
}

/** The nights that ranges name, each once, with the urgency of the most urgent that names it. */
function namedNights(ranges: readonly RangeChange[]): Map<number, readonly [RoomTypeId, DayNumber, number]> {
  const named = new Map<number, readonly [RoomTypeId, DayNumber, number]>();
  for (const { roomTypeId, ratePlanId, from, to, value, urgency } of ranges) {
    // prices and rules are not entered by this list
    if (ratePlanId !== NO_PLAN || (value.available === undefined && value.stopSell === undefined)) continue;
    for (let night = dayNumber(from); night <= dayNumber(to); night = (night + 1) as DayNumber) {
      const key = cellKey(roomTypeId, night);
      const known = named.get(key)?.[2] ?? -Infinity;
      named.set(key, [roomTypeId, night, Math.max(known, urgency)]);
    }
  }
  return named;
}

interface Pile {
  readonly roomTypeId: RoomTypeId;
  readonly direction: WorkDirection;
  readonly isSet: boolean;
  readonly nights: WorkNight[];
  urgency: number;
}

function editOf({ roomTypeId, direction, isSet, nights, urgency }: Pile, since: number): WorkEdit {
  nights.sort((a, b) => a.night - b.night);
  const key = `${String(roomTypeId)}/${direction}/${sayContent(nights)}`;
  return { key, direction, roomTypeId, isSet, nights, since, urgency };
}

function pilesOf(ranges: readonly RangeChange[], { desired, cells, at }: WorkFacts): Pile[] {
  const lanes = new Map(
    desired.filter((lane) => lane.ratePlanId === NO_PLAN).map((lane) => [lane.roomTypeId, lane]),
  );
  const facts = new Map(
    cells
      .filter((cell) => cell.ratePlanId === NO_PLAN)
      .map((cell) => [cellKey(cell.roomTypeId, cell.day), cell]),
  );
  const piles = new Map<string, Pile>();
  for (const [key, [roomTypeId, night, urgency]] of namedNights(ranges)) {
    const lane = lanes.get(roomTypeId);
    const target = lane && targetIn(lane, night);
    const cell = facts.get(key);
    const known = cell ? knownUnits(cell) : NOTHING_KNOWN_OF_UNITS;
    const direction = target === undefined ? undefined : workOf(known, target);
    if (target === undefined || !direction) continue;
    const isSet = known.told === target;
    const place = `${String(roomTypeId)}/${direction}/${String(isSet)}`;
    let pile = piles.get(place);
    if (!pile) piles.set(place, (pile = { roomTypeId, direction, isSet, nights: [], urgency }));
    pile.urgency = Math.max(pile.urgency, urgency);
    pile.nights.push({
      ...{ night, expected: expectedOf(known), target, isLastUnit: target === 0, told: known.told },
      ...{ isRisky: maySellTooMany(known, target), since: at },
    });
  }
  return [...piles.values()];
}

const collator = new Intl.Collator('en', { sensitivity: 'base' });

/**
 * What a person has to enter at an extranet, in the order in which to do it: what closes first, the last unit before others,
 * what opens last; within that by the room's name, as extranets list their rooms. One edit for each room type and direction,
 * with a target for every night; what was set and waits to be compared is an edit of its own, so that a change that comes
 * meanwhile does not void it. A night that already shows what it should, in rooms for sale, is left out.
 */
export function worklistOf(ranges: readonly RangeChange[], facts: WorkFacts): WorkEdit[] {
  const sorted = pilesOf(ranges, facts).map((pile): Sorted => {
    const edit = editOf(pile, facts.at);
    const isFinishing = edit.isSet ? 0 : 0.5;
    return {
      edit,
      rank: rankOf(edit.direction, edit.nights) + isFinishing,
      name: facts.roomName(edit.roomTypeId),
    };
  });
  sorted.sort(
    (a, b) => a.rank - b.rank || collator.compare(a.name, b.name) || a.edit.roomTypeId - b.edit.roomTypeId,
  );
  return sorted.map(({ edit }) => edit);
}

/**
 * The list of now, where nights that were needed before keep the time since when: what is put off again and again must not
 * look new. Nights that are new are needed since `at`.
 */
export function carryOver(before: readonly WorkEdit[], now: readonly WorkEdit[], at: number): WorkEdit[] {
  const since = new Map<number, number>();
  for (const { roomTypeId, nights } of before)
    for (const night of nights) since.set(cellKey(roomTypeId, night.night), night.since);
  return now.map((edit) => {
    const nights = edit.nights.map((night) => ({
      ...night,
      since: since.get(cellKey(edit.roomTypeId, night.night)) ?? at,
    }));
    return { ...edit, nights, since: Math.min(...nights.map((night) => night.since)) };
  });
}

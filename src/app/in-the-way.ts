import { Refusal } from '../domain/failure.ts';
import { sayNights } from '../domain/say-nights.ts';
import {
  dayNumber,
  type DayNumber,
  type NightRange,
  rangesOf,
  sharedNights,
  stayDate,
  type StayDate,
} from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { loadOccupancy } from '../store/occupancy.ts';
import { findRow } from '../store/find.ts';
import { takersIn } from '../store/stays.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { sayGuest } from './say.ts';

/** What somebody wants to put where. */
export interface Wish extends NightRange {
  readonly unitId: number | null;
  readonly roomTypeId: number;
  /** What is being moved does not stand in its own way. */
  readonly except?: { readonly kind: 'stay' | 'block'; readonly id: number };
}

/** What stands in the way of a wish, in words for staff; empty where nothing does. */
export function inTheWay(read: ReadHandle, wish: Wish): string[] {
  return wish.unitId === null ? noneLeft(read, wish) : takenBy(read, wish, wish.unitId);
}

function takenBy(read: ReadHandle, wish: Wish, unitId: number): string[] {
  const name = findRow(read, 'unit', unitId)?.name ?? 'This unit';
  return takersIn(read, unitId, wish.arrival, wish.departure)
    .filter(({ kind, id }) => wish.except?.kind !== kind || wish.except.id !== id)
    .map((taker) => {
      const shared = sharedNights(wish, taker as unknown as NightRange) ?? wish;
      return taker.kind === 'stay'
        ? `${sayGuest(taker.label, taker.channel)} is in ${name} on ${sayNights(shared)}.`
        : `${name} is closed on ${sayNights(shared)}${taker.label ? `: ${taker.label}` : ''}.`;
    });
}

function noneLeft(read: ReadHandle, wish: Wish): string[] {
  const from = dayNumber(wish.arrival);
  const to = dayNumber(wish.departure);
  const index = loadOccupancy(read, { from, to }, [wish.roomTypeId]);
  if (wish.except) index.remove(wish.except.kind, wish.except.id);
  const left = index.left(wish.roomTypeId as RoomTypeId, from, to);
  const full: StayDate[] = [];
  left.forEach((count, night) => {
    if (count < 1) full.push(stayDate((from + night) as DayNumber));
  });
  return rangesOf(full).map((range) => `No unit of this room type is left on ${sayNights(range)}.`);
}

/** Refuses a wish that something stands in the way of, unless staff gave a reason for it. */
export function assertFree(read: ReadHandle, wish: Wish, knowinglyReason: string | undefined): void {
  if (wish.departure <= wish.arrival)
    throw new Refusal('invalid-input', 'The departure must be after the arrival.', { field: 'departure' });
  if (dayNumber(wish.departure) - dayNumber(wish.arrival) > 730)
    throw new Refusal('invalid-input', 'A stay can be two years long at most.', { field: 'departure' });
  if (knowinglyReason) return;
  const problems = inTheWay(read, wish);
  if (problems.length > 0)
    throw new Refusal('not-possible', problems.join(' '), { problems, canInsist: true });
}

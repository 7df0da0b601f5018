import type { CellValue } from '../../domain/ari.ts';
import { dayNumber, type DayNumber, parseStayDate, stayDate, type StayDate } from '../../domain/stay-date.ts';
import type { CellChange, ReadCell } from '../kit/provider.ts';
import { amountOf, minorOf } from './amount.ts';
import type { WireRange } from './wire.ts';

/** One word for three switches. */
export const OVERRIDES = [
  'none',
  'blackout',
  'exception',
  'noCheckIn',
  'noCheckOut',
  'noCheckInOrCheckOut',
] as const;
export type Override = (typeof OVERRIDES)[number];

/** Beds24 takes no longer minimum, and no longer maximum; its longest maximum is no limit at all. */
const LONGEST_MIN_STAY = 365;
const NO_MAX_STAY = 364;
const SLOT = /^(?:[1-9]|1[0-6])$/;

type Switches = Pick<CellValue, 'stopSell' | 'closedToArrival' | 'closedToDeparture'>;

/**
 * The word for the switches. A blackout hides the other two, which is why they always come along when it is lifted.
 * `unclear` where one of them is missing and the word depends on it; undefined where none is spoken about.
 */
export function overrideOf(value: Switches): Override | 'unclear' | undefined {
  const { stopSell, closedToArrival, closedToDeparture } = value;
  if (stopSell === true) return 'blackout';
  const all = [stopSell, closedToArrival, closedToDeparture];
  if (all.every((flag) => flag === undefined)) return undefined;
  if (all.some((flag) => flag === undefined)) return 'unclear';
  if (closedToArrival === true) return closedToDeparture === true ? 'noCheckInOrCheckOut' : 'noCheckIn';
  return closedToDeparture === true ? 'noCheckOut' : 'none';
}

/**
 * What the word says of each switch. Behind a blackout the other two are not known; an exception stands for a rule of the
 * room that was lifted and closes nothing; a word nobody foresaw says nothing.
 */
export function switchesOf(word: string | undefined): Switches {
  switch (word) {
    case 'blackout':
      return { stopSell: true };
    case 'none':
    case 'exception':
      return { stopSell: false, closedToArrival: false, closedToDeparture: false };
    case 'noCheckIn':
      return { stopSell: false, closedToArrival: true, closedToDeparture: false };
    case 'noCheckOut':
      return { stopSell: false, closedToArrival: false, closedToDeparture: true };
    case 'noCheckInOrCheckOut':
      return { stopSell: false, closedToArrival: true, closedToDeparture: true };
    default:
      return {};
  }
}

/** A range as it is written: both ends included. */
export type CalendarRange = Readonly<Record<string, string | number>> & {
  readonly from: StayDate;
  readonly to: StayDate;
};
export type Written =
  | { readonly type: 'range'; readonly range: CalendarRange }
  /** It can not be said to Beds24; for staff. */
  | { readonly type: 'refused'; readonly words: string };

const refused = (words: string): Written => ({ type: 'refused', words });

function priceFields(change: CellChange, currency: string): Record<string, number> | string {
  const { priceMinor } = change.value;
  if (priceMinor === undefined) return {};
  if (change.externalPlanId === null || !SLOT.test(change.externalPlanId))
    return 'A price at Beds24 belongs to one of the 16 prices of a room. Link the rate plan to one of them.';
  const amount = amountOf(priceMinor, currency);
  if (amount === undefined)
    return 'The currency of this Beds24 property is not known, so no price can be sent. Read its rooms again.';
  return { [`price${change.externalPlanId}`]: amount };
}

function stayFields({ minLos, maxLos }: CellValue): Record<string, number> | string {
  if (minLos !== undefined && minLos > LONGEST_MIN_STAY)
    return `Beds24 takes a minimum stay of at most ${LONGEST_MIN_STAY} nights.`;
  return {
    ...(minLos !== undefined && { minStay: Math.max(1, minLos) }),
    // no limit is written down: taking the value away would bring back whatever the room itself is set to
    ...(maxLos !== undefined && { maxStay: maxLos < 1 ? NO_MAX_STAY : Math.min(maxLos, NO_MAX_STAY) }),
  };
}

function stockFields({ available, ...value }: CellValue): Record<string, string | number> | string {
  const override = overrideOf(value);
  if (override === 'unclear')
    return 'Closed, closed to arrival and closed to departure are one word at Beds24 and can only be sent together.';
  if (override !== undefined && override !== 'blackout' && available === undefined)
    return 'Opening at Beds24 without a number would open every unit of the room. The number has to be sent with it.';
  return {
    ...(available !== undefined && { numAvail: Math.max(0, Math.trunc(available)) }),
    ...(override !== undefined && { override }),
  };
}

/** A change as Beds24 takes it, or why it can not be said there. */
export function rangeOf(change: CellChange, currency: string): Written {
  const parts = [stockFields(change.value), stayFields(change.value), priceFields(change, currency)];
  const obstacle = parts.find((part) => typeof part === 'string');
  if (obstacle !== undefined) return refused(obstacle);
  const fields = Object.assign({}, ...parts) as Record<string, string | number>;
  if (Object.keys(fields).length === 0) return refused('There is nothing in this change that Beds24 takes.');
  if (change.to < change.from) return refused('The last night is before the first.');
  return { type: 'range', range: { ...fields, from: change.from, to: change.to } };
}

function roomValue(range: WireRange): CellValue {
  const { numAvail, minStay, maxStay } = range;
  return {
    // below zero is an overbooked night: nothing is left to sell
    ...(numAvail !== undefined && { available: Math.max(0, Math.trunc(numAvail)) }),
    ...switchesOf(range.override),
    ...(minStay !== undefined && { minLos: Math.max(1, Math.trunc(minStay)) }),
    ...(maxStay !== undefined && {
      maxLos: maxStay < 1 || maxStay >= NO_MAX_STAY ? 0 : Math.trunc(maxStay),
    }),
  };
}

interface Span {
  readonly from: StayDate;
  readonly to: StayDate;
}

/** The nights of a range within `span`; none where a date is no date or they stand the wrong way round. */
function nightsWithin(range: WireRange, span: Span): readonly StayDate[] {
  const [first, last] = [parseStayDate(range.from ?? ''), parseStayDate(range.to ?? '')];
  if (first === undefined || last === undefined) return [];
  const from = dayNumber(first < span.from ? span.from : first);
  const to = dayNumber(last > span.to ? span.to : last);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
    stayDate((from + index) as DayNumber),
  );
}

/** Expands one range of a room into the cells of its nights within `span`: of the room itself, then of each price. */
export function cellsOf(roomId: string, range: WireRange, span: Span, currency: string): ReadCell[] {
  const ofRoom = roomValue(range);
  const prices = [...range.prices].flatMap(([slot, amount]) => {
    const priceMinor = minorOf(amount, currency);
    return priceMinor === null ? [] : [{ externalPlanId: String(slot), value: { priceMinor } }];
  });
  return nightsWithin(range, span).flatMap((night) => [
    ...(Object.keys(ofRoom).length === 0
      ? []
      : [{ externalRoomId: roomId, externalPlanId: null, night, value: ofRoom }]),
    ...prices.map((price) => ({ externalRoomId: roomId, night, ...price })),
  ]);
}

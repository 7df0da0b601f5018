import { addNights, nightsBetween, type StayDate } from '../../domain/stay-date.ts';
import { type Answer, Refusal } from './answer.ts';
import type { Hotel } from './hotel.ts';
import { type Page, pageOf } from './page.ts';
import type { Parameter, Query } from './query.ts';
import type { RoomType } from './room-type.ts';

export const CALENDAR_PARAMETERS: Readonly<Record<string, Parameter>> = {
  startDate: 'date',
  endDate: 'date',
  roomId: 'whole-numbers',
  propertyId: 'whole-numbers',
  page: 'page',
  includeNumAvail: 'flag',
  includeMinStay: 'flag',
  includeMaxStay: 'flag',
  includeMultiplier: 'flag',
  includeOverride: 'flag',
  includePrices: 'flag',
  includeLinkedPrices: 'flag',
  includeChannels: 'flag',
};

/** The longest span of one reading is not known; a year is taken to be the most. */
const MOST_DAYS = 366;
const SLOTS = Array.from({ length: 16 }, (_, index) => index + 1);

export type DayFields = Readonly<Record<string, unknown>>;

/** The price in a slot, through its links; undefined where there is none. */
export function priceIn(
  hotel: Hotel,
  room: RoomType,
  slot: number,
  date: StayDate,
  depth = 0,
): number | undefined {
  const link = room.linkOf(slot);
  if (!link) return room.night(date).prices.get(slot);
  const other = hotel.roomType(link.roomId);
  const base = other && depth < 16 ? priceIn(hotel, other, link.priceId, date, depth + 1) : undefined;
  return base === undefined
    ? undefined
    : Math.round((base * link.offsetMultiplier + link.offsetAmount) * 100) / 100;
}

function fieldsOf(hotel: Hotel, room: RoomType, date: StayDate, wants: (name: string) => boolean): DayFields {
  const night = room.night(date);
  const fields: Record<string, unknown> = {};
  if (wants('NumAvail')) fields['numAvail'] = room.numAvail(date);
  if (wants('MinStay')) fields['minStay'] = night.minStay ?? room.minStay;
  if (wants('MaxStay')) fields['maxStay'] = night.maxStay ?? room.maxStay;
  if (wants('Multiplier')) fields['multiplier'] = night.multiplier ?? 1;
  if (wants('Override')) fields['override'] = night.override;
  for (const slot of SLOTS) {
    if (!wants(room.linkOf(slot) ? 'LinkedPrices' : 'Prices')) continue;
    const price = priceIn(hotel, room, slot, date);
    if (price !== undefined) fields[`price${slot}`] = price;
  }
  if (wants('Channels') && night.caps.size > 0)
    fields['channels'] = Object.fromEntries(
      [...night.caps].sort().map(([slug, maxBookings]) => [slug, { maxBookings }]),
    );
  return fields;
}

interface Span {
  readonly from: StayDate;
  to: StayDate;
}

/** Neighbouring nights that say the same become one range; a night with nothing to say is left out. */
function rangesOf(
  from: StayDate,
  to: StayDate,
  fieldsAt: (date: StayDate) => DayFields,
): (Span & DayFields)[] {
  const ranges: { readonly span: Span; readonly fields: DayFields; readonly text: string }[] = [];
  for (let date = from; date <= to; date = addNights(date, 1)) {
    const fields = fieldsAt(date);
    if (Object.keys(fields).length === 0) continue;
    const text = JSON.stringify(fields);
    const last = ranges.at(-1);
    if (last && last.text === text && addNights(last.span.to, 1) === date) last.span.to = date;
    else ranges.push({ span: { from: date, to: date }, fields, text });
  }
  return ranges.map(({ span, fields }) => ({ ...span, ...fields }));
}

/** The dates and rooms of an inventory query. */
export function roomsAndDates(
  hotel: Hotel,
  query: Query,
): { readonly rooms: readonly RoomType[]; readonly from: StayDate; readonly to: StayDate } {
  const [from, to] = [query.date('startDate') as StayDate, query.date('endDate') as StayDate];
  if (to < from) throw new Refusal(400, 'endDate must not be before startDate');
  if (nightsBetween(from, to) >= MOST_DAYS) throw new Refusal(400, 'the dates are more than a year apart');
  const [rooms, properties] = [query.numbers('roomId'), query.numbers('propertyId')];
  const wanted = hotel.roomTypes.filter(
    (room) => (rooms?.includes(room.id) ?? true) && (properties?.includes(room.propertyId) ?? true),
  );
  return { rooms: wanted, from, to };
}

/** `GET /inventory/rooms/calendar`: ranges, and none at all unless something is included. */
export function readCalendar(hotel: Hotel, query: Query, page: Page): Answer {
  const { rooms, from, to } = roomsAndDates(hotel, query);
  const wants = (name: string): boolean => query.flag(`include${name}`);
  return pageOf('calendar', rooms, query.page, page, (room) => ({
    ...{ roomId: room.id, propertyId: room.propertyId },
    calendar: rangesOf(from, to, (date) => fieldsOf(hotel, room, date, wants)),
  }));
}

export const AVAILABILITY_PARAMETERS: Readonly<Record<string, Parameter>> = {
  roomId: 'whole-numbers',
  propertyId: 'whole-numbers',
  startDate: 'date',
  endDate: 'date',
  page: 'page',
};

/** `GET /inventory/rooms/availability`: false is a night on which nobody can check in. */
export function readAvailability(hotel: Hotel, query: Query, page: Page): Answer {
  const { rooms, from, to } = roomsAndDates(hotel, query);
  return pageOf('availability', rooms, query.page, page, (room) => {
    const availability: Record<string, boolean> = {};
    for (let date = from; date <= to; date = addNights(date, 1))
      availability[date] =
        !room.isShut(date) && !['noCheckIn', 'noCheckInOrCheckOut'].includes(room.night(date).override);
    return { roomId: room.id, propertyId: room.propertyId, name: room.name, availability };
  });
}

/** Everything about each night, linked prices included: the account from within. */
export const wholeCalendar = (hotel: Hotel, room: RoomType, from: StayDate, to: StayDate): DayFields[] => {
  const days: DayFields[] = [];
  for (let date = from; date <= to; date = addNights(date, 1))
    days.push({ date, ...fieldsOf(hotel, room, date, () => true) });
  return days;
};

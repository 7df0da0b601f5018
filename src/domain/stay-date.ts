/**
 * Stay dates. A night is a calendar date at the property, never an instant: it is written `YYYY-MM-DD` in tables and on
 * the wire, and counted as whole days since 1970-01-01 (`DayNumber`) where many are compared at once.
 * Ranges are half-open: the departure date is not slept.
 */
declare const stayDateBrand: unique symbol;
declare const dayNumberBrand: unique symbol;

/** An ISO calendar date, `2026-11-20`. Made only by {@link parseStayDate} and the functions here. */
export type StayDate = string & { readonly [stayDateBrand]: true };
/** Whole days since 1970-01-01; 2026-11-20 is 20777. */
export type DayNumber = number & { readonly [dayNumberBrand]: true };

/** Nights from `arrival` (slept) up to `departure` (not slept). */
export interface NightRange {
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

/** Dates outside 2000-01-01 … 2100-12-31 are taken for damage, not for a booking. */
export const EARLIEST_YEAR = 2000;
export const LATEST_YEAR = 2100;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of a date in the proleptic Gregorian calendar. No check: 31 February answers 3 March. */
function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** The date of a day number. */
export function stayDate(day: DayNumber): StayDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${two(month)}-${two(dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1)}` as StayDate;
}

/** The day number of a date that is known to be real. */
export function dayNumber(date: StayDate): DayNumber {
  return dayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))) as DayNumber;
}

/** The date that `text` names, or undefined: 30 February and the year 207 are refused, not rolled over. */
export function parseStayDate(text: string): StayDate | undefined {
  const match = ISO_DATE.exec(text);
  return match ? stayDateOf(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The date of a year, month (1–12) and day, or undefined where there is no such day or it is outside 2000–2100. */
export function stayDateOf(year: number, month: number, day: number): StayDate | undefined {
  if (year < EARLIEST_YEAR || year > LATEST_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
    return undefined;
  const text = `${year}-${two(month)}-${two(day)}` as StayDate;
  return stayDate(dayNumber(text)) === text ? text : undefined;
}

export const addNights = (date: StayDate, count: number): StayDate =>
  stayDate((dayNumber(date) + count) as DayNumber);

/** Nights from `from` to `to`; negative when `to` is earlier. */
export const nightsBetween = (from: StayDate, to: StayDate): number => dayNumber(to) - dayNumber(from);

/** Length of stay in nights. */
export const lengthOfStay = (range: NightRange): number => nightsBetween(range.arrival, range.departure);

/** Every night of a range, the departure left out. */
export function nightsOf(range: NightRange): StayDate[] {
  const nights: StayDate[] = [];
  for (let day = dayNumber(range.arrival), end = dayNumber(range.departure); day < end; day++)
    nights.push(stayDate(day as DayNumber));
  return nights;
}

/** True where the ranges share a night; a departure on the other's arrival date is a turnover and shares none. */
export const overlaps = (a: NightRange, b: NightRange): boolean =>
  a.arrival < b.departure && b.arrival < a.departure;

/** The shared nights of two ranges, or undefined. */
export function sharedNights(a: NightRange, b: NightRange): NightRange | undefined {
  const arrival = a.arrival > b.arrival ? a.arrival : b.arrival;
  const departure = a.departure < b.departure ? a.departure : b.departure;
  return arrival < departure ? { arrival, departure } : undefined;
}

/** Day of the week, 1 = Monday … 7 = Sunday. */
export const weekday = (date: StayDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** Saturday and Sunday, which the chart tints. */
export const isWeekend = (date: StayDate): boolean => weekday(date) >= 6;

/** Joins nights, in any order and with repeats, into the fewest ranges. */
export function rangesOf(nights: Iterable<StayDate>): NightRange[] {
  const days = [...new Set([...nights].map(dayNumber))].sort((a, b) => a - b);
  const ranges: NightRange[] = [];
  let start = 0;
  for (let index = 1; index <= days.length; index++) {
    if (index < days.length && days[index] === (days[index - 1] as number) + 1) continue;
    const last = (days[index - 1] as number) + 1;
    ranges.push({ arrival: stayDate(days[start] as DayNumber), departure: stayDate(last as DayNumber) });
    start = index;
  }
  return ranges;
}

/** The day that was asked for last: asked at every step, and the zone's rules are slow to read. */
let today = { zone: '', from: 0, to: 0, date: '' as StayDate };

/** The date at an instant (epoch milliseconds) in an IANA zone: the property's "today". */
export function dateInZone(at: number, zone: string): StayDate {
  if (today.zone !== zone || at < today.from || at >= today.to) {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const from = day.startOfDay();
    const to = from.add({ days: 1 }).startOfDay().epochMilliseconds;
    today = { zone, from: from.epochMilliseconds, to, date: day.toPlainDate().toString() as StayDate };
  }
  return today.date;
}

/** True for an IANA zone that this machine knows, such as `Europe/Lisbon`. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

import { dayNumber, LATEST_YEAR, type StayDate, stayDate } from '../../domain/stay-date.ts';

/** Birthdays and the like repeat since long before anything that can be booked. */
const EARLIEST_WRITTEN_YEAR = 1900;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/**
 * A date that a feed may write: real, and not before 1900. Wider than what counts as a night, because an event that
 * repeats today may have begun long ago; nights are checked against the range of stay dates in the end.
 */
export function writtenDate(year: number, month: number, day: number): StayDate | undefined {
  const isPlausible = year >= EARLIEST_WRITTEN_YEAR && year <= LATEST_YEAR && month >= 1 && day >= 1;
  if (!isPlausible || month > 12 || day > 31) return undefined;
  const text = `${year}-${two(month)}-${two(day)}` as StayDate;
  return stayDate(dayNumber(text)) === text ? text : undefined;
}

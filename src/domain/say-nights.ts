import { addNights, lengthOfStay, type NightRange, nightsOf, rangesOf, type StayDate } from './stay-date.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
/** More stretches than this are counted, not listed: nobody reads a line of ten dates. */
const LISTED = 4;

const yearOf = (date: StayDate): string => date.slice(0, 4);
const monthOf = (date: StayDate): string => MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
const dayOf = (date: StayDate): string => String(Number(date.slice(8, 10)));

/** "26 Nov", or "26 Nov 2027" with its year. */
export const sayDate = (date: StayDate, withYear = false): string =>
  `${dayOf(date)} ${monthOf(date)}${withYear ? ` ${yearOf(date)}` : ''}`;

/** "1 night", "5 nights". */
export const sayNightCount = (count: number): string => `${count} ${count === 1 ? 'night' : 'nights'}`;

/** First and last night with a word between, the month said once where it is the same. */
function sayBoth(first: StayDate, last: StayDate, word: 'and' | 'to', withYear: boolean): string {
  if (yearOf(first) !== yearOf(last)) return `${sayDate(first, true)} ${word} ${sayDate(last, true)}`;
  const start = monthOf(first) === monthOf(last) ? dayOf(first) : sayDate(first);
  return `${start} ${word} ${sayDate(last, withYear)}`;
}

function sayRange(range: NightRange, withYear: boolean): string {
  const count = lengthOfStay(range);
  const last = addNights(range.departure, -1);
  if (count < 2) return sayDate(range.arrival, withYear);
  if (count === 2) return sayBoth(range.arrival, last, 'and', withYear);
  return `${sayBoth(range.arrival, last, 'to', withYear)} (${sayNightCount(count)})`;
}

const isList = (nights: NightRange | readonly NightRange[]): nights is readonly NightRange[] =>
  Array.isArray(nights);

/**
 * Nights in words, always as nights and never up to a departure: "26 Nov", "26 and 27 Nov", "26 to 30 Nov (5 nights)";
 * several stretches with commas, touching ones joined. Pass `today` to have the year said where it is another one.
 */
export function sayNights(nights: NightRange | readonly NightRange[], today?: StayDate): string {
  const ranges = rangesOf((isList(nights) ? nights : [nights]).flatMap(nightsOf));
  if (ranges.length === 0) return 'no nights';
  const isOther = (date: StayDate): boolean => today !== undefined && yearOf(date) !== yearOf(today);
  const said = ranges.map((range) => sayRange(range, isOther(addNights(range.departure, -1))));
  if (said.length <= LISTED) return said.join(', ');
  const rest = ranges.slice(LISTED).reduce((sum, range) => sum + lengthOfStay(range), 0);
  return `${said.slice(0, LISTED).join(', ')} and ${sayNightCount(rest)} more`;
}

/** The nights, and the one after them that is not meant: "26 and 27 Nov; 28 Nov stays open". */
export const sayNightsAndOpen = (range: NightRange, today?: StayDate): string =>
  `${sayNights(range, today)}; ${sayDate(range.departure)} stays open`;

/** "Airbnb", "Airbnb and Vrbo", "Airbnb, Vrbo and Booking.com". */
export function sayList(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

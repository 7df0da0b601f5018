import { CELL_FIELDS, type CellField, type CellValue, NO_PLAN } from './ari.ts';
import type { RangeChange } from './compact.ts';
import { formatMoney } from './money.ts';
import { sayDate, sayList, sayNightCount, sayNights } from './say-nights.ts';
import { addNights, lengthOfStay, type NightRange, nightsOf, rangesOf, type StayDate } from './stay-date.ts';

/** What words about cells need to know. */
export interface CellWords {
  readonly roomTypeName: (roomTypeId: number) => string;
  readonly ratePlanName: (ratePlanId: number) => string;
  /** ISO 4217, of the property. */
  readonly currency: string;
  /** To have the year said where it is another one. */
  readonly today?: StayDate;
}

const NOT_KNOWN = 'not known';
/** Fields as a person calls them. */
export const FIELD_NAMES: Readonly<Record<CellField, string>> = {
  available: 'Left to sell',
  priceMinor: 'Price',
  stopSell: 'For sale',
  closedToArrival: 'Arrivals',
  closedToDeparture: 'Departures',
  minLos: 'Shortest stay',
  maxLos: 'Longest stay',
};

/** One field of a cell: "2 left", "€129.00", "closed", "at least 3 nights"; "not known" where it is absent. */
export function sayField(field: CellField, value: CellValue, currency: string): string {
  const { available, priceMinor, stopSell, closedToArrival, closedToDeparture, minLos, maxLos } = value;
  if (value[field] === undefined) return NOT_KNOWN;
  switch (field) {
    case 'available':
      return available === 0 ? 'none left' : `${available} left`;
    case 'priceMinor':
      return formatMoney({ minor: priceMinor ?? 0, currency });
    case 'stopSell':
      return stopSell ? 'closed for sale' : 'open for sale';
    case 'closedToArrival':
      return closedToArrival ? 'no arrivals' : 'arrivals allowed';
    case 'closedToDeparture':
      return closedToDeparture ? 'no departures' : 'departures allowed';
    case 'minLos':
      return (minLos ?? 1) > 1 ? `at least ${sayNightCount(minLos ?? 1)}` : 'no shortest stay';
    case 'maxLos':
      return (maxLos ?? 0) > 0 ? `at most ${sayNightCount(maxLos ?? 0)}` : 'no longest stay';
  }
}

/** True for what a night is like when nobody restricts it: not worth a word of its own. */
const isUsual = (field: CellField, value: CellValue): boolean =>
  field === 'minLos'
    ? (value.minLos ?? 1) <= 1
    : field === 'available' || field === 'priceMinor'
      ? false
      : !value[field];

/**
 * A whole value in a few words: "closed", "2 left", "€129.00, at least 3 nights". With `before`, what only goes along and
 * stays as it is is left out. Nothing known is "not known".
 */
export function sayValue(value: CellValue, currency: string, before?: CellValue): string {
  const fields = CELL_FIELDS.filter((field) => value[field] !== undefined);
  if (fields.length === 0) return NOT_KNOWN;
  const changed = before ? fields.filter((field) => before[field] !== value[field]) : fields;
  const spoken = changed.length > 0 ? changed : fields;
  const isClosed = value.stopSell === true || value.available === 0;
  const telling = spoken.filter(
    (field) =>
      !(isClosed && (field === 'available' || field === 'stopSell')) &&
      (!isUsual(field, value) || (before !== undefined && before[field] !== undefined)) &&
      !(field === 'stopSell' && spoken.includes('available')),
  );
  const isAboutUnits = spoken.includes('available') || spoken.includes('stopSell');
  const words = telling.map((field) => sayField(field, value, currency));
  const said = isClosed && isAboutUnits ? ['closed', ...words] : words;
  return said.length > 0 ? said.join(', ') : sayField(spoken[0] as CellField, value, currency);
}

/** "10 Dec", "10 and 11 Dec", "10, 11 and 12 Dec"; longer stretches as everywhere: "10 to 14 Dec (5 nights)". */
export function sayCellNights(stretches: readonly NightRange[], today?: StayDate): string {
  const ranges = rangesOf(stretches.flatMap(nightsOf));
  const [only] = ranges;
  const last = only && addNights(only.departure, -1);
  const isThree = ranges.length === 1 && only && lengthOfStay(only) === 3;
  if (isThree && last && only.arrival.slice(0, 7) === last.slice(0, 7)) {
    const isOtherYear = today !== undefined && last.slice(0, 4) !== today.slice(0, 4);
    const [first, second] = [only.arrival, addNights(only.arrival, 1)].map((date) => Number(date.slice(8)));
    return `${first}, ${second} and ${sayDate(last, isOtherYear)}`;
  }
  return sayNights(ranges, today);
}

/** The nights of a range, as a half-open stretch. */
export const nightsOfRange = ({ from, to }: Pick<RangeChange, 'from' | 'to'>): NightRange => ({
  arrival: from,
  departure: addNights(to, 1),
});

/** "Double", "Double, BAR". */
export const sayCellPlace = (
  { roomTypeId, ratePlanId }: { readonly roomTypeId: number; readonly ratePlanId: number },
  words: CellWords,
): string =>
  ratePlanId === NO_PLAN
    ? words.roomTypeName(roomTypeId)
    : `${words.roomTypeName(roomTypeId)}, ${words.ratePlanName(ratePlanId)}`;

/** One range: "Double: 10, 11 and 12 Dec closed", "Double, BAR: 24 Dec €189.00". */
export const sayRange = (range: RangeChange, words: CellWords): string =>
  `${sayCellPlace(range, words)}: ${sayCellNights([nightsOfRange(range)], words.today)} ${sayValue(range.value, words.currency, range.before)}`;

/**
 * Many ranges in at most `lines` lines, those that say the same of one room type and plan joined; the rest is counted:
 * "and 12 more changes".
 */
export function sayRanges(ranges: readonly RangeChange[], words: CellWords, lines = 4): string[] {
  const joined = new Map<string, { place: string; says: string; nights: NightRange[] }>();
  for (const range of ranges) {
    const place = sayCellPlace(range, words);
    const says = sayValue(range.value, words.currency, range.before);
    const key = `${range.roomTypeId}/${range.ratePlanId}/${says}`;
    const known = joined.get(key);
    if (known) known.nights.push(nightsOfRange(range));
    else joined.set(key, { place, says, nights: [nightsOfRange(range)] });
  }
  const all = [...joined.values()];
  const isTooMany = all.length > lines;
  const listed = all.slice(0, isTooMany ? lines - 1 : lines);
  const said = listed.map(
    ({ place, says, nights }) => `${place}: ${sayCellNights(nights, words.today)} ${says}`,
  );
  const rest = all.length - listed.length;
  return isTooMany ? [...said, `and ${rest} more ${rest === 1 ? 'change' : 'changes'}`] : said;
}

/** One field of a range before and after, for a list of differences. */
export interface SaidChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** Nobody knows what was shown, and what is to be shown is what a night is like anyway. */
const isUnremarkable = (field: CellField, { value, before, beforeByNight = [] }: RangeChange): boolean =>
  isUsual(field, value) && [before, ...beforeByNight].every((night) => night[field] === undefined);

/**
 * Field by field what changes in a range; fields that only go along are left out. Where nothing was known, what is as usual
 * is said in one word beside the rest: "4 left, no restrictions".
 */
export function sayChanges(range: RangeChange, currency: string): SaidChange[] {
  const changed = CELL_FIELDS.filter(
    (field) => range.value[field] !== undefined && range.value[field] !== range.before[field],
  );
  const telling = changed.filter((field) => !isUnremarkable(field, range));
  const spoken = telling.length > 0 ? telling : changed;
  const isRestricted = spoken.some((field) => field !== 'available' && field !== 'priceMinor');
  const rest = isRestricted ? ', no other restrictions' : ', no restrictions';
  return spoken.map((field, at) => ({
    field: FIELD_NAMES[field],
    before: sayBefore(field, range, currency),
    after: `${sayField(field, range.value, currency)}${at === 0 && spoken.length < changed.length ? rest : ''}`,
  }));
}

/** What was shown, or "different by night" where the nights did not agree. */
function sayBefore(field: CellField, { before, beforeByNight }: RangeChange, currency: string): string {
  const isMixed = beforeByNight?.some((night) => night[field] !== beforeByNight[0]?.[field]) ?? false;
  return isMixed ? 'different by night' : sayField(field, before, currency);
}

/** What a list of ranges does, in nights: "3 nights closed, 2 nights opened and 5 nights with another price". */
export function sayCounts(ranges: readonly RangeChange[]): string {
  let [closed, opened, priced, other] = [0, 0, 0, 0];
  for (const range of ranges) {
    const nights = lengthOfStay(nightsOfRange(range));
    if (range.direction === 'closes') closed += nights;
    else if (range.direction === 'opens') opened += nights;
    else if (range.value.priceMinor !== undefined) priced += nights;
    else other += nights;
  }
  const parts: string[] = [];
  if (closed > 0) parts.push(`${sayNightCount(closed)} closed or with less`);
  if (opened > 0) parts.push(`${sayNightCount(opened)} opened or with more`);
  if (priced > 0) parts.push(`${sayNightCount(priced)} with another price`);
  if (other > 0) parts.push(`${sayNightCount(other)} told again`);
  return parts.length > 0 ? sayList(parts) : 'nothing to tell';
}

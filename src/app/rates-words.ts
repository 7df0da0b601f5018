import { isByHand } from './checklist-channels.ts';
import type { ParsedInputOf } from '../contract/index.ts';
import { CELL_FIELDS, type CellField, type CellValue, NO_PLAN } from '../domain/ari.ts';
import { type CellWords, FIELD_NAMES, sayCellNights, sayValue } from '../domain/say-cell.ts';
import { sayList } from '../domain/say-nights.ts';
import { rangesOf } from '../domain/stay-date.ts';
import { listConnections, toldConnections } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { cellWordsOf } from './diff-view.ts';
import type { NightPatch, NightWish, RateChangeAsked } from './rates-change.ts';

const SWITCHES: ReadonlySet<CellField> = new Set(['stopSell', 'closedToArrival', 'closedToDeparture']);
/** More names than this are counted. */
const NAMED = 4;

/** What a night says, as the rules read it; what it does not speak of is absent. */
export function valueOf(patch: NightPatch): CellValue {
  const value: Record<string, number | boolean> = {};
  for (const field of CELL_FIELDS) {
    const said = field === 'available' ? null : (patch[field] ?? null);
    if (said !== null) value[field] = SWITCHES.has(field) ? said === 1 : said;
  }
  return value;
}

/** "closed", "€129.00, at least 3 nights", "no word on the price any more". */
export function sayPatch(patch: NightPatch, currency: string): string {
  const value = valueOf(patch);
  const told = Object.keys(value).length === 0 ? [] : [sayValue(value, currency)];
  const taken = CELL_FIELDS.filter((field) => field !== 'available' && patch[field] === null).map((field) =>
    FIELD_NAMES[field].toLowerCase(),
  );
  const gone = taken.length === 0 ? [] : [`${sayList(taken)} as usual again`];
  return [...told, ...gone].join(', ');
}

function sayNames(names: readonly string[]): string {
  if (names.length <= NAMED) return sayList(names);
  return `${names.slice(0, NAMED - 1).join(', ')} and ${String(names.length - NAMED + 1)} more`;
}

/** "Double", "Double and Twin, BAR". */
export function sayPlaces(wishes: readonly NightWish[], words: CellWords): string {
  const types = [...new Set(wishes.map(({ roomTypeId }) => roomTypeId))].map(words.roomTypeName);
  const plans = [...new Set(wishes.map(({ ratePlanId }) => ratePlanId))].filter((id) => id !== NO_PLAN);
  const said = plans.length === 0 ? '' : `, ${sayNames(plans.map(words.ratePlanName))}`;
  return `${sayNames(types)}${said}`;
}

/** "Double: 10, 11 and 12 Dec closed. Beds24 is told at once." */
export function sayRateChange(
  read: ReadHandle,
  { set, connectionIds }: RateChangeAsked,
  changed: readonly NightWish[],
  now: number,
): string {
  if (changed.length === 0) return 'It is so already. Nothing was changed.';
  const words = cellWordsOf(read, now);
  const nights = sayCellNights(rangesOf(changed.map(({ night }) => night)), words.today);
  const patch = Object.fromEntries(
    Object.entries(set)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, typeof value === 'boolean' ? Number(value) : (value ?? null)]),
  );
  const isMeant = (id: number): boolean => connectionIds.length === 0 || connectionIds.includes(id);
  const named = listConnections(read).filter(({ id }) => connectionIds.includes(id));
  const only = named.length === 0 ? '' : ` on ${sayList(named.map(({ name }) => name))}`;
  const told = toldConnections(read).filter(({ id }) => isMeant(id));
  const [listed, sent] = [told.filter(isByHand), told.filter((row) => !isByHand(row))];
  const next = [
    sent.length === 0
      ? ''
      : ` ${sayNames(sent.map(({ name }) => name))} ${sent.length === 1 ? 'is' : 'are'} told at once.`,
    listed.length === 0
      ? ''
      : ` To be entered by hand, under Lists: ${sayNames(listed.map(({ name }) => name))}.`,
  ].join('');
  return `${sayPlaces(changed, words)}: ${nights} ${sayPatch(patch, words.currency)}${only}.${next}`;
}

/** "2 held back, 1 kept for the desk, at most 5 offered, closed at 1 left"; "everything is sold" for none. */
export function sayRule(rule: Omit<ParsedInputOf<'rates.setRule'>, 'roomTypeId' | 'connectionId'>): string {
  const parts = [
    rule.buffer > 0 ? `${String(rule.buffer)} held back` : '',
    rule.directReserve > 0 ? `${String(rule.directReserve)} kept for the desk` : '',
    rule.allotment === null ? '' : `at most ${String(rule.allotment)} offered`,
    rule.closeAtLeft === null || rule.closeAtLeft === 0 ? '' : `closed from ${String(rule.closeAtLeft)} left`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing is held back' : parts.join(', ');
}

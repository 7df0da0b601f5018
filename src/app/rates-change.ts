import type { ParsedInputOf } from '../contract/index.ts';
import { Refusal } from '../domain/failure.ts';
import { dayNumber, lengthOfStay, type NightRange, nightsOf, type StayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { findRow } from '../store/find.ts';
import { ariNightsIn } from '../store/rates.ts';
import type { Row, Writer } from '../store/writer.ts';

export type RateChangeAsked = ParsedInputOf<'rates.preview'>;
type NightRow = Row<'ari_night'>;

/** What a night can say, as its table keeps it: switches are 0 and 1, null says nothing. */
const COLUMNS = [
  'priceMinor',
  'stopSell',
  'closedToArrival',
  'closedToDeparture',
  'minLos',
  'maxLos',
] as const satisfies readonly (keyof NightRow)[];
export type NightPatch = Partial<Record<(typeof COLUMNS)[number], number | null>>;

/** One night of one room type, plan and channel, and what it shall say. */
export interface NightWish {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly connectionId: number;
  readonly night: StayDate;
}

/** More than this at once is a slip of the hand, and would hold up the desk. */
const MOST_NIGHTS = 40_000;

/** What is to be set, in the words of the table. */
export const patchOf = ({ set }: RateChangeAsked): NightPatch =>
  Object.fromEntries(
    COLUMNS.filter((column) => set[column] !== undefined).map((column) => {
      const value = set[column] ?? null;
      return [column, typeof value === 'boolean' ? Number(value) : value];
    }),
  );

const orAll = (ids: readonly number[]): readonly number[] => (ids.length === 0 ? [0] : ids);

const LONGEST = 731;

function nightsIn(ranges: readonly NightRange[]): StayDate[] {
  for (const range of ranges) {
    const length = lengthOfStay(range);
    if (length < 1 || length > LONGEST)
      throw new Refusal('invalid-input', 'Choose at least one night and at most two years.', {
        field: 'nights',
      });
  }
  return [...new Set(ranges.flatMap(nightsOf))].sort();
}

/** Every night that a change speaks of, room type by room type. Refuses what is not there, and a change of everything. */
export function wishesOf(read: ReadHandle, asked: RateChangeAsked): NightWish[] {
  const nights = nightsIn(asked.nights);
  const [plans, connections] = [orAll(asked.ratePlanIds), orAll(asked.connectionIds)];
  assertKnown(read, 'room_type', asked.roomTypeIds, 'room type');
  assertKnown(read, 'rate_plan', asked.ratePlanIds, 'rate plan');
  assertKnown(read, 'connection', asked.connectionIds, 'connection');
  if (Object.keys(patchOf(asked)).length === 0)
    throw new Refusal('invalid-input', 'Say what is to be set.', { field: 'set' });
  if (asked.set.priceMinor !== undefined && asked.ratePlanIds.length === 0)
    throw new Refusal('invalid-input', 'Choose the rate plans that the price is for.', {
      field: 'ratePlanIds',
    });
  const total = nights.length * asked.roomTypeIds.length * plans.length * connections.length;
  if (total > MOST_NIGHTS)
    throw new Refusal('invalid-input', `These are ${String(total)} nights at once. Choose fewer.`, { total });
  return [...new Set(asked.roomTypeIds)].flatMap((roomTypeId) =>
    plans.flatMap((ratePlanId) =>
      connections.flatMap((connectionId) =>
        nights.map((night) => ({ roomTypeId, ratePlanId, connectionId, night })),
      ),
    ),
  );
}

function assertKnown(
  read: ReadHandle,
  entity: 'room_type' | 'rate_plan' | 'connection',
  ids: readonly number[],
  noun: string,
): void {
  if (ids.every((id) => findRow(read, entity, id))) return;
  throw new Refusal('not-found', `A ${noun} of this change is no longer there. Look again at the list.`);
}

const keyOf = ({ roomTypeId, ratePlanId, connectionId, night }: NightWish): string =>
  `${String(roomTypeId)} ${String(ratePlanId)} ${String(connectionId)} ${night}`;

/** What people said of the nights of a change until now. */
export function nightRowsOf(read: ReadHandle, wishes: readonly NightWish[]): Map<string, NightRow> {
  const [first, last] = [wishes[0], wishes.at(-1)];
  if (!first || !last) return new Map();
  // every room type and plan has the same nights, in order
  const rows = ariNightsIn(read, { from: dayNumber(first.night), to: dayNumber(last.night) + 1 });
  return new Map(rows.map((row) => [keyOf({ ...row, night: row.night as StayDate }), row]));
}

/** The row of a wish among {@link nightRowsOf}. */
export const rowFor = (rows: ReadonlyMap<string, NightRow>, wish: NightWish): NightRow | undefined =>
  rows.get(keyOf(wish));

const saysNothing = (row: NightPatch): boolean => COLUMNS.every((column) => (row[column] ?? null) === null);

/**
 * Puts one night's words in its row, through the journal: a row that is new, changed, or gone where it says nothing any
 * more. False where it says so already.
 */
export function putNight(
  writer: Writer,
  { roomTypeId, ratePlanId, connectionId, night }: NightWish,
  row: NightRow | undefined,
  patch: NightPatch,
): boolean {
  const stamp = { reason: writer.act.why, setBy: writer.act.actor, setAt: writer.act.at };
  const now: NightPatch = { ...row, ...patch };
  const isSo = row ? COLUMNS.every((column) => (now[column] ?? null) === row[column]) : saysNothing(patch);
  if (isSo) return false;
  if (row === undefined)
    writer.insert('ari_night', { roomTypeId, ratePlanId, connectionId, night, ...patch, ...stamp });
  else if (saysNothing(now)) writer.remove('ari_night', row.id);
  else writer.update('ari_night', row.id, { ...patch, ...stamp });
  return true;
}

/** Writes a change night by night; answers the nights that have another word now. */
export function writeNights(writer: Writer, asked: RateChangeAsked): NightWish[] {
  const wishes = wishesOf(writer.tx, asked);
  const rows = nightRowsOf(writer.tx, wishes);
  const patch = patchOf(asked);
  return wishes.filter((wish) => putNight(writer, wish, rowFor(rows, wish), patch));
}

import { isByHand } from './checklist-channels.ts';
import type { Diff } from '../contract/diff.ts';
import type { Channel } from '../domain/channel.ts';
import type { RangeChange } from '../domain/compact.ts';
import type { Guard } from '../domain/guards.ts';
import { NO_PLAN } from '../domain/ari.ts';
import { type CellWords, nightsOfRange, sayCellNights, sayChanges, sayCounts } from '../domain/say-cell.ts';
import { sayList } from '../domain/say-nights.ts';
import { sayTotals, totalsOf } from '../domain/say-cell-totals.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findProperty, roomTypesOf, todayAt } from '../store/property.ts';
import { ratePlansOf } from '../store/rates.ts';
import { sayCount } from './say.ts';
import { cellsIn } from './sync-plans.ts';

/** What one channel would be told. */
export interface DiffPart {
  readonly connection: Pick<ConnectionRow, 'id' | 'name' | 'channel' | 'state' | 'provider'>;
  readonly ranges: readonly RangeChange[];
  /** Openings that wait for a reading first. */
  readonly held: readonly RangeChange[];
  /** Nights that are not told, because they were refused or changed over there: a person looks first. */
  readonly waiting?: number;
  /** True where no room of it is linked. */
  readonly isUnlinked?: boolean;
  /** Room types that are linked there and of which no reading has told anything, by name. */
  readonly unread?: readonly string[];
  readonly guards: readonly Guard[];
  readonly rangesPerCall: number;
}

/** All of a first telling, so that it can be read to its end; what is longer still is counted. */
const SHOWN_LINES = 2000;

/** Today's names of room types and plans, for words about cells. */
export function cellWordsOf(
  read: ReadHandle,
  now: number,
): CellWords & { readonly today: ReturnType<typeof todayAt> } {
  const types = new Map(roomTypesOf(read).map(({ id, name }) => [id, name]));
  const plans = new Map<number, string>(ratePlansOf(read).map(({ id, name }) => [id, name]));
  return {
    roomTypeName: (id) => types.get(id) ?? 'a former room type',
    ratePlanName: (id) => plans.get(id) ?? 'a former rate plan',
    currency: findProperty(read)?.currency ?? 'EUR',
    today: todayAt(read, now),
  };
}

type Line = Diff['lines'][number];

const linesOf = ({ connection }: DiffPart, range: RangeChange, words: CellWords): Line[] =>
  sayChanges(range, words.currency).map((change) => ({
    connectionId: connection.id,
    channel: connection.channel as Channel,
    roomTypeName: words.roomTypeName(range.roomTypeId),
    ratePlanName: range.ratePlanId === NO_PLAN ? null : words.ratePlanName(range.ratePlanId),
    nights: sayCellNights([nightsOfRange(range)], words.today),
    firstNight: range.from,
    direction: range.direction,
    ...change,
  }));

/** "Beds24: 3 nights closed or with less, goes out at once". */
function summaryOf({ connection, ranges, held, waiting = 0, isUnlinked = false }: DiffPart): string {
  const { name, state } = connection;
  if (isUnlinked) return `${name}: no room is linked yet, so nothing is told`;
  const stuck =
    waiting === 0 ? '' : `${sayCount(waiting, 'night')} wait${waiting === 1 ? 's' : ''} for a person`;
  if (ranges.length === 0 && held.length === 0) return `${name}: ${stuck || 'nothing to tell'}`;
  const when = isByHand(connection)
    ? 'comes on its list, to be entered by hand'
    : state === 'paused'
      ? 'goes out when it is no longer paused'
      : state === 'needs-sign-in'
        ? 'goes out after the sign-in'
        : 'goes out at once';
  const now = ranges.length === 0 ? '' : `${sayCounts(ranges)}, ${when}`;
  const later = held.length === 0 ? '' : `${sayCounts(held)}, waits until its bookings were read`;
  return `${name}: ${[now, later, stuck].filter((part) => part !== '').join('; ')}`;
}

/** What becomes of each room type and plan at one channel, over all that it would be told. */
const totalsAt = (
  { connection }: DiffPart,
  ranges: readonly RangeChange[],
  words: CellWords,
): Diff['totals'] =>
  totalsOf(ranges).map((place) => {
    const { roomTypeId, ratePlanId, ...counts } = place;
    return {
      connectionId: connection.id,
      channel: connection.channel as Channel,
      connectionName: connection.name,
      roomTypeName: words.roomTypeName(roomTypeId),
      ratePlanName: ratePlanId === NO_PLAN ? null : words.ratePlanName(ratePlanId),
      ...counts,
      words: sayTotals(place, words),
    };
  });

/** "It is not known yet what Beds24 shows of Double and Suite. …" */
function unreadAt({ connection: { id, name }, unread = [] }: DiffPart): Diff['unread'] {
  if (unread.length === 0) return [];
  const words = `It is not known yet what ${name} shows of ${sayList(unread)}. Look at it first: until then every night counts as different.`;
  return [{ connectionId: id, words }];
}

/** What channels would be told, line by line in the order of sending (without the first `skip`), with what to think of first. */
export function diffOf(parts: readonly DiffPart[], words: CellWords, skip = 0): Diff {
  const all = parts.map((part) => [...part.ranges, ...part.held]);
  const lines: Line[] = [];
  let count = 0;
  for (const [index, part] of parts.entries())
    for (const range of all[index] ?? []) {
      const said = linesOf(part, range, words);
      const left = Math.max(0, skip - count);
      count += said.length;
      if (left < said.length && lines.length < SHOWN_LINES)
        lines.push(...said.slice(left, left + SHOWN_LINES - lines.length));
    }
  return {
    lines,
    more: Math.max(0, count - skip - lines.length),
    unread: parts.flatMap(unreadAt),
    totals: parts.flatMap((part, index) => totalsAt(part, all[index] ?? [], words)),
    cells: all.reduce((sum, ranges) => sum + cellsIn(ranges), 0),
    calls: parts.reduce(
      (sum, { rangesPerCall }, index) =>
        sum + Math.ceil((all[index]?.length ?? 0) / Math.max(1, rangesPerCall)),
      0,
    ),
    guards: parts.flatMap(({ guards }) =>
      guards.map(({ id, kind, weight, words: said }) => ({ id, kind, weight, words: said })),
    ),
    summary: parts.map(summaryOf),
  };
}

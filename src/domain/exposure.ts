import { UNKNOWN } from './ari.ts';
import type { CellFacts } from './certainty.ts';
import type { ConnectionId } from './connection.ts';
import type { RoomTypeId } from './property.ts';
import { sayDate } from './say-nights.ts';
import { type DayNumber, type StayDate, stayDate } from './stay-date.ts';

/** One room type at one connection: what may be shown there and what is truly left, a night each from `from`. */
export interface ExposureLane {
  readonly connectionId: ConnectionId;
  readonly connectionName: string;
  readonly roomTypeId: RoomTypeId;
  readonly roomTypeName: string;
  readonly from: DayNumber;
  /** The most that it may show now, see {@link mayShow}; {@link UNKNOWN} where nothing is known. */
  readonly shown: Int32Array;
  /** Units free of stays and blocks. */
  readonly left: Int32Array;
  /** Nights that a person closed, 1 each: whatever is sold there is sold wrongly. Left out: none. */
  readonly closed?: Int32Array;
  /** Units that the channel has at all: what it may show where nothing is known. Null: nothing is counted there. */
  readonly units: number | null;
  /** When a night was told without an answer, as an instant; null where nothing is outstanding. */
  readonly sentAt?: (at: number) => number | null;
}

/** Units that one channel can still sell on one night, and that are not there or were closed by a person. */
export interface Exposure {
  readonly connectionId: ConnectionId;
  readonly roomTypeId: RoomTypeId;
  readonly night: StayDate;
  readonly units: number;
  readonly words: string;
}

/**
 * The most that a channel may show now: what it confirmed or told us last, and where something was told without an answer
 * the larger of the two, for it may have arrived or not. {@link UNKNOWN} where nothing is known.
 */
export function mayShow({ acked, ackedAt, read, readAt, sent }: CellFacts): number {
  const isAckedNewer = (ackedAt ?? 0) > (readAt ?? 0);
  const { available, stopSell } = isAckedNewer ? { ...read, ...acked } : { ...acked, ...read };
  // what was told may have arrived or not
  const isSurelyStopped = stopSell === true && sent?.stopSell !== false;
  if (isSurelyStopped) return 0;
  return available === undefined ? UNKNOWN : Math.max(available, sent?.available ?? 0);
}

function sayExposure(
  lane: ExposureLane,
  at: number,
  shown: number,
  left: number,
  words: ExposureWords,
): string {
  const { connectionName, roomTypeName } = lane;
  const date = stayDate((lane.from + at) as DayNumber);
  // lanes begin today: a night of another year is said with it
  const night = sayDate(date, date.slice(0, 4) !== stayDate(lane.from as DayNumber).slice(0, 4));
  const shows =
    lane.shown[at] === UNKNOWN
      ? `It is not known what ${connectionName} shows of ${roomTypeName} on ${night}; it can sell up to ${shown}`
      : `${connectionName} still shows ${shown} left of ${roomTypeName} on ${night}`;
  const isClosed = lane.closed?.[at] === 1;
  const truth = isClosed
    ? 'it was closed here'
    : left === 0
      ? 'none is left'
      : left === 1
        ? '1 is left'
        : `${left} are left`;
  const sentAt = lane.sentAt?.(at) ?? null;
  const told = sentAt === null ? '' : ` Told at ${words.sayTime(sentAt)}, not confirmed.`;
  return `${shows}; ${truth}.${told}`;
}

export interface ExposureWords {
  /** An instant at the property: "14:02". */
  readonly sayTime: (at: number) => string;
}

export interface Exposed {
  readonly total: number;
  readonly oversold: number;
  readonly lines: readonly Exposure[];
}

/**
 * What can still be sold wrongly: nights of which more can be sold than there is before those that were only closed here,
 * then by units, of the like the nearest night; `total` is units × nights × channels, `oversold` those of them for which
 * there would be no room.
 */
export function exposureOf(lanes: readonly ExposureLane[], words: ExposureWords): Exposed {
  const found: (Exposure & { readonly oversold: number })[] = [];
  let total = 0;
  for (const lane of lanes) {
    for (let at = 0; at < lane.shown.length; at++) {
      const known = lane.shown[at] as number;
      const shown = known === UNKNOWN ? (lane.units ?? 0) : known;
      // an overbooked night can be sold wrongly only as often as it is shown
      const left = lane.closed?.[at] === 1 ? 0 : Math.max(0, lane.left[at] ?? 0);
      const units = shown - left;
      if (units <= 0) continue;
      total += units;
      found.push({
        connectionId: lane.connectionId,
        roomTypeId: lane.roomTypeId,
        night: stayDate((lane.from + at) as DayNumber),
        units,
        oversold: Math.max(0, shown - Math.max(0, lane.left[at] ?? 0)),
        words: sayExposure(lane, at, shown, left, words),
      });
    }
  }
  // a guest without a room is worse than one in a room that was to stay empty
  const isSureFirst = (a: { oversold: number }, b: { oversold: number }): number =>
    Number(b.oversold > 0) - Number(a.oversold > 0);
  const lines = found
    .sort(
      (a, b) =>
        isSureFirst(a, b) || b.units - a.units || (a.night < b.night ? -1 : a.night > b.night ? 1 : 0),
    )
    .map(({ oversold: _oversold, ...line }) => line);
  return { total, oversold: found.reduce((sum, line) => sum + line.oversold, 0), lines };
}

const noun = (count: number, one: string): string => `${String(count)} ${one}${count === 1 ? '' : 's'}`;

/**
 * Both sums in a sentence: "9 room nights can still be sold wrongly, on 5 nights at 2 channels. For 3 of them there is a
 * room: they were only closed here." Empty where nothing can be.
 */
export function sayExposed({ total, oversold, lines }: Exposed): string {
  if (total === 0) return '';
  const nights = new Set(lines.map(({ night }) => night)).size;
  const channels = new Set(lines.map(({ connectionId }) => connectionId)).size;
  const where = `on ${noun(nights, 'night')} at ${noun(channels, 'channel')}`;
  const closed = total - oversold;
  const rest =
    closed <= 0
      ? ''
      : oversold === 0
        ? ' There is a room for each: they were only closed here.'
        : ` For ${String(closed)} of them there is a room: ${closed === 1 ? 'it was' : 'they were'} only closed here.`;
  return `${noun(total, 'room night')} can still be sold wrongly, ${where}.${rest}`;
}

import {
  BAR_CHANNELS,
  BAR_COLUMNS,
  BAR_FLAGS,
  BAR_KINDS,
  BAR_STATUSES,
  type BarColumns,
} from '../domain/bars.ts';
import { type Channel, channelName } from '../domain/channel.ts';
import type { ReadHandle } from './database.ts';

/** The bars of a window, as columns and labels of equal length. */
export interface BarRows {
  readonly count: number;
  readonly columns: BarColumns;
  readonly labels: readonly string[];
}

type StayTuple = readonly [
  id: number,
  reservationId: number,
  unitId: number | null,
  roomTypeId: number,
  arrival: number,
  departure: number,
  isLocked: number,
  isPending: number,
  channel: string,
  status: string,
  guests: number,
  hasNote: number,
  fromFeed: number,
  isUnpaid: number,
  guestName: string,
];
type BlockTuple = readonly [
  id: number,
  kind: string,
  unitId: number | null,
  roomTypeId: number,
  arrival: number,
  departure: number,
  isPending: number,
  channel: string,
  fromFeed: number,
  reason: string,
  echoOf: string | null,
];

/** Bounded by the longest stay, so that the scan never starts at the beginning of time. */
export const STAYS_IN_WINDOW = `SELECT s.id, s.reservation_id, s.unit_id, s.room_type_id, s.arrival_day, s.departure_day,
    s.is_locked, s.is_pending_release, r.channel, r.status, r.guests, r.note <> '', r.feed_id IS NOT NULL,
    r.price_minor IS NOT NULL AND r.paid_minor < r.price_minor, r.guest_name
  FROM room_stay s JOIN reservation r ON r.id = s.reservation_id
  WHERE s.is_taking = 1 AND s.arrival_day > ?1 - coalesce((SELECT max(departure_day - arrival_day) FROM room_stay), 0) - 1
    AND s.arrival_day < ?2 AND s.departure_day > ?1`;
const BLOCKS_IN_WINDOW = `SELECT id, kind, unit_id, room_type_id, arrival_day, departure_day, is_pending_release, channel,
    feed_id IS NOT NULL, reason, echo_of
  FROM block
  WHERE arrival_day > ?1 - coalesce((SELECT max(departure_day - arrival_day) FROM block), 0) - 1
    AND arrival_day < ?2 AND departure_day > ?1`;

const CHANNEL_CODES = new Map<string, number>(BAR_CHANNELS.map((channel, code) => [channel, code]));
const STATUS_CODES = new Map<string, number>(BAR_STATUSES.map((status, code) => [status, code]));
const KIND_CODES = new Map<string, number>(BAR_KINDS.map((kind, code) => [kind, code]));

/** Stays and blocks in conflict, by id. */
export interface InConflict {
  readonly stays: ReadonlySet<number>;
  readonly blocks: ReadonlySet<number>;
}

/** Every bar with a night in the window of day numbers (half-open), stays first. Cancelled stays are left out. */
export function readBars(read: ReadHandle, from: number, to: number, inConflict: InConflict): BarRows {
  const stays = read.prepare(STAYS_IN_WINDOW).raw<StayTuple>(from, to);
  const blocks = read.prepare(BLOCKS_IN_WINDOW).raw<BlockTuple>(from, to);
  const count = stays.length + blocks.length;
  const columns = Object.fromEntries(BAR_COLUMNS.map((name) => [name, new Int32Array(count)])) as BarColumns;
  const labels = new Array<string>(count);
  stays.forEach((row, bar) => {
    fillStay(columns, bar, row, inConflict.stays.has(row[0]));
    labels[bar] = row[14];
  });
  blocks.forEach((row, index) => {
    const bar = stays.length + index;
    fillBlock(columns, bar, row, inConflict.blocks.has(row[0]));
    labels[bar] = row[10] === null ? row[9] : `echo of ${channelName(row[10] as Channel)}`;
  });
  return { count, columns, labels };
}

function fillStay(to: BarColumns, bar: number, row: StayTuple, isInConflict: boolean): void {
  to.id[bar] = row[0];
  to.reservationId[bar] = row[1];
  to.unitId[bar] = row[2] ?? 0;
  to.roomTypeId[bar] = row[3];
  to.arrival[bar] = row[4];
  to.departure[bar] = row[5];
  to.channel[bar] = CHANNEL_CODES.get(row[8]) ?? 0;
  to.status[bar] = STATUS_CODES.get(row[9]) ?? 0;
  to.guests[bar] = row[10];
  to.flags[bar] =
    row[6] * BAR_FLAGS.locked +
    row[7] * BAR_FLAGS.pendingRelease +
    row[11] * BAR_FLAGS.hasNote +
    row[12] * BAR_FLAGS.fromFeed +
    row[13] * BAR_FLAGS.unpaid +
    (isInConflict ? BAR_FLAGS.conflict : 0);
}

function fillBlock(to: BarColumns, bar: number, row: BlockTuple, isInConflict: boolean): void {
  to.id[bar] = row[0];
  to.kind[bar] = KIND_CODES.get(row[1]) ?? 1;
  to.unitId[bar] = row[2] ?? 0;
  to.roomTypeId[bar] = row[3];
  to.arrival[bar] = row[4];
  to.departure[bar] = row[5];
  to.channel[bar] = CHANNEL_CODES.get(row[7]) ?? 0;
  to.flags[bar] =
    row[6] * BAR_FLAGS.pendingRelease + row[8] * BAR_FLAGS.fromFeed + (isInConflict ? BAR_FLAGS.conflict : 0);
}

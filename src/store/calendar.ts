import { BAR_CHANNELS, BAR_FLAGS, BAR_KINDS, BAR_STATUSES, type BarColumns } from '../domain/bars.ts';
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
  flags: number,
  channel: string,
  status: string,
  guests: number,
  guestName: string,
  channelRef: string | null,
];
type BlockTuple = readonly [
  id: number,
  kind: string,
  unitId: number | null,
  roomTypeId: number,
  arrival: number,
  departure: number,
  flags: number,
  channel: string,
  reason: string,
  echoOf: string | null,
];

const { locked, pendingRelease, hasNote, fromFeed, unpaid } = BAR_FLAGS;

/** Bounded by the longest stay, so that the scan never starts at the beginning of time. */
export const STAYS_IN_WINDOW = `SELECT s.id, s.reservation_id, s.unit_id, s.room_type_id, s.arrival_day, s.departure_day,
    s.is_locked * ${locked} + s.is_pending_release * ${pendingRelease} + (r.note <> '') * ${hasNote}
      + (r.feed_id IS NOT NULL) * ${fromFeed} + (r.price_minor IS NOT NULL AND r.paid_minor < r.price_minor) * ${unpaid},
    r.channel, r.status, r.guests, r.guest_name, r.channel_ref
  FROM room_stay s JOIN reservation r ON r.id = s.reservation_id
  WHERE s.is_taking = 1 AND s.arrival_day > ?1 - coalesce((SELECT max(departure_day - arrival_day) FROM room_stay), 0) - 1
    AND s.arrival_day < ?2 AND s.departure_day > ?1`;
const BLOCKS_IN_WINDOW = `SELECT id, kind, unit_id, room_type_id, arrival_day, departure_day,
    is_pending_release * ${pendingRelease} + (feed_id IS NOT NULL) * ${fromFeed}, channel, reason, echo_of
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

/** The bar's square says the channel already. */
const namelessLabel = (channelRef: string | null): string => channelRef ?? 'Guest';

const emptyColumns = (count: number): BarColumns => ({
  id: new Int32Array(count),
  kind: new Int32Array(count),
  reservationId: new Int32Array(count),
  unitId: new Int32Array(count),
  roomTypeId: new Int32Array(count),
  arrival: new Int32Array(count),
  departure: new Int32Array(count),
  channel: new Int32Array(count),
  status: new Int32Array(count),
  flags: new Int32Array(count),
  guests: new Int32Array(count),
});

/** Every bar with a night in the window of day numbers (half-open), stays first. Cancelled stays are left out. */
export function readBars(read: ReadHandle, from: number, to: number, inConflict: InConflict): BarRows {
  const stays = read.prepare(STAYS_IN_WINDOW).raw<StayTuple>(from, to);
  const blocks = read.prepare(BLOCKS_IN_WINDOW).raw<BlockTuple>(from, to);
  const count = stays.length + blocks.length;
  const columns = emptyColumns(count);
  const labels = new Array<string>(count);
  fillStays(columns, labels, stays, inConflict.stays);
  fillBlocks(columns, labels, blocks, stays.length, inConflict.blocks);
  return { count, columns, labels };
}

function fillStays(
  to: BarColumns,
  labels: string[],
  rows: readonly StayTuple[],
  inConflict: ReadonlySet<number>,
): void {
  const { id, reservationId, unitId, roomTypeId, arrival, departure, channel, status, flags, guests } = to;
  for (let bar = 0; bar < rows.length; bar++) {
    const row = rows[bar] as StayTuple;
    id[bar] = row[0];
    reservationId[bar] = row[1];
    unitId[bar] = row[2] ?? 0;
    roomTypeId[bar] = row[3];
    arrival[bar] = row[4];
    departure[bar] = row[5];
    flags[bar] = row[6] | (inConflict.has(row[0]) ? BAR_FLAGS.conflict : 0);
    channel[bar] = CHANNEL_CODES.get(row[7]) ?? 0;
    status[bar] = STATUS_CODES.get(row[8]) ?? 0;
    guests[bar] = row[9];
    labels[bar] = row[10] === '' ? namelessLabel(row[11]) : row[10];
  }
}

function fillBlocks(
  to: BarColumns,
  labels: string[],
  rows: readonly BlockTuple[],
  start: number,
  inConflict: ReadonlySet<number>,
): void {
  for (const [index, row] of rows.entries()) {
    const bar = start + index;
    to.id[bar] = row[0];
    to.kind[bar] = KIND_CODES.get(row[1]) ?? 1;
    to.unitId[bar] = row[2] ?? 0;
    to.roomTypeId[bar] = row[3];
    to.arrival[bar] = row[4];
    to.departure[bar] = row[5];
    to.flags[bar] = row[6] | (inConflict.has(row[0]) ? BAR_FLAGS.conflict : 0);
    to.channel[bar] = CHANNEL_CODES.get(row[7]) ?? 0;
    labels[bar] = row[9] === null ? row[8] : `echo of ${channelName(row[9] as Channel)}`;
  }
}

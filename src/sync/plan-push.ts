import type { CellField, CellValue, Lane } from '../domain/ari.ts';
import { leastOpen } from '../domain/certainty.ts';
import { compactCells, type RangeChange } from '../domain/compact.ts';
import { type CellDelta, deltaOf } from '../domain/delta.ts';
import { desiredLanes } from '../domain/desired-state.ts';
import { type DayNumber, dayNumber } from '../domain/stay-date.ts';
import type { ProviderDescriptor } from '../providers/kit/provider.ts';
import { connectionStateOf, type ConnectionStateRow, findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { loadDesiredInput } from '../store/desired.ts';
import { type LedgerRow, loadLedger } from '../store/ledger.ts';
import { asIfTaken, type RefusedCell, shownLanes, standingRefusals, valueIn } from '../store/ledger-lanes.ts';
import { findProperty, todayNumberAt } from '../store/property.ts';
import type { ConnectionRow } from './engine-world.ts';
import { type DriftedCell, driftedCells } from './plan-drift.ts';

/** What a channel should show, what it is known to show, and what would be told to it now, in order. */
export interface PushPlan {
  readonly connectionId: number;
  /** The first night, and how many. */
  readonly from: DayNumber;
  readonly nights: number;
  /** What goes now: closes first, the last unit before others. */
  readonly ranges: readonly RangeChange[];
  /** What waits until the channel's own bookings were read after the last trouble, such as openings. */
  readonly held: readonly RangeChange[];
  /** What the channel has refused as it is desired: it waits for a person, or for another value. */
  readonly refused: readonly RefusedCell[];
  /** What somebody changed over there after it was confirmed: not told over before a person has looked. */
  readonly drifted: readonly DriftedCell[];
  readonly desired: readonly Lane[];
  readonly shown: readonly Lane[];
}

/**
 * What is told of cells: all that the channel takes, but no price where it counts in another money than the hotel. A number
 * would arrive as that many of the other.
 */
export function fieldsTold(
  read: ReadHandle,
  { currency }: Pick<ConnectionRow, 'currency'>,
  { fields }: Pick<ProviderDescriptor, 'fields'>,
): ProviderDescriptor['fields'] {
  const own = findProperty(read)?.currency ?? '';
  if (currency === '' || own === '' || currency === own) return fields;
  const { priceMinor: _price, ...rest } = fields;
  return rest;
}

/**
 * Desired minus known, from one read, as it is at this moment. Shared by what is sent, the dry run, the words of the outbox
 * and the exposure: so none of them can say other than what would go.
 */
export function planPush(
  read: ReadHandle,
  connection: ConnectionRow,
  descriptor: ProviderDescriptor,
  now: number,
): PushPlan {
  return read.atOnce(() => planned(read, connection, descriptor, now));
}

function planned(
  read: ReadHandle,
  connection: ConnectionRow,
  descriptor: ProviderDescriptor,
  now: number,
): PushPlan {
  const from = todayNumberAt(read, now) as DayNumber;
  const { limits, together } = descriptor;
  const nights = Math.min(connection.horizonDays, limits.horizonDays);
  const window = { from, to: (from + nights) as DayNumber };
  const desired = desiredLanes(
    loadDesiredInput(read, connection, { fields: fieldsTold(read, connection, descriptor) }, window),
  );
  const rows = loadLedger(read, connection.id, window);
  const shown = shownLanes(rows, desired);
  const refused = standingRefusals(rows, desired);
  // what a person keeps is put right by a person: what they saw there comes on their list
  const drifted = descriptor.transport === 'human' ? [] : driftedCells(rows, desired);
  const untold = [...refused, ...drifted.map((cell) => ({ ...cell, code: '', words: '' }))];
  const deltas = deltaOf(desired, asIfTaken(shown, untold), together, leastLanes(rows, desired));
  const waits = waitsForReading(connectionStateOf(read, connection.id), now);
  return {
    ...{ connectionId: connection.id, from, nights, refused, drifted, desired, shown },
    ranges: compactCells(waits ? deltas.filter((delta) => !waits(delta)) : deltas, limits),
    held: waits ? compactCells(deltas.filter(waits), limits) : [],
  };
}

/** So long without a good reading, though it is tried: then fewer is told, or the channel sells on what it shows. */
const LONGEST_BLIND_MS = 30 * 60_000;
const STILL_TRIED_MS = 10 * 60_000;

/**
 * What waits for a reading; undefined where none is needed. What opens waits always. Fewer than before waits as well, as long
 * as a reading is near: the channel may have sold more than we know, and then "two left" would open what it had closed.
 * Nothing left, and nights that are closed, never wait. A number that stays as it is, sent along with something else, waits
 * to the end: it saves no sale, and would put back what the channel has sold meanwhile.
 */
function waitsForReading(
  { pullNeededSince, pullOkAt, pulledAt }: ConnectionStateRow,
  now: number,
): ((change: Pick<CellDelta, 'direction' | 'value' | 'before'>) => boolean) | undefined {
  if (pullNeededSince === null) return undefined;
  const isBlind =
    pulledAt !== null && now - pulledAt < STILL_TRIED_MS && now - (pullOkAt ?? 0) > LONGEST_BLIND_MS;
  return ({ direction, value, before }) => {
    if (direction === 'opens') return true;
    const left = value.available ?? 0;
    if (left <= 0 || value.stopSell === true) return false;
    return !isBlind || left >= (before.available ?? Infinity);
  };
}

/** The most closed that the channel may show of what was told and not answered, in lanes of the same shape. */
function leastLanes(rows: readonly LedgerRow[], shape: readonly Lane[]): Lane[] {
  const owed = rows.flatMap((row) => {
    if (row.sent === null) return [];
    // as if it had been read: the lanes of what is shown are made of it
    return [
      { ...row, acked: null, ackedAt: null, sent: null, sentAt: null, read: leastOpen(row), readAt: 1 },
    ];
  });
  return owed.length === 0 ? [] : shownLanes(owed, shape);
}

/**
 * True where every range is still what is desired, and none is an opening that waits for a reading: the last look before a
 * call leaves, for it may have waited for its turn while a guest booked elsewhere.
 */
export function isStillDesired(
  read: ReadHandle,
  connection: ConnectionRow,
  descriptor: ProviderDescriptor,
  ranges: readonly RangeChange[],
  now: number,
): boolean {
  const days = ranges.flatMap(({ from, to }) => [dayNumber(from), dayNumber(to)]);
  if (days.length === 0) return true;
  const waits = waitsForReading(connectionStateOf(read, connection.id), now);
  if (waits && ranges.some(waits)) return false;
  const row = findConnection(read, connection.id);
  if (row?.state !== 'active' || row.isTold === 0) return false;
  const window = { from: Math.min(...days), to: Math.max(...days) + 1 };
  const lanes = new Map(
    desiredLanes(loadDesiredInput(read, row, descriptor, window)).map((lane) => [laneKey(lane), lane]),
  );
  return ranges.every((range) => {
    const lane = lanes.get(laneKey(range));
    const first = dayNumber(range.from) - window.from;
    return lane !== undefined && isLaneAt(lane, first, nightsOfRange(range), range.value);
  });
}

const laneKey = ({ roomTypeId, ratePlanId }: Pick<Lane, 'roomTypeId' | 'ratePlanId'>): string =>
  `${roomTypeId}/${ratePlanId}`;

function isLaneAt(lane: Lane, first: number, nights: number, value: CellValue): boolean {
  const fields = Object.keys(value) as CellField[];
  for (let at = first; at < first + nights; at += 1) {
    const desired = valueIn(lane, at);
    if (fields.some((field) => desired[field] !== value[field])) return false;
  }
  return true;
}

/** Nights of a range, both ends included. */
export const nightsOfRange = ({ from, to }: Pick<RangeChange, 'from' | 'to'>): number =>
  dayNumber(to) - dayNumber(from) + 1;

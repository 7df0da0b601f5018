import { type CellValue, NO_PLAN } from '../domain/ari.ts';
import type { ReservationRevision } from '../domain/revision.ts';
import { type DayNumber, dayNumber } from '../domain/stay-date.ts';
import { roomLinksOf } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import { findCell, forgetCells, putCell } from '../store/ledger.ts';
import type { LedgerCell } from '../store/ledger-cell.ts';
import { effectOf, hasSoundDates } from './ingest-reservation-fields.ts';

const less = (value: CellValue | null, units: number): CellValue | null =>
  value?.available === undefined ? value : { ...value, available: Math.max(0, value.available - units) };

/** Somebody looked after it was last confirmed and found the room missing: what they saw holds this booking already. */
function isSeenAlready({ acked, ackedAt, read, readAt }: LedgerCell, units: number): boolean {
  const [confirmed, seen] = [acked?.available, read?.available];
  if (confirmed === undefined || seen === undefined || (readAt ?? 0) <= (ackedAt ?? 0)) return false;
  return seen <= confirmed - units;
}

/**
 * What is known to be shown, once the channel has taken `units` off by itself. Its proof is as old as before. Where an entry
 * waits to be compared nobody can say which came first, and nothing is worked out.
 */
export function lessOwnBooking(cell: LedgerCell, units: number): LedgerCell {
  if (cell.sent?.available !== undefined || cell.sent?.stopSell !== undefined) return cell;
  return {
    ...cell,
    acked: less(cell.acked, units),
    read: isSeenAlready(cell, units) ? cell.read : less(cell.read, units),
  };
}

type Nights = Map<string, { readonly roomTypeId: number; readonly night: DayNumber; units: number }>;

/** The units that a booking takes off the channel's own count, by our room type and night. */
function nightsTaken(
  revision: ReservationRevision | null,
  typeOf: ReadonlyMap<string, number | null>,
): Nights {
  const nights: Nights = new Map();
  const roomTypeId = revision && typeOf.get(revision.externalRoomId);
  if (!revision || roomTypeId === undefined || roomTypeId === null) return nights;
  if (effectOf(revision.status) !== 'stay' || !hasSoundDates(revision)) return nights;
  const [from, to] = [dayNumber(revision.arrival), dayNumber(revision.departure)];
  for (let night = from; night < to; night = (night + 1) as DayNumber)
    nights.set(`${String(roomTypeId)}/${String(night)}`, { roomTypeId, night, units: revision.units });
  return nights;
}

/**
 * A booking that a channel took itself has moved the channel's own count. Nights that it takes: the known number goes down with
 * it, so that nothing is to be entered for it there; what was unknown stays unknown. Nights that it takes no longer: nobody
 * knows whether the room went back on sale, so somebody has to look.
 */
export function moveOwnCount(
  tx: WriteHandle,
  connectionId: number,
  before: ReservationRevision | null,
  now: ReservationRevision,
): void {
  const links = roomLinksOf(tx, connectionId);
  const typeOf = new Map(links.map((link) => [link.externalId, link.roomTypeId]));
  const [was, is] = [nightsTaken(before, typeOf), nightsTaken(now, typeOf)];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const at = is.get(key) ?? was.get(key);
    if (!at) continue;
    const { roomTypeId, night } = at;
    const more = (is.get(key)?.units ?? 0) - (was.get(key)?.units ?? 0);
    if (more < 0) forgetCells(tx, connectionId, { roomTypeId, from: night, to: night + 1 });
    if (more <= 0) continue;
    const cell = findCell(tx, connectionId, { roomTypeId: roomTypeId as never, ratePlanId: NO_PLAN, night });
    if (cell) putCell(tx, connectionId, [roomTypeId, NO_PLAN, night], lessOwnBooking(cell, more));
  }
}

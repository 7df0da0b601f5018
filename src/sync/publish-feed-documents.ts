import { createHash } from 'node:crypto';
import type { Chance } from '../domain/chance.ts';
import type { Clock } from '../domain/clock.ts';
import { dayNumber, type StayDate } from '../domain/stay-date.ts';
import { renderFeed } from '../providers/registry.ts';
import type { ReadHandle, Store, WriteHandle } from '../store/database.ts';
import {
  listExports,
  readExportRuns,
  readExportState,
  readTakings,
  type RunChanges,
  saveExportRuns,
  saveExportState,
} from '../store/exports.ts';
import { findProperty, roomTypesOf, todayAt, unitsOf } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import { changeRuns, type ExportPlace, publishedUntil, seatParked, takenRuns } from './publish-feed-runs.ts';

export interface DocumentWorld {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** A document that a channel reads from us. */
export interface PublishedFeed {
  readonly body: string;
  /** Quoted, strong. */
  readonly etag: string;
  readonly changedAt: number;
  /** What it depends on beside its runs. */
  readonly manner: string;
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export const placeOf = (row: Row<'export_feed'>): ExportPlace => ({
  id: row.id,
  channel: row.channel,
  roomTypeId: row.roomTypeId,
  unitId: row.unitId,
  showGuestNames: row.showGuestNames === 1,
});

/** The door or room type that a feed is about. */
export function placeName(read: ReadHandle, row: Pick<Row<'export_feed'>, 'unitId' | 'roomTypeId'>): string {
  const unit = row.unitId === null ? undefined : unitsOf(read).find(({ id }) => id === row.unitId);
  return unit?.name ?? roomTypesOf(read).find(({ id }) => id === row.roomTypeId)?.name ?? '';
}

/** The document of an export, from the runs in the database: equal runs give equal bytes. */
export function renderExport(read: ReadHandle, row: Row<'export_feed'>): string {
  const events = readExportRuns(read, row.id).map((run) => ({
    uid: run.uid,
    arrival: run.arrival as StayDate,
    departure: run.departure as StayDate,
    changedAt: run.changedAt,
    sequence: run.sequence,
    summary: run.summary,
  }));
  const zone = findProperty(read)?.zone ?? 'UTC';
  const times = { withTimes: { checkIn: '15:00', checkOut: '11:00', zone } };
  return renderFeed({ calendarName: placeName(read, row), events }, row.withTimes === 1 ? times : {});
}

/** What a document depends on beside its runs. */
const mannerOf = (read: ReadHandle, row: Row<'export_feed'>): string =>
  JSON.stringify([placeName(read, row), row.withTimes, findProperty(read)?.zone]);

interface Due {
  readonly row: Row<'export_feed'>;
  readonly changes: RunChanges;
}

function settle(tx: WriteHandle, row: Row<'export_feed'>, at: number): [PublishedFeed, isChanged: boolean] {
  const body = renderExport(tx, row);
  const hash = digest(body);
  const state = readExportState(tx, row.id);
  const isChanged = state.hash !== hash;
  if (isChanged) saveExportState(tx, row.id, { hash, version: state.version + 1, changedAt: at });
  const changedAt = isChanged ? at : (state.changedAt ?? at);
  return [{ body, etag: `"${hash.slice(0, 32)}"`, changedAt, manner: mannerOf(tx, row) }, isChanged];
}

/** The exports whose document may be another one now. */
function whatIsDue(world: DocumentWorld, kept: ReadonlyMap<number, PublishedFeed>, at: number): Due[] {
  const { read } = world.store;
  const rows = listExports(read);
  if (rows.length === 0) return [];
  const today = todayAt(read, at);
  const until = publishedUntil(today);
  const byType = Map.groupBy(
    readTakings(read, dayNumber(today), dayNumber(until)),
    ({ roomTypeId }) => roomTypeId,
  );
  const unitsByType = Map.groupBy(unitsOf(read), ({ roomTypeId }) => roomTypeId);
  const seated = new Map(
    [...byType].map(([typeId, takings]) => {
      const units = unitsByType.get(typeId)?.map(({ id }) => id) ?? [];
      return [typeId, seatParked(takings, units)] as const;
    }),
  );
  return rows.flatMap((row): Due[] => {
    const place = placeOf(row);
    const takings = (place.unitId === null ? byType : seated).get(row.roomTypeId) ?? [];
    const wanted = takenRuns(takings, place, unitsByType.get(row.roomTypeId)?.length ?? 0, until);
    const make = () => ({ exportFeedId: row.id, uid: world.chance.uuid() });
    const changes = changeRuns(readExportRuns(read, row.id), wanted, today, at, make);
    const isNew = changes.added.length + changes.changed.length + changes.removed.length > 0;
    return isNew || kept.get(row.id)?.manner !== mannerOf(read, row) ? [{ row, changes }] : [];
  });
}

/** Brings every export up to date in one transaction; answers those whose document is another one now. */
export function publishAll(world: DocumentWorld, kept: Map<number, PublishedFeed>): number[] {
  const at = world.clock.now();
  const due = whatIsDue(world, kept, at);
  if (due.length === 0) return [];
  const settled = world.store.write((tx) =>
    due.map(({ row, changes }) => {
      saveExportRuns(tx, changes);
      return [row.id, ...settle(tx, row, at)] as const;
    }),
  );
  for (const [id, document] of settled) kept.set(id, document);
  return settled.filter(([, , isChanged]) => isChanged).map(([id]) => id);
}

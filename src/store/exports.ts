import { asc, eq } from 'drizzle-orm';
import type { ReadHandle, WriteHandle } from './database.ts';
import { selectFrom } from './row-writing.ts';
import { exportFeed, exportRun, exportState } from './schema.ts';
import type { Row } from './writer.ts';

export type ExportStateRow = typeof exportState.$inferSelect;
export type ExportRunRow = typeof exportRun.$inferSelect;

const EXPORTS = `${selectFrom(exportFeed)} ORDER BY id`;

export const listExports = (read: ReadHandle): Row<'export_feed'>[] =>
  read.prepare(EXPORTS).all<Row<'export_feed'>>();

export const readExportState = (read: ReadHandle, id: number): ExportStateRow =>
  read.orm.select().from(exportState).where(eq(exportState.exportFeedId, id)).get() ?? {
    exportFeedId: id,
    version: 0,
    hash: '',
    changedAt: null,
    writtenAt: null,
    writeFailure: null,
    fetchedAt: null,
    fetchedBy: null,
    fetchedVersion: null,
  };

export function saveExportState(
  tx: WriteHandle,
  id: number,
  patch: Partial<Omit<ExportStateRow, 'exportFeedId'>>,
): void {
  tx.orm
    .insert(exportState)
    .values({ exportFeedId: id, ...patch })
    .onConflictDoUpdate({ target: exportState.exportFeedId, set: patch })
    .run();
}

export const readExportRuns = (read: ReadHandle, id: number): ExportRunRow[] =>
  read.orm
    .select()
    .from(exportRun)
    .where(eq(exportRun.exportFeedId, id))
    .orderBy(asc(exportRun.arrival), asc(exportRun.id))
    .all();

export interface RunChanges {
  readonly added: readonly (typeof exportRun.$inferInsert)[];
  readonly changed: readonly Pick<
    ExportRunRow,
    'id' | 'arrival' | 'departure' | 'summary' | 'sequence' | 'changedAt'
  >[];
  readonly removed: readonly number[];
}

export function saveExportRuns(tx: WriteHandle, { added, changed, removed }: RunChanges): void {
  for (const id of removed) tx.orm.delete(exportRun).where(eq(exportRun.id, id)).run();
  for (const { id, ...patch } of changed)
    tx.orm.update(exportRun).set(patch).where(eq(exportRun.id, id)).run();
  for (const row of added) tx.orm.insert(exportRun).values(row).run();
}

/** Who takes nights, and by which of our feeds it came. */
export interface Takings {
  readonly unitId: number | null;
  readonly roomTypeId: number;
  readonly arrival: string;
  readonly departure: string;
  readonly guestName: string;
  /** Channel of the feed that brought it; null where no feed did. */
  readonly feedChannel: string | null;
  readonly feedUnitId: number | null;
  readonly feedRoomTypeId: number | null;
}

const COLUMNS = (
  name: string,
): string => `t.unit_id AS unitId, coalesce(u.room_type_id, t.room_type_id) AS roomTypeId,
    t.arrival, t.departure, ${name} AS guestName, f.channel AS feedChannel, f.unit_id AS feedUnitId,
    f.room_type_id AS feedRoomTypeId`;
const TAKINGS = `SELECT ${COLUMNS('r.guest_name')}
    FROM room_stay t JOIN reservation r ON r.id = t.reservation_id
    LEFT JOIN unit u ON u.id = t.unit_id LEFT JOIN feed f ON f.id = r.feed_id
    WHERE t.is_taking = 1 AND t.departure_day > ?1 AND t.arrival_day < ?2
  UNION ALL
  SELECT ${COLUMNS("''")}
    FROM block t LEFT JOIN unit u ON u.id = t.unit_id LEFT JOIN feed f ON f.id = t.feed_id
    WHERE t.kind <> 'echo' AND t.departure_day > ?1 AND t.arrival_day < ?2
  ORDER BY 3`;

/** All that takes nights between two day numbers (half-open), pending releases included; echoes take none. */
export const readTakings = (read: ReadHandle, from: number, to: number): Takings[] =>
  read.prepare(TAKINGS).all<Takings>(from, to);

const FOLDER = 'exports.folder';

/** Where feeds are written to on every change; null where nowhere. */
export const exportFolder = (read: ReadHandle): string | null =>
  read.prepare('SELECT value FROM setting WHERE key = ?').pluck<string>(FOLDER)[0] ?? null;

export function saveExportFolder(tx: WriteHandle, folder: string | null): void {
  tx.run('DELETE FROM setting WHERE key = ?', FOLDER);
  if (folder !== null) tx.run('INSERT INTO setting (key, value) VALUES (?, ?)', FOLDER, folder);
}

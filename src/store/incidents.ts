import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ReadHandle, WriteHandle } from './database.ts';
import { incident } from './schema.ts';

export type IncidentRow = typeof incident.$inferSelect;

export interface Incident {
  /** Who it is: the same cause, however often it shows, is one row. */
  readonly cause: string;
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly feedId: number | null;
  readonly connectionId?: number | null;
}

/** Opens an incident, or counts it once more. True where it was not open before: only then anybody needs telling. */
export function raiseIncident(tx: WriteHandle, told: Incident, at: number): boolean {
  const known = tx.orm.select().from(incident).where(eq(incident.cause, told.cause)).get();
  if (!known) {
    tx.orm
      .insert(incident)
      .values({ ...told, openedAt: at, seenAt: at })
      .run();
    return true;
  }
  const isAnew = known.closedAt !== null;
  tx.orm
    .update(incident)
    .set({
      ...told,
      seenAt: at,
      count: isAnew ? 1 : known.count + 1,
      closedAt: null,
      openedAt: isAnew ? at : known.openedAt,
    })
    .where(eq(incident.id, known.id))
    .run();
  return isAnew;
}

/** Closes an incident because its fact is gone; true where it was open. */
export const closeIncident = (tx: WriteHandle, cause: string, at: number): boolean =>
  tx.run('UPDATE incident SET closed_at = ? WHERE cause = ? AND closed_at IS NULL', at, cause).changes > 0;

/** Open incidents, oldest first. */
export const openIncidents = (read: ReadHandle, feedId?: number): IncidentRow[] =>
  read.orm
    .select()
    .from(incident)
    .where(
      feedId === undefined
        ? isNull(incident.closedAt)
        : and(isNull(incident.closedAt), eq(incident.feedId, feedId)),
    )
    .orderBy(asc(incident.openedAt))
    .all();

import { and, desc, eq } from 'drizzle-orm';
import { Refusal } from '../domain/failure.ts';
import { commandLog, journal } from './schema.ts';
import { ENTITIES, type EntityName, type Writer } from './writer.ts';

type Columns = Readonly<Record<string, string | number | null>>;

const changedMeanwhile = (): Refusal =>
  new Refusal(
    'changed-meanwhile',
    'This can not be taken back any more: something it touched has changed since. Look at the history, then change it by hand.',
  );

/** A revision only counts up: an undo is a new revision with the old values. */
const COUNTS_UP = 'revision';

function assertUntouched(writer: Writer, entity: EntityName, id: number, left: Columns): void {
  const row = writer.find(entity, id) as Columns | undefined;
  if (!row) throw changedMeanwhile();
  const touched = Object.entries(left).some(
    ([column, value]) => column !== COUNTS_UP && row[column] !== value,
  );
  if (touched) throw changedMeanwhile();
}

/** Something made later may stand on it: a calendar of a room type, a stay in a unit. */
function removeUnused(writer: Writer, entity: EntityName, id: number): void {
  try {
    writer.remove(entity, id);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
      throw changedMeanwhile();
    throw error;
  }
}

function turnBack(
  writer: Writer,
  entity: EntityName,
  id: number,
  old: Columns | null,
  left: Columns | null,
): void {
  if (left) assertUntouched(writer, entity, id, left);
  if (!left) writer.insert(entity, old as never);
  else if (!old) removeUnused(writer, entity, id);
  else {
    const { [COUNTS_UP]: counted, ...values } = old;
    const now = writer.get(entity, id) as unknown as Columns;
    const revision = counted === undefined ? {} : { [COUNTS_UP]: Number(now[COUNTS_UP]) + 1 };
    writer.update(entity, id, { ...values, ...revision } as never);
  }
}

/**
 * Turns every journaled change of a command back, newest first, as part of the writer's own act. Refuses with
 * `changed-meanwhile` where a row or column it touched has another value by now.
 */
export function turnBackCommand(writer: Writer, commandId: string): { message: string } {
  const { tx } = writer;
  const logged = tx.orm.select().from(commandLog).where(eq(commandLog.commandId, commandId)).get();
  if (!logged || logged.canUndo === 0)
    throw new Refusal('not-possible', 'This can not be taken back.', { commandId });
  if (logged.undoneBy) throw new Refusal('not-possible', 'This was taken back already.', { commandId });
  const entries = tx.orm
    .select()
    .from(journal)
    .where(and(eq(journal.commandId, commandId)))
    .orderBy(desc(journal.seq))
    .all();
  for (const entry of entries) {
    if (!Object.hasOwn(ENTITIES, entry.entity)) continue;
    const old = entry.old === null ? null : (JSON.parse(entry.old) as Columns);
    const left = entry.new === null ? null : (JSON.parse(entry.new) as Columns);
    turnBack(writer, entry.entity as EntityName, entry.entityId, old, left);
  }
  tx.orm
    .update(commandLog)
    .set({ undoneBy: writer.act.commandId ?? 'Bellhop' })
    .where(eq(commandLog.commandId, commandId))
    .run();
  return { message: logged.message };
}

import { eq } from 'drizzle-orm';
import type { ReadHandle, WriteHandle } from './database.ts';
import { commandLog } from './schema.ts';

export type LoggedCommand = typeof commandLog.$inferSelect;

/** A command that was carried out, by its id. */
export const findCommand = (read: ReadHandle, commandId: string): LoggedCommand | undefined =>
  read.orm.select().from(commandLog).where(eq(commandLog.commandId, commandId)).get();

/** Keeps a command with its answer, in the command's own transaction. */
export function logCommand(tx: WriteHandle, row: Omit<LoggedCommand, 'undoneBy'>): void {
  tx.orm.insert(commandLog).values(row).run();
}

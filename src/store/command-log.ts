import type { ReadHandle, WriteHandle } from './database.ts';
import { insertInto, selectFrom } from './row-writing.ts';
import { commandLog } from './schema.ts';

export type LoggedCommand = typeof commandLog.$inferSelect;

const BY_ID = `${selectFrom(commandLog)} WHERE command_id = ?`;

/** A command that was carried out, by its id. */
export const findCommand = (read: ReadHandle, commandId: string): LoggedCommand | undefined =>
  read.prepare(BY_ID).get<LoggedCommand>(commandId);

/** Keeps a command with its answer, in the command's own transaction. */
export function logCommand(tx: WriteHandle, row: Omit<LoggedCommand, 'undoneBy'>): void {
  insertInto(tx, commandLog, row);
}

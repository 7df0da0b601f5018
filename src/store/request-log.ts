import type { ReadHandle, WriteHandle } from './database.ts';
import { insertInto, selectFrom } from './row-writing.ts';
import { requestLog } from './schema.ts';

export type RequestRow = typeof requestLog.$inferSelect;

/** So many requests are kept of each connection. */
export const REQUESTS_KEPT = 500;

/** By number and not by time: a clock that was set back must not make the newest the oldest. */
const TRIM = `DELETE FROM request_log WHERE connection_id = ? AND id <=
  (SELECT id FROM request_log WHERE connection_id = ? ORDER BY id DESC LIMIT 1 OFFSET ${REQUESTS_KEPT})`;

/** Keeps a request that was redacted already, and lets go of the oldest of its connection. */
export function noteRequest(tx: WriteHandle, request: Omit<RequestRow, 'id'>): number {
  const id = insertInto(tx, requestLog, request);
  tx.run(TRIM, request.connectionId, request.connectionId);
  return id;
}

/** The latest requests to a channel, newest first. */
export const listRequests = (read: ReadHandle, connectionId: number, limit: number): RequestRow[] =>
  read
    .prepare(`${selectFrom(requestLog)} WHERE connection_id = ? ORDER BY id DESC LIMIT ?`)
    .all<RequestRow>(connectionId, limit);

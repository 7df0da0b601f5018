import type { ReadHandle, WriteHandle } from './database.ts';
import { selectFrom, updateById } from './row-writing.ts';
import { inbox } from './schema.ts';

export type DeliveryRow = typeof inbox.$inferSelect;

export interface Delivery {
  readonly connectionId: number;
  /** The sender's own number for it, or a digest of its body: the same delivery has the same one. */
  readonly deliveryId: string;
  readonly receivedAt: number;
  /** Without card data. */
  readonly body: string;
  /** Without credentials. */
  readonly headers?: Readonly<Record<string, string>>;
}

const RECEIVE = `INSERT INTO inbox (connection_id, delivery_id, received_at, body, headers) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (connection_id, delivery_id) DO NOTHING`;
const SAME = 'SELECT id FROM inbox WHERE connection_id = ? AND delivery_id = ?';

const ALIKE = "SELECT id FROM inbox WHERE state = 'new' AND connection_id = ? AND body = ? LIMIT 1";

/** A delivery that waits to be worked off and says the very same. */
export const waitingAlike = (read: ReadHandle, connectionId: number, body: string): number | undefined =>
  read.prepare(ALIKE).pluck<number>(connectionId, body)[0];

/** Keeps a delivery. `isNew` false: it was here before, worked off or not, and nothing is to be done. */
export function receiveDelivery(tx: WriteHandle, delivery: Delivery): { id: number; isNew: boolean } {
  const { connectionId, deliveryId, receivedAt, body, headers = {} } = delivery;
  const made = tx.run(RECEIVE, connectionId, deliveryId, receivedAt, body, JSON.stringify(headers));
  if (made.changes === 1) return { id: made.id, isNew: true };
  const [id] = tx.prepare(SAME).pluck<number>(connectionId, deliveryId);
  return { id: id as number, isNew: false };
}

export const findDelivery = (read: ReadHandle, id: number): DeliveryRow | undefined =>
  read.prepare(`${selectFrom(inbox)} WHERE id = ?`).get<DeliveryRow>(id);

/** Deliveries that are not worked off, oldest first. */
export const newDeliveries = (read: ReadHandle, connectionId: number): DeliveryRow[] =>
  read
    .prepare(`${selectFrom(inbox)} WHERE state = 'new' AND connection_id = ? ORDER BY id`)
    .all(connectionId);

/** Without what was sent. */
export type DeliveryLine = Omit<DeliveryRow, 'body' | 'headers' | 'deliveryId'>;

const LINES = `SELECT id, connection_id AS connectionId, received_at AS receivedAt, state, done_at AS doneAt, words FROM inbox`;

/** The deliveries of late, newest first; of one connection, or of all. */
export const latestDeliveries = (
  read: ReadHandle,
  connectionId: number | null,
  limit: number,
): DeliveryLine[] =>
  connectionId === null
    ? read.prepare(`${LINES} ORDER BY id DESC LIMIT ?`).all<DeliveryLine>(limit)
    : read
        .prepare(`${LINES} WHERE connection_id = ? ORDER BY id DESC LIMIT ?`)
        .all<DeliveryLine>(connectionId, limit);

/** Worked off, or refused with words: its body goes, its number stays so that it is not worked off again. */
export function endDelivery(
  tx: WriteHandle,
  id: number,
  {
    state,
    words = '',
    at,
  }: { readonly state: 'done' | 'refused'; readonly words?: string; readonly at: number },
): void {
  updateById(tx, inbox, id, { state, words, doneAt: at, body: '', headers: '{}' });
}

/** Lets go of what was worked off before an instant; answers how many. What waits stays, however old. */
export const forgetDeliveries = (tx: WriteHandle, before: number): number =>
  tx.run("DELETE FROM inbox WHERE state <> 'new' AND done_at < ?", before).changes;

import type { ReservationRevision } from '../domain/revision.ts';
import { queueOf, type Task } from './engine-world.ts';
import type { Writer } from '../store/writer.ts';

/**
 * True where a booking had been changed there before it was read for the first time. On which nights it stood before nobody can
 * know here, and the channel has moved its own numbers for them.
 */
export const hasMovedUnseen = (
  before: ReservationRevision | null,
  { bookedAt, modifiedAt }: Pick<ReservationRevision, 'bookedAt' | 'modifiedAt'>,
): boolean => before === null && bookedAt !== null && modifiedAt !== null && modifiedAt > bookedAt;

/** Has what the channel shows read back soon: what it moved by itself is seen there, and put right. */
export function readBackSoon({ world, connection, provider }: Task, { tx }: Pick<Writer, 'tx'>): void {
  if (!provider.readBack || connection.isTold === 0) return;
  const subject = { connectionId: connection.id };
  world.queue
    .within(tx)
    .add({ kind: 'read-back', queue: queueOf(connection.id), key: 'read-back', subject, priority: 'high' });
}

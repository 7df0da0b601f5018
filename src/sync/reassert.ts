import { forgetCells, type RoomTypeNights } from '../store/ledger.ts';
import type { Writer } from '../store/writer.ts';
import { queueOf, type Task, type WorkResult } from './engine-world.ts';

/** What a channel confirmed of some nights is not relied on any more: they are told again. */
export function reassert({ world, claim, connection }: Task): Promise<WorkResult> {
  const { roomTypeId, from, to } = claim.subject;
  if (typeof roomTypeId !== 'number' || typeof from !== 'number' || typeof to !== 'number')
    return Promise.resolve({
      type: 'failed',
      failure: { code: 'internal', words: 'Bellhop does not know which nights were meant.' },
    });
  world.store.write((tx) => {
    const moves = world.queue.within(tx);
    moves.mustHold(claim);
    forgetCells(tx, connection.id, { roomTypeId, from, to });
    const subject = { connectionId: connection.id };
    moves.add({ kind: 'push', queue: queueOf(connection.id), key: 'push', subject, priority: 'high' });
  });
  return Promise.resolve({ type: 'done', words: 'These nights are told again.' });
}

/** After a cancellation a channel may put the unit back by itself, some time later. */
const REASSERT_AFTER_MS = 10 * 60_000;

/** Asks for it: once for the same nights, however often they are named. Day numbers, half-open. */
export function reassertLater(
  { world, connection }: Pick<Task, 'world' | 'connection'>,
  { tx, act }: Writer,
  { roomTypeId, from, to }: RoomTypeNights,
): void {
  world.queue.within(tx).add({
    kind: 'reassert',
    queue: queueOf(connection.id),
    key: `reassert:${roomTypeId}:${from}:${to}`,
    subject: { connectionId: connection.id, roomTypeId, from, to },
    priority: 'high',
    dueAt: act.at + REASSERT_AFTER_MS,
  });
}

import { forgetCells } from '../store/ledger.ts';
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

import { saveExternalRooms } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import { EVERY_NIGHT, retryRefused, unmappedRoomTypes } from '../store/ledger.ts';
import type { Queue } from '../queue/queue.ts';
import { type ConnectionRow, failed, linkFact, queueOf, type Task, type WorkResult } from './engine-world.ts';

const many = (count: number): string => (count === 1 ? '1 room' : `${count} rooms`);

/** Reads the channel's rooms and prices anew. Links stay; what is gone is only marked. */
export async function readRooms({ world, claim, connection, provider, context }: Task): Promise<WorkResult> {
  if (!provider.listRoomTypes) return { type: 'done', words: 'This channel does not tell its rooms.' };
  const outcome = await provider.listRoomTypes(context);
  if (!outcome.ok) return failed(outcome.failure);
  const changed = world.store.write((tx) => {
    world.queue.within(tx).mustHold(claim);
    const found = saveExternalRooms(tx, connection.id, outcome.value, world.clock.now());
    tryRoomsAgain(tx, world.queue, connection);
    return found;
  });
  const parts = [
    `Read ${many(outcome.value.length)}`,
    changed.added.length > 0 ? `${changed.added.length} new` : '',
    changed.gone.length > 0 ? `${changed.gone.length} gone` : '',
  ].filter((part) => part !== '');
  return { type: 'done', words: `${parts.join(', ')}.`, report: changed };
}

/**
 * What the channel would not take because it did not know the room is told once more: somebody has said again which room is
 * which, or the channel has told its rooms anew.
 */
export function tryRoomsAgain(tx: WriteHandle, queue: Queue, { id, isTold }: ConnectionRow): void {
  queue.within(tx).unpark(linkFact(id));
  const unknown = unmappedRoomTypes(tx, id);
  for (const roomTypeId of unknown) retryRefused(tx, id, { roomTypeId, ...EVERY_NIGHT });
  if (unknown.length === 0 || isTold === 0) return;
  const subject = { connectionId: id };
  queue.within(tx).add({ kind: 'push', queue: queueOf(id), key: 'push', subject, priority: 'high' });
}

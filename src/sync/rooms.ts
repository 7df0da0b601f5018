import { saveExternalRooms } from '../store/connections.ts';
import { failed, type Task, type WorkResult } from './engine-world.ts';

const many = (count: number): string => (count === 1 ? '1 room' : `${count} rooms`);

/** Reads the channel's rooms and prices anew. Links stay; what is gone is only marked. */
export async function readRooms({ world, claim, connection, provider, context }: Task): Promise<WorkResult> {
  if (!provider.listRoomTypes) return { type: 'done', words: 'This channel does not tell its rooms.' };
  const outcome = await provider.listRoomTypes(context);
  if (!outcome.ok) return failed(outcome.failure);
  const changed = world.store.write((tx) => {
    world.queue.within(tx).mustHold(claim);
    return saveExternalRooms(tx, connection.id, outcome.value, world.clock.now());
  });
  const parts = [
    `Read ${many(outcome.value.length)}`,
    changed.added.length > 0 ? `${changed.added.length} new` : '',
    changed.gone.length > 0 ? `${changed.gone.length} gone` : '',
  ].filter((part) => part !== '');
  return { type: 'done', words: `${parts.join(', ')}.`, report: changed };
}

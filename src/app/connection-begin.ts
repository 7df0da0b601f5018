import { saveConnectionState } from '../store/connections.ts';
import type { Row, Writer } from '../store/writer.ts';
import { queueOf } from '../sync/engine-world.ts';
import type { Surroundings } from './handler.ts';

/** After a while without talk, bookings come in before anything opens. */
export function readBeforeOpening(writer: Writer, id: number): void {
  saveConnectionState(writer.tx, id, { pullNeededSince: writer.act.at });
}

/** Begins what a person wants done now; what goes wrong there stands in the runs. */
export function beginNow({ sync, ports }: Surroundings, id: number, kind: 'pull' | 'rooms'): void {
  sync.run(id, kind, false).catch((error: unknown) => {
    ports.log.warn('Work could not be begun', { connection: id, kind, error: String(error).slice(0, 200) });
  });
}

/** Connections that an undo has let go on or be told again: their bookings come in first, like after any silence. */
export function readTurnedBack(writer: Writer, { queue }: Surroundings['sync']): void {
  for (const { entity, id, old, new: now } of writer.changes) {
    if (entity !== 'connection' || old === null || now === null) continue;
    const [before, after] = [old as Row<'connection'>, now as Row<'connection'>];
    const goesOn = after.state === 'active' && before.state !== 'active';
    if (!goesOn && after.isTold <= before.isTold) continue;
    readBeforeOpening(writer, id);
    const subject = { connectionId: id };
    queue.within(writer.tx).add({ kind: 'pull', queue: queueOf(id), key: 'pull', subject, priority: 'high' });
  }
}

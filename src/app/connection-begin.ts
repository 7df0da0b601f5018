import { saveConnectionState } from '../store/connections.ts';
import type { Writer } from '../store/writer.ts';
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

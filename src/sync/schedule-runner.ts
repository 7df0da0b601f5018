import { Refusal } from '../domain/failure.ts';
import type { ProviderDescriptor, ScheduleKind } from '../providers/kit/provider.ts';
import type { Priority } from '../queue/job.ts';
import { listConnections } from '../store/connections.ts';
import { theProperty } from '../store/property.ts';
import { saveSchedule, scheduleOf } from '../store/schedules.ts';
import { type ConnectionRow, type EngineWorld, queueOf } from './engine-world.ts';
import { look } from './schedule.ts';
import { type Cron, parseCron } from './schedule-cron.ts';

/** Puts work into the queues when its time has come, until it is stopped. */
export interface ScheduleRunner {
  start(): void;
  stop(): void;
  /** A schedule or a connection has changed: looks at once. */
  wake(): void;
}

/** Looks around at least this often, so that a clock that was set or a sleep that ended is noticed. */
const LONGEST_NAP_MS = 60_000;

/** Which job a kind of schedule asks for. What is to be told is one delta, whether rates or inventory moved. */
export const JOB_OF_SCHEDULE: Readonly<
  Record<ScheduleKind, { readonly kind: string; readonly priority: Priority }>
> = {
  pull: { kind: 'pull', priority: 'high' },
  reconcile: { kind: 'reconcile', priority: 'low' },
  rates: { kind: 'push', priority: 'medium' },
  inventory: { kind: 'push', priority: 'high' },
  content: { kind: 'rooms', priority: 'low' },
};

export type ProposedSchedule = ProviderDescriptor['schedules'][number];

interface Turn {
  readonly connection: ConnectionRow;
  readonly proposed: ProposedSchedule;
  readonly isDue: boolean;
  readonly nextAt: number | null;
  readonly savedNextAt: number | null;
}

/** A schedule that a person wrote wrongly in an older version must not stop all others. */
function cronOf(written: string | null, proposed: string): Cron {
  if (written !== null)
    try {
      return parseCron(written);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  return parseCron(proposed);
}

function turnsOf(world: EngineWorld, connection: ConnectionRow, zone: string, now: number): Turn[] {
  const descriptor = world.providerOf(connection.provider)?.descriptor;
  if (!descriptor || connection.state !== 'active') return [];
  return descriptor.schedules.map((proposed) => {
    const row = scheduleOf(world.store.read, connection.id, proposed.kind);
    const seen = look(
      {
        id: `${connection.id}:${proposed.kind}`,
        cron: cronOf(row.cron, proposed.cron),
        zone,
        jitterMs: proposed.jitterMs,
      },
      { addedAt: connection.createdAt, lastRunAt: row.lastRunAt, isPaused: row.isPaused === 1 },
      now,
    );
    return { connection, proposed, ...seen, savedNextAt: row.nextRunAt };
  });
}

class Runner implements ScheduleRunner {
  readonly #world: EngineWorld;
  readonly #queued: () => void;
  #callOff: (() => void) | undefined;
  #isOn = false;

  constructor(world: EngineWorld, queued: () => void) {
    this.#world = world;
    this.#queued = queued;
  }

  start(): void {
    this.#isOn = true;
    this.#nap(0);
  }

  stop(): void {
    this.#isOn = false;
    this.#callOff?.();
  }

  wake(): void {
    if (this.#isOn) this.#nap(0);
  }

  #nap(ms: number): void {
    this.#callOff?.();
    this.#callOff = this.#world.clock.after(ms, () => {
      this.#callOff = undefined;
      let nap = LONGEST_NAP_MS;
      try {
        nap = this.#look();
      } catch (error) {
        // busy or full: nothing was queued, and the next look tries again
        const reason = error instanceof Refusal ? error.failure.code : 'internal';
        this.#world.log.warn('The schedules could not be looked at', { reason });
      }
      if (this.#isOn) this.#nap(nap);
    });
  }

  /** Queues what is due; answers how long nothing will be. */
  #look(): number {
    const { store, clock } = this.#world;
    const connections = listConnections(store.read);
    if (connections.length === 0) return LONGEST_NAP_MS;
    const now = clock.now();
    const { zone } = theProperty(store.read);
    const turns = connections.flatMap((connection) => turnsOf(this.#world, connection, zone, now));
    const changed = turns.filter(({ isDue, nextAt, savedNextAt }) => isDue || nextAt !== savedNextAt);
    if (changed.length > 0) this.#save(changed, now);
    const nextAt = Math.min(...turns.flatMap((turn) => turn.nextAt ?? []));
    return Math.max(1, Math.min(LONGEST_NAP_MS, nextAt - now));
  }

  /** The job and the note that it was queued: both or neither, or a run would be lost or doubled. */
  #save(turns: readonly Turn[], now: number): void {
    const { store, queue } = this.#world;
    store.write((tx) => {
      for (const { connection, proposed, isDue, nextAt } of turns) {
        const ran = isDue ? { lastRunAt: now } : {};
        saveSchedule(tx, connection.id, proposed.kind, { nextRunAt: nextAt, ...ran });
        if (!isDue) continue;
        const { kind, priority } = JOB_OF_SCHEDULE[proposed.kind];
        const subject = { connectionId: connection.id };
        queue.within(tx).add({ kind, queue: queueOf(connection.id), key: kind, subject, priority });
      }
    });
    if (turns.some(({ isDue }) => isDue)) this.#queued();
  }
}

/** `queued` is told when jobs were added. */
export const createScheduleRunner = (world: EngineWorld, queued: () => void): ScheduleRunner =>
  new Runner(world, queued);

import type { Chance } from '../domain/chance.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import type { SecretStore } from '../domain/secret-store.ts';
import type { ApiTransport } from '../providers/kit/api-http.ts';
import type { Provider, ProviderContext, ProviderFailure } from '../providers/kit/provider.ts';
import type { Claim } from '../queue/job.ts';
import type { Queue } from '../queue/queue.ts';
import type { Store } from '../store/database.ts';
import type { Row } from '../store/writer.ts';
import type { Commit } from './commit.ts';
import type { PushPlan } from './plan-push.ts';

/** What a view may be watching when the engine has worked; named as the contract's topics. */
export type EngineTopic = 'connections' | 'sync' | 'calendar' | 'conflicts' | 'checklists';

/** All that the engine works with. In a simulation every part is another one, and the engine the same. */
export interface EngineWorld {
  readonly store: Store;
  readonly commit: Commit;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly secrets: SecretStore;
  /** Carries one request over the wire. */
  readonly transport: ApiTransport;
  readonly providerOf: (id: string) => Provider | undefined;
  /** Tells views that something outside the journaled tables changed. */
  readonly announce: (topics: readonly EngineTopic[]) => void;
}

export type ConnectionRow = Row<'connection'>;

/** One attempt at one job, with all that its work may use. */
export interface Task {
  readonly world: EngineWorld;
  readonly claim: Claim;
  readonly connection: ConnectionRow;
  readonly provider: Provider;
  readonly context: ProviderContext;
  /** The same door, with a last look before each request that changes something leaves. */
  readonly guardedContext: (mayLeave: () => boolean) => ProviderContext;
  /** When this attempt began. */
  readonly startedAt: number;
  /** What the look whether there is anything to do has found, for the work that follows in the same moment. */
  readonly found: { plan?: PushPlan };
}

/** How the work went, as it is written into the history of runs. */
export interface WorkDone {
  readonly type: 'done';
  /** For staff: what was done. */
  readonly words: string;
  /** `partly`: some of it was refused, and is kept with its reason. */
  readonly outcome?: 'done' | 'partly';
  /** Counts, or the whole report of a reconciliation. */
  readonly report?: unknown;
  /** What a push changed, from and to. */
  readonly changes?: readonly unknown[];
}
export interface WorkFailed {
  readonly type: 'failed';
  readonly failure: ProviderFailure;
  /** What had been done before it failed. */
  readonly words?: string;
  readonly changes?: readonly unknown[];
}
export type WorkResult = WorkDone | WorkFailed;

export const failed = (failure: ProviderFailure, words?: string): WorkFailed =>
  words === undefined ? { type: 'failed', failure } : { type: 'failed', failure, words };

/** The serial queue of a connection: nothing of one connection ever runs twice at a time. */
export const queueOf = (connectionId: number): string => `connection:${connectionId}`;

export function connectionOfQueue(queue: string): number | undefined {
  const id = /^connection:(\d+)$/.exec(queue)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** What a job waits for that named a room which the channel does not know: until somebody says anew which room is which. */
export const linkFact = (connectionId: number): string => `links of connection ${connectionId}`;

import type { Environment, ExternalProperty } from '../domain/connection.ts';
import type { Credential, RawDelivery } from '../providers/kit/provider.ts';
import type { Queue } from '../queue/queue.ts';
import type { GateView } from '../sync/connection-world.ts';
import type { RunKind } from '../sync/engine.ts';
import type { Delivered } from '../sync/ingest-webhook.ts';
import type { PushPlan } from '../sync/plan-push.ts';

/** What a person typed to sign in to a channel. */
export interface SignInTry {
  readonly provider: string;
  readonly environment: Environment;
  /** Undefined: the provider's own for that environment. */
  readonly baseUrl?: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** A sign-in that worked and may be kept. The credential leaves this for the secrets and for nowhere else. */
export interface TestedSignIn {
  readonly testId: string;
  readonly provider: string;
  readonly environment: Environment;
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly properties: readonly ExternalProperty[];
  readonly missing: readonly string[];
  readonly at: number;
}

/** The running side of channels that are reached by an API; the core starts and stops it. */
export interface SyncDesk {
  start(): void;
  stop(): Promise<void>;
  /** Jobs were added, a pause has ended: looks at once. Commits do this by themselves. */
  wake(): void;
  readonly queue: Queue;
  /** Signs in and asks who we are there. Refuses with the channel's reason in words. */
  test(ask: SignInTry): Promise<TestedSignIn>;
  /** Refuses in words where it is older than a quarter of an hour. */
  tested(testId: string): TestedSignIn;
  dropTest(testId: string): void;
  /** Writes a tested credential into the secrets, under a new name, and answers it. For `prepare` of a command. */
  keepCredential(testId: string): Promise<string>;
  /** Takes a kept credential out of the secrets again, where no connection came to hold it. Never throws. */
  forgetCredential(secretKey: string): Promise<void>;
  /** Lets go of a credential, at the channel too where `isRevoked`. Never throws: what is left behind opens nothing. */
  dropCredential(connectionId: number, secretKey: string, isRevoked: boolean): Promise<void>;
  /** Something of the connection has changed: it is looked at at once, and a channel that was left alone is asked. */
  reconsider(connectionId: number): void;
  /**
   * Does a kind of work now. Awaited, it answers when one attempt has ended; else at once. Refuses in words where the
   * connection is paused or signed out.
   */
  run(
    connectionId: number,
    kind: RunKind,
    isAwaited: boolean,
  ): Promise<{ readonly message: string; readonly runId: number | null; readonly isGood: boolean }>;
  /** True while one of its jobs runs. */
  isRunning(connectionId: number): boolean;
  /** Puts a webhook's delivery on disk, once, and queues its work. */
  receiveWebhook(connectionId: number, raw: RawDelivery): Promise<Delivered>;
  /** The header line, a secret, that the channel is to send with every delivery; null where it sends none. */
  webhookLine(connectionId: number): Promise<string | null>;
  /** Points left, breaker, what waits. Null before the first call of this run. */
  gateOf(connectionId: number): GateView | null;
  /** What would be told now, and what is held back. Sends nothing. */
  planOf(connectionId: number): PushPlan;
}

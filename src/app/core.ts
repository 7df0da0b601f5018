import type { CoreEvent } from '../contract/events.ts';
import type { Reply, Request } from '../contract/reply.ts';
import type { SyncDesk } from './sync-desk.ts';

/** Who asks. */
export interface Caller {
  /** A person's name, or `Bellhop`. */
  readonly actor: string;
  readonly origin: 'desktop' | 'browser' | 'command-line' | 'demo' | 'test';
  /** Which of the host's windows, where it tells them apart: each has a person of its own signed in. */
  readonly session?: string;
}

/** A document that a channel reads from us. */
export interface ServedFeed {
  readonly body: string;
  /** Quoted, strong. */
  readonly etag: string;
  readonly changedAt: number;
}

/** Bellhop without a window: one data folder, one dispatch, one stream of events. */
export interface Core {
  /** Carries out one call. Never throws; input is parsed here and nowhere else. */
  dispatch(request: Request, caller: Caller): Promise<Reply<unknown>>;
  subscribe(listen: (event: CoreEvent) => void): () => void;
  /** Starts reading feeds by their schedule. */
  start(): void;
  /** Finishes what is under way, writes what is due, closes the database. */
  stop(): Promise<void>;
  /** The exported feed behind an unguessable token, noting who fetched it; undefined for any other token. */
  serveFeed(token: string, userAgent: string): ServedFeed | undefined;
  /** Takes a channel's delivery. Only after `stored` or `known` may the sender be told that it arrived. */
  receiveWebhook: SyncDesk['receiveWebhook'];
  /** What the channel is to send with every delivery, so that it is believed: a secret, for whoever sets the channel up. */
  webhookLine: SyncDesk['webhookLine'];
}

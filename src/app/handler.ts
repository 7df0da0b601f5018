import type { CallName, CommandName, OutputOf, ParsedInputOf, QueryName } from '../contract/index.ts';
import type { Topic } from '../contract/events.ts';
import type { Store } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import type { Commit } from '../sync/commit.ts';
import type { Caller } from './core.ts';
import type { FeedDesk } from './feed-desk.ts';
import type { PeopleDesk } from './people-desk.ts';
import type { Ports } from './ports.ts';
import type { SyncDesk } from './sync-desk.ts';

/** What every handler may use. */
export interface Surroundings {
  readonly ports: Ports;
  readonly store: Store;
  readonly commit: Commit;
  readonly feeds: FeedDesk;
  readonly sync: SyncDesk;
  readonly people: PeopleDesk;
  /** Tells views that something outside the journaled tables changed. */
  announce(topics: readonly Topic[]): void;
  /** Tells views how far long work has come. */
  progress(job: string, done: number, total: number, words: string, isOver: boolean): void;
}

/** Reads. May answer at once or later. */
export type QueryHandler<N extends QueryName> = (
  input: ParsedInputOf<N>,
  here: Surroundings,
  caller: Caller,
) => OutputOf<N> | Promise<OutputOf<N>>;

/**
 * Writes, in three steps. `prepare` may wait for the world (network, keychain) and changes nothing of the hotel.
 * `write` runs inside the one transaction that also holds the journal and the command's answer, so it is synchronous.
 * `after` follows the commit: what it does must be safe to do twice.
 */
export interface CommandHandler<N extends CommandName, P = unknown> {
  readonly prepare?: (input: ParsedInputOf<N>, here: Surroundings) => P | Promise<P>;
  readonly write: (writer: Writer, input: ParsedInputOf<N>, prepared: P, here: Surroundings) => OutputOf<N>;
  /** `write` has refused, or its commit failed: lets go of what `prepare` has kept for it. */
  readonly refused?: (prepared: P, here: Surroundings) => void | Promise<void>;
  readonly after?: (
    input: ParsedInputOf<N>,
    output: OutputOf<N>,
    prepared: P,
    here: Surroundings,
  ) => void | Promise<void>;
  /** True where the journal can turn it back: then the answer's `undoId` is filled in by the dispatch. */
  readonly canUndo?: boolean;
}

/**
 * Does something that leaves the hotel's tables alone, or commits in steps of its own (a refresh of all feeds). Nothing
 * of it is kept in the command log: passphrases and addresses pass through here.
 */
export interface ActHandler<N extends CommandName> {
  readonly act: (
    input: ParsedInputOf<N>,
    here: Surroundings,
    caller: Caller,
  ) => OutputOf<N> | Promise<OutputOf<N>>;
}

/** Keeps the type of what `prepare` hands to `write`. */
export const commandHandler = <N extends CommandName, P = undefined>(
  handler: CommandHandler<N, P>,
): CommandHandler<N, unknown> => handler as CommandHandler<N, unknown>;

export type Handlers = {
  readonly [N in CallName]: N extends QueryName
    ? QueryHandler<N>
    : N extends CommandName
      ? CommandHandler<N, unknown> | ActHandler<N>
      : never;
};

import type { Client } from '../../src/contract/client.ts';
import { CallFailed } from '../../src/contract/client.ts';
import type { CoreEvent } from '../../src/contract/events.ts';
import type { InputOf, OutputOf, QueryName } from '../../src/contract/index.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { QUERY_TOPICS } from './query-topics.ts';

export interface QueryState<T> {
  /** The latest good answer; stays while a newer one is fetched or has failed. */
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
  readonly isFetching: boolean;
}

interface Entry {
  state: QueryState<unknown>;
  readonly name: QueryName;
  readonly input: unknown;
  readonly listeners: Set<() => void>;
  isStale: boolean;
}

export interface QueryCache {
  keyOf<N extends QueryName>(name: N, input: InputOf<N>): string;
  peek<N extends QueryName>(name: N, input: InputOf<N>): QueryState<OutputOf<N>>;
  /** Watches an answer: fetches it where it is missing or old, and again on each change that touches it. */
  watch<N extends QueryName>(name: N, input: InputOf<N>, listen: () => void): () => void;
  refetch(key: string): void;
  hear(event: CoreEvent): void;
}

const EMPTY: QueryState<never> = { value: undefined, failure: undefined, isFetching: false };
/** Unwatched answers that are kept for a quick way back. */
const KEPT = 60;

/** Answers of queries, shared by all that show them; an old answer stays on screen while the new one is fetched. */
export function createQueryCache(client: Pick<Client, 'call'>): QueryCache {
  const entries = new Map<string, Entry>();
  let lastSeq = 0;

  const set = (entry: Entry, state: QueryState<unknown>): void => {
    entry.state = state;
    entry.listeners.forEach((listen) => listen());
  };

  async function fetchEntry(entry: Entry): Promise<void> {
    if (entry.state.isFetching) return;
    entry.isStale = false;
    set(entry, { ...entry.state, isFetching: true });
    try {
      const value = await client.call(entry.name, entry.input as never);
      set(entry, { value, failure: undefined, isFetching: false });
    } catch (error) {
      const failure = failureOf(error);
      // what is gone must not go on standing there
      const value = failure.code === 'not-found' ? undefined : entry.state.value;
      set(entry, { value, failure, isFetching: false });
    }
    // it changed while it was on its way
    if (entry.isStale && entry.listeners.size > 0) void fetchEntry(entry);
  }

  function spoil(touches: (entry: Entry) => boolean): void {
    for (const entry of entries.values()) {
      if (!touches(entry)) continue;
      entry.isStale = true;
      if (entry.listeners.size > 0) void fetchEntry(entry);
    }
  }

  function prune(): void {
    let over = entries.size - KEPT;
    for (const [key, entry] of entries) {
      if (over <= 0) return;
      if (entry.listeners.size > 0) continue;
      entries.delete(key);
      over -= 1;
    }
  }

  const keyOf: QueryCache['keyOf'] = (name, input) => `${name} ${JSON.stringify(input)}`;
  return {
    keyOf,
    peek: (name, input) => (entries.get(keyOf(name, input))?.state ?? EMPTY) as never,
    watch(name, input, listen) {
      const key = keyOf(name, input);
      const entry = entries.get(key) ?? { state: EMPTY, name, input, listeners: new Set(), isStale: true };
      entries.delete(key);
      entries.set(key, entry);
      entry.listeners.add(listen);
      if (entry.isStale || entry.state.failure) void fetchEntry(entry);
      prune();
      return () => entry.listeners.delete(listen);
    },
    refetch(key) {
      const entry = entries.get(key);
      if (entry) void fetchEntry(entry);
    },
    hear(event) {
      const isGap = event.type !== 'hello' && lastSeq > 0 && event.seq > lastSeq + 1;
      lastSeq = event.type === 'hello' && event.seq === 0 ? 0 : event.seq;
      if (event.type === 'hello' || isGap) spoil(() => true);
      else if (event.type === 'changed')
        spoil((entry) => QUERY_TOPICS[entry.name].some((topic) => event.topics.includes(topic)));
    },
  };
}

export const failureOf = (error: unknown): Failure =>
  error instanceof CallFailed
    ? error.failure
    : {
        code: 'internal',
        message: 'Something in this window went wrong. Load it anew; nothing is lost.',
        details: { said: error instanceof Error ? error.message : String(error) },
      };

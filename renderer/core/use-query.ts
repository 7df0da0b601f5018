import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { InputOf, OutputOf, QueryName } from '../../src/contract/index.ts';
import { createQueryCache, type QueryState } from './query-cache.ts';
import { client } from './transport.ts';

export const queries = createQueryCache(client);
client.subscribe((event) => queries.hear(event));

const NOTHING: QueryState<never> = { value: undefined, failure: undefined, isFetching: false };

export interface QueryOptions {
  /** Asks nothing while true. */
  readonly isOff?: boolean;
  /** While the answer to a new input is on its way, goes on showing the last one (the calendar's window, a list's page). */
  readonly keepsLast?: boolean;
  /** Asks again this often, for answers that age by themselves. */
  readonly everyMs?: number;
}

/** The answer of a query, kept fresh by the core's events. The old answer stays on screen while a new one comes. */
export function useQuery<N extends QueryName>(
  name: N,
  input: InputOf<N>,
  options: QueryOptions = {},
): QueryState<OutputOf<N>> & { readonly refetch: () => void } {
  const { isOff = false, keepsLast = false, everyMs } = options;
  const key = queries.keyOf(name, input);
  // the key stands for the input: callers pass a new object each time
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const stable = useMemo(() => input, [key]);
  const watch = useCallback(
    (listen: () => void) => (isOff ? () => undefined : queries.watch(name, stable, listen)),
    [name, stable, isOff],
  );
  const state = useSyncExternalStore(watch, () => (isOff ? NOTHING : queries.peek(name, stable)));
  const refetch = useCallback(() => queries.refetch(key), [key]);
  useEffect(() => {
    if (everyMs === undefined || isOff) return;
    const timer = setInterval(refetch, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, isOff, refetch]);
  const last = useRef<OutputOf<N>>(undefined);
  if (state.value !== undefined) last.current = state.value;
  const value = state.value ?? (keepsLast && state.failure?.code !== 'not-found' ? last.current : undefined);
  return { ...state, value, refetch };
}

import type { Secrets } from '../../app/ports.ts';

/** The same secrets, with some that are lent for this run: they stand before what is kept, and are kept nowhere. */
export function withLent(secrets: Secrets): Secrets {
  const lent = new Map<string, string>();
  const { store } = secrets;
  return {
    ...secrets,
    lend: (key, value) => void lent.set(key, value),
    store: {
      get kind() {
        return store.kind;
      },
      get: (key) => {
        const own = lent.get(key);
        return own === undefined ? store.get(key) : Promise.resolve(own);
      },
      set(key, value) {
        lent.delete(key);
        return store.set(key, value);
      },
      delete(key) {
        lent.delete(key);
        return store.delete(key);
      },
      keys: async () => [...new Set([...(await store.keys()), ...lent.keys()])],
    },
  };
}

import type { SecretStore } from '../../domain/secret-store.ts';

/** Keeps secrets for this run only. */
export function createMemorySecrets(): SecretStore {
  const entries = new Map<string, string>();
  return {
    kind: 'memory',
    get: (key) => Promise.resolve(entries.get(key)),
    set(key, value) {
      entries.set(key, value);
      return Promise.resolve();
    },
    delete(key) {
      entries.delete(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...entries.keys()]),
  };
}

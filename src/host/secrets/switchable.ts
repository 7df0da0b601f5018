import type { Secrets } from '../../app/ports.ts';
import { Refusal } from '../../domain/failure.ts';
import type { SecretStore } from '../../domain/secret-store.ts';

/** Where the secrets are at the moment. */
export interface Position {
  readonly store: SecretStore;
  readonly isLocked: boolean;
  /** For staff; null where there is nothing to say. */
  readonly note: string | null;
}

/** Stands in for a sealed file until it is unlocked: every question is refused with `secret-store-locked`. */
export function lockedSecrets(note: string): SecretStore {
  const refuse = (): Promise<never> => Promise.reject(new Refusal('secret-store-locked', note));
  return { kind: 'sealed-file', get: refuse, set: refuse, delete: refuse, keys: refuse };
}

/** Opens the sealed file with a passphrase; with `begin`, makes it. */
export type OpenFile = (passphrase: string, begin?: ReadonlyMap<string, string>) => Promise<SecretStore>;

const SHORTEST_PASSPHRASE = 8;

async function entriesOf(store: SecretStore): Promise<Map<string, string>> {
  const entries = new Map<string, string>();
  for (const key of await store.keys()) {
    const value = await store.get(key);
    if (value !== undefined) entries.set(key, value);
  }
  return entries;
}

/**
 * Secrets whose store can change while Bellhop runs: a locked one is unlocked, one in memory moves into a sealed file.
 * Whoever holds `store` goes on using it; what is asked during the change waits for its end.
 */
export function createSwitchableSecrets(first: Position, openFile: OpenFile): Secrets {
  let position = first;
  let change: Promise<void> = Promise.resolve();
  const settled = async (): Promise<SecretStore> => {
    await change;
    return position.store;
  };
  /** One change at a time; one that fails leaves everything as it was. */
  const switchTo = (next: () => Promise<SecretStore>): Promise<void> => {
    const done = change.then(async () => {
      position = { store: await next(), isLocked: false, note: null };
    });
    change = done.catch(() => undefined);
    return done;
  };

  return {
    store: {
      get kind() {
        return position.store.kind;
      },
      get: async (key) => (await settled()).get(key),
      set: async (key, value) => (await settled()).set(key, value),
      delete: async (key) => (await settled()).delete(key),
      keys: async () => (await settled()).keys(),
    },
    state: () => ({ kind: position.store.kind, isLocked: position.isLocked, note: position.note }),
    unlock: (passphrase) =>
      switchTo(() => {
        if (position.isLocked) return openFile(passphrase);
        throw new Refusal('not-possible', 'There is nothing to unlock: the feed addresses are open already.');
      }),
    seal: (passphrase) =>
      switchTo(async () => {
        const { store } = position;
        if (store.kind !== 'memory') {
          throw new Refusal(
            'not-possible',
            'The feed addresses are kept safely already; there is nothing to seal.',
          );
        }
        if (passphrase.length < SHORTEST_PASSPHRASE) {
          throw new Refusal(
            'invalid-input',
            `Use at least ${SHORTEST_PASSPHRASE} characters for the passphrase.`,
          );
        }
        return openFile(passphrase, await entriesOf(store));
      }),
  };
}

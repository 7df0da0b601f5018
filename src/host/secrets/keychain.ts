import type { Clock } from '../../domain/clock.ts';
import { Refusal } from '../../domain/failure.ts';
import type { SecretStore } from '../../domain/secret-store.ts';

/** What Bellhop needs of an operating system's keychain. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(
    service: string,
  ): Promise<readonly { readonly account: string; readonly password: string }[]>;
}

/** Practice and work are never mixed: they do not even share a name in the keychain. */
export const keychainService = (isSandbox: boolean): string => (isSandbox ? 'Bellhop sandbox' : 'Bellhop');

/**
 * The keychain of this computer. Throws where the binary for it is missing.
 *
 * On Linux each entry is pinned to the Secret Service. Left to itself (as its keytar-shaped door leaves it) the library
 * falls back to a keyring inside the kernel, which answers just as well and forgets everything at the next restart.
 */
export async function loadKeychain(): Promise<Keychain> {
  const { AsyncEntry, findCredentialsAsync } = await import('@napi-rs/keyring');
  const pinned = { linux: { store: 'secret-service' as const } };
  const entry = (service: string, account: string) => new AsyncEntry(service, account, pinned);
  return {
    getPassword: async (service, account) => entry(service, account).getPassword(),
    setPassword: async (service, account, password) => entry(service, account).setPassword(password),
    deletePassword: async (service, account) => entry(service, account).deletePassword(),
    findCredentials: async (service) => findCredentialsAsync(service),
  };
}

/** The keychain may wait for a person to type its password; nobody waits for that for ever. */
const LONGEST_WAIT_MS = 60_000;

/** Settles as `work` does, or as `late` does once the time is over. `work` cannot be stopped; its end is ignored then. */
export function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  late: () => T | Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const takeBack = clock.after(ms, () => {
      Promise.resolve().then(late).then(resolve, reject);
    });
    work.finally(takeBack).then(resolve, reject);
  });
}

const silent = (): never => {
  throw new Refusal(
    'secret-store-locked',
    'The keychain of this computer does not answer. It may be waiting for its password: look for its window, unlock it, ' +
      'and try again.',
  );
};

const refused = (): never => {
  throw new Refusal(
    'secret-store-missing',
    'The keychain of this computer refused. Nothing was changed. Unlock it, or sign in to this computer again, and try ' +
      'once more.',
  );
};

export interface KeychainOptions {
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly isSandbox: boolean;
  /** Names this data folder, so that two of them on one computer keep apart. */
  readonly folderId: string;
}

/** True for what signs in to a practice account of a channel. */
const isOfSandbox = (key: string): boolean => key.startsWith('connection:sandbox:');

/** Secrets in the operating system's keychain, under this data folder's own names. */
export function createKeychainSecrets({
  keychain,
  clock,
  isSandbox,
  folderId,
}: KeychainOptions): SecretStore {
  // a practice account's credentials lie with the practice hotel's, also where a real hotel tries one out
  const serviceOf = (key: string): string => keychainService(isSandbox || isOfSandbox(key));
  const services = isSandbox ? [keychainService(true)] : [keychainService(false), keychainService(true)];
  const prefix = `${folderId}/`;
  // what the keychain says when it refuses may name accounts and paths; it is not passed on
  const ask = <T>(work: () => Promise<T>): Promise<T> =>
    within(clock, LONGEST_WAIT_MS, Promise.resolve().then(work).catch(refused), silent);
  return {
    kind: 'keychain',
    get: async (key) => (await ask(() => keychain.getPassword(serviceOf(key), prefix + key))) ?? undefined,
    set: (key, value) => ask(() => keychain.setPassword(serviceOf(key), prefix + key, value)),
    delete: async (key) => void (await ask(() => keychain.deletePassword(serviceOf(key), prefix + key))),
    async keys() {
      const found = await Promise.all(
        services.map(async (service) => {
          const entries = await ask(() => keychain.findCredentials(service));
          const ours = entries.filter(({ account }) => account.startsWith(prefix));
          const keys = ours.map(({ account }) => account.slice(prefix.length));
          return keys.filter((key) => serviceOf(key) === service);
        }),
      );
      return found.flat();
    },
  };
}

export type KeychainVerdict = 'works' | 'silent' | 'missing';

/**
 * Whether the keychain really keeps things: an entry is written, read back and removed. `silent` when that takes longer
 * than `waitMs`. Never throws and never hangs.
 */
export function probeKeychain(
  keychain: Keychain,
  options: {
    readonly clock: Clock;
    readonly isSandbox: boolean;
    readonly token: string;
    readonly waitMs: number;
  },
): Promise<KeychainVerdict> {
  const service = `${keychainService(options.isSandbox)} probe`;
  const trial = async (): Promise<KeychainVerdict> => {
    await keychain.setPassword(service, options.token, options.token);
    const found = await keychain.getPassword(service, options.token);
    await keychain.deletePassword(service, options.token);
    return found === options.token ? 'works' : 'missing';
  };
  const answer = Promise.resolve()
    .then(trial)
    .catch((): KeychainVerdict => 'missing');
  return within<KeychainVerdict>(options.clock, options.waitMs, answer, () => 'silent');
}

/**
 * `keychain`: the operating system keeps them. `sealed-file`: encrypted under a passphrase. `memory`: gone when Bellhop
 * stops.
 */
export type SecretStoreKind = 'keychain' | 'sealed-file' | 'memory';

/**
 * Keeps what must never stand in the database, a log or an export: feed addresses, tokens. Every operation may refuse
 * with `secret-store-locked` or `secret-store-missing`; none falls back to a file in the clear.
 */
export interface SecretStore {
  readonly kind: SecretStoreKind;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

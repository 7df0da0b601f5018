/** For the machine's own log: never a secret, an address or a guest. */
export interface Log {
  info(words: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(words: string, facts?: Readonly<Record<string, unknown>>): void;
}

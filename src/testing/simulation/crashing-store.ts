import { openDatabase, type Store } from '../../store/database.ts';

/** What is thrown into a program that has just died: it gets nothing more done. */
export class Crash extends Error {}

/** A real database whose program may die at any transaction, just before it is on disk or just after. */
export interface CrashingStore {
  readonly open: (file: string, migrationsFolder: string) => Store;
  /** Dies at the `n`-th write from now: `before` loses it, `after` keeps it and tells nobody. */
  crashAt(n: number, when: 'before' | 'after'): void;
  /** Dies at once, between two steps. */
  die(): void;
  readonly isDead: boolean;
  readonly writes: number;
}

export function createCrashingStore(died: () => void): CrashingStore {
  let inner: Store | undefined;
  let writes = 0;
  let planned: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
  let isDead = false;
  const die = (): void => {
    if (isDead) return;
    isDead = true;
    inner?.close();
    died();
  };
  const mustLive = (): void => {
    if (isDead) throw new Crash('The program has died.');
  };
  return {
    open(file, migrationsFolder) {
      const store = openDatabase(file, migrationsFolder);
      inner = store;
      return {
        get read() {
          mustLive();
          return store.read;
        },
        write(work) {
          mustLive();
          writes += 1;
          const isNow = planned?.at === writes;
          if (isNow && planned?.when === 'before') {
            try {
              store.write((tx) => {
                work(tx);
                throw new Crash('The program has died.');
              });
            } finally {
              die();
            }
          }
          const value = store.write(work);
          if (isNow) {
            die();
            throw new Crash('The program has died.');
          }
          return value;
        },
        backup: (to) => store.backup(to),
        close() {
          if (!isDead) store.close();
          isDead = true;
        },
      };
    },
    crashAt(n, when) {
      planned = { at: writes + n, when };
    },
    die,
    get isDead() {
      return isDead;
    },
    get writes() {
      return writes;
    },
  };
}

import { openDatabase, type Store, type WriteHandle } from '../../store/database.ts';
import { isWriting, watchEndings, wrongEndings } from './ended-twice.ts';

/** Ends a transaction of a program that is dead already. */
class NeverHappened extends Error {}

/** One life makes some hundred writes; one that goes round and round is stopped here, and says so. */
const MOST_WRITES = 15_000;

/**
 * A real database whose program may die at any transaction, just before it is on disk or just after. What a dead program
 * still does until its promises run dry leaves no trace: each of its transactions is undone.
 */
export interface CrashingStore {
  readonly open: (file: string, migrationsFolder: string) => Store;
  /** Dies at the `n`-th write from now: `before` loses it, `after` keeps it and tells nobody. */
  crashAt(n: number, when: 'before' | 'after'): void;
  /** It does not die any more as it was going to. */
  spare(): void;
  /** Dies at once, between two steps. */
  die(): void;
  readonly isDead: boolean;
  /** What this life did wrongly in the queue. */
  wrongEndings(): string[];
}

/**
 * The one database of all lives, open from the first to the last: they write in turns and never at once, so nothing of the
 * one is seen in the other's connection that is not in the file. To open it again for each costs more than the life.
 */
export class LivesDatabase {
  #store: Store | undefined;
  #life = 0;
  #writer = 0;

  /** For another life; answers its number. */
  open(file: string, migrationsFolder: string): number {
    if (!this.#store) watchEndings((this.#store = openDatabase(file, migrationsFolder)));
    return (this.#life += 1);
  }

  get store(): Store {
    if (!this.#store) throw new Error('Nothing has opened the database.');
    return this.#store;
  }

  write<T>(life: number, work: (tx: WriteHandle) => T): T {
    const value = this.store.write((tx) => {
      if (this.#writer !== life) isWriting(tx, life);
      return work(tx);
    });
    this.#writer = life;
    return value;
  }

  wrongEndings(life: number): string[] {
    return this.#store ? wrongEndings(this.#store, life) : [];
  }

  close(): void {
    this.#store?.close();
  }
}

/** Does the work and undoes it; answers as if it had been done. */
function inVain<T>(store: Store, work: (tx: WriteHandle) => unknown): T {
  let value: T | undefined;
  try {
    store.write((tx) => {
      value = work(tx) as T;
      throw new NeverHappened();
    });
  } catch (error) {
    if (!(error instanceof NeverHappened)) throw error;
  }
  return value as T;
}

export function createCrashingStore(lives: LivesDatabase, died: () => void): CrashingStore {
  let life = 0;
  let writes = 0;
  let planned: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
  let isDead = false;
  const die = (): void => {
    if (isDead) return;
    isDead = true;
    died();
  };
  return {
    open(file, migrationsFolder) {
      life = lives.open(file, migrationsFolder);
      const { store } = lives;
      return {
        read: store.read,
        write(work) {
          writes += 1;
          if (writes > MOST_WRITES) throw new Error('It never comes to rest.');
          const isNow = planned?.at === writes;
          if (isNow && planned?.when === 'before') die();
          if (isDead) return inVain(store, work);
          const value = lives.write(life, work);
          if (isNow) die();
          return value;
        },
        backup: (to) => store.backup(to),
        close: () => undefined,
      };
    },
    crashAt(n, when) {
      planned = { at: writes + n, when };
    },
    spare() {
      planned = undefined;
    },
    die,
    get isDead() {
      return isDead;
    },
    wrongEndings: () => [
      ...lives.wrongEndings(life),
      ...(writes > MOST_WRITES ? ['restless: it writes and writes and comes to no end'] : []),
    ],
  };
}

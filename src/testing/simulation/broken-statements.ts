import Database from 'better-sqlite3';

/** What a disk, or another program, can do to a statement. */
export const DISK_FAULTS = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'] as const;
export type DiskFault = (typeof DISK_FAULTS)[number];

type Method = (this: { readonly source: string }, ...values: unknown[]) => unknown;
const METHODS = ['run', 'get', 'all', 'iterate'] as const;

/** Breaks statements of every database of this process, until it is let go of. */
export interface BrokenStatements {
  /** Counts from here on; where given, fails from the `first` on, `count` times. */
  arm(fault?: { readonly code: DiskFault; readonly first: number; readonly count: number }): void;
  /** From here on all is well. Answers how many statements ran since {@link arm}, and how many of them failed. */
  disarm(): { readonly ran: number; readonly failed: number };
  letGo(): void;
}

/** Puts itself between the driver's statements and SQLite; what fails has not been carried out. */
export function breakStatements(): BrokenStatements {
  const database = new Database(':memory:');
  const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as Record<string, Method>;
  database.close();
  let isArmed = false;
  let fault: Parameters<BrokenStatements['arm']>[0];
  let [ran, failed] = [0, 0];
  const look = (sql: string): void => {
    // taking back is the one thing that SQLite does not need the disk for
    if (!isArmed || sql.startsWith('ROLLBACK')) return;
    ran += 1;
    if (!fault || ran < fault.first || ran >= fault.first + fault.count) return;
    failed += 1;
    throw new Database.SqliteError('planned', fault.code);
  };
  const whole = METHODS.map((name) => [name, prototype[name]] as const);
  for (const [name, method] of whole)
    prototype[name] = function (...values) {
      look(this.source);
      return method?.apply(this, values);
    };
  return {
    arm(next) {
      [isArmed, fault, ran, failed] = [true, next, 0, 0];
    },
    disarm() {
      isArmed = false;
      return { ran, failed };
    },
    letGo() {
      isArmed = false;
      for (const [name, method] of whole) if (method) prototype[name] = method;
    },
  };
}

import type { Store } from '../../store/database.ts';

/**
 * Watches one life's writes to the queue from inside the database: a job may be ended only by the run that holds it, and
 * only once. All that a job does can be right by luck where this is wrong, for most of it may be done twice.
 */
const WATCH = [
  'CREATE TEMP TABLE mine (worker TEXT PRIMARY KEY)',
  'CREATE TEMP TABLE wrong (words TEXT NOT NULL)',
  `CREATE TEMP TRIGGER noted AFTER UPDATE OF worker ON main.job WHEN NEW.worker IS NOT NULL
   BEGIN INSERT OR IGNORE INTO mine VALUES (NEW.worker); END`,
  `CREATE TEMP TRIGGER ended AFTER UPDATE OF state ON main.job
   WHEN OLD.state = 'running' AND NEW.state <> 'running' AND OLD.worker NOT IN (SELECT worker FROM mine)
   BEGIN INSERT INTO wrong VALUES ('ended twice: a ' || OLD.kind || ' was ended by a run that held it no longer'); END`,
  `CREATE TEMP TRIGGER ended_again AFTER UPDATE OF state ON main.job
   WHEN OLD.state IN ('waiting', 'done', 'settled', 'cancelled') AND NEW.state = 'done'
   BEGIN INSERT INTO wrong VALUES ('ended twice: a ' || OLD.kind || ' was ended that did not run'); END`,
];

export function watchEndings(store: Store): void {
  store.write((tx) => WATCH.forEach((sql) => tx.run(sql)));
}

/** What was seen since {@link watchEndings}. */
export function wrongEndings(store: Store): string[] {
  let words: string[] = [];
  store.write((tx) => {
    words = tx.prepare('SELECT DISTINCT words FROM temp.wrong').pluck<string>();
  });
  return words;
}

import type { Store, WriteHandle } from '../../store/database.ts';

/**
 * Watches each life's writes to the queue from inside the database: a job may be ended only by the run that holds it, and
 * only once, and what has failed is not done. All that a job does can be right by luck where this is wrong, for most of it
 * may be done twice, and is asked for again by something else a little later.
 */
const WATCH = [
  'CREATE TEMP TABLE who (life INTEGER NOT NULL)',
  'INSERT INTO temp.who VALUES (0)',
  'CREATE TEMP TABLE mine (life INTEGER NOT NULL, worker TEXT NOT NULL, PRIMARY KEY (life, worker))',
  'CREATE TEMP TABLE wrong (life INTEGER NOT NULL, words TEXT NOT NULL)',
  `CREATE TEMP TRIGGER noted AFTER UPDATE OF worker ON main.job WHEN NEW.worker IS NOT NULL
   BEGIN INSERT OR IGNORE INTO mine SELECT life, NEW.worker FROM who; END`,
  `CREATE TEMP TRIGGER ended AFTER UPDATE OF state ON main.job
   WHEN OLD.state = 'running' AND NEW.state <> 'running'
     AND OLD.worker NOT IN (SELECT worker FROM mine WHERE life = (SELECT life FROM who))
   BEGIN INSERT INTO wrong
     SELECT life, 'ended twice: a ' || OLD.kind || ' was ended by a run that held it no longer' FROM who; END`,
  `CREATE TEMP TRIGGER ended_again AFTER UPDATE OF state ON main.job
   WHEN OLD.state IN ('waiting', 'done', 'settled', 'cancelled') AND NEW.state = 'done'
   BEGIN INSERT INTO wrong SELECT life, 'ended twice: a ' || OLD.kind || ' was ended that did not run' FROM who; END`,
  `CREATE TEMP TRIGGER ended_failed AFTER UPDATE OF state ON main.job
   WHEN OLD.state = 'running' AND NEW.state = 'done' AND EXISTS (
     SELECT 1 FROM (SELECT * FROM main.sync_run WHERE job_id = NEW.id ORDER BY id DESC LIMIT 1)
     WHERE outcome = 'failed' AND failure_code <> 'cancelled'
       AND started_at >= OLD.started_at AND ended_at = NEW.ended_at)
   BEGIN INSERT INTO wrong SELECT life, 'failed and done: a ' || OLD.kind || ' failed and is not tried again' FROM who; END`,
];

export function watchEndings(store: Store): void {
  store.write((tx) => WATCH.forEach((sql) => tx.run(sql)));
}

/** Says whose writes follow. Undone with the transaction that it is said in. */
export const isWriting = (tx: WriteHandle, life: number): void =>
  void tx.run('UPDATE temp.who SET life = ?', life);

/** What was seen of a life since {@link watchEndings}. */
export function wrongEndings(store: Store, life: number): string[] {
  let words: string[] = [];
  store.write((tx) => {
    words = tx.prepare('SELECT DISTINCT words FROM temp.wrong WHERE life = ?').pluck<string>(life);
  });
  return words;
}

import type { Clock } from '../domain/clock.ts';
import type { Store, WriteHandle } from '../store/database.ts';
import { type Act, type Change, createWriter, type EntityName, type Writer } from '../store/writer.ts';
import { raiseConflicts } from './raise-conflicts.ts';

/** What a committed act touched; views and exports look again. */
export type Touched = ReadonlySet<EntityName>;

export interface Commit {
  /**
   * Carries out one act in one transaction: the work, its journal, the conflicts that it opens or closes. Watchers are
   * told after it is on disk.
   */
  <T>(act: Omit<Act, 'at'>, work: (writer: Writer) => T): T;
}

/** What has to be on disk together with an act, such as the jobs that it causes. */
export type Alongside = (tx: WriteHandle, act: Act, changes: readonly Change[]) => void;

/** The one way to change the hotel: people's commands and channels' news take it alike. */
export function createCommit(
  store: Store,
  clock: Clock,
  tell: (touched: Touched) => void,
  alongside: Alongside = () => undefined,
): Commit {
  return (act, work) => {
    const { value, changes } = store.write((tx) => {
      const writer = createWriter(tx, { ...act, at: clock.now() });
      const value = work(writer);
      const derived = raiseConflicts(writer);
      const changes = [...writer.changes, ...derived];
      if (changes.length > 0) alongside(tx, writer.act, changes);
      return { value, changes };
    });
    if (changes.length > 0) tell(new Set(changes.map((change: Change) => change.entity)));
    return value;
  };
}

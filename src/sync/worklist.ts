import { checklistOff } from '../domain/channel-profile.ts';
import { carryOver, dueOf, summaryOf, type WorkEdit, worklistOf } from '../domain/worklist.ts';
import { type DayNumber, stayDate } from '../domain/stay-date.ts';
import type { ProviderDescriptor } from '../providers/kit/provider.ts';
import type { ReadHandle, WriteHandle } from '../store/database.ts';
import { loadLedger } from '../store/ledger.ts';
import { addTask, changeTask, type ManualTaskRow, openVisit, stepsOf } from '../store/manual-tasks.ts';
import { todayNumberAt } from '../store/property.ts';
import type { ConnectionRow, Task, WorkResult } from './engine-world.ts';
import { profileOf, roomNamesAt } from './manual-channel.ts';
import { planPush } from './plan-push.ts';

/** The edits of a visit as they are kept: what is still to be done, and what was done and proven in it. */
export interface VisitEdits {
  readonly pending: readonly WorkEdit[];
  readonly proven: readonly WorkEdit[];
}

const NO_EDITS: VisitEdits = { pending: [], proven: [] };

/** What a task keeps of its edits. */
export const editsOf = (task: Pick<ManualTaskRow, 'edits'>): VisitEdits => {
  const kept = JSON.parse(task.edits) as Partial<VisitEdits>;
  return { pending: kept.pending ?? NO_EDITS.pending, proven: kept.proven ?? NO_EDITS.proven };
};

/**
 * What a person has to enter at a channel just now: what it should show, less what it is known to show. Nothing where a
 * channel manager works the extranet: numbers typed by hand would be refused or overwritten.
 */
export function pendingEdits(
  read: ReadHandle,
  connection: ConnectionRow,
  descriptor: ProviderDescriptor,
  now: number,
): WorkEdit[] {
  if (checklistOff(profileOf(read, connection)) !== undefined) return [];
  const { ranges, held, desired, from, nights } = planPush(read, connection, descriptor, now);
  const cells = loadLedger(read, connection.id, { from, to: from + nights });
  const roomName = roomNamesAt(read, connection.id);
  return worklistOf([...ranges, ...held], { desired, cells, roomName, at: now });
}

/** Nights that are to be done again are no longer proven. */
function stillProven(proven: readonly WorkEdit[], pending: readonly WorkEdit[]): WorkEdit[] {
  const again = new Set(
    pending.flatMap(({ roomTypeId, nights }) => nights.map(({ night }) => `${roomTypeId}/${night}`)),
  );
  return proven.filter(
    ({ roomTypeId, nights }) => !nights.some(({ night }) => again.has(`${roomTypeId}/${night}`)),
  );
}

const sameKeys = (a: readonly WorkEdit[], b: readonly WorkEdit[]): boolean =>
  a.length === b.length && a.every(({ key, isSet }, at) => key === b[at]?.key && isSet === b[at].isSet);

/**
 * Makes the one open visit of a channel that people keep say what is to be entered there now. Opens one where there is
 * something to do; lets it go where nothing is left and nothing was proven in it. What was ticked stays as it was ticked.
 * Answers the visit that is open afterwards.
 */
export function keepVisit(
  tx: WriteHandle,
  connection: ConnectionRow,
  descriptor: ProviderDescriptor,
  now: number,
): ManualTaskRow | undefined {
  const open = openVisit(tx, connection.id);
  const before = open ? editsOf(open) : NO_EDITS;
  const pending = carryOver(before.pending, pendingEdits(tx, connection, descriptor, now), now);
  const proven = stillProven(before.proven, pending);
  const today = todayNumberAt(tx, now) as DayNumber;
  const due = dueOf(pending, { today, now });
  const words = summaryOf(pending, { roomName: roomNamesAt(tx, connection.id), today: stayDate(today) });
  if (!open) {
    // what was set and left without a look waits for the sweep; it is no visit of its own
    if (!due || pending.every(({ isSet }) => isSet)) return undefined;
    const neededAt = Math.min(...pending.map(({ since }) => since));
    addTask(tx, {
      ...{ connectionId: connection.id, kind: 'update', neededAt, dueAt: due.dueAt, words },
      edits: JSON.stringify({ pending, proven }),
    });
    return openVisit(tx, connection.id);
  }
  if (due || proven.length > 0) {
    const isChanged = !sameKeys(before.pending, pending) || before.proven.length !== proven.length;
    changeTask(tx, open.id, {
      edits: JSON.stringify({ pending, proven }),
      ...(due ? { dueAt: due.dueAt, words } : {}),
      ...(isChanged ? { version: open.version + 1 } : {}),
    });
    return openVisit(tx, connection.id);
  }
  const wasTouched = stepsOf(tx, open.id).some(({ act }) => act === 'ticked');
  changeTask(tx, open.id, {
    ...{ state: 'gone', endedAt: now, endedBy: 'Bellhop', holder: '', heldAt: null },
    words: wasTouched
      ? `${open.words} Taken back before a number was entered; nothing is left to do.`
      : `${open.words} Taken back before anybody began.`,
  });
  return undefined;
}

/** The turn of a channel that people keep: no call is made, its worklist is written anew. */
export function keepWorklist({ world, claim, connection, provider }: Task): WorkResult {
  const now = world.clock.now();
  const { task, isChanged } = world.store.write((tx) => {
    world.queue.within(tx).mustHold(claim);
    const before = openVisit(tx, connection.id);
    const task = keepVisit(tx, connection, provider.descriptor, now);
    return { task, isChanged: before?.id !== task?.id || before?.version !== task?.version };
  });
  if (isChanged) world.announce(['checklists', 'connections', 'calendar']);
  return { type: 'done', words: task ? `On the list: ${task.words}` : 'There is nothing to enter by hand.' };
}

/** True where its list says what is to be done already. */
export function hasSameWorklist({ world, connection, provider }: Task): boolean {
  const { read } = world.store;
  const pending = pendingEdits(read, connection, provider.descriptor, world.clock.now());
  const open = openVisit(read, connection.id);
  return sameKeys(open ? editsOf(open).pending : [], pending);
}

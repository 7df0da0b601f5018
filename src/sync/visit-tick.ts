import { Refusal } from '../domain/failure.ts';
import {
  isTickedInARush,
  judgeStep,
  outcomeOf,
  type RunStep,
  secondPersonNeed,
  type Seen,
  type StepAct,
  type StepEntry,
} from '../domain/visit.ts';
import { type DayNumber, stayDate } from '../domain/stay-date.ts';
import { summaryOf } from '../domain/worklist.ts';
import type { WriteHandle } from '../store/database.ts';
import { closeIncident, raiseIncident } from '../store/incidents.ts';
import { addStep, changeTask } from '../store/manual-tasks.ts';
import { todayNumberAt } from '../store/property.ts';
import { roomNamesAt } from './manual-channel.ts';
import { isComparedElsewhere, moveLedger, numbersIn } from './visit-ledger.ts';
import { readVisit, type VisitNow } from './visit-now.ts';
import { editsOf, keepVisit } from './worklist.ts';

/** Who does something at a visit, and when. */
export interface AtVisit {
  readonly taskId: number;
  /** That of the edits on the screen. */
  readonly version: number;
  /** {@link RunStep.key} */
  readonly step: string;
  readonly by: string;
  readonly at: number;
}

/** As the contract says it. */
export interface TickResult {
  readonly outcome: 'next' | 'refused' | 'asks' | 'stopped' | 'ended';
  readonly message: string;
  readonly words: string[];
  readonly problems: { readonly field: string; readonly words: string }[];
  readonly version: number;
}

/** Somebody who has left a visit for so long is taken to be gone. */
export const HOLD_MS = 10 * 60_000;

const KEPT: Pick<TickResult, 'words' | 'problems'> = { words: [], problems: [] };

/** The incident of a sweep that found something else there. */
export const differsCause = (connectionId: number): string => `by-hand:${connectionId}:differs`;

/** The incident of a visit that was stopped. */
export const stopCause = (connectionId: number): string => `by-hand:${connectionId}:stopped`;

/** Refused where somebody else is at it, or where the edits were made anew since the screen was drawn. */
function assertMine({ task }: VisitNow, { version, by, at }: AtVisit): void {
  if (task.endedAt !== null)
    throw new Refusal('changed-meanwhile', 'This list is over. Look at what is due now.');
  if (task.holder !== '' && task.holder !== by && at - (task.heldAt ?? 0) < HOLD_MS)
    throw new Refusal('changed-meanwhile', `${task.holder} is doing this now. Ask them, or take it over.`, {
      holder: task.holder,
    });
  if (task.version !== version)
    throw new Refusal(
      'changed-meanwhile',
      'What is to be entered has changed while this was open. Look at the step again; what you have ticked is kept.',
    );
}

function stepOf({ steps }: VisitNow, key: string): RunStep {
  const step = steps.find((one) => one.key === key);
  if (step) return step;
  throw new Refusal('changed-meanwhile', 'This step is no longer needed. Look again at the list.');
}

function note(
  tx: WriteHandle,
  { taskId, step, by, at }: AtVisit,
  act: StepAct,
  seen: Seen,
  said: string,
): void {
  addStep(tx, { taskId, step, by, at, act, seen: JSON.stringify(seen), note: said });
  changeTask(tx, taskId, { holder: by, heldAt: at });
}

/** Edits whose every night was just seen to be right are kept as proven: the visit's last steps are about them too. */
function keepProven(tx: WriteHandle, visit: VisitNow, step: RunStep, seen: Seen): void {
  const { edit } = step;
  if (!edit || step.step.requires === undefined || !isComparedElsewhere(visit, step)) return;
  if (numbersIn(step, seen).some(({ number, target }) => number !== target)) return;
  const { pending, proven } = editsOf(visit.task);
  const rest = proven.filter(({ key }) => key !== edit.key);
  changeTask(tx, visit.task.id, {
    edits: JSON.stringify({
      pending: pending.filter(({ key }) => key !== edit.key),
      proven: [...rest, edit],
    }),
  });
}

const ENDED = {
  done: 'Done. The calendar shows it as entered by hand just now.',
  'done-unverified': 'Entered, and not all of it was looked at. It stays marked until the next sweep.',
  'done-with-deviation': 'Entered, but something there is not as it should be. It is on the list again.',
} as const;

/** Ends the visit where its last step was done; else says what comes next. */
function goOn(tx: WriteHandle, at: AtVisit): TickResult {
  const before = readVisit(tx, at.taskId, at.at);
  keepVisit(tx, before.connection, before.provider.descriptor, at.at);
  const visit = readVisit(tx, at.taskId, at.at);
  const { version } = visit.task;
  const outcome = outcomeOf(visit.steps);
  if (visit.task.endedAt !== null || outcome === 'open')
    return { outcome: 'next', message: '', ...KEPT, version };
  if (isTickedInARush(visit.lines)) {
    note(tx, at, 'asked', {}, '');
    const words = ['All of it was ticked within seconds. Was every number really looked at there?'];
    return { ...KEPT, outcome: 'asks', message: '', words, version };
  }
  return endVisit(tx, visit, outcome, at);
}

function endVisit(
  tx: WriteHandle,
  visit: VisitNow,
  outcome: keyof typeof ENDED,
  { by, at, taskId }: AtVisit,
): TickResult {
  const second = secondPersonNeed(visit.edits);
  const state = second && outcome === 'done' ? 'done-unverified' : outcome;
  const { connection } = visit;
  const today = stayDate(todayNumberAt(tx, at) as DayNumber);
  // all of it, and not only what was left at the end
  const done = summaryOf(visit.edits, { roomName: roomNamesAt(tx, connection.id), today });
  changeTask(tx, taskId, { state, endedAt: at, endedBy: by, holder: '', heldAt: null, words: done });
  if (outcome !== 'done-with-deviation') closeIncident(tx, differsCause(connection.id), at);
  // what is not as it should be is needed again at once
  keepVisit(tx, visit.connection, visit.provider.descriptor, at);
  const words = second && outcome === 'done' ? [second.words] : [];
  const { version } = visit.task;
  return { ...KEPT, outcome: 'ended', message: ENDED[outcome], words, version };
}

/** One step is done with what was seen. Everything that it says of the channel is on disk with it, or nothing is. */
export function tickStep(
  tx: WriteHandle,
  at: AtVisit,
  entry: StepEntry & { readonly note: string; readonly isSure: boolean },
): TickResult {
  const visit = readVisit(tx, at.taskId, at.at);
  assertMine(visit, at);
  const step = stepOf(visit, at.step);
  const { version } = visit.task;
  const judged = judgeStep(step, entry);
  if (judged.type === 'refused')
    return { ...KEPT, outcome: 'refused', message: '', problems: [...judged.problems], version };
  if (judged.type === 'stop') return stop(tx, visit, step, judged, at, entry.note);
  if (judged.type === 'warn' && !entry.isSure)
    return { ...KEPT, outcome: 'asks', message: '', words: [...judged.words], version };
  note(tx, at, step.state === 'open' ? 'ticked' : 'corrected', judged.seen, entry.note);
  moveLedger(tx, visit, step, judged.seen, at.at);
  keepProven(tx, visit, step, judged.seen);
  return goOn(tx, at);
}

/** Something is there that nobody here knew of: what was seen is kept, and nothing more is entered before it is cleared up. */
function stop(
  tx: WriteHandle,
  visit: VisitNow,
  step: RunStep,
  { words, seen }: { readonly words: readonly string[]; readonly seen: Seen },
  at: AtVisit,
  said: string,
): TickResult {
  note(tx, at, 'differs', seen, said);
  moveLedger(tx, visit, step, step.step.perNight === 'before' ? seen : {}, at.at);
  changeTask(tx, at.taskId, { state: 'blocked' });
  const { connection } = visit;
  raiseIncident(
    tx,
    {
      cause: stopCause(connection.id),
      code: 'unknown-there',
      title: `${connection.name} shows something that nobody here knows of`,
      text: [...words, said].filter((one) => one !== '').join(' '),
      feedId: null,
      connectionId: connection.id,
    },
    at.at,
  );
  const message = 'Stopped. Clear up what is there before anything is changed.';
  return { ...KEPT, outcome: 'stopped', message, words: [...words], version: visit.task.version };
}

/** A person says that what they see is not what should be there. */
export function stopVisit(tx: WriteHandle, at: AtVisit, entry: StepEntry, said: string): TickResult {
  const visit = readVisit(tx, at.taskId, at.at);
  assertMine(visit, at);
  const step = stepOf(visit, at.step);
  const judged = judgeStep(step, entry);
  const seen = judged.type === 'refused' ? {} : judged.seen;
  return stop(tx, visit, step, { words: [], seen }, at, said);
}

/** What stood in the way is cleared up. */
export function resumeVisit(tx: WriteHandle, at: Omit<AtVisit, 'version' | 'step'>, reason: string): void {
  const { task, connection, provider, lines } = readVisit(tx, at.taskId, at.at);
  if (task.state !== 'blocked') throw new Refusal('changed-meanwhile', 'This list was not stopped.');
  const stopped = lines.findLast(({ act }) => act === 'differs')?.step ?? '';
  note(tx, { ...at, version: task.version, step: stopped }, 'corrected', lines.at(-1)?.seen ?? {}, reason);
  changeTask(tx, at.taskId, { state: 'open' });
  closeIncident(tx, stopCause(connection.id), at.at);
  keepVisit(tx, connection, provider.descriptor, at.at);
}

/** One step is left out, with its reason. */
export function skipStep(tx: WriteHandle, at: AtVisit, reason: string): TickResult {
  const visit = readVisit(tx, at.taskId, at.at);
  assertMine(visit, at);
  const step = stepOf(visit, at.step);
  note(tx, at, 'skipped', step.covers === '' ? {} : { covers: step.covers }, reason);
  return goOn(tx, at);
}

import type { ChannelProfile } from '../domain/channel-profile.ts';
import type { ChecklistTemplate } from '../domain/checklist-template.ts';
import { Refusal } from '../domain/failure.ts';
import { type DayNumber, stayDate } from '../domain/stay-date.ts';
import { type RunStep, type Seen, type StepAct, type StepLine, stepsOfVisit } from '../domain/visit.ts';
import type { WorkEdit } from '../domain/worklist.ts';
import type { Provider } from '../providers/kit/provider.ts';
import { providerOf } from '../providers/registry.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findTask, type ManualStepRow, type ManualTaskRow, stepsOf } from '../store/manual-tasks.ts';
import { todayNumberAt } from '../store/property.ts';
import type { ConnectionRow } from './engine-world.ts';
import { profileOf, templatesFor } from './manual-channel.ts';
import { editsOf } from './worklist.ts';

/** A visit as it stands at one moment. */
export interface VisitNow {
  readonly task: ManualTaskRow;
  readonly connection: ConnectionRow;
  readonly provider: Provider;
  readonly profile: ChannelProfile;
  readonly templates: readonly ChecklistTemplate[];
  /** Proven ones first, then what is still to be done. */
  readonly edits: readonly WorkEdit[];
  readonly lines: readonly StepLine[];
  readonly steps: readonly RunStep[];
}

const lineOf = ({ step, at, by, act, seen, note }: ManualStepRow): StepLine => ({
  ...{ step, at, by, note },
  act: act as StepAct,
  seen: JSON.parse(seen) as Seen,
});

/** One visit, with its steps filled in; refused in words where it is gone. */
export function readVisit(read: ReadHandle, taskId: number, now: number): VisitNow {
  const task = findTask(read, taskId);
  const connection = task && findConnection(read, task.connectionId);
  const provider = connection && providerOf(connection.provider);
  if (!task || !connection || !provider)
    throw new Refusal('not-found', 'This list is no longer there. Look again at what is due.');
  const profile = profileOf(read, connection);
  const templates = templatesFor(read, provider);
  const { proven, pending } = editsOf(task);
  const edits = [...proven, ...pending];
  const lines = stepsOf(read, taskId).map(lineOf);
  const today = stayDate(todayNumberAt(read, now) as DayNumber);
  const steps = stepsOfVisit(templates, edits, profile, lines, today);
  return { task, connection, provider, profile, templates, edits, lines, steps };
}

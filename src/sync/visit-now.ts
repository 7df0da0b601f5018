import {
  type ChannelProfile,
  emptyProfile,
  type HumanChannel,
  parseProfileBody,
} from '../domain/channel-profile.ts';
import { type ChecklistTemplate, parseTemplateText } from '../domain/checklist-template.ts';
import { Refusal } from '../domain/failure.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { type DayNumber, stayDate } from '../domain/stay-date.ts';
import { type RunStep, type Seen, type StepAct, type StepLine, stepsOfVisit } from '../domain/visit.ts';
import type { WorkEdit } from '../domain/worklist.ts';
import type { Provider } from '../providers/kit/provider.ts';
import { providerOf } from '../providers/registry.ts';
import { keptProfile, usedTemplates } from '../store/checklists-kept.ts';
import { externalRoomsOf, findConnection, roomLinksOf } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findTask, type ManualStepRow, type ManualTaskRow, stepsOf } from '../store/manual-tasks.ts';
import { todayNumberAt } from '../store/property.ts';
import type { ConnectionRow } from './engine-world.ts';
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

/** What is known of a channel's extranet: the hotel's answers, and its rooms by their names there. */
export function profileOf(read: ReadHandle, connection: ConnectionRow): ChannelProfile {
  const kept = keptProfile(read, connection.id);
  const parsed = kept ? parseProfileBody(JSON.parse(kept.body)) : undefined;
  const body = parsed?.ok ? parsed.body : emptyProfile(connection.channel as HumanChannel);
  const rooms = new Map(externalRoomsOf(read, connection.id).map((room) => [room.externalId, room]));
  return {
    ...body,
    rooms: roomLinksOf(read, connection.id).flatMap(({ externalId, roomTypeId }) => {
      const room = rooms.get(externalId);
      if (roomTypeId === null || !room) return [];
      const plans = room.plans.map((plan) => plan.name);
      return [{ roomTypeId: roomTypeId as RoomTypeId, externalId, name: room.name, plans }];
    }),
  };
}

/** How tasks are done at a channel: what staff have made of our templates, else ours. */
export function templatesFor(read: ReadHandle, provider: Provider): ChecklistTemplate[] {
  const used = new Map(usedTemplates(read).map((kept) => [kept.templateId, kept.body]));
  return (provider.checklists ?? []).map((ours) => {
    const body = used.get(ours.id);
    const parsed = body === undefined ? undefined : parseTemplateText(body);
    return parsed?.ok ? parsed.template : ours;
  });
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

import type { ChannelProfile, ProfileRoom } from './channel-profile.ts';
import {
  type ChecklistTemplate,
  placeholdersIn,
  STEP_LEVELS,
  type StepCondition,
  type TemplateStep,
} from './checklist-template.ts';
import { type NightSpan, spansOf } from './visit-nights.ts';
import type { WorkEdit } from './worklist.ts';

/** What one step of a run is about; the deeper its level, the more of it is known. */
export interface StepScope {
  readonly edits: readonly WorkEdit[];
  readonly edit: WorkEdit | null;
  readonly room: ProfileRoom | null;
  readonly contractType: string | null;
  readonly span: NightSpan | null;
}
export interface ScopedStep {
  readonly step: TemplateStep;
  readonly scope: StepScope;
}

const levelOf = (step: TemplateStep): number => STEP_LEVELS.indexOf(step.per);

export const roomsOf = ({ rooms }: ChannelProfile, edit: WorkEdit): readonly ProfileRoom[] =>
  rooms.filter(({ roomTypeId }) => roomTypeId === edit.roomTypeId);

const namesContractType = ({ title, text, show }: TemplateStep): boolean =>
  show.includes('contractType') || placeholdersIn(`${title} ${text}`).includes('contractType');

/** The scopes that a scope of one level falls into at the next. A room type without a name there still has its steps. */
function within(
  level: number,
  scope: StepScope,
  profile: ChannelProfile,
  run: readonly TemplateStep[],
): StepScope[] {
  const { edit } = scope;
  if (level === 0)
    return scope.edits.map((one) => ({ ...scope, edit: one, room: roomsOf(profile, one)[0] ?? null }));
  if (!edit) return [];
  if (level === 1) {
    const rooms = roomsOf(profile, edit);
    return rooms.length > 0 ? rooms.map((room) => ({ ...scope, room })) : [scope];
  }
  if (level === 2) {
    // what does not speak of contract types is not done once for each
    const types = run.some(namesContractType) ? (profile.answers.contractTypes.value ?? []) : [];
    return types.length > 0 ? types.map((contractType) => ({ ...scope, contractType })) : [scope];
  }
  return spansOf(edit.nights).map((span) => ({ ...scope, span }));
}

/** Steps of a deeper level that follow each other are done together: find, read and set for one room, then for the next. */
function expand(
  steps: readonly TemplateStep[],
  level: number,
  scope: StepScope,
  profile: ChannelProfile,
): ScopedStep[] {
  const made: ScopedStep[] = [];
  for (let at = 0; at < steps.length;) {
    const step = steps[at] as TemplateStep;
    if (levelOf(step) <= level) {
      made.push({ step, scope });
      at += 1;
      continue;
    }
    const end = steps.findIndex((other, index) => index > at && levelOf(other) <= level);
    const run = steps.slice(at, end < 0 ? undefined : end);
    for (const inner of within(level, scope, profile, run))
      made.push(...expand(run, level + 1, inner, profile));
    at += run.length;
  }
  return made;
}

/** A template's steps for one edit, or for a whole visit where `edit` is null, each with what it is about. */
export function scopedSteps(
  steps: readonly TemplateStep[],
  edits: readonly WorkEdit[],
  edit: WorkEdit | null,
  profile: ChannelProfile,
): ScopedStep[] {
  const room = edit ? (roomsOf(profile, edit)[0] ?? null) : null;
  const scope: StepScope = { edits, edit, room, contractType: null, span: null };
  return expand(steps, edit ? 1 : 0, scope, profile);
}

const directions = (edits: readonly WorkEdit[]): ReadonlySet<string> =>
  new Set(edits.map(({ direction }) => direction));

/** The template that leads a visit: it brings the way there, and the way out. */
export function leadingTemplate(
  templates: readonly ChecklistTemplate[],
  edits: readonly WorkEdit[],
): ChecklistTemplate | undefined {
  const found = directions(edits);
  const task =
    found.has('closes') && found.has('opens')
      ? 'change'
      : found.has('closes')
        ? 'close'
        : found.has('opens')
          ? 'open'
          : 'verify';
  return templates.find((template) => template.task === task);
}

const TASK_OF = { closes: 'close', opens: 'open', verify: 'verify' } as const;
export const templateOf = (
  templates: readonly ChecklistTemplate[],
  { direction }: WorkEdit,
): ChecklistTemplate | undefined => templates.find(({ task }) => task === TASK_OF[direction]);

/** Whether a step comes at all. */
export function holds(
  condition: StepCondition | undefined,
  scope: StepScope,
  profile: ChannelProfile,
): boolean {
  const { answers } = profile;
  const edits = scope.edit ? [scope.edit] : scope.edits;
  switch (condition) {
    case undefined:
      return true;
    case 'hourly-stays':
      // while nobody knows, somebody has to look
      return answers.hourlyStays.value !== false;
    case 'contract-types':
      return (answers.contractTypes.value?.length ?? 0) > 0;
    case 'guaranteed-allotment':
      return answers.guaranteedAllotment.value === true;
    case 'programmes':
      return (answers.programmes.value?.length ?? 0) > 0;
    case 'ical-import':
      return answers.icalImport.value === true;
    case 'auto-replenish-unknown':
      return answers.autoReplenishmentOffSince.value === null;
    case 'several-rooms':
      return scope.edit !== null && roomsOf(profile, scope.edit).length > 1;
    case 'closes':
      return directions(edits).has('closes');
    case 'opens':
      return directions(edits).has('opens');
    case 'last-unit':
      return edits.some(({ nights }) => nights.some(({ isLastUnit }) => isLastUnit));
    case 'target-zero':
      return scope.span?.target === 0;
    case 'target-left':
      return scope.span !== null && scope.span.target > 0;
  }
}

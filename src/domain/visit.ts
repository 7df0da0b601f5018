import type { ChannelProfile, ProfileRoom } from './channel-profile.ts';
import {
  type ChecklistTemplate,
  STEP_PHASES,
  type StepInput,
  type TemplateStep,
} from './checklist-template.ts';
import { type StayDate, stayDate } from './stay-date.ts';
import { fillText, hintsFor, linksOf, type ShownValue, shownValues, type StepLink } from './visit-fill.ts';
import {
  coverOf,
  indexLines,
  type LineIndex,
  recordOf,
  type Seen,
  type StepLine,
  type StepState,
} from './visit-lines.ts';
import type { NightSpan } from './visit-nights.ts';
import {
  holds,
  leadingTemplate,
  type ScopedStep,
  scopedSteps,
  type StepScope,
  templateOf,
} from './visit-scope.ts';
import type { WorkEdit } from './worklist.ts';

export type { Seen, SeenValue, StepAct, StepLine, StepState } from './visit-lines.ts';
export { COVERS, STEP_ACTS } from './visit-lines.ts';
export { type Judgement, judgeStep, type StepEntry } from './visit-judge.ts';
export {
  isTickedInARush,
  maySecond,
  outcomeOf,
  type SecondPerson,
  secondPersonNeed,
  type VisitOutcome,
} from './visit-outcome.ts';
export { sayEveryNight } from './visit-nights.ts';

/** A night of a step's table. */
export interface RunNight {
  readonly night: StayDate;
  /** What it should show before; null where nobody can say. */
  readonly expected: number | null;
  readonly target: number;
  readonly isLastUnit: boolean;
  /** What the person saw; null where they did not look yet. */
  readonly before: number | null;
  readonly after: number | null;
}

/** One step of a visit, with everything filled in. */
export interface RunStep {
  /** The template's step, and behind an @ the edit, the room, the contract type and the first night that it is for. */
  readonly key: string;
  readonly step: TemplateStep;
  readonly templateId: string;
  readonly edit: WorkEdit | null;
  readonly room: ProfileRoom | null;
  readonly contractType: string | null;
  readonly span: NightSpan | null;
  readonly title: string;
  readonly text: string;
  readonly inputs: readonly StepInput[];
  readonly hints: readonly string[];
  readonly show: readonly ShownValue[];
  readonly links: readonly StepLink[];
  readonly nights: readonly RunNight[];
  readonly state: StepState;
  readonly answers: Seen;
  /** Who did it last, and when. */
  readonly line: StepLine | null;
  /** For what it is done; goes into the line under `covers`. */
  readonly covers: string;
}

interface Made extends ScopedStep {
  readonly templateId: string;
}

/** The steps of all phases in their order: those of the visit from the leading template, those of edits from their own. */
function madeSteps(
  templates: readonly ChecklistTemplate[],
  edits: readonly WorkEdit[],
  profile: ChannelProfile,
): Made[] {
  const leading = leadingTemplate(templates, edits);
  return STEP_PHASES.flatMap((phase) => {
    const of = (template: ChecklistTemplate | undefined, isOfVisit: boolean) =>
      (template?.steps ?? []).filter((step) => step.phase === phase && (step.per === 'visit') === isOfVisit);
    const make = (template: ChecklistTemplate | undefined, edit: WorkEdit | null): Made[] =>
      scopedSteps(of(template, edit === null), edits, edit, profile).map((scoped) => ({
        ...scoped,
        templateId: template?.id ?? '',
      }));
    return [...make(leading, null), ...edits.flatMap((edit) => make(templateOf(templates, edit), edit))];
  }).filter(({ step, scope }) => holds(step.onlyIf, scope, profile));
}

function keyOf({ step, scope }: ScopedStep, isOneRoom: boolean): string {
  const { edit, room, contractType, span } = scope;
  if (!edit) return step.id;
  const parts = [
    ...(room && !isOneRoom ? [`#${room.externalId}`] : []),
    ...(contractType !== null ? [`#${contractType}`] : []),
    ...(span ? [`:${stayDate(span.first)}`] : []),
  ];
  return `${step.id}@${edit.key}${parts.join('')}`;
}

type SeenNumbers = ReadonlyMap<number, number>;
/** What was read of an edit's room, before and after: asked for by every step that shows its nights. */
type Reading = { before?: SeenNumbers; after?: SeenNumbers };
type Readings = ReadonlyMap<WorkEdit, ReadonlyMap<ProfileRoom | null, Readonly<Reading>>>;

function readingsOf(all: readonly ScopedStep[], index: LineIndex): Readings {
  const readings = new Map<WorkEdit, Map<ProfileRoom | null, Reading>>();
  for (const scoped of all) {
    const { edit, room } = scoped.scope;
    const when = scoped.step.perNight;
    if (!edit || !when) continue;
    const rooms = readings.get(edit) ?? new Map<ProfileRoom | null, Reading>();
    const known = rooms.get(room) ?? {};
    known[when] ??= recordOf(index, scoped).seen;
    readings.set(edit, rooms.set(room, known));
  }
  return readings;
}

/** The table of a step: the nights that it asks about, or those that it sets. */
function nightsFor({ step, scope }: ScopedStep, readings: Readings): RunNight[] {
  const { edit, span, room } = scope;
  if (!edit || (step.perNight === undefined && step.marks === undefined)) return [];
  const { before, after } = readings.get(edit)?.get(room) ?? {};
  return edit.nights
    .filter(({ night }) => !span || (night >= span.first && night <= span.last))
    .map(({ night, expected, target, isLastUnit }) => ({
      night: stayDate(night),
      expected,
      target,
      isLastUnit,
      before: before?.get(night) ?? null,
      after: after?.get(night) ?? null,
    }));
}

/**
 * The steps of a visit in order, out of the templates, with what was done so far. Pure: the same in, the same out.
 *
 * What was done counts for its nights, whatever edit they belong to now; a new night, or another target, opens a step again.
 * An edit that was set at an earlier visit (`isSet`) is only compared, unless somebody is at it in this one.
 */
export function stepsOfVisit(
  templates: readonly ChecklistTemplate[],
  edits: readonly WorkEdit[],
  profile: ChannelProfile,
  lines: readonly StepLine[],
  today?: StayDate,
): RunStep[] {
  const index = indexLines(lines);
  const all = madeSteps(templates, edits, profile);
  const run = { index, readings: readingsOf(all, index), profile, today };
  return all.flatMap((made) => {
    const step = runStep(made, run);
    const { edit } = made.scope;
    return edit?.isSet && made.step.phase === 'edit' && step.state === 'open' ? [] : [step];
  });
}

/** The steps of one template alone, for what is no entering: the sweep over `edits` to be looked at, the conflict procedure. */
export function stepsOfTemplate(
  template: ChecklistTemplate,
  edits: readonly WorkEdit[],
  profile: ChannelProfile,
  lines: readonly StepLine[],
  today?: StayDate,
): RunStep[] {
  const index = indexLines(lines);
  const all = scopedSteps(template.steps, edits, null, profile)
    .map((scoped) => ({ ...scoped, templateId: template.id }))
    .filter(({ step, scope }) => holds(step.onlyIf, scope, profile));
  const run = { index, readings: readingsOf(all, index), profile, today };
  return all.map((made) => runStep(made, run));
}

interface Run {
  readonly index: LineIndex;
  readonly readings: Readings;
  readonly profile: ChannelProfile;
  readonly today: StayDate | undefined;
}

const isOneRoom = ({ rooms }: ChannelProfile, { edit }: StepScope): boolean =>
  rooms.filter(({ roomTypeId }) => roomTypeId === edit?.roomTypeId).length < 2;

function runStep(made: Made, { index, readings, profile, today }: Run): RunStep {
  const { step, scope, templateId } = made;
  const filling = { profile, scope, today };
  const { state, answers, line } = recordOf(index, made);
  return {
    key: keyOf(made, isOneRoom(profile, scope)),
    step,
    templateId,
    edit: scope.edit,
    room: scope.room,
    contractType: scope.contractType,
    span: scope.span,
    title: fillText(step.title, filling),
    text: fillText(step.text, filling),
    inputs: step.inputs.map((input) => ({
      ...input,
      label: fillText(input.label, filling),
      ...(input.otherwise !== undefined && { otherwise: fillText(input.otherwise, filling) }),
    })),
    hints: hintsFor(step, filling),
    show: shownValues(step, filling),
    links: linksOf(step, filling),
    nights: nightsFor(made, readings),
    state,
    answers,
    line,
    covers: coverOf(made),
  };
}

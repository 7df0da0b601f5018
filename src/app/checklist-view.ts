import type { RunStepView, TaskLine, TaskRun } from '../contract/checklists.ts';
import { type Channel, channelName } from '../domain/channel.ts';
import { sayDate, sayList } from '../domain/say-nights.ts';
import { type DayNumber, dayNumber } from '../domain/stay-date.ts';
import { type RunStep, secondPersonNeed, stepsOfTemplate } from '../domain/visit.ts';
import { checkoutDaysOf, daysBeforeOf, sayDay } from '../domain/visit-nights.ts';
import { dueOf, type WorkEdit } from '../domain/worklist.ts';
import { evidenceOf, type ManualTaskRow, stepsOf } from '../store/manual-tasks.ts';
import { openIncidents } from '../store/incidents.ts';
import { todayNumberAt } from '../store/property.ts';
import { editsOf } from '../sync/worklist.ts';
import { readVisit, type VisitNow } from '../sync/visit-now.ts';
import { HOLD_MS, stopCause } from '../sync/visit-tick.ts';
import { causesOf } from './checklist-causes.ts';
import type { Surroundings } from './handler.ts';
import { propertyTimeSayer } from './say-time.ts';

/** A step with numbers takes so long, any other so long, until a hotel's own visits tell better. */
const SECONDS_WITH_NUMBERS = 25;
const SECONDS_OTHERWISE = 12;

const isOver = ({ state }: Pick<RunStep, 'state'>): boolean => state === 'done' || state === 'skipped';

function minutesFor(steps: readonly RunStep[]): number {
  const seconds = steps
    .filter((step) => !isOver(step))
    .reduce((sum, { nights }) => sum + (nights.length > 0 ? SECONDS_WITH_NUMBERS : SECONDS_OTHERWISE), 0);
  return Math.max(1, Math.round(seconds / 60));
}

/** Who is at a task now; null where nobody is, or where they have been away for long. */
const holderOf = ({ holder, heldAt }: ManualTaskRow, now: number): string | null =>
  holder !== '' && now - (heldAt ?? 0) < HOLD_MS ? holder : null;

function lineOf(here: Surroundings, visit: VisitNow): TaskLine {
  const { read } = here.store;
  const now = here.ports.clock.now();
  const { task, connection, steps } = visit;
  const { pending, proven } = editsOf(task);
  const today = todayNumberAt(read, now) as DayNumber;
  const { dueAt } = task;
  const due = dueOf(pending, { today, now }) ?? {
    ...{ dueAt, warnAt: dueAt, escalateAt: dueAt },
    danger: 'later' as const,
  };
  const holder = holderOf(task, now);
  const kept = JSON.parse(task.causes) as string[];
  return {
    id: task.id,
    connectionId: connection.id,
    channel: connection.channel as Channel,
    channelName: channelName(connection.channel as Channel),
    kind: task.kind as TaskLine['kind'],
    state: task.state as TaskLine['state'],
    words: task.words,
    causes: kept.length > 0 ? kept : causesOf(read, [...pending, ...proven], propertyTimeSayer(read, now)),
    ...due,
    neededAt: task.neededAt,
    minutes: minutesFor(steps),
    done: steps.filter(isOver).length,
    steps: steps.length,
    holder,
    begunAt: task.begunAt,
    endedAt: task.endedAt,
    endedBy: task.endedBy === '' ? null : task.endedBy,
  };
}

export const taskLine = (here: Surroundings, taskId: number): TaskLine =>
  lineOf(here, readVisit(here.store.read, taskId, here.ports.clock.now()));

/** The nights on both sides that nothing else of this visit changes, as questions that are usually answered by going on. */
function neighbourQuestions({ step, edit, nights }: RunStep, edits: readonly WorkEdit[]) {
  const worked = new Set(
    edits
      .filter(({ roomTypeId }) => roomTypeId === edit?.roomTypeId)
      .flatMap((one) => one.nights.map(({ night }) => night as number)),
  );
  const dates = nights.map(({ night }) => night);
  const sides = { 'night-before-unchanged': daysBeforeOf, 'checkout-day-unchanged': checkoutDaysOf } as const;
  return (step.also ?? []).flatMap((key) => {
    const days = sides[key](dates).filter((day) => !worked.has(dayNumber(day)));
    if (days.length === 0) return [];
    const words = `${sayList(days.map((day) => sayDay(day)))} as before?`;
    return [{ key, words, kind: 'yes-no' as const, usual: true, isOptional: false }];
  });
}

function stepView(made: RunStep, edits: readonly WorkEdit[]): RunStepView {
  const { step, room, line, ...run } = made;
  return {
    key: run.key,
    title: run.title,
    text: run.text,
    screen: step.screen,
    room: room?.name ?? '',
    state: run.state,
    copies: run.show.map(({ label, value }) => ({ label, value })),
    hints: [...run.hints],
    nights: run.nights.map(({ night, expected, target, before, after }) => ({
      ...{ night, expected, target, before, after },
      words: sayDay(night),
    })),
    asks: step.perNight ?? 'nothing',
    isOnlyDifferences: step.isOnlyDifferences === true,
    questions: [
      ...run.inputs.map(({ key, label, type, usual, isOptional }) => ({
        ...{ key, words: label, kind: type },
        usual: usual ?? null,
        isOptional: isOptional === true,
      })),
      ...neighbourQuestions(made, edits),
    ],
    links: [...run.links],
    answers: { ...run.answers },
    by: line?.by ?? null,
    at: line?.at ?? null,
    note: line?.note ?? '',
  };
}

/** What stopped a visit, and the channel's own procedure for it; null where it was not stopped. */
function stoppedOf(
  { store: { read } }: Surroundings,
  { task, connection, templates, edits, profile, lines }: VisitNow,
): TaskRun['stopped'] {
  const line = lines.findLast(({ act }) => act === 'differs');
  if (task.state !== 'blocked' || !line) return null;
  const procedure = templates.find((template) => template.task === 'conflict');
  const told = openIncidents(read).find(({ cause }) => cause === stopCause(connection.id));
  return {
    words: told?.text ?? line.note,
    by: line.by,
    at: line.at,
    procedure: procedure
      ? stepsOfTemplate(procedure, edits, profile, []).map(({ title, text, step }) => ({
          ...{ title, text },
          screen: step.screen,
        }))
      : [],
  };
}

/** One task whole, as it is to be done now. */
export function readRun(here: Surroundings, taskId: number): TaskRun {
  const visit = readVisit(here.store.read, taskId, here.ports.clock.now());
  const { task, steps, edits, templates } = visit;
  const used = templates.filter(({ id }) => steps.some(({ templateId }) => templateId === id));
  return {
    ...lineOf(here, visit),
    version: task.version,
    current: steps.find((step) => !isOver(step))?.key ?? null,
    run: steps.map((step) => stepView(step, edits)),
    secondBecause: task.secondBy === '' ? (secondPersonNeed(edits)?.words ?? null) : null,
    stopped: stoppedOf(here, visit),
    template: used
      .map(
        ({ id, version, lastCheckedOn }) =>
          `${id}, version ${String(version)}, last checked on ${sayDate(lastCheckedOn, true)}`,
      )
      .join(' · '),
    pictures: evidenceOf(here.store.read, taskId).map(({ id, at, by, bytes }) => ({
      ...{ id, at, by, bytes },
      step: stepsOf(here.store.read, taskId).find(({ evidenceId }) => evidenceId === id)?.step ?? '',
    })),
  };
}

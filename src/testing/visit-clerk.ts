import { type StayDate, stayDate } from '../domain/stay-date.ts';
import type { RunNight, RunStep, SeenValue, StepEntry } from '../domain/visit.ts';
import type { WorkEdit } from '../domain/worklist.ts';
import type { ClerkAnswer, Instruction } from '../sandbox/extranet/clerk.ts';

type Does = Instruction['does'];
type Told = Pick<RunNight, 'target'> & { readonly night: StayDate };

function doingOf({ step }: RunStep): Does {
  if (step.perNight) return step.perNight;
  if (step.marks === 'set') return 'set';
  if (step.stopIf) return 'bookings';
  return step.link === 'guest-page' ? 'guest' : 'tick';
}

/** The nights that a step is about: its table, else those of its edit, else those of the whole visit. */
function nightsOf({ nights, edit, span }: RunStep, edits: readonly WorkEdit[]): Told[] {
  if (nights.length > 0) return nights.map(({ night, target }) => ({ night, target }));
  const meant = (edit ? [edit] : edits).flatMap((one) => one.nights);
  const told = new Map(meant.map((one) => [one.night, one]));
  return [...told.values()]
    .filter(({ night }) => !span || (night >= span.first && night <= span.last))
    .map(({ night, target }) => ({ night: stayDate(night), target }));
}

/** A run's step as the sandbox's clerk is told it. `knownCodes`: the channel's bookings that the hotel knows. */
export const instructionOf = (
  step: RunStep,
  edits: readonly WorkEdit[],
  knownCodes: readonly string[] = [],
): Instruction => ({
  ...{ key: step.key, does: doingOf(step), roomName: step.room?.name ?? '', knownCodes },
  ...(step.contractType === null ? {} : { contractType: step.contractType }),
  nights: nightsOf(step, edits),
});

/** What the clerk types for an answer; undefined where they skipped the step, were stuck or went away. */
export function entryOf(step: RunStep, answer: ClerkAnswer): StepEntry | undefined {
  if (answer.type === 'skipped' || answer.type === 'stuck' || answer.type === 'left') return undefined;
  const answers: Record<string, SeenValue> = {};
  for (const { key, type, usual } of step.inputs)
    answers[key] = type === 'yes-no' ? (usual ?? true) : type === 'count' ? 0 : 'as usual';
  if (answer.type === 'guest-view')
    for (const { key } of step.inputs) answers[key] = key.includes('gone') !== answer.isOffered;
  const { stopIf } = step.step;
  if (answer.type === 'unknown-bookings' && stopIf) answers[stopIf.input] = stopIf.equals;
  if (answer.type !== 'numbers') return { answers };
  if (!answer.isAroundUnchanged) for (const neighbour of step.step.also ?? []) answers[neighbour] = false;
  return { answers, nights: Object.fromEntries(answer.values.map(({ night, value }) => [night, value])) };
}

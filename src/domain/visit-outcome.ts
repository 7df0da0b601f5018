import type { RunStep, StepLine } from './visit.ts';
import type { WorkEdit } from './worklist.ts';

export type VisitOutcome = 'done' | 'done-unverified' | 'done-with-deviation' | 'open';

/** What stops a visit was cleared up before the step could be done, so it is none. */
const isAnsweredOtherwise = ({ step, inputs, answers }: RunStep): boolean =>
  inputs.some(
    ({ key, usual }) => key !== step.stopIf?.input && usual !== undefined && answers[key] === !usual,
  );

/** A number that is not what it should be, an answer that is not the usual one, or a number that was never entered. */
function deviates(step: RunStep): boolean {
  if (step.state === 'skipped') return step.step.marks === 'set';
  if (step.state !== 'done') return false;
  const { requires, perNight, also } = step.step;
  const isOff =
    requires !== undefined && step.nights.some(({ after, target }) => after !== null && after !== target);
  const isMoved = (also ?? []).some((neighbour) => step.answers[neighbour] === false);
  return isOff || (perNight === 'after' && isMoved) || isAnsweredOtherwise(step);
}

/** True where the step proves what is shown. */
const verifies = ({ step }: RunStep): boolean =>
  step.marks === 'verified' || step.perNight === 'after' || step.link === 'guest-page';

/**
 * How a visit stands. Only where every step was done and every night shows its target is it `done`; where the looking was
 * skipped nobody knows (`done-unverified`); a number that differs, or was never entered, is a deviation.
 */
export function outcomeOf(steps: readonly RunStep[]): VisitOutcome {
  if (steps.length === 0 || steps.some(({ state }) => state === 'open' || state === 'stopped')) return 'open';
  if (steps.some(deviates)) return 'done-with-deviation';
  return steps.some((step) => step.state === 'skipped' && (verifies(step) || step.step.stopIf))
    ? 'done-unverified'
    : 'done';
}

export interface SecondPerson {
  readonly reason: 'last-unit' | 'many-nights';
  readonly words: string;
}

const MANY_NIGHTS = 7;

/** Whether somebody else has to look as well, and why; undefined where one person is enough. */
export function secondPersonNeed(edits: readonly WorkEdit[]): SecondPerson | undefined {
  const closes = edits.filter(({ direction }) => direction === 'closes');
  if (closes.some(({ nights }) => nights.some(({ isLastUnit }) => isLastUnit)))
    return {
      reason: 'last-unit',
      words:
        'The last room of a night is closed here. A second person looks at the numbers before this is done.',
    };
  const most = Math.max(
    0,
    ...edits.filter(({ direction }) => direction !== 'verify').map(({ nights }) => nights.length),
  );
  if (most < MANY_NIGHTS) return undefined;
  return {
    reason: 'many-nights',
    words: `${most} nights were changed at once. A second person looks at the numbers before this is done.`,
  };
}

/** True where this person may be the second one: they have done no step of it themselves. */
export const maySecond = (lines: readonly StepLine[], person: string): boolean =>
  person !== '' && !lines.some(({ by, act }) => by === person && (act === 'ticked' || act === 'corrected'));

/** A step takes at least so long to do, to read and to tick. */
const LEAST_MS_A_STEP = 1_500;
const FEW = 3;

/**
 * True where so many steps were ticked in so few seconds that nobody can have looked. Asked once a visit: a line `asked`
 * ends it. A clock that was set back in between proves nothing and asks nothing.
 */
export function isTickedInARush(lines: readonly StepLine[]): boolean {
  if (lines.some(({ act }) => act === 'asked')) return false;
  const ticks = lines.filter(({ act }) => act === 'ticked');
  const first = ticks[0];
  const last = ticks.at(-1);
  if (!first || !last || ticks.length < FEW) return false;
  if (ticks.some(({ at }, index) => index > 0 && at < (ticks[index - 1]?.at ?? at))) return false;
  return last.at - first.at < (ticks.length - 1) * LEAST_MS_A_STEP;
}

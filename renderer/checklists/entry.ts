import type { RunStepView } from '../../src/contract/checklists.ts';

/** What somebody has typed in this window and not sent yet; it stays where a list is made anew under their hands. */
export interface Typed {
  readonly nights: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string | boolean>>;
}
export const NOTHING_TYPED: Typed = { nights: {}, answers: {} };

/** The template's step, without the edits that it is for: these are named anew when they change. */
const stemOf = ({ key, room }: Pick<RunStepView, 'key' | 'room'>): string => `${key.split('@')[0]}/${room}`;

type Night = RunStepView['nights'][number];

/** Where a night's number is kept: by step, room, night and target, so that it only stays where it still fits. */
export const nightKey = (step: RunStepView, { night, target }: Night): string =>
  `${stemOf(step)}/${night}/${step.asks === 'after' ? target : ''}`;
export const answerKey = (step: RunStepView, question: string): string => `${step.key}/${question}`;

/** What stands in a night's field: what was typed, or for a step that is done what was entered then. */
export function nightText(step: RunStepView, night: Night, typed: Typed): string {
  const now = typed.nights[nightKey(step, night)];
  if (now !== undefined) return now;
  if (step.state === 'open') return '';
  const kept = step.asks === 'before' ? night.before : night.after;
  return kept === null ? '' : String(kept);
}

/** What a question is answered with at this moment; null where it is not. */
export function answerOf(step: RunStepView, key: string, typed: Typed): string | boolean | null {
  const now = typed.answers[answerKey(step, key)];
  if (now !== undefined) return now;
  const kept = step.answers[key];
  if (kept !== undefined) return typeof kept === 'number' ? String(kept) : kept;
  return step.questions.find((question) => question.key === key)?.usual ?? null;
}

/** What goes with a tick. Text stays text: what is no number is said by the core, beside its field. */
export function entryOf(
  step: RunStepView,
  typed: Typed,
): { nights: Record<string, string>; answers: Record<string, string | boolean> } {
  const nights = step.asks === 'nothing' ? [] : step.nights;
  const answers = step.questions.flatMap(({ key }) => {
    const value = answerOf(step, key, typed);
    return value === null || value === '' ? [] : [[key, value] as const];
  });
  return {
    nights: Object.fromEntries(
      nights
        .map((night) => [night.night, nightText(step, night, typed).trim()] as const)
        .filter(([, text]) => text !== ''),
    ),
    answers: Object.fromEntries(answers),
  };
}

/** The number that a night should show at this step; null where nobody can say. */
export const dueNumber = (step: Pick<RunStepView, 'asks'>, night: Night): number | null =>
  step.asks === 'before' ? night.expected : night.target;

/** True where a whole number was typed, and it is another one than it should be. */
export const isOff = (text: string, due: number | null): boolean =>
  due !== null && /^\d{1,4}$/.test(text.trim()) && Number(text) !== due;

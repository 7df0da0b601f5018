import type { Channel } from './channel.ts';
import { checklistTemplateSchema } from './checklist-template-schema.ts';
import {
  type ALSO,
  type Placeholder,
  PLACEHOLDERS,
  placeholdersIn,
  type ShowKey,
  STEP_LEVELS,
  STEP_PHASES,
  type StepCondition,
  type StepLevel,
  type StepPhase,
  type TaskKind,
} from './checklist-template-words.ts';
import type { StayDate } from './stay-date.ts';

export * from './checklist-template-words.ts';

/** Something that the person answers beside the numbers of the nights. */
export interface StepInput {
  readonly key: string;
  readonly type: 'yes-no' | 'count' | 'text';
  readonly label: string;
  /** For `yes-no`: what going on without a word means. Where it is left out, a word is wanted. */
  readonly usual?: boolean;
  /** Said where the answer is not the usual one: what it means and what to do. */
  readonly otherwise?: string;
  readonly isOptional?: boolean;
}

/** One thing to do at the extranet, in its own words. `per` says how often it comes, `phase` when. */
export interface TemplateStep {
  /** Unique in its template; what was ticked is kept under it, so it is not changed once it has been used. */
  readonly id: string;
  readonly phase: StepPhase;
  readonly per: StepLevel;
  readonly title: string;
  readonly text: string;
  /** The extranet's screen, as it is called there. */
  readonly screen: string;
  /** What is shown large, to be copied. */
  readonly show: readonly ShowKey[];
  readonly inputs: readonly StepInput[];
  readonly stopIf?: { readonly input: string; readonly equals: boolean; readonly goto: 'conflict' };
  /** A number for each night: as it was, or as it is now. */
  readonly perNight?: 'before' | 'after';
  /** Only nights that differ are typed; the others show what they should. */
  readonly isOnlyDifferences?: boolean;
  readonly requires?: 'after-equals-target';
  /** Asked with the numbers: the nights on both sides are as they were. */
  readonly also?: readonly (typeof ALSO)[number][];
  readonly link?: 'extranet' | 'guest-page';
  /** Which of the guest pages, where a channel has several. */
  readonly guestPage?: string;
  readonly onlyIf?: StepCondition;
  /** What its tick says: the new number was entered; what is shown was seen. */
  readonly marks?: 'set' | 'verified';
}

/** How a task is done at a channel by hand: data, kept as JSON, shipped by us and changed by staff. */
export interface ChecklistTemplate {
  /** `agoda.close`. */
  readonly id: string;
  readonly version: number;
  readonly channel: Channel;
  readonly task: TaskKind;
  /** When somebody last compared it with the extranet's screens. */
  readonly lastCheckedOn: StayDate;
  readonly steps: readonly TemplateStep[];
}

const MOST_TEXT = 200_000;

const levelOf = (level: StepLevel): number => STEP_LEVELS.indexOf(level);
const list = (...found: readonly (string | false)[]): string[] =>
  found.filter((one): one is string => typeof one === 'string');

function wordProblems(step: TemplateStep): string[] {
  const texts = [
    step.title,
    step.text,
    ...step.inputs.flatMap((input) => [input.label, input.otherwise ?? '']),
  ];
  const used = [...new Set([...texts.flatMap(placeholdersIn), ...step.show])];
  const isKnown = (name: string): name is Placeholder => Object.hasOwn(PLACEHOLDERS, name);
  return used.flatMap((name) =>
    list(
      !isKnown(name) && `{${name}} is not something that Bellhop can fill in`,
      isKnown(name) &&
        levelOf(step.per) < levelOf(PLACEHOLDERS[name]) &&
        `{${name}} is known only in steps for each ${PLACEHOLDERS[name]}`,
    ),
  );
}

function stepProblems(step: TemplateStep): string[] {
  const keys = step.inputs.map(({ key }) => key);
  const asked = step.inputs.find(({ key }) => key === step.stopIf?.input);
  return [
    ...wordProblems(step),
    ...list(
      new Set(keys).size !== keys.length && 'two of its questions have one name',
      step.stopIf !== undefined && asked?.type !== 'yes-no' && 'stops at a question that it does not ask',
      step.per === 'visit' && step.perNight !== undefined && 'asks for nights and belongs to no room',
      step.requires !== undefined && step.perNight !== 'after' && 'compares numbers that it does not ask for',
      step.isOnlyDifferences === true && step.perNight !== 'after' && 'asks for differences of nothing',
      step.also !== undefined && step.perNight !== 'after' && 'looks at neighbours without looking at nights',
      step.guestPage !== undefined && step.link !== 'guest-page' && 'names a guest page and opens none',
      step.marks === 'set' && step.per !== 'span' && 'sets a number and is not for each run of nights',
      ['begin', 'end'].includes(step.phase) &&
        step.per !== 'visit' &&
        'stands outside the rooms and is for one',
    ),
    ...step.inputs.flatMap((input) =>
      list(
        input.usual !== undefined &&
          input.type !== 'yes-no' &&
          `${input.key} has a usual answer and is no question`,
      ),
    ),
  ];
}

/** Nothing may be set that is not looked at afterwards, for the same rooms. */
function orderProblems({ task, steps }: ChecklistTemplate): string[] {
  const ids = steps.map(({ id }) => id);
  const phases = steps.map(({ phase }) => STEP_PHASES.indexOf(phase));
  const lastSet = steps.findLastIndex(({ marks }) => marks === 'set');
  const compares = (step: TemplateStep): boolean =>
    step.perNight === 'after' &&
    step.requires !== undefined &&
    levelOf(step.per) <= levelOf('room') &&
    !step.onlyIf;
  const enters = task === 'close' || task === 'open';
  return list(
    new Set(ids).size !== ids.length && 'Two steps have one name.',
    phases.some((phase, at) => at > 0 && phase < (phases[at - 1] ?? 0)) &&
      `The steps do not stand in the order ${STEP_PHASES.join(', ')}.`,
    enters && lastSet < 0 && 'No step enters the new number.',
    lastSet >= 0 &&
      !steps.slice(lastSet + 1).some(compares) &&
      'After the new number is entered no step compares every night with it.',
    enters &&
      !steps.some(({ perNight }) => perNight === 'before') &&
      'No step reads what is shown before it is changed.',
  );
}

export type ParsedTemplate =
  | { readonly ok: true; readonly template: ChecklistTemplate }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Where a problem is, for a person: "Step 3, text". */
function placeOf(path: readonly PropertyKey[], json: unknown): string {
  const [first, at, ...rest] = path;
  if (first !== 'steps' || typeof at !== 'number')
    return path.length > 0 ? path.map(String).join(', ') : 'The template';
  const id: unknown = (json as { readonly steps?: readonly { readonly id?: unknown }[] }).steps?.[at]?.id;
  const name = typeof id === 'string' && id.length < 41 ? ` (${id})` : '';
  return [`Step ${at + 1}${name}`, ...rest.map(String)].join(', ');
}

/** A template out of what was read or typed, or everything that is wrong with it in words; then the last good one stays. */
export function parseTemplate(json: unknown): ParsedTemplate {
  const parsed = checklistTemplateSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${placeOf(path, json)}: ${message}.`);
    return { ok: false, problems: problems.slice(0, 20) };
  }
  const template = parsed.data as unknown as ChecklistTemplate;
  const problems = [
    ...list(
      template.id.split('.')[1] !== template.task && `The name ${template.id} does not end with its task.`,
    ),
    ...list(
      !/^[a-z][a-z-]*\.[a-z]+$/u.test(template.id) && `The name ${template.id} is not like agoda.close.`,
    ),
    ...orderProblems(template),
    ...template.steps.flatMap((step, at) =>
      stepProblems(step).map((problem) => `Step ${at + 1} (${step.id}): ${problem}.`),
    ),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, template };
}

/** The same out of a file's or a field's text. */
export function parseTemplateText(text: string): ParsedTemplate {
  if (text.length > MOST_TEXT) return { ok: false, problems: ['The template is far too long.'] };
  try {
    return parseTemplate(JSON.parse(text));
  } catch {
    return { ok: false, problems: ['This is not JSON: a bracket, a comma or a quotation mark is missing.'] };
  }
}

/** The template as text for a file or a field; read again it is the same. */
export const renderTemplate = (template: ChecklistTemplate): string =>
  `${JSON.stringify(template, null, 2)}\n`;

import type { ChecklistTemplate, TemplateStep } from './checklist-template.ts';

/** One thing in which a hotel's template differs from ours. */
export interface TemplateDifference {
  /** The step's id; null where it is about the template as a whole. */
  readonly step: string | null;
  readonly kind: 'added' | 'left-out' | 'moved' | 'changed';
  /** For `changed`. */
  readonly field?: string;
  readonly ours?: string;
  readonly theirs?: string;
  /** "Step “Find the room”: the text is another one." */
  readonly words: string;
}

const FIELD_WORDS: Readonly<Partial<Record<keyof TemplateStep, string>>> = {
  title: 'the title',
  text: 'the text',
  screen: 'the name of the screen',
  show: 'what is shown to be copied',
  inputs: 'what is asked',
  per: 'how often it comes',
  onlyIf: 'when it comes',
  phase: 'its part of the visit',
  stopIf: 'what stops it',
  link: 'the page that it opens',
  guestPage: 'the page that it opens',
};

const said = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

function changesOf(ours: TemplateStep, theirs: TemplateStep): TemplateDifference[] {
  const fields = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])] as (keyof TemplateStep)[];
  return fields.flatMap((field) => {
    const [before, now] = [said(ours[field]), said(theirs[field])];
    if (before === now) return [];
    const words = `Step “${theirs.title}”: ${FIELD_WORDS[field] ?? 'what it asks of the nights'} differs from ours.`;
    return [{ step: ours.id, kind: 'changed' as const, field, ours: before, theirs: now, words }];
  });
}

/** Ids that stand in another order among those that both have, all of them, not the fewest. */
function movedIds(ours: readonly string[], theirs: readonly string[]): string[] {
  const common = ours.filter((id) => theirs.includes(id));
  const order = theirs.filter((id) => common.includes(id));
  return order.filter((id, at) => common[at] !== id);
}

/** In what a hotel's own template differs from the one that came with the program. Empty where nothing does. */
export function compareTemplates(ours: ChecklistTemplate, theirs: ChecklistTemplate): TemplateDifference[] {
  const [ourIds, theirIds] = [ours.steps.map(({ id }) => id), theirs.steps.map(({ id }) => id)];
  const moved = new Set(movedIds(ourIds, theirIds));
  const kept = theirs.steps.flatMap((step): TemplateDifference[] => {
    const own = ours.steps.find(({ id }) => id === step.id);
    if (!own) return [{ step: step.id, kind: 'added', words: `Step “${step.title}” is yours alone.` }];
    const place: TemplateDifference[] = moved.has(step.id)
      ? [{ step: step.id, kind: 'moved', words: `Step “${step.title}” stands elsewhere than in ours.` }]
      : [];
    return [...place, ...changesOf(own, step)];
  });
  const gone = ours.steps
    .filter(({ id }) => !theirIds.includes(id))
    .map(({ id, title }): TemplateDifference => ({
      step: id,
      kind: 'left-out',
      words: `Step “${title}” of ours is left out.`,
    }));
  return [...kept, ...gone];
}

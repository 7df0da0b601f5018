import { expect, it } from 'vitest';
import type { ChecklistTemplate } from './checklist-template.ts';
import { compareTemplates } from './checklist-template-compare.ts';
import { agoda } from '../providers/agoda/provider.ts';

const ours = agoda.checklists?.find(({ task }) => task === 'close') as ChecklistTemplate;
const differing = (steps: ChecklistTemplate['steps']) =>
  compareTemplates(ours, { ...ours, version: 7, steps }).map(({ step, kind, field }) => [
    step,
    kind,
    ...(field ? [field] : []),
  ]);

it('finds nothing between a template and itself, whatever its version', () => {
  expect(differing(ours.steps)).toEqual([]);
});
it('names what was changed, added, left out and moved', () => {
  expect(
    differing(ours.steps.map((step) => (step.id === 'find' ? { ...step, text: 'Ask Nela.' } : step))),
  ).toEqual([['find', 'changed', 'text']]);
  const [first, second, ...rest] = ours.steps;
  if (!first || !second) throw new Error('no steps');
  expect(differing([first, ...rest])).toEqual([[second.id, 'left-out']]);
  expect(differing([second, first, ...rest])).toEqual([
    [second.id, 'moved'],
    [first.id, 'moved'],
  ]);
  expect(differing([...ours.steps, { ...first, id: 'own' }])).toEqual([['own', 'added']]);
});
it('says it in words, with both texts', () => {
  const [found] = compareTemplates(ours, {
    ...ours,
    steps: ours.steps.map((step) => (step.id === 'set' ? { ...step, title: 'Type it' } : step)),
  });
  expect(found).toMatchObject({ theirs: 'Type it', words: 'Step “Type it”: the title differs from ours.' });
  expect(found?.ours).toContain('{target}');
});

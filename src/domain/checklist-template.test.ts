import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChecklistTemplate,
  parseTemplate,
  parseTemplateText,
  PLACEHOLDERS,
  renderTemplate,
  SHOW_KEYS,
  STEP_CONDITIONS,
  STEP_LEVELS,
  STEP_PHASES,
  type StepLevel,
  type TemplateStep,
} from './checklist-template.ts';

const step = (over: Partial<TemplateStep> = {}): TemplateStep => ({
  id: 'find',
  phase: 'edit',
  per: 'room',
  title: 'Find the room',
  text: 'Choose {roomName}.',
  screen: 'Calendar',
  show: ['roomName'],
  inputs: [],
  ...over,
});
const BEFORE = step({ id: 'before', perNight: 'before' });
const SET = step({ id: 'set', per: 'span', text: 'Type {target} up to {endDate}.', marks: 'set' });
const AFTER = step({ id: 'after', phase: 'compare', perNight: 'after', requires: 'after-equals-target' });
const template = (steps: readonly TemplateStep[], over: object = {}): unknown => ({
  id: 'agoda.close',
  version: 1,
  channel: 'agoda',
  task: 'close',
  lastCheckedOn: '2026-11-20',
  steps,
  ...over,
});
const problemsOf = (json: unknown): string => {
  const parsed = parseTemplate(json);
  return parsed.ok ? '' : parsed.problems.join(' ');
};

const fits = (level: StepLevel, name: keyof typeof PLACEHOLDERS): boolean =>
  STEP_LEVELS.indexOf(level) >= STEP_LEVELS.indexOf(PLACEHOLDERS[name]);
const wordsFor = (level: StepLevel) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom('Press', '„Save“', "clerk's", 'a "b"', 'c\\d', 'é, è;', '7', 'x.'),
        fc
          .constantFrom(...(Object.keys(PLACEHOLDERS) as (keyof typeof PLACEHOLDERS)[]))
          .filter((name) => fits(level, name))
          .map((name) => `{${name}}`),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => `x${parts.join(' ').trim()}`.trim());
const stepsFor = (level: StepLevel, phase: TemplateStep['phase']) =>
  fc
    .record(
      {
        title: wordsFor(level).filter((text) => text.length <= 120),
        text: wordsFor(level),
        show: fc.uniqueArray(fc.constantFrom(...SHOW_KEYS.filter((name) => fits(level, name)))),
        inputs: fc.uniqueArray(
          fc.record(
            {
              key: fc.constantFrom('seen', 'note-2', 'z9', 'unknown-booking'),
              type: fc.constant('yes-no' as const),
              label: wordsFor(level),
              usual: fc.boolean(),
              otherwise: wordsFor(level),
            },
            { requiredKeys: ['key', 'type', 'label'] },
          ),
          { selector: ({ key }) => key, maxLength: 3 },
        ),
        onlyIf: fc.constantFrom(...STEP_CONDITIONS),
        link: fc.constant('guest-page' as const),
      },
      { requiredKeys: ['title', 'text', 'show', 'inputs'] },
    )
    .map((made): TemplateStep => step({ ...made, per: level, phase } as Partial<TemplateStep>));
const anyTemplate = fc
  .array(
    fc
      .constantFrom(...STEP_PHASES)
      .chain((phase) =>
        phase === 'begin' || phase === 'end'
          ? stepsFor('visit', phase)
          : fc.constantFrom(...STEP_LEVELS).chain((level) => stepsFor(level, phase)),
      ),
    { maxLength: 8 },
  )
  .map((made) => {
    const steps = [...made.map((one, at) => ({ ...one, id: `step-${at}` })), BEFORE, SET, AFTER];
    const placeOf = ({ phase }: TemplateStep): number => STEP_PHASES.indexOf(phase);
    return template([...steps].sort((a, b) => placeOf(a) - placeOf(b))) as ChecklistTemplate;
  });

describe('a template', () => {
  it('is the same when it was written and read again', () => {
    fc.assert(
      fc.property(anyTemplate, (made) => {
        expect(parseTemplate(made)).toEqual({ ok: true, template: made });
        expect(parseTemplateText(renderTemplate(made))).toEqual({ ok: true, template: made });
      }),
      { numRuns: 150 },
    );
  });

  it('is refused in words, and never with a stumble, whatever is handed in', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything(), fc.string()), (json) => {
        const parsed = parseTemplate(json);
        expect(parsed.ok).toBe(false);
        if (!parsed.ok) expect(parsed.problems.every((problem) => /\S.*\.$/su.test(problem))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  const good = [BEFORE, SET, AFTER];
  it.each<readonly [string, unknown, string]>([
    ['a field nobody knows', template(good, { script: 'x' }), 'Unrecognized key'],
    ['a prototype', JSON.parse(`{"__proto__":{"ok":true},"id":"agoda.close"}`), 'version'],
    ['another task', template(good, { id: 'agoda.open' }), 'does not end with its task'],
    ['a day that is none', template(good, { lastCheckedOn: '2026-02-30' }), 'is no date'],
    ['no step', template([]), 'has no step'],
    ['far too many steps', template(Array.from({ length: 41 }, () => BEFORE)), 'more than 40'],
    ['nothing to enter', template([BEFORE, AFTER]), 'No step enters'],
    ['nothing that compares', template([BEFORE, SET]), 'no step compares'],
    ['comparing only sometimes', template([BEFORE, SET, { ...AFTER, onlyIf: 'opens' }]), 'no step compares'],
    ['comparing first', template([BEFORE, { ...AFTER, phase: 'edit' }, SET]), 'no step compares'],
    ['nothing read before', template([SET, AFTER]), 'No step reads'],
    ['a wrong order', template([AFTER, BEFORE, SET]), 'in the order'],
    ['two of one name', template([BEFORE, BEFORE, SET, AFTER]), 'Two steps'],
    [
      'a placeholder of its own',
      template([{ ...BEFORE, text: 'Say {guestName}.' }, SET, AFTER]),
      '{guestName}',
    ],
    [
      'a placeholder from Object',
      template([{ ...BEFORE, text: '{constructor}' }, SET, AFTER]),
      '{constructor}',
    ],
    [
      'a target for many nights',
      template([{ ...BEFORE, text: 'Type {target}.' }, SET, AFTER]),
      'for each span',
    ],
    ['an address', template([{ ...BEFORE, text: 'Open http://evil.example.' }, SET, AFTER]), 'address'],
    ['hidden characters', template([{ ...BEFORE, text: 'abc\u202Edef' }, SET, AFTER]), 'can not be seen'],
    [
      'an unasked question',
      template([{ ...BEFORE, stopIf: { input: 'x', equals: true, goto: 'conflict' } }, SET, AFTER]),
      'does not ask',
    ],
    [
      'setting without nights',
      template([BEFORE, { ...SET, per: 'room', text: 'x' }, AFTER]),
      'each run of nights',
    ],
    ['a step in a wrong place', template([{ ...BEFORE, phase: 'begin' }, SET, AFTER]), 'outside the rooms'],
  ])('is refused with %s', (_name, json, complaint) => {
    expect(problemsOf(json)).toContain(complaint);
  });

  it('names the step that is wrong', () => {
    expect(problemsOf(template([BEFORE, { ...SET, text: '' }, AFTER]))).toBe('Step 2 (set), text: is empty.');
  });

  it('is refused as text that is no JSON, or too long', () => {
    expect(parseTemplateText('{')).toMatchObject({ ok: false });
    expect(parseTemplateText(`"${'x'.repeat(300_000)}"`)).toMatchObject({ ok: false });
  });
});

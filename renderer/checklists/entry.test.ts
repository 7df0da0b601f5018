import { describe, expect, it } from 'vitest';
import type { RunStepView } from '../../src/contract/checklists.ts';
import type { StayDate } from '../../src/domain/stay-date.ts';
import {
  answerKey,
  answerOf,
  entryOf,
  isOff,
  nightKey,
  nightText,
  NOTHING_TYPED,
  type Typed,
} from './entry.ts';

const night = (date: string, target = 0) => ({
  ...{ night: date as StayDate, words: date, expected: 2, target, before: null, after: null },
});
const step = (patch: Partial<RunStepView> = {}): RunStepView => ({
  ...{ key: 'after@1/closes/1=0', title: '', text: '', screen: '', room: 'Twin', state: 'open' },
  ...{ copies: [], hints: [], nights: [night('2027-03-10'), night('2027-03-11')], asks: 'after' },
  ...{ isOnlyDifferences: false, questions: [], links: [], answers: {}, by: null, at: null, note: '' },
  ...patch,
});
const typedAt = (of: RunStepView, ...texts: string[]): Typed => ({
  nights: Object.fromEntries(of.nights.map((one, at) => [nightKey(of, one), texts[at] ?? ''])),
  answers: {},
});

describe('what was typed', () => {
  it('goes with the tick as it was typed; a field left empty is left out', () => {
    expect(entryOf(step(), typedAt(step(), ' 0 ', ''))).toEqual({
      nights: { '2027-03-10': '0' },
      answers: {},
    });
  });
  it('stays where the list is made anew and it still fits, and goes where the target is another', () => {
    const typed = typedAt(step(), '0', '0');
    const anew = step({ key: 'after@1/closes/2=0,1', nights: [night('2027-03-10'), night('2027-03-11', 1)] });
    expect(anew.nights.map((one) => nightText(anew, one, typed))).toEqual(['0', '']);
  });
  it('is what was entered then, at a step that is done', () => {
    const done = step({ state: 'done', nights: [{ ...night('2027-03-10'), after: 3 }] });
    expect(done.nights.map((one) => nightText(done, one, NOTHING_TYPED))).toEqual(['3']);
  });
});

describe('a question', () => {
  const asked = step({
    questions: [{ key: 'gone', words: 'Gone?', kind: 'yes-no', usual: true, isOptional: false }],
  });
  it('is answered as usual until somebody says otherwise', () => {
    expect(answerOf(asked, 'gone', NOTHING_TYPED)).toBe(true);
    const typed = { nights: {}, answers: { [answerKey(asked, 'gone')]: false } };
    expect(entryOf(asked, typed).answers).toEqual({ gone: false });
  });
});

it('marks a number that is not the one it should be, and nothing that is no number', () => {
  expect([isOff('1', 0), isOff('0', 0), isOff('', 0), isOff('x', 0), isOff('1', null)]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

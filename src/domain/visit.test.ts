import { describe, expect, it } from 'vitest';
import { type ChannelProfile, type Checked, emptyProfile, type ProfileAnswers } from './channel-profile.ts';
import { type ChecklistTemplate, parseTemplate, TASK_KINDS } from './checklist-template.ts';
import { agoda } from '../providers/agoda/provider.ts';
import { gommt } from '../providers/gommt/provider.ts';
import type { RoomTypeId } from './property.ts';
import { addNights, dayNumber, type StayDate } from './stay-date.ts';
import {
  isTickedInARush,
  judgeStep,
  maySecond,
  outcomeOf,
  type RunStep,
  sayEveryNight,
  secondPersonNeed,
  type StepEntry,
  type StepLine,
  stepsOfTemplate,
  stepsOfVisit,
} from './visit.ts';
import type { WorkEdit } from './worklist.ts';

const JULY_10 = '2027-07-10' as StayDate;
const night = (at: number): StayDate => addNights(JULY_10, at);
const CLOSED = [0, 1, 2].map((at) => ({ at, expected: 1, target: 0 }));

function edit(
  direction: WorkEdit['direction'],
  nights: readonly { readonly at: number; readonly expected: number | null; readonly target: number }[],
  over: Partial<WorkEdit> = {},
): WorkEdit {
  const key = `1/${direction}/${nights.map(({ at, target }) => `${at}=${target}`).join(',')}`;
  const listed = nights.map(({ at, expected, target }) => ({
    night: dayNumber(night(at)),
    expected,
    target,
    isLastUnit: target === 0,
    told: null,
    isRisky: true,
    since: 0,
  }));
  return {
    key,
    direction,
    roomTypeId: 1 as RoomTypeId,
    isSet: false,
    nights: listed,
    since: 0,
    urgency: 0,
    ...over,
  };
}

const known = <T>(value: T): Checked<T> => ({ value, checkedAt: 0, checkedBy: 'Nela' });
const ROOM = {
  roomTypeId: 1 as RoomTypeId,
  externalId: '881',
  name: 'Standard Double Room',
  plans: ['Room only'],
};
function profileOf(
  answers: Partial<ProfileAnswers> = {},
  channel: ChannelProfile['channel'] = 'agoda',
): ChannelProfile {
  const body = emptyProfile(channel);
  const property = known({ name: 'Hotel Rua Sete', id: '4410' });
  const guestPages = known({ agoda: 'https://www.agoda.com/h.html?checkIn={checkin}&los={nights}' });
  return { ...body, answers: { ...body.answers, property, guestPages, ...answers }, rooms: [ROOM] };
}

const CLOSE = [edit('closes', CLOSED)];
const templates = agoda.checklists ?? [];
const walk = (
  edits: readonly WorkEdit[] = CLOSE,
  lines: readonly StepLine[] = [],
  profile = profileOf(),
): RunStep[] => stepsOfVisit(templates, edits, profile, lines);
const the = (steps: readonly RunStep[], id: string): RunStep => {
  const found = steps.find(({ step }) => step.id === id);
  if (!found) throw new Error(`no step ${id} in ${steps.map(({ key }) => key).join(' ')}`);
  return found;
};

/** What a person types who sees what they should. */
const rightEntry = (step: RunStep): StepEntry => ({
  nights: Object.fromEntries(
    step.nights.map((one) => [
      one.night,
      step.step.perNight === 'before' ? (one.expected ?? one.target) : one.target,
    ]),
  ),
  answers: Object.fromEntries(
    step.inputs
      .filter(({ usual, isOptional }) => usual === undefined && !isOptional)
      .map(({ key, type }) => [key, type === 'yes-no' ? true : type === 'count' ? 0 : 'seen']),
  ),
});
function line(
  step: RunStep,
  at: number,
  act: StepLine['act'] = 'ticked',
  entry = rightEntry(step),
): StepLine {
  const judged = judgeStep(step, entry);
  if (judged.type === 'refused') throw new Error(JSON.stringify(judged.problems));
  return { step: step.key, at, by: 'Nela', act, seen: judged.seen, note: '' };
}
/** Does steps in order until none is open, or this one is reached. */
function workThrough(edits: readonly WorkEdit[], until?: string, profile = profileOf()): StepLine[] {
  const lines: StepLine[] = [];
  for (let at = 0; at < 200; at += 1) {
    const open = walk(edits, lines, profile).find(({ state }) => state === 'open');
    if (!open || open.step.id === until) break;
    lines.push(line(open, at * 10_000));
  }
  return lines;
}

/** Keys that are pressed beyond the values typed: Enter leaves a field, and Enter goes on; a question without a usual answer is one key. */
function keyPresses(step: RunStep): number {
  const fields = step.step.perNight ? step.nights.length : 0;
  const asked = step.inputs.filter(({ usual, isOptional }) => usual === undefined && !isOptional);
  const typed = asked.filter(({ type }) => type !== 'yes-no').length;
  return Math.max(1, fields + typed) + asked.filter(({ type }) => type === 'yes-no').length;
}

describe('the steps of a visit', () => {
  it('close three nights of one room at Agoda with at most 14 keys beside what is typed', () => {
    const steps = walk();
    expect(steps.map(({ step }) => step.id)).toEqual([
      'open-extranet',
      'bookings',
      'find',
      'before',
      'set',
      'after',
      'guest-closed',
      'done',
    ]);
    expect(steps.map(keyPresses)).toEqual([1, 1, 1, 3, 1, 3, 1, 1]);
    expect(steps.reduce((sum, step) => sum + keyPresses(step), 0)).toBeLessThanOrEqual(14);
  });

  it('name each night, what stays open, and the number that is to stand there', () => {
    const set = the(walk(), 'set');
    expect(set.title).toBe('Set rooms left to 0 for 3 nights');
    expect(set.text).toContain('from Sat 10 Jul to Mon 12 Jul, type 0');
    expect(set.text).toContain('10, 11 and 12 Jul; 13 Jul stays open.');
    expect(set.show).toContainEqual({ key: 'roomName', label: 'Room there', value: 'Standard Double Room' });
    expect(the(walk(), 'guest-closed').links.map(({ href }) => href)).toEqual([
      'https://www.agoda.com/h.html?checkIn=2027-07-10&los=3',
      'https://www.agoda.com/h.html?checkIn=2027-07-10&los=1',
    ]);
  });

  it('do not call a day open that has a number of its own', () => {
    const mixed = [edit('closes', [...CLOSED, { at: 3, expected: 2, target: 1 }])];
    const sets = walk(mixed).filter(({ step }) => step.marks === 'set');
    expect(sets.map(({ text }) => /12 Jul; (.*)\.$/u.exec(text)?.[1] ?? text.slice(-30))).toEqual([
      '13 Jul comes with a number of its own',
      expect.stringContaining('13 Jul; 14 Jul stays open.'),
    ]);
    expect(sets.map(({ nights }) => nights.length)).toEqual([3, 1]);
  });

  it('never say that a day stays open where nights are opened: it may be closed for good reason', () => {
    const set = the(walk([edit('opens', [{ at: 0, expected: 0, target: 2 }])]), 'set');
    expect(set.text).toContain('10 Jul; 11 Jul stays as it is.');
  });

  it('tell each room by which a room type is sold, and each contract type, without leaving one out', () => {
    const rooms = [ROOM, { ...ROOM, externalId: '882', name: 'Twin-use Double Room' }];
    const profile = {
      ...profileOf({ contractTypes: known(['Retail', 'B2B']), hourlyStays: known(false) }, 'gommt'),
      rooms,
    };
    const steps = stepsOfVisit(gommt.checklists ?? [], CLOSE, profile, []);
    const said = steps
      .filter(({ step }) => step.marks === 'set')
      .map(({ room, contractType }) => `${room?.externalId ?? ''} ${contractType ?? ''}`);
    expect(said).toEqual(['881 Retail', '881 B2B', '882 Retail', '882 B2B']);
    expect(steps.filter(({ step }) => step.perNight === 'after')).toHaveLength(2);
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
  });

  it('give the end date that the bulk form wants, and say where nobody has tried it', () => {
    const endOf = (bulkEndIncluded: ProfileAnswers['bulkEndIncluded']) => {
      const set = the(
        stepsOfVisit(gommt.checklists ?? [], CLOSE, profileOf({ bulkEndIncluded }, 'gommt'), []),
        'set',
      );
      return [set.show.find(({ key }) => key === 'endDate')?.value, set.hints.length];
    };
    expect(endOf(known(true))).toEqual(['Mon 12 Jul', 0]);
    expect(endOf(known(false))).toEqual(['Tue 13 Jul', 0]);
    expect(endOf({ value: null, checkedAt: null, checkedBy: '' })).toEqual(['Mon 12 Jul', 1]);
  });

  it('close first and open then where a stay has moved, and look at both', () => {
    const steps = walk([edit('closes', CLOSED), edit('opens', [{ at: 9, expected: 0, target: 1 }])]);
    expect(the(steps, 'order').text).toContain('10, 11, 12 and 19 Jul');
    expect(steps.filter(({ step }) => step.marks === 'set').map(({ edit: of }) => of?.direction)).toEqual([
      'closes',
      'opens',
    ]);
    expect(steps.filter(({ step }) => step.id === 'open-extranet')).toHaveLength(1);
    expect(steps.filter(({ step }) => step.requires)).toHaveLength(2);
  });

  it('say the year of another year', () => {
    const steps = stepsOfVisit(templates, CLOSE, profileOf(), [], '2026-11-20' as StayDate);
    expect(the(steps, 'set').text).toContain('10, 11 and 12 Jul 2027; 13 Jul 2027 stays open');
  });
});

describe('what was done', () => {
  it('is gone through step by step to the end', () => {
    const steps = walk(CLOSE, workThrough(CLOSE));
    expect(steps.map(({ state }) => state)).toEqual(steps.map(() => 'done'));
    expect(outcomeOf(steps)).toBe('done');
    expect(the(steps, 'set').nights.map(({ before, after, target }) => [before, after, target])).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('counts for its nights when the list is made anew, and for no others', () => {
    const lines = workThrough(CLOSE, 'after');
    const more = [edit('closes', [...CLOSED, { at: 3, expected: 1, target: 0 }])];
    expect(the(walk(more, lines), 'set').state).toBe('open');
    expect(the(walk(more, lines), 'before').state).toBe('open');
    expect(the(walk(more, lines), 'before').nights.map(({ before }) => before)).toEqual([1, 1, 1, null]);
    expect(the(walk(more, lines), 'bookings').state).toBe('open');
    expect(the(walk(more, lines), 'open-extranet').state).toBe('done');
    const fewer = [edit('closes', CLOSED.slice(0, 2))];
    expect(the(walk(fewer, lines), 'set').state).toBe('done');
  });

  it('does not count for another target', () => {
    const lines = workThrough(CLOSE, 'after');
    const other = [
      edit(
        'closes',
        CLOSED.map((one) => ({ ...one, target: 1 })),
      ),
    ];
    expect(the(walk(other, lines), 'set').state).toBe('open');
    expect(the(walk(other, lines), 'before').state).toBe('done');
  });

  it('is only compared where it was set at another visit', () => {
    const isSet = [edit('closes', CLOSED, { isSet: true })];
    expect(walk(isSet).map(({ step }) => step.id)).toEqual([
      'open-extranet',
      'bookings',
      'after',
      'guest-closed',
      'done',
    ]);
    const lines = workThrough(CLOSE, 'after');
    expect(walk(isSet, lines).map(({ step }) => step.id)).toEqual(walk().map(({ step }) => step.id));
  });

  it('keeps what was typed so far, and what was put right later', () => {
    const before = the(walk(), 'before');
    const noted: StepLine = {
      step: before.key,
      at: 1,
      by: 'Nela',
      act: 'noted',
      seen: { [night(0)]: 1, covers: before.covers },
      note: '',
    };
    expect(the(walk(CLOSE, [noted]), 'before')).toMatchObject({
      state: 'open',
      nights: [{ before: 1 }, { before: null }, { before: null }],
    });
    const stopped = line(before, 2, 'differs');
    expect(the(walk(CLOSE, [noted, stopped]), 'before').state).toBe('stopped');
    expect(the(walk(CLOSE, [noted, stopped, line(before, 3, 'corrected')]), 'before').state).toBe('done');
  });

  it('is open, unverified or a deviation in words that can be counted', () => {
    const lines = workThrough(CLOSE);
    const steps = walk();
    expect(outcomeOf([])).toBe('open');
    expect(outcomeOf(walk(CLOSE, lines.slice(0, -1)))).toBe('open');
    const skipping = (id: string) => outcomeOf(walk(CLOSE, [...lines, line(the(steps, id), 1e9, 'skipped')]));
    expect(skipping('guest-closed')).toBe('done-unverified');
    expect(skipping('after')).toBe('done-unverified');
    expect(skipping('bookings')).toBe('done-unverified');
    expect(skipping('find')).toBe('done');
    expect(skipping('set')).toBe('done-with-deviation');
    const after = the(steps, 'after');
    const differing = line(after, 1e9, 'corrected', {
      nights: { [night(0)]: 0, [night(1)]: 1, [night(2)]: 0 },
    });
    expect(outcomeOf(walk(CLOSE, [...lines, differing]))).toBe('done-with-deviation');
    const moved = line(after, 1e9, 'corrected', {
      ...rightEntry(after),
      answers: { 'checkout-day-unchanged': false },
    });
    expect(outcomeOf(walk(CLOSE, [...lines, moved]))).toBe('done-with-deviation');
    const still = line(the(steps, 'guest-closed'), 1e9, 'corrected', { answers: { 'is-gone': false } });
    expect(outcomeOf(walk(CLOSE, [...lines, still]))).toBe('done-with-deviation');
  });

  it('can hold damaged lines without a stumble', () => {
    for (const covers of ['', '|', '1/881/|x-y=z', '1/881/|1-99999999999=0', '1/881/|20-10=0', 7]) {
      const damaged: StepLine = {
        step: '@',
        at: Number.NaN,
        by: '',
        act: 'ticked',
        seen: { covers },
        note: '',
      };
      expect(walk(CLOSE, [damaged, { ...damaged, step: 'set@1' }]).map(({ state }) => state)).toEqual(
        walk().map(() => 'open'),
      );
    }
  });
});

describe('what a person types', () => {
  const before = (): RunStep => the(walk(), 'before');
  const typed = (...numbers: readonly (string | number)[]): StepEntry => ({
    nights: Object.fromEntries(numbers.map((one, at) => [night(at), one])),
  });
  it.each([
    ['nothing', typed(), 3],
    ['a number below zero', typed(1, '-1', 1), 1],
    ['a fraction', typed(1, '1.5', 1), 1],
    ['words', typed('one', 1, 1), 1],
    ['far too many', typed(1, 1, '12345'), 1],
    ['no number at all', typed(1, Number.NaN, Infinity), 2],
  ])('is refused in words where it is %s', (_name, entry, count) => {
    const judged = judgeStep(before(), entry);
    expect(judged.type === 'refused' ? judged.problems : []).toHaveLength(count);
  });
  it('is accepted where it is what was expected', () => {
    expect(judgeStep(before(), typed('1', ' 1 ', 1))).toMatchObject({
      type: 'accepted',
      seen: { [night(1)]: 1 },
    });
  });
  it('stops where something is there that nobody knew of', () => {
    const judged = judgeStep(before(), typed(1, 0, 2));
    expect(judged).toMatchObject({ type: 'stop', goto: 'conflict' });
    expect(judged.type === 'stop' && judged.words).toEqual([
      expect.stringMatching(/^11 Jul shows 0, expected was 1\. Somebody may have booked/u),
      expect.stringMatching(/^12 Jul shows 2, expected was 1\..*cancelled/u),
    ]);
  });
  it('stops although it shows the target already: that is how an unknown booking looks', () => {
    expect(judgeStep(before(), typed(0, 0, 0)).type).toBe('stop');
  });
  it('stops at an unknown booking, and goes on with Enter where there is none', () => {
    const bookings = the(walk(), 'bookings');
    expect(judgeStep(bookings, {})).toMatchObject({ type: 'accepted', seen: { 'unknown-booking': false } });
    expect(judgeStep(bookings, { answers: { 'unknown-booking': true } })).toMatchObject({
      type: 'stop',
      words: [expect.stringContaining('into Bellhop')],
    });
  });
  it('warns where the number did not stay, where a neighbour moved, and where a guest still finds the room', () => {
    const after = the(walk(), 'after');
    expect(judgeStep(after, typed(0, 0, 0)).type).toBe('accepted');
    expect(judgeStep(after, typed(0, 1, 0))).toMatchObject({
      type: 'warn',
      words: [expect.stringContaining('11 Jul shows 1 and should show 0. It can still be booked')],
    });
    expect(judgeStep(after, { ...typed(0, 0, 0), answers: { 'night-before-unchanged': false } }).type).toBe(
      'warn',
    );
    expect(judgeStep(the(walk(), 'guest-closed'), { answers: { 'is-gone': false } }).type).toBe('warn');
  });
  it('takes a field that is left empty in a sweep for the number that should be there', () => {
    const sweep = templates.find(({ task }) => task === 'sweep') as ChecklistTemplate;
    const verify = edit(
      'verify',
      [0, 1, 2].map((at) => ({ at, expected: null, target: at })),
    );
    const compare = the(stepsOfTemplate(sweep, [verify], profileOf(), []), 'compare');
    expect(judgeStep(compare, {})).toMatchObject({ type: 'accepted', seen: { [night(2)]: 2 } });
    expect(judgeStep(compare, { nights: { [night(1)]: '3' } })).toMatchObject({
      type: 'warn',
      words: [expect.stringContaining('on the list')],
    });
  });
});

describe('care', () => {
  it('wants a second person for the last unit, and for a week at once', () => {
    expect(secondPersonNeed(CLOSE)?.reason).toBe('last-unit');
    const week = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ at, expected: 3, target: 2 }));
    expect(secondPersonNeed([edit('closes', week(6))])).toBeUndefined();
    expect(secondPersonNeed([edit('opens', week(7))])?.reason).toBe('many-nights');
    expect(secondPersonNeed([edit('verify', week(30))])).toBeUndefined();
  });
  it('lets nobody be their own second person', () => {
    const lines = workThrough(CLOSE);
    expect([maySecond(lines, 'Nela'), maySecond(lines, 'Ruben'), maySecond(lines, '')]).toEqual([
      false,
      true,
      false,
    ]);
  });
  it('asks once where all was ticked within seconds', () => {
    const at = (...times: readonly number[]): StepLine[] =>
      times.map((time) => line(the(walk(), 'find'), time));
    expect(isTickedInARush(at(0, 500, 900, 1_400))).toBe(true);
    expect(isTickedInARush(at(0, 9_000, 20_000, 21_000))).toBe(false);
    expect(isTickedInARush(at(0, 1))).toBe(false);
    // the clock was set back in between
    expect(isTickedInARush(at(7_200_000, 7_210_000, 3_600_000, 3_610_000))).toBe(false);
    expect(isTickedInARush([...at(0, 1, 2, 3), line(the(walk(), 'find'), 4, 'asked')])).toBe(false);
  });
  it('names every night, also over the end of a month', () => {
    expect(sayEveryNight(['2027-07-30', '2027-07-31', '2027-08-01'] as StayDate[])).toBe(
      '30 and 31 Jul, 1 Aug',
    );
    expect(sayEveryNight([])).toBe('no nights');
  });
  it('has a shipped template for every task, and each is one that would be taken from staff', () => {
    for (const task of TASK_KINDS) {
      expect(parseTemplate(templates.find((one) => one.task === task)).ok).toBe(true);
    }
  });
});

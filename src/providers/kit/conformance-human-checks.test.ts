import { describe, expect, it } from 'vitest';
import { type ChannelProfile, emptyProfile } from '../../domain/channel-profile.ts';
import type { RoomTypeId } from '../../domain/property.ts';
import type { RunStep } from '../../domain/visit.ts';
import { agoda } from '../agoda/provider.ts';
import { sampleEdit } from './conformance-human.ts';
import { checklistProblems, visitProblems } from './conformance-human-checks.ts';

const NIGHTS = [0, 1, 2].map((at) => ({ in: at, target: 0 }));
const EDITS = [sampleEdit('closes', 1, NIGHTS), sampleEdit('opens', 2, [{ in: 5, target: 2 }])];
const PROFILE: ChannelProfile = {
  ...emptyProfile('agoda'),
  rooms: [1, 2].map((id) => ({
    roomTypeId: id as RoomTypeId,
    externalId: `88${id}`,
    name: `Room ${'AB'[id - 1] ?? ''}`,
    plans: [],
  })),
};
const steps = agoda.describeSteps?.(EDITS, PROFILE) ?? [];
const of = (id: string) => (step: RunStep) => step.step.id === id;
const changed = (id: string, over: Partial<RunStep>): RunStep[] =>
  steps.map((step) => (of(id)(step) ? { ...step, ...over } : step));
const without = (id: string): RunStep[] => steps.filter((step) => !of(id)(step));
const found = (made: readonly RunStep[]): string => visitProblems(made, EDITS, PROFILE).join('; ');

describe('the checks of steps for a person complain', () => {
  it('about nothing where all is well', () => expect(visitProblems(steps, EDITS, PROFILE)).toEqual([]));
  it.each<readonly [string, readonly RunStep[]]>([
    ['it has no title', changed('find', { title: ' ' })],
    ['no sentence', changed('find', { text: 'do it' })],
    ['not filled in', changed('find', { text: 'Choose {roomName}.' })],
    ['as a range', changed('find', { text: 'Choose 10–12 Jul.' })],
    ['as a range', changed('find', { text: 'Choose 10 to 12 Jul.' })],
    ['is not said', changed('set', { title: 'Set it', text: '10, 11 and 12 Jul; 13 Jul stays open.' })],
    ['one by one', changed('set', { title: 'Set 0', text: 'Set 0; 13 Jul stays open.' })],
    ['no day stays open', changed('set', { title: 'Set 0', text: '10, 11 and 12 Jul.' })],
    ['not absolute', changed('set', { text: 'Type one less than 0.' })],
    ['nothing is set', without('set')],
    ['nothing is read', without('before')],
    ['nothing is compared', without('after')],
    ['not every night is set', changed('set', { nights: [] })],
    ['not every night is compared', changed('after', { nights: [] })],
    [
      'before all is closed',
      [...steps.slice(4), ...steps.slice(0, 4)].sort(
        (a, b) => Number(b.edit?.direction === 'opens') - Number(a.edit?.direction === 'opens'),
      ),
    ],
    ['one key', [...steps, ...steps]],
    ['sign in', without('open-extranet')],
    [
      'unknown bookings',
      changed('bookings', { step: { ...(steps[0] as RunStep).step, id: 'bookings' } }).map((step) =>
        step.step.stopIf ? { ...step, step: { ...(steps[0] as RunStep).step } } : step,
      ),
    ],
    ['leads elsewhere', changed('find', { links: [{ label: 'Here', href: 'https://evil.example/' }] })],
    ['not encrypted', changed('find', { links: [{ label: 'Here', href: 'http://ycs.agoda.com/' }] })],
  ])('%s', (complaint, made) => expect(found(made)).toContain(complaint));

  it('about a template that is missing, or another channel’s', () => {
    const [first, ...rest] = agoda.checklists ?? [];
    if (!first) throw new Error('no checklist');
    expect(checklistProblems({ ...agoda, checklists: rest })).toHaveLength(1);
    expect(
      checklistProblems({ ...agoda, checklists: [{ ...first, channel: 'gommt' }, ...rest] }),
    ).toHaveLength(1);
    expect(checklistProblems({ ...agoda, checklists: [{ ...first, steps: [] }, ...rest] })).toHaveLength(1);
  });
});

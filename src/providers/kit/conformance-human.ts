import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChannelProfile,
  emptyProfile,
  type HumanChannel,
  HUMAN_PLACES,
} from '../../domain/channel-profile.ts';
import type { RoomTypeId } from '../../domain/property.ts';
import { type DayNumber, dayNumber, type StayDate, stayDate } from '../../domain/stay-date.ts';
import { stepsOfTemplate } from '../../domain/visit.ts';
import type { WorkEdit } from '../../domain/worklist.ts';
import { descriptorProblems, failureProblems, operationProblems } from './conformance-checks.ts';
import { checklistProblems, visitProblems } from './conformance-human-checks.ts';
import type { Provider } from './provider.ts';

const FIRST = dayNumber('2027-07-10' as StayDate);

/** An edit as the worklist makes it: nights in order, the key says what is to be done. */
export function sampleEdit(
  direction: WorkEdit['direction'],
  roomTypeId: number,
  nights: readonly { readonly in: number; readonly target: number }[],
): WorkEdit {
  const listed = [...nights].sort((a, b) => a.in - b.in);
  const content = listed.map((one) => `${FIRST + one.in}=${one.target}`).join(',');
  return {
    key: `${roomTypeId}/${direction}/${content}`,
    direction,
    roomTypeId: roomTypeId as RoomTypeId,
    isSet: false,
    nights: listed.map((one) => ({
      night: (FIRST + one.in) as DayNumber,
      expected: direction === 'closes' ? one.target + 1 : direction === 'opens' ? one.target - 1 : null,
      target: one.target,
      isLastUnit: one.target === 0,
      told: null,
      isRisky: direction === 'closes',
      since: 0,
    })),
    since: 0,
    urgency: 0,
  };
}

const nightsFrom = (least: number) =>
  fc.uniqueArray(fc.record({ in: fc.nat({ max: 40 }), target: fc.integer({ min: least, max: 4 }) }), {
    selector: (one) => one.in,
    minLength: 1,
    maxLength: 9,
  });
/** In the order of a worklist: closes, then what is to be looked at, then opens; each room type and direction once. */
const anyEdits = fc
  .tuple(
    fc.array(nightsFrom(0), { maxLength: 2 }),
    fc.array(nightsFrom(0), { maxLength: 2 }),
    fc.array(nightsFrom(1), { maxLength: 2 }),
  )
  .map(([closes, verify, opens]) => [
    ...closes.map((nights, at) => sampleEdit('closes', at + 1, nights)),
    ...verify.map((nights, at) => sampleEdit('verify', at + 3, nights)),
    ...opens.map((nights, at) => sampleEdit('opens', at + 1, nights)),
  ])
  .filter((edits) => edits.length > 0)
  // what was set at an earlier visit is only compared
  .chain((edits) =>
    fc
      .array(fc.boolean(), { minLength: edits.length, maxLength: edits.length })
      .map((isSet) => edits.map((edit, at) => ({ ...edit, isSet: isSet[at] === true && at % 2 === 1 }))),
  );

const answer = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value).map((one) => ({ value: one, checkedAt: one === null ? null : 1, checkedBy: 'Nela' }));

function anyProfile(channel: HumanChannel): fc.Arbitrary<ChannelProfile> {
  const body = emptyProfile(channel);
  const yesNo = answer(fc.boolean());
  const pages = Object.fromEntries(
    HUMAN_PLACES[channel].guestSites.map(({ key, hosts }) => [
      key,
      `https://www.${hosts[0] ?? ''}/h?a={checkin}&b={checkout}`,
    ]),
  );
  const rooms = fc
    .array(
      fc.record({
        type: fc.integer({ min: 1, max: 4 }),
        plans: fc.constantFrom([], ['Room only', 'Breakfast']),
      }),
      { maxLength: 7 },
    )
    .map((made) =>
      made.map(({ type, plans }, at) => ({
        roomTypeId: type as RoomTypeId,
        externalId: `88${at}`,
        name: `Double Room ${'ABCDEFG'[at] ?? ''}`,
        plans,
      })),
    );
  const answers = fc
    .record({
      property: answer(fc.constant({ name: 'Hotel Rua Sete', id: '4410' })),
      contractTypes: answer(fc.constantFrom<readonly string[]>([], ['Retail'], ['Retail', 'B2B'])),
      hourlyStays: yesNo,
      guaranteedAllotment: yesNo,
      programmes: answer(fc.constantFrom<readonly string[]>([], ['goSTAYS'])),
      bulkEndIncluded: yesNo,
      icalImport: yesNo,
      autoReplenishmentOffSince: answer(fc.constant(stayDate(FIRST))),
      guestPages: answer(fc.constant(pages)),
    })
    .map((some) => ({ ...body.answers, ...some }));
  return fc.tuple(answers, rooms).map(([said, named]) => ({ ...body, answers: said, rooms: named }));
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** What every provider with a person for a transport must be: its share of the suite. */
export function describeHumanProvider(provider: Provider): void {
  const { descriptor, describeSteps, checklists = [] } = provider;
  const channel = descriptor.channel as HumanChannel;
  describe(`${descriptor.name} keeps the contract`, () => {
    it('is described completely and in words, and can do what it claims', () => {
      expect(descriptorProblems(descriptor)).toEqual([]);
      expect(operationProblems(provider)).toEqual([]);
      expect(checklistProblems(provider)).toEqual([]);
    });
    it('takes no answer for one of its own: it is never called', () => {
      for (const status of [200, 401, 429, 503]) {
        const failure = provider.classify({ status, headers: {}, body: {} }, 0);
        expect(failure && failureProblems(failure, 0)).toEqual([]);
      }
    });
    it('says in steps whatever is to be entered: whole, absolute, closes first, compared afterwards', () => {
      fc.assert(
        fc.property(anyEdits, anyProfile(channel), (edits, profile) => {
          const before = JSON.stringify([edits, profile]);
          const steps = describeSteps?.(frozen(edits), frozen(profile)) ?? [];
          expect(visitProblems(steps, edits, profile)).toEqual([]);
          expect(describeSteps?.(edits, profile)).toEqual(steps);
          expect(JSON.stringify([edits, profile])).toBe(before);
        }),
        { numRuns: 40 },
      );
    });
    it.each(
      checklists
        .filter(({ task }) => task === 'sweep' || task === 'conflict')
        .map((one) => [one.id, one] as const),
    )('fills in %s as well', (_id, template) => {
      const sweep = [
        sampleEdit(
          'verify',
          1,
          Array.from({ length: 14 }, (_, at) => ({ in: at, target: at % 3 })),
        ),
      ];
      fc.assert(
        fc.property(anyProfile(channel), (profile) => {
          const edits = template.task === 'sweep' ? sweep : [];
          const steps = stepsOfTemplate(template, edits, profile, []);
          expect(steps.length).toBeGreaterThan(3);
          const said = steps.flatMap(({ title, text }) => [title, text]).join(' ');
          expect(said).not.toMatch(/[{}]|undefined|NaN/u);
        }),
        { numRuns: 20 },
      );
    });
  });
}

import { expect, it } from 'vitest';
import type { ExtranetTwin } from '../../src/contract/extranet-bookings.ts';
import { parseStayDate, type StayDate } from '../../src/domain/stay-date.ts';
import { twinLines, twinsRefused } from './twin-lines.ts';

const date = (text: string): StayDate => parseStayDate(text) as StayDate;
const TWIN: ExtranetTwin = {
  ...{ reservationId: 7, reason: 'likely', words: '', guestName: 'OSEI, Nadia', channel: 'direct' },
  ...{ channelRef: null, status: 'confirmed', roomTypeName: 'Suite' },
  ...{ arrival: date('2027-03-10'), departure: date('2027-03-13') },
};
const TYPED = {
  ...{ reference: '771204118', guestName: 'Osei Nadia', roomTypeName: 'Suite', channelName: 'Agoda' },
  ...{ arrival: '2027-03-10', departure: '2027-03-12' },
};
const differing = (twin: ExtranetTwin) =>
  twinLines(TYPED, twin, date('2027-01-01')).flatMap(({ isSame, label, here }) =>
    isSame ? [] : [[label, here]],
  );

it('says which facts differ, and takes signs and capitals for nothing', () => {
  expect(differing(TWIN)).toEqual([
    ['Number', 'none'],
    ['Nights', '10 to 12 Mar (3 nights)'],
    ['Came from', 'Desk'],
  ]);
  const gone = {
    ...TWIN,
    departure: date('2027-03-12'),
    channelRef: '771-204 118',
    channel: 'agoda' as const,
  };
  expect(differing({ ...gone, status: 'cancelled' })).toEqual([['State', 'cancelled']]);
});

it('finds what may be the same in a refusal, and nothing in another one', () => {
  const refused = {
    code: 'not-possible' as const,
    message: '',
    details: { candidates: [TWIN], canInsist: true },
  };
  expect(twinsRefused(refused)).toEqual({ candidates: [TWIN], canInsist: true });
  expect(twinsRefused({ ...refused, code: 'invalid-input' })).toBeUndefined();
  expect(twinsRefused({ ...refused, details: { candidates: [] } })).toBeUndefined();
});

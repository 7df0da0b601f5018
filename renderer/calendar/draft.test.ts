import { describe, expect, it } from 'vitest';
import { dayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import { barOfKey, indexBars, type Bar } from './bar-index.ts';
import { makeCalendar, type BarSeed } from './calendar-for-test.ts';
import {
  changesNothing,
  createDraft,
  draftInWords,
  moveDraft,
  problemsOf,
  resizeDraft,
  type Draft,
} from './draft.ts';

const day = (inNovember: number): number => dayNumber('2026-11-01' as StayDate) + inNovember - 1;
const types = [
  {
    id: 1,
    name: 'Standard double',
    units: [
      { id: 2, name: '202' },
      { id: 4, name: '204' },
      { id: 6, name: '206' },
    ],
  },
  { id: 2, name: 'Deluxe king', units: [{ id: 8, name: '302' }] },
];
const seed = (id: number, unitId: number, from: number, nights: number, label: string): BarSeed => ({
  id,
  unitId,
  roomTypeId: unitId === 8 ? 2 : 1,
  arrival: day(from),
  departure: day(from + nights),
  label,
});
const bars: BarSeed[] = [
  { ...seed(1, 4, 25, 4, 'Marlow'), channel: 'airbnb', flags: ['fromFeed'] },
  seed(2, 6, 26, 2, 'Iyer'),
  { ...seed(3, 2, 27, 1, 'Painting'), kind: 'block' },
  { ...seed(4, 8, 24, 2, 'echo of Vrbo'), kind: 'echo' },
  { ...seed(5, 2, 18, 4, 'Sato'), status: 'in-house', flags: ['locked'] },
  { ...seed(6, 8, 28, 2, 'Not available'), kind: 'block', channel: 'booking' },
  { ...seed(7, 6, 21, 2, 'Enquiry'), kind: 'hold' },
];
const index = indexBars(
  makeCalendar(types, bars, { from: day(1), to: day(60), today: day(20), dayProgress: 0.5 }),
);
const bar = (key: string): Bar => {
  const found = barOfKey(index, key);
  if (!found) throw new Error(`no ${key}`);
  return found;
};
const said = (draft: Draft): string[] => problemsOf(index, draft, day(20)).map((problem) => problem.text);

describe('moving', () => {
  it('says who is there, on which nights', () => {
    const draft = moveDraft(bar('stay-1'), { unitId: 6, roomTypeId: 1 }, 0);
    expect(said(draft)).toEqual(['Iyer is in 206 on 26 and 27 Nov']);
    expect(problemsOf(index, draft, day(20))[0]?.nights).toEqual({ first: day(26), end: day(28) });
  });

  it('says why a unit is closed, and who closed it', () => {
    expect(said(moveDraft(bar('stay-1'), { unitId: 2, roomTypeId: 1 }, 0))).toEqual([
      '202 is closed for painting on 27 Nov',
    ]);
    expect(said(moveDraft(bar('stay-1'), { unitId: 8, roomTypeId: 2 }, 0))).toEqual([
      '302 is closed by Booking.com on 28 Nov',
      'Different room type: Deluxe king',
    ]);
  });

  it('keeps the dates that belong to a channel, and says so', () => {
    const draft = moveDraft(bar('stay-1'), { unitId: 6, roomTypeId: 1 }, 3);
    expect(draft).toMatchObject({ arrival: day(25), departure: day(29), unitId: 6, datesRefused: true });
    expect(said(draft)).toContain('Dates come from Airbnb: change them there');
  });

  it('moves the dates of the desk’s own stays', () => {
    const draft = moveDraft(bar('stay-2'), { unitId: 6, roomTypeId: 1 }, 3);
    expect(draft).toMatchObject({ arrival: day(29), departure: day(31), datesRefused: false });
    expect(said(draft)).toEqual([]);
  });

  it('does not speak against itself, an echo or a turnover', () => {
    expect(said(moveDraft(bar('stay-2'), { unitId: 6, roomTypeId: 1 }, 1))).toEqual([]);
    expect(said(moveDraft(bar('stay-2'), { unitId: 8, roomTypeId: 2 }, -2))).toEqual([
      'Different room type: Deluxe king',
    ]);
    expect(said(moveDraft(bar('stay-2'), { unitId: 4, roomTypeId: 1 }, 3))).toEqual([]);
  });

  it('warns of locks, of guests in house, and of holds', () => {
    expect(said(moveDraft(bar('stay-5'), { unitId: 6, roomTypeId: 1 }, 1))).toEqual([
      '206 is held on 21 and 22 Nov',
      'Sato is locked to its unit',
      'Sato has been in house since 18 Nov',
    ]);
  });

  it('may always park, and parking keeps the room type', () => {
    const draft = moveDraft(bar('stay-2'), { unitId: 0, roomTypeId: 0 }, 0);
    expect(draft.roomTypeId).toBe(1);
    expect(said(draft)).toEqual([]);
    expect(draftInWords(index, draft)).toBe('Iyer: no unit, 26 to 28 Nov, 2 nights');
  });
});

describe('pulling an end', () => {
  it('leaves at least one night', () => {
    expect(resizeDraft(bar('stay-2'), 'departure', day(20))).toMatchObject({ departure: day(27) });
    expect(resizeDraft(bar('stay-2'), 'arrival', day(40))).toMatchObject({ arrival: day(27) });
  });
  it('is refused where the dates are the channel’s', () => {
    const draft = resizeDraft(bar('stay-1'), 'departure', day(31));
    expect(draft).toMatchObject({ departure: day(29), datesRefused: true });
    expect(changesNothing(draft)).toBe(true);
  });
});

describe('drawing a new stay', () => {
  it('takes the nights between two cells, both included, in either direction', () => {
    const draft = createDraft({ unitId: 4, roomTypeId: 1 }, day(23), day(21));
    expect(draft).toMatchObject({ arrival: day(21), departure: day(24) });
    expect(changesNothing(draft)).toBe(false);
  });
  it('says when it begins in the past', () => {
    expect(said(createDraft({ unitId: 4, roomTypeId: 1 }, day(18), day(18)))).toEqual(['18 Nov is past']);
  });
});

it('knows a draft that changes nothing', () => {
  expect(changesNothing(moveDraft(bar('stay-2'), { unitId: 6, roomTypeId: 1 }, 0))).toBe(true);
  expect(changesNothing(moveDraft(bar('stay-2'), { unitId: 4, roomTypeId: 1 }, 0))).toBe(false);
});

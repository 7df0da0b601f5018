import { describe, expect, it } from 'vitest';
import { addNights, type NightRange, parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import { Extranet, type ExtranetSpec } from './extranet.ts';

const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const range = (arrival: string, departure: string): NightRange => ({
  arrival: d(arrival),
  departure: d(departure),
});
const rooms = [
  { id: '77', name: 'Standard Twin Room', units: 3, priceMinor: 9_000 },
  { id: '75', name: 'Standard Double Room', units: 2, priceMinor: 9_900 },
  { id: '81', name: 'attic room', units: 1, priceMinor: null },
];
const extranet = (spec: Partial<ExtranetSpec> = {}): Extranet =>
  new Extranet({
    ...{ kind: 'agoda', propertyId: '4711', propertyName: 'Hotel Sample', rooms },
    ...{ countsEndDate: true, putsBack: false },
    ...spec,
  });
const left = (on: Extranet, roomId: string, from: number, to: number): number[] =>
  Array.from(
    { length: to - from + 1 },
    (_, at) => on.see(roomId, addNights(d('2027-07-01'), from + at - 1)).left,
  );
const none = { row: 'rooms', left: 0 } as const;

it('lists its rooms by name, similar ones side by side', () => {
  expect(
    extranet()
      .rooms()
      .map(({ id }) => id),
  ).toEqual(['81', '75', '77']);
});

describe('the bulk form', () => {
  const form = { roomId: '75', from: d('2027-07-10'), to: d('2027-07-12'), set: none };

  it('changes nothing before it is saved', () => {
    const on = extranet();
    const filled = on.fill(form);
    expect(left(on, '75', 10, 12)).toEqual([2, 2, 2]);
    expect([filled.nightCount, filled.save()]).toEqual([3, true]);
    expect(left(on, '75', 9, 13)).toEqual([2, 0, 0, 0, 2]);
  });

  it('leaves out its end date where that extranet does', () => {
    const on = extranet({ countsEndDate: false });
    const filled = on.fill(form);
    expect(filled.nightCount).toBe(2);
    filled.save();
    expect(left(on, '75', 10, 12)).toEqual([0, 0, 2]);
  });

  it('changes only the weekdays that are ticked', () => {
    const on = extranet();
    on.fill({ ...form, weekdays: [6] }).save();
    // 10 July 2027 is a Saturday
    expect(left(on, '75', 10, 12)).toEqual([0, 2, 2]);
  });

  it('takes neither less than none nor a half', () => {
    for (const number of [-1, 1.5, Number.NaN])
      expect(extranet().fill({ ...form, set: { row: 'rooms', left: number } }).nightCount).toBe(0);
  });

  it('is refused where a channel manager is connected', () => {
    const on = extranet({ isManagedElsewhere: true });
    expect(on.fill(form).save()).toBe(false);
    expect(on.click('75', d('2027-07-10'), none)).toBe(false);
    expect(left(on, '75', 10, 12)).toEqual([2, 2, 2]);
  });
});

describe('guests', () => {
  const stay = {
    code: 'A1',
    roomId: '75',
    guest: 'Ada Invented',
    bookedAt: 5,
    ...range('2027-07-10', '2027-07-12'),
  };

  it('lower the count by booking, and leave the night of their departure', () => {
    const on = extranet();
    expect(on.book(stay)?.status).toBe('confirmed');
    expect(left(on, '75', 9, 12)).toEqual([2, 1, 1, 2]);
    expect(on.bookings(range('2027-07-11', '2027-07-14')).map(({ code }) => code)).toEqual(['A1']);
    expect(on.bookings(range('2027-07-12', '2027-07-14'))).toEqual([]);
  });

  it('book nothing that is closed, sold out or without a price', () => {
    const on = extranet();
    on.click('75', d('2027-07-11'), { row: 'status', isClosed: true });
    expect(on.book(stay)).toBeUndefined();
    on.click('75', d('2027-07-11'), { row: 'status', isClosed: false });
    on.click('75', d('2027-07-10'), none);
    expect(on.book(stay)).toBeUndefined();
    expect(on.isOffered('81', stay)).toBe(false);
    on.click('81', d('2027-07-10'), { row: 'price', priceMinor: 100 });
    expect(on.isOffered('81', range('2027-07-10', '2027-07-11'))).toBe(true);
    expect(on.isOffered('81', range('2027-07-10', '2027-07-10'))).toBe(false);
  });

  it('have a cancelled room put back on sale, closed or not, where the extranet does so', () => {
    for (const putsBack of [true, false]) {
      const on = extranet({ putsBack });
      on.book(stay);
      on.fill({ roomId: '75', from: stay.arrival, to: d('2027-07-11'), set: none }).save();
      on.click('75', stay.arrival, { row: 'status', isClosed: true });
      expect(on.cancel('A1')?.status).toBe('cancelled');
      expect(left(on, '75', 10, 11)).toEqual(putsBack ? [1, 1] : [0, 0]);
      expect(on.cancel('A1')).toBeUndefined();
      expect(on.bookings(stay).map(({ status }) => status)).toEqual(['cancelled']);
    }
  });
});

it('says why a night is not for sale', () => {
  const on = extranet();
  const night = d('2027-07-10');
  const label = (roomId = '75'): string => on.see(roomId, night).label;
  expect([label(), label('81')]).toEqual(['bookable', 'no price']);
  on.click('75', night, none);
  expect(label()).toBe('no inventory');
  on.click('75', night, { row: 'status', isClosed: true });
  expect(label()).toBe('multiple blockers');
  on.book({ code: 'B', roomId: '77', guest: '', bookedAt: 1, ...range('2027-07-10', '2027-07-11') });
  on.click('77', night, none);
  expect(label('77')).toBe('sold out');
});

it('sells from every contract type, until each of them is closed', () => {
  const contractTypes = ['B2C', 'Corporate', 'Hourly stays'];
  const on = extranet({
    kind: 'gommt',
    rooms: [{ id: '1', name: 'Deluxe', units: 2, priceMinor: 1, contractTypes }],
  });
  const night = d('2027-07-10');
  on.click('1', night, none);
  expect([on.see('1', night, 'B2C').left, on.see('1', night).left]).toEqual([0, 2]);
  expect(on.isOffered('1', range('2027-07-10', '2027-07-11'))).toBe(true);
  for (const contractType of contractTypes) on.click('1', night, { ...none, contractType });
  expect(on.isOffered('1', range('2027-07-10', '2027-07-11'))).toBe(false);
  expect(() => on.see('1', night, 'Mobile')).toThrow('no contract type');
});

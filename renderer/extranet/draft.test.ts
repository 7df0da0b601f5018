import { describe, expect, it } from 'vitest';
import type { MailFieldView } from '../../src/contract/extranet-bookings.ts';
import { parseStayDate, type StayDate } from '../../src/domain/stay-date.ts';
import { bookingOf, type Draft, EMPTY_DRAFT, fromMail, typed, wrongWith } from './draft.ts';

const TODAY = parseStayDate('2026-11-20') as StayDate;
const type = (fields: Partial<Record<keyof Draft, string>>, from: Draft = EMPTY_DRAFT): Draft =>
  Object.entries(fields).reduce(
    (draft, [field, text]) => typed(draft, field as keyof Draft, text, TODAY),
    from,
  );
const WHOLE = type({
  ...{ connection: '4', reference: ' 771204118 ', room: '2', arrival: '12 mar', nights: '3' },
  guestName: 'Nadia Osei',
});
const facts = { today: TODAY, currency: 'EUR', room: { roomTypeId: 2 } };

describe('nights', () => {
  it('move the departure, and the departure moves them, whichever was typed last', () => {
    expect(WHOLE.departure).toBe('15 Mar 2027');
    const later = type({ arrival: '14.3.' }, WHOLE);
    expect([later.nights, later.departure]).toEqual(['3', '17 Mar 2027']);
    const until = type({ departure: '20 mar' }, later);
    expect(until.nights).toBe('6');
    expect(type({ arrival: '13.3.' }, until)).toMatchObject({ nights: '7', departure: '20 mar' });
  });

  it('are empty while there is no stay', () => {
    expect(type({ departure: '11 mar' }, WHOLE)).toMatchObject({ nights: '' });
    expect(type({ nights: '0' }, WHOLE)).toMatchObject({ departure: '' });
    expect(type({ arrival: 'soon' }, WHOLE)).toMatchObject({ departure: '' });
  });
});

describe('what is sent', () => {
  it('is what was typed, and nothing that was not', () => {
    expect(bookingOf(WHOLE, facts)).toEqual({
      ...{ connectionId: 4, reference: '771204118', roomTypeId: 2, guestName: 'Nadia Osei', units: 1 },
      ...{ arrival: '2027-03-12', departure: '2027-03-15', guests: null, priceMinor: null },
    });
    expect(bookingOf(type({ guests: '2', price: '1,480.50', note: 'late' }, WHOLE), facts)).toMatchObject({
      ...{ guests: 2, priceMinor: 148_050, note: 'late' },
    });
  });

  it.each([
    ['connection', ''],
    ['reference', ' '],
    ['room', ''],
    ['arrival', '31.2.'],
    ['nights', 'x'],
    ['departure', '1 mar'],
    ['guestName', ''],
    ['guests', 'two'],
    ['price', 'cheap'],
    ['units', '0'],
  ] as const)('is nothing while %s is “%s”, and that field says why', (field, text) => {
    const draft = type({ [field]: text }, WHOLE);
    expect(wrongWith(field, draft, TODAY, 'EUR')).toMatch(/\.$/);
    expect(bookingOf(draft, facts)).toBeUndefined();
  });
});

describe('a mail', () => {
  const field = (key: MailFieldView['key'], value: string | number | null): MailFieldView => ({
    ...{ key, value, shown: '', words: '', taken: [], choices: [] },
    sure: value === null ? 'open' : 'sure',
  });
  const fill = (fields: readonly MailFieldView[], draft = EMPTY_DRAFT) =>
    fromMail(draft, fields, { today: TODAY, currency: 'EUR', roomKey: String });

  it('fills the fields as they are typed', () => {
    const said = [
      ...[field('reference', '77'), field('room', 2), field('arrival', '2027-03-12'), field('nights', null)],
      ...[field('departure', '2027-03-15'), field('guestName', 'Osei'), field('guests', 2)],
      ...[field('price', 48_000), field('units', 1)],
    ];
    expect(fill(said)).toMatchObject({
      ...{ reference: '77', room: '2', arrival: '12 Mar 2027', nights: '3', departure: '15 Mar 2027' },
      ...{ guestName: 'Osei', guests: '2', price: '480.00', units: '1' },
    });
  });

  it('empties what it leaves open, so that nothing of an earlier one stays', () => {
    const left = fill([field('reference', '78'), field('units', null)], WHOLE);
    expect(left).toMatchObject({ reference: '78', guestName: '', arrival: '', units: '', connection: '4' });
    expect(bookingOf(left, facts)).toBeUndefined();
  });

  it('counts the departure from the nights where it gives only these', () => {
    expect(fill([field('arrival', '2027-03-12'), field('nights', 2)]).departure).toBe('14 Mar 2027');
  });
});

import { describe, expect, it } from 'vitest';
import { type MailFieldKey, MAIL_FIELDS, readConfirmationMail } from './confirmation-mail.ts';
import { FACTS, fieldOf } from './confirmation-mail-for-test.ts';

const read = (text: string, currency = 'EUR') => readConfirmationMail(text, { ...FACTS, currency });
const field = (text: string, key: MailFieldKey, currency = 'EUR') => fieldOf(read(text, currency), key);
const values = (text: string) =>
  Object.fromEntries(read(text).fields.flatMap(({ key, value }) => (value === null ? [] : [[key, value]])));

const WHOLE = `New booking from Agoda

Booking ID: 771204118
Check-in: Wednesday, 10 March 2027 (from 14:00)
Check-out: 13-Mar-2027
No. of nights: 3
Room type: 1 x Garden Suite
Rooms: 1
Guest name: Nadia Osei
Guests: 2 Adults, 1 Child
Total price: EUR 480.00
`;

describe('a confirmation mail', () => {
  it('fills the fields, each with the place that it was taken from', () => {
    const reading = read(WHOLE);
    expect(values(WHOLE)).toEqual({
      ...{ reference: '771204118', arrival: '2027-03-10', departure: '2027-03-13', nights: 3, room: 2 },
      ...{ units: 1, guestName: 'Nadia Osei', guests: 3, price: 48_000 },
    });
    expect([reading.kind, reading.dropped]).toEqual(['booking', 0]);
    expect(reading.fields.map(({ key }) => key)).toEqual(MAIL_FIELDS);
    expect(reading.fields.every(({ sure, words }) => sure === 'sure' && words === '')).toBe(true);
    const [taken] = fieldOf(reading, 'departure').taken;
    expect(taken?.snippet).toBe('Check-out: 13-Mar-2027');
    expect(WHOLE.slice(taken?.from, taken?.to)).toBe(taken?.snippet);
    expect(fieldOf(reading, 'price').shown).toBe('€480.00');
  });

  it('is read from cells, several in a line, and with values on the next line', () => {
    expect(values('Booking ID\t7A-12345\nGuest name\n\nMarlow\n| Check-in | Mar 10, 2027 |')).toEqual({
      ...{ reference: '7A-12345', guestName: 'Marlow', arrival: '2027-03-10' },
    });
    expect(values('Check-in: 10 Mar 2027 Check-out: 12th Mar 2027 Nights: 2')).toMatchObject({
      ...{ arrival: '2027-03-10', departure: '2027-03-12', nights: 2 },
    });
    expect(values('Stay dates: 10 Mar 2027 - 12 Mar 2027')).toMatchObject({
      ...{ arrival: '2027-03-10', departure: '2027-03-12' },
    });
  });

  it('is read in columns, where each has its value', () => {
    const rows = 'Check-in\tCheck-out\tNights\n10 Mar 2027\t12 Mar 2027\t2';
    expect(values(rows)).toEqual({ arrival: '2027-03-10', departure: '2027-03-12', nights: 2 });
    expect(field(rows, 'departure').taken).toMatchObject([{ snippet: '12 Mar 2027' }]);
    expect(values('| Check-in | Nights |\n\n| 10 Mar 2027 | 2 |')).toMatchObject({
      ...{ arrival: '2027-03-10', nights: 2, departure: '2027-03-12' },
    });
    // which of them is missing nobody can say
    expect(values('Check-in\tCheck-out\tNights\n10 Mar 2027\t2')).toEqual({});
    expect(values('Guests  Nights\n2  3')).toEqual({});
  });

  it('joins a name from its parts', () => {
    expect(field('First name: Nadia\nLast name: Osei', 'guestName')).toMatchObject({
      ...{ value: 'Nadia Osei', taken: [{ snippet: 'First name: Nadia' }, { snippet: 'Last name: Osei' }] },
    });
  });

  it('is not taken for a booking where it tells of a cancellation, nor where it may be either', () => {
    expect(read('Booking cancelled: Booking ID 771204118').kind).toBe('cancellation');
    expect(read('New booking. If the booking cancelled …').kind).toBe('unknown');
    expect(read('Hello').kindWords).toMatch(/does not say/);
  });
});

describe('a date', () => {
  it.each([
    ['12 Mar 2027', '2027-03-12'],
    ['Mar 12, 2027', '2027-03-12'],
    ['March 12 2027', '2027-03-12'],
    ['Fri, 12th March, 2027', '2027-03-12'],
    ['2027-03-12', '2027-03-12'],
    ['25/03/2027', '2027-03-25'],
    ['03/25/2027', '2027-03-25'],
    ['03/03/2027', '2027-03-03'],
  ])('that can mean one thing is taken: %s', (text, date) => {
    expect(field(`Check-in: ${text}`, 'arrival')).toMatchObject({ value: date, sure: 'sure' });
  });

  it('that can mean two is asked, whatever it goes together with', () => {
    const text = 'Check-in: 12/03/2027\nCheck-out: 15 Mar 2027\nNights: 3';
    expect(field(text, 'arrival')).toMatchObject({
      ...{ value: null, sure: 'open', words: '“12/03/2027” can be 12 Mar 2027 or 3 Dec 2027.' },
      choices: [
        { value: '2027-03-12', shown: '12 Mar 2027', fits: true },
        { value: '2027-12-03', fits: false },
      ],
    });
  });

  it.each([
    ['12 Mar', /No year/],
    ['Monday, 12 Mar 2027', /day of the week/],
    ['12 Mar 2027 or 13 Mar 2027', /More than one date/],
    ['31 Feb 2027', /not found|No year/],
  ])('that is not one is left open: %s', (text, words) => {
    const { value, words: said } = field(`Check-in: ${text}`, 'arrival');
    expect(value).toBeNull();
    expect(said).toMatch(words);
  });

  it('is held against the other end and the number of nights', () => {
    const mail = (out: string, nights: number) =>
      `Check-in: 10 Mar 2027\nCheck-out: ${out}\nNights: ${nights}`;
    expect(field(mail('13 Mar 2027', 4), 'departure')).toMatchObject({
      ...{ value: null, words: 'To 13 Mar 2027 are 3 nights, and it says 4 nights.' },
      choices: [{ value: '2027-03-13' }, { value: '2027-03-14' }],
    });
    expect(field(mail('10 Mar 2027', 1), 'departure').words).toBe('It is not after the arrival.');
    expect(field('Check-in: 10 Mar 2027\nNights: 2', 'departure')).toMatchObject({
      ...{ value: '2027-03-12', sure: 'check', taken: [{ snippet: 'Nights: 2' }] },
    });
  });

  it('that stands there twice counts once, and is asked where the two differ', () => {
    expect(field('Check-in: 10 Mar 2027\nCheck-in: 10 March 2027', 'arrival').sure).toBe('sure');
    const two = field('Check-in: 10 Mar 2027\nCheck-in: 11 Mar 2027', 'arrival');
    expect(two).toMatchObject({ value: null, words: 'It says more than one thing. Choose.' });
    expect(two.choices.map(({ value, snippet }) => [value, snippet])).toEqual([
      ['2027-03-10', 'Check-in: 10 Mar 2027'],
      ['2027-03-11', 'Check-in: 11 Mar 2027'],
    ]);
  });
});

describe('a price', () => {
  it.each([
    ['EUR 1,480.50', 148_050],
    ['€480', 48_000],
    ['480,00 €', 48_000],
    ['1.480,00 EUR', 148_000],
  ])('in the hotel’s own currency is taken: %s', (text, minor) => {
    expect(field(`Total price: ${text}`, 'price')).toMatchObject({ value: minor, sure: 'sure' });
  });

  it('is read as it is written in India', () => {
    expect(field('Net rate: Rs. 1,23,456.00', 'price', 'INR').value).toBe(12_345_600);
    expect(field('Net rate: \u20b9 9,500', 'price', 'INR').value).toBe(950_000);
  });

  it('without a currency is to be looked at', () => {
    expect(field('Total price: 480.00', 'price')).toMatchObject({ value: 48_000, sure: 'check' });
  });

  it.each([
    ['USD 480.00', /It says USD 480.00, and this hotel counts in EUR/],
    ['$480.00', /several currencies/],
    ['EUR 1.480', /can not be read as one amount/],
    ['EUR 480.00 or EUR 500.00', /More than one amount/],
  ])('that is not surely one is left open: %s', (text, words) => {
    const { value, words: said } = field(`Total price: ${text}`, 'price');
    expect(value).toBeNull();
    expect(said).toMatch(words);
  });
});

describe('a room', () => {
  it('is one of the channel’s by its exact name, or is asked', () => {
    expect(field('Room type: garden  suite', 'room')).toMatchObject({ value: null });
    expect(field('Room type: GARDEN SUITE', 'room')).toMatchObject({ value: 2, sure: 'sure' });
    const { value, words, choices } = field('Room type: Garden Suite with view', 'room');
    expect(value).toBeNull();
    expect(words).toBe('“Garden Suite with view” is the name of no room of Agoda here.');
    expect(choices.map(({ shown }) => shown)).toEqual(['Standard Double Room', 'Garden Suite']);
  });

  it('is found in a line of its own, to be looked at', () => {
    expect(field('Hello\n  Garden Suite\nBye', 'room')).toMatchObject({ value: 2, sure: 'check' });
    expect(field('Our Garden Suite is lovely', 'room').value).toBeNull();
  });
});

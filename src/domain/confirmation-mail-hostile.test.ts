import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MailFieldKey, MAIL_FIELDS, readConfirmationMail } from './confirmation-mail.ts';
import { COVER, dropCardNumbers } from './confirmation-mail-cards.ts';
import { FACTS, fieldOf, LAYOUT } from './confirmation-mail-for-test.ts';

const read = (text: string) => readConfirmationMail(text, FACTS);

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const luhn = (digits: string): number =>
  [...digits].reverse().reduce((sum, char, at) => {
    const digit = Number(char) * (at % 2 === 1 ? 2 : 1);
    return sum + (digit > 9 ? digit - 9 : digit);
  }, 0) % 10;

/** Thirteen to nineteen figures with the right check digit, written in groups. */
const card = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 }),
    fc.constantFrom('', ' ', '-', '\u00a0', ' - ', '.', '\n', '   '),
    fc.integer({ min: 3, max: 7 }),
  )
  .map(([first, gap, size]) => {
    const open = first.join('');
    const last = Array.from({ length: 10 }, (_, digit) => `${open}${digit}`).find((all) => luhn(all) === 0);
    const digits = last ?? open;
    const groups = digits.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
    return { digits, written: groups.join(gap) };
  });
const AROUND = [
  '',
  ' ',
  '\n',
  'Card: ',
  'card',
  'Guest name: ',
  'Booking ID: ',
  'Total price: EUR ',
  'Room type: ',
];

describe('card data', () => {
  it('never comes out, wherever it stands', () => {
    fc.assert(
      fc.property(
        card,
        fc.constantFrom(...AROUND),
        fc.constantFrom('', ' ', '\n', ' Nadia', '\nNights: 3'),
        (one, before, after) => {
          const text = `${before}${one.written}${after}`;
          expect(digitsOf(dropCardNumbers(text).text)).not.toContain(one.digits);
          const reading = read(`Check-in: 10 Mar 2027\n${text}\nCheck-out: 12 Mar 2027`);
          expect(reading.dropped).toBeGreaterThan(0);
          for (const said of JSON.stringify(reading).split('"'))
            expect(digitsOf(said)).not.toContain(one.digits);
        },
      ),
    );
  });

  it('is covered with its check number and its end, and dates and numbers of bookings are not', () => {
    const { text, dropped } = dropCardNumbers('Visa 4111 1111 1111 1111, CVV: 737, valid thru 03/29');
    expect(text).toMatch(new RegExp(`^Visa ${COVER}+, CVV: ${COVER}{3}, valid thru ${COVER}{5}$`));
    expect(dropped).toBe(3);
    for (const kept of ['2027-03-10 - 2027-03-13', 'NH71234567890124', '+351 912 345 678', '771204118'])
      expect(dropCardNumbers(kept)).toEqual({ text: kept, dropped: 0 });
  });

  it('leaves the field open where it stood', () => {
    const { value, words } = fieldOf(read('Booking ID: 4111111111111111'), 'reference');
    expect([value, words]).toEqual([null, 'What stood there looked like card data and was left out.']);
  });
});

const label = fc.constantFrom(...Object.values(LAYOUT.labels).flat());
const part = fc.oneof(
  label,
  label.map((text) => text.toUpperCase()),
  fc.constantFrom(':', ': ', '\n', '\t', '|', '  ', ' - ', '/', '.', ',', '\u0130', '\u00a0', '\ud800', '•'),
  fc.constantFrom(
    '10 Mar 2027',
    'Mar 12, 2027',
    '12/03/2027',
    '2027-02-31',
    'EUR 480.00',
    '$',
    'Rs.',
    '3',
    'Nadia Osei',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const mail = fc.array(part, { maxLength: 60 }).map((parts) => parts.join(''));

describe('any text at all', () => {
  it('is read without an error, and what is taken stands in it', () => {
    fc.assert(
      fc.property(mail, (text) => {
        const { fields } = read(text);
        expect(fields.map(({ key }) => key)).toEqual(MAIL_FIELDS);
        for (const { value, sure, taken, words, shown } of fields) {
          expect(sure === 'open').toBe(value === null);
          if (sure !== 'sure') expect(words).not.toBe('');
          if (value === null) continue;
          expect(shown).not.toBe('');
          expect(taken.length).toBeGreaterThan(0);
          for (const { from, to, snippet } of taken) expect(text.slice(from, to)).toBe(snippet);
        }
        const said = (key: MailFieldKey) => fields.find((one) => one.key === key);
        const [reference, name] = [said('reference'), said('guestName')];
        if (typeof reference?.value === 'string')
          expect(reference.taken[0]?.snippet).toContain(reference.value);
        for (const word of String(name?.value ?? '').split(' '))
          expect(name?.taken.map(({ snippet }) => snippet).join(' ') ?? '').toContain(word);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['figures', '1'],
    ['figures and spaces', '1 '],
    ['labels', 'check-in: '],
    ['labels without values', 'guests\n'],
    ['dashes', '-'],
    ['spaces', ' '],
    ['dates', '12/03/2027 '],
    ['openings of dates', '1-Mar'],
    ['codes', 'cvv '],
    ['rows of labels', `${Object.values(LAYOUT.labels).flat().join('\t')}\t`],
    ['room names', 'Garden Suite\n'],
    ['commas in amounts', 'Total price: 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1 '],
  ])(
    'is read in time that grows with its length only: %s',
    (_, unit) => {
      const size = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      // counted in work done, not by a clock: what is quadratic would not come to an end here
      const reading = read(size(1_000_000));
      expect(reading.fields).toHaveLength(MAIL_FIELDS.length);
      expect(JSON.stringify(reading).length).toBeLessThan(30_000);
    },
    20_000,
  );
});

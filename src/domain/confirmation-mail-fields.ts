import { COVER } from './confirmation-mail-cards.ts';
import { datesIn, fitsWeekday, sayFullDate } from './confirmation-mail-dates.ts';
import type { Labelled } from './confirmation-mail-labels.ts';
import { amountsIn, minorOf, type WrittenAmount } from './confirmation-mail-money.ts';
import type { Candidate, Taken } from './confirmation-mail-settle.ts';
import { formatMoney } from './money.ts';

/** Reads one labelled value; undefined where it says nothing of the field, such as the hours of a check-in. */
export type ReadValue = (labelled: Labelled, taken: readonly Taken[]) => Candidate | undefined;

const problem = (taken: readonly Taken[], words: string, choices: Candidate['choices'] = []): Candidate => ({
  taken,
  shown: '',
  words,
  choices,
});
const value = (taken: readonly Taken[], of: string | number, shown: string, words = ''): Candidate => ({
  ...{ taken, value: of, shown, words },
});

const CARD = 'What stood there looked like card data and was left out.';

/** The channel's own number: one word with a figure in it. */
export const readReference: ReadValue = ({ text }, taken) => {
  const word = /^[A-Za-z0-9][A-Za-z0-9/_-]{3,39}(?![A-Za-z0-9/_\u2022-])/.exec(text)?.[0];
  if (text.includes(COVER)) return problem(taken, CARD);
  if (word === undefined || !/\d/.test(word) || datesIn(text).length > 0) return undefined;
  return value(taken, word, word);
};

const MONTH_WITHOUT_YEAR = /\d\s?(?:st|nd|rd|th)?[ -]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const YEARLESS_MONTH = /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ .-]{1,2}\d/i;

/** One day; of two the `which`-th where a value holds both ends of a stay. */
export function readDate(which?: 0 | 1): ReadValue {
  return ({ text }, taken) => {
    const dates = datesIn(text);
    if (dates.length === 0)
      return MONTH_WITHOUT_YEAR.test(text) || YEARLESS_MONTH.test(text)
        ? problem(taken, 'No year stands there.')
        : undefined;
    if (which !== undefined && dates.length !== 2) return undefined;
    if (which === undefined && dates.length > 1)
      return problem(
        taken,
        'More than one date stands there.',
        dates.flatMap(({ readings }) =>
          readings.map((date) => ({ value: date, shown: sayFullDate(date), fits: false })),
        ),
      );
    const [date] = which === 1 ? dates.slice(1) : dates;
    const [first, second] = date?.readings ?? [];
    if (!date || first === undefined) return undefined;
    const near = which === undefined ? text : text.slice(which === 1 ? dates[0]?.to : 0, date.to);
    const choices = date.readings.map((one) => ({
      ...{ value: one, shown: sayFullDate(one) },
      fits: date.readings.length > 1 && near !== '' && /[a-z]{3}/i.test(near) && fitsWeekday(near, one),
    }));
    const written = text.slice(date.from, date.to);
    if (second !== undefined)
      return problem(taken, `“${written}” can be ${sayFullDate(first)} or ${sayFullDate(second)}.`, choices);
    if (!fitsWeekday(near, first))
      return problem(taken, `The day of the week is not that of ${sayFullDate(first)}.`, choices);
    return value(
      taken,
      first,
      sayFullDate(first),
      date.isShortYear ? 'The year stands there in two figures.' : '',
    );
  };
}

const COUNT =
  /^\(?(\d{1,3})\)?(?:$|\s{0,2}(?:nights?|rooms?|units?|adults?|guests?|child|children|persons?|people|pax)(?![a-z]))/i;

/** A whole number between two bounds that is all there is, or has its own word behind it. */
export const readCount =
  (least: number, most: number): ReadValue =>
  ({ text }, taken) => {
    const digits = COUNT.exec(text.trim())?.[1];
    const count = digits === undefined ? -1 : Number(digits);
    return count < least || count > most ? undefined : value(taken, count, String(count));
  };

const HEADS = /(\d{1,2})\s{0,2}(?:\(s\))?\s?(adult|child|kid|guest|person|people|pax)/gi;

/** "2 Adults, 1 Child" is three; a number alone is that many. */
export const readHeads: ReadValue = (labelled, taken) => {
  const heads = [...labelled.text.matchAll(HEADS)].map(([, digits]) => Number(digits));
  if (heads.length === 0) return readCount(1, 99)(labelled, taken);
  const sum = heads.reduce((all, one) => all + one, 0);
  return sum < 1 || sum > 99 ? undefined : value(taken, sum, String(sum));
};

/** A person's name: letters, few words, no address and no figures. */
export const readName: ReadValue = ({ text }, taken) => {
  if (text.includes(COVER)) return problem(taken, CARD);
  const name = text.replace(/\s+/gu, ' ').trim();
  if (name.length < 2 || name.length > 80 || /[\d@:<>{}[\]]|https?/iu.test(name)) return undefined;
  if (!/\p{Letter}{2}/u.test(name) || name.split(' ').length > 7) return undefined;
  return value(taken, name, name);
};

export interface RoomChoice {
  readonly roomTypeId: number;
  /** As the extranet calls it. */
  readonly name: string;
}

export const plainRoom = (name: string): string =>
  name
    .replace(/[\s\u00a0\u200b]+/gu, ' ')
    .trim()
    .toLowerCase();

/** One of the rooms there, exactly by its name; any other name is asked. */
export const readRoom =
  (rooms: readonly RoomChoice[], channel: string): ReadValue =>
  ({ text }, taken) => {
    const named = text.replace(/^\d{1,2}\s?[x\u00d7]\s?/iu, '').replace(/\s?[x\u00d7]\s?\d{1,2}$/iu, '');
    if (!/\p{Letter}{2}/u.test(named)) return undefined;
    const room = rooms.filter(({ name }) => plainRoom(name) === plainRoom(named));
    const [first] = room;
    if (first && room.length === 1) return value(taken, first.roomTypeId, first.name);
    const choices = rooms.map(({ roomTypeId, name }) => ({ value: roomTypeId, shown: name, fits: false }));
    return problem(taken, `“${named.slice(0, 80)}” is the name of no room of ${channel} here.`, choices);
  };

/** Units out of "2 x Standard Double Room". */
export const readUnitsOfRoom: ReadValue = ({ text }, taken) => {
  const digits = /^(\d{1,2})\s?[x\u00d7]\s?\p{Letter}/iu.exec(text)?.[1];
  const count = Number(digits ?? 0);
  return count < 1 || count > 50 ? undefined : value(taken, count, String(count));
};

function priceOf(
  amount: WrittenAmount,
  text: string,
  own: string,
  taken: readonly Taken[],
): Candidate | undefined {
  const { currency, number } = amount;
  const written = text.slice(amount.from, amount.to).trim();
  // a bare number has to be all there is: "3 nights" is no price
  if (currency === '' && text.trim() !== number.trim()) return undefined;
  if (currency === null)
    return problem(
      taken,
      `The sign in “${written}” is that of several currencies. Type the price in ${own}.`,
    );
  if (currency !== '' && currency !== own)
    return problem(
      taken,
      `It says ${written}, and this hotel counts in ${own}. Type what that is in ${own}.`,
    );
  const minor = minorOf(number, own);
  if (minor === undefined || minor === 'unclear' || minor < 0)
    return problem(taken, `“${written}” can not be read as one amount. Type the price.`);
  const words = currency === '' ? `No currency stands there; taken as ${own}.` : '';
  return value(taken, minor, formatMoney({ minor, currency: own }), words);
}

/** A price in the hotel's own currency; one in another is asked. */
export const readPrice =
  (own: string): ReadValue =>
  ({ text }, taken) => {
    if (text.includes(COVER)) return problem(taken, CARD);
    const amounts = amountsIn(text);
    const marked = amounts.filter(({ currency }) => currency !== '');
    const ours = marked.filter(({ currency }) => currency === own);
    const [one] = ours.length === 1 ? ours : marked.length > 0 ? marked : amounts;
    if (!one) return undefined;
    if (ours.length > 1 || (ours.length === 0 && marked.length > 1))
      return problem(taken, 'More than one amount stands there. Type the price.');
    return priceOf(one, text, own, taken);
  };

import { addNights, parseStayDate, type StayDate, stayDateOf } from '../../src/domain/stay-date.ts';

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
] as const;

const WORD = /^(?:[a-z]{3,9}[ ,]+)?(\d{1,2})(?:st|nd|rd|th)?[ .,-]*([a-z]{3,9})[ .,'-]*(\d{4}|\d{2})?$/;
const WORD_FIRST = /^([a-z]{3,9})[ .-]*(\d{1,2})(?:st|nd|rd|th)?(?:[ ,.'-]+(\d{4}|\d{2}))?$/;
const NUMBERS = /^(\d{1,2})([./ -])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/;
/** A booking that is entered may have begun a while ago, and one for last spring is nobody's any more. */
const BACK = 60;

const monthOf = (word: string): number =>
  word === 'sept' ? 9 : MONTHS.findIndex((name) => name.startsWith(word)) + 1;

/** Without a year, the one in which it lies next, a stay that has just begun included. */
function dateOf(today: StayDate, day: string, month: number, year: string | undefined): StayDate | undefined {
  if (year !== undefined)
    return stayDateOf(Number(year) + (year.length === 2 ? 2000 : 0), month, Number(day));
  const earliest = addNights(today, -BACK);
  const first = Number(earliest.slice(0, 4));
  // 29 February may be years away
  return Array.from({ length: 9 }, (_, index) => stayDateOf(first + index, month, Number(day))).find(
    (date) => date !== undefined && date >= earliest,
  );
}

/**
 * The date that somebody typed: "12 mar", "Mar 12", "12.3.", "12/3/27", "2027-03-12", "today", "tomorrow". Numbers are day
 * first; say the date in words beside the field. Undefined while it is no date.
 */
export function readTypedDate(typed: string, today: StayDate): StayDate | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/gu, ' ');
  if (text === 'today') return today;
  if (text === 'tomorrow') return addNights(today, 1);
  const iso = parseStayDate(text);
  if (iso) return iso;
  const word = WORD.exec(text);
  if (word) return dateOf(today, word[1] ?? '', monthOf(word[2] ?? ''), word[3]);
  const wordFirst = WORD_FIRST.exec(text);
  if (wordFirst) return dateOf(today, wordFirst[2] ?? '', monthOf(wordFirst[1] ?? ''), wordFirst[3]);
  const numbers = NUMBERS.exec(text);
  return numbers ? dateOf(today, numbers[1] ?? '', Number(numbers[3]), numbers[4]) : undefined;
}

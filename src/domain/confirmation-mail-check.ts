import type { MailFieldKey } from './confirmation-mail.ts';
import { sayFullDate } from './confirmation-mail-dates.ts';
import type { MailChoice, MailField } from './confirmation-mail-settle.ts';
import { sayNightCount } from './say-nights.ts';
import { addNights, nightsBetween, type StayDate } from './stay-date.ts';

type Field = MailField<MailFieldKey>;

const dateIn = ({ value }: Field): StayDate | undefined =>
  typeof value === 'string' ? (value as StayDate) : undefined;
const choiceOf = (date: StayDate, fits = false): MailChoice => ({
  ...{ value: date, shown: sayFullDate(date), fits },
});

/** What a date may be: its value, or what it is asked about. */
const mayBe = (field: Field): StayDate[] => {
  const value = dateIn(field);
  return value ? [value] : field.choices.map((choice) => choice.value as StayDate);
};

/** Says of each reading of a date whether it goes with the other end and the number of nights. Chooses none. */
function markFitting(field: Field, fits: (date: StayDate) => boolean): Field {
  if (field.sure !== 'open' || field.choices.length === 0) return field;
  return {
    ...field,
    choices: field.choices.map((choice) => ({ ...choice, fits: fits(choice.value as StayDate) })),
  };
}

/** A stay that does not end after it begins, or not after as many nights as are said, is for a person. */
function checkEnd(arrival: Field, departure: Field, nights: Field): Field {
  const [from, to] = [dateIn(arrival), dateIn(departure)];
  const count = typeof nights.value === 'number' ? nights.value : undefined;
  if (from === undefined) return departure;
  if (to === undefined) {
    if (count === undefined || departure.taken.length > 0) return departure;
    const worked = addNights(from, count);
    const words = `Not written there; worked out from ${sayNightCount(count)}.`;
    const { taken } = nights;
    return { ...departure, value: worked, shown: sayFullDate(worked), sure: 'check', words, taken };
  }
  const open = { ...departure, value: null, shown: '', sure: 'open' } as const;
  const said = nightsBetween(from, to);
  if (said < 1) return { ...open, words: 'It is not after the arrival.', choices: [] };
  if (count === undefined || count === said) return departure;
  const words = `To ${sayFullDate(to)} are ${sayNightCount(said)}, and it says ${sayNightCount(count)}.`;
  return { ...open, words, choices: [choiceOf(to), choiceOf(addNights(from, count))] };
}

/** Holds arrival, departure and nights against each other. */
export function crossCheck(fields: readonly Field[]): Field[] {
  const by = new Map(fields.map((field) => [field.key, field]));
  const [arrival, departure, nights] = [by.get('arrival'), by.get('departure'), by.get('nights')];
  if (!arrival || !departure || !nights) return [...fields];
  const count = typeof nights.value === 'number' ? nights.value : undefined;
  const goes = (from: StayDate, to: StayDate): boolean =>
    count === undefined ? from < to : nightsBetween(from, to) === count;
  const [starts, ends] = [mayBe(arrival), mayBe(departure)];
  const checked: Partial<Record<MailFieldKey, Field>> = {
    arrival: markFitting(arrival, (from) => ends.some((to) => goes(from, to))),
    departure: checkEnd(
      arrival,
      markFitting(departure, (to) => starts.some((from) => goes(from, to))),
      nights,
    ),
  };
  return fields.map((field) => checked[field.key] ?? field);
}

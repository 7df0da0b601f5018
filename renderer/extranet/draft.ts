import type { MailFieldView } from '../../src/contract/extranet-bookings.ts';
import type { InputOf } from '../../src/contract/index.ts';
import { minorDigits, parseMinor } from '../../src/domain/money.ts';
import { sayDate } from '../../src/domain/say-nights.ts';
import {
  addNights,
  lengthOfStay,
  type NightRange,
  parseStayDate,
  type StayDate,
} from '../../src/domain/stay-date.ts';
import { readTypedDate } from './typed-date.ts';

/** The fields of a booking that was found, in the order in which mails and extranets show them. */
export const FOUND_FIELDS = [
  'connection',
  'reference',
  'room',
  'arrival',
  'nights',
  'departure',
  'guestName',
  'guests',
  'price',
  'units',
] as const;
export type FoundField = (typeof FOUND_FIELDS)[number];

/** What stands in the fields, as it was typed. `contact` and `note` are never asked for. */
export type Draft = Readonly<Record<FoundField | 'contact' | 'note', string>> & {
  /** Which of the two follows the other one. */
  readonly follows: 'departure' | 'nights';
};

export const EMPTY_DRAFT: Draft = {
  ...{ connection: '', reference: '', room: '', arrival: '', nights: '', departure: '', guestName: '' },
  ...{ guests: '', price: '', units: '1', contact: '', note: '' },
  follows: 'departure',
};

const wholeNumber = (text: string): number | undefined =>
  /^\d{1,3}$/.test(text.trim()) ? Number(text) : undefined;

/** A date as it stands in a field: "12 Mar 2027", which can be read only one way. */
export const fieldDate = (date: StayDate): string => sayDate(date, true);

/** Arrival and departure, of which the one that follows is moved along; undefined while they are no stay. */
export function nightsIn(draft: Draft, today: StayDate): NightRange | undefined {
  const arrival = readTypedDate(draft.arrival, today);
  const departure = readTypedDate(draft.departure, today);
  if (!arrival || !departure || departure <= arrival) return undefined;
  return { arrival, departure };
}

function follow(draft: Draft, today: StayDate): Draft {
  const arrival = readTypedDate(draft.arrival, today);
  if (draft.follows === 'departure') {
    const nights = wholeNumber(draft.nights) ?? 0;
    const departure = arrival && nights > 0 && nights <= 730 ? fieldDate(addNights(arrival, nights)) : '';
    return { ...draft, departure };
  }
  const departure = readTypedDate(draft.departure, today);
  const nights = arrival && departure ? lengthOfStay({ arrival, departure }) : 0;
  return { ...draft, nights: nights > 0 ? String(nights) : '' };
}

/** One field typed: departure follows the nights, or the nights follow the departure, whichever was typed last. */
export function typed(draft: Draft, field: keyof Draft, text: string, today: StayDate): Draft {
  const next = { ...draft, [field]: text };
  if (field === 'nights') return follow({ ...next, follows: 'departure' }, today);
  if (field === 'departure') return follow({ ...next, follows: 'nights' }, today);
  return field === 'arrival' ? follow(next, today) : next;
}

/** The fields that a mail speaks of, with what it says; those that it leaves open are emptied. */
export function fromMail(
  draft: Draft,
  fields: readonly MailFieldView[],
  facts: {
    readonly today: StayDate;
    readonly currency: string;
    readonly roomKey: (roomTypeId: number) => string;
  },
): Draft {
  const said = new Map(fields.map((field) => [field.key, field]));
  const textOf = (key: MailFieldView['key']): string => {
    const field = said.get(key);
    return field ? fieldText(field.key, field.value, facts) : '';
  };
  const hasDeparture = textOf('departure') !== '';
  const filled: Draft = {
    ...draft,
    ...{ reference: textOf('reference'), room: textOf('room'), arrival: textOf('arrival') },
    ...{ nights: textOf('nights'), departure: textOf('departure'), guestName: textOf('guestName') },
    ...{ guests: textOf('guests'), price: textOf('price'), units: textOf('units') },
    follows: hasDeparture || textOf('nights') === '' ? 'nights' : 'departure',
  };
  return follow(filled, facts.today);
}

/** A value of a mail as it is typed into its field. */
export function fieldText(
  key: MailFieldView['key'],
  value: string | number | null,
  facts: { readonly currency: string; readonly roomKey: (roomTypeId: number) => string },
): string {
  if (value === null) return '';
  if (key === 'room') return facts.roomKey(Number(value));
  if (key === 'price')
    return (Number(value) / 10 ** minorDigits(facts.currency)).toFixed(minorDigits(facts.currency));
  const date = key === 'arrival' || key === 'departure' ? parseStayDate(String(value)) : undefined;
  return date ? fieldDate(date) : String(value);
}

/** What is wrong with a field as it stands, or null. An empty field that is needed is wrong; guests and price may be empty. */
export function wrongWith(field: FoundField, draft: Draft, today: StayDate, currency: string): string | null {
  const text = draft[field].trim();
  switch (field) {
    case 'connection':
      return text === '' ? 'Choose the channel.' : null;
    case 'reference':
      return text === '' ? 'Give the number of the booking there.' : null;
    case 'room':
      return text === '' ? 'Choose the room that was booked.' : null;
    case 'arrival':
      return readTypedDate(text, today) ? null : 'Give a date such as 12 mar or 12.3.';
    case 'nights': {
      // then it is the departure that is asked for
      if (draft.follows === 'nights') return null;
      const nights = wholeNumber(text) ?? 0;
      return nights > 0 && nights <= 730 ? null : 'Give the nights, or the departure.';
    }
    case 'departure':
      if (nightsIn(draft, today)) return null;
      return readTypedDate(text, today) ? 'This must be after the arrival.' : 'Give a date such as 15 mar.';
    case 'guestName':
      return text === '' ? 'Give the guest’s name as it stands there.' : null;
    case 'guests':
      return text === '' || (wholeNumber(text) ?? 100) < 100 ? null : 'Give a number, or leave it empty.';
    case 'price': {
      const minor = parseMinor(text, currency);
      return text === '' || (minor !== undefined && minor >= 0)
        ? null
        : 'Give an amount such as 120 or 120.50.';
    }
    case 'units': {
      const units = wholeNumber(text) ?? 0;
      return units >= 1 && units <= 50 ? null : 'Give how many rooms it holds.';
    }
  }
}

/** What the core is asked to take in; undefined while a field is wrong. */
export function bookingOf(
  draft: Draft,
  facts: {
    readonly today: StayDate;
    readonly currency: string;
    readonly room: Pick<InputOf<'extranet.book'>, 'room' | 'roomTypeId'>;
  },
): InputOf<'extranet.book'> | undefined {
  const nights = nightsIn(draft, facts.today);
  if (!nights || FOUND_FIELDS.some((field) => wrongWith(field, draft, facts.today, facts.currency) !== null))
    return undefined;
  const contact = draft.contact.trim();
  const note = draft.note.trim();
  return {
    ...{
      connectionId: Number(draft.connection),
      reference: draft.reference.trim(),
      ...facts.room,
      ...nights,
    },
    ...{ guestName: draft.guestName.trim(), guests: wholeNumber(draft.guests) ?? null },
    ...{ priceMinor: parseMinor(draft.price, facts.currency) ?? null, units: wholeNumber(draft.units) ?? 1 },
    ...(contact === '' ? {} : { contact }),
    ...(note === '' ? {} : { note }),
  };
}

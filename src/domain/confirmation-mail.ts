import { channelName } from './channel.ts';
import { dropCardNumbers } from './confirmation-mail-cards.ts';
import { crossCheck } from './confirmation-mail-check.ts';
import {
  plainRoom,
  readCount,
  readDate,
  readHeads,
  readName,
  readPrice,
  readReference,
  readRoom,
  readUnitsOfRoom,
  type ReadValue,
  type RoomChoice,
} from './confirmation-mail-fields.ts';
import { type Labelled, labelledIn, plainText } from './confirmation-mail-labels.ts';
import type { MailLabel, MailLayout } from './confirmation-mail-layout.ts';
import { type Candidate, type MailField, settleField, type Taken } from './confirmation-mail-settle.ts';

export type { MailChoice, MailField, Taken } from './confirmation-mail-settle.ts';

export const MAIL_FIELDS = [
  'reference',
  'arrival',
  'departure',
  'nights',
  'room',
  'units',
  'guestName',
  'guests',
  'price',
] as const;
export type MailFieldKey = (typeof MAIL_FIELDS)[number];

export const MAIL_KINDS = ['booking', 'cancellation', 'change', 'unknown'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Longer than any mail. */
export const LONGEST_MAIL = 1_000_000;

/** What a mail's words are held against. */
export interface MailFacts {
  readonly layout: MailLayout;
  /** The rooms of the channel, by their names there. */
  readonly rooms: readonly RoomChoice[];
  /** Of the hotel. */
  readonly currency: string;
}

export interface MailReading {
  readonly kind: MailKind;
  /** What that rests on, or why it is not known. */
  readonly kindWords: string;
  /** All of {@link MAIL_FIELDS}, in that order. */
  readonly fields: readonly MailField<MailFieldKey>[];
  /** How many numbers looked like card data and were left out before anything was read. */
  readonly dropped: number;
}

/** The layouts whose channel a text names. */
export function layoutsNamed(text: string, layouts: readonly MailLayout[]): MailLayout[] {
  const plain = plainText(text.slice(0, LONGEST_MAIL));
  return layouts.filter(({ marks }) => marks.some((mark) => plain.includes(mark)));
}

function kindOf(plain: string, layout: MailLayout): Pick<MailReading, 'kind' | 'kindWords'> {
  const phraseOf = (phrases: readonly string[]) => phrases.find((phrase) => plain.includes(phrase));
  const said = [
    ['booking', phraseOf(layout.booked)],
    ['cancellation', phraseOf(layout.cancelled)],
    ['change', phraseOf(layout.changed)],
  ] as const;
  const found = said.filter(([, phrase]) => phrase !== undefined);
  const [first] = found;
  if (found.length === 1 && first?.[1] !== undefined)
    return { kind: first[0], kindWords: `It says “${first[1]}”.` };
  return {
    kind: 'unknown',
    kindWords: first
      ? `It says ${found.map(([, phrase]) => `“${phrase ?? ''}”`).join(' and ')}. Look what it is.`
      : 'It does not say whether it is a new booking, a change or a cancellation. Look what it is.',
  };
}

interface Reading {
  readonly text: string;
  readonly facts: MailFacts;
  readonly by: ReadonlyMap<MailLabel, readonly Labelled[]>;
}

const takenOf = (text: string, { from, to }: { readonly from: number; readonly to: number }): Taken => ({
  ...{ from, to, snippet: text.slice(from, to) },
});

const candidates = ({ text, by }: Reading, label: MailLabel, read: ReadValue): Candidate[] =>
  (by.get(label) ?? []).flatMap((one) => read(one, [takenOf(text, one.whole)]) ?? []);

/** First and last name from their own lines, where there is one of each. */
function wholeName(reading: Reading): Candidate[] {
  const [first, ...firsts] = candidates(reading, 'guestFirst', readName);
  const [last, ...lasts] = candidates(reading, 'guestLast', readName);
  if (first?.value === undefined || last?.value === undefined || firsts.length + lasts.length > 0) return [];
  const name = `${String(first.value)} ${String(last.value)}`;
  return [{ taken: [...first.taken, ...last.taken], value: name, shown: name, words: '' }];
}

/** Adults and children from their own lines. */
function countedHeads(reading: Reading): Candidate[] {
  const adults = candidates(reading, 'adults', readCount(1, 99));
  const children = candidates(reading, 'children', readCount(0, 99));
  const [grown] = adults;
  if (!grown || adults.length > 1 || children.length > 1) return [];
  const [young] = children;
  const sum = Number(grown.value) + Number(young?.value ?? 0);
  return [{ taken: [...grown.taken, ...(young?.taken ?? [])], value: sum, shown: String(sum), words: '' }];
}

/** Rooms that have a line to themselves: how some mails name the room. */
function roomLines({ text, facts }: Reading): Candidate[] {
  const plain = plainText(text);
  return facts.rooms.flatMap(({ roomTypeId, name }): Candidate[] => {
    const wanted = plainText(plainRoom(name));
    if (wanted === '') return [];
    for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + wanted.length)) {
      const to = at + wanted.length;
      const isLine = /(?:^|[\n\r\t|])[ *>-]{0,4}$/.test(plain.slice(Math.max(0, at - 6), at));
      if (!isLine || !/^[ ]{0,4}(?:$|[\n\r\t|])/.test(plain.slice(to, to + 6))) continue;
      const words = 'The name of the room stands by itself in a line.';
      return [{ taken: [takenOf(text, { from: at, to })], value: roomTypeId, shown: name, words }];
    }
    return [];
  });
}

function roomField(reading: Reading): MailField<'room'> {
  const { rooms, layout } = reading.facts;
  const labelled = candidates(reading, 'room', readRoom(rooms, channelName(layout.channel)));
  const found = labelled.length > 0 ? labelled : roomLines(reading);
  const field = settleField('room', found, 'The room was not found.');
  if (field.sure !== 'open' || field.choices.length > 0) return field;
  const choices = rooms.map(({ roomTypeId, name }) => ({ value: roomTypeId, shown: name, fits: false }));
  return { ...field, choices };
}

function fieldsOf(reading: Reading): MailField<MailFieldKey>[] {
  const of = (label: MailLabel, read: ReadValue): Candidate[] => candidates(reading, label, read);
  const { currency } = reading.facts;
  return [
    settleField('reference', of('reference', readReference), 'The number of the booking was not found.'),
    settleField(
      'arrival',
      [...of('arrival', readDate()), ...of('stay', readDate(0))],
      'The arrival was not found.',
    ),
    settleField(
      'departure',
      [...of('departure', readDate()), ...of('stay', readDate(1))],
      'The departure was not found.',
    ),
    settleField('nights', of('nights', readCount(1, 730)), 'The number of nights was not found.'),
    roomField(reading),
    settleField(
      'units',
      [...of('units', readCount(1, 50)), ...of('room', readUnitsOfRoom)],
      'How many rooms is not said.',
    ),
    settleField(
      'guestName',
      [...of('guestName', readName), ...wholeName(reading)],
      'The guest was not found.',
    ),
    settleField(
      'guests',
      [...of('guests', readHeads), ...countedHeads(reading)],
      'How many guests is not said.',
    ),
    settleField('price', of('price', readPrice(currency)), 'The price was not found.'),
  ];
}

/**
 * What the text of a confirmation says of a booking. Card data is covered before anything is looked at. A field has a value
 * only where the text can mean nothing else; anything else is left open with the reason and what it may be. Never throws, and
 * takes time in proportion to the text's length.
 */
export function readConfirmationMail(mail: string, facts: MailFacts): MailReading {
  const { text, dropped } = dropCardNumbers(mail.slice(0, LONGEST_MAIL));
  const by = Map.groupBy(labelledIn(text, facts.layout), ({ label }) => label);
  const fields = crossCheck(fieldsOf({ text, facts, by }));
  return { ...kindOf(plainText(text), facts.layout), fields, dropped };
}

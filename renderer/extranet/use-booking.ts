import { type RefObject, useRef, useState } from 'react';
import type { ExtranetTwin, MailFieldView } from '../../src/contract/extranet-bookings.ts';
import type { InputOf, OutputOf } from '../../src/contract/index.ts';
import { dropCardNumbers } from '../../src/domain/confirmation-mail-cards.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { coreToday } from '../core/now.ts';
import { failureOf } from '../core/query-cache.ts';
import { client } from '../core/transport.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { showBooked } from './booked-notice.tsx';
import { closeExtranetDialog } from './dialogs.ts';
import {
  bookingOf,
  type Draft,
  EMPTY_DRAFT,
  FOUND_FIELDS,
  type FoundField,
  fromMail,
  nightsIn,
  typed,
  wrongWith,
} from './draft.ts';
import { twinsRefused } from './twin-lines.ts';

export type MailAnswer = OutputOf<'extranet.readMail'>;
/** A mail that was pasted: its text with card data covered, and what it says. Lives and ends with the dialog. */
export interface Mail {
  readonly text: string;
  readonly dropped: number;
  readonly answer: MailAnswer;
}
export interface Asked {
  readonly booking: InputOf<'extranet.book'>;
  readonly candidates: readonly ExtranetTwin[];
  readonly canInsist: boolean;
  readonly words: string;
}

const roomKey = (roomTypeId: number): string => String(roomTypeId);
/** The room that is meant: a room type, or where two rooms there are one here, the room there. */
const roomOf = (key: string): Pick<InputOf<'extranet.book'>, 'room' | 'roomTypeId'> =>
  key.startsWith('room:') ? { room: key.slice(5) } : { roomTypeId: Number(key) };

const focusField = (form: RefObject<HTMLElement | null>, field: FoundField): void =>
  form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();

const having = <T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> => new Set([...set, one]);

/** The form of a booking that was found: what is typed, what a mail said of it, and what stands in the way of saving it. */
export function useBooking(connectionId: number | null) {
  const { currency } = useHotel();
  const today = coreToday();
  const form = useRef<HTMLFormElement>(null);
  const book = useCommand('extranet.book');
  const [draft, setDraft] = useState<Draft>({ ...EMPTY_DRAFT, connection: connectionId?.toString() ?? '' });
  const [mail, setMail] = useState<Mail | null>(null);
  const [isReading, setReading] = useState(false);
  const [done, setDone] = useState<ReadonlySet<FoundField>>(new Set());
  const [tried, setTried] = useState<ReadonlySet<FoundField>>(new Set());
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);

  const wrong = (field: FoundField): string | null => wrongWith(field, draft, today, currency);
  const said = (field: FoundField): MailFieldView | undefined =>
    done.has(field) ? undefined : mail?.answer.fields.find(({ key }) => key === field);
  const isOpen = (field: FoundField): boolean => {
    const isSettled =
      field === draft.follows || (field === 'departure' && nightsIn(draft, today) !== undefined);
    return wrong(field) !== null || (said(field)?.sure === 'open' && !isSettled && !done.has(field));
  };

  const readMail = async (pasted: string, ofChannel?: string): Promise<void> => {
    if (isReading) return;
    const { text, dropped } = dropCardNumbers(pasted);
    const channel = ofChannel ?? draft.connection;
    setReading(true);
    setFailure(null);
    try {
      const given = channel === '' ? {} : { connectionId: Number(channel) };
      const answer = await client.call('extranet.readMail', { text, ...given });
      const filled = fromMail(draft, answer.fields, { today, currency, roomKey });
      const next = { ...filled, connection: answer.connectionId?.toString() ?? channel };
      setMail({ text, dropped: Math.max(dropped, pasted === mail?.text ? mail.dropped : 0), answer });
      if (answer.connectionId !== null) setDraft(next);
      setDone(new Set());
      const first = FOUND_FIELDS.find(
        (field) =>
          wrongWith(field, next, today, currency) !== null ||
          (field !== next.follows && answer.fields.some(({ key, sure }) => key === field && sure === 'open')),
      );
      // the fields are filled first, and only then is one of them to be looked at
      requestAnimationFrame(() =>
        focusField(form, (answer.kind === 'cancellation' ? undefined : first) ?? 'reference'),
      );
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setReading(false);
    }
  };

  const set = (field: keyof Draft, text: string): void => {
    setDraft((old) => typed(old, field, text, today));
    setFailure(null);
    if (field === 'connection' && text !== '') {
      if (mail) void readMail(mail.text, text);
      else setDraft((old) => ({ ...old, room: '' }));
    } else if (field !== 'follows') setDone((old) => having(old, field as FoundField));
  };

  const save = async (surely?: InputOf<'extranet.book'>): Promise<void> => {
    const booking = surely ?? bookingOf(draft, { today, currency, room: roomOf(draft.room) });
    if (!booking || book.isRunning) return;
    const saved = await book.run(surely ? { ...booking, surely: true } : booking, {
      isQuiet: true,
      onFailure: (refused) => {
        const twins = twinsRefused(refused);
        if (twins) setAsked({ booking, words: refused.message, ...twins });
        else {
          setAsked(null);
          setFailure(refused);
        }
        return true;
      },
    });
    if (!saved) return;
    closeExtranetDialog();
    showBooked(saved, booking.connectionId);
  };

  /** Enter: on to the next field that is open or wrong, or where there is none, saves. */
  const goOn = (from: FoundField | null): void => {
    setTried((old) => (from === null ? new Set(FOUND_FIELDS) : having(old, from)));
    if (from !== null) setDone((old) => having(old, from));
    const order = FOUND_FIELDS.filter((field) => isOpen(field) && !(field === from && wrong(field) === null));
    const at = from === null ? -1 : FOUND_FIELDS.indexOf(from);
    const next = order.find((field) => FOUND_FIELDS.indexOf(field) > at) ?? order[0];
    if (next) focusField(form, next);
    else void save();
  };

  return {
    ...{
      form,
      draft,
      set,
      said,
      mail,
      isReading,
      readMail,
      goOn,
      save,
      asked,
      setAsked,
      failure,
      today,
      currency,
    },
    isSaving: book.isRunning,
    /** Lets go of the mail, not of what it filled in; another one can be pasted. */
    forget: (): void => {
      setMail(null);
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-paste]')?.focus());
    },
    /** What is wrong with a field, once somebody has been at it. */
    error: (field: FoundField): string | null => (tried.has(field) ? wrong(field) : null),
    leave: (field: FoundField): void => {
      if (draft[field].trim() !== '') setTried((old) => having(old, field));
    },
    focus: (field: FoundField): void => {
      requestAnimationFrame(() => focusField(form, field));
    },
  };
}
export type BookingForm = ReturnType<typeof useBooking>;

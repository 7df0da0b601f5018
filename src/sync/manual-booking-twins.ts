import type { Channel } from '../domain/channel.ts';
import { dayNumber, type StayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { rowsWhere } from '../store/find.ts';
import { roomStaysOf } from '../store/feeds-stays.ts';
import { type OverlappingTaker, takersBetween } from '../store/stays-overlap.ts';
import { plainReference } from './manual-booking.ts';

/** What is asked about before it is entered. */
export interface TwinQuestion {
  readonly channel: Channel;
  readonly reference: string;
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  readonly guestName: string;
}

/**
 * `same-reference`: it is here under the channel's own number. `likely`: the same nights, and a name like it. `possible`: some of
 * the nights and a name like it, or the same nights of this channel without a name.
 */
export type TwinReason = 'same-reference' | 'likely' | 'possible';

export interface Twin extends OverlappingTaker {
  readonly reason: TwinReason;
}

const MOST = 5;

/** A name's words without accents, titles and order. */
function wordsOf(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  const words = plain.split(/[^\p{Letter}\p{Number}]+/u).filter((word) => word.length > 1);
  return [...new Set(words.filter((word) => !TITLES.has(word)))];
}
const TITLES: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'shri', 'smt', 'guest']);

/** True where one letter was left out, put in or mistaken. */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = short.length === long.length ? short.slice(at + 1) : short.slice(at);
  return rest === long.slice(at + 1);
}

const isSameWord = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= 5 && isOneOff(a, b));

/** True where two names may well be one person: half of the shorter one's words are in the other, a typing mistake allowed. */
export function isNameLike(a: string, b: string): boolean {
  const [short = [], long = []] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length);
  const shared = short.filter((word) => long.some((other) => isSameWord(word, other)));
  return shared.some((word) => word.length > 2) && shared.length * 2 >= short.length;
}

function reasonFor(question: TwinQuestion, taker: OverlappingTaker): TwinReason | undefined {
  const isSameNights = taker.arrival === question.arrival && taker.departure === question.departure;
  const isSameType = taker.roomTypeId === question.roomTypeId;
  if (taker.guestName === '')
    return isSameNights && isSameType && taker.channel === question.channel ? 'possible' : undefined;
  if (taker.kind === 'block' || !isNameLike(taker.guestName, question.guestName)) return undefined;
  if (isSameNights && isSameType) return 'likely';
  return isSameNights || isSameType ? 'possible' : undefined;
}

/** By the channel's own number, whatever brought it: a channel manager brings bookings of the same channel. */
export function twinsByReference(
  read: ReadHandle,
  { channel, reference }: Pick<TwinQuestion, 'channel' | 'reference'>,
): Twin[] {
  const spellings = [...new Set([reference, plainReference(reference)])];
  return rowsWhere(read, 'reservation', 'channelRef', spellings)
    .filter((row) => row.channel === channel)
    .map((row): Twin => {
      const [stay] = roomStaysOf(read, row.id);
      const { guestName, channelRef, status, id: reservationId } = row;
      const { arrival = '', departure = '', roomTypeId = 0 } = stay ?? {};
      const facts = { reservationId, guestName, channelRef, status, channel: row.channel };
      return { kind: 'stay', reason: 'same-reference', ...facts, roomTypeId, arrival, departure };
    });
}

const ORDER: readonly TwinReason[] = ['same-reference', 'likely', 'possible'];

/** What may be the same booking under another hand, the surest first, a few at most. */
export function twinsOf(read: ReadHandle, question: TwinQuestion): Twin[] {
  const byReference = twinsByReference(read, question);
  const known = new Set(byReference.map(({ reservationId }) => reservationId));
  const [from, to] = [dayNumber(question.arrival), dayNumber(question.departure)];
  const similar = takersBetween(read, from, to).flatMap((taker): Twin[] => {
    if (taker.reservationId !== null && known.has(taker.reservationId)) return [];
    const reason = reasonFor(question, taker);
    return reason ? [{ ...taker, reason }] : [];
  });
  const once = new Map(similar.map((twin, at) => [twin.reservationId ?? `block ${String(at)}`, twin]));
  return [...byReference, ...once.values()]
    .sort((a, b) => ORDER.indexOf(a.reason) - ORDER.indexOf(b.reason))
    .slice(0, MOST);
}

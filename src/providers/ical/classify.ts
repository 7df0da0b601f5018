import type { Channel } from '../../domain/channel.ts';
import type { EventKind, FeedMode } from '../../domain/feed.ts';
import { foldText } from './fold-text.ts';

/** What is known of an event beyond its nights. */
export interface Classified {
  readonly kind: EventKind;
  readonly channelRef: string | null;
  readonly guestName: string;
}

/** Stems in folded text. Hints for display and severity only: every kind takes its nights. */
const HOLD =
  /\b(?:tentativ|provisoir|provisor|vorlaufig|pending|en attente|optioniert|preventiv)|\bin attesa\b|\bauf anfrage\b/;
const RESERVATION =
  /\b(?:reserv|reservier|booked|booking|gebucht|buchung|prenotat|prenotazion|geboekt|gereserv)/;
const BLOCK =
  /\b(?:block|bloqu|bloccat|not available|unavailable|indisponib|indisponiv|no disponible|non disponibil|nao disponiv|closed|close\b|ferme\b|geschlossen|chiuso|cerrado|gesperrt|nicht verfugbar|niet beschikbaar|geblokkeerd|owner|eigentumer|proprietair|proprietario|maintenance|wartung)/;

const BOOKING_CODE = /\bHM[A-Z0-9]{8}\b/;
/** `Name (HMCODE)`, which Airbnb wrote before it left names out and which others still imitate. */
const NAME_AND_CODE = /^(.+?)\s*\((HM[A-Z0-9]{8})\)\s*$/;
const WORD_AND_NAME = /^([^-‐-―−]+?)\s*[-‐-―−]\s*(\S.*)$/u;
const MAX_NAME_LENGTH = 80;

/** The booking code in a description as it stands in the feed, escapes and all. */
export const bookingCodeIn = (description: string): string | null =>
  BOOKING_CODE.exec(description)?.[0] ?? null;

const name = (text: string | undefined): string =>
  (text ?? '').trim().slice(0, MAX_NAME_LENGTH).toWellFormed();

function genericKind(folded: string): EventKind {
  if (HOLD.test(folded)) return 'hold';
  // "unreserved", "not booked" are rare enough; a block that says "owner booking" is a booking to whoever wrote it
  if (RESERVATION.test(folded)) return 'reservation';
  return BLOCK.test(folded) ? 'block' : 'unknown';
}

function airbnb(summary: string, folded: string, code: string | null): Classified {
  const old = NAME_AND_CODE.exec(summary);
  if (old) return { kind: 'reservation', channelRef: old[2] ?? null, guestName: name(old[1]) };
  const kind =
    code !== null ? 'reservation' : folded.includes('not available') ? 'block' : genericKind(folded);
  return { kind, channelRef: code, guestName: '' };
}

/** `Reserved - Ana`, `Réservée - Ana`, `Provisoire - Ana`: the word is the brand's language, the rest a first name. */
function vrbo(summary: string, folded: string): Classified {
  const parts = WORD_AND_NAME.exec(summary);
  const kind = genericKind(parts ? foldText(parts[1] ?? '') : folded);
  const hasName = parts !== null && (kind === 'reservation' || kind === 'hold');
  return {
    kind: parts !== null && kind === 'unknown' ? genericKind(folded) : kind,
    channelRef: null,
    guestName: hasName ? name(parts[2]) : '',
  };
}

/** Booking.com writes one text for stays and closures; only the export's mode tells them apart. */
function booking(summary: string, mode: FeedMode): Classified {
  if (mode === 'closed-nights') return { kind: 'block', channelRef: null, guestName: '' };
  const rest = /^closed\s*[-‐-―−]\s*(\S.*)$/iu.exec(summary)?.[1];
  const isName = rest !== undefined && genericKind(foldText(rest)) === 'unknown';
  return { kind: 'reservation', channelRef: null, guestName: isName ? name(rest) : '' };
}

function byChannel(channel: Channel, mode: FeedMode, summary: string, code: string | null): Classified {
  const folded = foldText(summary);
  if (channel === 'airbnb') return airbnb(summary, folded, code);
  if (channel === 'booking') return booking(summary, mode);
  if (channel === 'vrbo') return vrbo(summary, folded);
  const old = NAME_AND_CODE.exec(summary);
  if (old) return { kind: 'reservation', channelRef: old[2] ?? null, guestName: name(old[1]) };
  return { kind: genericKind(folded), channelRef: null, guestName: '' };
}

export interface ToClassify {
  readonly summary: string;
  /** From its description, where there is one. */
  readonly code: string | null;
  readonly status: string | null;
}

/**
 * What an event stands for, its booking code and the guest's name where the channel gives them. Nothing else of a
 * description ever comes here: it may hold telephone numbers, addresses and door codes.
 */
export function classifyEvent(channel: Channel, mode: FeedMode, event: ToClassify): Classified {
  const found = byChannel(channel, mode, event.summary, event.code);
  return event.status === 'TENTATIVE' && mode === 'stays' ? { ...found, kind: 'hold' } : found;
}

import { type Channel, CHANNEL_FACTS, channelName } from './channel.ts';
import { sayDate } from './say-nights.ts';
import type { StayDate } from './stay-date.ts';

/** How a conflict came about. */
export const CAUSES = [
  'update-window',
  'stale-channel',
  'unmapped',
  'rejected-update',
  'extranet-edit',
  'auto-replenish',
  'allotment',
  'overbooked-here',
  'moved-onto-taken',
  'no-single-unit',
  'ical-echo',
  'time-or-dtend',
  'two-desks-offline',
  'alive-at-channel',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];
/** `sure`: the times on record leave no other way. `likely`: they fit. `guess`: nothing speaks against it. */
export type Certainty = 'sure' | 'likely' | 'guess';

/** The name as it stands after "Cause:", and what it means for the desk. */
export const CAUSE_WORDS: Readonly<Record<Cause, { readonly name: string; readonly words: string }>> = {
  'update-window': {
    name: 'both booked inside the update window',
    words: 'The second channel had not yet read that the nights were gone.',
  },
  'stale-channel': {
    name: 'stale or frozen channel',
    words:
      'One side did not read the other for longer than it should. Look at that channel before more is sold.',
  },
  unmapped: {
    name: 'not linked',
    words: 'The channel is not linked to this unit or room type, so it could not know. Link it in Channels.',
  },
  'rejected-update': {
    name: 'the channel refused our update',
    words: 'We closed the nights, the channel did not take it. Its reason is in the list of what was sent.',
  },
  'extranet-edit': {
    name: 'changed by hand in the extranet',
    words: 'Somebody opened the nights at the channel itself.',
  },
  'auto-replenish': {
    name: 'the channel re-opened the nights after a cancellation',
    words: 'The channel gave a cancelled night back to sale by itself. Look for its switch and turn it off.',
  },
  allotment: {
    name: 'sold from a contracted allotment',
    words: 'The channel may sell these nights by contract, whatever we tell it.',
  },
  'overbooked-here': {
    name: 'overbooked here on purpose, or units taken away',
    words: 'It was entered at this desk, with the warning read, or a unit was taken out of sale later.',
  },
  'moved-onto-taken': {
    name: 'a change moved dates onto taken nights',
    words: 'The booking was there before; its new nights were not free.',
  },
  'no-single-unit': {
    name: 'type free, but no single unit',
    words: 'Every night had a unit left, but none was free for the whole stay. Moving others makes room.',
  },
  'ical-echo': {
    name: 'echo of our own calendar',
    words: 'The channel most likely shows our own closed nights back to us. Nobody else is coming.',
  },
  'time-or-dtend': {
    name: 'time zone or end date misread',
    words:
      'The calendar gives times or an end date that can be read one night longer. Check the nights at the channel.',
  },
  'two-desks-offline': {
    name: 'two desks edited while one was offline',
    words: 'Both desks sold the nights before they could see each other’s work.',
  },
  'alive-at-channel': {
    name: 'cancelled here, but alive at the channel',
    words: 'The booking was cancelled at this desk only; the guest still holds it.',
  },
  unknown: {
    name: 'unknown',
    words: 'Nothing on record explains it. The times are below.',
  },
};

/** What is on record about one side. Leave out what is not known; instants in epoch milliseconds. */
export interface PartyEvidence {
  /** "Marlow", "A guest", "the block “Painting”". */
  readonly label: string;
  readonly isStay: boolean;
  readonly channel: Channel;
  /** When the guest booked; null where the channel does not say. */
  readonly bookedAt: number | null;
  /** When it was first known here. */
  readonly receivedAt: number;
  /** The feed that brought it. `lastGoodBeforeAt`: its last good answer before that; `staleAfterMs`: when it counts as silent. */
  readonly feed?: { readonly lastGoodBeforeAt: number | null; readonly staleAfterMs: number };
  /**
   * What its channel could know of the others: when our calendar first held them, and the channel's first reading of that
   * copy. Null where no calendar of ours goes to this channel.
   */
  readonly export?: {
    readonly writtenAt: number | null;
    readonly fetchedAt: number | null;
    /** The channel has not fetched our calendar once. */
    readonly isNeverFetched?: boolean;
  } | null;
  /** Entered at the desk although the desk was warned. */
  readonly acceptedWarningAt?: number;
  /** The change of dates or unit that brought it onto these nights. */
  readonly movedAt?: number;
  /** All its nights are nights of the others. */
  readonly isCovered?: boolean;
  /** Its event carried times, a daylight-saving night, or an odd end date. */
  readonly isTimeDoubtful?: boolean;
  readonly cancelledHereAt?: number;
  readonly enteredOfflineAt?: number;
  readonly unmappedSinceAt?: number;
  /** The channel refused our closing of these nights. */
  readonly updateRefusedAt?: number;
  /** A reading back showed values that were not ours. */
  readonly changedByThemAt?: number;
  readonly reopenedAfterCancellationAt?: number;
  readonly isFromAllotment?: boolean;
}

export interface ConflictEvidence {
  /** IANA zone in which times are said. */
  readonly zone: string;
  readonly parties: readonly PartyEvidence[];
  /** A unit of this type was taken out of sale. */
  readonly unitsReducedAt?: number;
  /** The type had a unit left on each of the nights, but no one unit for all of them. */
  readonly isTypeFreeOnly?: boolean;
  /** They share one night only: the last of one, the first of the other. */
  readonly isEdgeNightOnly?: boolean;
}

export interface Explanation {
  readonly cause: Cause;
  readonly certainty: Certainty;
  /** The evidence, sentence by sentence. */
  readonly because: readonly string[];
}

/** "20 Nov 14:02" in the property's zone. */
export function sayMoment(at: number, zone: string): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return `${sayDate(there.toPlainDate().toString() as StayDate)} ${there.toPlainTime().toString().slice(0, 5)}`;
}

/** "40 min", "3 h", "2 h 10 min", "3 days". */
export function sayDuration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 2880) return `${Math.round(minutes / 1440)} days`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}

/** When it was made, as well as we know. */
export const madeAt = (party: PartyEvidence): number => party.bookedAt ?? party.receivedAt;

/** Longest time after which a channel normally has read our calendar; where nobody knows, six hours. */
export const worstPickUpMs = (channel: Channel): number =>
  (CHANNEL_FACTS[channel].pickUpMinutes?.worst ?? 360) * 60_000;

/** "Marlow was booked 20 Nov 14:02 on Airbnb and known here 20 Nov 14:31." */
export function sayComing(party: PartyEvidence, zone: string): string {
  const known = sayMoment(party.receivedAt, zone);
  const where = party.channel === 'direct' ? 'at the desk' : `on ${channelName(party.channel)}`;
  if (!party.isStay) return `${capital(party.label)} came ${where} and was known here ${known}.`;
  if (party.channel === 'direct') return `${capital(party.label)} was entered ${where} ${known}.`;
  if (party.bookedAt === null) return `${capital(party.label)} came ${where} and was known here ${known}.`;
  return `${capital(party.label)} was booked ${where} ${sayMoment(party.bookedAt, zone)} and known here ${known}.`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

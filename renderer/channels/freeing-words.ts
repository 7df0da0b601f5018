import type { FeedView } from '../../src/contract/feeds.ts';
import { dayNumber, lengthOfStay, nightsOf, type StayDate } from '../../src/domain/stay-date.ts';
import { count } from '../core/words.ts';

type Waiting = Pick<NonNullable<FeedView['quarantine']>, 'leaving' | 'stays'>;
type Stay = Waiting['stays'][number];

/** Stays that lose every night they still have, each once: those are cancelled, the others only grow shorter. */
function cancelledStays({ leaving, stays }: Waiting, today: StayDate): Stay[] {
  const freed = new Set(leaving.flatMap(nightsOf));
  const isLost = ({ nights }: Stay): boolean => {
    const ahead = nightsOf(nights).filter((night) => dayNumber(night) >= dayNumber(today));
    return ahead.length > 0 && ahead.every((night) => freed.has(night));
  };
  return [...new Map(stays.filter(isLost).map((stay) => [stay.reservationId, stay])).values()];
}

/** ", 1 of them arriving today and 2 already begun"; empty where all of them lie ahead. */
function urgentWords(stays: readonly Stay[], today: StayDate): string {
  const arriving = stays.filter(({ nights }) => nights.arrival === today).length;
  const begun = stays.filter(({ nights }) => dayNumber(nights.arrival) < dayNumber(today)).length;
  const parts = [
    arriving > 0 ? `${arriving} of them arriving today` : '',
    begun > 0 ? `${begun}${arriving > 0 ? '' : ' of them'} already begun` : '',
  ].filter(Boolean);
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`;
}

/** What freeing the held nights does, for the person who is about to do it; nothing takes it back. */
export function freeingWords(waiting: Waiting, today: StayDate): string {
  const nights = count(
    waiting.leaving.reduce((sum, range) => sum + lengthOfStay(range), 0),
    'night',
  );
  const stays = cancelledStays(waiting, today);
  const isHere = stays.some(({ nights: own }) => dayNumber(own.arrival) <= dayNumber(today));
  return [
    stays.length === 0
      ? `Free ${nights}. No stay is cancelled.`
      : `Free ${nights} and cancel ${count(stays.length, 'stay')}${urgentWords(stays, today)}.`,
    ...(isHere ? ['Guests who are checked in keep their stay.'] : []),
    'This can not be taken back.',
  ].join(' ');
}

import type { Channel } from '../../domain/channel.ts';
import type { FeedMode, FeedReason } from '../../domain/feed.ts';
import { nightsBetween, type StayDate } from '../../domain/stay-date.ts';

/** Words in a PRODID that only this channel writes. Matched anywhere: the rest of it changes with every version. */
const PRODUCERS: readonly (readonly [RegExp, Channel])[] = [
  [/airbnb/i, 'airbnb'],
  [/booking\.com/i, 'booking'],
  [/homeaway|vrbo|abritel|stayz|fewo-?direkt|bookabach|expedia group/i, 'vrbo'],
  [/agoda/i, 'agoda'],
  [/beds24/i, 'beds24'],
  [/octorate/i, 'octorate'],
];

const HOSTS: readonly (readonly [RegExp, Channel])[] = [
  [/(?:^|\.)airbnb\.[a-z]{2,3}(?:\.[a-z]{2})?$/i, 'airbnb'],
  [/(?:^|\.)booking\.com$/i, 'booking'],
  [/(?:^|\.)(?:vrbo|homeaway|stayz|bookabach|abritel|fewo-direkt)\.[a-z]{2,3}(?:\.[a-z]{2})?$/i, 'vrbo'],
  [/(?:^|\.)agoda\.(?:com|net)$/i, 'agoda'],
  [/(?:^|\.)beds24\.com$/i, 'beds24'],
  [/(?:^|\.)octorate\.com$/i, 'octorate'],
];

/**
 * Who made a feed: by what it says of itself, else by the host it came from, else `other`. Never by its events' texts:
 * other programs copy those.
 */
export function recogniseChannel(producer: string, host: string | undefined): Channel {
  const named = PRODUCERS.find(([pattern]) => pattern.test(producer))?.[1];
  if (named || host === undefined) return named ?? 'other';
  const bare = host.replace(/:\d+$/, '').replace(/\.$/, '');
  return HOSTS.find(([pattern]) => pattern.test(bare))?.[1] ?? 'other';
}

interface NightSpan {
  readonly firstNight: StayDate;
  readonly departure: StayDate;
}

/** Booking.com sells at most some sixteen months ahead, but closes up to eighteen months in "booked and closed" exports. */
const FAR_END_DAYS = 500;
/** Longer than any stay that begins on just the day of reading is likely to be. */
const LONG_RUN_NIGHTS = 31;

/** True where some run of nights starts on the very day of reading, as clipped runs do on every fetch, stays on few. */
export const startsOnDayOfReading = (spans: readonly NightSpan[], asOf: StayDate): boolean =>
  spans.some(({ firstNight }) => firstNight === asOf);

/**
 * What the events of a channel's feed can mean. Only Booking.com has two answers: its "booked and closed dates" export
 * joins stays and closures into runs, clipped to today and reaching to the end of sale. A run that starts today counts
 * as clipped only when it is longer than a stay: one fetch cannot tell a clipped run from an arrival today.
 */
export function detectMode(channel: Channel, spans: readonly NightSpan[], asOf: StayDate): FeedMode {
  if (channel !== 'booking') return 'stays';
  const isClosedNights = spans.some(
    ({ firstNight, departure }) =>
      nightsBetween(asOf, departure) >= FAR_END_DAYS ||
      (firstNight === asOf && nightsBetween(firstNight, departure) > LONG_RUN_NIGHTS),
  );
  return isClosedNights ? 'closed-nights' : 'stays';
}

export const CLOSED_NIGHTS_REASON: FeedReason = {
  code: 'booking-closed-nights',
  message:
    'This Booking.com calendar shows booked and closed dates joined together, so Bellhop can only close its nights and ' +
    'knows of no bookings. In the extranet, export the calendar again with booked dates only.',
};

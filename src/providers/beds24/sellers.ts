import type { Channel } from '../../domain/channel.ts';

/** Who sold it, by the number Beds24 gives to where bookings come from. */
const BY_SOURCE: Readonly<Record<number, Channel>> = {
  1: 'direct',
  10: 'airbnb',
  14: 'expedia',
  17: 'agoda',
  19: 'booking',
  30: 'vrbo',
  46: 'airbnb',
  53: 'other',
  58: 'other',
  999: 'other',
};
const BY_SLUG: Readonly<Record<string, Channel>> = {
  direct: 'direct',
  bookingpage: 'direct',
  airbnb: 'airbnb',
  airbnbical: 'airbnb',
  vrbo: 'vrbo',
  vrboical: 'vrbo',
  homeaway: 'vrbo',
  booking: 'booking',
  bookingcom: 'booking',
  expedia: 'expedia',
  agoda: 'agoda',
  goibibo: 'gommt',
  makemytrip: 'gommt',
  gommt: 'gommt',
};

/**
 * Who sold a booking. The source number counts before the word; 0 and an empty word are Beds24's own desk. What neither
 * names is a seller we do not know, never the desk.
 */
export function sellerOf(sourceId: number | undefined, slug: string | undefined): Channel {
  const bySource = sourceId === undefined ? undefined : BY_SOURCE[sourceId];
  if (bySource) return bySource;
  const word = slug?.trim().toLowerCase() ?? '';
  if (word !== '') return Object.hasOwn(BY_SLUG, word) ? (BY_SLUG[word] as Channel) : 'other';
  return sourceId === undefined || sourceId === 0 ? 'direct' : 'other';
}

import { nightsOf, type NightRange, sharedNights, type StayDate } from '../domain/stay-date.ts';
import type { ListingBook } from './manner.ts';

/** The channel does not sell these nights: they are taken, or closed here. */
export class NotForSale extends Error {
  readonly nights: readonly StayDate[];
  constructor(why: string, nights: readonly StayDate[]) {
    super(`${why}: ${nights.join(', ')}`);
    this.name = 'NotForSale';
    this.nights = nights;
  }
}

/** Why a channel would not sell the range, or undefined where it would. */
export function obstacleTo(
  range: NightRange,
  book: ListingBook,
  closedByRule: readonly NightRange[],
): NotForSale | undefined {
  if (range.arrival >= range.departure) return new NotForSale('A stay needs a night', [range.arrival]);
  const clash = (ranges: readonly NightRange[], why: string): NotForSale | undefined => {
    const nights = ranges.flatMap((other) => {
      const shared = sharedNights(range, other);
      return shared ? nightsOf(shared) : [];
    });
    return nights.length > 0 ? new NotForSale(why, [...new Set(nights)].sort()) : undefined;
  };
  return (
    clash(book.stays, 'Taken by another guest') ??
    clash(book.blocks, 'Closed by the host') ??
    clash(book.imported, 'Closed by an imported calendar') ??
    clash(closedByRule, 'Closed by the channel’s own rules')
  );
}

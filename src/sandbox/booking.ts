import {
  addNights,
  dateInZone,
  nightsOf,
  type NightRange,
  rangesOf,
  type StayDate,
} from '../domain/stay-date.ts';
import { compactDate, type EventLines, utcStamp } from './calendar-text.ts';
import { hexOf } from './chance.ts';
import { byArrival, clip, type ListingBook, type Manner, type Moment } from './manner.ts';

export interface BookingOptions {
  /** What the host chose in the extranet. Decides what an event means. */
  readonly exports?: 'booked' | 'booked-and-closed';
  /** Nights from today for which prices are loaded; later ones count as closed. */
  readonly sellableNights?: number;
  /** Closed from this date on, whatever `sellableNights` says: the far event's start then stands still. */
  readonly sellableUntil?: StayDate;
  /** False plays the rarer feed in which neighbours stay apart and closures may overlap stays. */
  readonly mergesNeighbours?: boolean;
}

/** Its day changes at midnight in Amsterdam, wherever the property stands. */
const ZONE = 'Europe/Amsterdam';
/** Eighteen months. */
const FAR_END = 548;
const DEFAULT_SELLABLE = 500;
/** Since this day every event carries an ORGANIZER. */
const ORGANIZER_SINCE = Date.UTC(2026, 6, 7);

const todayThere = (moment: Moment): StayDate => dateInZone(moment.now, ZONE);

function notOnSale(options: BookingOptions, today: StayDate): NightRange[] {
  const arrival = options.sellableUntil ?? addNights(today, options.sellableNights ?? DEFAULT_SELLABLE);
  const departure = addNights(today, FAR_END);
  return arrival < departure ? [{ arrival, departure }] : [];
}

function bookedAndClosed(options: BookingOptions, book: ListingBook, today: StayDate): NightRange[] {
  const ranges = [...book.stays, ...book.blocks, ...book.imported, ...notOnSale(options, today)].flatMap(
    (range) => clip(range, today, addNights(today, FAR_END)),
  );
  return options.mergesNeighbours === false ? ranges.toSorted(byArrival) : rangesOf(ranges.flatMap(nightsOf));
}

/**
 * Booking.com. A UID names the room and the first night, never a booking. "Booked and closed" shows runs of nights that
 * cannot be had, cut off at today's midnight; "booked" shows one event a stay, from its real first night.
 */
export function bookingManner(options: BookingOptions): Manner {
  const lines = (id: string, range: NightRange, moment: Moment): EventLines => [
    `DTSTAMP:${utcStamp(moment.stampAt)}`,
    `DTSTART;VALUE=DATE:${compactDate(range.arrival)}`,
    `DTEND;VALUE=DATE:${compactDate(range.departure)}`,
    `UID:${hexOf(`booking/${id}/${range.arrival}`)}@booking.com`,
    'SUMMARY:CLOSED - Not available',
    ...(moment.now >= ORGANIZER_SINCE ? ['ORGANIZER:mailto:noreply@booking.com'] : []),
  ];
  return {
    header: () => [
      'VERSION:2.0',
      // the escaped comma arrives escaped twice; so it is in the real feed
      String.raw`PRODID:-//admin.booking.com\\\, b.v.//NONSGML v1.0//EN`,
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
    ],
    closedByRule: (_book, moment) => notOnSale(options, todayThere(moment)),
    events(book, moment) {
      const today = todayThere(moment);
      const ranges =
        options.exports === 'booked-and-closed'
          ? bookedAndClosed(options, book, today)
          : book.stays.filter((stay) => stay.departure >= today).toSorted(byArrival);
      return ranges.map((range) => lines(book.id, range, moment));
    },
  };
}

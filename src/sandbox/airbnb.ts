import { addNights, dateInZone, type NightRange } from '../domain/stay-date.ts';
import { compactDate, type EventLines, utcStamp } from './calendar-text.ts';
import { hexOf } from './chance.ts';
import {
  byArrival,
  type ChannelStay,
  clip,
  type ListingBook,
  type Manner,
  type Moment,
  without,
} from './manner.ts';

export interface AirbnbOptions {
  /** `1.0` is what the host sends since 2025; `0.8.8` is the older shape, without DTSTAMP. */
  readonly format?: '1.0' | '0.8.8';
  /** Nights kept free before and after each stay. */
  readonly preparationNights?: number;
  /** Nights from today that can no longer be booked. */
  readonly noticeNights?: number;
  /** Nights from today that can be booked; the rest up to the feed's far end is "not available". */
  readonly bookingWindow?: number;
}

const DEFAULT_WINDOW = 364;
/** The feed ends here, counted from today, and so moves on by a night every midnight. */
const FAR_END = 366;
/** A running block is shown from two days ago on. */
const BLOCK_PAST = 2;
const BLOCK_WORDS = 'Airbnb (Not available)';

function closedByRule(options: AirbnbOptions, book: ListingBook, moment: Moment): NightRange[] {
  const today = dateInZone(moment.now, moment.zone);
  const preparation = options.preparationNights ?? 0;
  const closed: NightRange[] = [
    {
      arrival: addNights(today, options.bookingWindow ?? DEFAULT_WINDOW),
      departure: addNights(today, FAR_END),
    },
  ];
  if (options.noticeNights)
    closed.push({ arrival: today, departure: addNights(today, options.noticeNights) });
  if (preparation > 0)
    for (const { arrival, departure } of book.stays)
      closed.push(
        { arrival: addNights(arrival, -preparation), departure: arrival },
        { arrival: departure, departure: addNights(departure, preparation) },
      );
  return closed;
}

function describe(code: string, id: string): string {
  const lastFour = String(parseInt(hexOf(`${id}/${code}/phone`, 6), 16) % 10_000).padStart(4, '0');
  const url = `https://www.airbnb.com/hosting/reservations/details/${code}`;
  return `DESCRIPTION:Reservation URL: ${url}\\nPhone Number (Last 4 Digits): ${lastFour}`;
}

function eventLines(
  isOld: boolean,
  stampAt: number,
  event: { range: NightRange; uid: string; summary: string; description?: string },
): EventLines {
  const start = `DTSTART;VALUE=DATE:${compactDate(event.range.arrival)}`;
  const end = `DTEND;VALUE=DATE:${compactDate(event.range.departure)}`;
  const description = event.description === undefined ? [] : [event.description];
  const uid = `UID:${event.uid}@airbnb.com`;
  const summary = `SUMMARY:${event.summary}`;
  return isOld
    ? [end, start, uid, ...description, summary]
    : [`DTSTAMP:${utcStamp(stampAt)}`, start, end, summary, uid, ...description];
}

/**
 * Airbnb. A reservation keeps UID and code for life, whatever its dates; a block is named by its first night alone, so
 * that blocks of two listings share a UID and a running block has a new one every day.
 */
export function airbnbManner(options: AirbnbOptions): Manner {
  const isOld = options.format === '0.8.8';
  const blockPrefix = isOld ? '6fec1092d3fa' : '7f662ec65913';
  const producer = isOld
    ? 'PRODID;X-RICAL-TZSOURCE=TZINFO:-//Airbnb Inc//Hosting Calendar 0.8.8//EN'
    : 'PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN';
  const stayLines = (id: string, stay: ChannelStay, stampAt: number): EventLines =>
    eventLines(isOld, stampAt, {
      range: stay,
      uid: `1418fb94e984-${hexOf(`airbnb/${id}/${stay.code}`)}`,
      summary: 'Reserved',
      description: describe(stay.code, id),
    });
  const blockLines = (range: NightRange, stampAt: number): EventLines =>
    eventLines(isOld, stampAt, {
      range,
      uid: `${blockPrefix}-${hexOf(`airbnb block ${range.arrival}`)}`,
      summary: BLOCK_WORDS,
    });
  return {
    header: () => [producer, 'CALSCALE:GREGORIAN', 'VERSION:2.0'],
    closedByRule: (book, moment) => closedByRule(options, book, moment),
    events(book, moment) {
      const today = dateInZone(moment.now, moment.zone);
      const farEnd = addNights(today, FAR_END);
      const yesterday = addNights(today, -1);
      const stays = book.stays.filter((stay) => stay.departure >= yesterday && stay.arrival < farEnd);
      const closed = [...book.blocks, ...book.imported, ...closedByRule(options, book, moment)];
      const shown = closed.flatMap((range) => clip(range, addNights(today, -BLOCK_PAST), farEnd));
      return [
        ...stays.toSorted(byArrival).map((stay) => stayLines(book.id, stay, moment.stampAt)),
        ...without(shown, book.stays)
          .filter((range) => range.departure >= yesterday)
          .map((range) => blockLines(range, moment.stampAt)),
      ];
    },
  };
}

import { addNights, dateInZone, type NightRange } from '../domain/stay-date.ts';
import { compactDate, type EventLines, utcStamp } from './calendar-text.ts';
import { uuidOf } from './chance.ts';
import { byArrival, type ChannelStay, type Manner, without } from './manner.ts';

interface BrandWords {
  readonly reserved: string;
  readonly blocked: string;
  readonly tentative: string;
}

/** What the brand sites write. Only these two were seen in real feeds; give `words` to play another language. */
const BRANDS = {
  vrbo: { reserved: 'Reserved', blocked: 'Blocked', tentative: 'Tentative' },
  abritel: { reserved: 'Réservée', blocked: 'Indisponible', tentative: 'Provisoire' },
} as const satisfies Record<string, BrandWords>;

export interface VrboOptions {
  readonly brand?: keyof typeof BRANDS;
  readonly words?: BrandWords;
  /** How many days a past event stays in the feed. */
  readonly keepsPastDays?: number;
}

const DEFAULT_PAST = 180;

/** A block's UID is its two dates in the shape of a UUID, so it changes whenever they do. */
const blockUid = (range: NightRange): string =>
  `${compactDate(range.arrival)}-0000-0000-0000-0000${compactDate(range.departure)}`;

const firstName = (guest: string): string => guest.trim().split(/\s+/)[0] ?? '';

const escapeText = (text: string): string => text.replace(/[\\;,]/g, String.raw`\$&`);

/**
 * Vrbo and its sister sites. A reservation's UID is a UUID that does not survive a change of dates; the summary is in
 * the brand's language and ends with the guest's first name where the channel has one.
 */
export function vrboManner(options: VrboOptions): Manner {
  const words = options.words ?? BRANDS[options.brand ?? 'vrbo'];
  const lines = (uid: string, range: NightRange, summary: string, stampAt: number): EventLines => [
    `UID:${uid}`,
    `DTSTAMP:${utcStamp(stampAt)}`,
    `DTSTART;VALUE=DATE:${compactDate(range.arrival)}`,
    `DTEND;VALUE=DATE:${compactDate(range.departure)}`,
    `SUMMARY:${escapeText(summary)}`,
  ];
  const summaryOf = (stay: ChannelStay): string => {
    const name = firstName(stay.guest);
    const word = stay.status === 'tentative' ? words.tentative : words.reserved;
    return name === '' ? word : `${word} - ${name}`;
  };
  return {
    header: () => ['VERSION:2.0', 'CALSCALE:GREGORIAN', 'PRODID:-//HomeAway.com, Inc.//EN'],
    closedByRule: () => [],
    events(book, moment) {
      const oldest = addNights(dateInZone(moment.now, moment.zone), -(options.keepsPastDays ?? DEFAULT_PAST));
      const isShown = (range: NightRange): boolean => range.departure >= oldest;
      const withTentative = !moment.query.has('nonTentative');
      const stays = book.stays.filter(
        (stay) => isShown(stay) && (withTentative || stay.status !== 'tentative'),
      );
      const blocks = [...book.blocks, ...without(book.imported, [...book.stays, ...book.blocks])];
      return [
        ...stays
          .toSorted(byArrival)
          .map((stay) =>
            lines(
              uuidOf(`vrbo/${book.id}/${stay.code}/${stay.edition}`),
              stay,
              summaryOf(stay),
              moment.stampAt,
            ),
          ),
        ...blocks
          .filter(isShown)
          .toSorted(byArrival)
          .map((range) => lines(blockUid(range), range, words.blocked, moment.stampAt)),
      ];
    },
  };
}

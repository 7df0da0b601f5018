import type { Channel } from './channel.ts';
import { addNights, lengthOfStay, type NightRange, type StayDate } from './stay-date.ts';

/** Channels whose extranet is worked by a person. */
export const HUMAN_CHANNELS = ['agoda', 'gommt', 'booking'] as const satisfies readonly Channel[];
export type HumanChannel = (typeof HUMAN_CHANNELS)[number];

interface HumanChannelPlaces {
  /** Where staff sign in, with their own account. The only addresses that are opened unless an administrator changes one. */
  readonly extranet: string;
  /** A changed address must stay with one of these hosts, or a part of it. */
  readonly extranetHosts: readonly string[];
  /** The sites that guests see, each looked at for itself. */
  readonly guestSites: readonly {
    readonly key: string;
    readonly name: string;
    readonly hosts: readonly string[];
  }[];
}

export const HUMAN_PLACES: Readonly<Record<HumanChannel, HumanChannelPlaces>> = {
  agoda: {
    extranet: 'https://ycs.agoda.com/',
    extranetHosts: ['ycs.agoda.com'],
    guestSites: [{ key: 'agoda', name: 'Agoda', hosts: ['agoda.com'] }],
  },
  gommt: {
    extranet: 'https://in.goibibo.com/extranet/',
    extranetHosts: ['in.goibibo.com', 'go-mmt.com'],
    guestSites: [
      { key: 'makemytrip', name: 'MakeMyTrip', hosts: ['makemytrip.com'] },
      { key: 'goibibo', name: 'Goibibo', hosts: ['goibibo.com'] },
    ],
  },
  booking: {
    extranet: 'https://admin.booking.com/',
    extranetHosts: ['admin.booking.com'],
    guestSites: [{ key: 'booking', name: 'Booking.com', hosts: ['booking.com'] }],
  },
};

const MOST = 2000;

/** Why an address is not opened; undefined where it may be. */
function addressProblem(text: string, hosts: readonly string[]): string | undefined {
  const named = hosts.join(' or ');
  if (text.length > MOST) return 'The address is far too long.';
  const url = URL.parse(text);
  if (!url || url.protocol !== 'https:') return 'The address has to begin with https.';
  if (url.username !== '' || url.password !== '') return 'The address must not hold a name or a password.';
  if (url.port !== '') return 'The address must not name a port.';
  const isTheirs = hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  return isTheirs ? undefined : `The address has to lead to ${named}. Links in mails often lead elsewhere.`;
}

/** Why an administrator's address of the extranet is refused, in words; undefined where it is theirs. */
export const extranetAddressProblem = (channel: HumanChannel, address: string): string | undefined =>
  addressProblem(address, HUMAN_PLACES[channel].extranetHosts);

/** How channels write a date in their links. */
const FORMATS: Readonly<Record<string, (date: StayDate) => string>> = {
  '': (date) => date,
  ':yyyymmdd': (date) => date.replaceAll('-', ''),
  ':ddmmyyyy': (date) => `${date.slice(8)}${date.slice(5, 7)}${date.slice(0, 4)}`,
  ':mmddyyyy': (date) => `${date.slice(5, 7)}${date.slice(8)}${date.slice(0, 4)}`,
};
const DATES = /\{(checkin|checkout|nights)(:[a-z]+)?\}/gu;

/** The page of our property as a guest sees it, for these nights. Only for templates without a {@link guestPageProblem}. */
export const guestPageLink = (template: string, stay: NightRange): string =>
  template.replace(DATES, (_all, name: string, format = '') =>
    name === 'nights'
      ? String(lengthOfStay(stay))
      : ((FORMATS[format] ?? FORMATS[''])?.(name === 'checkin' ? stay.arrival : stay.departure) ?? ''),
  );

const SAMPLE = { arrival: '2027-07-10', departure: addNights('2027-07-10' as StayDate, 1) } as NightRange;

/** Why a guest page's address is refused, in words: it has to be the channel's, and to take the dates. */
export function guestPageProblem(channel: HumanChannel, site: string, template: string): string | undefined {
  const known = HUMAN_PLACES[channel].guestSites.find(({ key }) => key === site);
  if (!known) return 'This channel has no such guest page.';
  const found = [...template.matchAll(DATES)];
  if (found.some(([, , format = '']) => !Object.hasOwn(FORMATS, format)))
    return 'Dates can be written as {checkin}, {checkin:yyyymmdd}, {checkin:ddmmyyyy} or {checkin:mmddyyyy}.';
  const names = found.map(([, name]) => name);
  if (!names.includes('checkin') || !(names.includes('checkout') || names.includes('nights')))
    return 'Put {checkin} and {checkout} where the address holds the dates of the stay.';
  if (/[{}]/u.test(template.replace(DATES, '')))
    return 'Only {checkin}, {checkout} and {nights} can be filled in.';
  // a date in the host's name could lead anywhere
  const first = template.search(DATES);
  const path = /^https:\/\/[^/]+\//u.exec(template)?.[0].length ?? Infinity;
  const link = guestPageLink(template, SAMPLE);
  return (
    addressProblem(link, known.hosts) ??
    (first < path ? 'The dates have to stand behind the name of the site.' : undefined)
  );
}

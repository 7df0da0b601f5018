import type { Channel } from '../../domain/channel.ts';

/** What staff should know of a channel's calendar, and how often to ask for it. */
export interface FeedDescriptor {
  readonly channel: Channel;
  /** Minutes between two fetches; staff may change it, within the least below. */
  readonly pollMinutes: number;
  /** Without a good fetch for this long, what the calendar shows is old. */
  readonly staleAfterMinutes: number;
  /** What its events can tell. */
  readonly tells: string;
  /** Where in the channel's own screens the address to paste here is found. */
  readonly whereToFind: string;
  /** Where the address of our calendar is pasted there. */
  readonly whereToPaste: string;
}

/** No channel is asked more often than this, whatever is set. */
export const LEAST_POLL_MINUTES = 5;

const EXPORT_AND_IMPORT = 'Look for calendar sync, iCal or export in the settings of the listing.';

const OTHER: FeedDescriptor = {
  channel: 'other',
  pollMinutes: 15,
  staleAfterMinutes: 120,
  tells: 'Nights that are taken. Whether by a guest is guessed from the text of each event.',
  whereToFind: `${EXPORT_AND_IMPORT} Copy the address it gives; it may begin with https or webcal.`,
  whereToPaste: 'Look for import or subscribe in the same place, and paste our address there.',
};

const DESCRIPTORS: Partial<Readonly<Record<Channel, FeedDescriptor>>> = {
  airbnb: {
    channel: 'airbnb',
    pollMinutes: 30,
    staleAfterMinutes: 180,
    tells:
      'Reservations with their booking code, and nights that are not available for any other reason. No guest names.',
    whereToFind:
      'In the listing: Calendar, then Availability, then Connect to another website. Copy the Airbnb calendar link.',
    whereToPaste: 'In the same place, under the other website’s link.',
  },
  vrbo: {
    channel: 'vrbo',
    pollMinutes: 15,
    staleAfterMinutes: 120,
    tells: 'Reservations with the first name, blocked nights, and enquiries where they were included.',
    whereToFind:
      'In the property: Calendar, then Import & Export, then Export calendar. Leave out tentative reservations, or enquiries close nights.',
    whereToPaste: 'In the same place, under Import calendar.',
  },
  booking: {
    channel: 'booking',
    pollMinutes: 15,
    staleAfterMinutes: 120,
    tells:
      'Nights that are taken, one event for each stay, without names. With booked and closed dates only the nights mean anything.',
    whereToFind:
      'In the extranet: Rates & Availability, then Sync calendars. Choose the room type, and export booked dates only. The menu is there only for properties without a channel manager and with one unit of each room type.',
    whereToPaste: 'In the same place, under Import calendar, for each room type.',
  },
  agoda: { ...OTHER, channel: 'agoda', tells: 'Nights that are taken.' },
  beds24: {
    ...OTHER,
    channel: 'beds24',
    tells: 'Nights that are taken; texts are whatever was set up there.',
  },
};

/** The descriptor of a channel's calendar; what is not known is described in general words. */
export const feedDescriptor = (channel: Channel): FeedDescriptor =>
  DESCRIPTORS[channel] ?? { ...OTHER, channel };

import { feedPath } from './address.ts';
import type { ListingSpec } from './listing-spec.ts';

/** A channel that the demo hotel sells through by feed. */
export type FeedChannel = 'airbnb' | 'vrbo' | 'booking';

export interface DemoRoomType {
  readonly name: string;
  readonly sleeps: number;
  /** A night in the middle of the year, minor units. */
  readonly nightMinor: number;
}

export interface DemoUnit {
  readonly name: string;
  readonly roomType: string;
  readonly note: string;
}

/** One feed that a channel offers for one unit. */
export interface DemoFeed {
  readonly channel: FeedChannel;
  readonly unit: string;
  /** Path and query; with the sandbox's origin, the address to read. */
  readonly path: string;
  /** Booking.com's export mode; the others show their stays. */
  readonly mode: 'stays' | 'closed-nights';
  readonly spec: ListingSpec;
}

export const ROOM_TYPES: readonly DemoRoomType[] = [
  { name: 'Standard double', sleeps: 2, nightMinor: 9_200 },
  { name: 'Deluxe king', sleeps: 2, nightMinor: 13_800 },
  { name: 'Garden twin', sleeps: 3, nightMinor: 9_800 },
  { name: 'Family suite', sleeps: 5, nightMinor: 18_400 },
];

const FLOORS = [
  { roomType: 'Standard double', first: 201, count: 8 },
  { roomType: 'Deluxe king', first: 301, count: 6 },
  { roomType: 'Garden twin', first: 101, count: 6 },
  { roomType: 'Family suite', first: 401, count: 4 },
] as const;

const UNIT_NOTES: Readonly<Record<string, string>> = {
  '106': 'step-free',
  '208': 'quiet, to the yard',
  '303': 'sea view',
  '306': 'sea view',
  '404': 'two bathrooms',
};

export const UNITS: readonly DemoUnit[] = FLOORS.flatMap(({ roomType, first, count }) =>
  Array.from({ length: count }, (_one, index) => {
    const name = String(first + index);
    return { name, roomType, note: UNIT_NOTES[name] ?? '' };
  }),
);

/** The unit that all three channels sell, and whose calendars the host has chained to each other. */
export const CHAINED_UNIT = '401';

const LISTED: Readonly<Record<FeedChannel, readonly string[]>> = {
  vrbo: ['401', '402', '403', '102'],
  airbnb: ['401', '101', '203', '204', '205', '301'],
  booking: ['401', '103', '201', '204', '206', '302', '304'],
};

function feedOf(channel: FeedChannel, unit: string): DemoFeed {
  const isClosedMode = channel === 'booking' && unit === CHAINED_UNIT;
  const specs: Readonly<Record<FeedChannel, ListingSpec>> = {
    airbnb: { channel: 'airbnb', name: unit },
    // older stays are seeded as history, so the feed need not repeat them
    vrbo: { channel: 'vrbo', name: unit, keepsPastDays: 1 },
    booking: { channel: 'booking', name: unit, exports: isClosedMode ? 'booked-and-closed' : 'booked' },
  };
  const mode = isClosedMode ? 'closed-nights' : 'stays';
  return { channel, unit, path: feedPath(channel, unit), mode, spec: specs[channel] };
}

/** Vrbo first: where a chain of imports exists, its origin is then read before its echoes. */
export const FEEDS: readonly DemoFeed[] = (['vrbo', 'airbnb', 'booking'] as const).flatMap((channel) =>
  LISTED[channel].map((unit) => feedOf(channel, unit)),
);

export const channelsOf = (unit: string): readonly FeedChannel[] =>
  FEEDS.filter((feed) => feed.unit === unit).map((feed) => feed.channel);

import {
  addNights,
  dayNumber,
  lengthOfStay,
  nightsBetween,
  type NightRange,
  type StayDate,
} from '../domain/stay-date.ts';
import { type Chance, chanceFrom } from './chance.ts';
import {
  CHAINED_UNIT,
  type DemoFeed,
  type DemoRoomType,
  type DemoUnit,
  FEEDS,
  type FeedChannel,
  ROOM_TYPES,
  UNITS,
} from './demo-rooms.ts';
import { type PlannedBlock, type PlannedStay, planUnit } from './demo-stays.ts';
import type { Sandbox } from './server.ts';

export type { DemoFeed, DemoRoomType, DemoUnit, FeedChannel } from './demo-rooms.ts';

/** A reservation to seed: taken at the desk, or long past and therefore in no feed any more. */
export interface DemoReservation extends NightRange {
  readonly unit: string;
  readonly roomType: string;
  readonly channel: FeedChannel | 'direct';
  /** How it came to the desk; null for a channel's. */
  readonly via: 'phone' | 'walk-in' | 'email' | 'website' | null;
  readonly status: 'confirmed' | 'in-house' | 'departed' | 'cancelled' | 'no-show';
  readonly guestName: string;
  readonly guests: number;
  /** Counted in `guests`. */
  readonly children: number;
  /** The whole stay, minor units; null where the channel does not say. */
  readonly priceMinor: number | null;
  readonly note: string;
  /** Epoch ms, before today's noon. */
  readonly bookedAt: number;
}

export interface DemoBlock extends NightRange {
  readonly unit: string;
  readonly reason: string;
}

/** The demo hotel: what the desk knows as plain values, and the channels' side to load into a sandbox. */
export interface DemoHotel {
  readonly property: { readonly name: string; readonly zone: string; readonly currency: string };
  readonly today: StayDate;
  readonly roomTypes: readonly DemoRoomType[];
  readonly units: readonly DemoUnit[];
  /** Taken at the desk, past and future, by arrival. */
  readonly reservations: readonly DemoReservation[];
  /** Stays of the channels that ended before their feeds begin. */
  readonly pastChannelStays: readonly DemoReservation[];
  /** Made at the desk. */
  readonly blocks: readonly DemoBlock[];
  /** In the order in which they are best read the first time. */
  readonly feeds: readonly DemoFeed[];
  /** Opens the listings, books what their feeds show, and lets the chained calendars read each other once. */
  load(sandbox: Sandbox): Promise<void>;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A channel's stay that ended yesterday or earlier is seeded as history and left out of its feed. */
const HISTORY_ENDS = -1;

const byArrival = (a: NightRange & { unit: string }, b: NightRange & { unit: string }): number =>
  a.arrival === b.arrival ? Number(a.unit) - Number(b.unit) : a.arrival < b.arrival ? -1 : 1;

function statusOn(stay: PlannedStay, today: StayDate, chance: Chance): DemoReservation['status'] {
  if (stay.departure < today) return 'departed';
  if (stay.departure === today) return chance.happens(0.5) ? 'departed' : 'in-house';
  if (stay.arrival < today) return 'in-house';
  return 'confirmed';
}

function viaOf(stay: PlannedStay, chance: Chance): DemoReservation['via'] {
  if (stay.channel !== 'direct') return null;
  if (stay.leadNights === 0) return 'walk-in';
  return chance.pick(['phone', 'phone', 'email', 'website', 'website'] as const);
}

function reservationOf(stay: PlannedStay, today: StayDate, chance: Chance): DemoReservation {
  const { leadNights, ...kept } = stay;
  const bookedDay = Math.min(dayNumber(stay.arrival) - leadNights, dayNumber(today));
  const hour = bookedDay === dayNumber(today) ? chance.whole(5, 7) : chance.whole(8, 21);
  return {
    ...kept,
    via: viaOf(stay, chance),
    status: statusOn(stay, today, chance),
    priceMinor: stay.channel === 'direct' ? stay.priceMinor : null,
    bookedAt: bookedDay * DAY + hour * HOUR + chance.whole(0, 59) * 60_000,
  };
}

/** Some desk bookings fell through: they take no night, so they may lie over another stay. */
function fallenThrough(
  stays: readonly DemoReservation[],
  today: StayDate,
  chance: Chance,
): DemoReservation[] {
  const moved = (stay: DemoReservation, status: 'cancelled' | 'no-show', nights: number): DemoReservation => {
    const arrival = addNights(today, nights);
    const departure = addNights(arrival, lengthOfStay(stay));
    const bookedAt = Math.min(stay.bookedAt, (dayNumber(arrival) - 1) * DAY + 9 * HOUR);
    const other = chance.pick(stays);
    return { ...stay, arrival, departure, bookedAt, status, guestName: other.guestName, note: '' };
  };
  const early = stays.filter((stay) => stay.status === 'departed');
  if (early.length === 0) return [];
  return [
    ...Array.from({ length: 9 }, () => moved(chance.pick(early), 'cancelled', chance.whole(-60, 40))),
    ...Array.from({ length: 3 }, () => moved(chance.pick(early), 'no-show', chance.whole(-80, -2))),
  ];
}

/** The demo hotel as of `today`: the same day, zone and seed always give the same hotel. */
export function demoHotel(today: StayDate, zone: string, seed = 'maresia'): DemoHotel {
  const plans = UNITS.map((unit) => planUnit(unit, today, seed));
  const stays = plans.flatMap((plan) => plan.stays);
  const blocks = plans.flatMap((plan) => plan.blocks);
  const chance = chanceFrom(`${seed}/desk`);
  const isHistory = (stay: PlannedStay): boolean => nightsBetween(today, stay.departure) <= HISTORY_ENDS;
  const asReservations = (kept: readonly PlannedStay[]): DemoReservation[] =>
    kept.map((stay) => reservationOf(stay, today, chance)).sort(byArrival);
  const desk = asReservations(stays.filter((stay) => stay.channel === 'direct'));
  const inFeeds = stays.filter((stay) => stay.channel !== 'direct' && !isHistory(stay));
  const inFeedBlocks = blocks.filter((block) => block.channel !== 'direct' && block.departure >= today);
  return {
    property: { name: 'Casa Maresia', zone, currency: 'EUR' },
    today,
    roomTypes: ROOM_TYPES,
    units: UNITS,
    reservations: [...desk, ...fallenThrough(desk, today, chance)].sort(byArrival),
    pastChannelStays: asReservations(stays.filter((stay) => stay.channel !== 'direct' && isHistory(stay))),
    blocks: blocks
      .filter((block) => block.channel === 'direct')
      .map(({ unit, reason, arrival, departure }) => ({ unit, reason, arrival, departure })),
    feeds: FEEDS,
    load: (sandbox) => load(sandbox, inFeeds, inFeedBlocks),
  };
}

async function load(
  sandbox: Sandbox,
  stays: readonly PlannedStay[],
  blocks: readonly PlannedBlock[],
): Promise<void> {
  for (const { channel, unit, spec } of FEEDS) {
    const listing = sandbox.addListing(spec);
    const isHere = (taken: { unit: string; channel: string }): boolean =>
      taken.unit === unit && taken.channel === channel;
    for (const { arrival, departure, guestName } of stays.filter(isHere))
      listing.book({ arrival, departure, guest: guestName });
    for (const block of blocks.filter(isHere)) listing.block(block);
  }
  // the host has chained one unit's calendars by hand: Vrbo → Airbnb → Booking.com
  const [vrbo, airbnb, booking] = (['vrbo', 'airbnb', 'booking'] as const).map((channel) =>
    sandbox.listing(channel, CHAINED_UNIT),
  );
  if (vrbo && airbnb) airbnb.importFrom(vrbo.address, 120);
  if (airbnb && booking) booking.importFrom(airbnb.address, 180);
  await sandbox.tick();
}

import {
  addNights,
  lengthOfStay,
  type NightRange,
  nightsBetween,
  nightsOf,
  type StayDate,
  weekday,
} from '../domain/stay-date.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { guestName, stayNote } from './demo-people.ts';
import { channelsOf, type DemoUnit, type FeedChannel, ROOM_TYPES } from './demo-rooms.ts';

/** A stay or a block of the demo hotel, before anybody has been told of it. */
export interface PlannedStay extends NightRange {
  readonly unit: string;
  readonly roomType: string;
  readonly channel: FeedChannel | 'direct';
  readonly guestName: string;
  readonly guests: number;
  readonly children: number;
  readonly priceMinor: number;
  readonly note: string;
  /** Nights before the arrival at which the guest booked. */
  readonly leadNights: number;
}

export interface PlannedBlock extends NightRange {
  readonly unit: string;
  readonly reason: string;
  /** Where it was made: at the desk, or in a channel's own calendar. */
  readonly channel: FeedChannel | 'direct';
}

export const NIGHTS_BACK = 183;
/** Short of Airbnb's booking window, which is the first to end. */
export const NIGHTS_AHEAD = 360;

/** How full a month is, and what it costs, against the year. */
const SEASON = [0.8, 0.82, 0.86, 0.92, 0.96, 1, 1.05, 1.05, 1, 0.94, 0.86, 0.88];
/** Arrivals by weekday, Monday first. */
const ARRIVALS = [0.9, 0.85, 0.95, 1.2, 1.5, 1.2, 0.7];
/** How often a stay has 1, 2 … 10 nights. */
const LENGTHS = [16, 28, 21, 12, 8, 4, 7, 1, 1, 2];
const MEAN_LENGTH =
  LENGTHS.reduce((sum, weight, index) => sum + weight * (index + 1), 0) / LENGTHS.reduce((a, b) => a + b, 0);
const FULL = 0.94;
const DESK_ONLY_SHARE = 0.52;
const REASONS = ['Painting', 'Maintenance', 'Deep cleaning', 'New mattress', 'Shower repair'] as const;
/** One block that is always to be seen: painting, a week from today. */
const PAINTING = { unit: '205', first: 7, nights: 1 };

const seasonOf = (date: StayDate): number => SEASON[Number(date.slice(5, 7)) - 1] ?? 1;

/** The share of units taken on a night: the season, and the emptier the further ahead it is. */
function fullness(night: StayDate, today: StayDate): number {
  const ahead = nightsBetween(today, night);
  const booked = ahead <= 0 ? 1 : 0.16 + 0.84 * Math.exp(-ahead / 85);
  return Math.min(0.95, FULL * seasonOf(night) * booked);
}

/** How likely a stay begins on a free night, so that `share` of all nights end up taken. */
const startChance = (share: number, night: StayDate): number =>
  Math.min(0.97, (share / (share + MEAN_LENGTH * (1 - share))) * (ARRIVALS[weekday(night) - 1] ?? 1));

function priceOf(range: NightRange, nightMinor: number): number {
  const total = nightsOf(range).reduce((sum, night) => {
    const weekend = weekday(night) === 5 || weekday(night) === 6 ? 1.12 : 1;
    return sum + nightMinor * seasonOf(night) * weekend;
  }, 0);
  return Math.round(total / 100) * 100;
}

function channelFor(unit: string, chance: Chance): FeedChannel | 'direct' {
  const channels = channelsOf(unit);
  return channels.length === 0 || chance.happens(0.1) ? 'direct' : chance.pick(channels);
}

function planStay(unit: DemoUnit, range: NightRange, today: StayDate, chance: Chance): PlannedStay {
  const roomType = ROOM_TYPES.find(({ name }) => name === unit.roomType) ?? { sleeps: 2, nightMinor: 10_000 };
  const guests = chance.happens(0.2) ? 1 : chance.whole(Math.min(2, roomType.sleeps), roomType.sleeps);
  const isKnown = Math.max(0, nightsBetween(today, range.arrival));
  return {
    unit: unit.name,
    roomType: unit.roomType,
    arrival: range.arrival,
    departure: range.departure,
    channel: channelFor(unit.name, chance),
    guestName: guestName(chance),
    guests,
    children: guests > 2 ? chance.whole(0, guests - 2) : 0,
    priceMinor: priceOf(range, roomType.nightMinor),
    note: stayNote(chance),
    // what lies ahead was booked before today
    leadNights: isKnown + Math.floor(-Math.log(1 - chance.next()) * 24),
  };
}

function planBlock(unit: string, range: NightRange, reason: string, chance: Chance): PlannedBlock {
  // Booking.com's "booked only" feed would never show it
  const channels = channelsOf(unit).filter((channel) => channel !== 'booking');
  const channel = channels.length > 0 && chance.happens(0.5) ? chance.pick(channels) : 'direct';
  return { unit, reason, channel, arrival: range.arrival, departure: range.departure };
}

/** Walks one unit from the first night to the last: each free night may begin a stay, rarely a block. No overlaps. */
export function planUnit(
  unit: DemoUnit,
  today: StayDate,
  seed: string,
): { stays: PlannedStay[]; blocks: PlannedBlock[] } {
  const chance = chanceFrom(`${seed}/${unit.name}`);
  const stays: PlannedStay[] = [];
  const blocks: PlannedBlock[] = [];
  const end = addNights(today, NIGHTS_AHEAD);
  const share = channelsOf(unit.name).length > 0 ? 1 : DESK_ONLY_SHARE;
  const painting = PAINTING.unit === unit.name ? addNights(today, PAINTING.first) : end;
  for (let night = addNights(today, -NIGHTS_BACK); night < end;) {
    const limit = night < painting ? painting : end;
    const range = (nights: number): NightRange => {
      const departure = addNights(night, nights);
      return { arrival: night, departure: departure < limit ? departure : limit };
    };
    const isSoon = nightsBetween(today, night) < 90;
    let taken: NightRange | undefined;
    if (night === painting) {
      taken = { arrival: night, departure: addNights(night, PAINTING.nights) };
      blocks.push({ unit: unit.name, reason: 'Painting', channel: 'direct', ...taken });
    } else if (isSoon && chance.happens(0.008)) {
      taken = range(chance.whole(1, 3));
      blocks.push(planBlock(unit.name, taken, chance.pick(REASONS), chance));
    } else if (chance.happens(startChance(fullness(night, today) * share, night))) {
      taken = range(chance.weighted(LENGTHS) + 1);
      stays.push(planStay(unit, taken, today, chance));
    }
    night = taken ? addNights(night, lengthOfStay(taken)) : addNights(night, 1);
  }
  return { stays, blocks };
}

import { asIfChanged } from './allocation.ts';
import { type Channel, channelName } from './channel.ts';
import type { Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { sayList, sayNights } from './say-nights.ts';
import { addNights, type DayNumber, stayDate, type StayDate } from './stay-date.ts';

/** A calendar that one channel reads from us, for a unit or for a room type (`unitId` null). */
export interface OutFeed {
  readonly channel: Channel;
  readonly unitId: UnitId | null;
  readonly roomTypeId: RoomTypeId;
  /** "206", "Standard double". */
  readonly placeName: string;
  /** "Beds24", where it is no calendar that is read, but a channel that is told how many are left of the room type. */
  readonly told?: string;
}

interface Difference {
  readonly closes: readonly StayDate[];
  readonly opens: readonly StayDate[];
}

/** Nights of a range that an outgoing calendar shows as taken: the unit is, or no unit of the type is left. */
function closedNights(index: OccupancyIndex, feed: OutFeed, from: number, to: number): Set<number> {
  const { unitId, roomTypeId } = feed;
  const left = unitId === null ? index.left(roomTypeId, from, to) : undefined;
  const closed = new Set<number>();
  for (let day = from; day < to; day++)
    if (left ? (left[day - from] as number) < 1 : unitId !== null && !index.isFree(unitId, day, day + 1))
      closed.add(day);
  return closed;
}

const missingIn = (days: ReadonlySet<number>, other: ReadonlySet<number>): StayDate[] =>
  [...days].filter((day) => !other.has(day)).map((day) => stayDate(day as DayNumber));

const sayDifference = (place: string, { closes, opens }: Difference, today: StayDate): string[] => [
  ...(closes.length > 0 ? [`for ${place} will close ${sayNightsOf(closes, today)}`] : []),
  ...(opens.length > 0 ? [`for ${place} will open ${sayNightsOf(opens, today)} again`] : []),
];

const sayNightsOf = (nights: readonly StayDate[], today: StayDate): string =>
  sayNights(
    nights.map((night) => ({ arrival: night, departure: addNights(night, 1) })),
    today,
  );

/** How the number left of a room type moves, night by night, in the words of the channel that is told. */
function sayNumbers(
  { placeName, told }: OutFeed,
  from: number,
  now: Int32Array,
  then: Int32Array,
  today: StayDate,
): string[] {
  const nights = new Map<string, StayDate[]>();
  for (const [at, before] of now.entries()) {
    const [was, is] = [Math.max(0, before), Math.max(0, then[at] ?? 0)];
    if (was === is) continue;
    const turn = is === 0 ? 'none left' : is < was ? 'fewer' : was === 0 ? 'some again' : 'more';
    nights.set(turn, [...(nights.get(turn) ?? []), stayDate((from + at) as DayNumber)]);
  }
  return [...nights].map(
    ([turn, dates]) => `${told ?? ''} is told ${turn} of ${placeName} for ${sayNightsOf(dates, today)}.`,
  );
}

/**
 * What the channels will see once stays lie as in `changes`: which calendars close or open which nights, from today on. "Nothing
 * to tell any channel." where none does.
 */
export function sayChannelEffect(
  index: OccupancyIndex,
  changes: readonly Occupant[],
  outFeeds: readonly OutFeed[],
  today: DayNumber,
): string {
  const feeds = outFeeds.filter(({ told }) => told === undefined);
  const told = outFeeds.filter((feed) => feed.told !== undefined);
  const before = changes.flatMap(({ kind, id }) => index.get(kind, id) ?? []);
  const touched = [...before, ...changes];
  const from = Math.max(today, Math.min(...touched.map(({ arrival }) => arrival)));
  const to = Math.max(from, ...touched.map(({ departure }) => departure));
  const closedNow = feeds.map((feed) => closedNights(index, feed, from, to));
  const closedThen = asIfChanged(index, changes, () =>
    feeds.map((feed) => closedNights(index, feed, from, to)),
  );
  const numbers = (): Int32Array[] => told.map(({ roomTypeId }) => index.left(roomTypeId, from, to));
  const numbersNow = numbers();
  const numbersThen = asIfChanged(index, changes, numbers);
  const tellings = told.flatMap((feed, at) =>
    sayNumbers(feed, from, numbersNow[at] as Int32Array, numbersThen[at] as Int32Array, stayDate(today)),
  );
  const said = new Map<string, Channel[]>();
  for (const [at, feed] of feeds.entries()) {
    const now = closedNow[at] as Set<number>;
    const then = closedThen[at] as Set<number>;
    const difference = { closes: missingIn(then, now), opens: missingIn(now, then) };
    for (const text of sayDifference(feed.placeName, difference, stayDate(today)))
      said.set(text, [...(said.get(text) ?? []), feed.channel]);
  }
  const calendars = [...said].map(([text, channels]) => {
    const names = [...new Set(channels)].map(channelName);
    return `${sayList(names)} ${names.length === 1 ? 'feed' : 'feeds'} ${text}.`;
  });
  const all = [...tellings, ...calendars];
  return all.length === 0 ? 'Nothing to tell any channel.' : all.join(' ');
}

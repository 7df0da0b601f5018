import type { Channel } from '../domain/channel.ts';
import type { FeedEvent } from '../domain/feed.ts';
import { overlaps } from '../domain/stay-date.ts';
import { type ItemMemory, rangeOf } from './feed-memory.ts';

/** How an event was recognised. `swap`: another booking took overlapping nights in the very answer that lost this one. */
export type Recognised = 'same' | 'revived' | 'swap';

export interface Match {
  readonly item: ItemMemory;
  readonly event: FeedEvent;
  readonly how: Recognised;
}

export interface Matching {
  readonly matches: readonly Match[];
  readonly created: readonly FeedEvent[];
  /** Present before, not shown now. */
  readonly absent: readonly ItemMemory[];
}

type Pairing = (item: ItemMemory, event: FeedEvent) => boolean;
type Naming = (stay: ItemMemory | FeedEvent) => string | null;

const sameStart: Pairing = (item, event) => item.firstNight === event.firstNight;
const sameEnd: Pairing = (item, event) => item.departure === event.departure;
const meet: Pairing = (item, event) => overlaps(rangeOf(item), rangeOf(event));
const sameEdge: Pairing = (item, event) =>
  meet(item, event) && (sameStart(item, event) || sameEnd(item, event));
const sameGuest: Pairing = (item, event) =>
  meet(item, event) && item.guestName === event.guestName && item.summary === event.summary;

const dates = (stay: ItemMemory | FeedEvent): string => `${stay.firstNight}/${stay.departure}`;

/** A Booking.com UID names the room and the first night: with another start it is another stay. */
const uidOf =
  (channel: Channel): Naming =>
  (stay) =>
    stay.uid === null ? null : channel === 'booking' ? `${stay.uid} ${stay.firstNight}` : stay.uid;

class Sorter {
  readonly matches: Match[] = [];
  readonly items: Set<ItemMemory>;
  readonly events: Set<FeedEvent>;
  constructor(items: readonly ItemMemory[], events: readonly FeedEvent[]) {
    this.items = new Set(items);
    this.events = new Set(events);
  }

  #take(item: ItemMemory, event: FeedEvent, how: Recognised): void {
    this.matches.push({ item, event, how });
    this.items.delete(item);
    this.events.delete(event);
  }

  /** Pairs items and events of one name, in order; null is nobody's name. */
  byName(nameOf: Naming, isWanted: (item: ItemMemory) => boolean, how: Recognised = 'same'): void {
    if (this.items.size === 0 || this.events.size === 0) return;
    const byName = Map.groupBy([...this.items].filter(isWanted), nameOf);
    for (const event of this.events) {
      const name = nameOf(event);
      const item = name === null ? undefined : byName.get(name)?.shift();
      if (item) this.#take(item, event, how);
    }
  }

  byDates(fits: Pairing, isWanted: (item: ItemMemory) => boolean, how: Recognised): void {
    for (const item of this.items) {
      if (!isWanted(item)) continue;
      for (const event of this.events)
        if (fits(item, event)) {
          this.#take(item, event, how);
          break;
        }
    }
  }
}

const isPresent = (item: ItemMemory): boolean => item.state !== 'gone';
const isGone = (item: ItemMemory): boolean => item.state === 'gone';
/** A stay that the desk has ended is not handed on to another booking. */
const canBeReplaced = (item: ItemMemory): boolean => item.state === 'live' && !item.isDismissed;

/**
 * Which stay of the feed's past each event is. By the channel's own rules: Airbnb's UID and code name a booking for life;
 * Booking.com's UID does not survive a new first night and may be another guest's; Vrbo gives a moved stay a new one;
 * of others nothing is known. What is left over and shares nights with a stay that vanished in the same answer took its
 * place. A name seen long ago brings its old stay back.
 */
export function matchStays(
  items: readonly ItemMemory[],
  events: readonly FeedEvent[],
  channel: Channel,
  isForOneUnit: boolean,
): Matching {
  const sorter = new Sorter(items, events);
  const uid = uidOf(channel);
  sorter.byName((stay) => `${stay.key} ${dates(stay)}`, isPresent);
  sorter.byName((stay) => (stay.uid === null ? null : `${stay.uid} ${dates(stay)}`), isPresent);
  if (channel !== 'booking') sorter.byName((stay) => stay.key, isPresent);
  if (channel === 'airbnb') sorter.byName((stay) => stay.channelRef, isPresent);
  sorter.byName(uid, isPresent);
  revive(sorter, channel);
  if (channel !== 'airbnb') sorter.byName((stay) => `${dates(stay)} ${stay.summary}`, isPresent);
  if (channel === 'booking') sorter.byDates(sameEdge, isPresent, 'same');
  if (channel === 'vrbo') sorter.byDates(sameGuest, isPresent, 'same');
  sorter.byDates(isForOneUnit ? meet : sameEdge, canBeReplaced, 'swap');
  return {
    matches: sorter.matches,
    created: [...sorter.events],
    absent: [...sorter.items].filter(isPresent),
  };
}

function revive(sorter: Sorter, channel: Channel): void {
  if (channel === 'airbnb') sorter.byName((stay) => stay.channelRef, isGone, 'revived');
  if (channel === 'booking')
    sorter.byName((stay) => (stay.uid === null ? null : `${stay.uid} ${dates(stay)}`), isGone, 'revived');
  else {
    sorter.byName((stay) => stay.key, isGone, 'revived');
    sorter.byName((stay) => stay.uid, isGone, 'revived');
  }
}

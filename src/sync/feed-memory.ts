import { type Channel, channelName } from '../domain/channel.ts';
import type { EventKind, FeedEvent, FeedMode } from '../domain/feed.ts';
import type { BlockKind } from '../domain/reservation.ts';
import { nightsOf, rangesOf, type NightRange, type StayDate } from '../domain/stay-date.ts';

/**
 * How a feed stands to a night that it showed. `blocked`: shown in the last readable answer. `pending`: not shown any
 * more, counting good answers. `held`: vanished in a mass drop, waits for a person. `kept`: a person refused to free it;
 * it stays until it was shown again. `echo`: shown, but another source's night coming back; takes nothing. `orphan`: an
 * echo whose origin is gone, while the other side has time to notice.
 */
export type NightState = 'blocked' | 'pending' | 'held' | 'kept' | 'echo' | 'orphan';

/** As nights, for a stay: `live` is shown, `gone` is released or over, and can come back. */
export type ItemState = 'live' | 'missing' | 'held' | 'kept' | 'gone';

/** How long something has been waiting, in good answers and in time. `missingSince` moves along when the clock jumps. */
export interface Waiting {
  readonly missingCount: number;
  readonly missingSince: number | null;
}

export interface NightMemory extends Waiting {
  readonly night: StayDate;
  readonly state: NightState;
  /** When the feed first showed it. */
  readonly since: number;
}

/** A stay that a feed has shown, by the feed's own identity. */
export interface ItemMemory extends Waiting {
  readonly id: number;
  readonly key: string;
  readonly uid: string | null;
  readonly summary: string;
  readonly channelRef: string | null;
  readonly guestName: string;
  readonly firstNight: StayDate;
  readonly departure: StayDate;
  readonly state: ItemState;
  readonly reservationId: number | null;
  /** The guest is checked in: a feed alone does not put anybody on the street. */
  readonly isInHouse: boolean;
  /** Ended at the desk while the feed goes on showing it: nobody is expected, but its nights stay closed. */
  readonly isDismissed?: boolean;
}

/** What a stretch of nights without a guest looks like. */
export interface BlockFace {
  readonly kind: BlockKind;
  readonly isDoubtful: boolean;
  readonly isPendingRelease: boolean;
  readonly echoOf: Channel | null;
  readonly reason: string;
}

export interface BlockMemory extends BlockFace, NightRange {
  readonly id: number;
}

/** All that earlier answers of one feed have left behind. */
export interface FeedMemory {
  readonly channel: Channel;
  readonly mode: FeedMode;
  readonly lastGoodAt: number | null;
  readonly isQuarantined: boolean;
  readonly horizon: StayDate | null;
  readonly items: readonly ItemMemory[];
  readonly nights: readonly NightMemory[];
  readonly blocks: readonly BlockMemory[];
}

export const EMPTY_MEMORY: Omit<FeedMemory, 'channel'> = {
  mode: 'stays',
  lastGoodAt: null,
  isQuarantined: false,
  horizon: null,
  items: [],
  nights: [],
  blocks: [],
};

export const NOT_WAITING: Waiting = { missingCount: 0, missingSince: null };

export const STILL_SHOWN = 'is still in ';

/** Why nights of a dismissed stay are closed. */
export const stillShown = (guestName: string, channel: Channel): string =>
  `${guestName || 'A stay'} ${STILL_SHOWN}${channelName(channel)}'s calendar`;

export const rangeOf = (event: { firstNight: StayDate; departure: StayDate }): NightRange => ({
  arrival: event.firstNight,
  departure: event.departure,
});

/** The block that stood on each night. */
export function facesByNight(blocks: readonly BlockMemory[], from: StayDate): Map<StayDate, BlockMemory> {
  const faces = new Map<StayDate, BlockMemory>();
  for (const block of blocks) for (const night of nightsOf(block)) if (night >= from) faces.set(night, block);
  return faces;
}

const kindOf = (face: BlockFace | undefined): EventKind =>
  face?.kind === 'hold' ? 'hold' : face?.isDoubtful ? 'unknown' : 'block';

/** What the last readable answer showed, said again: for an answer that says "not modified". */
export function eventsStillShown(memory: FeedMemory, from: StayDate): FeedEvent[] {
  const plain = { uid: null, status: null, channelRef: null, guestName: '' };
  const live = memory.items.filter((item) => item.state === 'live');
  const inStays = new Set(live.flatMap((item) => nightsOf(rangeOf(item))));
  const faces = facesByNight(memory.blocks, from);
  const shown = memory.nights.filter(
    ({ night, state }) =>
      (state === 'blocked' || state === 'echo' || state === 'orphan') && !inStays.has(night),
  );
  const byFace = Map.groupBy(shown, ({ night }) => `${kindOf(faces.get(night))} ${faces.get(night)?.reason}`);
  const closures = [...byFace.values()].flatMap((nights) => {
    const face = faces.get(nights[0]?.night as StayDate);
    return rangesOf(nights.map(({ night }) => night)).map((range): FeedEvent => {
      const { arrival: firstNight, departure } = range;
      const summary = face?.reason ?? '';
      return {
        ...plain,
        key: `${firstNight}/${departure}/${summary}`,
        summary,
        kind: kindOf(face),
        firstNight,
        departure,
      };
    });
  });
  const stays = live.map((item): FeedEvent => {
    const { key, uid, summary, firstNight, departure, channelRef, guestName } = item;
    return {
      key,
      uid,
      summary,
      kind: 'reservation',
      firstNight,
      departure,
      status: null,
      channelRef,
      guestName,
    };
  });
  return [...stays, ...closures];
}

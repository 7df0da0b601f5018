import type { Channel } from '../domain/channel.ts';
import type { FeedMode } from '../domain/feed.ts';
import type { BlockKind } from '../domain/reservation.ts';
import { addNights, type StayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import {
  type FeedBlockRow,
  type FeedItemFacts,
  type FeedNightRow,
  readFeedBlocks,
  readFeedItems,
  readFeedNights,
  readFeedState,
} from '../store/feeds.ts';
import type { Row } from '../store/writer.ts';
import {
  type BlockMemory,
  facesByNight,
  type FeedMemory,
  type ItemMemory,
  type ItemState,
  type NightMemory,
  type NightState,
} from './feed-memory.ts';

/** Statuses that a guest in the building has. */
const IN_HOUSE: ReadonlySet<string | null> = new Set(['in-house', 'departed']);

const itemOf = (row: FeedItemFacts): ItemMemory => ({
  id: row.id,
  key: row.key,
  uid: row.uid,
  summary: row.summary,
  channelRef: row.channelRef,
  guestName: row.guestName,
  firstNight: row.firstNight as StayDate,
  departure: row.departure as StayDate,
  state: row.state as ItemState,
  missingCount: row.missingCount,
  missingSince: row.missingSince,
  reservationId: row.reservationId,
  isInHouse: IN_HOUSE.has(row.reservationStatus),
  isDismissed: row.reservationStatus === 'cancelled' && row.state !== 'gone',
});

const nightOf = ({ night, state, missingCount, missingSince, since }: FeedNightRow): NightMemory => ({
  night: night as StayDate,
  state: state as NightState,
  missingCount,
  missingSince,
  since,
});

export const blockMemoryOf = (row: FeedBlockRow): BlockMemory => ({
  id: row.id,
  kind: row.kind as BlockKind,
  isDoubtful: row.isDoubtful === 1,
  isPendingRelease: row.isPendingRelease === 1,
  echoOf: row.echoOf as Channel | null,
  reason: row.reason,
  arrival: row.arrival as StayDate,
  departure: row.departure as StayDate,
});

/** A person may have said what a night is: the block that stands on it is the truth about being an echo. */
function asTheBlockSays(night: NightMemory, faces: ReadonlyMap<StayDate, BlockMemory>): NightMemory {
  const face = faces.get(night.night);
  if (!face) return night;
  const isEcho = night.state === 'echo' || night.state === 'orphan';
  if (face.kind === 'echo') return night.state === 'blocked' ? { ...night, state: 'echo' } : night;
  return isEcho ? { ...night, state: 'blocked' } : night;
}

/** What earlier answers of a feed have left behind, as the plan wants it. */
export function loadMemory(read: ReadHandle, feed: Row<'feed'>, today: StayDate): FeedMemory {
  const state = readFeedState(read, feed.id);
  const blocks = readFeedBlocks(read, feed.id, addNights(today, -1)).map(blockMemoryOf);
  const faces = facesByNight(blocks, addNights(today, -1));
  return {
    channel: feed.channel as Channel,
    mode: (feed.mode ?? state.mode) as FeedMode,
    lastGoodAt: state.lastGoodAt,
    isQuarantined: state.quarantineFetchId !== null,
    horizon: state.horizon as StayDate | null,
    items: readFeedItems(read, feed.id).map(itemOf),
    nights: readFeedNights(read, feed.id).map((row) => asTheBlockSays(nightOf(row), faces)),
    blocks,
  };
}

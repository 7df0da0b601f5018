import type { Channel } from '../domain/channel.ts';
import { nightsOf, type StayDate } from '../domain/stay-date.ts';
import { feedsAtUnit, readFeedBlocks, readFeedNights, saveFeedNights } from '../store/feeds.ts';
import type { Row, Writer } from '../store/writer.ts';
import { type BlockRun, runsOf } from './feed-blocks.ts';
import { blockMemoryOf } from './feed-load.ts';
import { facesByNight } from './feed-memory.ts';
import type { ImportPlan } from './feed-plan.ts';
import { rangeAfter } from './feed-stays.ts';
import { type FeedWindow, nightsInside } from './feed-window.ts';
import { applyBlocks } from './import-feed-blocks.ts';

/** Nights of the stays that this answer brought or moved. */
function newStayNights(plan: ImportPlan, window: FeedWindow): Set<StayDate> {
  const nights = new Set<StayDate>();
  for (const step of plan.stays) {
    const range =
      step.type === 'create' || (step.type === 'show' && step.isChanged) ? rangeAfter(step) : undefined;
    if (range) for (const night of nightsInside(range, window)) nights.add(night);
  }
  return nights;
}

/**
 * Echoes that were faster than their origin. A booking came into being at some moment since its feed's last good answer;
 * a closure that another calendar of the same unit has shown only since then may be that very booking coming back over
 * a direct link between the two channels. Only closures that can not be a guest are taken for echoes here: what may be
 * one stays, and becomes a possible conflict.
 */
export function quietenEarlierEchoes(
  writer: Writer,
  feed: Row<'feed'>,
  plan: ImportPlan,
  lastGoodAt: number | null,
  window: FeedWindow,
): void {
  if (feed.unitId === null) return;
  const fresh = newStayNights(plan, window);
  if (fresh.size === 0) return;
  for (const other of feedsAtUnit(writer.tx, feed.unitId))
    if (other.id !== feed.id) quieten(writer, other, feed.channel as Channel, fresh, lastGoodAt ?? 0, window);
}

function quieten(
  writer: Writer,
  other: Row<'feed'>,
  origin: Channel,
  fresh: ReadonlySet<StayDate>,
  since: number,
  window: FeedWindow,
): void {
  const { tx } = writer;
  const standing = readFeedBlocks(tx, other.id, window.from).map(blockMemoryOf);
  const faces = facesByNight(standing, window.from);
  const nights = readFeedNights(tx, other.id);
  const isEcho = (row: (typeof nights)[number]): boolean => {
    const face = faces.get(row.night as StayDate);
    const isClosure = face?.kind === 'block' && !face.isDoubtful;
    return row.state === 'blocked' && isClosure && row.since > since && fresh.has(row.night as StayDate);
  };
  const echoes = new Set(nights.filter(isEcho).map(({ night }) => night));
  if (echoes.size === 0) return;
  saveFeedNights(
    tx,
    other.id,
    nights.map((row) => (echoes.has(row.night) ? { ...row, state: 'echo' } : row)),
  );
  const wanted: BlockRun[] = runsOf(
    standing
      .flatMap((block) => nightsOf(block).map((night) => [night, block] as const))
      .filter(([night]) => night >= window.from)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([night, face]) => [night, echoes.has(night) ? { ...face, kind: 'echo', echoOf: origin } : face]),
  );
  applyBlocks(writer, other, other.unitId, standing, wanted, window.from);
}

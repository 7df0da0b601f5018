import { Refusal } from '../domain/failure.ts';
import type { FeedMode } from '../domain/feed.ts';
import { dateInZone, type NightRange, nightsOf, type StayDate } from '../domain/stay-date.ts';
import { readFeedState, saveFeedNights, saveFeedState, updateFeedItem } from '../store/feeds.ts';
import { type FeedSnapshot, latestFetches, noteDecision } from '../store/feeds-fetches.ts';
import { closeIncident } from '../store/incidents.ts';
import { theProperty } from '../store/property.ts';
import type { Row, Writer } from '../store/writer.ts';
import { runsOf } from './feed-blocks.ts';
import { loadMemory } from './feed-load.ts';
import { facesByNight, type FeedMemory, type ItemMemory, type NightMemory, rangeOf } from './feed-memory.ts';
import { createPlacer } from './feed-place.ts';
import { FEED_POLICY } from './feed-policy.ts';
import { type FeedWindow, nightsInside, windowOf } from './feed-window.ts';
import { applyBlocks } from './import-feed-blocks.ts';
import type { StayCounts } from './feed-outcome.ts';
import { releaseStay } from './import-feed-stays.ts';

interface Scene {
  readonly writer: Writer;
  readonly feed: Row<'feed'>;
  readonly memory: FeedMemory;
  readonly zone: string;
  readonly today: StayDate;
  readonly window: FeedWindow;
}

function sceneOf(writer: Writer, feedId: number): Scene {
  const feed = writer.get('feed', feedId);
  const { zone } = theProperty(writer.tx);
  const today = dateInZone(writer.act.at, zone);
  const memory = loadMemory(writer.tx, feed, today);
  const window = windowOf(memory.channel, writer.act.at, today, FEED_POLICY.horizonNights);
  return { writer, feed, memory, zone, today, window };
}

/** Writes the nights left after a person's word, and the blocks that stand for those that no stay holds. */
function settleNights(scene: Scene, nights: readonly NightMemory[], gone: ReadonlySet<number>): void {
  const { writer, feed, memory, today, window } = scene;
  saveFeedNights(writer.tx, feed.id, nights);
  const inStays = new Set(
    memory.items
      .filter((item) => item.state !== 'gone' && !gone.has(item.id))
      .flatMap((item) => nightsInside(rangeOf(item), window)),
  );
  const faces = facesByNight(memory.blocks, window.from);
  const wanted = nights.flatMap(({ night, state }) => {
    const face = faces.get(night);
    if (!face || inStays.has(night)) return [];
    return [[night, { ...face, isPendingRelease: state === 'pending' || state === 'held' }] as const];
  });
  const { unitForBlocks } = createPlacer(writer, feed, today);
  applyBlocks(writer, feed, unitForBlocks, memory.blocks, runsOf(wanted), window.from);
}

/** Frees nights and cancels the stays that lie in them with all that is left of their nights. */
function free(scene: Scene, isFreed: (night: NightMemory) => boolean, reason: string): StayCounts {
  const { writer, feed, memory, zone, today, window } = scene;
  const counts: StayCounts = { created: 0, changed: 0, cancelled: 0 };
  const freed = new Set(memory.nights.filter(isFreed).map(({ night }) => night));
  const isAllFreed = (item: ItemMemory): boolean => {
    const coming = nightsInside(rangeOf(item), window).filter((night) => night >= window.sight);
    return coming.length > 0 && coming.every((night) => freed.has(night));
  };
  const isAbsent = (item: ItemMemory): boolean => item.state !== 'gone' && item.state !== 'live';
  const released = memory.items.filter((item) => isAbsent(item) && isAllFreed(item));
  const here = { writer, feed, zone, placer: createPlacer(writer, feed, today), counts };
  for (const item of released) releaseStay(here, item, reason);
  const gone = new Set(released.map(({ id }) => id));
  settleNights(
    scene,
    memory.nights.filter(({ night }) => !freed.has(night)),
    gone,
  );
  return counts;
}

const isHeld = ({ state }: { readonly state: string }): boolean => state === 'held';

/** What the newest answer of the feed was recognised as; a person who accepts it accepts that too. */
function modeShown(scene: Scene): FeedMode {
  const latest = latestFetches(scene.writer.tx, scene.feed.id, 20).find((row) => row.snapshot !== null);
  return latest ? (JSON.parse(latest.snapshot as string) as FeedSnapshot).mode : scene.memory.mode;
}

/** Settles a mass drop by a person's word. Refuses where the person looked at an older answer. */
export function decideQuarantine(
  writer: Writer,
  feedId: number,
  fetchId: number,
  decision: 'accept' | 'refuse',
): StayCounts {
  const scene = sceneOf(writer, feedId);
  const state = readFeedState(writer.tx, feedId);
  if (state.quarantineFetchId === null)
    throw new Refusal('not-possible', 'Nothing waits here any more: the calendar shows its nights again.');
  if (state.quarantineFetchId !== fetchId)
    throw new Refusal(
      'changed-meanwhile',
      'More nights have left since you looked. Look again, then decide.',
    );
  const counts =
    decision === 'accept'
      ? free(scene, isHeld, 'Gone from the calendar, confirmed at the desk')
      : keep(scene);
  noteDecision(writer.tx, fetchId, decision, writer.act.at);
  saveFeedState(writer.tx, feedId, {
    quarantineFetchId: null,
    quarantinedAt: null,
    ...(decision === 'accept' ? { mode: modeShown(scene) } : {}),
  });
  closeIncident(writer.tx, `feed:${feedId}:quarantine`, writer.act.at);
  return counts;
}

/** A person says that the nights are still taken: they stay until the feed has shown them again. */
function keep(scene: Scene): StayCounts {
  const { writer, memory } = scene;
  for (const item of memory.items.filter(isHeld)) {
    updateFeedItem(writer.tx, item.id, { state: 'kept' });
    const { reservationId } = item;
    if (reservationId !== null) unmark(writer, reservationId);
  }
  const nights = memory.nights.map((night) => (isHeld(night) ? { ...night, state: 'kept' as const } : night));
  settleNights(scene, nights, new Set());
  return { created: 0, changed: 0, cancelled: 0 };
}

function unmark(writer: Writer, reservationId: number): void {
  const ids = writer.tx
    .prepare('SELECT id FROM room_stay WHERE reservation_id = ?')
    .pluck<number>(reservationId);
  for (const id of ids) writer.update('room_stay', id, { isPendingRelease: 0 }, 'Kept at the desk');
}

/** Frees nights that wait, because a person knows that the guest is not coming. */
export function releaseByHand(writer: Writer, feedId: number, range: NightRange): StayCounts {
  const scene = sceneOf(writer, feedId);
  const wanted = new Set(nightsOf(range));
  const isWaiting = ({ night, state }: NightMemory): boolean =>
    wanted.has(night) && (state === 'pending' || state === 'held' || state === 'kept');
  if (!scene.memory.nights.some(isWaiting))
    throw new Refusal('not-possible', 'None of these nights waits to be freed. Look again at the list.');
  return free(scene, isWaiting, 'Freed at the desk');
}

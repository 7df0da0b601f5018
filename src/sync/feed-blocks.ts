import { type Channel, channelName } from '../domain/channel.ts';
import type { FeedEvent } from '../domain/feed.ts';
import { addNights, type NightRange, overlaps, type StayDate } from '../domain/stay-date.ts';
import {
  type BlockFace,
  type BlockMemory,
  type FeedMemory,
  facesByNight,
  rangeOf,
  STILL_SHOWN,
} from './feed-memory.ts';
import type { Shown } from './feed-plan.ts';
import type { NightsPlan } from './feed-nights.ts';
import { rangeAfter, type StayStep } from './feed-stays.ts';
import { type FeedWindow, nightsInside } from './feed-window.ts';

/** A stretch of nights without a guest, as it should stand in the calendar. */
export interface BlockRun extends BlockFace, NightRange {}

const LONGEST_REASON = 80;

/** In words, unless it is a calendar of people, who write their own. */
function reasonOf({ kind, summary }: FeedEvent, channel: Channel): string {
  if (channel === 'other' || summary.includes(STILL_SHOWN)) return summary.slice(0, LONGEST_REASON);
  return `${kind === 'hold' ? 'Enquiry' : 'Closed'} on ${channelName(channel)}`;
}

const faceOfEvent = (event: FeedEvent, channel: Channel): BlockFace => ({
  kind: event.kind === 'hold' ? 'hold' : 'block',
  isDoubtful: event.kind === 'unknown',
  isPendingRelease: false,
  echoOf: null,
  reason: reasonOf(event, channel),
});

const LEFT_OVER: BlockFace = {
  kind: 'block',
  isDoubtful: false,
  isPendingRelease: true,
  echoOf: null,
  reason: 'No longer in the calendar',
};

/** Closures that are surely that come before those that may be something else, where one feed shows both on a night. */
function facesShown(
  shown: Shown,
  channel: Channel,
  isDoubtfulFeed: boolean,
  window: FeedWindow,
): Map<StayDate, BlockFace> {
  const faces = new Map<StayDate, BlockFace>();
  for (const event of shown.closures) {
    const face = faceOfEvent(event, channel);
    const told = isDoubtfulFeed ? { ...face, kind: 'block' as const, isDoubtful: true } : face;
    for (const night of nightsInside(rangeOf(event), window)) if (!faces.has(night)) faces.set(night, told);
  }
  return faces;
}

const isSameFace = (a: BlockFace, b: BlockFace): boolean =>
  a.kind === b.kind &&
  a.isDoubtful === b.isDoubtful &&
  a.isPendingRelease === b.isPendingRelease &&
  a.echoOf === b.echoOf &&
  a.reason === b.reason;

const faceOnly = ({ kind, isDoubtful, isPendingRelease, echoOf, reason }: BlockFace): BlockFace => ({
  kind,
  isDoubtful,
  isPendingRelease,
  echoOf,
  reason,
});

/** Joins nights, in order, where they touch and look the same. */
export function runsOf(faces: readonly (readonly [StayDate, BlockFace])[]): BlockRun[] {
  const runs: BlockRun[] = [];
  for (const [night, face] of faces) {
    const last = runs.at(-1);
    if (last && last.departure === night && isSameFace(last, face))
      runs[runs.length - 1] = { ...last, departure: addNights(night, 1) };
    else runs.push({ ...faceOnly(face), arrival: night, departure: addNights(night, 1) });
  }
  return runs;
}

/**
 * The blocks that should stand for a feed: its nights without those that its own stays take, each looking as the feed
 * shows it or, where it no longer does, as it looked before.
 */
export function planBlocks(
  memory: FeedMemory,
  shown: Shown,
  stays: readonly StayStep[],
  nights: NightsPlan,
  { window, takenElsewhere, isDoubtfulFeed }: BlocksContext,
): BlockRun[] {
  const inStays = new Set<StayDate>();
  for (const step of stays) {
    const range = rangeAfter(step);
    if (range) for (const night of nightsInside(range, window)) inStays.add(night);
  }
  const now = facesShown(shown, memory.channel, isDoubtfulFeed, window);
  const before = facesByNight(memory.blocks, window.from);
  const faces = nights.kept
    // a night that is over and was a stay's needs no block to say so
    .filter(
      ({ night }) => !inStays.has(night) && (night >= window.sight || now.has(night) || before.has(night)),
    )
    .map(({ night, state }): readonly [StayDate, BlockFace] => {
      const known = before.get(night);
      const face = now.get(night) ?? known ?? LEFT_OVER;
      const { isDoubtful, reason } = face;
      if (state === 'echo' || state === 'orphan') {
        const echoOf = takenElsewhere.get(night) ?? known?.echoOf ?? 'other';
        return [night, { kind: 'echo', isDoubtful, isPendingRelease: false, echoOf, reason }];
      }
      const kind = face.kind === 'echo' ? 'block' : face.kind;
      const isPendingRelease = state === 'pending' || state === 'held';
      return [night, { kind, isDoubtful, isPendingRelease, echoOf: null, reason }];
    });
  return runsOf(faces);
}

export interface BlocksContext {
  readonly window: FeedWindow;
  readonly takenElsewhere: ReadonlyMap<StayDate, Channel>;
  /** The feed's events mean nothing but closed nights. */
  readonly isDoubtfulFeed: boolean;
}

export interface BlockChanges {
  readonly added: readonly BlockRun[];
  readonly changed: readonly { readonly id: number; readonly run: BlockRun }[];
  readonly removed: readonly number[];
}

const isSameRun = (block: BlockMemory, run: BlockRun): boolean =>
  isSameFace(block, run) && block.arrival === run.arrival && block.departure === run.departure;

/**
 * From the blocks that stand to those that should, keeping a block's identity where its nights overlap: a running closure
 * is one block for as long as it runs. What lies before `from` is history and stays.
 */
export function reconcileBlocks(
  standing: readonly BlockMemory[],
  wanted: readonly BlockRun[],
  from: StayDate,
): BlockChanges {
  const free = new Set(standing.filter((block) => block.departure > from));
  const added: BlockRun[] = [];
  const changed: { id: number; run: BlockRun }[] = [];
  const removed: number[] = [];
  for (const run of wanted) {
    const match = [...free].find((block) => block.kind === run.kind && overlaps(block, run));
    if (!match) {
      added.push(run);
      continue;
    }
    free.delete(match);
    const arrival = run.arrival === from && match.arrival < from ? match.arrival : run.arrival;
    const kept = { ...run, arrival };
    if (!isSameRun(match, kept)) changed.push({ id: match.id, run: kept });
  }
  for (const block of free)
    if (block.arrival < from) changed.push({ id: block.id, run: { ...block, departure: from } });
    else removed.push(block.id);
  return { added, changed, removed };
}

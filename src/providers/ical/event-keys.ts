import { createHash } from 'node:crypto';
import type { FeedEvent } from '../../domain/feed.ts';
import type { EventDraft } from './event-reader.ts';

/** Keys to try for an event that its UID alone does not name, best first. */
function keysToTry({ uid, firstNight, departure, summary }: EventDraft): string[] {
  if (uid === null) return [`${firstNight}/${departure}/${summary}`];
  return [`${uid}/${firstNight}`, `${uid}/${firstNight}/${departure}`];
}

function freeKey(draft: EventDraft, taken: ReadonlySet<string>, from: number): string {
  const candidates = keysToTry(draft);
  const free = candidates.find((candidate) => !taken.has(candidate));
  if (free !== undefined) return free;
  for (let count = from; ; count++) {
    const numbered = `${candidates.at(-1)}#${count}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/**
 * Who each event is within its feed: its UID; with the start where the UID stands twice or the event repeats; dates and
 * text where there is no UID. Never the same twice, however often a feed says the same.
 */
export function keysOf(drafts: readonly EventDraft[]): string[] {
  const seen = new Map<string, number>();
  for (const { uid } of drafts) if (uid !== null) seen.set(uid, (seen.get(uid) ?? 0) + 1);
  const alone = new Set<string>();
  for (const { uid, isOccurrence } of drafts)
    if (uid !== null && !isOccurrence && seen.get(uid) === 1) alone.add(uid);
  const taken = new Set(alone);
  const repeats = new Map<string, number>();
  return drafts.map((draft) => {
    if (draft.uid !== null && alone.has(draft.uid)) return draft.uid;
    const base = keysToTry(draft).at(-1) as string;
    const count = (repeats.get(base) ?? 0) + 1;
    repeats.set(base, count);
    const key = freeKey(draft, taken, Math.max(2, count));
    taken.add(key);
    return key;
  });
}

/** Stands in no text of an event: control characters are taken out on reading. */
const BETWEEN = '\u001f';

/** A digest of all that matters about the events; equal feeds have equal digests however often they are stamped anew. */
export function fingerprintOf(events: readonly FeedEvent[]): string {
  const lines = events.map(
    ({ key, firstNight, departure, summary, kind, status, channelRef }) =>
      `${key}${BETWEEN}${firstNight}${BETWEEN}${departure}${BETWEEN}${summary}${BETWEEN}${kind}${BETWEEN}${status}${BETWEEN}${channelRef}`,
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

import { createHash } from 'node:crypto';
import type { FeedEvent } from '../../domain/feed.ts';
import type { EventDraft } from './event-reader.ts';

/** Keys to try for an event that its UID alone does not name, best first. */
function keysToTry({ uid, firstNight, departure, summary }: EventDraft): string[] {
  if (uid === null) return [`${firstNight}/${departure}/${summary}`];
  return [`${uid}/${firstNight}`, `${uid}/${firstNight}/${departure}`];
}

/**
 * Who each event is within its feed: its UID; with the start where the UID stands twice or the event repeats; dates and
 * text where there is no UID. Never the same twice, however often a feed says the same.
 */
export function keysOf(drafts: readonly EventDraft[]): string[] {
  const seen = new Map<string, number>();
  for (const { uid } of drafts) if (uid !== null) seen.set(uid, (seen.get(uid) ?? 0) + 1);
  const taken = new Set<string>();
  const repeats = new Map<string, number>();
  // a UID is not given away, even where its own event does not use it
  const isFree = (key: string): boolean => !taken.has(key) && !seen.has(key);
  return drafts.map((draft) => {
    if (draft.uid !== null && !draft.isOccurrence && seen.get(draft.uid) === 1) return draft.uid;
    const candidates = keysToTry(draft);
    const last = candidates.at(-1) as string;
    let count = repeats.get(last) ?? 1;
    let key = candidates.find(isFree);
    while (key === undefined) {
      count += 1;
      const numbered = `${last}#${count}`;
      if (isFree(numbered)) key = numbered;
    }
    repeats.set(last, count);
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

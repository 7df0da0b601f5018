import type { Clock } from '../domain/clock.ts';
import type { Chance } from '../domain/chance.ts';
import { Refusal } from '../domain/failure.ts';

/** A calendar that a person has looked at and may take in. */
export interface Preview {
  /** Null for a file. A secret: it leaves this store for the secrets and for nowhere else. */
  readonly address: string | null;
  readonly mask: string;
  readonly body: Uint8Array | string;
  readonly status: number | null;
  readonly at: number;
}

/** Keeps previews for a quarter of an hour, in memory only. */
export interface FeedPreviews {
  keep(preview: Preview): string;
  /** Refuses with words where it is too old. It stays until it is dropped: a command may be sent again. */
  get(id: string): Preview;
  drop(id: string): void;
}

const KEPT_MS = 15 * 60_000;
/** A body may have megabytes; a person looks at one after the other. */
const MOST = 20;

export function createFeedPreviews(clock: Clock, chance: Chance): FeedPreviews {
  const kept = new Map<string, Preview>();
  const isOver = ({ at }: Preview): boolean => Math.abs(clock.now() - at) > KEPT_MS;
  return {
    keep(preview) {
      for (const [id, old] of kept) if (isOver(old) || kept.size >= MOST) kept.delete(id);
      const id = chance.uuid();
      kept.set(id, preview);
      return id;
    },
    get(id) {
      const preview = kept.get(id);
      if (!preview || isOver(preview))
        throw new Refusal(
          'not-found',
          'This preview is more than 15 minutes old. Look at the calendar once more, then add it.',
        );
      return preview;
    },
    drop: (id) => void kept.delete(id),
  };
}

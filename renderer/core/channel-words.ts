import type { ChannelLine } from '../../src/contract/today.ts';
import { ago, silent, stretch } from './ages.ts';

export type FeedState = ChannelLine['state'];
/** Only what is worse than normal has a tone. */
export const STATE_TONE: Readonly<Record<FeedState, 'plain' | 'warn' | 'danger'>> = {
  never: 'plain',
  fresh: 'plain',
  paused: 'warn',
  stale: 'warn',
  failing: 'warn',
  locked: 'warn',
  quarantined: 'danger',
};

interface Aged {
  readonly state: FeedState;
  readonly lastGoodAt: number | null;
}

/** A channel's age or its trouble, short: "4 min", "silent 2 h 10", "paused". */
export function shortState({ state, lastGoodAt }: Aged, now: number): string {
  switch (state) {
    case 'fresh':
      if (lastGoodAt === null) return 'read';
      return now - lastGoodAt < 60_000 ? 'just now' : stretch(now - lastGoodAt);
    case 'stale':
    case 'failing':
      return lastGoodAt === null ? 'no good answer yet' : silent(lastGoodAt, now);
    case 'quarantined':
      return 'waits for you';
    case 'paused':
      return 'paused';
    case 'locked':
      return 'locked';
    case 'never':
      return 'not read yet';
  }
}

/** When the channel was last read well: "read 4 min ago"; empty where it never was. */
export const readWords = ({ lastGoodAt }: Pick<Aged, 'lastGoodAt'>, now: number): string =>
  lastGoodAt === null ? '' : `read ${ago(lastGoodAt, now)}`;

/** The state as a sentence of its own: "read 4 min ago", "silent 2 h 10". */
export function longState(aged: Aged, now: number): string {
  return (aged.state === 'fresh' && readWords(aged, now)) || shortState(aged, now);
}
